"""The timetable, the task, the command: each pass by interval, safe twice, late and with tomorrow's arguments."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.celery import app
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.invariants.verification import INVARIANTS
from tajadur.jobs.passes import PASSES, never_through, run_pass, run_pass_if_needed
from tajadur.jobs.tasks import run_pass_now
from tajadur.organisation.people.models import Post
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.heartbeat.operations import note_begun, note_ended
from tajadur.registry.notices.models import DeliveryItem, Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tests.factories.duties import at_noon, opened
from tests.factories.party import Party, holder

ON = date(2026, 5, 31)


def plan(on: date, at: datetime) -> int:
    return int(run_pass("decide_reminders", on=on, at=at))


def steps() -> set[tuple[str, str]]:
    return set(Notice.objects.values_list("step", "params__period").distinct())


@pytest.fixture
def office(party: Party) -> Party:
    """One branch with a secretary, periods open."""
    holder(unit=party.branches[0][0][0])
    opened(on=ON)
    return party


def test_every_pass_is_in_the_timetable_by_interval() -> None:
    app.loader.import_default_modules()
    timetable = app.conf.beat_schedule
    assert set(timetable) == set(PASSES)
    for name, entry in timetable.items():
        assert entry["schedule"] == settings.PASS_SECONDS
        assert (entry["task"], entry["kwargs"]) == ("tajadur.run_pass", {"name": name})


def test_a_task_ignores_arguments_of_tomorrow(party: Party) -> None:
    opened(on=ON)
    before = Obligation.objects.count()
    run_pass_now.apply(kwargs={"name": "open_periods", "on": ON.isoformat(), "colour": "blue"}).get()
    assert Obligation.objects.count() == before


def test_digests_are_gathered_at_once_after_a_notice_that_left_no_entry(party: Party) -> None:
    unit = party.branches[0][0][0]
    account, at = holder(unit=unit), at_noon(ON)
    post = Post.objects.get(mandates__person=account.person)
    run_pass_if_needed("gather_digests", on=ON, at=at)

    def carried(minute: int) -> int:
        run_pass_if_needed("gather_digests", on=ON, at=at + timedelta(minutes=minute))
        return DeliveryItem.objects.filter(person=account.person, channel="in_app").count()

    def tell(step: str) -> None:
        told = NotificationRequest(
            kind="asked", post_id=post.pk, unit_id=unit.pk, step=step, subject=("unit", unit.pk), step_on=ON
        )
        notify(requests=[told], at=at)

    assert carried(1) == 0
    tell("first")
    assert carried(2) == 1
    with CaptureQueriesContext(connection) as asked:
        assert carried(3) == 1
    assert not any("people_mandate" in query["sql"] for query in asked.captured_queries)
    tell("second")
    assert carried(4) == 2


def test_a_follower_is_spared_until_something_is_done_and_never_for_long(party: Party) -> None:
    opened(on=ON)
    at = at_noon(ON)

    def made_again(at: datetime) -> bool:
        Obligation.objects.filter(period_key="2026-05").delete()
        run_pass_if_needed("open_periods", on=ON, at=at)
        return Obligation.objects.filter(period_key="2026-05").exists()

    assert made_again(at)
    assert made_again(at + timedelta(minutes=1))  # the pass itself left an entry: it looks once more
    run_pass_if_needed("open_periods", on=ON, at=at + timedelta(minutes=2))
    assert not made_again(at + timedelta(minutes=3))
    assert made_again(at + timedelta(minutes=13))


def test_an_unknown_pass_is_an_error(party: Party) -> None:
    with pytest.raises(KeyError):
        run_pass("make_coffee", on=ON, at=at_noon(ON))


def test_the_command_rehearses_a_day_and_says_what_each_pass_did(office: Party) -> None:
    before, said = Obligation.objects.filter(period_key="2026-10").count(), StringIO()
    call_command("run_passes", on=date(2026, 9, 1), only=["open_periods"], stdout=said)
    assert (before, Obligation.objects.filter(period_key="2026-10").count()) == (0, 13)
    assert said.getvalue().startswith("open_periods: ")


def test_the_command_runs_every_pass_once_in_order(party: Party) -> None:
    said = StringIO()
    call_command("run_passes", stdout=said)
    assert [line.split(":")[0] for line in said.getvalue().splitlines()] == list(PASSES)


def test_all_passes_twice_leave_no_second_trace(office: Party) -> None:
    on, at = clock.today(), clock.now()
    for name in PASSES:
        run_pass(name, on=on, at=at)
    counts = [model.objects.count() for model in (Obligation, Notice, AuditEntry)]
    for name in PASSES:
        run_pass(name, on=on, at=at)
    assert [model.objects.count() for model in (Obligation, Notice, AuditEntry)] == counts


def test_before_eight_the_steps_of_the_day_before_are_decided(office: Party) -> None:
    day = date(2026, 5, 31)  # seven days before the reports of May are due
    early, after = datetime(2026, 5, 31, 6, 59, tzinfo=UTC), datetime(2026, 5, 31, 7, 1, tzinfo=UTC)
    plan(day, early)
    assert ("due-7:post", "2026-05") not in steps()
    plan(day, after)
    assert ("due-7:post", "2026-05") in steps()


def test_after_an_outage_only_the_latest_step_of_each_goes(office: Party) -> None:
    plan(date(2026, 5, 30), at_noon(date(2026, 5, 30)))
    back = date(2026, 6, 8)  # −7, −2 and the due day have passed while nothing ran
    plan(back, at_noon(back))
    assert {step for step, period in steps() if period == "2026-05"} == {"due+0:post"}


def test_nothing_older_than_the_installation_is_ever_told(party: Party) -> None:
    from tajadur.organisation.profile.models import Profile

    holder(unit=party.branches[0][0][0])
    opened(on=ON)
    Profile.objects.update(installed_on=date(2026, 6, 8))
    back = date(2026, 6, 8)
    plan(back, at_noon(back))
    assert Notice.objects.count() == 0


def test_until_the_first_passes_are_through_what_waits_for_them_is_not_due(office: Party) -> None:
    said = StringIO()
    Obligation.objects.exclude(programmed_on=None).update(programmed_on=None, planned_on=None)
    call_command("verify_invariants", on=ON, stdout=said)
    assert [line.partition(":")[0] for line in said.getvalue().splitlines()] == [
        f"{len(INVARIANTS)} invariants hold",
        "not due yet, what these passes do when they run for the first time",
    ]
    for name in PASSES:
        note_begun(name=name, at=at_noon(ON))
        note_ended(name=name, started_at=at_noon(ON), at=at_noon(ON), tally=0)
    assert never_through() == []


def test_invariants_are_verified_by_command(office: Party) -> None:
    said = StringIO()
    call_command("verify_invariants", lenient=True, on=ON, stdout=said)
    assert said.getvalue() == f"{len(INVARIANTS)} invariants hold\n"
