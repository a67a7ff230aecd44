"""A submission fulfils the period it was held in; a correction never gains time."""

from datetime import date

from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.duties.obligations.operations.fulfilling import record_not_held, withdraw_fulfilment, withdraw_not_held
from tajadur.duties.obligations.operations.programme import Programmed, note_programme
from tajadur.duties.obligations.queries.finding import obligation_for, obligation_of_meeting, obligations_for
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tests.factories.duties import at_noon, opened, owed, report, state
from tests.factories.party import Party, acting, holder, make_post

MAY, JUNE = "2026-05", "2026-06"


def _facts(party: Party, key: str) -> tuple[date | None, date | None]:
    row = owed(party.provinces[0][0], "provincial-office", key)
    return row.held_on, row.filed_on


def test_a_correction_inside_the_period_keeps_the_first_day_of_filing(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    assert report(row, held_on=date(2026, 5, 8), filed_on=date(2026, 5, 10)) == [row.pk]
    assert report(row, held_on=date(2026, 5, 9), filed_on=date(2026, 7, 1)) == [row.pk]
    assert _facts(party, MAY) == (date(2026, 5, 9), date(2026, 5, 10))
    assert Fulfilment.objects.filter(superseded_at=None).count() == 1


def test_a_correction_into_another_period_counts_there_from_its_own_day(party: Party) -> None:
    opened(on=date(2026, 6, 21))
    may, june = (owed(party.provinces[0][0], "provincial-office", key) for key in (MAY, JUNE))
    report(may, held_on=date(2026, 5, 31), filed_on=date(2026, 6, 2))
    moved = report(may, held_on=date(2026, 6, 1), filed_on=date(2026, 7, 20), meeting_id=1000 + may.pk)
    assert moved == sorted([may.pk, june.pk])
    assert _facts(party, MAY) == (None, None)
    assert _facts(party, JUNE) == (date(2026, 6, 1), date(2026, 7, 20))
    assert state(june, date(2026, 7, 20)) == "late"


def test_of_two_meetings_the_first_submitted_fulfils_and_the_second_takes_over_when_it_goes(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    report(row, held_on=date(2026, 5, 20), filed_on=date(2026, 5, 21), meeting_id=1)
    report(row, held_on=date(2026, 5, 6), filed_on=date(2026, 5, 22), meeting_id=2)
    assert _facts(party, MAY) == (date(2026, 5, 20), date(2026, 5, 21))
    assert withdraw_fulfilment(source=("report", 1), at=at_noon(date(2026, 5, 23))) == [row.pk]
    assert _facts(party, MAY) == (date(2026, 5, 6), date(2026, 5, 22))
    withdraw_fulfilment(source=("report", 2), at=at_noon(date(2026, 5, 24)))
    assert _facts(party, MAY) == (None, None)


def test_a_meeting_of_another_body_or_unit_fulfils_nothing_here(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    unit = party.provinces[0][0]
    council = owed(unit, "provincial-council", "2026S1")
    assert report(council, held_on=date(2026, 5, 20), filed_on=date(2026, 5, 21)) == [council.pk]
    assert _facts(party, MAY) == (None, None)
    body = owed(unit, "provincial-office", MAY).directive.body_type_id
    assert obligation_of_meeting(unit.pk, body, date(2026, 5, 31)) == owed(unit, "provincial-office", MAY)
    assert obligation_of_meeting(unit.pk, body, date(2025, 5, 31)) is None


def test_settling_clears_what_was_to_be_told(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    unit = party.provinces[0][0]
    row = owed(unit, "provincial-office", MAY)
    request = NotificationRequest(
        kind="reminder",
        subject=("obligation", row.pk),
        step="due-7:post",
        post_id=make_post(unit=unit).pk,
        unit_id=unit.pk,
        step_on=date(2026, 5, 31),
    )
    assert notify(requests=[request], at=at_noon(date(2026, 5, 31))) == 1
    assert notify(requests=[request], at=at_noon(date(2026, 6, 1))) == 0
    report(row, held_on=date(2026, 5, 31), filed_on=date(2026, 6, 2))
    assert Notice.objects.values_list("cleared_because", flat=True).get() == "settled"


def test_not_held_taken_back_counts_until_then_only(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    record_not_held(obligation_id=row.pk, on=date(2026, 6, 1), at=at_noon(date(2026, 6, 1)))
    withdraw_not_held(obligation_id=row.pk, on=date(2026, 6, 20), at=at_noon(date(2026, 6, 20)))
    assert [state(row, date(2026, 6, day)) for day in (19, 20)] == ["not_held", "silent"]


def test_the_programme_is_recomputed_from_the_whole_list_and_keeps_days_before_it(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    unit = party.provinces[0][0]
    council = owed(unit, "provincial-council", "2026S1")
    body = council.directive.body_type_id

    def note(since: date, *days: tuple[date, date]) -> int:
        meetings = [Programmed(unit.pk, body, planned, programmed) for planned, programmed in days]
        return note_programme(unit_ids=[unit.pk], meetings=meetings, since=since)

    assert note(date(2026, 1, 1), (date(2026, 2, 7), date(2026, 1, 3)), (date(2026, 6, 6), date(2026, 5, 1))) == 1
    row = Obligation.objects.get(pk=council.pk)
    assert (row.programmed_on, row.planned_on) == (date(2026, 1, 3), date(2026, 6, 6))
    assert note(date(2026, 1, 1), (date(2026, 2, 7), date(2026, 1, 3))) == 1
    assert note(date(2026, 6, 1), (date(2026, 6, 20), date(2026, 5, 5))) == 1
    row.refresh_from_db()
    assert (row.programmed_on, row.planned_on) == (date(2026, 1, 3), date(2026, 6, 20))
    assert note(date(2026, 1, 1)) == 1
    row.refresh_from_db()
    assert (row.programmed_on, row.planned_on) == (None, None)


def test_reach_keeps_own_rows_after_a_move_and_narrows_nothing_for_those_who_see_all(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    on, unit = date(2026, 5, 21), party.provinces[0][0]
    everything = Obligation.objects.count()
    cell = acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), on)
    assert obligations_for(cell, Permission.READ_FIGURES, on).count() == everything
    own = Obligation.objects.filter(unit=unit)
    own.update(path=f"{party.regions[1].path}{unit.pk}.")
    secretary = acting(holder(unit=unit), on)
    assert obligations_for(secretary, Permission.REPORT, on).count() == own.count()
    assert obligation_for(secretary, own[0].pk, Permission.REPORT).unit_id == unit.pk
