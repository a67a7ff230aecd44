"""A unit records its premises, corrects what it recorded, or says that it has none. Nobody above does it for it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tajadur.foundation.arabic import fold
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.holding import hold_unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.opening_hours import HoursBlock, spans_of

from ..models import NoPremises, OpeningHours, Premises
from ..queries.facts import standing_premises, standing_words
from ..vocabulary import MOST_AT_ONCE, SUBJECT
from .validation import CheckedPremises, PremisesData, checked_premises, first_day_problem


@transaction.atomic
def record_premises(*, unit_id: int, data: PremisesData, on: date, by: Actor, at: datetime) -> int:
    """The unit records premises; returns their id.

    Raises NotVisible, PermissionDenied, BadInput of ``checked_premises``, ``premises_many``, or ``premises_recorded``
    when the same address is held on one of these days already.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_PREMISES, by)
    checked = checked_premises(data, unit, on)
    held = list(_held_within(unit, checked.from_on, checked.to_on))
    if same := [row for row in held if fold(row.address) == fold(checked.address)]:
        raise BadInput("address", "premises_recorded", first=same[0].from_on)
    if len(held) >= MOST_AT_ONCE:
        raise BadInput("", "premises_many", most=MOST_AT_ONCE)
    row = _write(unit, checked, data.hours, on, at, grant)
    _log("premises.recorded", row, by, at, grant)
    return row.pk


@transaction.atomic
def correct_premises(
    *, unit_id: int, premises_id: int, data: PremisesData, is_void: bool = False, on: date, by: Actor, at: datetime
) -> int:
    """What was recorded is corrected, ended, or (``is_void``) taken back as never so; returns the id of the new row.

    What was said before stays beside it. Saying the same again writes nothing. Raises NotVisible, PermissionDenied,
    Conflict ``premises_corrected``, BadInput of ``checked_premises``.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_PREMISES, by)
    before = Premises.objects.filter(unit=unit, pk=premises_id).prefetch_related("hours").first()
    if before is None:
        raise NotVisible
    if not before.is_current:
        raise Conflict("premises_corrected")
    checked = checked_premises(data, unit, on, shared_before=before.shared_with_id)
    if _is_same(before, checked, data.hours, is_void):
        return before.pk
    before.is_current = False
    before.save(update_fields=["is_current"])
    row = _write(unit, checked, data.hours, on, at, grant, corrects=before, is_void=is_void)
    _log("premises.withdrawn" if is_void else "premises.corrected", row, by, at, grant)
    return row.pk


@transaction.atomic
def say_no_premises(*, unit_id: int, from_on: date | None, on: date, by: Actor, at: datetime) -> int:
    """The unit says that it has no premises from a day on; returns the id of that word.

    Raises NotVisible, PermissionDenied, BadInput ``from_required``, ``from_in_future``, ``from_before_unit``,
    ``premises_in_force``, ``without_already`` (said on the same day).
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_PREMISES, by)
    row = _write_word(unit, _checked_first_day(from_on, unit, on), on, at, grant)
    _log_word("premises.none", row, by, at, grant)
    return row.pk


@transaction.atomic
def correct_no_premises(
    *, unit_id: int, word_id: int, from_on: date | None, is_void: bool = False, on: date, by: Actor, at: datetime
) -> int:
    """The word that there are none is said of another day, or (``is_void``) taken back; returns the id of the new row.

    What was said before stays beside it. Saying the same again writes nothing. Raises NotVisible, PermissionDenied,
    Conflict ``premises_corrected``, BadInput as ``say_no_premises`` unless it is taken back.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_PREMISES, by)
    before = NoPremises.objects.filter(unit=unit, pk=word_id).first()
    if before is None:
        raise NotVisible
    if not before.is_current:
        raise Conflict("premises_corrected")
    if (is_void and before.is_void) or (not is_void and not before.is_void and from_on == before.from_on):
        return before.pk
    first = before.from_on if is_void else _checked_first_day(from_on, unit, on)
    before.is_current = False
    before.save(update_fields=["is_current"])
    row = _write_word(unit, first, on, at, grant, corrects=before, is_void=is_void)
    _log_word("premises.none_withdrawn" if is_void else "premises.none_corrected", row, by, at, grant)
    return row.pk


def _checked_first_day(from_on: date | None, unit: Unit, on: date) -> date:
    """The day from which the unit may say to have none."""
    if problem := first_day_problem(from_on, unit, on):
        raise problem
    assert from_on is not None  # noqa: S101  narrows the type: a missing day is a problem
    if _held_within(unit, from_on, None).exists():
        raise BadInput("from_on", "premises_in_force")
    if standing_words().filter(unit=unit, from_on=from_on, said_on=on).exists():
        raise BadInput("from_on", "without_already", day=from_on)
    return from_on


def _held_within(unit: Unit, first: date, last: date | None) -> QuerySet[Premises]:
    """The premises held on some day from ``first`` to ``last``."""
    rows = standing_premises().filter(Q(to_on=None) | Q(to_on__gte=first), unit=unit)
    return rows.filter(from_on__lte=last) if last else rows


def _write(
    unit: Unit,
    checked: CheckedPremises,
    hours: Sequence[HoursBlock],
    on: date,
    at: datetime,
    grant: Grant,
    *,
    corrects: Premises | None = None,
    is_void: bool = False,
) -> Premises:
    stamp = {"said_on": on, "said_at": at, "mandate_id": grant.mandate_id}
    row = Premises.objects.create(unit=unit, **asdict(checked), corrects=corrects, is_void=is_void, **stamp)
    OpeningHours.objects.bulk_create([OpeningHours(premises=row, **asdict(span)) for span in spans_of(hours)])
    return row


def _write_word(
    unit: Unit,
    from_on: date,
    on: date,
    at: datetime,
    grant: Grant,
    *,
    corrects: NoPremises | None = None,
    is_void: bool = False,
) -> NoPremises:
    stamp = {"said_on": on, "said_at": at, "mandate_id": grant.mandate_id}
    return NoPremises.objects.create(unit=unit, from_on=from_on, corrects=corrects, is_void=is_void, **stamp)


def _is_same(before: Premises, checked: CheckedPremises, hours: Sequence[HoursBlock], is_void: bool) -> bool:
    kept = {(row.weekday, row.opens, row.closes) for row in before.hours.all()}
    typed = {(span.weekday, span.opens, span.closes) for span in spans_of(hours)}
    columns = asdict(checked)
    return (
        before.is_void == is_void and kept == typed and all(getattr(before, name) == columns[name] for name in columns)
    )


def _log(act: str, row: Premises, by: Actor, at: datetime, grant: Grant) -> None:
    detail = {"from_on": row.from_on.isoformat(), "to_on": row.to_on.isoformat() if row.to_on else None}
    log_action(act=act, by=by, at=at, grant=grant, unit_id=row.unit_id, subject=(SUBJECT, row.pk), detail=detail)


def _log_word(act: str, row: NoPremises, by: Actor, at: datetime, grant: Grant) -> None:
    detail = {"from_on": row.from_on.isoformat()}
    log_action(act=act, by=by, at=at, grant=grant, unit_id=row.unit_id, subject=(SUBJECT, row.pk), detail=detail)
