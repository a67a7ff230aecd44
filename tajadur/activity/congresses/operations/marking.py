"""A region marks its own stages and fixes its date. Holding the congress settles what it owes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tajadur.activity.meetings.queries.meetings import meetings_for
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment, withdraw_fulfilment
from tajadur.duties.obligations.operations.planning import note_planned_day
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.stages import Hindrance, built_on, hindrance

from ..models import Congress, Stage
from ..queries.roads import Road, roads_of
from ..vocabulary import DATE, DELEGATES, HELD, EvidenceKind


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows that a stage is done; which of these is asked depends on the stage."""

    note: str = ""
    number: int | None = None
    reference: str = ""
    meeting_id: int | None = None


@transaction.atomic
def mark_stage(
    *,
    congress_id: int,
    code: str,
    done_on: date | None,
    shown: Shown,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """The unit says a stage done on ``done_on``, or corrects it; the congress held settles what it owes.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS); NeedsConfirmation ``delegates_missing``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    stage = _stage(road, code)
    if code == DATE:
        raise BadInput("", "by_its_own_form")
    if done_on is None:
        raise BadInput("done_on", "day_required")
    _stop(road, hindrance(stage.template.rule, road.done, opens_on=road.days.opens_on, done_on=done_on, on=road.on))
    _stop_if_later(road, code, done_on)
    _show(stage, shown, by)
    if code == DELEGATES and road.filed < len(road.shares) and "delegates_missing" not in confirmed:
        missing = len(road.shares) - road.filed
        raise NeedsConfirmation("", "delegates_missing", missing=missing, whole=len(road.shares))
    if code == HELD:
        _hold(road, done_on, at)
    _keep_count(stage)
    stage.done_on, stage.marked_at, stage.mandate_id = done_on, at, grant.mandate_id
    stage.save()
    note("congress.stage", road.congress, by, at, grant, {"stage": code, "done_on": done_on.isoformat()})


@transaction.atomic
def take_back(*, congress_id: int, code: str, by: Actor, at: datetime) -> None:
    """The unit takes a stage back. Raises NotVisible, PermissionDenied, BadInput ``not_done`` or ``built_on``."""
    road, grant = for_conducting(congress_id, by, civil_day(at))
    stage = _stage(road, code)
    if stage.done_on is None:
        raise BadInput("", "not_done")
    # Only a marked stage can be taken back first; a declaration that the congress was held marks none.
    marked = {stage_code: row.done_on for stage_code, row in road.rows.items() if row.done_on}
    if later := built_on(code, road.rules, marked):
        raise BadInput("", "built_on", stage=road.rows[later].template.name)
    stage.done_on = stage.marked_at = stage.mandate_id = stage.number = stage.meeting = None
    stage.note = stage.reference = stage.kept_anchor = ""
    stage.kept_offset = None
    stage.save()
    if code == HELD:
        # A congress held keeps its stages as they were counted; once it is not, open ones follow the template again.
        undone = Stage.objects.filter(congress_id=congress_id, done_on=None)
        undone.update(kept_offset=None, kept_anchor="")
        withdraw_fulfilment(source=("congress", congress_id), at=at)
    if code == DATE:
        _plan(road, None, "")
    note("congress.taken_back", road.congress, by, at, grant, {"stage": code})


@transaction.atomic
def fix_date(
    *,
    congress_id: int,
    planned_on: date | None,
    place: str,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """The unit fixes, or moves, the day and the place of its congress.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS); NeedsConfirmation ``date_after_deadline``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    stage = _stage(road, DATE)
    place = clean_line(place, field="place", limit=200)
    problems = []
    if planned_on is None:
        problems.append(BadInput("planned_on", "date_required"))
    if not place:
        problems.append(BadInput("place", "place_required"))
    if problems or planned_on is None:
        raise BadInput.of(*problems)
    if HELD in road.done:
        raise BadInput("", "congress_held")
    if planned_on < road.days.opens_on:
        raise BadInput("planned_on", "date_too_early", day=road.days.opens_on)
    if planned_on < road.on:
        raise BadInput("planned_on", "date_past")
    done_on = stage.done_on or max(road.on, road.days.opens_on)
    _stop(road, hindrance(stage.template.rule, road.done, opens_on=road.days.opens_on, done_on=done_on, on=done_on), "")
    if planned_on > road.deadline and "date_after_deadline" not in confirmed:
        late = (planned_on - road.deadline).days
        raise NeedsConfirmation("planned_on", "date_after_deadline", deadline=road.deadline, days=late)
    _keep_count(stage)
    stage.done_on, stage.marked_at, stage.mandate_id, stage.note = done_on, at, grant.mandate_id, place
    stage.save()
    _plan(road, planned_on, place)
    note("congress.date", road.congress, by, at, grant, {"planned_on": planned_on.isoformat()})


def for_conducting(congress_id: int, by: Actor, on: date) -> tuple[Road, Grant]:
    """The congress, locked, with its road on ``on``, and the grant to conduct it.

    Raises NotVisible, PermissionDenied, BadInput ``not_asked``.
    """
    rows = Congress.objects.select_for_update(of=("self",)).select_related("unit", "obligation")
    congress = rows.filter(pk=congress_id).first()
    if congress is None:
        raise NotVisible
    grant = require(by, Permission.CONDUCT_CONGRESS, congress.unit)
    if congress.obligation.cancelled_on is not None and congress.obligation.filed_on is None:
        raise BadInput("", "not_asked")
    return roads_of([congress], on, learns=False)[0], grant


def note(
    act: str, congress: Congress, by: Actor, at: datetime, grant: Grant, detail: dict[str, object] | None = None
) -> None:
    """Log one act on the congress, as an audit entry about the obligation that the congress settles."""
    subject = ("obligation", congress.obligation_id)
    detail = {"congress": congress.pk, **(detail or {})}
    log_action(act=act, by=by, at=at, grant=grant, unit_id=congress.unit_id, subject=subject, detail=detail)


def _stage(road: Road, code: str) -> Stage:
    stage = road.rows.get(code)
    if stage is None:
        raise NotVisible
    return stage


def _stop(road: Road, obstacle: Hindrance | None, field: str = "done_on") -> None:
    if obstacle is None:
        return
    name = road.rows[obstacle.stage].template.name if obstacle.stage else ""
    params = {"stage": name, "day": obstacle.day}
    raise BadInput("" if obstacle.code == "needs" else field, obstacle.code, **params)


def _stop_if_later(road: Road, code: str, done_on: date) -> None:
    """A corrected day may not come after the day of a stage done since that rests on this one."""
    for rule in road.rules:
        day = road.done.get(rule.code)
        if code in rule.after and day is not None and day < done_on:
            raise BadInput("done_on", "after", stage=road.rows[rule.code].template.name, day=day)


def _keep_count(stage: Stage) -> None:
    """The unit corrects a stage that is done: it stays counted as it was when it was first marked."""
    rule, now = stage.rule, stage.template.rule
    if stage.done_on is not None and (rule.offset, rule.anchor) != (now.offset, now.anchor):
        stage.kept_offset, stage.kept_anchor = rule.offset, rule.anchor


def _show(stage: Stage, shown: Shown, by: Actor) -> None:
    kind = stage.template.evidence
    stage.note = clean_text(shown.note, field="note", limit=2000)
    stage.reference = clean_line(shown.reference, field="reference", limit=300)
    stage.number = shown.number
    stage.meeting = None
    if shown.meeting_id is not None:
        own = meetings_for(by).filter(unit_id=stage.congress.unit_id)
        stage.meeting = own.filter(pk=shown.meeting_id).first()
        if stage.meeting is None:
            raise BadInput("meeting_id", "meeting_unknown")
    if kind == EvidenceKind.COUNT and stage.number is None:
        raise BadInput("number", "count_required")
    if kind == EvidenceKind.REFERENCE and not stage.reference:
        raise BadInput("reference", "evidence_required")
    if kind == EvidenceKind.NOTE and not stage.note:
        raise BadInput("note", "evidence_required")
    if kind == EvidenceKind.MEETING and stage.meeting is None and not stage.note:
        raise BadInput("note", "evidence_required")


def _hold(road: Road, held_on: date, at: datetime) -> None:
    owed = road.congress.obligation
    if owed.filed_on is not None and owed.source_kind != "congress":
        raise BadInput("", "already_declared", day=owed.held_on)
    record_fulfilment(
        source=("congress", road.congress.pk),
        unit_id=road.congress.unit_id,
        obligation_id=owed.pk,
        held_on=held_on,
        filed_on=civil_day(at),
        submitted_at=at,
        at=at,
    )


def _plan(road: Road, planned_on: date | None, place: str) -> None:
    congress = road.congress
    congress.planned_on, congress.place = planned_on, place
    congress.save(update_fields=["planned_on", "place"])
    note_planned_day(obligation_id=congress.obligation_id, planned_on=planned_on, on=road.on)
