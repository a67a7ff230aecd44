"""The servers and processes of one run, started and ended with it, and the memory they hold."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

from deploy.local import embedded
from deploy.local.servers import ROOT


@contextlib.contextmanager
def private_servers(folder: pathlib.Path, *, keep: bool) -> Iterator[None]:
    """PostgreSQL and Valkey of this run; their addresses are in the environment."""
    postgres, valkey = embedded.Postgres(folder), embedded.Valkey(folder, durable=False)
    try:
        os.environ |= {"DATABASE_URL": postgres.start(), "REDIS_URL": valkey.start()}
        yield
    finally:
        valkey.stop()
        postgres.stop() if keep else postgres.discard()


@contextlib.contextmanager
def process(name: str, command: list[str], folder: pathlib.Path) -> Iterator[int]:
    """A process of the product as the demo runs it; its pid."""
    with (folder / "log" / f"{name}.log").open("ab") as log:
        started = subprocess.Popen(
            [sys.executable, *command[1:]],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=embedded.die_with_parent,
        )
    try:
        yield started.pid
    finally:
        embedded.end(started, signal.SIGTERM)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)


def memory(pid: int) -> float:
    """Megabytes resident in the process and everything it started; what they share is counted in each."""
    total = 0
    for one in _below(pid):
        found = re.search(r"^Rss:\s+(\d+)", pathlib.Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)
        total += int(found[1]) if found else 0
    return total / 1024


def _below(pid: int) -> Iterator[int]:
    yield pid
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            yield from _below(int(entry.parent.name))
