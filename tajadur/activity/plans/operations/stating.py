"""A unit states a value of an indicator, with its day and how it is known, corrects it or takes it back."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.registry.audit.operations import log_action
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.registry.files.queries import known_keys
from tajadur.rules.dysfunctions import months_after

from ..models import AdoptedTarget, PlanIndicator, StatedValue, StatedValueFile
from ..vocabulary import FOLLOWED, LONGEST_PROOF, MONTHS_BACK
from .adopting import hold_following
from .drafting import number_problems
from .keeping import keep_standing_of


@transaction.atomic
def state_value(
    *,
    unit_id: int,
    indicator_id: int,
    value: Decimal | None,
    valued_on: date | None,
    proof: str,
    files: Sequence[str] = (),
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """The unit states a value of an indicator it follows; returns its id. Of one day the last said takes the place.

    The same again writes nothing. Raises NotVisible, PermissionDenied, Conflict ``unit_closed`` or
    ``plan_indicator_measured``, BadInput with every problem and those of ``attach_files``.
    """
    unit, grant = hold_following(unit_id, by, on)
    indicator, adoption_id = _followed(unit, indicator_id)
    clean = clean_text(proof, field="proof", limit=LONGEST_PROOF)
    problems = list(number_problems({"value": value}, indicator.measured_in))
    problems += [] if clean else [BadInput("proof", "proof_required")]
    problems += _day_problems(valued_on, unit, on)
    if problems or valued_on is None:
        raise BadInput.of(*problems)
    before = StatedValue.objects.filter(unit=unit, indicator=indicator, valued_on=valued_on, is_current=True).first()
    scans = _files_of(before)
    is_same = before and not before.is_void and (before.value, before.proof) == (value, clean)
    if before and is_same and {file.key for file in scans} == set(known_keys(files)):
        return before.pk
    columns = {"value": value, "valued_on": valued_on, "proof": clean}
    row = _write(unit, indicator, columns, before, on, at, grant)
    attached = attach_files(StatedValueFile, keys=files, unit_id=unit.pk, earlier=scans, by=by, at=at, value=row)
    keep_standing_of(adoption_id, on, at=at)
    _log("plan.value_corrected" if before else "plan.value_stated", row, adoption_id, by, at, grant, len(attached))
    return row.pk


@transaction.atomic
def withdraw_value(*, unit_id: int, value_id: int, on: date, by: Actor, at: datetime) -> int:
    """The unit takes back a value stated by mistake; returns the id of the word that says so. Again: nothing.

    Raises NotVisible, PermissionDenied, Conflict ``unit_closed``.
    """
    unit, grant = hold_following(unit_id, by, on)
    before = StatedValue.objects.filter(unit=unit, pk=value_id).select_related("indicator").first()
    if before is None:
        raise NotVisible
    if not before.is_current or before.is_void:
        return before.pk
    _indicator, adoption_id = _followed(unit, before.indicator_id)
    columns = {"value": before.value, "valued_on": before.valued_on, "proof": before.proof, "is_void": True}
    row = _write(unit, before.indicator, columns, before, on, at, grant)
    keep_standing_of(adoption_id, on, at=at)
    _log("plan.value_withdrawn", row, adoption_id, by, at, grant, 0)
    return row.pk


def _followed(unit: Unit, indicator_id: int) -> tuple[PlanIndicator, int]:
    """The indicator, and the adoption by which the unit follows it."""
    target = (
        AdoptedTarget.objects.filter(adoption__unit=unit, indicator=indicator_id).select_related("indicator").first()
    )
    if target is None:
        raise NotVisible
    if target.indicator.measure:
        raise Conflict("plan_indicator_measured")
    return target.indicator, target.adoption_id


def _day_problems(day: date | None, unit: Unit, on: date) -> list[BadInput]:
    earliest = months_after(on, -MONTHS_BACK)
    if day is None:
        return [BadInput("valued_on", "valued_required")]
    if day > on:
        return [BadInput("valued_on", "valued_in_future")]
    if day < unit.opened_on:
        return [BadInput("valued_on", "valued_before_unit", opened=unit.opened_on)]
    return [BadInput("valued_on", "valued_long_ago", earliest=earliest)] if day < earliest else []


def _files_of(row: StatedValue | None) -> list[StoredFile]:
    return [each.file for each in row.attachments.select_related("file")] if row else []


def _write(
    unit: Unit,
    indicator: PlanIndicator,
    columns: dict[str, Any],
    before: StatedValue | None,
    on: date,
    at: datetime,
    grant: Grant,
) -> StatedValue:
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    stamp = {"said_on": on, "said_at": at, "mandate_id": grant.mandate_id}
    return StatedValue.objects.create(unit=unit, indicator=indicator, corrects=before, **columns, **stamp)


def _log(act: str, row: StatedValue, adoption_id: int, by: Actor, at: datetime, grant: Grant, files: int) -> None:
    log_action(
        act=act,
        by=by,
        at=at,
        grant=grant,
        unit_id=row.unit_id,
        subject=(FOLLOWED, adoption_id),
        detail={
            "indicator": row.indicator_id,
            "valued_on": row.valued_on.isoformat(),
            **({"files": files} if files else {}),
        },
    )
