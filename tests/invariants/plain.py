"""Figures in plain Python, from the words of the design over stored facts: no rule of the product is called."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tajadur.activity.meetings.models import ActionItem
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Unit

OUT = ("cancelled", "excused", "extension_running")
REPORTED = ("on_time", "extended", "late")
Shares = dict[str, tuple[int, int]]


def plain_state(row: Obligation, on: date) -> str:
    """The table of states of the design, read from the first line to the last."""
    granted = row.extended_until if row.extension_granted_on and row.extension_granted_on <= on else None
    spare = timedelta(days=0 if row.calendar else row.report_days)
    if row.filed_on and row.held_on and row.filed_on <= on:
        if row.held_on <= row.period_end and row.filed_on <= row.due_on:
            return "on_time"
        held_in_time = row.calendar or (granted is not None and row.held_on <= granted)
        return "extended" if granted and held_in_time and row.filed_on <= granted + spare else "late"
    if row.cancelled_on and row.cancelled_on <= on:
        return "cancelled"
    if row.excused_on and row.excused_on <= on:
        return "excused"
    taken_back = row.not_held_withdrawn_on and row.not_held_withdrawn_on <= on
    if row.not_held_on and row.not_held_on <= on and not taken_back:
        return "not_held"
    if on < row.period_start:
        return "upcoming"
    if on <= row.due_on:
        return "open"
    if granted and on <= granted + spare:
        return "extension_running"
    return "grace" if on < row.overdue_from else "silent"


def plain_figures(rows: Iterable[Obligation], on: date) -> dict[str, int]:
    """Expected, and the numerators among the expected; what is not due yet."""
    states = [(row, plain_state(row, on)) for row in rows]
    expected = Counter(state for row, state in states if row.due_on < on and state not in OUT)
    late_filed = {"on_time", "extended", "late", "not_held"}
    return {
        "expected": sum(expected.values()),
        **{state: expected[state] for state in sorted(late_filed)},
        "missing": expected["grace"] + expected["silent"],
        "rows": len(states),
    }


def plain_so_far(rows: Iterable[Obligation], on: date) -> tuple[int, int]:
    """«So far: 31 of 75 answered»: of what is owed still, due or not, how much was reported or declared not held."""
    states = [plain_state(row, on) for row in rows]
    owed = [state for state in states if state not in ("cancelled", "excused")]
    return sum(state in (*REPORTED, "not_held") for state in owed), len(owed)


def percent_of(part: int, whole: int) -> int:
    """Half up; anything is never 0 %, less than all never 100 %."""
    rounded = (200 * part + whole) // (2 * whole)
    return min(99 if part < whole else 100, max(1 if part else 0, rounded))


class People(NamedTuple):
    """The secretary of a unit: is the post vacant, and since when."""

    is_vacant: bool
    since: date


def secretary_of(unit: Unit, on: date) -> People:
    """Vacant: the unit has such a post and nobody holds it; since the day after the last term, else its opening."""
    has_post = PostType.objects.filter(body_type__unit_kind=unit.kind, office="secretary").exists()
    terms = [(row.from_on, row.to_on) for row in _terms_of(unit)]
    held = any(first <= on and (last is None or last >= on) for first, last in terms)
    ended = [last for _first, last in terms if last and last < on]
    return People(has_post and not held, max(ended) + timedelta(days=1) if ended else unit.opened_on)


def silent_days(unit: Unit, on: date) -> int:
    """Days since the later of its opening and its last held meeting; of a report only the last version known counts."""
    reports = Fulfilment.objects.filter(unit=unit, source_kind="report", filed_on__lte=on)
    held = [row.held_on for row in reports if row.superseded_at is None or civil_day(row.superseded_at) > on]
    return (on - max([unit.opened_on, *held])).days


def vitality_of(unit: Unit, on: date) -> Shares | None:
    """Of the last six periods due of the unit's own frequency, the expected ones: five shares. None: none was due."""
    asked = Directive.objects.filter(standing="issued", fulfilment="meeting", unit_kind=unit.kind)
    first = asked.exclude(period_type__in=("dated", "once")).order_by("rank", "pk").first()
    if first is None:
        return None
    rows = Obligation.objects.filter(directive=first, unit=unit, addressee=0, due_on__lt=on).order_by("period_end")
    # What is cancelled is not asked, or another frequency took its place: it is no period of the unit any more.
    own = [row for row in rows if plain_state(row, on) != "cancelled"]
    last = [row for row in own[-6:] if plain_state(row, on) not in OUT]
    terms = [(row.from_on, row.to_on) for row in _terms_of(unit)]
    due = [
        item
        for item in ActionItem.objects.filter(unit=unit, due_on__lt=on)
        if (item.dropped_on is None or item.dropped_on > on)
        and any(row.period_start <= item.due_on <= row.period_end for row in last if item.due_on)
    ]
    states = [plain_state(row, on) for row in last]
    in_office = [
        any(first_day <= day and (until is None or until >= day) for first_day, until in terms)
        for day in (min(row.period_end, on) for row in last)
    ]
    if not own:
        return None
    return {
        "held": (sum(state in REPORTED for state in states), len(last)),
        "on_time": (states.count("on_time"), len(last)),
        "actions_on_day": (
            sum(bool(item.closed_on and item.due_on and item.closed_on <= item.due_on) for item in due), len(due),
        ),
        "office_in_mandate": (sum(in_office), len(last)),
        "secretary_present": (0, 0),  # no report says who was there
    }  # fmt: skip


def plain_need(rows: Sequence[Obligation], on: date, *, severe: int, is_vacant: bool, misses: bool) -> int:
    """100 − reporting rate, + 10 per running case of high severity (at most 30), + 20 for a vacant secretary, + 20 for
    a congress that will miss."""
    figures = plain_figures(rows, on)
    reported = sum(figures[state] for state in REPORTED)
    lacking = 100 - percent_of(reported, figures["expected"]) if figures["expected"] else 0
    return lacking + min(30, 10 * severe) + 20 * is_vacant + 20 * misses


class Line(NamedTuple):
    """One line that could be shown: about what, since when, its unit's need × levels below."""

    unit: int
    what: str
    changed_on: date
    weight: int


def seven_of(lines: Iterable[Line], shown: dict[tuple[int, str], date]) -> list[tuple[int, str]]:
    """At most seven, the heaviest first, the newest change on ties; one per unit; none shown before unless changed."""
    order = {"congress": 0}
    fresh = [line for line in lines if line.weight and line.changed_on > shown.get((line.unit, line.what), date.min)]
    fresh.sort(key=lambda line: (order.get(line.what, 1), -line.changed_on.toordinal(), line.what))
    first: dict[int, Line] = {}
    for line in fresh:
        first.setdefault(line.unit, line)
    heaviest = sorted(first.values(), key=lambda line: (-line.weight, -line.changed_on.toordinal(), line.unit))
    return [(line.unit, line.what) for line in heaviest[:7]]


def _terms_of(unit: Unit) -> Iterable[Mandate]:
    return Mandate.objects.filter(post__unit=unit, post__post_type__office="secretary", standing="confirmed")
