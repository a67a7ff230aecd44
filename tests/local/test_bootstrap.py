"""The first script says in one line what is missing."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    """A copy of what the script reads, and a PATH with nothing but the tools it needs."""
    target = tmp_path / "product"
    (target / "deploy" / "local").mkdir(parents=True)
    shutil.copy(ROOT / "deploy/local/bootstrap", target / "deploy/local/bootstrap")
    for lock in ROOT.glob("requirements*.txt"):
        shutil.copy(lock, target)
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "cat", "cksum", "cut", "df", "awk", "touch", "rm", "dirname", "sleep"):
        (tools / tool).symlink_to(shutil.which(tool))
    return target


def python_that(folder: pathlib.Path, answer: str) -> None:
    fake = folder.parent / "bin" / "python3"
    fake.write_text(f"#!/bin/sh\n{answer}\n")
    fake.chmod(0o755)


def run(folder: pathlib.Path, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": str(folder.parent / "bin"), "HOME": str(folder.parent), **more}
    return subprocess.run(
        ["/bin/sh", "deploy/local/bootstrap", "run"], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_without_python_it_says_which_one_is_needed(folder):
    done = run(folder)
    assert (done.returncode, done.stderr) == (
        1,
        "tajadur: Python 3.11, 3.12 or 3.13 is needed; on Debian: apt-get install -y python3-venv\n",
    )


def test_without_venv_it_names_the_package_to_install(folder):
    python_that(folder, 'case "$2" in *ensurepip*) exit 1;; esac')
    done = run(folder)
    assert (done.returncode, done.stderr) == (
        1,
        "tajadur: python3 cannot make an environment; on Debian: apt-get install -y python3-venv\n",
    )


def test_an_old_python_is_refused(folder):
    python_that(folder, "exit 1")
    assert "Python 3.11, 3.12 or 3.13 is needed" in run(folder).stderr


def test_nothing_is_installed_when_the_locks_did_not_change(folder):
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    locks = [(folder / name).read_bytes() for name in ("requirements-uv.txt", "requirements.txt", "requirements.txt")]
    sums = subprocess.run(["cksum"], input=b"".join(locks), capture_output=True).stdout
    (folder / ".venv" / ".installed").write_bytes(sums.split()[0])
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_busy_port_is_told_before_anything_starts(tmp_path):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "deploy.local.demo"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "DATA_DIR": str(tmp_path / "var")},
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stderr) == (
        1,
        f"tajadur: port {port} is in use: choose another one, for example PORT={port + 1}\n",
    )
    assert not (tmp_path / "var").exists()
