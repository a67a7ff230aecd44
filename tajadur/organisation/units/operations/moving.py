"""Moving a unit under another one from a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Placement, Unit
from .changing import locked


@transaction.atomic
def move_unit(*, unit_id: int, parent_id: int, from_on: date, by: Actor, at: datetime) -> Placement:
    """From ``from_on`` the unit, with all below it, stands under ``parent_id``. Earlier days keep the earlier place.

    A day that has come is applied at once, a later one by ``nightly.apply_moves``. Raises BadInput: unknown_unit,
    kind_not_below, parent_not_open, opened_before_parent, same_parent, moved_later, already_closed; NotVisible,
    PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    parent = Unit.objects.select_related("kind").filter(pk=parent_id).first()
    if parent is None:
        raise BadInput("parent", "unknown_unit")
    require(by, Permission.MANAGE_UNITS, parent)
    last = Placement.objects.filter(unit=unit).order_by("-from_on").first()
    _check(unit, parent, last, from_on)
    if last is not None:
        Placement.objects.filter(pk=last.pk).update(to_on=from_on)
    placement = Placement.objects.create(unit=unit, parent=parent, from_on=from_on)
    if from_on <= by.on:
        apply_move(unit=unit, parent=parent)
    log_action(
        act="move_unit",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=("unit", unit.pk),
        detail={"from_on": from_on.isoformat(), "from": last.parent_id if last else None, "to": parent.pk},
    )
    return placement


def _check(unit: Unit, parent: Unit, last: Placement | None, from_on: date) -> None:
    if unit.closed_on and unit.closed_on <= from_on:
        raise BadInput("", "already_closed", day=unit.closed_on)
    if unit.kind.parent_id != parent.kind_id:
        raise BadInput("parent", "kind_not_below")
    if parent.closed_on and parent.closed_on <= from_on:
        raise BadInput("parent", "parent_not_open")
    if from_on < parent.opened_on:
        raise BadInput("from_on", "opened_before_parent", day=parent.opened_on)
    if last is not None and from_on <= last.from_on:
        raise BadInput("from_on", "moved_later", day=last.from_on)
    if last is not None and last.parent_id == parent.pk:
        raise BadInput("parent", "same_parent")


def apply_move(*, unit: Unit, parent: Unit) -> int:
    """Rewrite the path of the unit and of all below it as they stand under ``parent``; returns the rows touched."""
    old, new = unit.path, f"{parent.path}{unit.pk}."
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    touched = Unit.objects.filter(path__startswith=old).update(
        path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + (parent.depth + 1 - unit.depth)
    )
    unit.refresh_from_db(fields=["path", "depth", "parent"])
    return touched
