"""When a congress will be held, from the words of the design and of decision 0036: by hand, over stored facts."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from tajadur.activity.congresses.models import Congress, DelegateList, SeatShare, Stage
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import civil_day

STEADY, SLOWEST, TIGHT, NEAR, LEAST = 60, 2, 14, 14, 2


class Expected(NamedTuple):
    """The verdict, the day it will be held, the day everything before it can be done."""

    verdict: str
    expected_on: date
    ready_on: date


def last_day(owed: Obligation, on: date) -> date:
    """The last day to hold it: that of an extension granted by now takes the place of the deadline."""
    if owed.extension_granted_on and owed.extension_granted_on <= on and owed.extended_until:
        return owed.extended_until
    return owed.period_end


def expected_of(congress: Congress, on: date) -> Expected:
    """What remains is the longest chain of stages that wait for one another, at the pace kept so far."""
    owed = congress.obligation
    until = last_day(owed, on)
    if owed.held_on:
        return Expected("held", owed.held_on, owed.held_on)
    today = max(on, owed.period_start)
    ready_on = today + timedelta(days=_days_left(congress, until, today, on))
    planned_on = congress.planned_on or until
    expected_on = max(planned_on, ready_on)
    if today > until:
        return Expected("missed", expected_on, ready_on)
    if expected_on > until:
        return Expected("will_miss", expected_on, ready_on)
    tight = (until - ready_on).days < TIGHT or ready_on > planned_on
    return Expected("tight" if tight else "safe", expected_on, ready_on)


def _days_left(congress: Congress, until: date, today: date, on: date) -> int:
    rows = {row.template.code: row for row in Stage.objects.filter(congress=congress).select_related("template")}
    learnt = _learnt(congress, on)
    usual = {code: max(0, learnt.get(code, row.template.usual_days)) for code, row in rows.items()}
    part = {code: Fraction(row.done_on is not None) for code, row in rows.items()}
    if rows["delegates"].done_on is None:
        part["delegates"] = _elected(congress)
    before = _all_before("held", rows)
    should = sum(usual[c] for c in before if until + timedelta(days=_offset(rows[c])) <= today)
    made = sum((usual[c] * part[c] for c in before), Fraction())
    pace = min(Fraction(SLOWEST), max(Fraction(1), (should + STEADY) / (made + STEADY)))

    def chain(code: str) -> int:
        if rows[code].done_on is not None:
            return 0
        own = ceil(usual[code] * (1 - part[code]) * pace)
        return own + max((chain(other) for other in rows[code].template.after), default=0)

    return max(chain(code) for code in (*before, "held"))


def _elected(congress: Congress) -> Fraction:
    """The provinces that have elected, of those with seats or with a list."""
    lists = set(DelegateList.objects.filter(share__congress=congress).values_list("share_id", flat=True))
    seated = set(SeatShare.objects.filter(congress=congress, seats__gt=0).values_list("pk", flat=True))
    return Fraction(len(lists), len(lists | seated)) if lists | seated else Fraction()


def _all_before(code: str, rows: dict[str, Stage]) -> list[str]:
    found: set[str] = set()
    waiting = list(rows[code].template.after)
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting.extend(rows[other].template.after)
    return sorted(found)


def _offset(row: Stage) -> int:
    return row.template.offset if row.kept_offset is None else row.kept_offset


def _learnt(congress: Congress, on: date) -> dict[str, int]:
    """Stage -> days: of two held editions of its own, else of two held editions of anybody asked the same."""
    owed = congress.obligation
    past = Congress.objects.filter(
        obligation__directive=owed.directive_id, obligation__period_end__lt=owed.period_end,
        obligation__held_on__isnull=False, obligation__filed_on__lte=on,
    ).select_related("obligation")  # fmt: skip
    own: dict[str, list[int]] = defaultdict(list)
    others: dict[str, list[int]] = defaultdict(list)
    for edition in past:
        kept = own if edition.unit_id == congress.unit_id else others
        for code, days in _taught(edition, on).items():
            kept[code].append(days)
    taught = {}
    for code in {*own, *others}:
        known = own[code] if len(own[code]) >= LEAST else own[code] + others[code]
        if len(known) >= LEAST:
            taught[code] = ceil(Fraction(sum(known), len(known)))
    return taught


def _taught(edition: Congress, on: date) -> dict[str, int]:
    """Days from the last of those a stage waited for to its own day, where all of them were marked near their day."""
    rows = Stage.objects.filter(congress=edition, done_on__lte=on).select_related("template")
    near = {
        row.template.code: row.done_on
        for row in rows
        if row.done_on and row.marked_at and abs((civil_day(row.marked_at) - row.done_on).days) <= NEAR
    }
    taught = {}
    for row in rows:
        code, after = row.template.code, row.template.after
        if after and code in near and all(other in near for other in after):
            days = (near[code] - max(near[other] for other in after)).days
            if days > 0:
                taught[code] = days
    return taught
