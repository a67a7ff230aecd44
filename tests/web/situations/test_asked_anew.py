"""Words of branches: what changed while a page stood open is refused once: the page shown again can be sent; the list
narrows to what it shows."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.situations.models import SituationEndorsement, SituationWord
from tajadur.activity.situations.vocabulary import PROBLEMS
from tajadur.organisation.units.models import Unit
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db


def enter(unit: Unit) -> Client:
    client = Client()
    client.force_login(holder(unit=unit))
    return client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_after_the_facts_changed_the_form_asks_of_the_present_ones(party: Party) -> None:
    branch = party.branches[0][0][0]
    client, address = enter(branch), reverse("situations:confirm", args=[branch.pk])
    stale = client.post(address, {"status": "weak", "answer": "agreed", "remark": "نص كتبناه"})
    page = stale.content.decode()
    assert stale.status_code == 409 and "نص كتبناه" in page
    assert hidden(page, "status") == "dormant"
    assert "checked" not in page.split('name="answer"', 1)[1].split("</form>")[0]  # the answer was to something else
    assert client.post(address, {"status": "dormant", "answer": "agreed"}).status_code == 302


def test_after_a_newer_word_the_form_asks_of_that_one(party: Party) -> None:
    branch = party.branches[0][0][0]
    ours, above = enter(branch), enter(party.provinces[0][0])
    for answer, remark in (("agreed", ""), ("disputed", "نحن نجتمع")):
        typed = {"status": "dormant", "answer": answer, "remark": remark}
        assert ours.post(reverse("situations:confirm", args=[branch.pk]), typed).status_code == 302
    first, newest = SituationWord.objects.order_by("pk")
    address = reverse("situations:endorse", args=[branch.pk])
    stale = above.post(address, {"word": first.pk, "answer": "yes"})
    assert stale.status_code == 409 and hidden(stale.content.decode(), "word") == str(newest.pk)
    assert above.post(address, {"word": newest.pk, "answer": "yes"}).status_code == 302
    assert SituationEndorsement.objects.get().word == newest


def test_the_list_narrows_to_what_it_says_of_the_word(party: Party) -> None:
    branch = party.branches[0][0][0]
    ours, above = enter(branch), enter(party.provinces[0][0])
    typed = {"status": "dormant", "answer": "disputed", "remark": "نحن نجتمع"}
    ours.post(reverse("situations:confirm", args=[branch.pk]), typed)
    for sure, count in (("sure", 0), ("disputed", 1)):
        page = above.get(reverse("situations:index"), {"sure": sure})
        assert [row["branch"].id for row in page.context["rows"]] == [branch.pk] * count


def test_what_is_endorsed_already_leaves_a_sentence_and_no_form(party: Party) -> None:
    branch = party.branches[0][0][0]
    ours, above = enter(branch), enter(party.provinces[0][0])
    ours.post(reverse("situations:confirm", args=[branch.pk]), {"status": "dormant", "answer": "agreed", "remark": ""})
    address, word = reverse("situations:endorse", args=[branch.pk]), SituationWord.objects.get()
    assert above.post(address, {"word": word.pk, "answer": "yes"}).status_code == 302
    again = above.post(address, {"word": word.pk, "answer": "yes"})
    assert again.status_code == 409 and again.context["endorsing"] is None
    assert [str(message) for message in again.context["messages"]][-1] == str(PROBLEMS["already_endorsed"])


def test_only_who_may_endorse_narrows_to_what_is_to_be_endorsed(party: Party) -> None:
    here = reverse("situations:index")
    assert enter(party.branches[0][0][0]).get(here).context["chips"] == []
    assert len(enter(party.provinces[0][0]).get(here).context["chips"]) == 2
