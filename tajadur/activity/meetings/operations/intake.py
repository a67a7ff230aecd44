"""What a unit says of a meeting it held: as typed, and examined. Every constraint of a report bites here."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time

from tajadur.foundation.calendar import civil_day, instant
from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.foundation.text import clean_line, clean_text
from tajadur.rules.attendance import Weight, attendance_remarks
from tajadur.rules.carry_over import Outcome
from tajadur.rules.identity import looks_like_identity_number

__all__ = ["ActionSaid", "Answer", "ReportSaid"]

MOST_ROWS = 20
IDENTITY = "identity_number"
MOST_NIGHT_HOURS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a point: a value of ``Outcome`` ("" while unanswered) and a note."""

    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionSaid:
    """Something to be done: words, id of the post that will do it, last day. ``id`` names one already recorded."""

    text: str
    owner_id: int | None = None
    due_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSaid:
    """A report as the unit gives it. ``absent`` None: whoever was convened and neither present nor excused.

    ``outcomes`` maps the id of each point to its answer. Empty decisions and actions are left out; their places in the
    sequences name the fields of errors (``decisions-0-text``, ``actions-0-text``, ``outcome-<point id>``).
    """

    held_on: date
    started: time
    ended: time | None = None
    place: str
    present: int
    excused: int = 0
    absent: int | None = None
    women: int
    youth: int
    outcomes: Mapping[int, Answer] = field(default_factory=dict)
    decisions: Sequence[str] = ()
    actions: Sequence[ActionSaid] = ()
    text: str = ""

    @property
    def digest(self) -> str:
        """One fingerprint for one content, whatever the order in which the points were answered."""
        content = asdict(self) | {"outcomes": sorted((key, asdict(one)) for key, one in self.outcomes.items())}
        content["actions"] = sorted(str((one.text, one.owner_id, one.due_on)) for one in self.actions)
        plain = json.dumps(content, default=str, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the report is held against: the unit's and the body's days, members, points, posts, the instant.

    ``period`` is (first day, last day) of the obligation the meeting stands in, or None.
    """

    at: datetime
    zone: str
    unit_from: date
    unit_to: date | None
    body_from: date
    body_to: date | None
    convened: int
    point_ids: Collection[int]
    post_ids: Collection[int]
    period: tuple[date, date] | None = None
    confirmed: Collection[str] = ()
    kept_action_ids: Collection[int] = ()
    closed_action_ids: Collection[int] = ()


def examine(said: ReportSaid, frame: Frame) -> ReportSaid:
    """The report with clean texts, computed absents and no empty rows.

    Raises BadInput with every problem at once, or NeedsConfirmation when what is left is only surprising.
    """
    problems: list[BadInput] = []
    clean = _cleaned(said, frame, problems)
    problems += [*_days(said, frame), *_hours(said, frame), *_counts(clean, frame)]
    problems += [*_points(said, frame), *_actions(said, frame)]
    hard = [one for one in problems if not isinstance(one, NeedsConfirmation)]
    if hard:
        raise BadInput.of(*problems)
    if problems:
        raise NeedsConfirmation.of(*problems)
    return clean


def digest_of(said: ReportSaid, frame: Frame) -> str:
    """The fingerprint of what would be recorded, whatever else may be wrong with it by now."""
    return _cleaned(said, frame, []).digest


def has_identity_shape(said: ReportSaid) -> bool:
    """Does any free text of a report hold something shaped like an identity number?"""
    texts = [
        said.text,
        *said.decisions,
        *(one.text for one in said.actions),
        *(one.note for one in said.outcomes.values()),
    ]
    return any(looks_like_identity_number(text) for text in texts)


def _cleaned(said: ReportSaid, frame: Frame, problems: list[BadInput]) -> ReportSaid:
    def taken(text: str, name: str, limit: int, *, persons: bool = True, lines: bool = False) -> str:
        try:
            clean = clean_text(text, field=name, limit=limit) if lines else clean_line(text, field=name, limit=limit)
        except BadInput as error:
            problems.append(error)
            return ""
        found = looks_like_identity_number(clean) if persons else []
        if found and IDENTITY not in frame.confirmed:
            problems.append(NeedsConfirmation(name, IDENTITY, found=found[0]))
        return clean

    place = taken(said.place, "place", 200, persons=False)
    if not place:
        problems.append(BadInput("place", "place_missing"))
    outcomes = {
        point: Answer(one.outcome, taken(one.note, f"note-{point}", 500))
        for point, one in sorted(said.outcomes.items())
    }
    decisions = [taken(text, f"decisions-{index}-text", 500) for index, text in enumerate(said.decisions)]
    actions = [
        ActionSaid(taken(one.text, f"actions-{index}-text", 500), one.owner_id, one.due_on, one.id)
        for index, one in enumerate(said.actions)
    ]
    kept = [text for text in decisions if text]
    doing = [one for one in actions if one.text]
    for name, rows in (("decisions-0-text", kept), ("actions-0-text", doing)):
        if len(rows) > MOST_ROWS:
            problems.append(BadInput(name, "rows_too_many", most=MOST_ROWS, count=len(rows)))
    absent = max(0, frame.convened - said.present - said.excused) if said.absent is None else said.absent
    return ReportSaid(
        held_on=said.held_on, started=said.started, ended=said.ended, place=place,
        present=said.present, excused=said.excused, absent=absent, women=said.women, youth=said.youth,
        outcomes=outcomes, decisions=kept, actions=doing,
        text=taken(said.text, "text", 10_000, lines=True),
    )  # fmt: skip


def _days(said: ReportSaid, frame: Frame) -> list[BadInput]:
    today = civil_day(frame.at)
    if frame.period and frame.period[0] > today:
        return [BadInput("held_on", "period_not_open", opens_on=frame.period[0])]
    if said.held_on > today:
        return [BadInput("held_on", "held_in_future", today=today)]
    if said.held_on < frame.unit_from:
        return [BadInput("held_on", "before_unit", day=frame.unit_from)]
    if frame.unit_to and said.held_on >= frame.unit_to:
        return [BadInput("held_on", "after_unit", day=frame.unit_to)]
    if said.held_on < frame.body_from:
        return [BadInput("held_on", "before_body", day=frame.body_from)]
    if frame.body_to and said.held_on >= frame.body_to:
        return [BadInput("held_on", "after_body", day=frame.body_to)]
    if frame.period and not frame.period[0] <= said.held_on <= frame.period[1]:
        return [BadInput("held_on", "held_outside_period", first=frame.period[0], last=frame.period[1])]
    return []


def _hours(said: ReportSaid, frame: Frame) -> list[BadInput]:
    if said.held_on == civil_day(frame.at) and instant(said.held_on, said.started, frame.zone) > frame.at:
        return [BadInput("started", "starts_in_future")]
    if said.ended is None or said.ended > said.started:
        return []
    hours = (said.ended.hour * 60 + said.ended.minute - said.started.hour * 60 - said.started.minute) / 60 + 24
    if said.ended == said.started or hours > MOST_NIGHT_HOURS:
        return [BadInput("ended", "end_before_start")]
    return [] if "past_midnight" in frame.confirmed else [NeedsConfirmation("ended", "past_midnight")]


def _counts(said: ReportSaid, frame: Frame) -> list[BadInput]:
    absent = said.absent or 0
    found = attendance_remarks(
        said.present, said.excused, absent, women=said.women, youth=said.youth, body_size=frame.convened
    )
    problems: list[BadInput] = [
        BadInput(one.field, one.code, limit=one.limit) for one in found if one.weight is Weight.REFUSE
    ]
    asked = {one.code: one for one in found if one.weight is Weight.ASK and one.code not in frame.confirmed}
    problems += [NeedsConfirmation(one.field, one.code, limit=one.limit) for one in asked.values()]
    code, most = "attendance_above_ten_times", 10 * frame.convened
    total = said.present + said.excused + absent
    if most and total > most and code not in asked and code not in frame.confirmed:
        problems.append(NeedsConfirmation("present", code, limit=most))
    return problems


def _points(said: ReportSaid, frame: Frame) -> list[BadInput]:
    problems = [
        BadInput(f"outcome-{point}", "outcome_missing")
        for point in frame.point_ids
        if point not in said.outcomes or said.outcomes[point].outcome not in set(Outcome)
    ]
    if set(said.outcomes) - set(frame.point_ids):
        problems.append(BadInput("", "points_changed"))
    return problems


def _actions(said: ReportSaid, frame: Frame) -> list[BadInput]:
    problems: list[BadInput] = []
    for index, one in enumerate(said.actions):
        name = f"actions-{index}"
        if one.id in frame.closed_action_ids:
            continue
        if not one.text.strip():
            # a kept action whose words were emptied is removed: its post and day say nothing any more
            if one.id is None and one.due_on is not None:
                problems.append(BadInput(f"{name}-text", "action_without_text"))
            continue
        if one.owner_id is None:
            problems.append(BadInput(f"{name}-owner", "owner_missing"))
        elif one.owner_id not in frame.post_ids:
            problems.append(BadInput(f"{name}-owner", "owner_unknown"))
        if one.due_on is None:
            problems.append(BadInput(f"{name}-due_on", "due_missing"))
        elif one.due_on < said.held_on:
            problems.append(BadInput(f"{name}-due_on", "due_before_meeting", day=said.held_on))
        if one.id is not None and one.id not in frame.kept_action_ids:
            problems.append(BadInput(f"{name}-text", "action_unknown"))
    return problems
