"""The ladder of each thing owed stands as rows: those the rule gives, no others, none waiting for what is settled."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.organisation.profile.models import Profile
from tajadur.rules.deadlines import Deadlines, extended_deadlines
from tajadur.rules.reminders import steps_due

from .as_of import AsOf
from .ladders import Ladders
from .placements import PlacementsByDay

WAITING = ("planned", "snoozed")
_DAYS = ("period_start", "due_on", "overdue_from", "period_end", "extended_until", "calendar", "report_days")


def ladders_current(as_of: AsOf) -> Iterator[str]:
    """Every live obligation has exactly its rows, each on its day; while passes run, the settled ones wait for none."""
    if not as_of.passes_run:
        return
    ladders = Ladders(PlacementsByDay())
    installed_on = Profile.objects.values_list("installed_on", flat=True).get(id=1)

    @cache
    def steps_of(directive_id: int, *facts: Any) -> dict[str, date]:
        start, due_on, overdue_from, end, until, calendar, report_days = facts
        days = Deadlines(start, due_on, overdue_from, None, end)
        if until is not None:
            days = extended_deadlines(days, until, calendar=calendar, report_days=report_days)
        due = steps_due(ladders.of(directive_id), days, date.max, installed_on=installed_on)
        return {step.key: day for step, day in due}

    laid: dict[int, dict[str, date]] = defaultdict(dict)
    for obligation_id, step, day in LadderRow.objects.values_list("obligation_id", "step", "day").iterator(10_000):
        laid[obligation_id][step] = day
    owed = Obligation.objects.filter(filed_on=None, cancelled_on=None, excused_on=None)
    live = set()
    names = ("pk", "directive_id", "not_held_on", "not_held_withdrawn_on", *_DAYS)
    for pk, directive_id, not_held_on, withdrawn_on, *facts in owed.order_by("pk").values_list(*names).iterator(10_000):
        if not_held_on is not None and withdrawn_on is None:
            continue
        live.add(pk)
        rows, wanted = laid.get(pk, {}), steps_of(directive_id, *facts)
        if missing := sorted(set(wanted) - set(rows)):
            yield f"obligation {pk} lacks the steps {missing} of its ladder"
        elif wrong := sorted(key for key, day in wanted.items() if rows[key] != day):
            yield f"obligation {pk} has its steps {wrong} on other days than the rule gives"
    for pk, step in LadderRow.objects.filter(state__in=WAITING).values_list("obligation_id", "step"):
        if pk not in live:
            yield f"obligation {pk} is settled and its step {step} still waits"
