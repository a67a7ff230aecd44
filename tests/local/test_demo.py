"""The launcher as a whole, without sample data: it serves, survives a kill of everything, and stops what it started."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
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


def processes_of(folder: pathlib.Path) -> list[int]:
    """Every process that has the folder in its command line or its environment, as we started it."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in told:
                found.append(int(entry.name))
    return found


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

    for pid in processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while processes_of(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)

    again = run("up")
    assert again.returncode == 0, again.stdout + again.stderr
    with psycopg.connect(url) as line:
        assert line.execute("SELECT count(*), sum(number) FROM kept").fetchone() == (100, 5050)

    down = run("down")
    assert (down.returncode, down.stdout) == (0, "stopped; the data stay in var/\n")
    assert processes_of(tmp_path) == []
    assert run("down").stdout == "nothing is running in this folder\n"
