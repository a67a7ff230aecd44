"""Rules about holding posts and the list of what stands against them, through the door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.people.models import HeldAgainstRule, Mandate
from tajadur.organisation.profile.models import HoldingRule
from tests.factories.holding import lay_rule, post_type
from tests.factories.party import FOUNDED_ON, Party, holder, make_mandate, make_person, make_post

TODAY = clock.today()
AGAINST = 8  # one of them notes what was read


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    client.cookies["language"] = "en"
    return client


def test_a_rule_is_typed_listed_and_ended(administrator: Client, party: Party) -> None:
    assert "No rule yet" in administrator.get(reverse("people:rules")).content.decode()
    branch, province = post_type("branch"), post_type("province")
    typed = {
        "kind": "excludes",
        "subject": f"post-{branch.pk}",
        "other": f"post-{branch.pk}",
        "scope": "line",
        "effect": "refuses",
        "source": "Article 4",
        "from_on": TODAY.isoformat(),
    }
    refused = administrator.post(reverse("people:rule_add"), typed)
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {"other"}
    assert 'value="Article 4"' in refused.content.decode()
    typed["other"] = f"body-{province.body_type_id}"
    assert administrator.post(reverse("people:rule_add"), typed).status_code == 302
    text = administrator.get(reverse("people:rules")).content.decode()
    assert "«Member of the branch office» and «" in text and "Article 4" in text
    rule = HoldingRule.objects.get()
    ended = administrator.post(reverse("people:rule_end", args=[rule.pk]), {"to_on": "2001-01-01"})
    assert ended.status_code == 422
    administrator.post(reverse("people:rule_end", args=[rule.pk]), {"to_on": TODAY.isoformat()})
    rule.refresh_from_db()
    assert rule.to_on == TODAY


def test_the_reason_is_asked_on_a_page_of_its_own_and_what_was_typed_goes_on(
    administrator: Client, party: Party
) -> None:
    lay_rule(FOUNDED_ON)
    person, (first, second) = make_person(), party.branches[0][0]
    make_mandate(person=person, post=make_post(unit=first, post="member"))
    post = make_post(unit=second, post="member")
    typed = {"person": str(person.pk), "post": str(post.pk), "from_on": TODAY.isoformat(), "to_on": ""}
    asked = administrator.post(reverse("people:mandate"), typed)
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "one person holds 1 mandate at most, anywhere in the party" in text and "المادة 12" in text
    assert dict(asked.context["kept"]) == typed
    empty = administrator.post(reverse("people:mandate"), {**typed, "rule_reason": " "})
    assert set(empty.context["form"].errors) == {"rule_reason"}
    done = administrator.post(reverse("people:mandate"), {**typed, "rule_reason": "nobody else"})
    assert done.headers["Location"] == reverse("people:detail", args=[person.pk])
    assert HeldAgainstRule.objects.get().reason == "nobody else"
    listed = administrator.get(reverse("people:against")).content.decode()
    assert "Done all the same" in listed and "nobody else" in listed
    HoldingRule.objects.update(effect="refuses")
    Mandate.objects.filter(post=post).delete()
    refused = administrator.post(reverse("people:mandate"), typed)
    assert refused.status_code == 422 and "A rule refuses this" in refused.content.decode()


def test_the_list_shows_whom_one_may_know_by_rule_and_region(
    party: Party, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rule = lay_rule(FOUNDED_ON)
    known, half = make_person(), make_person()
    for person, units in ((known, party.branches[0][0]), (half, [party.branches[0][0][0], party.branches[1][0][0]])):
        for unit in units:
            make_mandate(person=person, post=make_post(unit=unit, post="member"))
    client.force_login(holder(unit=party.provinces[0][0]))
    assert [row.person for row in client.get(reverse("people:against")).context["rows"]] == [known]
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    address = reverse("people:against")
    assert len(client.get(address).context["rows"]) == 2
    for asked, expected in (({"region": party.regions[1].pk}, 1), ({"rule": rule}, 2), ({"rule": rule + 1}, 0)):
        assert len(client.get(address, asked).context["rows"]) == expected
    for _ in range(60):
        person = make_person()
        for unit in party.branches[0][1]:
            make_mandate(person=person, post=make_post(unit=unit, post="member"))
        if _ in (0, 59):
            with django_assert_num_queries(AGAINST):
                page = client.get(address).context["page"]
    assert (page.total, len(page.rows)) == (62, 50)
