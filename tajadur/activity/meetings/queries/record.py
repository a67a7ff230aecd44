"""The rows that reports are shown with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from tajadur.registry.files.models import StoredFile
from tajadur.rules.actions import ActionState
from tajadur.rules.carry_over import Outcome
from tajadur.rules.quorum import is_quorum_reached

from ..agenda import AgendaPoint, shown_line
from ..models import Report
from ..vocabulary import ACTION_WORDS, ADOPTION_WORDS, OUTCOME_WORDS, MeetingState, PointKind

__all__ = [
    "ActionRow", "DecisionRow", "DraftRow", "NoteRow", "PointRow", "ReceiptAnswer", "ReceiptStatus", "ReportPage",
    "ReportSheet", "VersionRow",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow(AgendaPoint):
    """What is written of a point and what came of it; ``outcome`` and ``note`` are empty before the report."""

    id: int
    carried: bool
    proposed_by: str = ""
    minutes_of_id: int | None = None
    minutes_on: date | None = None
    outcome: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """The line as pages show it, in the language of the page."""
        return shown_line(self.text, self.minutes_on)

    @property
    def is_objective(self) -> bool:
        """Is it an objective rather than an item of the agenda?"""
        return self.kind == PointKind.OBJECTIVE

    @property
    def outcome_words(self) -> Any:
        """«Reached», in the language of the page; of minutes «Adopted»."""
        words = OUTCOME_WORDS if self.minutes_of_id is None else ADOPTION_WORDS
        return words[Outcome(self.outcome)] if self.outcome else ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action item as it stands."""

    id: int
    text: str
    owner_id: int | None
    owner: str
    due_on: date | None
    closed_on: date | None
    is_late: bool
    since_version: int = 1
    decision_number: int | None = None
    state: ActionState = ActionState.OPEN

    @property
    def words(self) -> Any:
        """«In progress», in the language of the page."""
        return ACTION_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with its lasting number, the actions that carry it out, and the proposal it was sent up as."""

    number: int
    text: str
    actions: Sequence[ActionRow]
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """What the form of a report needs: the facts of the meeting, its points, who can own actions, the draft."""

    meeting_id: int
    unit_id: int
    unit: str
    body: str
    planned_on: date
    wall_time: time
    place: str
    members: int
    points: Sequence[PointRow]
    owners: Sequence[tuple[int, str]]
    draft: dict[str, Any] | None
    draft_version: int
    draft_saved_at: datetime | None
    state: str
    report_id: int | None
    report_version: int
    may_submit: bool

    @property
    def is_cancelled(self) -> bool:
        """Was the meeting cancelled?"""
        return self.state == MeetingState.CANCELLED


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One submitted version in the list of versions."""

    report_id: int
    version: int
    receipt: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note of receipt: which post gave it and when."""

    post: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One version of a submitted report, as shown to the unit and to those who may read its record."""

    report: Report
    meeting_id: int
    unit_id: int
    unit: str
    body: str
    planned_on: date
    points: Sequence[PointRow]
    decisions: Sequence[str]
    actions: Sequence[ActionRow]
    versions: Sequence[VersionRow]
    notes: Sequence[NoteRow]
    may_correct: bool
    may_note: bool
    noted: bool
    decision_numbers: Sequence[int] = ()
    sent_up: Mapping[int, int] = field(default_factory=dict)
    may_propose: bool = False
    files: Sequence[StoredFile] = ()

    @property
    def decision_rows(self) -> list[DecisionRow]:
        """The decisions in their order, each with the actions of this version that carry it out."""
        return [
            DecisionRow(
                number,
                text,
                [action for action in self.actions if action.decision_number == number],
                self.sent_up.get(number),
            )
            for number, text in zip(self.decision_numbers, self.decisions, strict=True)
        ]

    @property
    def is_latest(self) -> bool:
        """Is this the version that counts?"""
        return self.report.version == self.versions[-1].version

    @property
    def latest(self) -> VersionRow:
        """The version that counts."""
        return self.versions[-1]

    @property
    def first(self) -> VersionRow:
        """The first submission, whose time never moves."""
        return self.versions[0]

    @property
    def quorum_reached(self) -> bool | None:
        """Did enough attend? None when the body has no rule."""
        return is_quorum_reached(self.report.present, self.report.quorum)


class ReceiptStatus(StrEnum):
    """What is known of a number: no receipt's form, no report has it, it may have been given and lost with a restored
    backup, it is ours, or it is of a unit they may see."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    LOST = "lost"
    GENUINE = "genuine"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """What an actor may know of a receipt."""

    standing: ReceiptStatus
    number: str = ""
    submitted_on: date | None = None
    submitted_at: datetime | None = None
    report_id: int | None = None
    unit: str = ""
    body: str = ""
    held_on: date | None = None
    version: int = 0
    latest: int = 0
    may_read: bool = False


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A report begun and not sent."""

    meeting_id: int
    unit_id: int
    unit: str
    body: str
    planned_on: date
    saved_at: datetime
