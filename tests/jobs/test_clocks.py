"""Hosts that do not agree on the time, and clocks that are put back: passes run, and the watcher says so."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from celery import Celery
from celery.beat import ScheduleEntry
from django.test import Client
from django.urls import reverse

from tajadur.celery import app
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.jobs import beat, tasks, wakeups
from tajadur.jobs.beat import SteadyScheduler
from tajadur.jobs.monitoring import look
from tajadur.jobs.passes import PASSES
from tajadur.jobs.tasks import run_pass_now
from tajadur.registry.heartbeat.models import PassRun
from tajadur.registry.heartbeat.operations import note_ended
from tajadur.registry.heartbeat.queries import alarms_shown
from tests.factories.party import Party, holder

AT = instant(date(2026, 5, 20), time(12))


class Monotonic:
    """The clock that nobody sets, in the hand of a test."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Monotonic:
    hand = Monotonic()
    monkeypatch.setattr(beat, "monotonic", hand)
    monkeypatch.setattr(wakeups, "monotonic", hand)
    return hand


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passes that ran, by name; a process that has answered nothing yet."""
    names: list[str] = []

    def run(name: str, **_: Any) -> int:
        names.append(name)
        return 0

    monkeypatch.setattr(tasks, "run_pass_if_needed", run)
    monkeypatch.setattr(wakeups, "_answered", {})
    return names


def test_no_wake_up_carries_an_instant_that_another_host_would_judge() -> None:
    app.loader.import_default_modules()
    for name, entry in app.conf.beat_schedule.items():
        assert set(entry["options"]) & {"expires", "eta", "countdown"} == set(), name


class Recording(SteadyScheduler):
    """Notes what it would send."""

    def wake(self, entry: ScheduleEntry) -> None:
        app: Any = self.app
        app.woken.append(entry.name)


def scheduler_of(names: list[str], woken: list[str]) -> SteadyScheduler:
    planned: Any = Celery("planned", set_as_current=False)
    planned.conf.beat_schedule = {name: {"task": name, "schedule": 60.0} for name in names}
    planned.woken = woken
    scheduler = Recording(app=planned, lazy=True)
    scheduler.setup_schedule()
    return scheduler


def test_beat_wakes_every_pass_each_interval_whatever_the_clock_on_the_wall_does(
    steady: Monotonic, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PASS_SECONDS = 60
    woken: list[str] = []
    scheduler = scheduler_of(["a", "b"], woken)
    assert scheduler.tick() == 60
    for hours in (-9, 0, 30):
        monkeypatch.setattr("time.time", lambda hours=hours: 1_790_000_000 + 3600 * hours)
        steady.now += 59
        assert scheduler.tick() == 1
        steady.now += 1
        assert scheduler.tick() == 60
    assert woken == ["a", "b"] * 4


def test_of_a_crowd_of_wake_ups_a_process_answers_one(woken: list[str], steady: Monotonic, settings: Any) -> None:
    settings.PASS_SECONDS = 10
    for _ in range(500):
        run_pass_now.apply(kwargs={"name": "open_periods"}).get()
        run_pass_now.apply(kwargs={"name": "send_letters"}).get()
    assert woken == ["open_periods", "send_letters"]
    steady.now += 10
    run_pass_now.apply(kwargs={"name": "open_periods"}).get()
    assert woken == ["open_periods", "send_letters", "open_periods"]


def test_a_day_that_is_rehearsed_is_always_played(woken: list[str], steady: Monotonic) -> None:
    for _ in range(3):
        run_pass_now.apply(kwargs={"name": "open_periods", "on": "2026-05-31"}).get()
    assert woken == ["open_periods"] * 3


@pytest.mark.parametrize("ahead", [timedelta(minutes=3), timedelta(hours=2), timedelta(days=40)])
@pytest.mark.parametrize("column", ["started_at", "ended_at"])
def test_a_heartbeat_of_what_is_still_to_come_is_an_alarm(db: None, ahead: timedelta, column: str) -> None:
    for name in PASSES:
        note_ended(name=name, started_at=AT, at=AT, tally=0)
    PassRun.objects.filter(name="send_letters").update(**{column: AT + ahead})
    assert look(mail=False, at=AT) == ["alarm: clocks_differ (send_letters)"]


@pytest.mark.parametrize("ahead", [timedelta(seconds=12), timedelta(seconds=55), timedelta(minutes=2)])
def test_a_worker_a_little_ahead_is_none(db: None, ahead: timedelta) -> None:
    for name in PASSES:
        note_ended(name=name, started_at=AT + ahead, at=AT + ahead, tally=0)
    assert look(mail=False, at=AT) == []


def test_administrators_are_shown_it_without_the_watcher_too(client: Client, party: Party, settings: Any) -> None:
    now = clock.now()
    for name in PASSES:
        note_ended(name=name, started_at=now, at=now + timedelta(hours=3), tally=0)
    assert [alarm["code"] for alarm in alarms_shown(now)] == ["clocks_differ"]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    assert "do not agree on the time" in client.get(reverse("notices:forecast")).content.decode()
