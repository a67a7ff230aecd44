"""What a unit reports of a meeting it held: as typed, and validated. Every constraint on a report is checked here."""

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
from tajadur.rules.minutes import decides

MOST_ROWS = 20
IDENTITY = "identity_number"
MOST_NIGHT_HOURS = 8  # a meeting past midnight that lasts longer is a typing error


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """What came of a point: a value of ``Outcome`` ("" while unanswered) and a note."""

    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionData:
    """Something to be done: words, id of the post that will do it, last day. ``id`` names one already recorded.

    ``decision``: which decision of the report it carries out, counted from 1 as they are given; None: none.
    """

    text: str
    owner_id: int | None = None
    due_on: date | None = None
    id: int | None = None
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """A report as the unit gives it. ``absent`` None: all convened who were neither present nor excused.

    ``outcomes`` maps the id of each point to its answer. Empty decisions and actions are left out; their places in the
    sequences name the fields of errors (``decisions-0-text``, ``actions-0-text``, ``outcome-<point id>``).
    ``decision_numbers`` stand beside the decisions: the lasting number of each, 0 for a new one. ``files``: keys of
    those staged on the form, and of those that a correction keeps.
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
    outcomes: Mapping[int, PointAnswer] = field(default_factory=dict)
    decisions: Sequence[str] = ()
    decision_numbers: Sequence[int] = ()
    actions: Sequence[ActionData] = ()
    text: str = ""
    files: Sequence[str] = ()

    @property
    def digest(self) -> str:
        """One fingerprint for one content, whatever the order in which the points were answered."""
        content = asdict(self) | {
            "outcomes": sorted((point, asdict(answer)) for point, answer in self.outcomes.items())
        }
        del content["decision_numbers"]
        if files := content.pop("files"):
            content["files"] = sorted(files)
        content["actions"] = sorted(
            str((action.text, action.owner_id, action.due_on, *self._carried_out(action))) for action in self.actions
        )
        plain = json.dumps(content, default=str, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    def number_of(self, action: ActionData) -> int | None:
        """The lasting number of the decision that an action carries out, or None."""
        return self.decision_numbers[action.decision - 1] if action.decision else None

    def _carried_out(self, action: ActionData) -> Sequence[str]:
        return [self.decisions[action.decision - 1]] if action.decision else []


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationContext:
    """What the report is held against: the unit's and the body's days, members, points, posts, the instant.

    ``period`` is (first day, last day) of the obligation the meeting stands in, or None. ``adopting``: the points that
    put minutes to adoption, each with the day of their meeting.
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
    adopting: Mapping[int, date] = field(default_factory=dict)


def validate_report(report: ReportData, context: ValidationContext) -> ReportData:
    """The report with clean texts, computed absents and no empty rows.

    Raises BadInput with every problem at once, or NeedsConfirmation when what is left is only surprising.
    """
    problems: list[BadInput] = []
    clean = _cleaned(report, context, problems)
    problems += [*_days(report, context), *_hours(report, context), *_counts(clean, context)]
    problems += [*_points(report, context), *_actions(report, context)]
    if any(not isinstance(problem, NeedsConfirmation) for problem in problems):
        raise BadInput.of(*problems)
    if problems:
        raise NeedsConfirmation.of(*problems)
    return clean


def digest_of(report: ReportData, context: ValidationContext) -> str:
    """The fingerprint of what would be recorded, whatever else may be wrong with it by now."""
    return _cleaned(report, context, []).digest


def has_identity_shape(report: ReportData) -> bool:
    """Does any free text of a report hold something shaped like an identity number?"""
    texts = [
        report.text,
        *report.decisions,
        *(action.text for action in report.actions),
        *(answer.note for answer in report.outcomes.values()),
    ]
    return any(looks_like_identity_number(text) for text in texts)


def _cleaned(report: ReportData, context: ValidationContext, problems: list[BadInput]) -> ReportData:
    def taken(text: str, name: str, limit: int, *, persons: bool = True, lines: bool = False) -> str:
        try:
            clean = clean_text(text, field=name, limit=limit) if lines else clean_line(text, field=name, limit=limit)
        except BadInput as error:
            problems.append(error)
            return ""
        numbers = looks_like_identity_number(clean) if persons else []
        if numbers and IDENTITY not in context.confirmed:
            problems.append(NeedsConfirmation(name, IDENTITY, found=numbers[0]))
        return clean

    place = taken(report.place, "place", 200, persons=False)
    if not place:
        problems.append(BadInput("place", "place_missing"))
    outcomes = {
        point: PointAnswer(answer.outcome, taken(answer.note, f"note-{point}", 500))
        for point, answer in sorted(report.outcomes.items())
    }
    decisions = [taken(text, f"decisions-{index}-text", 500) for index, text in enumerate(report.decisions)]
    standing = [place for place, text in enumerate(decisions, 1) if text]
    numbers = dict(enumerate(report.decision_numbers, 1))
    places = {place: now for now, place in enumerate(standing, 1)}
    actions = [
        ActionData(
            taken(action.text, f"actions-{index}-text", 500),
            action.owner_id,
            action.due_on,
            action.id,
            places.get(action.decision or 0),
        )
        for index, action in enumerate(report.actions)
    ]
    kept = [text for text in decisions if text]
    doing = [action for action in actions if action.text]
    for name, rows in (("decisions-0-text", kept), ("actions-0-text", doing)):
        if len(rows) > MOST_ROWS:
            problems.append(BadInput(name, "rows_too_many", most=MOST_ROWS, count=len(rows)))
    absent = max(0, context.convened - report.present - report.excused) if report.absent is None else report.absent
    return ReportData(
        held_on=report.held_on, started=report.started, ended=report.ended, place=place,
        present=report.present, excused=report.excused, absent=absent, women=report.women, youth=report.youth,
        outcomes=outcomes, decisions=kept, decision_numbers=[numbers.get(place, 0) for place in standing],
        actions=doing,
        text=taken(report.text, "text", 10_000, lines=True), files=report.files,
    )  # fmt: skip


def _days(report: ReportData, context: ValidationContext) -> list[BadInput]:
    today = civil_day(context.at)
    if context.period and context.period[0] > today:
        return [BadInput("held_on", "period_not_open", opens_on=context.period[0])]
    if report.held_on > today:
        return [BadInput("held_on", "held_in_future", today=today)]
    if report.held_on < context.unit_from:
        return [BadInput("held_on", "before_unit", day=context.unit_from)]
    if context.unit_to and report.held_on >= context.unit_to:
        return [BadInput("held_on", "after_unit", day=context.unit_to)]
    if report.held_on < context.body_from:
        return [BadInput("held_on", "before_body", day=context.body_from)]
    if context.body_to and report.held_on >= context.body_to:
        return [BadInput("held_on", "after_body", day=context.body_to)]
    if context.period and not context.period[0] <= report.held_on <= context.period[1]:
        return [BadInput("held_on", "held_outside_period", first=context.period[0], last=context.period[1])]
    return []


def _hours(report: ReportData, context: ValidationContext) -> list[BadInput]:
    if report.held_on == civil_day(context.at) and instant(report.held_on, report.started, context.zone) > context.at:
        return [BadInput("started", "starts_in_future")]
    if report.ended is None or report.ended > report.started:
        return []
    hours = (report.ended.hour * 60 + report.ended.minute - report.started.hour * 60 - report.started.minute) / 60 + 24
    if report.ended == report.started or hours > MOST_NIGHT_HOURS:
        return [BadInput("ended", "end_before_start")]
    return [] if "past_midnight" in context.confirmed else [NeedsConfirmation("ended", "past_midnight")]


def _counts(report: ReportData, context: ValidationContext) -> list[BadInput]:
    absent = report.absent or 0
    remarks = attendance_remarks(
        report.present, report.excused, absent, women=report.women, youth=report.youth, body_size=context.convened
    )
    problems: list[BadInput] = [
        BadInput(remark.field, remark.code, limit=remark.limit) for remark in remarks if remark.weight is Weight.REFUSE
    ]
    asked = {
        remark.code: remark
        for remark in remarks
        if remark.weight is Weight.ASK and remark.code not in context.confirmed
    }
    return problems + [
        NeedsConfirmation(remark.field, remark.code, limit=remark.limit, total=remark.total)
        for remark in asked.values()
    ]


def _points(report: ReportData, context: ValidationContext) -> list[BadInput]:
    problems = [
        BadInput(f"outcome-{point}", "outcome_missing")
        for point in context.point_ids
        if point not in report.outcomes or report.outcomes[point].outcome not in set(Outcome)
    ]
    for point, held_on in context.adopting.items():
        answer = report.outcomes.get(point, PointAnswer(""))
        if answer.outcome not in set(Outcome) or not decides(answer.outcome):
            continue
        if report.held_on <= held_on:
            problems.append(BadInput(f"outcome-{point}", "adopted_before", day=held_on))
        elif Outcome(answer.outcome) is not Outcome.REACHED and not answer.note.strip():
            problems.append(BadInput(f"note-{point}", "corrections_missing"))
    if set(report.outcomes) - set(context.point_ids):
        problems.append(BadInput("", "points_changed"))
    return problems


def _actions(report: ReportData, context: ValidationContext) -> list[BadInput]:
    problems: list[BadInput] = []
    taken = {place for place, text in enumerate(report.decisions, 1) if text.strip()}
    for index, action in enumerate(report.actions):
        name = f"actions-{index}"
        if action.id in context.closed_action_ids:
            continue
        if not action.text.strip():
            # A kept action whose text was emptied is removed: its post and day do not matter then.
            if action.id is None and action.due_on is not None:
                problems.append(BadInput(f"{name}-text", "action_without_text"))
            continue
        if action.owner_id is None:
            problems.append(BadInput(f"{name}-owner", "owner_missing"))
        elif action.owner_id not in context.post_ids:
            problems.append(BadInput(f"{name}-owner", "owner_unknown"))
        if action.due_on is None:
            problems.append(BadInput(f"{name}-due_on", "due_missing"))
        elif action.due_on < report.held_on:
            problems.append(BadInput(f"{name}-due_on", "due_before_meeting", day=report.held_on))
        if action.id is not None and action.id not in context.kept_action_ids:
            problems.append(BadInput(f"{name}-text", "action_unknown"))
        if action.decision is not None and action.decision not in taken:
            problems.append(BadInput(f"{name}-decision", "decision_unknown", number=action.decision))
    return problems
