"""How far what units follow is on a day: from their own rows and what was measured by the day before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Max, Q

from tajadur.rules.plans import (
    Direction,
    MeanProgress,
    MeasuredIn,
    Target,
    expected_progress,
    forecast,
    fortnights,
    is_reached,
    mean_progress,
    progress,
    stuck_since,
)

from ..models import AdoptedAction, AdoptedTarget, PlanAdoption, PlanIndicator, PlanNews, StatedValue
from .measuring import KeptValues, held_on, kept_values

Values = list[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class IndicatorProgress:
    """An indicator of a unit. ``progress`` None: it does not apply. ``forecast``: the value its line leads to."""

    row: PlanIndicator
    target: Target
    value: Decimal | None
    valued_on: date | None
    progress: Fraction | None
    expected: Fraction
    stuck_since: date | None
    forecast: Decimal | None

    @property
    def will_reach(self) -> bool | None:
        """Does the line reach the target by its day? None without a line."""
        return None if self.forecast is None else is_reached(self.target, self.forecast)


@dataclass(frozen=True, slots=True)
class ActionProgress:
    """An action a unit follows: by its indicators, and without any by whether it is done."""

    row: AdoptedAction
    indicators: Sequence[IndicatorProgress]
    mean: MeanProgress
    expected: Fraction
    stuck_since: date | None
    news_on: date | None


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    """An objective a unit follows: the mean of its actions that apply."""

    adoption: PlanAdoption
    actions: Sequence[ActionProgress]
    mean: MeanProgress
    expected: Fraction | None

    @property
    def stuck(self) -> list[date]:
        """Since when each thing that is stuck is."""
        marks = [action.stuck_since for action in self.actions if not action.indicators]
        marks += [each.stuck_since for action in self.actions for each in action.indicators]
        return sorted(mark for mark in marks if mark is not None)


@dataclass(frozen=True, slots=True)
class _Facts:
    targets: dict[int, dict[int, AdoptedTarget]]
    actions: dict[int, list[AdoptedAction]]
    news: dict[int, date]
    stated: dict[tuple[int, int], Values]
    kept: KeptValues


def standings(adoptions: Collection[PlanAdoption], on: date) -> list[ObjectiveProgress]:
    """How far each adoption (with its ``unit``) is on ``on``, in their order. Five queries, whatever their number.

    A unit that closed follows nothing any more: nothing of it applies.
    """
    wanted = [adoption.pk for adoption in adoptions]
    units = {adoption.unit_id for adoption in adoptions}
    targets: dict[int, dict[int, AdoptedTarget]] = {}
    own_target = AdoptedTarget.objects.filter(adoption__in=wanted, said_on__lte=on).select_related("indicator")
    for target in own_target.order_by("said_at", "pk"):
        targets.setdefault(target.adoption_id, {})[target.indicator_id] = target
    actions: dict[int, list[AdoptedAction]] = {}
    for action in (
        AdoptedAction.objects.filter(adoption__in=wanted, added_on__lte=on)
        .select_related("action")
        .order_by("action__position", "pk")
    ):
        actions.setdefault(action.adoption_id, []).append(action)
    told = PlanNews.objects.filter(adopted__adoption__in=wanted, told_on__lte=on).order_by()
    measures = {row.indicator.measure for held in targets.values() for row in held.values()} - {""}
    facts = _Facts(
        targets=targets,
        actions=actions,
        news=dict(told.values_list("adopted").annotate(last=Max("told_on"))),
        stated=_stated(units, on),
        kept=kept_values(units, measures, on),
    )
    return [_objective(adoption, facts, on) for adoption in adoptions]


def _stated(units: Collection[int], on: date) -> dict[tuple[int, int], Values]:
    """(unit, indicator) -> the values said by ``on``, by their day: of one day the last said."""
    rows = StatedValue.objects.filter(Q(correction=None) | Q(correction__said_on__gt=on), unit__in=units)
    rows = rows.filter(said_on__lte=on, is_void=False)
    values: dict[tuple[int, int], Values] = {}
    for unit_id, indicator_id, day, value in rows.order_by("valued_on", "pk").values_list(
        "unit_id", "indicator_id", "valued_on", "value"
    ):
        values.setdefault((unit_id, indicator_id), []).append((day, value))
    return values


def _objective(adoption: PlanAdoption, facts: _Facts, on: date) -> ObjectiveProgress:
    targets = facts.targets.get(adoption.pk, {})
    actions = [_action(row, adoption, targets, facts, on) for row in facts.actions.get(adoption.pk, [])]
    mean = mean_progress([(action.mean.progress, None) for action in actions])
    expected = mean_progress([(action.expected, None) for action in actions if action.mean.progress is not None])
    return ObjectiveProgress(adoption, actions, mean, expected.progress)


def _action(
    row: AdoptedAction, adoption: PlanAdoption, targets: dict[int, AdoptedTarget], facts: _Facts, on: date
) -> ActionProgress:
    own = [target for target in targets.values() if row.action_id and target.indicator.action_id == row.action_id]
    news_on = facts.news.get(row.pk)
    is_closed = adoption.unit.closed_on is not None and adoption.unit.closed_on <= on
    indicators = [
        _indicator(target, adoption, facts, news_on, on, is_closed=is_closed)
        for target in sorted(own, key=lambda each: each.indicator.position)
    ]
    if indicators:
        mean = mean_progress([(each.progress, None) for each in indicators])
        applying = [(each.expected, None) for each in indicators if each.progress is not None]
        return ActionProgress(row, indicators, mean, mean_progress(applying).progress or Fraction(0), None, news_on)
    target = Target(Decimal(0), Decimal(1), row.added_on, row.due_on)
    value = Decimal(row.done_on is not None and row.done_on <= on)
    part = None if is_closed else progress(target, value)
    stuck = None if is_closed else stuck_since(target, value, changed_on=row.added_on, news_on=news_on, on=on)
    return ActionProgress(row, [], mean_progress([(part, None)]), expected_progress(target, on), stuck, news_on)


def _indicator(
    own_target: AdoptedTarget, adoption: PlanAdoption, facts: _Facts, news_on: date | None, on: date, *, is_closed: bool
) -> IndicatorProgress:
    row = own_target.indicator
    target = Target(
        own_target.start, own_target.target, adoption.adopted_on, own_target.due_on, Direction(row.direction)
    )
    values, changed_on = _values(row, adoption, facts, on)
    day, value = values[-1] if values else (None, None)
    # A measured indicator without a value has nothing to count; a stated one of which nothing is said has not begun.
    applies = not is_closed and (value is not None or not row.measure)
    return IndicatorProgress(
        row=row,
        target=target,
        value=value,
        valued_on=day,
        progress=progress(target, value) if applies else None,
        expected=expected_progress(target, on),
        stuck_since=stuck_since(target, value, changed_on=changed_on, news_on=news_on, on=on) if applies else None,
        forecast=forecast(values, own_target.due_on, MeasuredIn(row.measured_in)) if applies else None,
    )


def _values(row: PlanIndicator, adoption: PlanAdoption, facts: _Facts, on: date) -> tuple[Values, date | None]:
    """The values of an indicator by day, the last last, and the day on which they changed last."""
    if row.measure:
        kept = facts.kept.get((adoption.unit_id, row.measure), [])
        if not kept or kept[-1].value is None:
            return [], None
        read = [(day, held_on(kept, day)) for day in fortnights(on - timedelta(days=1))]
        return [(day, value) for day, value in read if value is not None], kept[-1].day
    stated = facts.stated.get((adoption.unit_id, row.pk), [])
    changed_on, before = None, None
    for day, value in stated:
        if value != before:
            changed_on, before = day, value
    return stated, changed_on
