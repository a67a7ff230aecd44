"""What the rule found, as rows with an address: periods, meetings, actions, declarations, or since when it lasts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import OuterRef, Subquery

from tajadur.activity.filings.models import Filing
from tajadur.activity.filings.queries.listing import with_filing_state
from tajadur.activity.meetings.models import ActionItem, Meeting, Report
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Body
from tajadur.rules.dysfunctions import ReportSigns, Thresholds, is_empty
from tajadur.rules.status import state_on

from ..models import Case

MOST_SHOWN = 24
Reader = Callable[[list[int], date], Iterable[tuple[int, "Evidence"]]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact. ``what``: obligation, meeting, action, body, filing; or what lasts since a day, as vacancy.

    ``target``: the id of the obligation, report, meeting or filing it leads to, or of the unit whose premises it leads
    to; ``leads_to`` which of them. ``state``: of an obligation or a filing today; ``similarity``: of a report with the
    one before it, per cent; ``is_empty``: next to nothing said.
    """

    what: str
    day: date | None = None
    name: str = ""
    period: str = ""
    state: str = ""
    similarity: int | None = None
    is_empty: bool = False
    present: int | None = None
    quorum: int | None = None
    leads_to: str = ""
    target: int | None = None


def evidence_of(case: Case, thresholds: Thresholds, on: date) -> list[Evidence]:
    """The facts of a case, in its order, the first two dozen. One query for each kind of fact, one kind as a rule.

    ``thresholds``: of its kind, in force.
    """
    parted = [fact.partition(":")[::2] for fact in case.facts[:MOST_SHOWN]]
    meetings = partial(_meetings, thresholds=thresholds if "letters" in thresholds else None)
    readers: dict[str, Reader] = {
        "obligation": _obligations,
        "meeting": meetings,
        "action": _actions,
        "body": _bodies,
        "filing": _filings,
    }
    known: dict[tuple[str, str], Evidence] = {}
    for what, read in readers.items():
        ids = [int(value) for name, value in parted if name == what]
        if ids:
            known |= {(what, str(pk)): row for pk, row in read(ids, on)}
    for what, value in parted:
        if what not in readers:
            leads_to = "premises" if what == "without_premises" else ""
            known[what, value] = Evidence(what, date.fromisoformat(value), leads_to=leads_to, target=case.unit_id)
    return [known[fact] for fact in parted if fact in known]


def _obligations(ids: list[int], on: date) -> Iterable[tuple[int, Evidence]]:
    for row in Obligation.objects.filter(pk__in=ids).select_related("directive"):
        state = state_on(row.facts, on).value
        yield row.pk, Evidence(
            "obligation", row.period_end, row.directive.name, row.period_key, state,
            leads_to="obligation", target=row.pk,
        )  # fmt: skip


def _meetings(ids: list[int], on: date, thresholds: Thresholds | None) -> Iterable[tuple[int, Evidence]]:
    latest = Report.objects.filter(meeting=OuterRef("pk"), submitted_on__lte=on).order_by("-version")
    columns = {
        "report": "pk", "held": "held_on", "there": "present", "needed": "quorum", "alike": "look__similarity",
        "letters": "look__letters", "came": "look__has_outcome",
    }  # fmt: skip
    last: dict[str, Any] = {name: Subquery(latest.values(column)[:1]) for name, column in columns.items()}
    rows: Any = Meeting.objects.filter(pk__in=ids).select_related("body__body_type").annotate(**last)
    for row in rows:
        yield row.pk, Evidence(
            "meeting", row.held or row.planned_on, row.body.body_type.name, similarity=row.alike,
            is_empty=bool(thresholds) and row.letters is not None
            and is_empty(ReportSigns(row.letters, row.alike, row.came), thresholds or {}),
            present=row.there, quorum=row.needed, leads_to="report" if row.report else "meeting",
            target=row.report or row.pk,
        )  # fmt: skip


def _actions(ids: list[int], on: date) -> Iterable[tuple[int, Evidence]]:
    for row in ActionItem.objects.filter(pk__in=ids):
        yield row.pk, Evidence("action", row.opened_on, row.text, leads_to="meeting", target=row.meeting_id)


def _bodies(ids: list[int], on: date) -> Iterable[tuple[int, Evidence]]:
    for row in Body.objects.filter(pk__in=ids).select_related("body_type"):
        yield row.pk, Evidence("body", None, row.body_type.name)


def _filings(ids: list[int], on: date) -> Iterable[tuple[int, Evidence]]:
    for row in with_filing_state(Filing.objects.filter(pk__in=ids), on):
        yield row.pk, Evidence("filing", row.due_on, state=row.state, leads_to="filing", target=row.pk)
