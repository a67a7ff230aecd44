"""The checklist by which the meetings of a body type are prepared: steps added, changed, put in order, ended."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import BodyType, PreparationStep

MOST_STEPS = 20
MOST_DAYS = 366
NAME_LIMIT = 160
_NAMES = ("name_ar", "name_fr", "name_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFields:
    """What is said of a step; ``days_before`` None: the days of convocation of its body type."""

    name_ar: str
    name_fr: str
    name_en: str
    days_before: int | None = None


@transaction.atomic
def add_step(*, body_type_id: int, fields: StepFields, from_on: date, by: Actor, at: datetime) -> PreparationStep:
    """Ask one more step, the last, of the meetings planned from ``from_on`` on.

    Raises NotVisible, PermissionDenied, BadInput ``settings_from_today``, ``step_name_missing``, ``text_too_long``,
    ``step_days``, ``steps_too_many``.
    """
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    body_type = _locked(body_type_id)
    clean = _checked(fields, [BadInput("from_on", "settings_from_today")] if from_on <= by.on else [])
    rows = PreparationStep.objects.filter(body_type=body_type)
    if rows.count() >= MOST_STEPS:
        raise BadInput("", "steps_too_many", most=MOST_STEPS)
    last = rows.aggregate(last=Max("position"), newest=Max("pk"))
    row = PreparationStep.objects.create(
        body_type=body_type,
        code=f"step-{(last['newest'] or 0) + 1}",
        position=(last["last"] or 0) + 1,
        from_on=from_on,
        **asdict(clean),
    )
    _log("preparation_step.added", row, {"from_on": from_on.isoformat(), **asdict(clean)}, grant, by, at)
    return row


@transaction.atomic
def change_step(*, step_id: int, fields: StepFields, ended_on: date | None, by: Actor, at: datetime) -> bool:
    """Name a step otherwise, give it other days, or end it for meetings planned from ``ended_on`` on.

    What is ticked stays counted as it was. False when nothing is different, and nothing is written. Raises NotVisible,
    PermissionDenied, BadInput ``step_ended`` once its end has come, and as ``add_step``.
    """
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    row = _own(step_id)
    if row.ended_on and row.ended_on <= by.on:
        raise BadInput("", "step_ended")
    clean = _checked(fields, [BadInput("ended_on", "settings_from_today")] if ended_on and ended_on <= by.on else [])
    wanted: dict[str, Any] = {**asdict(clean), "ended_on": ended_on}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    written = {name: value.isoformat() if isinstance(value, date) else value for name, value in changed.items()}
    _log("preparation_step.changed", row, written, grant, by, at)
    return True


@transaction.atomic
def move_step(*, step_id: int, up: bool, by: Actor, at: datetime) -> bool:
    """One place up or down; False at the end of the list. Raises NotVisible, PermissionDenied."""
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    row = _own(step_id)
    place = row.position - 1 if up else row.position + 1
    other = PreparationStep.objects.filter(body_type=row.body_type_id, position=place).first()
    if other is None:
        return False
    row.position, other.position = other.position, row.position
    PreparationStep.objects.bulk_update([row, other], ["position"])
    _log("preparation_step.moved", row, {"position": row.position}, grant, by, at)
    return True


def _locked(body_type_id: int) -> BodyType:
    """The body type, held: its steps change one after the other."""
    body_type = BodyType.objects.select_for_update(no_key=True).filter(pk=body_type_id).first()
    if body_type is None:
        raise NotVisible
    return body_type


def _own(step_id: int) -> PreparationStep:
    body_type_id = PreparationStep.objects.filter(pk=step_id).values_list("body_type_id", flat=True).first()
    if body_type_id is None:
        raise NotVisible
    _locked(body_type_id)
    return PreparationStep.objects.get(pk=step_id)


def _checked(fields: StepFields, problems: list[BadInput]) -> StepFields:
    names: dict[str, Any] = {}
    for name in _NAMES:
        try:
            names[name] = clean_line(getattr(fields, name), field=name, limit=NAME_LIMIT)
        except BadInput as error:
            problems.append(error)
        else:
            problems += [] if names[name] else [BadInput(name, "step_name_missing")]
    if fields.days_before is not None and not 0 <= fields.days_before <= MOST_DAYS:
        problems.append(BadInput("days_before", "step_days", most=MOST_DAYS))
    if problems:
        raise BadInput.of(*problems)
    return replace(fields, **names)


def _log(act: str, row: PreparationStep, detail: dict[str, Any], grant: Grant, by: Actor, at: datetime) -> None:
    about = {"step": row.code, **detail}
    log_action(act=act, by=by, at=at, grant=grant, subject=("body_type", row.body_type_id), detail=about)
