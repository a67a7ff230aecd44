"""Actions and proposals in the life of a unit: begun, done, sent up and answered, with a canary in every text."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from tajadur.activity.meetings.models import (
    ActionItem,
    Meeting,
    MinutesCirculation,
    Point,
    PointOutcome,
    Proposal,
    Report,
)
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Body
from tajadur.rules.carry_over import Outcome
from tests.factories.lives_of_help import CANARY
from tests.factories.reports import make_meeting


def decided(meeting: Meeting, mandate_id: int) -> None:
    """Five actions of a meeting, one done and one dropped, and a proposal for each thing that may come of it."""
    begun_on = meeting.planned_on
    for position in range(5):
        ActionItem.objects.create(
            unit=meeting.unit,
            body=meeting.body,
            meeting=meeting,
            position=position,
            text=f"{CANARY} إجراء {position}",
            opened_on=begun_on,
            due_on=date(2026, 11, 1) if position else None,
            closed_on=date(2026, 10, 30) if position == 1 else None,
            dropped_on=begun_on if position == 4 else None,
            decision_number=position or None,
        )
    above = _reported_above(meeting)
    _minutes(meeting, above, mandate_id)
    for number, outcome in enumerate((None, *Outcome), start=1):
        _sent(meeting, number, mandate_id, above, outcome)


def _reported_above(meeting: Meeting) -> Report:
    """The next meeting of the office above, with its report."""
    assert meeting.unit.parent is not None
    held = make_meeting(unit=meeting.unit.parent, planned_on=date(2026, 10, 20), items=0, state="reported")
    counts = dict.fromkeys(("convened", "present", "excused", "absent", "women", "youth"), 0)
    said: dict[str, Any] = {"held_on": held.planned_on, "started": time(18), "place": f"{CANARY} مكان", **counts}
    return Report.objects.create(
        meeting=held, version=1, client_key=uuid4(), content_digest="x", receipt=f"A-{held.pk}",
        submitted_at=_noon(held.planned_on), submitted_on=held.planned_on, mandate_id=0, **said,
    )  # fmt: skip


def _minutes(meeting: Meeting, later: Report, mandate_id: int) -> None:
    """Its minutes circulated, and each thing that a report may say of them."""
    day = date(2026, 10, 16)
    MinutesCirculation.objects.create(
        meeting=meeting, report=meeting.reports.get(), circulated_on=day, circulated_at=_noon(day),
        mandate_id=mandate_id,
    )  # fmt: skip
    for position, outcome in enumerate(Outcome, start=20):
        point = Point.objects.create(
            meeting=later.meeting, kind="item", position=position, text=f"{CANARY} محضر", minutes_of=meeting
        )
        PointOutcome.objects.create(report=later, point=point, outcome=outcome.value, note=f"{CANARY} تصحيح")


def _sent(meeting: Meeting, number: int, mandate_id: int, above: Report, outcome: Outcome | None) -> None:
    proposal = Proposal.objects.create(
        unit=meeting.unit, meeting=meeting, decision_number=number, text=f"{CANARY} مقترح {number}",
        to_body=Body.objects.get(pk=above.meeting.body_id), sent_on=meeting.planned_on,
        sent_at=_noon(meeting.planned_on), mandate_id=mandate_id,
        withdrawn_at=None if outcome else _noon(meeting.planned_on),
    )  # fmt: skip
    if outcome is None:
        return
    point = Point.objects.create(
        meeting=above.meeting, kind="item", position=number, text=proposal.text, proposal=proposal
    )
    PointOutcome.objects.create(report=above, point=point, outcome=outcome.value, note=f"{CANARY} جواب")


def _noon(day: date) -> datetime:
    return instant(day, time(12))
