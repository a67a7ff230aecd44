"""The plan of the invented party: issued half a year ago, adopted by most provinces; one objective is stuck."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tajadur.activity.plans.models import (
    AdoptedAction,
    AdoptedTarget,
    PlanAction,
    PlanAdoption,
    PlanAxis,
    PlanEdition,
    PlanIndicator,
    PlanNews,
    PlanObjective,
    StatedValue,
)
from tajadur.activity.plans.nightly import measure_plan
from tajadur.activity.plans.operations.measuring import keep_measures
from tajadur.activity.plans.queries.editions import EditionText, digest_of, text_of
from tajadur.activity.plans.queries.measuring import kept_values
from tajadur.activity.plans.vocabulary import EditionStatus
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Role
from tajadur.rules.plans import MeasuredIn, PlanMeasure

from .people import PROVINCE
from .premises import mandates_of_secretaries
from .words_of_plans import EDITION, NEWS, OWN_ACTIONS, PLAN, PROOFS

ISSUED_AGO, ADOPTED_AGO = 180, 170
# Days before today of which measures are kept beside yesterday's: that of the adoptions, and of the forecasts.
MEASURED_AGO = (ADOPTED_AGO + 1, 90, 29, 15)
# Of a hundred units of a kind: how many follow the plan.
FOLLOWING = {"region": 100, "province": 80, "branch": 6}
_PACE = 30


def write_plan(*, seed: int, on: date, at: datetime) -> None:
    """The edition, what each unit makes of it under the mandate of its secretary of that day, and how far it is."""
    adopted_on = on - timedelta(days=ADOPTED_AGO)
    for ago in MEASURED_AGO:
        day = on - timedelta(days=ago)
        keep_measures(on=day, at=_hour(day + timedelta(days=1), 1))
    text = _edition(on)
    mandates = mandates_of_secretaries(adopted_on)
    rows = Unit.objects.filter(kind__code__in=list(FOLLOWING), opened_on__lte=adopted_on, closed_on=None)
    units = [unit for unit in rows.select_related("kind").order_by("code") if _follows(unit, mandates, seed)]
    starts = kept_values([unit.pk for unit in units], list(PlanMeasure), adopted_on)
    adoptions = PlanAdoption.objects.bulk_create(list(_adoptions(text, units, mandates, adopted_on, seed)))
    targets, actions = [], []
    for adoption in adoptions:
        objective = next(each for each in text.objectives if each.row.pk == adoption.objective_id)
        for action in objective.actions:
            stamp: dict[str, Any] = {"adoption": adoption, "mandate_id": adoption.mandate_id}
            actions.append(AdoptedAction(action=action.row, due_on=action.row.due_on, added_on=adopted_on, **stamp))
            for row in action.indicators:
                kept = starts.get((adoption.unit_id, row.measure))
                value = kept[-1].value if kept else None
                start = row.start if value is None else value
                targets.append(_target(row, start, adopted_on, seed, **stamp))
    AdoptedTarget.objects.bulk_create(targets, batch_size=1000)
    AdoptedAction.objects.bulk_create([*actions, *_own(adoptions, text, adopted_on, seed)], batch_size=1000)
    _tell(on=on, seed=seed)
    StatedValue.objects.bulk_create(list(_values(adoptions, text, on, seed)), batch_size=1000)
    measure_plan(on=on, at=at)


def _edition(on: date) -> EditionText:
    issued_on = on - timedelta(days=ISSUED_AGO)
    ends_on = date(issued_on.year + 1, 12, 31)
    edition = PlanEdition.objects.create(
        **_named(EDITION), starts_on=issued_on.replace(month=1, day=1), ends_on=ends_on,
        drafted_at=_hour(issued_on - timedelta(days=12), 11),
    )  # fmt: skip
    for place, (axis_names, objectives) in enumerate(PLAN, 1):
        axis = PlanAxis.objects.create(edition=edition, position=place, **_named(axis_names))
        for number, (names, weight, actions) in enumerate(objectives, 1):
            objective = PlanObjective.objects.create(axis=axis, position=number, weight=weight, **_named(names))
            for position, (action_names, indicators) in enumerate(actions, 1):
                action = PlanAction.objects.create(
                    objective=objective, position=position, due_on=ends_on, **_named(action_names)
                )
                PlanIndicator.objects.bulk_create(
                    PlanIndicator(
                        action=action, position=nth, measure=each.measure or "", measured_in=each.measured_in,
                        direction=each.direction, start=each.start, target=each.target, due_on=ends_on,
                        **_named(each.names),
                    )
                    for nth, each in enumerate(indicators, 1)
                )  # fmt: skip
    chief = Mandate.objects.filter(in_force(issued_on), post__post_type__office=Role.SECRETARY_GENERAL).earliest("pk")
    text = text_of(edition)
    edition.number, edition.status, edition.mandate_id = 1, EditionStatus.ISSUED, chief.pk
    edition.issued_on, edition.issued_at, edition.digest = issued_on, _hour(issued_on, 10), digest_of(text)
    edition.save()
    return text_of(edition)


def _named(names: tuple[str, str, str]) -> dict[str, str]:
    return {f"name_{language}": name for language, name in zip(("ar", "fr", "en"), names, strict=True)}


def _hour(day: date, hour: int) -> datetime:
    return instant(day, time(hour))


def _follows(unit: Unit, mandates: dict[int, int], seed: int) -> bool:
    drawn = 0 if unit.code == PROVINCE else Random(f"{seed}/{unit.code}/plan").randrange(100)
    return unit.pk in mandates and drawn < FOLLOWING[unit.kind.code]


def _adoptions(
    text: EditionText, units: list[Unit], mandates: dict[int, int], adopted_on: date, seed: int
) -> Iterator[PlanAdoption]:
    for unit in units:
        random = Random(f"{seed}/{unit.code}/plan/adopted")
        for objective in text.objectives:
            # The one of the congresses is of regions alone; of the rest each takes most.
            measures = {row.measure for action in objective.actions for row in action.indicators}
            if PlanMeasure.CONGRESSES in measures and unit.kind.code != "region":
                continue
            if unit.code == PROVINCE or random.randrange(100) < 80:
                yield PlanAdoption(
                    unit=unit, objective=objective.row, adopted_on=adopted_on, adopted_at=_hour(adopted_on, 12),
                    mandate_id=mandates[unit.pk],
                )  # fmt: skip


def _target(row: PlanIndicator, start: Decimal, adopted_on: date, seed: int, **stamp: Any) -> AdoptedTarget:
    random = Random(f"{seed}/{stamp['adoption'].unit.code}/{row.position}/{row.measure}/target")
    target = row.target
    if row.measured_in == MeasuredIn.SHARE and random.randrange(3) == 0:
        target = min(Decimal(100), row.target + random.choice((-10, -5, 5)))
    stamp_of_day = {"said_on": adopted_on, "said_at": _hour(adopted_on, 12)}
    return AdoptedTarget(indicator=row, start=start, target=target, due_on=row.due_on, **stamp_of_day, **stamp)


def _own(adoptions: list[PlanAdoption], text: EditionText, adopted_on: date, seed: int) -> Iterator[AdoptedAction]:
    """A third of what is adopted has an action of the unit's own."""
    for adoption in adoptions:
        random = Random(f"{seed}/{adoption.unit.code}/{adoption.objective_id}/own")
        if random.randrange(3) == 0:
            yield AdoptedAction(
                adoption=adoption, text=random.choice(OWN_ACTIONS), added_on=adopted_on,
                due_on=min(text.row.ends_on, adopted_on + timedelta(days=random.randrange(120, 300))),
                mandate_id=adoption.mandate_id,
            )  # fmt: skip


def _is_quiet(adoption: PlanAdoption, text: EditionText) -> bool:
    """The demonstration's own province does nothing of the last objective: it is stuck."""
    return adoption.unit.code == PROVINCE and adoption.objective_id == text.objectives[-1].row.pk


def _tell(*, on: date, seed: int) -> None:
    """News of half of the actions, some of which are done by now."""
    news = []
    edition = PlanEdition.objects.get(number=1)
    last = text_of(edition)
    rows = AdoptedAction.objects.filter(adoption__objective__axis__edition=edition)
    for row in rows.select_related("adoption__unit").order_by("pk"):
        random = Random(f"{seed}/{row.adoption.unit.code}/{row.adoption.objective_id}/{row.action_id}/news")
        if _is_quiet(row.adoption, last) or random.randrange(2):
            continue
        day = on - timedelta(days=random.randrange(3, 75))
        is_end = random.randrange(4) == 0
        news.append(
            PlanNews(
                adopted=row, text=random.choice(NEWS), told_on=day, told_at=_hour(day, 18), is_end=is_end,
                mandate_id=row.mandate_id,
            )
        )  # fmt: skip
        row.done_on = day if is_end else None
    PlanNews.objects.bulk_create(news, batch_size=1000)
    done = [each.adopted for each in news if each.is_end]
    AdoptedAction.objects.bulk_update(done, ["done_on"], batch_size=1000)


def _values(adoptions: list[PlanAdoption], text: EditionText, on: date, seed: int) -> Iterator[StatedValue]:
    """A value a month of what is stated, more or less far along."""
    objectives = {each.row.pk: each for each in text.objectives}
    for adoption in adoptions:
        rows = [row for action in objectives[adoption.objective_id].actions for row in action.indicators]
        for row in (each for each in rows if not each.measure):
            random = Random(f"{seed}/{adoption.unit.code}/{row.position}/{row.measured_in}/values")
            pace, value = random.randrange(4), 0
            for ago in range(ADOPTED_AGO - _PACE, 0, -_PACE):
                value += random.randrange(pace + 1)
                day = on - timedelta(days=ago)
                if row.measured_in == MeasuredIn.YES_NO and ago > _PACE:
                    continue
                yield StatedValue(
                    unit=adoption.unit, indicator=row, valued_on=day, said_on=day, said_at=_hour(day, 19),
                    value=min(value, 1) if row.measured_in == MeasuredIn.YES_NO else value,
                    proof=random.choice(PROOFS), mandate_id=adoption.mandate_id,
                )  # fmt: skip
