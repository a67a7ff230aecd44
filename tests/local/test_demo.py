"""The launcher as a whole, without sample data: it serves, survives a kill of everything, and stops what it started."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import sys
import urllib.request

import psycopg
import pytest

from deploy.local import embedded

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def launcher(tmp_path):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = str(door.getsockname()[1])
    given = ("DATABASE_URL", "REDIS_URL", "STATIC_ROOT", "CACHE_PREFIX", "BROKER_PREFIX")
    environment = {name: value for name, value in os.environ.items() if name not in given}
    environment |= {"PORT": port, "SIZE": "none", "DATA_DIR": str(tmp_path), "DEMO": "1"}

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "deploy.local.demo", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    yield run, f"http://127.0.0.1:{port}"
    run("down")


def below(pid: int) -> list[int]:
    """The process and everything it started that lives."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    parents[int(entry.name)] = int(parent)
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return [known for known in found if known in parents]


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

    everything = below(int((tmp_path / "demo.pid").read_text()))
    assert len(everything) > 10
    for pid in everything:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    again = run("up")
    assert again.returncode == 0, again.stdout + again.stderr
    with psycopg.connect(url) as line:
        assert line.execute("SELECT count(*), sum(number) FROM kept").fetchone() == (100, 5050)

    everything = below(int((tmp_path / "demo.pid").read_text()))
    down = run("down")
    assert (down.returncode, down.stdout) == (0, "stopped; the data stay in var/\n")
    assert [pid for pid in everything if below(pid)] == []
    assert run("down").stdout == "nothing is running in this folder\n"
