"""Loaded with -p before settings are read: embedded servers for one run, translations, a loud word on browsers.

The xdist controller starts the servers once; its workers inherit the addresses. DATABASE_URL and REDIS_URL win.
"""

import atexit
import os
import pathlib
import shutil
import sys
import tempfile
import time
import zoneinfo
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[2]
A_DAY = 86_400
NO_BROWSER = "no chromium: set CHROMIUM or install it (apt-get install -y chromium)"


def start_servers() -> None:
    from deploy.local.embedded import Postgres, Valkey

    folder = pathlib.Path(tempfile.mkdtemp(prefix="tajadur-test-"))
    postgres, valkey = Postgres(folder, durable=False), Valkey(folder, durable=False)
    atexit.register(postgres.discard)
    atexit.register(valkey.stop)
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = valkey.start()
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.start()


def collect_static() -> None:
    """Pages in tests name the same hashed files as in production. A folder for each state of the sources.

    Two sessions in one tree never take a folder from under each other, and what is collected once is used again.
    """
    from deploy.local.static import collect, fingerprint

    target = ROOT / "var" / "static-for-tests" / fingerprint()[:16]
    forget_old(target)
    if wrong := collect(target, dict(os.environ)):
        print(f"static files could not be collected:\n{wrong}", file=sys.stderr)
    os.environ["STATIC_ROOT"] = str(target)


def forget_old(target: pathlib.Path) -> None:
    """Folders nobody began with for a day go; this one is named as used now."""
    target.mkdir(parents=True, exist_ok=True)
    os.utime(target)
    for other in target.parent.iterdir():
        if other.is_dir() and other.stat().st_mtime < time.time() - A_DAY:
            other.with_suffix(".stamp").unlink(missing_ok=True)
            shutil.rmtree(other, ignore_errors=True)


def prepare() -> None:
    from deploy.local.languages import compile_translations

    os.environ["PYTHONTZPATH"] = ""
    zoneinfo.reset_tzpath(())
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs beside the tests
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
    os.environ["CACHE_PREFIX"] = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    os.environ["BROKER_PREFIX"] = f"{os.environ['CACHE_PREFIX']}:"
    if {"-h", "--help", "-V", "--version"} & set(sys.argv):
        return
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_translations(ROOT)
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            start_servers()
        collect_static()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{len(skipped)} skipped, {NO_BROWSER}")


prepare()
