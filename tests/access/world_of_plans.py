"""The plan in the world of the walk: an edition of two objectives; each unit follows the first."""

from datetime import date, timedelta

from tajadur.activity.plans.models import (
    AdoptedAction,
    PlanAction,
    PlanAxis,
    PlanEdition,
    PlanObjective,
    StatedValueFile,
)
from tajadur.activity.plans.operations.adopting import OwnTerms, adopt_objective
from tajadur.activity.plans.operations.drafting import PlanItemData, draft_edition, save_item
from tajadur.activity.plans.operations.issuing import issue_edition
from tajadur.activity.plans.vocabulary import PlanLevel
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.files import staged
from tests.factories.party import acting
from tests.factories.plans import adopted, drafted_plan, indicator_of, named, stated


def lay_plan(admin: Account, general: Account, today: date) -> tuple[int, int, int]:
    """An edition in force for a year, and a draft that follows it: their ids, and that of the objective left over."""
    by, chief = acting(admin, today), acting(general, today)
    days = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=335)}
    edition = drafted_plan(by, **days)
    what = {"edition_id": edition.pk, "by": by, "at": at_noon(today)}
    axis = PlanAxis.objects.get(edition=edition)
    left = save_item(level=PlanLevel.OBJECTIVE, data=PlanItemData(named("آخر"), under=("axis", axis.pk)), **what)
    action = PlanItemData(named("إجراء"), under=("objective", left), due_on=days["ends_on"])
    save_item(level=PlanLevel.ACTION, data=action, **what)
    mistaken = save_item(level=PlanLevel.OBJECTIVE, data=PlanItemData(named("خطأ"), under=("axis", axis.pk)), **what)
    action = PlanItemData(named("إجراء"), under=("objective", mistaken), due_on=days["ends_on"])
    save_item(level=PlanLevel.ACTION, data=action, **what)
    edition.refresh_from_db()
    issue_edition(edition_id=edition.pk, version=edition.version, on=today, by=chief, at=at_noon(today))
    draft = draft_edition(
        names=named("طبعة"), starts_on=today + timedelta(days=1), ends_on=days["ends_on"], by=by, at=at_noon(today)
    )
    return edition.pk, draft, left


def follow_plan(unit: Unit, by: Actor) -> dict[str, int]:
    """The unit follows the first objective, and states a value: ids of adoption, action, indicator and value.

    ``mistaken``: its adoption of another one, of which it says nothing.
    """
    edition = PlanEdition.objects.get(status="issued")
    adoption = adopted(unit, edition, by, due_on=edition.ends_on)
    action = AdoptedAction.objects.filter(adoption=adoption).earliest("pk")
    objective = PlanObjective.objects.filter(axis__edition=edition).latest("position")
    days: dict[int, date | None] = {PlanAction.objects.get(objective=objective).pk: edition.ends_on}
    mistaken = adopt_objective(
        unit_id=unit.pk, objective_id=objective.pk, terms=OwnTerms({}, days), on=by.on, by=by, at=at_noon(by.on)
    )
    value = stated(unit, edition, by, 2, files=[str(staged(by, at=at_noon(by.on)).key)])
    return {
        "adoption_id": adoption.pk, "adopted_id": action.pk, "indicator_id": indicator_of(edition).pk,
        "mistaken": mistaken, "value_id": value, "file_id": StatedValueFile.objects.get(value=value).file_id,
    }  # fmt: skip
