"""Loaded with -p before settings are read: embedded servers for one run, compiled translations, a loud word on browsers.

The xdist controller starts the servers once; its workers inherit the addresses. DATABASE_URL and REDIS_URL win.
"""

import atexit
import os
import pathlib
import sys
import tempfile
import zoneinfo
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[2]
NO_BROWSER = "no chromium: set CHROMIUM or install it (apt-get install -y chromium)"


def start_servers() -> None:
    from deploy.local.embedded import Postgres, Valkey

    folder = pathlib.Path(tempfile.mkdtemp(prefix="tajadur-test-"))
    postgres, valkey = Postgres(folder, durable=False), Valkey(folder, durable=False)
    atexit.register(lambda: (valkey.stop(), postgres.discard()))
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = valkey.start()
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.start()


def prepare() -> None:
    from deploy.local.languages import compile_translations

    os.environ["PYTHONTZPATH"] = ""
    zoneinfo.reset_tzpath(())
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs beside the tests
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
    if {"-h", "--help", "-V", "--version"} & set(sys.argv):
        return
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_translations(ROOT)
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            start_servers()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{len(skipped)} skipped, {NO_BROWSER}")


prepare()
