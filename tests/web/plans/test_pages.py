"""The plan through the door: drafted, issued, adopted, adapted, followed, read side by side; counts of queries."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.plans.models import (
    AdoptedAction,
    AdoptedTarget,
    PlanAction,
    PlanAdoption,
    PlanAxis,
    PlanEdition,
    PlanIndicator,
    PlanLink,
    PlanObjective,
    StatedValue,
)
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.cases import case_with_remedy
from tests.factories.files import pdf_upload
from tests.factories.party import Party, acting, holder, make_post, make_unit
from tests.factories.plans import adopted, drafted_plan, indicator_of, issued_plan, objective_of, stated

TODAY = clock.today()
STARTS, ENDS = TODAY - timedelta(days=60), TODAY + timedelta(days=300)
INDEX_QUERIES, EDITIONS_QUERIES = 8, 4


@pytest.fixture
def edition(party: Party) -> PlanEdition:
    return issued_plan(party, TODAY, starts_on=STARTS, ends_on=ENDS)


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(province: Unit) -> Account:
    return holder(unit=province)


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(account)
    return client


def headquarters(party: Party, *, general: bool = False) -> Client:
    body, post = ("secretariat", "secretary_general") if general else ("headquarters", "administrator")
    return enter(holder(unit=party.national, body=body, post=post))


def to(name: str, *args: int | str) -> str:
    return reverse(f"plans:{name}", args=args)


def codes(response: Any) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {field: [error.code for error in of_field] for field, of_field in errors.items()}


def names(text: str, **more: str) -> dict[str, str]:
    return {"name_ar": text, "name_fr": f"{text} fr", "name_en": f"{text} en", **more}


def terms(edition: PlanEdition, **changes: str) -> dict[str, str]:
    measured, said = indicator_of(edition, measured=True).pk, indicator_of(edition).pk
    due = (TODAY + timedelta(days=200)).isoformat()
    days = {f"day{action.pk}": due for action in PlanAction.objects.filter(objective=objective_of(edition))}
    typed = {f"target{measured}": "80", f"due{measured}": due, f"start{said}": "0", f"target{said}": "١٠",
             f"due{said}": due, **days}  # fmt: skip
    return typed | {key.replace("said", str(said)).replace("measured", str(measured)): value
                    for key, value in changes.items()}  # fmt: skip


def test_a_plan_is_drafted_form_by_form_previewed_and_issued(party: Party) -> None:
    admin, chief = headquarters(party), headquarters(party, general=True)
    edition_typed = names("خطة تجذر", starts_on=STARTS.isoformat(), ends_on=ENDS.isoformat())
    assert admin.post(to("new"), edition_typed).status_code == 302
    draft = PlanEdition.objects.get()
    add = {"due_on": ENDS.isoformat()}
    admin.post(to("add", draft.pk, "axis"), names("محور"))
    axis = PlanAxis.objects.get()
    admin.post(to("add", draft.pk, "objective"), names("هدف", under=f"axis-{axis.pk}", weight="60"))
    objective = PlanObjective.objects.get()
    admin.post(to("add", draft.pk, "plan_action"), names("إجراء", under=f"objective-{objective.pk}", **add))
    action = PlanAction.objects.get()
    indicator = names("مؤشر", under=f"plan_action-{action.pk}", measure="women", measured_in="share", direction="up",
                      start="20,5", target="33", **add)  # fmt: skip
    assert admin.post(to("add", draft.pk, "indicator"), indicator).status_code == 302
    # The weight of the one objective does not add up: it is said on the draft, and nothing is issued.
    refused = chief.post(to("issue", draft.pk), {"version": PlanEdition.objects.get().version})
    assert refused.status_code == 422
    assert len(refused.context["problems"]) == 1
    admin.post(to("change", draft.pk, "objective", objective.pk), names("هدف", under=f"axis-{axis.pk}", weight=""))
    seen = chief.get(to("issue", draft.pk)).context
    admin.post(to("add", draft.pk, "axis"), names("آخر"))
    late = chief.post(to("issue", draft.pk), {"version": seen["edition"].version})
    assert late.status_code == 409
    empty = PlanAxis.objects.get(name_ar="آخر").pk
    admin.post(to("remove", draft.pk, "axis", empty))
    version = PlanEdition.objects.get().version
    assert chief.post(to("issue", draft.pk), {"version": version}).headers["Location"] == to("edition", draft.pk)
    assert PlanEdition.objects.get().number == 1
    page = enter(holder(unit=party.branches[0][0][0])).get(to("edition", draft.pk)).content.decode()
    assert "20.5%" in page and "Take out" not in page
    assert admin.post(to("add", draft.pk, "axis"), names("بعد")).status_code == 409
    assert PlanAxis.objects.count() == 1


def test_an_objective_under_its_own_action_is_refused_and_what_was_typed_stays(party: Party) -> None:
    admin = headquarters(party)
    draft = drafted_plan(acting(holder(unit=party.national, body="headquarters", post="administrator"), TODAY),
                         starts_on=STARTS, ends_on=ENDS)  # fmt: skip
    objective, action = objective_of(draft), PlanAction.objects.earliest("pk")
    answer = admin.post(
        to("change", draft.pk, "objective", objective.pk), names("اسم جديد", under=f"plan_action-{action.pk}")
    )
    assert (answer.status_code, codes(answer)) == (422, {"under": ["under_itself"]})
    assert "اسم جديد" in answer.content.decode()
    wrong = names("مؤشر", under=f"plan_action-{action.pk}", measured_in="share", direction="up", start="abc",
                  target="150",
                  due_on=ENDS.isoformat())  # fmt: skip
    answer = admin.post(to("add", draft.pk, "indicator"), wrong)
    assert codes(answer) == {"start": ["value_required"]}
    answer = admin.post(to("add", draft.pk, "indicator"), wrong | {"start": "10"})
    assert codes(answer) == {"target": ["value_share"]}
    assert PlanIndicator.objects.count() == 2


def test_a_unit_adopts_adapts_tells_and_states_and_those_above_read_it(
    party: Party, edition: PlanEdition, province: Unit, secretary: Account
) -> None:
    ours, objective = enter(secretary), objective_of(edition)
    assert "Adopt this objective" in ours.get(to("detail", province.pk)).content.decode()
    refused = ours.post(to("adopt", province.pk, objective.pk), terms(edition, targetmeasured="150", targetsaid="2.5"))
    said, measured = indicator_of(edition).pk, indicator_of(edition, measured=True).pk
    assert (refused.status_code, codes(refused)) == (
        422, {f"target{measured}": ["value_share"], f"target{said}": ["value_count"]},
    )  # fmt: skip
    assert 'value="150"' in refused.content.decode()
    assert ours.post(to("adopt", province.pk, objective.pk), terms(edition)).status_code == 302
    adoption = PlanAdoption.objects.get()
    assert ours.post(to("adopt", province.pk, objective.pk), terms(edition)).status_code == 409
    assert ours.post(to("adapt", province.pk, adoption.pk), terms(edition, targetsaid="5")).status_code == 302
    due = (TODAY + timedelta(days=30)).isoformat()
    ours.post(to("own", province.pk, adoption.pk), {"text": "لقاء مع الشباب", "due_on": due})
    own = AdoptedAction.objects.get(action=None)
    news = {"text": "عقدنا اللقاء", "told_on": TODAY.isoformat(), "is_end": "on"}
    assert ours.post(to("tell", province.pk, own.pk), news).status_code == 302
    assert ours.get(to("tell", province.pk, own.pk)).status_code == 302
    value = {"value": "٣", "valued_on": TODAY.isoformat(), "proof": "محاضر اللقاءات", "files": [pdf_upload()]}
    wrong = ours.post(to("state", province.pk, said), value | {"value": "2.5", "files": []})
    assert (wrong.status_code, codes(wrong)) == (422, {"value": ["value_count"]})
    assert "محاضر اللقاءات" in wrong.content.decode()
    assert ours.post(to("state", province.pk, said), value).status_code == 302
    row = StatedValue.objects.get()
    assert (row.value, row.attachments.count()) == (3, 1)
    above = enter(holder(unit=party.regions[0]))
    page = above.get(to("detail", province.pk)).content.decode()
    for words in ("لقاء مع الشباب", "عقدنا اللقاء", "محاضر اللقاءات", "محضر.pdf"):
        assert words in page, words
    assert to("state", province.pk, said) not in page
    assert above.post(to("state", province.pk, said), value).status_code == 403
    # 3 of 5, the share does not apply; one action of the plan is open, the own one is done: three fifths, 0 and 1.
    assert above.get(to("detail", province.pk)).context["whole"]["part"] == 5333
    pole = enter(holder(unit=party.national, body="pole", post="member")).get(to("detail", province.pk))
    assert pole.status_code == 200
    for words in ("لقاء مع الشباب", "عقدنا اللقاء", "محاضر اللقاءات"):
        assert words not in pole.content.decode()
    assert ours.post(to("withdraw", province.pk, row.pk)).status_code == 302
    assert not StatedValue.objects.filter(is_current=True, is_void=False).exists()


def test_a_remedy_is_linked_to_an_action_of_the_plan_on_its_page(
    edition: PlanEdition, province: Unit, secretary: Account
) -> None:
    adopted(province, edition, acting(secretary, TODAY), due_on=TODAY + timedelta(days=90))
    case = case_with_remedy(province, make_post(unit=province), TODAY)
    ours, action = enter(secretary), AdoptedAction.objects.earliest("pk")
    page = reverse("dysfunctions:detail", args=[case.pk])
    assert to("link_case", province.pk, case.pk) in ours.get(page).content.decode()
    assert ours.post(to("link_case", province.pk, case.pk), {"adopted": "99999"}).status_code == 422
    assert ours.post(to("link_case", province.pk, case.pk), {"adopted": str(action.pk)}).headers["Location"] == page
    assert "عقد الاجتماعات" in ours.get(page, headers={"accept-language": "ar"}).content.decode()
    assert page in ours.get(to("detail", province.pk)).content.decode()
    ours.post(to("link_case", province.pk, case.pk), {"adopted": ""})
    assert not PlanLink.objects.exists()


def test_regions_stand_side_by_side_with_of_how_many_they_are_the_mean(party: Party, edition: PlanEdition) -> None:
    due = TODAY + timedelta(days=90)
    for unit, value in ((party.provinces[0][0], 5), (party.provinces[0][1], 10), (party.provinces[1][0], 0)):
        by = acting(holder(unit=unit), TODAY)
        adopted(unit, edition, by, due_on=due)
        stated(unit, edition, by, value)
    page = enter(holder(unit=party.national, body="pole", post="member")).get(to("index"))
    lines = {line["name"]: (line["whole"]["part"], line["adopted"]) for line in page.context["table"]}
    # Of each unit: its count of the first action, and nothing of the second.
    assert lines == {party.regions[0].name: (3750, 2), party.regions[1].name: (0, 1)}
    assert [line["mean"]["words"] for line in page.context["objectives"]] == ["3 of 3"]
    assert page.context["whole"]["part"] == 2500
    chosen = {"region": party.regions[0].pk, "state": "nothing"}
    rows = enter(holder(unit=party.national, body="pole", post="member")).get(to("index"), chosen).context["rows"]
    assert party.provinces[0][0].pk not in [row["unit"].pk for row in rows]
    assert party.branches[0][0][0].pk in [row["unit"].pk for row in rows]


def test_the_lists_cost_the_same_at_every_size(
    party: Party, edition: PlanEdition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pole = enter(holder(unit=party.national, body="pole", post="member"))

    def cost() -> int:
        with django_assert_num_queries(INDEX_QUERIES):
            shown = len(pole.get(to("index")).context["rows"])
        with django_assert_num_queries(EDITIONS_QUERIES):
            assert len(pole.get(to("editions")).context["page"].rows) == 1
        return shown

    before = cost()
    for _number in range(6):
        unit = make_unit(kind="branch", parent=party.provinces[0][0])
        by = acting(holder(unit=unit), TODAY)
        adopted(unit, edition, by, due_on=TODAY + timedelta(days=30))
        stated(unit, edition, by, 4)
    assert cost() == before + 6


def test_without_an_edition_the_pages_say_so(party: Party, province: Unit, secretary: Account) -> None:
    ours = enter(secretary)
    assert "No edition of the plan is issued yet" in ours.get(to("index")).content.decode()
    assert "No edition of the plan is issued yet" in ours.get(to("detail", province.pk)).content.decode()


def test_figures_are_written_as_the_language_writes_them(
    party: Party, edition: PlanEdition, province: Unit, secretary: Account
) -> None:
    adopted(province, edition, acting(secretary, TODAY), due_on=TODAY + timedelta(days=200))
    AdoptedTarget.objects.filter(indicator=indicator_of(edition, measured=True)).update(start=Decimal("66.7"))
    AdoptedTarget.objects.filter(indicator=indicator_of(edition)).update(target=Decimal(1200))
    for language, words in (("fr", ("66,7\u00a0%", "1\u00a0200")), ("ar", ("66,7%", "1\u00a0200")), ("en", ("66.7%",))):
        page = enter(secretary, language).get(to("detail", province.pk)).content.decode()
        assert [said for said in words if said not in page] == []


def test_what_was_followed_in_an_edition_before_is_reached_and_no_more_adopted(
    party: Party, edition: PlanEdition, province: Unit, secretary: Account
) -> None:
    adopted(province, edition, acting(secretary, TODAY), due_on=TODAY + timedelta(days=200))
    other, left = issued_plan(party, TODAY, starts_on=STARTS, ends_on=ENDS), objective_of(edition)
    client, branch = enter(secretary), enter(holder(unit=party.branches[0][0][0]))
    now = client.get(to("detail", province.pk)).content.decode()
    assert f"?edition={edition.pk}" in now
    assert to("adopt", province.pk, objective_of(other).pk) in now
    before = branch.get(to("detail", party.branches[0][0][0].pk) + f"?edition={edition.pk}").content.decode()
    assert "/adopt/" not in before
    late = branch.post(to("adopt", party.branches[0][0][0].pk, left.pk), terms(edition))
    assert (late.status_code, "edition in force" in late.content.decode()) == (409, True)
    assert client.get(to("detail", province.pk) + "?edition=99").status_code == 404
