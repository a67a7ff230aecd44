"""Loaded with -p before settings are read: addresses of servers, the day of the tests, a loud word on browsers.

Embedded servers and collected static files are there for the test that needs them (`servers`, `static_files`, any
database); a run without one starts nothing. DATABASE_URL and REDIS_URL win over embedded servers.
"""

import atexit
import gc
import os
import pathlib
import shutil
import sys
import tempfile
import zoneinfo
from typing import Any

import pytest

from deploy.local import lazy_servers
from deploy.local.tests_clock import clock

ROOT = pathlib.Path(__file__).resolve().parents[2]
A_DAY = 86_400
NO_BROWSER = "no chromium: set CHROMIUM or install it (apt-get install -y chromium)"


def collect_static() -> None:
    """Pages in tests name the same hashed files as in production. A folder for each state of the sources.

    Two sessions in one tree never take a folder from under each other, and what is collected once is used again.
    """
    from deploy.local.static import collect

    target = pathlib.Path(os.environ["STATIC_ROOT"])
    forget_old(target)
    if wrong := collect(target, dict(os.environ)):
        print(f"static files could not be collected:\n{wrong}", file=sys.stderr)


def forget_old(target: pathlib.Path) -> None:
    """Folders nobody began with for a day go; this one is named as used now."""
    target.mkdir(parents=True, exist_ok=True)
    os.utime(target)
    now = target.stat().st_mtime
    for other in target.parent.iterdir():
        if other.is_dir() and other.stat().st_mtime < now - A_DAY:
            other.with_suffix(".stamp").unlink(missing_ok=True)
            shutil.rmtree(other, ignore_errors=True)


def prepare() -> None:
    from deploy.local.languages import compile_translations
    from deploy.local.static import fingerprint

    os.environ["PYTHONTZPATH"] = ""
    zoneinfo.reset_tzpath(())
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs beside the tests
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
    os.environ["CACHE_PREFIX"] = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    os.environ["BROKER_PREFIX"] = f"{os.environ['CACHE_PREFIX']}:"
    store = tempfile.TemporaryDirectory(prefix="tajadur-test-files-")
    atexit.register(store.cleanup)
    os.environ["FILES_STORE"] = store.name
    if {"-h", "--help", "-V", "--version"} & set(sys.argv):
        return
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_translations(ROOT)
        os.environ.pop(lazy_servers.KEEPER, None)
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            lazy_servers.Keeper().open()
        os.environ["STATIC_ROOT"] = str(ROOT / "var" / "static-for-tests" / fingerprint()[:16])
    if lazy_servers.KEEPER in os.environ:
        lazy_servers.start_at_first_connection()
    clock.turn_back()


@pytest.fixture(scope="session")
def servers() -> None:
    """PostgreSQL and Valkey answer at their addresses, for this process and those it starts."""
    lazy_servers.start()


@pytest.fixture(scope="session")
def static_files() -> None:
    """Pages may name collected files."""
    collect_static()


def pytest_collection_finish() -> None:
    """What the modules hold stays for the whole session: rounds of the collector over it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    clock.before_a_test()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{len(skipped)} skipped, {NO_BROWSER}")


prepare()
