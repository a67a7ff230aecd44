"""The embedded servers of one run of the tests: their addresses are known at once, they start at the first need.

Settings read the addresses before a test is chosen; a run of pure rules never needs what stands behind them. The first
process of a run (xdist's controller, or the only one) keeps the servers; its workers ask for them through a socket.
"""

import atexit
import functools
import os
import pathlib
import socket
import sys
import tempfile
import threading
from typing import Any

from deploy.local.embedded import CannotStart, Postgres, Valkey

KEEPER = "TEST_SERVERS"  # in the environment: where the keeper of this run listens
PATIENCE_SECONDS = 120
READY = b"ready"


class Keeper:
    """Starts what was not given from outside, once, whoever asks and however many ask."""

    def __init__(self) -> None:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="tajadur-test-"))
        self.postgres, self.valkey = Postgres(folder, durable=False), Valkey(folder, durable=False)
        self.door = folder / "servers.sock"
        self.wanted = [
            (name, server)
            for name, server in (("REDIS_URL", self.valkey), ("DATABASE_URL", self.postgres))
            if not os.environ.get(name)
        ]
        atexit.register(self.postgres.discard)
        atexit.register(self.valkey.stop)

    def open(self) -> None:
        """Tell the addresses to this process and its workers, and wait for the first who asks."""
        for name, server in self.wanted:
            os.environ[name] = server.url
        os.environ[KEEPER] = str(self.door)
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(self.door))
        listening.listen()
        # The servers die with the thread that started them, so it is this one, which lives as long as the run.
        threading.Thread(target=self._answer, args=(listening,), name=KEEPER, daemon=True).start()

    def _answer(self, listening: socket.socket) -> None:
        answer = b""
        while True:
            asking, _ = listening.accept()
            with asking:
                answer = answer or self._start()
                asking.sendall(answer)

    def _start(self) -> bytes:
        try:
            for _name, server in self.wanted:
                server.start()
        except CannotStart as refusal:
            return refusal.sentence.encode()
        return READY


@functools.cache
def start() -> None:
    """The servers of this run answer when this returns. Raises RuntimeError with the reason when they cannot start."""
    if not (door := os.environ.get(KEEPER)):
        return  # both were given from outside
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE_SECONDS)
        line.connect(door)
        answer = line.makefile("rb").read()
    if answer != READY:
        raise RuntimeError(f"the servers of the tests: {answer.decode() or 'no answer'}")


def start_at_first_connection() -> None:
    """From now on the cache's socket opens the servers by itself: code under test falls back in silence without it."""
    path = os.environ["REDIS_URL"].removeprefix("unix://")

    def before(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and arguments[1] == path and threading.current_thread().name != KEEPER:
            start()

    sys.addaudithook(before)
