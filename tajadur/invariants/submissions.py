"""Reports and declarations: each recorded once, and nothing recorded that was not submitted."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tajadur.activity.declarations.models import Declaration
from tajadur.activity.meetings.models import Report
from tajadur.duties.obligations.models import Fulfilment, Obligation

from .as_of import AsOf

Live = dict[tuple[str, int], list[Fulfilment]]


def reports_recorded(as_of: AsOf) -> Iterator[str]:
    """The last version of each report has exactly one live fulfilment that says the same; versions have no hole."""
    live, versions = _live(), defaultdict(list)
    last: dict[int, Any] = {}
    names = ("meeting_id", "version", "held_on", "meeting__unit_id", "meeting__body__body_type_id", "meeting__state")
    for row in Report.objects.order_by("meeting_id", "version").values_list(*names, named=True):
        versions[row.meeting_id].append(row.version)
        last[row.meeting_id] = row
    for meeting_id, row in last.items():
        fulfilments = live.get(("report", meeting_id), [])
        if versions[meeting_id] != list(range(1, len(versions[meeting_id]) + 1)):
            yield f"meeting {meeting_id} has the versions {versions[meeting_id]}"
        if row.meeting__state != "reported":
            yield f"meeting {meeting_id} has a report and is {row.meeting__state}"
        if len(fulfilments) != 1:
            yield f"the report of meeting {meeting_id} is recorded {len(fulfilments)} times"
        elif (fulfilments[0].held_on, fulfilments[0].unit_id, fulfilments[0].body_type_id) != (
            row.held_on,
            row.meeting__unit_id,
            row.meeting__body__body_type_id,
        ):
            yield f"the report of meeting {meeting_id} is recorded otherwise than it was submitted"


def declarations_recorded(as_of: AsOf) -> Iterator[str]:
    """A live «done» has one live fulfilment; a live «not held» is noted on its obligation."""
    live = _live()
    rows = Declaration.objects.filter(withdrawn_at=None).select_related("obligation").order_by("pk")
    for row in rows.iterator(2000):
        if row.kind == "done":
            fulfilments = live.get(("declaration", row.pk), [])
            if len(fulfilments) != 1:
                yield f"declaration {row.pk} is recorded {len(fulfilments)} times"
            elif (fulfilments[0].held_on, fulfilments[0].obligation_id) != (row.happened_on, row.obligation_id):
                yield f"declaration {row.pk} is recorded otherwise than it was submitted"
        elif row.obligation.not_held_on is None or row.obligation.not_held_withdrawn_on is not None:
            yield f"declaration {row.pk} (not held) is not noted on obligation {row.obligation_id}"


def fulfilments_have_sources(as_of: AsOf) -> Iterator[str]:
    """No live fulfilment without its report or declaration, no «not held» that nobody declared."""
    reported = set(Report.objects.values_list("meeting_id", flat=True))
    done = set(Declaration.objects.filter(kind="done", withdrawn_at=None).values_list("pk", flat=True))
    for (kind, source_id), rows in _live().items():
        if source_id not in (reported if kind == "report" else done):
            yield f"fulfilment {rows[0].pk} has no {kind} {source_id}"
    not_held = set(
        Declaration.objects.filter(kind="not_held", withdrawn_at=None).values_list("obligation_id", flat=True)
    )
    for pk in (
        Obligation.objects.exclude(not_held_on=None).filter(not_held_withdrawn_on=None).values_list("pk", flat=True)
    ):
        if pk not in not_held:
            yield f"obligation {pk} is noted as not held, nobody declared it"


def _live() -> Live:
    live: Live = defaultdict(list)
    for row in Fulfilment.objects.filter(superseded_at=None).order_by("pk"):
        live[row.source_kind, row.source_id].append(row)
    return live
