"""Administrators draft an edition: its days, its axes, objectives, actions and indicators. An issued one is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.plans import MEASURES, Direction, MeasuredIn, PlanMeasure, value_problem

from ..models import PlanEdition
from ..queries.editions import LEVELS, edition_in_force, item_of
from ..vocabulary import EDITION, LONGEST_NAME, MEASURED_IN_WORDS, MOST_UNDER_ONE, EditionStatus, PlanLevel
from .copying import copy_text

Names = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PlanItemData:
    """What was typed of an item. ``under``: the level and id of what it stands under; None for an axis.

    ``weight`` is of an objective, ``due_on`` of an action or an indicator, the rest of an indicator; ``measure`` empty:
    it is stated.
    """

    names: Names
    under: tuple[str, int] | None = None
    weight: int | None = None
    due_on: date | None = None
    measure: str = ""
    measured_in: str = ""
    direction: str = ""
    start: Decimal | None = None
    target: Decimal | None = None


@transaction.atomic
def draft_edition(*, names: Names, starts_on: date | None, ends_on: date | None, by: Actor, at: datetime) -> int:
    """Begin the next edition, with everything of the one in force to change from; returns its id.

    The draft there is already is taken instead, with these names and days. Raises PermissionDenied, BadInput.
    """
    grant = require_anywhere(by, Permission.DRAFT_PLAN)
    draft = PlanEdition.objects.select_for_update().filter(status=EditionStatus.DRAFT).first()
    columns = _edition(names, starts_on, ends_on)
    if draft is not None:
        return _change_edition(draft, columns, by, at, grant)
    before = edition_in_force(by.on)
    edition = PlanEdition.objects.create(**columns, drafted_at=at)
    if before is not None:
        copy_text(before, edition)
    _log("plan.drafted", edition, by, at, grant)
    return edition.pk


@transaction.atomic
def edit_edition(
    *, edition_id: int, names: Names, starts_on: date | None, ends_on: date | None, by: Actor, at: datetime
) -> int:
    """Change the names and days of the draft; returns its id. Raises as ``hold_draft``, and BadInput."""
    edition, grant = hold_draft(edition_id, by)
    return _change_edition(edition, _edition(names, starts_on, ends_on), by, at, grant)


@transaction.atomic
def discard_edition(*, edition_id: int, by: Actor, at: datetime) -> None:
    """Drop the draft with everything in it. Raises as ``hold_draft``."""
    edition, grant = hold_draft(edition_id, by)
    _log("plan.discarded", edition, by, at, grant)
    edition.delete()


@transaction.atomic
def save_item(
    *, edition_id: int, level: PlanLevel, item_id: int | None = None, data: PlanItemData, by: Actor, at: datetime
) -> int:
    """Add an item to the draft, change it, or put it under another; returns its id. The same again writes nothing.

    Raises as ``hold_draft``, and BadInput with every problem of ``vocabulary.PROBLEMS``.
    """
    edition, grant = hold_draft(edition_id, by)
    table = LEVELS[level]
    row = item_of(edition, level, item_id) if item_id is not None else table.model()
    before = getattr(row, f"{table.parent}_id")
    parent, problems = _parent(edition, level, data)
    columns = {**_named(data.names, problems), **_checked(edition, level, data, problems)}
    siblings = table.model.objects.filter(**{table.parent: parent}) if parent is not None else None
    is_moved = parent is not None and parent.pk != before
    if siblings is not None and is_moved and siblings.count() >= MOST_UNDER_ONE:
        problems.append(BadInput("under", "under_many", most=MOST_UNDER_ONE))
    if problems:
        raise BadInput.of(*problems)
    assert siblings is not None  # noqa: S101  narrows the type: a missing parent is a problem
    if not is_moved and all(getattr(row, name) == value for name, value in columns.items()):
        return int(row.pk)
    if is_moved:
        setattr(row, table.parent, parent)
        row.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    _changed(edition)
    _log("plan.item_changed" if item_id else "plan.item_added", edition, by, at, grant, level=level, item=row.pk)
    return int(row.pk)


@transaction.atomic
def remove_item(*, edition_id: int, level: PlanLevel, item_id: int, by: Actor, at: datetime) -> None:
    """Take an item, with everything under it, out of the draft. Raises as ``hold_draft``."""
    edition, grant = hold_draft(edition_id, by)
    item_of(edition, level, item_id).delete()
    _changed(edition)
    _log("plan.item_removed", edition, by, at, grant, level=level, item=item_id)


@transaction.atomic
def move_item(*, edition_id: int, level: PlanLevel, item_id: int, up: bool, by: Actor, at: datetime) -> None:
    """An item changes places with the one before it (``up``) or after it, under the same; at the edge nothing changes.

    Raises as ``hold_draft``.
    """
    edition, grant = hold_draft(edition_id, by)
    row, parent = item_of(edition, level, item_id), f"{LEVELS[level].parent}_id"
    siblings = LEVELS[level].model.objects.filter(**{parent: getattr(row, parent)})
    beyond = siblings.filter(position__lt=row.position) if up else siblings.filter(position__gt=row.position)
    other = beyond.order_by("-position" if up else "position").first()
    if other is None:
        return
    last = siblings.aggregate(last=Max("position"))["last"]
    row.position, other.position, before = other.position, row.position, row.position
    siblings.filter(pk=row.pk).update(position=last + 1)  # no two stand in one place, not for a moment
    siblings.filter(pk=other.pk).update(position=before)
    siblings.filter(pk=row.pk).update(position=row.position)
    _changed(edition)
    _log("plan.item_moved", edition, by, at, grant, level=level, item=row.pk)


def hold_draft(edition_id: int, by: Actor) -> tuple[PlanEdition, Grant]:
    """The draft, held until the transaction ends. Raises PermissionDenied, NotVisible, Conflict ``edition_issued``."""
    grant = require_anywhere(by, Permission.DRAFT_PLAN)
    edition = PlanEdition.objects.select_for_update().filter(pk=edition_id).first()
    if edition is None:
        raise NotVisible
    if edition.status != EditionStatus.DRAFT:
        raise Conflict("edition_issued")
    return edition, grant


def _edition(names: Names, starts_on: date | None, ends_on: date | None) -> dict[str, Any]:
    problems: list[BadInput] = []
    columns = _named(names, problems)
    if starts_on is None or ends_on is None:
        empty = "starts_on" if starts_on is None else "ends_on"
        problems.append(BadInput(empty, "plan_due_required"))
    elif ends_on <= starts_on:
        problems.append(BadInput("ends_on", "edition_days"))
    if problems:
        raise BadInput.of(*problems)
    return {**columns, "starts_on": starts_on, "ends_on": ends_on}


def _change_edition(edition: PlanEdition, columns: dict[str, Any], by: Actor, at: datetime, grant: Grant) -> int:
    if any(getattr(edition, name) != value for name, value in columns.items()):
        PlanEdition.objects.filter(pk=edition.pk).update(**columns)
        _changed(edition)
        _log("plan.edited", edition, by, at, grant)
    return edition.pk


def _named(names: Names, problems: list[BadInput]) -> dict[str, str]:
    columns = {}
    for language, name in zip(("ar", "fr", "en"), names, strict=True):
        columns[f"name_{language}"] = clean_line(name, field=f"name_{language}", limit=LONGEST_NAME)
        if not columns[f"name_{language}"]:
            problems.append(BadInput(f"name_{language}", "plan_name_required"))
    return columns


def _parent(edition: PlanEdition, level: PlanLevel, data: PlanItemData) -> tuple[Any, list[BadInput]]:
    """What the item stands under, of the level right above its own and of the same edition."""
    table = LEVELS[level]
    if table.parent_level is None:
        return edition, []
    if data.under is None:
        return None, [BadInput("under", "under_required")]
    above, parent_id = data.under
    parents = LEVELS[table.parent_level]
    row = parents.model.objects.filter(pk=parent_id, **{parents.to_edition: edition}).first()
    if above != table.parent_level or row is None:
        return None, [BadInput("under", "under_itself")]
    return row, []


def _checked(edition: PlanEdition, level: PlanLevel, data: PlanItemData, problems: list[BadInput]) -> dict[str, Any]:
    if level is PlanLevel.AXIS:
        return {}
    if level is PlanLevel.OBJECTIVE:
        if data.weight is not None and not 1 <= data.weight <= 100:
            problems.append(BadInput("weight", "weight_range"))
        return {"weight": data.weight}
    if data.due_on is None:
        problems.append(BadInput("due_on", "plan_due_required"))
    elif not edition.starts_on <= data.due_on <= edition.ends_on:
        problems.append(BadInput("due_on", "due_in_edition", first=edition.starts_on, last=edition.ends_on))
    if level is PlanLevel.ACTION:
        return {"due_on": data.due_on}
    problems += _indicator_problems(data)
    return {
        "due_on": data.due_on,
        "measure": data.measure,
        "measured_in": data.measured_in,
        "direction": data.direction,
        "start": data.start,
        "target": data.target,
    }


def _indicator_problems(data: PlanItemData) -> Iterator[BadInput]:
    is_unit = data.measured_in in tuple(MeasuredIn)
    if not is_unit:
        yield BadInput("measured_in", "measured_in_required")
    elif data.measure:
        rule = MEASURES[PlanMeasure(data.measure)].measured_in if data.measure in tuple(PlanMeasure) else None
        if rule != data.measured_in:
            yield BadInput("measured_in", "measure_unit", unit=MEASURED_IN_WORDS[rule] if rule else "")
    if data.direction not in tuple(Direction):
        yield BadInput("direction", "direction_required")
    yield from number_problems({"start": data.start, "target": data.target}, data.measured_in)
    if data.direction in tuple(Direction) and data.start is not None and data.target is not None:
        yield from side_problems(data.start, data.target, Direction(data.direction), "target")


def number_problems(numbers: dict[str, Decimal | None], measured_in: str) -> Iterator[BadInput]:
    """What is wrong with values typed into fields of these names, as values of that unit of measure."""
    for field, number in numbers.items():
        if number is None:
            yield BadInput(field, "value_required")
        elif measured_in in tuple(MeasuredIn) and (code := value_problem(number, MeasuredIn(measured_in))):
            yield BadInput(field, code)


def side_problems(start: Decimal, target: Decimal, direction: Direction, field: str) -> Iterator[BadInput]:
    """Does the target lie where the indicator is to go?"""
    if (target < start) if direction is Direction.UP else (target > start):
        yield BadInput(field, "target_wrong_way")


def _changed(edition: PlanEdition) -> None:
    PlanEdition.objects.filter(pk=edition.pk).update(version=F("version") + 1)


def _log(act: str, edition: PlanEdition, by: Actor, at: datetime, grant: Grant, **detail: Any) -> None:
    log_action(act=act, by=by, at=at, grant=grant, subject=(EDITION, edition.pk), detail=detail)
