"""A unit declares what its people need to learn, corrects it or takes it back. Nobody above does it for it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.operations.holding import hold_unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import TrainingNeed
from ..queries.needs import open_need
from ..vocabulary import MOST_PEOPLE, NEED_SUBJECT, NeedPriority, TrainingKind


@dataclass(frozen=True, slots=True)
class NeedData:
    """What was typed of a need. ``people``: how many need it, a count alone."""

    kind: str
    priority: str
    people: int | None


@transaction.atomic
def declare_need(*, unit_id: int, data: NeedData, on: date, by: Actor, at: datetime) -> int:
    """The unit declares a need; returns its id.

    Raises NotVisible, PermissionDenied, BadInput with every problem of ``vocabulary.NEED_PROBLEMS``.
    """
    unit, grant = hold_unit(unit_id, Permission.DECLARE_TRAINING_NEED, by)
    _check(data)
    if known := open_need(unit, data.kind, on):
        raise BadInput("kind", "need_open", since=known.since_on)
    row = TrainingNeed.objects.create(unit=unit, **asdict(data), since_on=on, **_stamp(on, at, grant))
    _log("training_need.declared", row, by, at, grant)
    return row.pk


@transaction.atomic
def correct_need(
    *, unit_id: int, need_id: int, data: NeedData, is_void: bool = False, on: date, by: Actor, at: datetime
) -> int:
    """A need is corrected, or (``is_void``) taken back; returns the id of the new row. It stays of its first day.

    What was said before stays beside it. Saying the same again writes nothing. Raises NotVisible, PermissionDenied,
    Conflict ``need_corrected``, BadInput as ``declare_need``.
    """
    unit, grant = hold_unit(unit_id, Permission.DECLARE_TRAINING_NEED, by)
    before = TrainingNeed.objects.filter(unit=unit, pk=need_id).first()
    if before is None:
        raise NotVisible
    if not before.is_current:
        raise Conflict("need_corrected")
    _check(data)
    columns = {**asdict(data), "is_void": is_void}
    if all(getattr(before, name) == value for name, value in columns.items()):
        return before.pk
    known = open_need(unit, data.kind, on)
    if known and known.pk != before.pk and not is_void:
        raise BadInput("kind", "need_open", since=known.since_on)
    before.is_current = False
    before.save(update_fields=["is_current"])
    row = TrainingNeed.objects.create(
        unit=unit, **columns, since_on=before.since_on, corrects=before, **_stamp(on, at, grant)
    )
    _log("training_need.withdrawn" if is_void else "training_need.corrected", row, by, at, grant)
    return row.pk


def _check(data: NeedData) -> None:
    problems = []
    if data.kind not in TrainingKind.values:
        problems.append(BadInput("kind", "kind_required"))
    if data.priority not in NeedPriority.values:
        problems.append(BadInput("priority", "priority_required"))
    if data.people is None:
        problems.append(BadInput("people", "people_required"))
    elif not 1 <= data.people <= MOST_PEOPLE:
        problems.append(BadInput("people", "people_range", most=MOST_PEOPLE))
    if problems:
        raise BadInput.of(*problems)


def _stamp(on: date, at: datetime, grant: Grant) -> dict[str, object]:
    return {"said_on": on, "said_at": at, "mandate_id": grant.mandate_id}


def _log(act: str, row: TrainingNeed, by: Actor, at: datetime, grant: Grant) -> None:
    detail = {"kind": row.kind, "people": row.people}
    log_action(act=act, by=by, at=at, grant=grant, unit_id=row.unit_id, subject=(NEED_SUBJECT, row.pk), detail=detail)
