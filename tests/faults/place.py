"""A whole installation of its own for faults: servers, catcher, beats, workers, each a real process that may be killed.

Passes run each second and a letter is leased for six (``PASS_SECONDS``, ``LEASE_SECONDS``): the same code as with a
minute and ten minutes, only sooner.
"""

import contextlib
import functools
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

import psycopg
from time_machine import escape_hatch

from deploy.local import commands, embedded
from deploy.local.ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEASE_SECONDS = 6
PATIENCE = 120.0
Process = subprocess.Popen[bytes]


class Place:
    """The processes by name; ``letters`` is the folder of the catcher."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder, self.letters = folder, folder / "mail"
        # Durable as in production: what was committed must survive an immediate restart.
        self.postgres, self.valkey = embedded.Postgres(folder), embedded.Valkey(folder, durable=False)
        self.mail_port = free_port()
        given = ("STATIC_ROOT", "CACHE_PREFIX", "BROKER_PREFIX", "DJANGO_ALLOW_ASYNC_UNSAFE")
        self.environment = {name: value for name, value in os.environ.items() if name not in given}
        self.running: dict[str, list[Process]] = {"worker": [], "beat": [], "mailbox": []}

    def set_clock(self, at: datetime) -> None:
        """From now on it is ``at`` for every process, and time goes on from there."""
        named = self.folder / "clock"
        draft = named.with_suffix(".new")
        draft.write_text(f"{at.isoformat()} {escape_hatch.time.time()}")
        draft.replace(named)
        self.environment |= {"TRIAL_CLOCK": str(named), "DEMO": "1"}

    def start(self) -> None:
        """Servers, catcher, probe."""
        self.environment |= {
            "DATABASE_URL": self.postgres.start(),
            "REDIS_URL": self.valkey.start(),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tajadur.settings",
            "PASS_SECONDS": "1",
            "LEASE_SECONDS": str(LEASE_SECONDS),
            "EMAIL_ANSWER_SECONDS": "2",
            "PYTHONTZPATH": "",
        }
        mailbox = [commands.PYTHON, "-m", "deploy.local.mailbox", str(self.letters), str(self.mail_port)]
        self.running["mailbox"].append(self._spawn("mailbox", mailbox))
        self.probe = self._new_probe(self.environment)

    def ask(self, question: str, *arguments: Any) -> Any:
        """One question to the probe."""
        return _asked(self.probe, question, *arguments)

    @contextlib.contextmanager
    def another_probe(self, url: str) -> Iterator[Callable[..., Any]]:
        """Ask a probe of another database."""
        probe = self._new_probe({**self.environment, "DATABASE_URL": url})
        try:
            yield functools.partial(_asked, probe)
        finally:
            self.kill_one(probe)

    @contextlib.contextmanager
    def clock_ahead(self, seconds: float) -> Iterator[None]:
        """What is started meanwhile lives so many seconds ahead of this host, with all its libraries."""
        before = dict(self.environment)
        self.environment |= {"PYTHONPATH": str(ROOT / "tests" / "faults" / "ahead"), "CLOCK_AHEAD": str(seconds)}
        try:
            yield
        finally:
            self.environment = before

    def sql(self, statement: str) -> None:
        """One statement by the owner of the server."""
        with psycopg.connect(f"host={self.postgres.sockets} user=postgres dbname=postgres", autocommit=True) as line:
            line.execute(statement.encode())

    def _new_probe(self, environment: dict[str, str]) -> Process:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.probe"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            preexec_fn=embedded.die_with_parent,
        )  # fmt: skip

    def ensure(self, *, workers: int, beats: int) -> None:
        """Exactly so many live workers and beats."""
        for name, wanted in (("worker", workers), ("beat", beats)):
            live = [one for one in self.running[name] if one.poll() is None]
            for process in live[wanted:]:
                self.kill(process)
            for number in range(len(live), wanted):
                own = f"{name}-{time.monotonic_ns()}-{number}"
                command = commands.beat(str(self.folder / own)) if name == "beat" else [*commands.worker(), "-n", own]
                live.append(self._spawn(name, command))
            self.running[name] = live[:wanted]

    def kill(self, process: Process) -> None:
        """-9 to the whole group: parent and children at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_workers(self) -> None:
        """Every worker group."""
        for process in self.running["worker"]:
            self.kill(process)
        self.running["worker"] = []

    def kill_one_child(self) -> int:
        """-9 to one child of a worker, whose parent and other child live on; returns how many died."""
        parents = {one.pid for one in self.running["worker"]}
        for pid, parent in _parents().items():
            if parent in parents:
                os.kill(pid, signal.SIGKILL)
                return 1
        return 0

    def kill_beats(self) -> None:
        """Every beat; the next one has a schedule file of its own."""
        for process in self.running["beat"]:
            self.kill(process)
        self.running["beat"] = []

    def kill_broker(self) -> None:
        """-9; whatever it held is gone."""
        assert self.valkey.process is not None
        self.kill(self.valkey.process)

    def stop_database_at_once(self) -> None:
        """An immediate stop: nothing is finished, the next start recovers."""
        assert self.postgres.process is not None
        self.postgres.process.send_signal(signal.SIGQUIT)
        self.postgres.process.wait()

    def manage(self, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """A management command in this installation."""
        command, given = [sys.executable, "manage.py", *words], {**self.environment, **environment}
        return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=PATIENCE)

    def received(self) -> Counter[str]:
        """How often each Message-ID reached the catcher."""
        found: Counter[str] = Counter()
        for path in self.letters.glob("*.eml"):
            if name := re.search(rb"^Message-ID: (\S+)", path.read_bytes(), re.M | re.I):
                found[name[1].decode()] += 1
        return found

    def arrived(self) -> int:
        """How many letters reached the catcher."""
        return sum(1 for _ in self.letters.glob("*.eml"))

    def wait_for_more(self, letters: int) -> None:
        """Until that many more letters have arrived: the pass is in the middle of its work."""
        wanted = self.arrived() + letters
        self.wait_until(lambda: self.arrived() >= wanted, f"{letters} more letters")

    def wait_until_sent(self) -> dict[str, Any]:
        """Until nothing that is due waits; the state of the letters then."""
        self.wait_until(lambda: self.ask("letters")["due"] == 0, "every letter due to be sent")
        return dict(self.ask("letters"))

    def wait_until(self, is_so: Any, what: str) -> None:
        """Poll, with patience."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {PATIENCE:.0f} s for {what}: {self.ask('letters')}\n{self.words()}")
            time.sleep(0.05)

    def words(self) -> str:
        """The last words of the processes."""
        logs = sorted((self.folder / "log").glob("*.log"))
        return "\n".join(f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in logs)

    def stop(self) -> None:
        """Everything this installation started, and its data."""
        if hasattr(self, "probe"):
            self.kill_one(self.probe)
        for process in chain(*self.running.values()):
            self.kill(process)
        self.valkey.stop()
        self.postgres.discard()

    def kill_one(self, process: Process) -> None:
        """One process and the pipes to it."""
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _spawn(self, name: str, command: list[str]) -> Process:
        with (self.folder / "log" / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command[1:]],
                cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, preexec_fn=embedded.die_with_parent,
            )  # fmt: skip


def _asked(probe: Process, question: str, *arguments: Any) -> Any:
    assert probe.stdin is not None
    assert probe.stdout is not None
    probe.stdin.write(json.dumps([question, arguments]).encode() + b"\n")
    probe.stdin.flush()
    return json.loads(probe.stdout.readline())


def _parents() -> dict[int, int]:
    """The parent of each live process."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    found[int(entry.name)] = int(parent)
    return found


@contextlib.contextmanager
def installation(folder: pathlib.Path, *, at: datetime | None = None) -> Iterator[Place]:
    """Servers, catcher and probe, without a party; gone afterwards. ``at``: the instant its clock begins with."""
    place = Place(folder)
    try:
        if at:
            place.set_clock(at)
        place.start()
        yield place
    finally:
        place.stop()
