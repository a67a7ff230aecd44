"""The vitality of a unit where one frequency gave way to another: the periods overlap, nothing is counted twice."""

from datetime import date

import pytest

from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.compliance.vital import vitality_of
from tajadur.duties.obligations.models import Obligation

ON = date(2026, 6, 1)


def period(start: date, end: date) -> Obligation:
    """A period of a report that nobody filed."""
    return Obligation(period_start=start, period_end=end, due_on=end, overdue_from=end, calendar=True)


@pytest.mark.parametrize(("day", "counted"), [(date(2026, 3, 9), (0, 1)), (date(2026, 2, 9), (0, 1))])
def test_an_action_due_in_two_periods_that_overlap_counts_once(day: date, counted: tuple[int, int]) -> None:
    unit = UnitSummary(
        id=1, parent_id=None, path="1", depth=0, name="T", kind="branch", kind_name="", tree="territory", rank=1,
        opened_on=date(2020, 1, 1), closed_on=None, held_on=None, below=0, has_secretary=False,
    )  # fmt: skip
    owed = [period(date(2026, 3, 1), date(2026, 3, 31)), period(date(2026, 1, 1), date(2026, 3, 31))]
    found = vitality_of(unit, owed, [(day, None)], ON).actions_on_day
    assert (found.count, found.whole) == counted
