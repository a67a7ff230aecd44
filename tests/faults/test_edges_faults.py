"""Faults at the edges, with real processes: clocks that differ, a night, a restore, a database that takes no writes."""

import pathlib
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import pytest

from tajadur.foundation.calendar import instant
from tests.factories.mail_server import MailServer, mail_server
from tests.faults.place import ROOT, Place, installation

pytestmark = pytest.mark.faults
Row = Callable[[str], None]
EVENING, MORNING = date(2026, 6, 29), date(2026, 7, 1)


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation of its own, in the evening of 29 June."""
    folder = pathlib.Path(tmp_path_factory.mktemp("edges"))
    with installation(folder, at=instant(EVENING, time(20, 50))) as place:
        place.ask("make_world", 8)
        yield place


def send(place: Place, at: datetime, **environment: str) -> None:
    """One run of the pass that sends letters, with the clock at ``at``."""
    place.set_clock(at)
    ran = place.manage("run_passes", "--only", "send_letters", **environment)
    assert ran.returncode == 0, ran.stderr


def test_nothing_leaves_in_the_night_after_an_outage(edge: Place, row: Row) -> None:
    letters = edge.ask("add_letters", 29)
    for hour, minute in ((6, 0), (7, 58)):
        send(edge, instant(MORNING, time(hour, minute)))
        assert edge.arrived() == 0
    send(edge, instant(MORNING, time(8, 1)))
    assert (letters > 0, edge.arrived()) == (True, letters)
    row(f"down from 29 June in the evening to 1 July 06:00: 0 letters before 08:00, {letters} after")


@pytest.mark.parametrize("seconds", [12, 55, -3600])
def test_a_worker_whose_clock_differs_runs_its_passes(edge: Place, row: Row, seconds: int) -> None:
    edge.set_clock(instant(MORNING, time(12)))
    edge.ensure(workers=0, beats=1)
    before = edge.ask("run_of", "decide_reminders")
    with edge.clock_ahead(seconds):
        edge.ensure(workers=1, beats=1)
    edge.wait_until(lambda: edge.ask("run_of", "decide_reminders") != before, "a pass of the worker with its own clock")
    assert edge.ask("run_of", "decide_reminders") != before
    edge.ensure(workers=0, beats=0)
    row(f"clock of the worker {seconds:+} s from that of beat: passes run")


def test_a_mail_server_that_leaves_before_it_asks_for_the_letter_gets_it_later(edge: Place, row: Row) -> None:
    send(edge, instant(MORNING, time(13)))  # what a worker that ended at noon had decided and not sent
    letters = edge.ask("add_letters", 30)
    unknown, arrived = edge.ask("letters")["states"].get("unknown", 0), edge.arrived()
    bad = MailServer(answers={"DATA": ["close"] * 200})
    with mail_server(bad):
        send(edge, instant(MORNING, time(14)), EMAIL_URL=f"smtp://127.0.0.1:{bad.port}")
    assert (edge.ask("letters")["states"].get("unknown", 0), bad.heard.count("DATA")) == (unknown, letters)
    edge.ask("due_now")
    send(edge, instant(MORNING, time(14)))
    assert edge.arrived() == arrived + letters
    row(f"mail server that closes before 354: {letters} letters tried again, none unknown, each arrived once")


def test_a_database_that_takes_no_writes_is_said(edge: Place, row: Row) -> None:
    edge.sql("ALTER DATABASE tajadur SET default_transaction_read_only = on")
    try:
        edge.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'tajadur'")
        assert edge.ask("answers", ["/healthz/"]) == [[503, "10"]]
        assert edge.manage("run_passes", "--only", "open_periods").returncode != 0
    finally:
        edge.sql("ALTER DATABASE tajadur SET default_transaction_read_only = off")
        edge.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'tajadur'")
    assert edge.ask("answers", ["/healthz/"]) == [[200, None]]
    row("database read-only: the health check says so, with Retry-After; writable again: 200")


def test_a_restore_gives_no_number_twice(edge: Place, row: Row) -> None:
    kept: dict[str, Any] = edge.ask("give_numbers", 3)
    environment = {**edge.environment, "PG_BIN": str(edge.postgres.bin), "BACKUP_DIR": str(edge.folder / "backups")}
    made = subprocess.run(["sh", "deploy/backup.sh"], cwd=ROOT, env=environment, capture_output=True)
    assert made.returncode == 0, made.stderr
    [dump] = (edge.folder / "backups").glob("tajadur-*.dump")
    lost = edge.ask("give_numbers", 2)
    lives = [lost]
    for number in range(2):
        edge.sql(f"CREATE DATABASE restored{number} OWNER tajadur TEMPLATE template0")
        url = edge.environment["DATABASE_URL"].replace("/tajadur?", f"/restored{number}?")
        given = {**environment, "DATABASE_URL": url}
        done = subprocess.run(["sh", "deploy/restore.sh", str(dump)], cwd=ROOT, env=given, capture_output=True)
        assert done.returncode == 0, done.stderr
        with edge.another_probe(url) as ask:
            lives.append(ask("give_numbers", 2))
            assert ask("lost_receipts", lost["receipts"]) == [True] * 2
            assert ask("lost_receipts", [*kept["receipts"], *lives[-1]["receipts"]]) == [False] * 5
    for life in lives[1:]:
        for name in ("receipts", "letters", "entries"):
            assert set(life[name]).isdisjoint([*kept[name], *lost[name]]), name
    row("dump, two more receipts, restored twice: no receipt, Message-ID or entry given twice; the lost ones are told")
