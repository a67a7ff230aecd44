"""Editing and closing a unit, its spellings, its declaration to the authority."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.arabic import fold, searchable
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Alias, Body, Unit
from .opening import NAME_LIMIT, clean_names, sort_keys

MOST_MEMBERS = 5_000


def locked(unit_id: int) -> Unit:
    """The unit, locked until the end of the transaction. Raises NotVisible."""
    unit = Unit.objects.select_for_update(of=("self",)).select_related("kind", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    return unit


@transaction.atomic
def edit_unit(*, unit_id: int, name_ar: str, name_latin: str, by: Actor, at: datetime) -> Unit:
    """Correct the names; search and order follow. Raises BadInput name_missing; NotVisible, PermissionDenied."""
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    was = {"name_ar": unit.name_ar, "name_latin": unit.name_latin}
    unit.name_ar, unit.name_latin = clean_names(name_ar, name_latin)
    unit.sort_ar, unit.sort_latin = sort_keys(unit.name_ar, unit.name_latin)
    unit.folded = _folded(unit)
    unit.save(update_fields=["name_ar", "name_latin", "sort_ar", "sort_latin", "folded"])
    # The names of places, never of persons.
    now = {name: getattr(unit, name) for name in was if getattr(unit, name) != was[name]}
    detail = {**now, "was": {name: was[name] for name in now}}
    log_action(act="edit_unit", by=by, at=at, grant=grant, unit_id=unit.pk, subject=("unit", unit.pk), detail=detail)
    return unit


@transaction.atomic
def close_unit(*, unit_id: int, closed_on: date, by: Actor, at: datetime) -> Unit:
    """Close the unit and its bodies: ``closed_on`` is the first day it no longer exists. Nothing past is rewritten.

    Until that day another may be given, or the closing withdrawn. Mandates end through
    ``people.operations.close_unit``, which calls this one. Raises BadInput already_closed, closed_before_opening,
    has_open_children, parent_not_open; NotVisible, PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    planned = unit.closed_on
    if planned and planned <= by.on:
        raise BadInput("", "already_closed", day=planned)
    if closed_on < unit.opened_on:
        raise BadInput("closed_on", "closed_before_opening", day=unit.opened_on)
    children = Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=closed_on), parent=unit).count()
    if children:
        raise BadInput("", "has_open_children", count=children)
    _check_above(unit, closed_on)
    _close_from(unit, closed_on, planned)
    log_action(
        act="close_unit",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=("unit", unit.pk),
        detail={"closed_on": closed_on.isoformat(), "planned": planned.isoformat() if planned else None},
    )
    return unit


@transaction.atomic
def withdraw_closing(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """The unit does not close: its bodies stay. Raises BadInput not_closing, already_closed, parent_not_open.

    Mandates come back through ``people.operations.withdraw_closing``. NotVisible, PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    planned = unit.closed_on
    if planned is None:
        raise BadInput("", "not_closing")
    if planned <= by.on:
        raise BadInput("", "already_closed", day=planned)
    _check_above(unit, None)
    _close_from(unit, None, planned)
    detail = {"planned": planned.isoformat()}
    subject = ("unit", unit.pk)
    log_action(act="withdraw_closing", by=by, at=at, grant=grant, unit_id=unit.pk, subject=subject, detail=detail)
    return unit


def _check_above(unit: Unit, closed_on: date | None) -> None:
    """A unit lasts no longer than the one above it."""
    end = unit.parent.closed_on if unit.parent else None
    if end is not None and (closed_on is None or closed_on > end):
        raise BadInput("" if closed_on is None else "closed_on", "parent_not_open")


def _close_from(unit: Unit, closed_on: date | None, planned: date | None) -> None:
    Body.objects.filter(unit=unit, closed_on=planned).update(closed_on=closed_on)
    unit.closed_on = closed_on
    unit.save(update_fields=["closed_on"])


@transaction.atomic
def add_alias(*, unit_id: int, text: str, by: Actor, at: datetime) -> Alias:
    """Another spelling by which the unit is found. Raises BadInput alias_taken, not_a_spelling.

    NotVisible, PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    spelling = clean_line(text, field="text", limit=NAME_LIMIT)
    folded = fold(spelling)[:NAME_LIMIT]
    if len(folded) < 2:
        raise BadInput("text", "not_a_spelling")
    if f" {folded} " in unit.folded or Alias.objects.filter(unit=unit, folded=folded).exists():
        raise BadInput("text", "alias_taken")
    alias = Alias.objects.create(unit=unit, text=spelling, folded=folded)
    unit.folded = _folded(unit)
    unit.save(update_fields=["folded"])
    log_action(act="add_alias", by=by, at=at, grant=grant, unit_id=unit.pk, subject=("alias", alias.pk))
    return alias


@transaction.atomic
def remove_alias(*, unit_id: int, alias_id: int, by: Actor, at: datetime) -> None:
    """The unit is no longer found by a spelling that was wrong. Raises NotVisible, PermissionDenied.

    A spelling of the census comes back when the territory is loaded again.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    alias = Alias.objects.filter(pk=alias_id, unit=unit).first()
    if alias is None:
        raise NotVisible
    alias.delete()
    unit.folded = _folded(unit)
    unit.save(update_fields=["folded"])
    log_action(act="remove_alias", by=by, at=at, grant=grant, unit_id=unit.pk, subject=("alias", alias_id))


@transaction.atomic
def set_members(*, body_id: int, members: int, by: Actor, at: datetime) -> Body:
    """How many seats of a body are filled: what its quorum and attendance are held against from the next report on.

    Reports sent before keep the number they were sent with. Raises BadInput members_out_of_range; NotVisible,
    PermissionDenied.
    """
    body = Body.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=body_id).first()
    if body is None:
        raise NotVisible
    grant = require(by, Permission.MANAGE_UNITS, body.unit)
    if not 1 <= members <= MOST_MEMBERS:
        raise BadInput("members", "members_out_of_range", most=MOST_MEMBERS)
    detail = {"was": body.members, "members": members}
    body.members = members
    body.save(update_fields=["members"])
    subject = ("body", body.pk)
    log_action(act="set_members", by=by, at=at, grant=grant, unit_id=body.unit_id, subject=subject, detail=detail)
    return body


@transaction.atomic
def set_declared(*, unit_id: int, declared_on: date, receipt: str, by: Actor, at: datetime) -> Unit:
    """Note the day the unit was declared to the authority and its receipt. Raises BadInput declared_before_opening."""
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    if declared_on < unit.opened_on:
        raise BadInput("declared_on", "declared_before_opening", day=unit.opened_on)
    was = {"declared_on": unit.declared_on.isoformat()} if unit.declared_on else {}
    unit.declared_on, unit.receipt = declared_on, clean_line(receipt, field="receipt", limit=60)
    unit.save(update_fields=["declared_on", "receipt"])
    log_action(
        act="set_declared",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=("unit", unit.pk),
        detail={"declared_on": declared_on.isoformat(), "was": was},
    )
    return unit


def _folded(unit: Unit) -> str:
    return searchable(unit.name_ar, unit.name_latin, *Alias.objects.filter(unit=unit).values_list("text", flat=True))
