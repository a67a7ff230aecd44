"""One installation for all the faults of a process, and one row per fault at the end."""

import os
import pathlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.faults.place import Place, installation

WHOLE = os.environ.get("FAULTS") == "all"
ROWS: list[str] = []


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Servers, catcher and the party; workers and beats are started by each fault, and end with the last.

    FAULTS_AT (an ISO instant that is over) is the hour at which it all begins, to try quiet hours and midnights.
    """
    at = os.environ.get("FAULTS_AT") or "2026-06-17T10:00:00+00:00"
    folder = pathlib.Path(tmp_path_factory.mktemp("faults"))
    with installation(folder, at=datetime.fromisoformat(at)) as one:
        one.ask("make_world", 200)
        yield one


@pytest.fixture
def row() -> Any:
    """Say what a fault showed; printed at the end of the run."""
    return ROWS.append


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The rows, when there are some (not under several processes)."""
    if ROWS:
        terminalreporter.section("faults")
        for line in ROWS:
            terminalreporter.write_line(line)
