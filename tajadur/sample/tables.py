"""The columns written for each table of meetings, and the rows waiting for them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Body

from .rhythm import DrawnMeeting

MEETING = (
    "id",
    "unit",
    "body",
    "planned_on",
    "wall_time",
    "zone",
    "starts_at",
    "place",
    "state",
    "programmed_at",
    "programmed_on",
    "minutes",
    "sequence",
)
POINT = ("id", "meeting", "kind", "position", "text")
REPORT = (
    "id",
    "meeting",
    "version",
    "held_on",
    "started",
    "ended",
    "place",
    "convened",
    "quorum",
    "present",
    "excused",
    "absent",
    "women",
    "youth",
    "text",
    "client_key",
    "content_digest",
    "receipt",
    "submitted_at",
    "submitted_on",
    "by_phone",
    "mandate_id",
)
OUTCOME = ("report", "point", "outcome", "note")
DECISION = ("report", "position", "text", "number")
ACTION = (
    "id",
    "unit",
    "body",
    "meeting",
    "position",
    "text",
    "owner",
    "due_on",
    "opened_on",
    "closed_on",
    "decision_number",
)
NEWS = ("action", "told_on", "text", "told_at", "mandate_id")
FULFILMENT = ("unit", "source_kind", "source_id", "body_type_id", "held_on", "filed_on", "submitted_at")


@dataclass(slots=True)
class Tables:
    """Rows waiting to be copied, by table, and what to note on the obligations."""

    meetings: list[tuple[Any, ...]] = field(default_factory=list)
    points: list[tuple[Any, ...]] = field(default_factory=list)
    reports: list[tuple[Any, ...]] = field(default_factory=list)
    outcomes: list[tuple[Any, ...]] = field(default_factory=list)
    decisions: list[tuple[Any, ...]] = field(default_factory=list)
    actions: list[tuple[Any, ...]] = field(default_factory=list)
    news: list[tuple[Any, ...]] = field(default_factory=list)
    fulfilments: list[tuple[Any, ...]] = field(default_factory=list)
    programmed: list[tuple[int, date, date]] = field(default_factory=list)
    settled: list[tuple[int, date, date, datetime, int]] = field(default_factory=list)
    not_held: list[tuple[Obligation, DrawnMeeting]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One meeting to write: what is owed, by which body, and what was drawn."""

    owed: Obligation
    body: Body
    drawn: DrawnMeeting
    meeting_id: int
    is_new: bool
