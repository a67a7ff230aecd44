"""What is a dysfunction of a unit, how grave is it, and when do the facts settle it?

The table is ``rooms.md`` §2. The facts come in, newest first where their order counts; a severity or nothing comes out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from tajadur.rules.actions import NEWS_DAYS


class CaseKind(StrEnum):
    """What a case is about. OTHER is only observed, never found by a rule."""

    SILENT = "silent_unit"
    VACANT = "vacant_secretary"
    EXPIRED = "mandate_expired"
    QUORUM = "quorum_never"
    UNPROGRAMMED = "never_programmed"
    ACTIONS = "actions_stuck"
    COPIED = "copied_reports"
    CONGRESS = "congress_misses"
    WOMEN = "no_women"
    UNDECLARED = "overdue_declaration"
    FILING = "filing_overdue"
    PREMISES = "no_premises"
    OTHER = "other_matter"


class Severity(IntEnum):
    """How grave a case is, in order."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class FactsSettle(StrEnum):
    """What follows once the facts of a case are gone."""

    ENDS = "ends"  # the case ends, as settled by the facts
    PROPOSES = "proposes"  # the unit is asked whether it is settled
    NOTHING = "nothing"  # only the unit's own word ends it


@dataclass(frozen=True, slots=True)
class KindRule:
    """A row of the table. ``thresholds``: what an installation begins with; the party's own are rows."""

    severity: Severity
    facts_settle: FactsSettle
    thresholds: Mapping[str, int] = field(default_factory=dict)


_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
RULES: Mapping[CaseKind, KindRule] = {
    CaseKind.SILENT: KindRule(_MEDIUM, FactsSettle.PROPOSES, {"periods": 3, "high_from": 6, "reported": 2}),
    CaseKind.VACANT: KindRule(_HIGH, FactsSettle.ENDS, {"days": 30}),
    CaseKind.EXPIRED: KindRule(_MEDIUM, FactsSettle.ENDS, {"days": 60}),
    CaseKind.QUORUM: KindRule(_MEDIUM, FactsSettle.ENDS, {"meetings": 4, "reached": 2}),
    CaseKind.UNPROGRAMMED: KindRule(_LOW, FactsSettle.NOTHING, {"periods": 4, "not_held": 2}),
    CaseKind.ACTIONS: KindRule(_LOW, FactsSettle.ENDS, {"actions": 5, "days": NEWS_DAYS, "percent": 50, "least": 2}),
    CaseKind.COPIED: KindRule(_LOW, FactsSettle.NOTHING, {"reports": 3, "of_last": 6, "letters": 40, "similarity": 85}),
    CaseKind.CONGRESS: KindRule(_MEDIUM, FactsSettle.ENDS, {"days_apart": 7, "high_days": 60}),
    CaseKind.WOMEN: KindRule(_MEDIUM, FactsSettle.ENDS, {"members": 3}),
    CaseKind.UNDECLARED: KindRule(_HIGH, FactsSettle.ENDS, {"days": 30, "within_days": 365}),
    # What is to be declared has its own last day, the thirtieth: these days count from it.
    CaseKind.FILING: KindRule(_HIGH, FactsSettle.ENDS, {"days": 1}),
    CaseKind.PREMISES: KindRule(_LOW, FactsSettle.ENDS, {"days": 90, "within_days": 730}),
    CaseKind.OTHER: KindRule(_LOW, FactsSettle.NOTHING),
}
FOUND_BY_RULE = tuple(kind for kind in CaseKind if RULES[kind].thresholds)
MOST = 1_000  # of any threshold
# A case closed less than so many months ago is reopened; a dismissal is remembered as long.
REMEMBERED_MONTHS = 12

Thresholds = Mapping[str, int]


def silent(silences: Sequence[bool], thresholds: Thresholds) -> Severity | None:
    """Of one directive: were the last due periods all silent? ``silences`` newest first."""
    run = _run(silences)
    if run < thresholds["periods"]:
        return None
    return _HIGH if run >= thresholds["high_from"] else _MEDIUM


def reports_again(reported: Sequence[bool], thresholds: Thresholds) -> bool:
    """Are the last periods reported, so that settling can be proposed? Newest first."""
    return _run(reported) >= thresholds["reported"]


def lasts(since: date, on: date, kind: CaseKind, thresholds: Thresholds) -> Severity | None:
    """Has what began on ``since`` lasted too long: a vacancy, the end of a mandate, a last day that is past?"""
    return RULES[kind].severity if (on - since).days >= thresholds["days"] else None


def no_premises(since: date, said_on: date, on: date, thresholds: Thresholds, *, is_open: bool) -> Severity | None:
    """Is a unit without premises for long, as it said itself of late?

    An open case does not end because the word grows old: only premises end it.
    """
    if not is_open and (on - said_on).days > thresholds["within_days"]:
        return None
    return lasts(since, on, CaseKind.PREMISES, thresholds)


def quorum_never(reached: Sequence[bool], thresholds: Thresholds) -> Severity | None:
    """Were the last held meetings of a body all below its quorum of that day? Newest first."""
    return _MEDIUM if _run([not there for there in reached]) >= thresholds["meetings"] else None


def quorum_again(reached: Sequence[bool], thresholds: Thresholds) -> bool:
    """Did the last meetings of a body reach its quorum?"""
    return _run(reached) >= thresholds["reached"]


def never_programmed(periods: Sequence[tuple[bool, bool]], thresholds: Thresholds) -> Severity | None:
    """``periods``: (programmed in the first days, held), newest first; periods in a row without any programming."""
    last = periods[: thresholds["periods"]]
    if len(last) < thresholds["periods"] or any(programmed for programmed, _ in last):
        return None
    return _LOW if sum(not held for _, held in last) >= thresholds["not_held"] else None


def actions_stuck(stuck: int, whole: int, thresholds: Thresholds) -> Severity | None:
    """``stuck`` of the ``whole`` open actions of a unit are old and without news.

    The share counts from ``least`` actions on: one old action of one is no dysfunction.
    """
    many = stuck >= thresholds["actions"]
    share = stuck >= thresholds["least"] and 100 * stuck >= thresholds["percent"] * whole
    return _LOW if many or share else None


@dataclass(frozen=True, slots=True)
class ReportSigns:
    """What a look at a report saw.

    ``similarity``: per cent shared with the one before, 0 for the first; ``has_outcome``: a decision, an action or a
    word beside a point.
    """

    letters: int
    similarity: int
    has_outcome: bool


def is_empty(report: ReportSigns, thresholds: Thresholds) -> bool:
    """Does the report say next to nothing?"""
    return report.letters < thresholds["letters"] and not report.has_outcome


def is_empty_or_copied(report: ReportSigns, thresholds: Thresholds) -> bool:
    """Does the report say next to nothing, or again what the one before said?"""
    return is_empty(report, thresholds) or report.similarity >= thresholds["similarity"]


def copied(reports: Sequence[ReportSigns], thresholds: Thresholds) -> Severity | None:
    """Are too many of the last reports of a body empty or copied? Newest first."""
    last = reports[: thresholds["of_last"]]
    return _LOW if sum(is_empty_or_copied(row, thresholds) for row in last) >= thresholds["reports"] else None


def congress_misses(misses: Sequence[bool], days_left: int, thresholds: Thresholds) -> Severity | None:
    """Did the last two looks both say that the congress will miss its day? Newest first, some days apart."""
    if _run(misses) < 2:
        return None
    return _HIGH if days_left <= thresholds["high_days"] else _MEDIUM


def no_women(members: int, women: int, thresholds: Thresholds) -> Severity | None:
    """Is a leading body of some size without any woman? Law 29-11, article 26: one third is the aim."""
    return _MEDIUM if members >= thresholds["members"] and women == 0 else None


@dataclass(frozen=True, slots=True)
class Matter:
    """What a finding is about as long as it is the same matter: directives, bodies, the day it began; and how grave.

    The periods and reports it is found by go on from month to month, and are no other matter for that.
    """

    about: frozenset[str]
    severity: int


def is_remembered(dismissed_on: date, known: Matter, matter: Matter, on: date) -> bool:
    """Does a dismissal still keep the rule silent: within its time, about nothing else, and no graver than then?"""
    same = matter.about <= known.about and matter.severity <= known.severity
    return same and on < months_after(dismissed_on, REMEMBERED_MONTHS)


def is_recurrence(ended_on: date, on: date) -> bool:
    """Is a case opened on ``on`` the return of one that ended on ``ended_on``?"""
    return on < months_after(ended_on, REMEMBERED_MONTHS)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    last = date((index + 1) // 12, (index + 1) % 12 + 1, 1) - timedelta(days=1)
    return min(last, first + timedelta(days=day.day - 1))


def _run(signs: Sequence[bool]) -> int:
    return next((place for place, sign in enumerate(signs) if not sign), len(signs))
