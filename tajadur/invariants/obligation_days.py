"""The days of what is owed follow from the terms of its time, its meetings from the programme."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tajadur.activity.meetings.models import Meeting
from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.periods import CALENDAR_TYPES

from .as_of import AsOf
from .grouping import unit_groups

Terms = tuple[int, int, int | None]
DAYS = (
    "pk", "directive_id", "period_key", "period_start", "period_end", "due_on", "overdue_from", "locks_on",
    "report_days", "calendar", "cancelled_on", "filed_on",
)  # fmt: skip
PROGRAMME = (
    "pk", "unit_id", "period_key", "period_start", "period_end", "programmed_on", "planned_on", "cancelled_on",
    "directive_id", "directive__fulfilment", "directive__body_type_id",
)  # fmt: skip
LOOK_BACK = timedelta(days=61)


def days_follow(as_of: AsOf) -> Iterator[str]:
    """Due, overdue and locked are counted from the last day of the period, by the terms the directive had for it."""
    terms = {row.pk: _History(row) for row in Directive.objects.all()}
    for row in Obligation.objects.order_by("pk").values_list(*DAYS, named=True).iterator(2000):
        if row.due_on != row.period_end + timedelta(days=row.report_days):
            yield f"obligation {row.pk} is due on {row.due_on}, {row.report_days} days after {row.period_end}"
        elif row.locks_on is not None and not row.calendar:
            yield f"obligation {row.pk} locks, although what is asked once stays open"
        elif _terms_of(row) not in terms[row.directive_id].possible(row):
            yield f"obligation {row.pk} ({row.period_key}) has other days than its directive gives"
        if row.calendar != (terms[row.directive_id].is_calendar):
            yield f"obligation {row.pk} closes with its period or does not, its directive says otherwise"


class _History:
    """The days of one directive, each from the day an amendment put them in force."""

    def __init__(self, directive: Directive) -> None:
        self.is_calendar = directive.period_type in CALENDAR_TYPES
        now = (directive.report_days, directive.grace_days, directive.lock_days)
        former = [
            (date.fromisoformat(row["replaced_on"]), (row["report_days"], row["grace_days"], row["lock_days"]))
            for row in getattr(directive, "former_terms", [])
        ]
        self.terms: list[Terms] = [*(days for _, days in former), now]
        self.replaced_on = [day for day, _ in former]

    def possible(self, row: Any) -> set[Terms]:
        """The terms a row may have: an amendment reaches what is not due yet, by the days it has or would have."""
        current = {self.terms[0]}
        for replaced_on, then in zip(self.replaced_on, self.terms[1:], strict=True):
            settled = min(filter(None, (row.filed_on, row.cancelled_on)), default=None)
            after = set()
            for days in current:
                reached = row.period_end + timedelta(days=min(days[0], then[0])) >= replaced_on
                after |= {then} if reached else {days}
                if reached and settled is not None and settled <= replaced_on:
                    after |= {days}
            current = after
        return current if row.calendar else {(report, grace, None) for report, grace, _ in current}


def _terms_of(row: Any) -> Terms:
    lock = None if row.locks_on is None else (row.locks_on - row.overdue_from).days + 1
    return row.report_days, (row.overdue_from - row.due_on).days - 1, lock


def cancelled_with_cause(as_of: AsOf) -> Iterator[str]:
    """What is cancelled has a day and a cause that exists: a unit closed, an exception, a directive withdrawn."""
    exceptions: dict[int, list[DirectiveException]] = defaultdict(list)
    for row in DirectiveException.objects.exclude(standing="draft"):
        exceptions[row.directive_id].append(row)
    amended = {pk for pk, former in Directive.objects.values_list("pk", "former_terms") if former}
    # Another frequency given by an exception takes the place of rows too, and a unit may move out of a subtree.
    amended |= {pk for pk, rows in exceptions.items() if any(row.period_type for row in rows)}
    amended |= set(Directive.objects.exclude(subtree=None).values_list("pk", flat=True))
    names = (
        "pk", "directive_id", "unit_id", "path", "period_end", "cancelled_on", "cancelled_because",
        "unit__closed_on", "directive__standing", "addressee",
    )  # fmt: skip
    odd = Obligation.objects.filter(cancelled_on=None).exclude(cancelled_because="").values_list("pk", flat=True)
    yield from (f"obligation {pk} has a cause to be cancelled and is not" for pk in odd)
    for owed in Obligation.objects.exclude(cancelled_on=None).values_list(*names, named=True).iterator(2000):
        because = owed.cancelled_because
        known = {
            "closed": owed.unit__closed_on is not None,
            "withdrawn": owed.directive__standing == "withdrawn",
            "suspended": any(_covers(row, owed) for row in exceptions[owed.directive_id]),
            "amended": owed.directive_id in amended or owed.addressee > 0,
            "handed_over": owed.addressee > 0,
            "superseded": owed.addressee > 0,
        }
        if not known.get(because, False):
            yield f"obligation {owed.pk} is cancelled, «{because}» is no cause that exists"


def _covers(row: DirectiveException, owed: Any) -> bool:
    above = f".{row.unit_id}." in f".{owed.path}"
    return row.from_on <= owed.period_end <= row.to_on and (
        row.unit_id == owed.unit_id or (row.whole_subtree and above)
    )


class _ExpectedSince:
    """The last day on which rows of a directive can have been asked of a unit for periods that were over already."""

    def __init__(self) -> None:
        self._directives: dict[int, date] = {}
        for row in Directive.objects.all():
            days = [date.fromisoformat(former["replaced_on"]) for former in row.former_terms]
            self._directives[row.pk] = max([civil_day(row.issued_at) if row.issued_at else date.max, *days])
        # One that was withdrawn gave its periods back on a day that is kept nowhere.
        for pk in DirectiveException.objects.exclude(standing="draft").values_list("directive_id", flat=True):
            self._directives[pk] = date.max
        self._units: dict[int, date] = {}
        opened = AuditEntry.objects.filter(act="open_unit", subject_kind="unit").values_list("subject_id", "at")
        for unit_id, at in opened:
            self._units[unit_id or 0] = civil_day(at)

    def latest(self, directive_id: int, unit_id: int) -> date:
        return max(self._directives[directive_id], self._units.get(unit_id, date.min))


def programme_noted(as_of: AsOf) -> Iterator[str]:
    """What is owed knows since when a meeting stands in its period, and the last day one is planned for.

    Of a period long over too, when it was asked before it was so.
    """
    expected = _ExpectedSince()
    for units in unit_groups():
        standing: dict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
        meetings = Meeting.objects.filter(unit_id__in=units).exclude(state="cancelled")
        names = ("unit_id", "body__body_type_id", "planned_on", "programmed_on")
        for unit_id, body_type_id, planned_on, programmed_on in meetings.values_list(*names):
            standing[unit_id, body_type_id].append((planned_on, programmed_on))
        for row in Obligation.objects.filter(unit_id__in=units).values_list(*PROGRAMME, named=True).iterator(2000):
            if row.directive__fulfilment == "meeting":
                days = standing[row.unit_id, row.directive__body_type_id]
                inside = [both for both in days if row.period_start <= both[0] <= row.period_end]
                wanted = (min(since for _, since in inside), max(day for day, _ in inside)) if inside else (None, None)
                looked_at = min(as_of.on, expected.latest(row.directive_id, row.unit_id)) - LOOK_BACK
                noted = as_of.passes_run and row.period_end >= looked_at and row.cancelled_on is None
                if (noted or row.programmed_on) and (row.programmed_on, row.planned_on) != wanted:
                    yield f"obligation {row.pk} knows of a meeting on {row.planned_on} since {row.programmed_on}, the \
programme says {wanted[1]} since {wanted[0]}"
            elif (row.programmed_on is None) != (row.planned_on is None):
                yield f"obligation {row.pk} has a day without knowing since when, or the other way round"
