"""On which territory a chapter of a sector or of a parallel organisation sits, from a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import ChapterPlace, Unit
from ..queries.chapters import is_chapter
from .changing import locked


@transaction.atomic
def place_chapter(*, unit_id: int, place_id: int | None, from_on: date, by: Actor, at: datetime) -> ChapterPlace | None:
    """From ``from_on`` the chapter sits on the territory ``place_id``, or on none. Earlier days keep the earlier place.

    What was planned, or set today for today, gives way; where it sat on a day that is past stays.
    Raises BadInput: already_closed, not_a_chapter, unknown_unit, not_a_territory, place_closed, place_opens_later,
    chapter_opens_later, same_place, place_is_past, no_place_yet; NotVisible, PermissionDenied.
    """
    unit = locked(unit_id)
    grant = require(by, Permission.MANAGE_UNITS, unit)
    _check_chapter(unit, from_on)
    place = _place(place_id, from_on) if place_id is not None else None
    was_planned = _take_back(unit, from_on, by.on)
    last = ChapterPlace.objects.filter(unit=unit).order_by("-from_on").first()
    sits_on = _sits_on(last, from_on)
    if place is None and sits_on is None and not was_planned:
        raise BadInput("place", "no_place_yet")
    changed = (place.pk if place else None) != sits_on
    if not changed and not was_planned:
        raise BadInput("place", "same_place")
    if changed and last is not None and sits_on is not None:
        ChapterPlace.objects.filter(pk=last.pk).update(to_on=from_on)
    row = ChapterPlace.objects.create(unit=unit, place=place, from_on=from_on) if changed and place else None
    log_action(
        act="place_chapter",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=("unit", unit.pk),
        detail={"from_on": from_on.isoformat(), "from": sits_on, "to": place.pk if place else None},
    )
    return row


def _take_back(unit: Unit, from_on: date, on: date) -> bool:
    """What was planned for a day after ``on``, or set today for today, gives way; was there anything?"""
    rows = ChapterPlace.objects.filter(unit=unit)
    dropped = rows.filter(Q(from_on__gt=on) | Q(from_on=from_on, from_on__gte=on))
    days = list(dropped.values_list("from_on", flat=True))
    dropped.delete()
    # Until then, and past it now, the chapter sits where it sat.
    return bool(rows.filter(Q(to_on__in=days) | Q(to_on__gt=on)).update(to_on=None) or days)


def _sits_on(last: ChapterPlace | None, from_on: date) -> int | None:
    if last is None:
        return None
    known_to = last.to_on if last.to_on and last.to_on > from_on else last.from_on
    if from_on < known_to or from_on == last.from_on:
        raise BadInput("from_on", "place_is_past", day=known_to)
    return last.place_id if last.to_on is None else None


def _check_chapter(unit: Unit, from_on: date) -> None:
    if not is_chapter(unit):
        raise BadInput("", "not_a_chapter")
    if unit.closed_on and unit.closed_on <= from_on:
        raise BadInput("", "already_closed", day=unit.closed_on)
    if from_on < unit.opened_on:
        raise BadInput("from_on", "chapter_opens_later", day=unit.opened_on)


def _place(place_id: int, from_on: date) -> Unit:
    place = Unit.objects.select_related("kind").filter(pk=place_id).first()
    if place is None:
        raise BadInput("place", "unknown_unit")
    if place.kind.tree != Tree.TERRITORY or place.depth == 0:
        raise BadInput("place", "not_a_territory")
    if place.closed_on and place.closed_on <= from_on:
        raise BadInput("place", "place_closed", place=place.name, day=place.closed_on)
    if place.opened_on > from_on:
        raise BadInput("place", "place_opens_later", place=place.name, day=place.opened_on)
    return place
