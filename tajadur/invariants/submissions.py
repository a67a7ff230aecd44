"""Reports and declarations: each recorded once, by its own days, and nothing recorded that was not submitted."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tajadur.activity.circulars.models import Confirmation
from tajadur.activity.congresses.models import Stage
from tajadur.activity.congresses.vocabulary import HELD
from tajadur.activity.declarations.models import Declaration
from tajadur.activity.filings.models import FilingReceipt
from tajadur.activity.meetings.models import Report
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import civil_day

from .as_of import AsOf
from .grouping import unit_groups

REPORTED = (
    "meeting_id", "version", "held_on", "submitted_on", "submitted_at", "meeting__unit_id",
    "meeting__body__body_type_id", "meeting__state",
)  # fmt: skip
RECORDED = (
    "pk", "source_kind", "source_id", "unit_id", "body_type_id", "obligation_id", "held_on", "filed_on",
    "submitted_at", "superseded_at",
)  # fmt: skip
DECLARED = (
    "pk", "unit_id", "obligation_id", "obligation__unit_id", "obligation__overdue_from", "kind", "happened_on",
    "declared_late", "submitted_at", "submitted_on", "withdrawn_at", "obligation__not_held_on",
    "obligation__not_held_withdrawn_on",
)  # fmt: skip


def reports_recorded(as_of: AsOf) -> Iterator[str]:
    """Each version of a report has its own record, which says the same and lasts until the next; the last one lives."""
    for units in unit_groups():
        recorded = _recorded(units, "report")
        versions: dict[int, list[Any]] = defaultdict(list)
        rows = Report.objects.filter(meeting__unit_id__in=units).order_by("meeting_id", "version")
        for row in rows.values_list(*REPORTED, named=True):
            versions[row.meeting_id].append(row)
        for meeting_id, reports in versions.items():
            yield from _versions(meeting_id, reports, recorded[meeting_id])


def _versions(meeting_id: int, reports: list[Any], recorded: list[Any]) -> Iterator[str]:
    numbers = [row.version for row in reports]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"meeting {meeting_id} has the versions {numbers}"
    if reports[-1].meeting__state != "reported":
        yield f"meeting {meeting_id} has a report and is {reports[-1].meeting__state}"
    live = [row for row in recorded if row.superseded_at is None]
    if len(live) != 1 or len(recorded) != len(reports):
        yield f"the report of meeting {meeting_id} is recorded {len(live)} times, of {len(recorded)} for its versions"
        return
    ends = [*(row.submitted_at for row in reports[1:]), None]
    for report, record, end in zip(reports, recorded, ends, strict=True):
        wanted = (
            report.meeting__unit_id, report.meeting__body__body_type_id, None, report.held_on, report.submitted_on,
            report.submitted_at, end,
        )  # fmt: skip
        if tuple(record)[3:] != wanted:
            yield f"version {report.version} of the report of meeting {meeting_id} is recorded otherwise than submitted"
        if report.submitted_on != civil_day(report.submitted_at):
            yield f"version {report.version} of the report of meeting {meeting_id} is of {report.submitted_on}, its \
instant of {civil_day(report.submitted_at)}"
    instants = [row.submitted_at for row in reports]
    if instants != sorted(instants):
        yield f"the versions of the report of meeting {meeting_id} were not submitted one after the other"


def declarations_recorded(as_of: AsOf) -> Iterator[str]:
    """A live «done» is recorded once, with its days; «not held» is noted; late is what came when silence counted."""
    for units in unit_groups():
        recorded = _recorded(units, "declaration")
        chains: dict[int, list[Any]] = defaultdict(list)
        rows = Declaration.objects.filter(unit_id__in=units).order_by("submitted_at", "pk")
        for row in rows.values_list(*DECLARED, named=True):
            if row.kind == "done":
                chains[row.obligation_id].append(row)
            elif row.withdrawn_at is None and row.obligation__not_held_on != row.submitted_on:
                yield f"declaration {row.pk} (not held) is not noted on obligation {row.obligation_id}"
            yield from _own_facts(row)
        for obligation_id, chain in chains.items():
            yield from _done(obligation_id, chain, [row for first in chain for row in recorded[first.pk]])


def _own_facts(row: Any) -> Iterator[str]:
    if row.unit_id != row.obligation__unit_id:
        yield f"declaration {row.pk} is of unit {row.unit_id}, what it declares is owed by {row.obligation__unit_id}"
    if row.submitted_on != civil_day(row.submitted_at):
        yield f"declaration {row.pk} is of {row.submitted_on}, its instant of {civil_day(row.submitted_at)}"
    if row.declared_late != (row.kind == "not_held" and row.submitted_on >= row.obligation__overdue_from):
        yield f"declaration {row.pk} says {'late' if row.declared_late else 'in time'}, its days say otherwise"
    if row.withdrawn_at is not None and row.withdrawn_at < row.submitted_at:
        yield f"declaration {row.pk} was withdrawn before it was submitted"
    if row.happened_on is not None and row.happened_on > row.submitted_on:
        yield f"declaration {row.pk} speaks of a day after its own"


def _done(obligation_id: int, chain: list[Any], recorded: list[Any]) -> Iterator[str]:
    """Every «done» about one thing owed, withdrawn ones too, against what was recorded under them."""
    wanted = sorted((row.submitted_at, row.happened_on, row.submitted_on, row.withdrawn_at) for row in chain)
    there = sorted((row.submitted_at, row.held_on, row.filed_on, row.superseded_at) for row in recorded)
    if len(wanted) != len(there):
        yield f"what was declared done about obligation {obligation_id} is recorded {len(there)} times of {len(wanted)}"
    elif wanted != there or any(row.obligation_id != obligation_id or row.body_type_id for row in recorded):
        yield f"declaration {chain[-1].pk} is recorded otherwise than it was submitted"
    elif any(row.unit_id != chain[0].obligation__unit_id for row in recorded):
        yield f"declaration {chain[-1].pk} is recorded for another unit"


def fulfilments_have_sources(as_of: AsOf) -> Iterator[str]:
    """No live fulfilment without its report, declaration, congress or confirmation, no «not held» undeclared."""
    held = dict(Stage.objects.filter(template__code=HELD).values_list("congress_id", "done_on"))
    confirmed = set(Confirmation.objects.values_list("pk", flat=True))
    received = set(FilingReceipt.objects.filter(replaced_at=None).values_list("filing_id", flat=True))
    for units in unit_groups():
        reported = set(Report.objects.filter(meeting__unit_id__in=units).values_list("meeting_id", flat=True))
        declared = Declaration.objects.filter(unit_id__in=units)
        live = set(declared.filter(kind="done", withdrawn_at=None).values_list("obligation_id", flat=True))
        for row in _live(units):
            if row.source_kind == "report":
                known = row.source_id in reported
            elif row.source_kind == "declaration":
                known = row.obligation_id in live
            elif row.source_kind == "circular":
                known = row.source_id in confirmed
            elif row.source_kind == "filing":
                known = row.source_id in received
            else:
                known = row.source_kind == "congress" and held.get(row.source_id) == row.held_on
            if not known:
                yield f"fulfilment {row.pk} has no {row.source_kind} {row.source_id}"
        not_held = set(declared.filter(kind="not_held", withdrawn_at=None).values_list("obligation_id", flat=True))
        noted = Obligation.objects.filter(unit_id__in=units, not_held_withdrawn_on=None).exclude(not_held_on=None)
        for pk in noted.values_list("pk", flat=True):
            if pk not in not_held:
                yield f"obligation {pk} is noted as not held, nobody declared it"


def congresses_recorded(as_of: AsOf) -> Iterator[str]:
    """A congress marked as held is recorded by the day and the instant of the mark, or was declared instead."""
    rows = Stage.objects.filter(template__code=HELD).exclude(done_on=None)
    names = ("congress_id", "congress__obligation_id", "congress__unit_id", "done_on", "marked_at")
    recorded = {
        source: tuple(facts)
        for source, *facts in Fulfilment.objects.filter(source_kind="congress", superseded_at=None).values_list(
            "source_id", "obligation_id", "unit_id", "held_on", "filed_on", "submitted_at"
        )
    }
    declared = dict(Obligation.objects.filter(source_kind="declaration").values_list("pk", "held_on"))
    for congress_id, obligation_id, unit_id, done_on, marked_at in rows.values_list(*names):
        wanted = (obligation_id, unit_id, done_on, civil_day(marked_at), marked_at)
        if congress_id not in recorded and declared.get(obligation_id) != done_on:
            yield f"congress {congress_id} is marked as held on {done_on} and nothing is recorded of it"
        elif congress_id in recorded and recorded[congress_id] != wanted:
            yield f"congress {congress_id} is recorded otherwise than it was marked"


def _recorded(units: list[int], kind: str) -> dict[int, list[Any]]:
    """What was recorded from each source, the oldest first."""
    rows = Fulfilment.objects.filter(unit_id__in=units, source_kind=kind).order_by("submitted_at", "pk")
    by_source: dict[int, list[Any]] = defaultdict(list)
    for row in rows.values_list(*RECORDED, named=True):
        by_source[row.source_id].append(row)
    return by_source


def _live(units: list[int]) -> Iterator[Any]:
    rows = Fulfilment.objects.filter(unit_id__in=units, superseded_at=None).order_by("pk")
    yield from rows.values_list(*RECORDED, named=True).iterator(2000)
