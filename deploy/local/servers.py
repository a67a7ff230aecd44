"""The embedded servers of this folder: started by whoever needs them first, shared by the others."""

import contextlib
import os
import pathlib
import secrets
import shutil
import sys
import time
from collections.abc import Iterator

from deploy.local import embedded

ROOT = pathlib.Path(__file__).resolve().parents[2]
VAR = pathlib.Path(os.environ.get("DATA_DIR") or ROOT / "var")
ROOM_NEEDED = 300 * 1024 * 1024


def prepare_folder() -> None:
    """The data folder, or one clear line."""
    try:
        VAR.mkdir(mode=0o755, parents=True, exist_ok=True)
        proof = VAR / f".write-{os.getpid()}"
        proof.write_text("x")
        proof.unlink()
    except OSError as error:
        raise embedded.CannotStart(f"cannot write in {VAR}: {error.strerror}") from None
    if (free := shutil.disk_usage(VAR).free) < ROOM_NEEDED:
        raise embedded.CannotStart(f"the disk is nearly full: {free >> 20} MB free for {VAR}, 300 MB are needed")


def secret_key() -> str:
    """Made once for this folder, kept so that sessions outlive a restart."""
    kept = VAR / "secret.key"
    if not kept.exists():
        partial = VAR / f".secret-{os.getpid()}"
        partial.write_text(secrets.token_urlsafe(50))
        partial.chmod(0o600)
        partial.replace(kept)
    return kept.read_text().strip()


def base_environment() -> dict[str, str]:
    """What every process of this folder needs; what is given from outside wins."""
    return {
        "PYTHONTZPATH": "",
        "PYTHONUNBUFFERED": "1",
        "DATA_DIR": str(VAR),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(),
        # Without a sample it is no demonstration: what somebody types there is not to be called a sample.
        "DEMO": os.environ.get("DEMO", "0" if os.environ.get("SIZE") == "none" else "1"),
        "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"),
    }


@contextlib.contextmanager
def running(*, alone: bool = False) -> Iterator[dict[str, str]]:
    """DATABASE_URL and REDIS_URL of servers that answer. `alone` (the demo) refuses to share the folder."""
    prepare_folder()
    key = embedded.hold_the_key(VAR)
    if key is None and alone:
        raise embedded.CannotStart("it is already running in this folder; `make down` stops what `make up` started")
    postgres, valkey = embedded.Postgres(VAR), embedded.Valkey(VAR)
    started: list[embedded.Postgres | embedded.Valkey] = []
    urls = {}
    try:
        for name, server in (("REDIS_URL", valkey), ("DATABASE_URL", postgres)):
            if os.environ.get(name):
                urls[name] = os.environ[name]
                continue
            if key is None:
                wait_for(server)
            else:
                started.append(server)
                server.start()
            urls[name] = server.url
        yield urls
    finally:
        for server in reversed(started):
            server.stop()
        if key is not None:
            os.close(key)


def wait_for(server: embedded.Postgres | embedded.Valkey) -> None:
    deadline = time.monotonic() + 30
    while not server.answers():
        if time.monotonic() > deadline:
            raise embedded.CannotStart("another command holds this folder but its servers do not answer")
        time.sleep(0.1)


def run_with_servers(command: list[str]) -> int:
    """Run one command beside the servers; its exit code."""
    import subprocess

    with running() as urls:
        environment = {**os.environ, **base_environment(), **urls}
        environment.setdefault("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")  # as the demo's links
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    try:
        sys.exit(run_with_servers([sys.executable if sys.argv[1] == "python" else sys.argv[1], *sys.argv[2:]]))
    except KeyboardInterrupt:
        sys.exit(130)
