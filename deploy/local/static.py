"""Collected static files, made again only when a source or a locked package changed."""

import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

from deploy.local import commands

ROOT = pathlib.Path(__file__).resolve().parents[2]


def fingerprint() -> str:
    seen = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            state = path.stat()
            seen.update(f"{path.relative_to(ROOT)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def collect(target: pathlib.Path, environment: dict[str, str]) -> str:
    """Fill `target` when it is not what the sources say; what went wrong, or an empty text."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, now = target.with_suffix(".stamp"), fingerprint()
        if target.is_dir() and stamp.exists() and stamp.read_text() == now:
            return ""
        stamp.unlink(missing_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        command = [sys.executable, "-W", "ignore", *commands.STATIC[1:]]
        done = subprocess.run(
            command, cwd=ROOT, env=environment | {"STATIC_ROOT": str(target)}, text=True, capture_output=True
        )
        if done.returncode:
            return done.stderr.strip() or done.stdout.strip() or "collectstatic failed"
        stamp.write_text(now)
        return ""


if __name__ == "__main__":
    if wrong := collect(pathlib.Path(sys.argv[1]), dict(os.environ)):
        print(wrong, file=sys.stderr)
        sys.exit(1)
