"""An edition is drafted at headquarters, issued by the Secretary General, and never changed; the next one follows."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tajadur.activity.plans.models import PlanAction, PlanAxis, PlanEdition, PlanIndicator, PlanObjective
from tajadur.activity.plans.operations.drafting import (
    PlanItemData,
    discard_edition,
    draft_edition,
    edit_edition,
    remove_item,
    save_item,
)
from tajadur.activity.plans.operations.issuing import issue_edition
from tajadur.activity.plans.queries.editions import edition_in_force, text_of
from tajadur.activity.plans.vocabulary import PlanLevel
from tajadur.foundation.errors import BadInput, Conflict, PermissionDenied
from tajadur.permissions.actors import Actor
from tests.factories.duties import administrator, at_noon, secretary_general
from tests.factories.party import Party, acting, holder
from tests.factories.plans import DUE, ENDS, STARTS, drafted_plan, indicator_data, issued_plan, named, objective_of

pytestmark = pytest.mark.django_db
ON = date(2026, 2, 1)
AT = at_noon(ON)


@pytest.fixture
def admin(party: Party) -> Actor:
    return administrator(party, ON)


def issue(party: Party, edition: PlanEdition, version: int | None = None) -> int:
    seen = PlanEdition.objects.get(pk=edition.pk).version if version is None else version
    chief = secretary_general(party, ON)
    return issue_edition(edition_id=edition.pk, version=seen, on=ON, by=chief, at=AT)


def refused(
    edition: PlanEdition, level: PlanLevel, by: Actor, data: PlanItemData, **more: Any
) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as problem:
        save_item(edition_id=edition.pk, level=level, data=data, by=by, at=AT, **more)
    return [(each.field, each.code) for each in problem.value.problems]


def test_an_issued_edition_has_its_number_and_is_never_changed(party: Party, admin: Actor) -> None:
    edition = drafted_plan(admin)
    assert edition_in_force(ON) is None
    assert issue(party, edition) == 1
    assert edition_in_force(ON) == edition
    axis = PlanAxis.objects.get()
    for act in (
        lambda: edit_edition(edition_id=edition.pk, names=named("x"), starts_on=STARTS, ends_on=ENDS, by=admin, at=AT),
        lambda: discard_edition(edition_id=edition.pk, by=admin, at=AT),
        lambda: remove_item(edition_id=edition.pk, level=PlanLevel.AXIS, item_id=axis.pk, by=admin, at=AT),
        lambda: save_item(
            edition_id=edition.pk, level=PlanLevel.AXIS, item_id=axis.pk, data=PlanItemData(named("x")), by=admin, at=AT
        ),
        lambda: issue(party, edition),
    ):
        with pytest.raises(Conflict) as problem:
            act()
        assert problem.value.code == "edition_issued"
    assert PlanAxis.objects.get().name_ar == "التنظيم"


def test_the_next_edition_begins_with_the_text_of_the_last_one(party: Party, admin: Actor) -> None:
    first = issued_plan(party, ON)
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    second = draft_edition(names=named("ثانية"), **days, by=admin, at=AT)
    assert draft_edition(names=named("ثانية"), **days, by=admin, at=AT) == second
    text = text_of(PlanEdition.objects.get(pk=second))
    assert [each.row.name_ar for each in text.objectives] == [objective_of(first).name_ar]
    assert [(row.name_ar, row.due_on) for row in text.indicators] == [
        ("انتظام الاجتماعات", date(2027, 12, 31)), ("لقاءات", date(2027, 12, 31)),
    ]  # fmt: skip
    discard_edition(edition_id=second, by=admin, at=AT)
    assert PlanEdition.objects.get() == first


def test_only_administrators_draft_and_only_the_secretary_general_issues(party: Party, admin: Actor) -> None:
    edition, chief = drafted_plan(admin), secretary_general(party, ON)
    secretary = acting(holder(unit=party.provinces[0][0]), ON)
    for by in (chief, secretary):
        with pytest.raises(PermissionDenied):
            draft_edition(names=named("x"), starts_on=STARTS, ends_on=ENDS, by=by, at=AT)
    for by in (admin, secretary):
        with pytest.raises(PermissionDenied):
            issue_edition(edition_id=edition.pk, version=edition.version, on=ON, by=by, at=AT)


def test_what_was_changed_after_the_preview_is_not_issued(party: Party, admin: Actor) -> None:
    edition = drafted_plan(admin)
    save_item(edition_id=edition.pk, level=PlanLevel.AXIS, data=PlanItemData(named("آخر")), by=admin, at=AT)
    with pytest.raises(Conflict) as problem:
        issue(party, edition, edition.version)
    assert problem.value.code == "edition_changed"


def test_weights_that_do_not_add_up_and_what_is_empty_is_said_by_name(party: Party, admin: Actor) -> None:
    edition = drafted_plan(admin)
    objective = PlanObjective.objects.get()
    under = ("axis", objective.axis_id)
    save = {"edition_id": edition.pk, "level": PlanLevel.OBJECTIVE, "by": admin, "at": AT}
    save_item(item_id=objective.pk, data=PlanItemData(named("أول"), under=under, weight=60), **save)
    other = save_item(data=PlanItemData(named("ثان"), under=under, weight=30), **save)
    with pytest.raises(BadInput) as problem:
        issue(party, edition)
    said = [(each.code, each.params.get("name"), each.params.get("sum")) for each in problem.value.problems]
    assert said == [("weights_sum", "التنظيم", 90), ("edition_empty", "ثان", None)]
    save_item(item_id=other, data=PlanItemData(named("ثان"), under=under, weight=40), **save)
    action = PlanItemData(named("إجراء"), under=("objective", other), due_on=DUE)
    save_item(edition_id=edition.pk, level=PlanLevel.ACTION, data=action, by=admin, at=AT)
    assert issue(party, edition) == 1


def test_an_objective_never_stands_under_its_own_action_nor_anything_under_the_wrong_level(admin: Actor) -> None:
    edition = drafted_plan(admin)
    objective, action = PlanObjective.objects.get(), PlanAction.objects.order_by("pk")[0]
    for under in (("plan_action", action.pk), ("objective", objective.pk), ("axis", 10**9)):
        data = PlanItemData(named("هدف"), under=under)
        assert refused(edition, PlanLevel.OBJECTIVE, admin, data, item_id=objective.pk) == [("under", "under_itself")]
    assert PlanObjective.objects.get().axis_id == objective.axis_id
    axis = save_item(edition_id=edition.pk, level=PlanLevel.AXIS, data=PlanItemData(named("آخر")), by=admin, at=AT)
    moved = PlanItemData(named("هدف"), under=("axis", axis))
    save_item(edition_id=edition.pk, level=PlanLevel.OBJECTIVE, item_id=objective.pk, data=moved, by=admin, at=AT)
    assert PlanObjective.objects.get().axis_id == axis


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"measured_in": "share", "target": Decimal(150)}, ("target", "value_share")),
        ({"measured_in": "yes_no", "target": Decimal(3)}, ("target", "value_yes_no")),
        ({"target": Decimal("2.5")}, ("target", "value_count")),
        ({"start": None}, ("start", "value_required")),
        ({"start": Decimal(20)}, ("target", "target_wrong_way")),
        ({"direction": "down"}, ("target", "target_wrong_way")),
        ({"direction": ""}, ("direction", "direction_required")),
        ({"measured_in": "tons"}, ("measured_in", "measured_in_required")),
        ({"measure": "women"}, ("measured_in", "measure_unit")),
        ({"measure": "invented"}, ("measured_in", "measure_unit")),
        ({"due_on": ENDS + timedelta(days=1)}, ("due_on", "due_in_edition")),
        ({"names": ("لقاءات", "", "x")}, ("name_fr", "plan_name_required")),
    ],
)
def test_what_is_wrong_with_an_indicator_is_said_at_its_field(
    admin: Actor, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    edition = drafted_plan(admin)
    data = indicator_data(under=("plan_action", PlanAction.objects.order_by("pk")[0].pk), **changes)
    assert refused(edition, PlanLevel.INDICATOR, admin, data) == [expected]
    assert PlanIndicator.objects.count() == 2
