"""A unit adopts an objective with its own targets, days and actions, and adapts them. Nobody above does it for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.holding import hold_unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.plans import Direction

from ..models import AdoptedAction, AdoptedTarget, PlanAdoption, PlanIndicator, PlanObjective
from ..queries.editions import actions_under, edition_in_force, indicators_of
from ..queries.measuring import kept_values
from ..vocabulary import FOLLOWED, EditionStatus
from .drafting import number_problems, side_problems
from .keeping import keep_standing_of


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """What a unit typed of an indicator. ``start`` is not asked where the value is measured."""

    target: Decimal | None
    due_on: date | None
    start: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """Targets by indicator, last days by action of the plan."""

    targets: Mapping[int, OwnTarget]
    days: Mapping[int, date | None]


@transaction.atomic
def adopt_objective(*, unit_id: int, objective_id: int, terms: OwnTerms, on: date, by: Actor, at: datetime) -> int:
    """The unit follows an objective of the edition in force from today on; returns the adoption's id.

    The start of what is measured is its value of yesterday; where there is none, that of the plan. Raises NotVisible,
    PermissionDenied, Conflict ``objective_adopted``, ``edition_followed`` or ``unit_closed``, BadInput with every
    problem, by the names of fields ``start<id>``, ``target<id>``, ``due<id>`` of indicators and ``day<id>`` of actions.
    """
    unit, grant = hold_following(unit_id, by, on)
    issued = PlanObjective.objects.filter(axis__edition__status=EditionStatus.ISSUED).select_related("axis__edition")
    objective = issued.filter(pk=objective_id).first()
    if objective is None:
        raise NotVisible
    if PlanAdoption.objects.filter(unit=unit, objective=objective).exists():
        raise Conflict("objective_adopted")
    if objective.axis.edition != edition_in_force(on):
        raise Conflict("edition_followed")
    indicators = indicators_of(objective)
    starts = _measured_starts(unit, indicators, on)
    targets, days = _checked(objective, indicators, starts, terms, on)
    stamp = {"mandate_id": grant.mandate_id}
    adoption = PlanAdoption.objects.create(unit=unit, objective=objective, adopted_on=on, adopted_at=at, **stamp)
    AdoptedTarget.objects.bulk_create(
        [
            AdoptedTarget(adoption=adoption, indicator_id=pk, **columns, said_on=on, said_at=at, **stamp)
            for pk, columns in targets.items()
        ]
    )
    AdoptedAction.objects.bulk_create(
        [AdoptedAction(adoption=adoption, action_id=pk, due_on=day, added_on=on, **stamp) for pk, day in days.items()]
    )
    keep_standing_of(adoption.pk, on, at=at)
    log_followed("plan.adopted", adoption, by, at, grant)
    return adoption.pk


@transaction.atomic
def adapt_objective(*, unit_id: int, adoption_id: int, terms: OwnTerms, on: date, by: Actor, at: datetime) -> int:
    """The unit gives itself other targets and days; what it said before stays. Returns how many rows changed.

    The start stays that of the adoption where it is measured. The same again changes nothing. Raises as
    ``adopt_objective``.
    """
    unit, grant = hold_following(unit_id, by, on)
    adoption = adoption_of(unit, adoption_id)
    indicators = indicators_of(adoption.objective)
    last_targets: dict[int, AdoptedTarget] = {}
    for row in AdoptedTarget.objects.filter(adoption=adoption).order_by("said_at", "pk"):
        last_targets[row.indicator_id] = row
    starts = {row.pk: last_targets[row.pk].start for row in indicators if row.measure}
    followed = list(AdoptedAction.objects.filter(adoption=adoption, action__isnull=False).order_by("pk"))
    known = {each.action_id or 0: each.due_on for each in followed}
    targets, days = _checked(adoption.objective, indicators, starts, terms, on, last_targets=last_targets, known=known)
    new = [
        AdoptedTarget(
            adoption=adoption, indicator_id=pk, **columns, said_on=on, said_at=at, mandate_id=grant.mandate_id
        )
        for pk, columns in targets.items()
        if any(getattr(last_targets[pk], name) != value for name, value in columns.items())
    ]
    AdoptedTarget.objects.bulk_create(new)
    moved = [each for each in followed if each.due_on != days[each.action_id or 0]]
    for each in moved:
        each.due_on = days[each.action_id or 0]
    AdoptedAction.objects.bulk_update(moved, ["due_on"])
    if new or moved:
        keep_standing_of(adoption.pk, on, at=at)
        log_followed("plan.adapted", adoption, by, at, grant, targets=len(new), days=len(moved))
    return len(new) + len(moved)


def hold_following(unit_id: int, by: Actor, on: date) -> tuple[Unit, Grant]:
    """The unit, held, and the grant of its own secretary.

    Raises NotVisible, PermissionDenied, Conflict ``unit_closed``.
    """
    unit, grant = hold_unit(unit_id, Permission.FOLLOW_PLAN, by)
    if unit.closed_on is not None and unit.closed_on <= on:
        raise Conflict("unit_closed")
    return unit, grant


def adoption_of(unit: Unit, adoption_id: int) -> PlanAdoption:
    """One adoption of the unit, with its objective and edition. Raises NotVisible."""
    rows = PlanAdoption.objects.select_related("objective__axis__edition", "unit")
    adoption = rows.filter(unit=unit, pk=adoption_id).first()
    if adoption is None:
        raise NotVisible
    return adoption


def log_followed(act: str, adoption: PlanAdoption, by: Actor, at: datetime, grant: Grant, **detail: Any) -> None:
    """An entry about something a unit follows."""
    log_action(
        act=act,
        by=by,
        at=at,
        grant=grant,
        unit_id=adoption.unit_id,
        subject=(FOLLOWED, adoption.pk),
        detail={"plan_objective": adoption.objective_id, **detail},
    )


def _measured_starts(unit: Unit, indicators: list[PlanIndicator], on: date) -> dict[int, Decimal]:
    known = kept_values([unit.pk], {row.measure for row in indicators} - {""}, on)
    starts = {}
    for row in indicators:
        if row.measure:
            kept = known.get((unit.pk, row.measure))
            value = kept[-1].value if kept else None
            starts[row.pk] = row.start if value is None else value
    return starts


def _checked(
    objective: PlanObjective,
    indicators: list[PlanIndicator],
    starts: Mapping[int, Decimal],
    terms: OwnTerms,
    on: date,
    *,
    last_targets: Mapping[int, AdoptedTarget] | None = None,
    known: Mapping[int, date] | None = None,
) -> tuple[dict[int, dict[str, Any]], dict[int, date]]:
    """The columns of each target, and the day of each action of the plan. A day that was given before may be past."""
    edition = objective.axis.edition
    problems: list[BadInput] = []
    targets: dict[int, dict[str, Any]] = {}
    for row in indicators:
        own = terms.targets.get(row.pk, OwnTarget(None, None))
        before = last_targets[row.pk].due_on if last_targets else None
        if row.pk in starts:
            start: Decimal | None = starts[row.pk]
            problems += number_problems({f"target{row.pk}": own.target}, row.measured_in)
        else:
            start = own.start
            problems += number_problems({f"start{row.pk}": start, f"target{row.pk}": own.target}, row.measured_in)
            if start is not None and own.target is not None:
                problems += side_problems(start, own.target, Direction(row.direction), f"target{row.pk}")
        problems += _day_problem(f"due{row.pk}", own.due_on, before, edition.ends_on, on)
        targets[row.pk] = {"start": start, "target": own.target, "due_on": own.due_on}
    days: dict[int, date] = {}
    for action in actions_under(objective):
        day = terms.days.get(action.pk)
        problems += _day_problem(f"day{action.pk}", day, (known or {}).get(action.pk), edition.ends_on, on)
        days[action.pk] = day or on
    if problems:
        raise BadInput.of(*problems)
    return targets, days


def _day_problem(field: str, day: date | None, before: date | None, last: date, on: date) -> list[BadInput]:
    if day is None:
        return [BadInput(field, "plan_due_required")]
    if day == before:
        return []
    if last < on:
        return [BadInput(field, "edition_ended", last=last)]
    if day < on:
        return [BadInput(field, "due_past")]
    return [BadInput(field, "due_in_edition", first=on, last=last)] if day > last else []
