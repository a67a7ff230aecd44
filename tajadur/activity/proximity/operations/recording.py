"""A unit records an activity, corrects it or takes it back. Nobody above does it for it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.holding import hold_unit
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.dysfunctions import months_after

from ..models import ProximityActivity
from ..vocabulary import LONGEST_HELP, LONGEST_PLACE, MONTHS_BACK, MOST_REACHED, SUBJECT, ProximityKind


@dataclass(frozen=True, slots=True)
class ActivityData:
    """What was typed of an activity. ``reached``: how many people, a count alone."""

    kind: str
    held_on: date | None
    place: str
    reached: int | None
    help_given: str


@transaction.atomic
def record_activity(*, unit_id: int, data: ActivityData, on: date, by: Actor, at: datetime) -> int:
    """The unit records an activity that took place; returns its id.

    Raises NotVisible, PermissionDenied, BadInput with every problem of ``vocabulary.PROBLEMS``.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_PROXIMITY, by)
    row = _write(_checked(data, unit, on), unit, on, at, grant)
    _log("proximity.recorded", row, by, at, grant)
    return row.pk


@transaction.atomic
def correct_activity(
    *, unit_id: int, activity_id: int, data: ActivityData, is_void: bool = False, on: date, by: Actor, at: datetime
) -> int:
    """What was recorded is corrected, or (``is_void``) taken back as not having been; returns the id of the new row.

    What was said before stays beside it. Saying the same again writes nothing. Raises NotVisible, PermissionDenied,
    Conflict ``activity_corrected``, BadInput as ``record_activity``.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_PROXIMITY, by)
    before = ProximityActivity.objects.filter(unit=unit, pk=activity_id).first()
    if before is None:
        raise NotVisible
    if not before.is_current:
        raise Conflict("activity_corrected")
    checked = _checked(data, unit, on, said_on=before.said_on)
    columns = {**asdict(checked), "is_void": is_void}
    if all(getattr(before, name) == value for name, value in columns.items()):
        return before.pk
    before.is_current = False
    before.save(update_fields=["is_current"])
    row = _write(checked, unit, on, at, grant, corrects=before, is_void=is_void)
    _log("proximity.withdrawn" if is_void else "proximity.corrected", row, by, at, grant)
    return row.pk


def _checked(data: ActivityData, unit: Unit, on: date, *, said_on: date | None = None) -> ActivityData:
    """What may be kept. ``said_on``: the day it was recorded first; an old activity can still be corrected."""
    place = clean_line(data.place, field="place", limit=LONGEST_PLACE)
    help_given = clean_text(data.help_given, field="help_given", limit=LONGEST_HELP)
    problems = [*_day_problems(data.held_on, unit, on, said_on or on)]
    if data.kind not in ProximityKind.values:
        problems.append(BadInput("kind", "kind_required"))
    if not place:
        problems.append(BadInput("place", "place_required"))
    if data.reached is None:
        problems.append(BadInput("reached", "reached_required"))
    elif not 1 <= data.reached <= MOST_REACHED:
        problems.append(BadInput("reached", "reached_range", most=MOST_REACHED))
    if not help_given:
        problems.append(BadInput("help_given", "help_required"))
    if problems:
        raise BadInput.of(*problems)
    return ActivityData(data.kind, data.held_on, place, data.reached, help_given)


def _day_problems(held_on: date | None, unit: Unit, on: date, said_on: date) -> Iterator[BadInput]:
    earliest = months_after(said_on, -MONTHS_BACK)
    if held_on is None:
        yield BadInput("held_on", "held_required")
    elif held_on > on:
        yield BadInput("held_on", "held_in_future")
    elif held_on < unit.opened_on:
        yield BadInput("held_on", "held_before_unit", opened=unit.opened_on)
    elif held_on < earliest:
        yield BadInput("held_on", "held_long_ago", earliest=earliest)


def _write(
    checked: ActivityData,
    unit: Unit,
    on: date,
    at: datetime,
    grant: Grant,
    *,
    corrects: ProximityActivity | None = None,
    is_void: bool = False,
) -> ProximityActivity:
    assert checked.held_on is not None  # noqa: S101  narrows the type: a missing day is a problem
    return ProximityActivity.objects.create(
        unit=unit,
        path=paths_on([unit.pk], checked.held_on).get(unit.pk, unit.path),
        **asdict(checked),
        corrects=corrects,
        is_void=is_void,
        said_on=on,
        said_at=at,
        mandate_id=grant.mandate_id,
    )


def _log(act: str, row: ProximityActivity, by: Actor, at: datetime, grant: Grant) -> None:
    log_action(
        act=act,
        by=by,
        at=at,
        grant=grant,
        unit_id=row.unit_id,
        subject=(SUBJECT, row.pk),
        detail={"held_on": row.held_on.isoformat(), "reached": row.reached},
    )
