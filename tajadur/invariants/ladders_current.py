"""The ladder of each thing owed stands as rows: those the rule gives, no others, none waiting for what is settled."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.organisation.profile.models import Profile
from tajadur.rules.deadlines import Deadlines, extended_deadlines
from tajadur.rules.reminders import steps_due

from .as_of import AsOf
from .ladders import Ladders
from .placements import PlacementsByDay

WAITING = ("planned", "snoozed")


class _Days(NamedTuple):
    """What the days of an obligation's ladder follow from."""

    period_start: date
    due_on: date
    overdue_from: date
    period_end: date
    extended_until: date | None
    calendar: bool
    report_days: int


_days_of = attrgetter(*_Days._fields)


def ladders_current(as_of: AsOf) -> Iterator[str]:
    """Every live obligation has exactly its rows, each on its day; while passes run, the settled ones wait for none."""
    if not as_of.passes_run:
        return
    ladders = Ladders(PlacementsByDay())
    installed_on = Profile.objects.values_list("installed_on", flat=True).get(id=1)

    @cache
    def steps_of(directive_id: int, known: _Days) -> dict[str, date]:
        days = Deadlines(known.period_start, known.due_on, known.overdue_from, None, known.period_end)
        if known.extended_until is not None:
            days = extended_deadlines(
                days, known.extended_until, calendar=known.calendar, report_days=known.report_days
            )
        due = steps_due(ladders.of(directive_id), days, date.max, installed_on=installed_on)
        return {step.key: day for step, day in due}

    laid: dict[int, dict[str, date]] = defaultdict(dict)
    for obligation_id, step, day in LadderRow.objects.values_list("obligation_id", "step", "day").iterator(10_000):
        laid[obligation_id][step] = day
    owed = Obligation.objects.filter(filed_on=None, cancelled_on=None, excused_on=None)
    live = set()
    names = ("pk", "directive_id", "not_held_on", "not_held_withdrawn_on", *_Days._fields)
    for row in owed.order_by("pk").values_list(*names, named=True).iterator(10_000):
        if row.not_held_on is not None and row.not_held_withdrawn_on is None:
            continue
        pk = row.pk
        live.add(pk)
        rows, wanted = laid.get(pk, {}), steps_of(row.directive_id, _Days._make(_days_of(row)))
        if missing := sorted(set(wanted) - set(rows)):
            yield f"obligation {pk} lacks the steps {missing} of its ladder"
        elif wrong := sorted(key for key, day in wanted.items() if rows[key] != day):
            yield f"obligation {pk} has its steps {wrong} on other days than the rule gives"
    for pk, step in LadderRow.objects.filter(state__in=WAITING).values_list("obligation_id", "step"):
        if pk not in live:
            yield f"obligation {pk} is settled and its step {step} still waits"
