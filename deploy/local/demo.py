"""The whole product on one machine, from nothing: servers, data, web, worker, beat, mailbox.

`python -m deploy.local.demo` stays in front until Ctrl-C; `up` and `down` do the same in the background.
"""

import contextlib
import errno
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType

from deploy.local import commands, embedded, servers
from deploy.local.languages import compile_translations
from deploy.local.ports import free_port
from deploy.local.servers import ROOT, VAR

BEGAN = time.monotonic()
PORT = os.environ.get("PORT", "8000")
HOST = os.environ.get("HOST", "127.0.0.1")
SIZE = os.environ.get("SIZE", "demo")
ADDRESS = f"http://127.0.0.1:{PORT}" if HOST in ("127.0.0.1", "0.0.0.0") else f"http://{HOST}:{PORT}"  # noqa: S104
WAKEN = {"worker": commands.worker(), "beat": commands.beat(str(VAR / "beat"))}
# The first passes must have had their time. One look is a process of a second or two: nothing stays in memory for it.
FIRST_LOOK, LOOK_EACH = 180, float(os.environ.get("PASS_SECONDS", "60"))
PID, READY, LOGS = VAR / "demo.pid", VAR / "demo.ready", VAR / "log"
stopping = threading.Event()


def say(sentence: str) -> None:
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {sentence}", flush=True)


def check_wishes() -> None:
    if SIZE not in ("demo", "full", "none"):
        raise embedded.CannotStart(f"SIZE={SIZE} is not known: demo or full")
    if not (PORT.isdigit() and 0 < int(PORT) < 65536):
        raise embedded.CannotStart(f"PORT={PORT} is not a port number")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, int(PORT)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise embedded.CannotStart(
                    f"port {PORT} is in use: choose another one, for example PORT={int(PORT) + 1}"
                ) from None
            raise embedded.CannotStart(f"cannot listen on {HOST}, port {PORT}: {error.strerror}") from None


def spawn(name: str, command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A process of its own session, so that Ctrl-C reaches only us; its words go to var/log."""
    LOGS.mkdir(exist_ok=True)
    with (LOGS / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            with_python(command),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=embedded.die_with_parent,
        )


def with_python(command: list[str]) -> list[str]:
    return [sys.executable, *command[1:]] if command[0] == commands.PYTHON else command


def end_of(log: str, lines: int = 12) -> str:
    path = LOGS / f"{log}.log"
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


def prepare(environment: dict[str, str]) -> None:
    """Static files beside migrations and data; both must end well."""
    static = spawn("static", [commands.PYTHON, "-m", "deploy.local.static", str(VAR / "static")], environment)
    data = subprocess.Popen(
        [sys.executable, "-m", "deploy.local.prepare", SIZE],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=embedded.die_with_parent,
    )
    try:
        for line in data.stdout or ():
            say(line.rstrip())
        if data.wait():
            raise embedded.CannotStart("the data could not be prepared; the lines above say why")
        if static.wait():
            raise embedded.CannotStart(f"the static files could not be collected:\n{end_of('static')}")
    finally:
        for process in (data, static):
            embedded.end(process, signal.SIGTERM)


def answer(path: str) -> int:
    try:
        with urllib.request.urlopen(ADDRESS + path, timeout=10) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for_pages(processes: "dict[str, subprocess.Popen[bytes]]") -> None:
    for path in ("/healthz/", "/"):  # the second one leads to the log-in page
        began = time.monotonic()
        while (status := answer(path)) != 200:
            complain_about_dead(processes)
            if time.monotonic() - began > (10 if status >= 500 else 60):
                raise embedded.CannotStart(f"{ADDRESS}{path} answers {status or 'nothing'}:\n{end_of('web')}")
            time.sleep(0.05)


def complain_about_dead(processes: "dict[str, subprocess.Popen[bytes]]") -> None:
    for name, process in processes.items():
        if process.poll() is not None and not stopping.is_set():
            raise embedded.CannotStart(f"{name} ended (code {process.returncode}), see var/log:\n{end_of(name)}")


def ask_for_accounts(environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        with_python(commands.ACCOUNTS),
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


class Stop(Exception):
    """Someone asked to stop."""


def ask_to_stop(number: int, frame: FrameType | None) -> None:
    if not stopping.is_set():
        stopping.set()
        raise Stop


def end_all(processes: "dict[str, subprocess.Popen[bytes]]") -> None:
    for process in processes.values():
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    for process in processes.values():
        embedded.end(process, signal.SIGTERM, patience=15)
        # A web worker that was still starting misses the word of its parent, and would keep the port.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def run() -> None:
    """Start everything, say where, wait until asked to stop; then stop everything in order."""
    check_wishes()
    for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(wish, ask_to_stop)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    READY.unlink(missing_ok=True)
    try:
        with servers.running(alone=True) as urls:
            PID.write_text(str(os.getpid()))
            mail_port = free_port()
            environment = {**os.environ, **servers.base_environment(), **urls}
            environment.setdefault("BASE_URL", ADDRESS)
            if HOST == "0.0.0.0" and not os.environ.get("ALLOWED_HOSTS"):  # noqa: S104 - a phone on the same network
                environment["ALLOWED_HOSTS"] = "*"
            environment.setdefault("EMAIL_URL", f"smtp://127.0.0.1:{mail_port}")
            say("PostgreSQL and Valkey answer")
            try:
                serve(environment, mail_port, processes)
            finally:
                stopping.set()
                end_all(processes)
                PID.unlink(missing_ok=True)
                READY.unlink(missing_ok=True)
    except Stop:
        pass
    say("stopped; the data stay in var/")


def serve(environment: dict[str, str], mail_port: int, processes: "dict[str, subprocess.Popen[bytes]]") -> None:
    compile_translations(ROOT)
    prepare(environment)
    mailbox = [commands.PYTHON, "-m", "deploy.local.mailbox", str(VAR / "mail"), str(mail_port)]
    processes["mailbox"] = spawn("mailbox", mailbox, environment)
    processes["web"] = spawn("web", commands.web(HOST, PORT), environment)
    accounts = ask_for_accounts(environment)
    wait_for_pages(processes)
    processes |= {name: spawn(name, command, environment) for name, command in WAKEN.items()}
    say(f"ready: {ADDRESS}/")
    print(accounts.communicate()[0], flush=True)
    print(f"  open      {ADDRESS}/\n  mail      {VAR / 'mail'}\n  logs      {LOGS}", flush=True)
    print("  Ctrl-C (or make down) stops everything, the data stay.", flush=True)
    READY.write_text(ADDRESS)
    watch_over(environment, processes)


def watch_over(environment: dict[str, str], processes: "dict[str, subprocess.Popen[bytes]]") -> None:
    """Until asked to stop: who wakes or works is started again, each minute the dead-man's switch looks once."""
    next_look, look = time.monotonic() + FIRST_LOOK, None
    try:
        while True:
            for name in WAKEN:  # as systemd and Compose do: a lost broker may take a worker with it
                if (code := processes[name].poll()) is not None and not stopping.is_set():
                    say(f"{name} ended (code {code}) and is started again, see var/log")
                    processes[name] = spawn(name, WAKEN[name], environment)
            complain_about_dead(processes)
            if time.monotonic() > next_look and (look is None or look.poll() is not None):
                next_look = time.monotonic() + LOOK_EACH
                look = spawn("watch", commands.watch(), environment)
            time.sleep(0.5)
    finally:
        embedded.end(look, signal.SIGTERM)


def up() -> int:
    """The same in the background: returns when the first page answers."""
    check_wishes()
    servers.prepare_folder()
    READY.unlink(missing_ok=True)
    LOGS.mkdir(exist_ok=True)
    output = LOGS / "demo.log"
    with output.open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "deploy.local.demo"],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    while child.poll() is None and not READY.exists():
        time.sleep(0.1)
    print(output.read_text(errors="replace"), end="", flush=True)
    return child.poll() or 0


def down() -> int:
    """Stop what is running in this folder; nothing running is fine."""
    pid = running_pid()
    if pid is None:
        print("nothing is running in this folder")
        return 0
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        if not is_launcher(pid):
            print("stopped; the data stay in var/")
            return 0
        time.sleep(0.1)
    print(f"process {pid} does not stop", file=sys.stderr)
    return 1


def running_pid() -> int | None:
    try:
        pid = int(PID.read_text())
    except (OSError, ValueError):
        return None
    return pid if is_launcher(pid) else None


def is_launcher(pid: int) -> bool:
    """By its command line: a pid may be somebody else's by now, and a dead child nobody waits for has none."""
    try:
        return b"deploy.local.demo" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


if __name__ == "__main__":
    try:
        sys.exit({"up": up, "down": down}.get("".join(sys.argv[1:]), run)() or 0)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EACCES, errno.EROFS):
            raise
        raise embedded.CannotStart(f"{error.strerror}: {error.filename}") from None
