"""The browser itself: it is there, it draws Arabic from the right, and it is missed loudly."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (
    '<html lang="ar" dir="rtl"><body><main style="inline-size:600px"><b>الاجتماع</b> <i>قريب</i></main></body></html>'
)


def test_arabic_runs_from_the_right(page):
    page.set_content(PAGE)
    first, second = page.locator("b").bounding_box(), page.locator("i").bounding_box()
    assert first["x"] > second["x"]


def run_without_browser(**more: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"CHROMIUM": "/nowhere/chromium", "REQUIRE_BROWSER": "", **more}
    one = f"{pathlib.Path(__file__)}::test_arabic_runs_from_the_right"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("required", "code", "words"), [("", 0, "BROWSER TESTS DID NOT RUN"), ("1", 1, "no chromium: set CHROMIUM")]
)
def test_a_missing_browser_is_told_and_fails_where_it_is_required(required, code, words):
    done = run_without_browser(REQUIRE_BROWSER=required)
    assert done.returncode == code, done.stdout
    assert words in done.stdout
