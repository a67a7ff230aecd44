"""Moving a unit under another one from a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
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

    A day that has come is applied at once, a later one by ``nightly.apply_moves``; a planned move gives way to the next
    one planned. Raises BadInput: unknown_unit, kind_not_below, parent_not_open, opened_before_parent, same_parent,
    moved_later, already_closed; NotVisible, PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    parent = Unit.objects.select_related("kind").filter(pk=parent_id).first()
    if parent is None:
        raise BadInput("parent", "unknown_unit")
    require(by, Permission.MANAGE_UNITS, parent)
    _take_back(unit, by.on)
    last = _standing(unit).order_by("-from_on").first()
    _check(unit, parent, last, from_on)
    if last is not None:
        Placement.objects.filter(pk=last.pk).update(to_on=from_on)
    placement, _ = Placement.objects.update_or_create(
        unit=unit, from_on=from_on, defaults={"parent": parent, "to_on": None}
    )
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


@transaction.atomic
def withdraw_move(*, unit_id: int, by: Actor, at: datetime) -> None:
    """The planned move does not take place; what was owed in the new place is rewritten by the pass.

    Raises BadInput not_moving; NotVisible, PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    planned = _take_back(unit, by.on)
    if planned is None:
        raise BadInput("", "not_moving")
    detail = {"from_on": planned.from_on.isoformat(), "to": planned.parent_id}
    subject = ("unit", unit.pk)
    log_action(act="withdraw_move", by=by, at=at, grant=grant, unit_id=unit.pk, subject=subject, detail=detail)


def _take_back(unit: Unit, on: date) -> Placement | None:
    """Withdraw the move planned for a day after ``on``, if there is one, and return it.

    It stays as a placement of no day at all: by it the rows written for the new place are found and rewritten.
    """
    planned = _standing(unit).filter(from_on__gt=on).order_by("-from_on").first()
    if planned is None or not Placement.objects.filter(unit=unit, from_on__lt=planned.from_on).exists():
        return None
    Placement.objects.filter(pk=planned.pk).update(to_on=F("from_on"))
    Placement.objects.filter(unit=unit, to_on=planned.from_on, from_on__lt=planned.from_on).update(to_on=None)
    return planned


def _standing(unit: Unit) -> QuerySet[Placement]:
    return Placement.objects.filter(unit=unit).exclude(to_on=F("from_on"))


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
