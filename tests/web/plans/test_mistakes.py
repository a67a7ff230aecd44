"""What was done by mistake: an objective taken back, items of a draft put in another order."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.plans.models import PlanAction, PlanAdoption
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import Party, acting, holder
from tests.factories.plans import adopted, drafted_plan, issued_plan, objective_of, stated

TODAY = clock.today()
DAYS = {"starts_on": TODAY - timedelta(days=60), "ends_on": TODAY + timedelta(days=300)}
pytestmark = pytest.mark.django_db


def enter(account: Account) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


def to(name: str, *args: int | str) -> str:
    return reverse(f"plans:{name}", args=args)


def test_an_objective_adopted_by_mistake_is_taken_back_while_nothing_is_said_of_it(
    party: Party,
) -> None:
    province, edition = party.provinces[0][0], issued_plan(party, TODAY, **DAYS)
    secretary = holder(unit=province)
    client, by = enter(secretary), acting(secretary, TODAY)
    first = adopted(province, edition, by, due_on=TODAY + timedelta(days=200))
    drop = to("drop", province.pk, first.pk)
    assert drop in client.get(to("detail", province.pk)).content.decode()
    assert enter(holder(unit=party.regions[0])).post(drop).status_code == 403
    assert client.post(drop).status_code == 302
    assert not PlanAdoption.objects.exists()
    again = adopted(province, edition, by, due_on=TODAY + timedelta(days=200))
    stated(province, edition, by, 3)
    drop = to("drop", province.pk, again.pk)
    assert drop not in client.get(to("detail", province.pk)).content.decode()
    late = client.post(drop, follow=True)  # from a page opened before the value was stated
    assert "Something was said under this objective already" in late.content.decode()
    assert PlanAdoption.objects.get() == again


def test_items_of_a_draft_change_places(party: Party) -> None:
    account = holder(unit=party.national, body="headquarters", post="administrator")
    edition, admin = drafted_plan(acting(account, TODAY), **DAYS), enter(account)

    def order() -> list[str]:
        rows = PlanAction.objects.filter(objective=objective_of(edition)).order_by("position")
        return list(rows.values_list("name_ar", flat=True))

    first, second = order()
    pk = PlanAction.objects.get(name_ar=second).pk
    move = to("move", edition.pk, "plan_action", pk)
    assert move in admin.get(to("edition", edition.pk)).content.decode()
    for way, wanted in (("up", [second, first]), ("up", [second, first]), ("down", [first, second])):
        assert admin.post(move, {"to": way}).status_code == 302
        assert order() == wanted
    assert enter(holder(unit=party.provinces[0][0])).post(move, {"to": "up"}).status_code == 403
