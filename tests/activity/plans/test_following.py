"""A unit adopts an objective, adapts it, tells and states; it alone; how far it is follows, on any day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.plans.models import (
    AdoptedAction,
    AdoptedTarget,
    AdoptionProgress,
    PlanAdoption,
    PlanEdition,
    PlanLink,
    StatedValue,
)
from tajadur.activity.plans.nightly import measure_once_a_day, measure_plan
from tajadur.activity.plans.operations.linking import link_case
from tajadur.activity.plans.operations.news import add_own_action, tell_action
from tajadur.activity.plans.operations.stating import withdraw_value
from tajadur.activity.plans.queries.nation import place_standings
from tajadur.activity.plans.queries.progress import ObjectiveProgress, standings
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.cases import case_with_remedy
from tests.factories.duties import administrator, at_noon, responsible, secretary_general
from tests.factories.files import staged
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.plans import (
    DUE,
    adapted,
    adopted,
    indicator_of,
    issued_plan,
    measured,
    stated,
)

pytestmark = pytest.mark.django_db
ISSUED, ON = date(2026, 2, 1), date(2026, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture
def edition(party: Party) -> PlanEdition:
    return issued_plan(party, ISSUED)


@pytest.fixture
def unit(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(unit: Unit) -> Account:
    return holder(unit=unit)


def standing(adoption: PlanAdoption, on: date) -> ObjectiveProgress:
    return standings([adoption], on)[0]


def test_the_start_of_what_is_measured_is_the_value_of_yesterday(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    measured(unit, [(ON - 3 * DAY, 55)])
    adopted(unit, edition, acting(secretary, ON), stated=Decimal(6))
    starts = dict(AdoptedTarget.objects.values_list("indicator", "start"))
    assert starts == {indicator_of(edition, measured=True).pk: 55, indicator_of(edition).pk: 0}
    assert [row.action.name_ar for row in AdoptedAction.objects.order_by("pk") if row.action] == [
        "عقد الاجتماعات", "تكوين الكتاب",
    ]  # fmt: skip


def test_an_objective_is_the_mean_of_its_actions_that_apply(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    measured(unit, [(ON - DAY, 40), (ON + 9 * DAY, 60), (ON + 19 * DAY, -1)])
    adoption = adopted(unit, edition, acting(secretary, ON))
    stated(unit, edition, acting(secretary, ON + 5 * DAY), 2)
    # Before the pass of the next day the measure is that of the day before: half of the way, and 2 of 10.
    half = standing(adoption, ON + 10 * DAY)
    assert [each.progress for each in half.actions[0].indicators] == [Fraction(1, 2), Fraction(1, 5)]
    assert (half.mean.progress, half.mean.applying, half.mean.of) == (Fraction(7, 40), 2, 2)
    # Nothing is left to count: the measure does not apply, and the mean is over the rest.
    gone = standing(adoption, ON + 20 * DAY)
    assert [each.progress for each in gone.actions[0].indicators] == [None, Fraction(1, 5)]
    assert (gone.actions[0].mean.applying, gone.actions[0].mean.of) == (1, 2)
    unit.closed_on = ON + 30 * DAY
    unit.save(update_fields=["closed_on"])
    adoption.unit.refresh_from_db()
    closed = standing(adoption, ON + 30 * DAY)
    assert (closed.mean.progress, closed.mean.applying, closed.stuck) == (None, 0, [])


def test_own_targets_and_actions_count_from_the_day_they_are_given_and_past_days_stay(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    adoption = adopted(unit, edition, acting(secretary, ON))
    later, last = acting(secretary, ON + 10 * DAY), acting(secretary, ON + 20 * DAY)
    stated(unit, edition, later, 4)
    before = standing(adoption, ON + 10 * DAY).mean.progress
    assert adapted(adoption, edition, last, stated=Decimal(5)) == 1
    assert adapted(adoption, edition, last, stated=Decimal(5)) == 0
    own = add_own_action(
        unit_id=unit.pk, adoption_id=adoption.pk, text="لقاء مع الشباب", due_on=DUE, on=last.on, by=last,
        at=at_noon(last.on),
    )  # fmt: skip
    tell_action(
        unit_id=unit.pk, adopted_id=own, text="عقد", told_on=last.on, is_end=True, on=last.on, by=last,
        at=at_noon(last.on),
    )  # fmt: skip
    now = standing(adoption, last.on)
    assert [(len(each.indicators), each.mean.progress) for each in now.actions] == [
        (2, Fraction(4, 5)), (0, 0), (0, 1),
    ]  # fmt: skip
    assert now.mean.progress == Fraction(3, 5)
    assert standing(adoption, ON + 10 * DAY).mean.progress == before == Fraction(1, 5)
    kept = AdoptionProgress.objects.get()
    assert (kept.day, kept.progress, kept.applying, kept.actions) == (last.on, Decimal("0.6"), 3, 3)


def test_a_value_of_the_same_day_takes_the_place_of_the_one_before_and_may_be_taken_back(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    adoption = adopted(unit, edition, acting(secretary, ON))
    by, after = acting(secretary, ON + DAY), acting(secretary, ON + 3 * DAY)
    scan = str(staged(by, at=at_noon(by.on)).key)
    first = stated(unit, edition, by, 3, files=[scan])
    assert stated(unit, edition, by, 3, files=[scan]) == first
    second = stated(unit, edition, after, 5, valued_on=by.on, files=[scan])
    assert StatedValue.objects.get(is_current=True).attachments.count() == 1
    assert [standing(adoption, day).actions[0].indicators[1].value for day in (by.on, after.on)] == [3, 5]
    gone = withdraw_value(unit_id=unit.pk, value_id=second, on=after.on, by=after, at=at_noon(after.on))
    assert withdraw_value(unit_id=unit.pk, value_id=gone, on=after.on, by=after, at=at_noon(after.on)) == gone
    assert [standing(adoption, day).actions[0].indicators[1].value for day in (by.on, after.on)] == [3, None]


def test_what_rests_for_sixty_days_is_stuck_and_news_moves_it(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    adoption = adopted(unit, edition, acting(secretary, ON))
    last = ON + 60 * DAY
    assert standing(adoption, last - DAY).stuck == []
    # The share applies nowhere here; the count and the action without indicators rest since the adoption.
    assert standing(adoption, last).stuck == [ON, ON]
    measure_plan(on=last, at=at_noon(last))
    kept = AdoptionProgress.objects.get()
    assert (kept.stuck, kept.stuck_since) == (2, ON)
    [place] = place_standings(acting(secretary, last), edition.pk, last)
    assert (place.adopted, place.stuck) == (1, 1)  # one unit is stuck, in two of its actions
    by = acting(secretary, last)
    for row in AdoptedAction.objects.order_by("pk"):
        tell_action(unit_id=unit.pk, adopted_id=row.pk, text="نعمل", told_on=last, on=last, by=by, at=at_noon(last))
    assert AdoptionProgress.objects.get().stuck == 0


def test_the_pass_of_a_day_runs_once_and_again_changes_nothing(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    adopted(unit, edition, acting(secretary, ON))
    first = measure_once_a_day(on=ON + DAY, at=at_noon(ON + DAY))
    assert first["standings"] == 1
    kept = list(AdoptionProgress.objects.values())
    assert measure_once_a_day(on=ON + DAY, at=at_noon(ON + DAY)) == {}
    assert measure_plan(on=ON + DAY, at=at_noon(ON + DAY)) == first | {"standings": 0}
    assert list(AdoptionProgress.objects.values()) == kept


def test_nobody_but_the_unit_follows_for_it(party: Party, edition: PlanEdition, unit: Unit) -> None:

    above = acting(holder(unit=party.regions[0]), ON)
    for by in (above, responsible(party, ON), administrator(party, ON), secretary_general(party, ON)):
        with pytest.raises(PermissionDenied):
            adopted(unit, edition, by)
    with pytest.raises(NotVisible):
        adopted(unit, edition, acting(holder(unit=party.provinces[1][0]), ON))
    assert not PlanAdoption.objects.exists()


def test_an_objective_is_adopted_once_and_by_a_unit_that_exists(
    edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    by = acting(secretary, ON)
    adopted(unit, edition, by)
    with pytest.raises(Conflict) as problem:
        adopted(unit, edition, by)
    assert problem.value.code == "objective_adopted"
    unit.closed_on = ON
    unit.save(update_fields=["closed_on"])
    with pytest.raises(Conflict) as problem:
        stated(unit, edition, by, 1)
    assert problem.value.code == "unit_closed"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"measured": Decimal(150)}, ("target{measured}", "value_share")),
        ({"stated": Decimal("1.5")}, ("target{stated}", "value_count")),
        ({"stated": None}, ("target{stated}", "value_required")),
        ({"start": Decimal(11)}, ("target{stated}", "target_wrong_way")),
    ],
)
def test_a_target_in_the_wrong_unit_is_refused_at_its_field(
    edition: PlanEdition, unit: Unit, secretary: Account, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    with pytest.raises(BadInput) as problem:
        adopted(unit, edition, acting(secretary, ON), **changes)
    ids = {"measured": indicator_of(edition, measured=True).pk, "stated": indicator_of(edition).pk}
    field = expected[0].format(**ids)
    assert [(each.field, each.code) for each in problem.value.problems] == [(field, expected[1])]
    assert not PlanAdoption.objects.exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": Decimal("2.5")}, ("value", "value_count")),
        ({"value": None}, ("value", "value_required")),
        ({"proof": " "}, ("proof", "proof_required")),
        ({"valued_on": ON + DAY}, ("valued_on", "valued_in_future")),
        ({"valued_on": None}, ("valued_on", "valued_required")),
        ({"valued_on": date(2024, 2, 28)}, ("valued_on", "valued_long_ago")),
    ],
)
def test_what_is_wrong_with_a_value_is_said_at_its_field(
    edition: PlanEdition, unit: Unit, secretary: Account, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    by = acting(secretary, ON)
    adopted(unit, edition, by)
    with pytest.raises(BadInput) as problem:
        stated(unit, edition, by, 1, **changes)
    assert [(each.field, each.code) for each in problem.value.problems] == [expected]
    assert not StatedValue.objects.exists()


def test_the_remedy_of_a_case_serves_an_action_of_the_plan(
    party: Party, edition: PlanEdition, unit: Unit, secretary: Account
) -> None:
    by = acting(secretary, ON)
    adoption = adopted(unit, edition, by)
    case = case_with_remedy(unit, make_post(unit=unit), ON)
    action = AdoptedAction.objects.filter(adoption=adoption).earliest("pk")
    said: dict[str, Any] = {"unit_id": unit.pk, "case_id": case.pk, "on": ON, "by": by, "at": at_noon(ON)}
    for _twice in range(2):
        link_case(adopted_id=action.pk, **said)
    assert PlanLink.objects.get().case_id == case.pk
    with pytest.raises(BadInput):
        link_case(adopted_id=10**9, **said)
    link_case(adopted_id=None, **said)
    assert not PlanLink.objects.exists()
    foreign = case_with_remedy(party.provinces[1][0], make_post(unit=party.provinces[1][0]), ON)
    with pytest.raises(NotVisible):
        link_case(adopted_id=action.pk, **(said | {"case_id": foreign.pk}))
    assert Case.objects.count() == 2
