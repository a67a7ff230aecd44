"""The worked cases of the rule, each told once with its dates."""

from datetime import date

import pytest

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import amend_directive
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment, record_not_held
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.programme import Programmed, note_programme
from tajadur.duties.obligations.operations.releasing import excuse, extend, reopen
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.duties.obligations.queries.counting import tally
from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.models import Placement, Unit
from tajadur.rules.status import days_late, is_declared_late
from tests.factories.duties import at_noon, opened, owed, report, responsible, secretary_general, state
from tests.factories.party import Party

MAY, JUNE = "2026-05", "2026-06"


def test_an_extension_runs_then_counts_apart(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    granted = date(2026, 6, 5)
    given = {"reason": "عزاء", "on": granted, "by": responsible(party, granted), "at": at_noon(granted)}
    extend(obligation_id=row.pk, until=date(2026, 6, 20), **given)
    assert state(row, date(2026, 6, 7)) == "open"
    assert [state(row, date(2026, 6, day)) for day in (8, 14, 15, 20)] == ["extension_running"] * 4
    assert state(row, date(2026, 6, 21)) == "silent"
    rows = Obligation.objects.filter(pk=row.pk)
    assert tally(rows, date(2026, 6, 16)).expected == 0
    report(row, held_on=date(2026, 5, 30), filed_on=date(2026, 6, 19))
    assert state(row, date(2026, 6, 19)) == "extended"
    counted = tally(rows, date(2026, 6, 19))
    assert (counted.expected, counted.on_time, counted.extended, counted.late) == (1, 0, 1, 0)
    assert owed(party.provinces[0][0], "provincial-office", MAY).due_on == date(2026, 6, 7)


def test_of_two_extensions_the_latest_counts_and_both_stay_readable(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    for day, until in ((date(2026, 6, 5), date(2026, 6, 10)), (date(2026, 6, 9), date(2026, 6, 25))):
        by = responsible(party, day) if day.day == 5 else secretary_general(party, day)
        extend(obligation_id=row.pk, until=until, reason="x", on=day, by=by, at=at_noon(day))
    assert [state(row, date(2026, 6, day)) for day in (8, 10, 11, 25, 26)] == ["extension_running"] * 4 + ["silent"]
    assert list(row.releases.order_by("pk").values_list("until", flat=True)) == [date(2026, 6, 10), date(2026, 6, 25)]


def test_a_move_in_mid_year_rewrites_ancestors_from_its_day_on_only(party: Party) -> None:
    opened(on=date(2026, 6, 20))
    province, region = party.provinces[0][0], party.regions[1]
    branch, old_path = party.branches[0][0][0], party.branches[0][0][0].path
    day = date(2026, 6, 15)
    Placement.objects.filter(unit=province).update(to_on=day)
    Placement.objects.create(unit=province, parent=region, from_on=day)
    new_path = f"{region.path}{province.pk}."
    Unit.objects.filter(pk=province.pk).update(path=new_path, parent=region)
    Unit.objects.filter(pk=branch.pk).update(path=f"{new_path}{branch.pk}.")
    assert cancel_and_rewrite(on=date(2026, 6, 20), at=at_noon(date(2026, 6, 20)))["moved"] > 0
    assert owed(branch, "branch-office", MAY).path == old_path
    assert owed(branch, "branch-office", JUNE).path == f"{new_path}{branch.pk}."
    assert owed(province, "provincial-office", "2026-07").path == new_path
    assert owed(branch, "branch-situation", "2026").path == old_path
    assert cancel_and_rewrite(on=date(2026, 6, 20), at=at_noon(date(2026, 6, 20)))["moved"] == 0


def test_a_period_opened_after_a_recorded_move_carries_the_place_of_its_last_day(party: Party) -> None:
    province, region = party.provinces[0][0], party.regions[1]
    Placement.objects.filter(unit=province).update(to_on=date(2026, 6, 15))
    Placement.objects.create(unit=province, parent=region, from_on=date(2026, 6, 15))
    opened(on=date(2026, 6, 1))
    assert owed(province, "provincial-office", MAY).path == province.path
    assert owed(province, "provincial-office", JUNE).path == f"{region.path}{province.pk}."


def test_an_amendment_in_mid_period_touches_only_what_is_upcoming_or_open(party: Party) -> None:
    directives = opened(on=date(2026, 5, 21))
    office, on = directives["provincial-office"], date(2026, 5, 21)
    by = secretary_general(party, on)
    reported = owed(party.provinces[1][0], "provincial-office", MAY)
    report(reported, held_on=date(2026, 5, 10), filed_on=date(2026, 5, 12))
    amend_directive(directive_id=office.pk, changes={"report_days": 10}, on=on, by=by, at=at_noon(on))
    unit = party.provinces[0][0]
    assert [owed(unit, "provincial-office", key).due_on for key in ("2026-04", MAY, JUNE)] == [
        date(2026, 5, 7),
        date(2026, 6, 10),
        date(2026, 7, 10),
    ]
    assert owed(party.provinces[1][0], "provincial-office", MAY).due_on == date(2026, 6, 7)


def test_an_amendment_of_the_lock_alone_reaches_what_is_upcoming_or_open(party: Party) -> None:
    office, on = opened(on=date(2026, 5, 21))["provincial-office"], date(2026, 5, 21)
    by, unit = secretary_general(party, on), party.provinces[0][0]
    amend_directive(directive_id=office.pk, changes={"lock_days": 10}, on=on, by=by, at=at_noon(on))
    locks = [owed(unit, "provincial-office", key).locks_on for key in ("2026-04", MAY, JUNE)]
    assert locks == [None, date(2026, 6, 24), date(2026, 7, 24)]


def test_a_new_period_type_begins_where_both_begin_a_period(party: Party) -> None:
    directives = opened(on=date(2026, 5, 21))
    office, on, unit = directives["provincial-office"], date(2026, 5, 21), party.provinces[0][0]
    effect = amend_directive(
        directive_id=office.pk,
        changes={"period_type": "quarterly"},
        on=on,
        by=secretary_general(party, on),
        at=at_noon(on),
    )
    assert effect == date(2026, 7, 1)
    asked = Obligation.objects.filter(unit=unit, directive=office, cancelled_on=None).order_by("period_start")
    assert list(asked.values_list("period_key", flat=True))[-3:] == [MAY, JUNE, "2026Q3"]
    july = owed(unit, "provincial-office", "2026-07")
    assert (july.cancelled_on, july.cancelled_because) == (on, "amended")
    assert open_periods(on=date(2026, 9, 1), at=at_noon(date(2026, 9, 1))) > 0
    assert set(asked.filter(period_start__gt=on).values_list("period_key", flat=True)) == {JUNE, "2026Q3", "2026Q4"}


def test_a_congress_due_by_30_june_and_held_on_3_november_is_late_by_126_days(party: Party) -> None:
    opened(on=date(2026, 6, 1))
    row = owed(party.regions[0], "regional-congress", "2026")
    assert state(row, date(2026, 7, 16)) == "silent"
    record_fulfilment(
        source=("declaration", 7),
        unit_id=row.unit_id,
        obligation_id=row.pk,
        held_on=date(2026, 11, 3),
        filed_on=date(2026, 11, 5),
        submitted_at=at_noon(date(2026, 11, 5)),
        at=at_noon(date(2026, 11, 5)),
    )
    assert state(row, date(2026, 11, 4)) == "silent"
    assert state(row, date(2026, 11, 5)) == "late"
    assert days_late(Obligation.objects.get(pk=row.pk).facts) == 126


def test_not_held_yields_to_a_later_report(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    record_not_held(obligation_id=row.pk, on=date(2026, 6, 16), at=at_noon(date(2026, 6, 16)))
    assert state(row, date(2026, 6, 15)) == "silent"
    assert state(row, date(2026, 6, 16)) == "not_held"
    assert is_declared_late(Obligation.objects.get(pk=row.pk).facts)
    counted = tally(Obligation.objects.filter(pk=row.pk), date(2026, 6, 20))
    assert (counted.expected, counted.answered, counted.reported) == (1, 1, 0)
    report(row, held_on=date(2026, 5, 31), filed_on=date(2026, 6, 25))
    assert [state(row, date(2026, 6, day)) for day in (24, 25)] == ["not_held", "late"]


def test_an_occurrence_moved_to_next_month_fulfils_that_month_only(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    unit = party.provinces[0][0]
    may, june = (owed(unit, "provincial-office", key) for key in (MAY, JUNE))
    body = may.directive.body_type_id
    planned = Programmed(unit.pk, body, date(2026, 5, 30), date(2026, 4, 28))
    note_programme(unit_ids=[unit.pk], meetings=[planned], since=date(2026, 5, 1))
    assert owed(unit, "provincial-office", MAY).programmed_on == date(2026, 4, 28)
    moved = Programmed(unit.pk, body, date(2026, 6, 2), date(2026, 4, 28))
    assert note_programme(unit_ids=[unit.pk], meetings=[moved], since=date(2026, 5, 1)) == 2
    assert owed(unit, "provincial-office", MAY).planned_on is None
    assert owed(unit, "provincial-office", JUNE).planned_on == date(2026, 6, 2)
    assert report(may, held_on=date(2026, 6, 2), filed_on=date(2026, 6, 3)) == [june.pk]
    assert state(may, date(2026, 6, 20)) == "silent"
    assert state(june, date(2026, 6, 20)) == "on_time"


def test_an_excuse_after_silence_changes_what_is_shown_from_its_day_on(party: Party) -> None:
    opened(on=date(2026, 6, 1))
    row, decided = owed(party.provinces[0][0], "provincial-office", JUNE), date(2026, 9, 10)
    excuse(obligation_id=row.pk, reason="فيضانات", on=decided, by=responsible(party, decided), at=at_noon(decided))
    assert state(row, date(2026, 7, 31)) == "silent"
    assert state(row, date(2026, 9, 9)) == "silent"
    assert state(row, date(2026, 9, 10)) == "excused"
    rows = Obligation.objects.filter(pk=row.pk)
    assert (tally(rows, date(2026, 7, 31)).expected, tally(rows, decided).expected) == (1, 0)


def test_a_branch_closed_in_mid_period_owes_nothing_for_it_but_a_report_stays(party: Party) -> None:
    opened(on=date(2026, 5, 12))
    silent, active = party.branches[0][0]
    reported = owed(active, "branch-office", MAY)
    report(reported, held_on=date(2026, 5, 9), filed_on=date(2026, 5, 11))
    Unit.objects.filter(pk__in=[silent.pk, active.pk]).update(closed_on=date(2026, 5, 20))
    tally_of_pass = cancel_and_rewrite(on=date(2026, 5, 21), at=at_noon(date(2026, 5, 21)))
    row = owed(silent, "branch-office", MAY)
    assert (row.cancelled_on, row.cancelled_because) == (date(2026, 5, 21), "closed")
    assert state(reported, date(2026, 6, 30)) == "on_time"
    assert owed(silent, "branch-office", "2026-04").cancelled_on is None
    assert tally_of_pass["closed"] == 2 * 4 - 1


def test_a_period_closed_to_reports_needs_a_reopening_and_counts_as_late(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", MAY)
    Obligation.objects.filter(pk=row.pk).update(locks_on=date(2026, 7, 14))
    with pytest.raises(BadInput) as locked:
        report(row, held_on=date(2026, 5, 30), filed_on=date(2026, 7, 15))
    assert (locked.value.code, locked.value.params["locks_on"]) == ("period_locked", date(2026, 7, 14))
    day = date(2026, 7, 16)
    reopen(obligation_id=row.pk, reason="ضاع المحضر", on=day, by=responsible(party, day), at=at_noon(day))
    report(row, held_on=date(2026, 5, 30), filed_on=date(2026, 7, 17))
    assert state(row, date(2026, 7, 17)) == "late"
