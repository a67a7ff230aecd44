"""The plan: a small edition drafted and issued, and what a unit makes of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tajadur.activity.plans.models import (
    MeasuredDay,
    MeasuredValue,
    PlanAction,
    PlanAdoption,
    PlanEdition,
    PlanIndicator,
    PlanObjective,
)
from tajadur.activity.plans.operations.adopting import OwnTarget, OwnTerms, adapt_objective, adopt_objective
from tajadur.activity.plans.operations.drafting import PlanItemData, draft_edition, save_item
from tajadur.activity.plans.operations.issuing import issue_edition
from tajadur.activity.plans.operations.stating import state_value
from tajadur.activity.plans.vocabulary import PlanLevel
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.plans import PlanMeasure
from tests.factories.duties import administrator, at_noon, secretary_general
from tests.factories.party import Party

STARTS, ENDS = date(2026, 1, 1), date(2026, 12, 31)
DUE = date(2026, 12, 1)


def named(text: str) -> tuple[str, str, str]:
    """In three languages."""
    return (text, f"{text} (fr)", f"{text} (en)")


def indicator_data(**changes: Any) -> PlanItemData:
    """A count that each unit states, from 0 to 10."""
    values: dict[str, Any] = {
        "names": named("لقاءات"), "due_on": DUE, "measured_in": "count", "direction": "up", "start": Decimal(0),
        "target": Decimal(10),
    }  # fmt: skip
    return PlanItemData(**(values | changes))


def drafted_plan(by: Actor, *, starts_on: date = STARTS, ends_on: date = ENDS) -> PlanEdition:
    """An axis with one objective and two actions: of the first a share is measured and a count stated."""
    at = at_noon(by.on)
    edition = draft_edition(names=named("خطة تجذر"), starts_on=starts_on, ends_on=ends_on, by=by, at=at)
    due = min(DUE, ends_on)
    share: dict[str, Any] = {
        "names": named("انتظام الاجتماعات"), "measure": PlanMeasure.OFFICES_MEETING.value, "measured_in": "share",
        "start": Decimal(40), "target": Decimal(80), "due_on": due,
    }  # fmt: skip

    def save(level: PlanLevel, data: PlanItemData) -> int:
        return save_item(edition_id=edition, level=level, data=data, by=by, at=at)

    axis = save(PlanLevel.AXIS, PlanItemData(named("التنظيم")))
    objective = save(PlanLevel.OBJECTIVE, PlanItemData(named("انتظام الهياكل"), under=("axis", axis)))
    action = save(PlanLevel.ACTION, PlanItemData(named("عقد الاجتماعات"), under=("objective", objective), due_on=due))
    save(PlanLevel.ACTION, PlanItemData(named("تكوين الكتاب"), under=("objective", objective), due_on=due))
    save(PlanLevel.INDICATOR, indicator_data(under=("plan_action", action), **share))
    save(PlanLevel.INDICATOR, indicator_data(under=("plan_action", action), due_on=due))
    return PlanEdition.objects.get(pk=edition)


def issued_plan(party: Party, on: date, **days: date) -> PlanEdition:
    """Drafted by an administrator and issued by the Secretary General on a day."""
    edition = drafted_plan(administrator(party, on), **days)
    chief = secretary_general(party, on)
    issue_edition(edition_id=edition.pk, version=edition.version, on=on, by=chief, at=at_noon(on))
    edition.refresh_from_db()
    return edition


def objective_of(edition: PlanEdition) -> PlanObjective:
    """The first objective of the small edition."""
    return PlanObjective.objects.filter(axis__edition=edition).earliest("position")


def indicator_of(edition: PlanEdition, *, measured: bool = False) -> PlanIndicator:
    """The indicator that is stated, or the one that is measured."""
    measure = PlanMeasure.OFFICES_MEETING.value if measured else ""
    return PlanIndicator.objects.get(action__objective__axis__edition=edition, measure=measure)


def own_terms(edition: PlanEdition, *, due_on: date = DUE, **changes: Any) -> OwnTerms:
    """The targets of the plan; ``measured`` and ``stated`` are other targets, ``start`` another start."""
    measured, stated = indicator_of(edition, measured=True), indicator_of(edition)
    targets = {
        measured.pk: OwnTarget(changes.get("measured", Decimal(80)), due_on),
        stated.pk: OwnTarget(changes.get("stated", Decimal(10)), due_on, changes.get("start", Decimal(0))),
    }
    actions = PlanAction.objects.filter(objective=objective_of(edition)).order_by("pk")
    days: dict[int, date | None] = dict.fromkeys(actions.values_list("pk", flat=True), due_on)
    return OwnTerms(targets, days)


def adopted(unit: Unit, edition: PlanEdition, by: Actor, **changes: Any) -> PlanAdoption:
    """The unit adopts the objective on the actor's day."""
    pk = adopt_objective(
        unit_id=unit.pk, objective_id=objective_of(edition).pk, terms=own_terms(edition, **changes), on=by.on, by=by,
        at=at_noon(by.on),
    )  # fmt: skip
    return PlanAdoption.objects.select_related("unit").get(pk=pk)


def adapted(adoption: PlanAdoption, edition: PlanEdition, by: Actor, **changes: Any) -> int:
    """The unit gives itself other targets."""
    return adapt_objective(
        unit_id=adoption.unit_id, adoption_id=adoption.pk, terms=own_terms(edition, **changes), on=by.on, by=by,
        at=at_noon(by.on),
    )  # fmt: skip


def stated(unit: Unit, edition: PlanEdition, by: Actor, number: int, **changes: Any) -> int:
    """A value of the actor's day."""
    said: dict[str, Any] = {"valued_on": by.on, "proof": "محاضر اللقاءات", "value": Decimal(number)}
    return state_value(
        unit_id=unit.pk, indicator_id=indicator_of(edition).pk, on=by.on, by=by, at=at_noon(by.on), **(said | changes)
    )


def measured(
    unit: Unit, values: Iterable[tuple[date, int]], measure: PlanMeasure = PlanMeasure.OFFICES_MEETING
) -> None:
    """What the pass would have kept: so many of a hundred from a day on; of -1 the measure no longer applies."""
    for day, part in values:
        MeasuredDay.objects.get_or_create(day=day, defaults={"measured_at": at_noon(day + timedelta(days=1))})
        counted = (part, 100) if part >= 0 else (0, 0)
        MeasuredValue.objects.create(
            measure=measure, unit=unit, day=day, part=counted[0], whole=counted[1],
            value=None if part < 0 else Decimal(part),
        )  # fmt: skip
