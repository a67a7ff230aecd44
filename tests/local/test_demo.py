"""The launcher as a whole, without sample data: it serves, survives a kill of everything, and stops what it started."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

import psycopg
import pytest

from deploy.local import embedded
from deploy.local.ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def launcher(tmp_path):
    port = str(free_port())
    given = ("DATABASE_URL", "REDIS_URL", "STATIC_ROOT", "CACHE_PREFIX", "BROKER_PREFIX")
    environment = {name: value for name, value in os.environ.items() if name not in given}
    environment |= {"PORT": port, "SIZE": "none", "DATA_DIR": str(tmp_path), "DEMO": "1"}

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "deploy.local.demo", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    yield run, f"http://127.0.0.1:{port}"
    run("down")


def parents() -> dict[int, int]:
    """The parent of every process that lives."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    found[int(entry.name)] = int(parent)
    return found


def below(pid: int) -> list[int]:
    """The process and everything it started that lives."""
    known_parents, found = parents(), [pid]
    for known in found:
        found += [child for child, parent in known_parents.items() if parent == known]
    return [known for known in found if known in known_parents]


def workers_of(launched: int) -> list[int]:
    """The workers the launcher started itself, without their own children."""
    mine = [pid for pid, parent in parents().items() if parent == launched]
    return [pid for pid in mine if b"worker" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_the_launcher_serves_survives_a_kill_of_everything_and_stops(launcher, tmp_path):
    run, address = launcher
    up = run("up")
    assert up.returncode == 0, up.stdout + up.stderr
    assert f"ready: {address}/" in up.stdout
    with urllib.request.urlopen(address + "/healthz/") as page:
        assert page.status == 200
    url = embedded.Postgres(tmp_path).url
    with psycopg.connect(url) as line:
        line.execute("CREATE TABLE kept AS SELECT generate_series(1, 100) AS number")

    second = run()
    assert (second.returncode, "in use" in second.stderr) == (1, True)

    launched = int((tmp_path / "demo.pid").read_text())
    (worker,) = workers_of(launched)
    os.killpg(worker, signal.SIGKILL)
    wait_until(lambda: workers_of(launched) not in ([], [worker]))
    assert "worker ended (code -9) and is started again" in (tmp_path / "log" / "demo.log").read_text()

    everything = below(launched)
    assert len(everything) > 10
    for pid in everything:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not set(everything) & set(parents()))

    again = run("up")
    assert again.returncode == 0, again.stdout + again.stderr
    with psycopg.connect(url) as line:
        assert line.execute("SELECT count(*), sum(number) FROM kept").fetchone() == (100, 5050)

    everything = below(int((tmp_path / "demo.pid").read_text()))
    down = run("down")
    assert (down.returncode, down.stdout) == (0, "stopped; the data stay in var/\n")
    assert [pid for pid in everything if below(pid)] == []
    assert run("down").stdout == "nothing is running in this folder\n"
