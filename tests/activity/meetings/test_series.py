"""Series: programmed, opened ahead, edited, replaced, stopped; the passes, twice and at once."""

from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.activity.meetings.nightly import note_programmes, open_occurrences
from tajadur.activity.meetings.operations.changes import cancel_meeting, move_meeting
from tajadur.activity.meetings.operations.series import edit_series, programme_series, stop_series
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, small_party
from tests.factories.programme import FIRST_SATURDAY, body_of, meeting_on, said, series_from
from tests.factories.reports import make_obligation

ON = date(2026, 5, 21)
FIRST_THREE = [date(2026, 6, 6), date(2026, 7, 4), date(2026, 8, 1)]


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Actor:
    return acting(holder(unit=branch), ON)


def test_a_series_opens_its_meetings_of_ninety_days_at_once(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    rows = Meeting.objects.filter(series=series).order_by("occurs_on")
    assert [row.occurs_on for row in rows] == FIRST_THREE == [row.planned_on for row in rows]
    assert {(row.state, row.programmed_on, row.place, row.points.count()) for row in rows} == {
        ("programmed", ON, "مقر الفرع", 3)
    }
    assert series.created_ahead_to == ON + timedelta(days=90)
    assert AuditEntry.objects.get(act="programme_series").detail["opened"] == 3


def test_the_pass_opens_what_comes_and_the_second_run_changes_nothing(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    later = date(2026, 6, 20)
    assert open_occurrences(on=later, at=at_noon(later)) == 1
    rows = list(Meeting.objects.filter(series=series).values_list("occurs_on", "programmed_on").order_by("occurs_on"))
    assert rows[-1] == (date(2026, 9, 5), later)
    assert open_occurrences(on=later, at=at_noon(later)) == 0
    assert list(Meeting.objects.values_list("occurs_on", "programmed_on").order_by("occurs_on")) == rows


def test_a_pass_after_an_outage_opens_every_missing_meeting(branch: Unit, secretary: Actor) -> None:
    series_from(ON, unit=branch, by=secretary)
    later = date(2026, 12, 1)
    assert open_occurrences(on=later, at=at_noon(later)) == 6
    assert Meeting.objects.count() == 9


def test_a_moved_or_cancelled_occurrence_is_not_opened_again(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    first, second, _ = Meeting.objects.filter(series=series).order_by("occurs_on")
    move_meeting(meeting_id=first.pk, planned_on=date(2026, 6, 13), wall_time=time(18), by=secretary, at=at_noon(ON))
    cancel_meeting(meeting_id=second.pk, because="عطلة", by=secretary, at=at_noon(ON))
    Series.objects.update(created_ahead_to=None)
    assert open_occurrences(on=ON, at=at_noon(ON)) == 0
    assert sorted(Meeting.objects.values_list("occurs_on", flat=True)) == FIRST_THREE


def test_an_occurrence_exists_once_even_for_the_database(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    row = Meeting.objects.filter(series=series).first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_series_that_ended_stopped_or_whose_unit_closed_open_nothing(party: Party) -> None:
    for index, branch in enumerate(party.branches[0][0] + party.branches[0][1]):
        ends_on = date(2026, 6, 10) if index == 0 else None
        series_from(ON, unit=branch, by=acting(holder(unit=branch), ON), ends_on=ends_on)
    first, second, third, _ = Series.objects.order_by("pk")
    assert [row.occurs_on for row in first.meetings.all()] == FIRST_THREE[:1]
    Series.objects.filter(pk=second.pk).update(stopped_on=date(2026, 6, 1))
    Unit.objects.filter(pk=third.unit_id).update(closed_on=date(2026, 6, 1))
    later = date(2026, 7, 20)
    assert open_occurrences(on=later, at=at_noon(later)) == 2


def test_a_series_across_the_change_of_20_september_2026_keeps_its_wall_time(branch: Unit, secretary: Actor) -> None:
    august = acting_on(secretary, date(2026, 8, 20))
    series = series_from(date(2026, 9, 1), unit=branch, by=august, rule="FREQ=WEEKLY;BYDAY=SA", wall_time=time(17))
    rows = Meeting.objects.filter(series=series, planned_on__in=[date(2026, 9, 19), date(2026, 9, 26)])
    shown = [(row.wall_time, row.starts_at.astimezone(UTC)) for row in rows.order_by("planned_on")]
    assert shown == [
        (time(17), datetime(2026, 9, 19, 16, tzinfo=UTC)),
        (time(17), datetime(2026, 9, 26, 17, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"rule": "FREQ=DAILY"}, "rule_unknown"),
        ({"starts_on": date(2026, 5, 20)}, "starts_in_past"),
        ({"starts_on": date(2027, 6, 1)}, "starts_too_far"),
        ({"ends_on": date(2026, 5, 20)}, "ends_before_start"),
        ({"ends_on": date(2026, 5, 25)}, "rule_never"),
        ({"place": ""}, "place_missing"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(
    branch: Unit, secretary: Actor, changed: dict[str, Any], code: str
) -> None:
    facts = said(rule=FIRST_SATURDAY, starts_on=ON, ends_on=None) | changed
    with pytest.raises(BadInput) as refused:
        programme_series(unit_id=branch.pk, body_id=body_of(branch).pk, **facts, by=secretary, at=at_noon(ON))
    assert code in [one.code for one in refused.value.problems]
    assert not Series.objects.exists()


def test_a_second_series_or_an_occupied_day_asks_first(branch: Unit, secretary: Actor) -> None:
    meeting_on(FIRST_THREE[0], unit=branch, by=secretary)
    with pytest.raises(NeedsConfirmation) as asked:
        series_from(ON, unit=branch, by=secretary)
    assert asked.value.code == "same_day_meeting"
    series_from(ON, unit=branch, by=secretary, confirmed={"same_day_meeting"})
    with pytest.raises(NeedsConfirmation) as asked:
        series_from(ON, unit=branch, by=secretary, rule="FREQ=MONTHLY;BYDAY=2SU")
    assert asked.value.code == "series_running"


def test_editing_a_series_leaves_the_meetings_already_opened(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    before = list(Meeting.objects.order_by("pk").values_list("wall_time", "place", "starts_at"))
    edit_series(series_id=series.pk, **said(wall_time=time(20), place="قاعة"), by=secretary, at=at_noon(ON))
    assert list(Meeting.objects.order_by("pk").values_list("wall_time", "place", "starts_at")) == before
    later = date(2026, 6, 20)
    open_occurrences(on=later, at=at_noon(later))
    newest = Meeting.objects.latest("occurs_on")
    assert (newest.wall_time, newest.place) == (time(20), "قاعة")


def test_stop_and_start_anew_cancels_what_the_old_series_had_opened(branch: Unit, secretary: Actor) -> None:
    old = series_from(ON, unit=branch, by=secretary)
    new = series_from(date(2026, 7, 1), unit=branch, by=secretary, rule="FREQ=MONTHLY;BYDAY=1SA", replaces=old.pk)
    old.refresh_from_db()
    assert old.stopped_on == date(2026, 7, 1)
    states = dict(Meeting.objects.filter(series=old).values_list("occurs_on", "state"))
    assert states == dict(zip(FIRST_THREE, ["programmed", "cancelled", "cancelled"], strict=True))
    assert list(old.meetings.order_by("occurs_on").values_list("sequence", flat=True)) == [0, 1, 1]
    assert [row.occurs_on for row in new.meetings.order_by("occurs_on")] == FIRST_THREE[1:]


@pytest.mark.parametrize(("cancel", "left"), [(True, 1), (False, 3)])
def test_a_stopped_series_opens_no_more(branch: Unit, secretary: Actor, cancel: bool, left: int) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    facts: dict[str, Any] = {"series_id": series.pk, "from_on": date(2026, 7, 1), "by": secretary, "at": at_noon(ON)}
    assert stop_series(**facts, because="تغيير الإيقاع", cancel_meetings=cancel) == 3 - left
    assert Meeting.objects.filter(state="programmed").count() == left
    assert open_occurrences(on=date(2026, 9, 1), at=at_noon(date(2026, 9, 1))) == 0
    with pytest.raises(BadInput) as refused:
        stop_series(**facts, because="مرة أخرى")
    assert refused.value.code == "series_stopped"


def test_stopping_needs_a_reason_and_a_day_to_come(branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    with pytest.raises(BadInput) as refused:
        stop_series(series_id=series.pk, from_on=date(2026, 5, 1), because="", by=secretary, at=at_noon(ON))
    assert [one.code for one in refused.value.problems] == ["reason_missing", "stops_before_today"]


def test_nobody_else_programmes_edits_or_stops_a_series(party: Party, branch: Unit, secretary: Actor) -> None:
    series = series_from(ON, unit=branch, by=secretary)
    above = acting(holder(unit=party.provinces[0][0]), ON)
    stranger = acting(holder(unit=party.branches[1][0][0]), ON)
    for actor, stop in ((above, PermissionDenied), (stranger, NotVisible)):
        with pytest.raises(stop):
            series_from(ON, unit=branch, by=actor)
        with pytest.raises(stop):
            edit_series(series_id=series.pk, **said(), by=actor, at=at_noon(ON))
        with pytest.raises(stop):
            stop_series(series_id=series.pk, from_on=ON, because="لا", by=actor, at=at_noon(ON))


def test_obligations_generated_after_the_meetings_learn_of_them(branch: Unit, secretary: Actor) -> None:
    series_from(ON, unit=branch, by=secretary)
    owed = make_obligation(unit=branch, period_start=date(2026, 6, 1), period_end=date(2026, 6, 30),
                           due_on=date(2026, 7, 7), overdue_from=date(2026, 7, 15))  # fmt: skip
    assert note_programmes(on=ON) == 1
    owed.refresh_from_db()
    assert (owed.programmed_on, owed.planned_on) == (ON, FIRST_THREE[0])
    assert note_programmes(on=ON) == 0


@pytest.mark.django_db(transaction=True)
def test_two_passes_at_once_open_each_occurrence_once() -> None:
    party = small_party()
    for branch in party.branches[0][0]:
        series_from(ON, unit=branch, by=acting(holder(unit=branch), ON))
    together, made = Barrier(2), []

    def run() -> None:
        together.wait()
        try:
            made.append(open_occurrences(on=date(2026, 9, 1), at=at_noon(date(2026, 9, 1))))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(made) == 6
    assert Meeting.objects.count() == Meeting.objects.values("series", "occurs_on").distinct().count() == 12


def acting_on(actor: Actor, on: date) -> Actor:
    return Actor(account_id=actor.account_id, person_id=actor.person_id, on=on, grants=actor.grants)
