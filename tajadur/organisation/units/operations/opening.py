"""Opening one unit in any tree."""

import re
from datetime import date, datetime

from django.db import connection, transaction

from tajadur.foundation.arabic import fold, searchable, sort_key_ar
from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require, require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Body, Placement, Unit
from ..queries.places import TerritoryPlace

NAME_LIMIT = 160
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,39}")


def sort_keys(name_ar: str, name_latin: str) -> tuple[str, str]:
    """(sort_ar, sort_latin), cut to their columns."""
    return sort_key_ar(name_ar)[:NAME_LIMIT], fold(name_latin)[:NAME_LIMIT]


def clean_names(name_ar: str, name_latin: str) -> tuple[str, str]:
    """Both names as one clean line. Raises BadInput when one is empty or unfit."""
    names = (
        clean_line(name_ar, field="name_ar", limit=NAME_LIMIT),
        clean_line(name_latin, field="name_latin", limit=NAME_LIMIT),
    )
    named = zip(("name_ar", "name_latin"), names, strict=True)
    if missing := [BadInput(field, "name_missing") for field, name in named if not name]:
        raise BadInput.of(*missing)
    return names


@transaction.atomic
def open_unit(
    *,
    kind: str,
    parent_id: int | None,
    name_ar: str,
    name_latin: str,
    opened_on: date,
    code: str = "",
    official_type: str = "",
    place: TerritoryPlace | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """Open a unit under another one (or the root of a tree), with the bodies of its kind, from ``opened_on``.

    ``place`` gives code, official type and populations from the census. Without a code one is made.
    Raises BadInput: name_missing, code_taken, code_shape, unknown_unit, kind_not_below, root_exists, parent_not_open,
    opened_before_parent; NotVisible, PermissionDenied.
    """
    parent = Unit.objects.select_for_update().select_related("kind").filter(pk=parent_id).first() if parent_id else None
    if parent_id and parent is None:
        raise BadInput("parent", "unknown_unit")
    grant = require(by, Permission.MANAGE_UNITS, parent) if parent else require_anywhere(by, Permission.MANAGE_UNITS)
    unit_kind = UnitKind.objects.filter(code=kind).first()
    if unit_kind is None or unit_kind.parent_id != (parent.kind_id if parent else None):
        raise BadInput("kind", "kind_not_below")
    if parent is None and Unit.objects.filter(kind=unit_kind, closed_on=None).exists():
        raise BadInput("kind", "root_exists")
    if parent:
        checked_days(parent, opened_on)
    names = clean_names(name_ar, name_latin)
    pk = _next_id()
    asked = clean_line(place.code if place else code, field="code", limit=40)
    unit = Unit(
        pk=pk,
        kind=unit_kind,
        parent=parent,
        path=f"{parent.path if parent else ''}{pk}.",
        depth=parent.depth + 1 if parent else 0,
        code=_free_code(asked or f"{kind.replace('_', '-')}-{pk}"),
        official_type=place.official_type if place else official_type,
        name_ar=names[0],
        name_latin=names[1],
        folded=searchable(*names),
        opened_on=opened_on,
        population_2024=place.population_2024 if place else None,
        population_2014=place.population_2014 if place else None,
    )
    unit.sort_ar, unit.sort_latin = sort_keys(*names)
    unit.save(force_insert=True)
    Placement.objects.create(unit=unit, parent=parent, from_on=opened_on)
    Body.objects.bulk_create(
        [
            Body(unit=unit, body_type=body_type, members=body_type.usual_members, opened_on=opened_on)
            for body_type in BodyType.objects.filter(unit_kind=unit_kind, on_demand=False)
        ]
    )
    log_action(
        act="open_unit",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=("unit", unit.pk),
        detail={"kind": kind, "code": unit.code, "opened_on": opened_on.isoformat(), "parent": parent_id},
    )
    return unit


def checked_days(parent: Unit, opened_on: date) -> None:
    """Raises BadInput parent_not_open, opened_before_parent."""
    if parent.closed_on and parent.closed_on <= opened_on:
        raise BadInput("opened_on", "parent_not_open")
    if opened_on < parent.opened_on:
        raise BadInput("opened_on", "opened_before_parent", day=parent.opened_on)


def _free_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise BadInput("code", "code_shape")
    if Unit.objects.filter(code__iexact=code).exists():
        raise BadInput("code", "code_taken", typed=code)
    return code


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('units_unit', 'id'))")
        return int(cursor.fetchone()[0])
