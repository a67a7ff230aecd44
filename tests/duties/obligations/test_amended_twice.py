"""Amended any number of times, a directive asks of the past what it asked then: by its terms, and nothing more."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext

from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.directives.operations.amending import draft_amendment
from tajadur.duties.directives.operations.exceptions import draft_exception
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import amend_directive, issue_exception, withdraw_exception
from tajadur.duties.obligations.operations.expected_periods import directives_in_force, expected_periods
from tajadur.duties.obligations.operations.fulfilling import record_not_held
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.previewing import preview_amendment
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.obligations import expected_periods_owed_once, facts_follow
from tests.factories.duties import administrator, at_noon, opened, owed, read, report, secretary_general
from tests.factories.party import Party

NOVEMBER, JANUARY = date(2026, 11, 10), date(2027, 1, 12)
CODE = "provincial-office"


def _amend(party: Party, pk: int, on: date, **changes: Any) -> date | None:
    by = secretary_general(party, on)
    return amend_directive(directive_id=pk, changes=changes, on=on, by=by, at=at_noon(on))


def _passes(*days: date) -> None:
    for day in days:
        cancel_and_rewrite(on=day, at=at_noon(day))
        open_periods(on=day, at=at_noon(day))


def _except(party: Party, kind: str, span: tuple[date, date], on: date, *, unit: Any = None) -> int:
    unit = unit or party.national
    pk = Directive.objects.get(code=CODE).pk
    exception = draft_exception(
        directive_id=pk,
        unit_id=unit.pk,
        whole_subtree=True,
        period_type=kind,
        from_on=span[0],
        to_on=span[1],
        reason="فيضانات",
        authority="المكتب السياسي",
        by=administrator(party, on),
        at=at_noon(on),
    )
    seen, by = read(pk, exception_id=exception), secretary_general(party, on)
    issue_exception(exception_id=exception, seen=seen, on=on, by=by, at=at_noon(on))
    return exception


def _keys(party: Party, **which: Any) -> list[str]:
    rows = Obligation.objects.filter(unit=party.provinces[0][0], directive__code=CODE, cancelled_on=None, **which)
    return list(rows.order_by("period_start").values_list("period_key", flat=True))


def _holds(on: date) -> None:
    """What is owed is what is asked, once; the rest is not played here."""
    for invariant in (expected_periods_owed_once, facts_follow):
        assert list(invariant(AsOf(on, at_noon(on)))) == []


def test_past_months_stay_months_when_the_frequency_changes_and_changes_back(party: Party) -> None:
    pk = opened(on=NOVEMBER)[CODE].pk
    assert _amend(party, pk, NOVEMBER, period_type="quarterly") == date(2027, 1, 1)
    _passes(date(2026, 12, 31), JANUARY)
    draft_amendment(
        directive_id=pk, changes={"period_type": "monthly"}, by=administrator(party, JANUARY), at=at_noon(JANUARY)
    )
    before = set(Obligation.objects.values_list("pk", flat=True))
    shown = preview_amendment(directive_id=pk, on=JANUARY, at=at_noon(JANUARY))
    assert _amend(party, pk, JANUARY, period_type="monthly") == date(2027, 4, 1)
    made = Obligation.objects.exclude(pk__in=before)
    assert [row.period_key for row in made if row.period_start <= JANUARY] == []
    assert (shown.owed, shown.effect) == (made.count(), date(2027, 4, 1))
    assert _keys(party, period_end__lt=date(2027, 5, 31)) == [
        *(f"2026-{month:02}" for month in range(1, 13)), "2027Q1"
    ]  # fmt: skip
    _passes(date(2027, 3, 20), date(2027, 5, 2))
    assert _keys(party, period_start__gte=date(2026, 12, 1)) == [
        "2026-12", "2027Q1", "2027-04", "2027-05", "2027-06", "2027-07"
    ]  # fmt: skip
    _holds(date(2027, 5, 2))


def test_report_days_changed_leave_what_is_due_and_date_each_period_by_its_own_time(party: Party) -> None:
    pk = opened(on=NOVEMBER)[CODE].pk
    _amend(party, pk, date(2027, 2, 9), report_days=20)
    _amend(party, pk, date(2027, 4, 5), report_days=3, grace_days=1)
    open_periods(on=date(2027, 4, 6), at=at_noon(date(2027, 4, 6)))
    for row in expected_periods(directives_in_force([pk])[0], None, date(2027, 5, 31)):
        days = (row.days.due_on - row.period.end).days
        ends = row.period.end
        # April, the 5th: March would have been due on the 3rd, so it keeps its twenty days.
        assert days == (7 if ends < date(2027, 2, 1) else 20 if ends < date(2027, 4, 1) else 3), row
    rows = Obligation.objects.filter(directive=pk, period_end=date(2027, 3, 31))
    assert {row.due_on for row in rows} == {date(2027, 4, 20)}


def test_another_frequency_never_reaches_before_the_period_that_runs(party: Party) -> None:
    opened(on=NOVEMBER)
    _except(party, "quarterly", (date(2026, 7, 1), date(2027, 3, 31)), NOVEMBER)
    _passes(NOVEMBER, date(2026, 12, 1))
    assert _keys(party, period_end__gte=date(2026, 7, 1)) == [
        "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027Q1"
    ]  # fmt: skip
    _holds(date(2026, 12, 1))


def test_an_exception_ended_leaves_what_it_had_reached_as_it_was(party: Party) -> None:
    opened(on=date(2026, 6, 15))
    exception = _except(party, "quarterly", (date(2026, 7, 1), date(2027, 3, 31)), date(2026, 6, 15))
    _passes(date(2026, 8, 1), date(2026, 10, 1), NOVEMBER)
    by = secretary_general(party, NOVEMBER)
    withdraw_exception(exception_id=exception, on=NOVEMBER, by=by, at=at_noon(NOVEMBER))
    _passes(NOVEMBER, date(2026, 12, 1))
    assert _keys(party, period_end__gte=date(2026, 6, 1)) == ["2026-06", "2026Q3", "2026Q4", "2027-01", "2027-02"]
    assert DirectiveException.objects.get(pk=exception).reaches_to == date(2026, 12, 31)
    _holds(date(2026, 12, 1))


def test_a_suspension_ended_asks_nothing_of_the_months_it_covered(party: Party) -> None:
    opened(on=date(2026, 6, 15))
    exception = _except(party, "", (date(2026, 7, 1), date(2027, 3, 31)), date(2026, 6, 15))
    _passes(NOVEMBER)
    by = secretary_general(party, NOVEMBER)
    withdraw_exception(exception_id=exception, on=NOVEMBER, by=by, at=at_noon(NOVEMBER))
    _passes(NOVEMBER, date(2026, 12, 1))
    assert _keys(party, period_end__gte=date(2026, 6, 1)) == ["2026-06", "2026-12", "2027-01", "2027-02"]
    _holds(date(2026, 12, 1))


@pytest.mark.parametrize("answer", ["reported", "not held"])
def test_a_period_already_answered_stays_and_nothing_is_asked_beside_it(party: Party, answer: str) -> None:
    on = date(2026, 10, 20)
    opened(on=on)
    row = owed(party.provinces[0][0], CODE, "2026-10")
    if answer == "reported":
        report(row, held_on=date(2026, 10, 5), filed_on=date(2026, 10, 6))
    else:
        record_not_held(obligation_id=row.pk, on=date(2026, 10, 19), at=at_noon(date(2026, 10, 19)))
    _except(party, "quarterly", (date(2026, 10, 1), date(2027, 3, 31)), on)
    _passes(on, date(2026, 12, 1))
    assert _keys(party, period_end__gte=date(2026, 10, 1)) == ["2026-10", "2027Q1"]
    other = Obligation.objects.filter(unit=party.provinces[0][1], directive__code=CODE, cancelled_on=None)
    keys = other.filter(period_end__gte=date(2026, 10, 1)).values_list("period_key", flat=True)
    assert set(keys) == {"2026Q4", "2027Q1"}


def test_no_report_counts_twice(party: Party) -> None:
    on = date(2026, 10, 20)
    opened(on=on)
    _except(party, "quarterly", (date(2026, 10, 1), date(2026, 12, 31)), on)
    quarter, month = (owed(party.provinces[0][0], CODE, key) for key in ("2026Q4", "2026-10"))
    assert month.cancelled_on == on
    report(quarter, held_on=date(2026, 10, 25), filed_on=date(2026, 10, 26))
    done = Obligation.objects.filter(unit=party.provinces[0][0], directive__code=CODE, filed_on__isnull=False)
    assert [row.period_key for row in done] == ["2026Q4"]
    _holds(date(2026, 10, 26))


def test_exceptions_are_read_once_for_all_directives(party: Party) -> None:
    opened(on=NOVEMBER)
    with CaptureQueriesContext(connection) as asked:
        directives = directives_in_force()
        for directive in directives:
            expected_periods(directive, None, NOVEMBER)
    assert (len(directives) > 2, len(asked)) == (True, 2)


def test_of_two_periods_cancelled_over_one_day_a_report_counts_in_the_last_decided(party: Party) -> None:
    opened(on=NOVEMBER)
    month = owed(party.provinces[0][0], CODE, "2026-07")
    Obligation.objects.filter(pk=month.pk).update(cancelled_on=date(2026, 5, 9), cancelled_because="suspended")
    quarter = Obligation.objects.get(pk=month.pk)
    quarter.pk, quarter.period_key, quarter.cancelled_on = None, "2026Q3", date(2026, 6, 2)
    quarter.period_end, quarter.due_on, quarter.overdue_from = date(2026, 9, 30), date(2026, 10, 7), date(2026, 10, 15)
    quarter.save()
    report(month, held_on=date(2026, 7, 20), filed_on=date(2026, 10, 20))
    month.refresh_from_db()
    quarter.refresh_from_db()
    assert (month.filed_on, quarter.filed_on) == (None, date(2026, 10, 20))
    assert list(facts_follow(AsOf(NOVEMBER, at_noon(NOVEMBER)))) == []
    Obligation.objects.filter(pk=month.pk).update(
        filed_on=quarter.filed_on,
        held_on=quarter.held_on,
        submitted_at=quarter.submitted_at,
        source_kind=quarter.source_kind,
        source_id=quarter.source_id,
    )
    assert list(facts_follow(AsOf(NOVEMBER, at_noon(NOVEMBER)))) != []


def test_terms_amended_before_they_were_kept_are_read_from_the_audit_log(party: Party) -> None:
    pk = opened(on=NOVEMBER)[CODE].pk
    _amend(party, pk, date(2026, 11, 12), report_days=20, lock_days=30)
    _amend(party, pk, date(2026, 11, 20), period_type="quarterly", grace_days=3)
    _amend(party, pk, JANUARY, period_type="monthly")
    kept = Directive.objects.get(pk=pk).former_terms
    assert len(kept) == 3
    Directive.objects.update(former_terms=[])
    then = MigrationLoader(connection).project_state([("directives", "0005_terms_over_time")]).apps
    import_module("tajadur.duties.directives.migrations.0005_terms_over_time").former_terms(then, None)
    assert Directive.objects.get(pk=pk).former_terms == kept
    assert not Directive.objects.exclude(pk=pk).exclude(former_terms=[]).exists()
