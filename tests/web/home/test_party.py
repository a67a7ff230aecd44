"""The name of the party: on every page behind the door, on the page of log-in and on an invitation."""

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.organisation.profile.models import Profile
from tests.factories.party import Party, holder

NAMED = {"ar": "حزب الأرز", "fr": "Parti du Cèdre", "en": "Cedar Party"}


@pytest.fixture
def named(party: Party) -> Party:
    Profile.objects.update(**{f"name_{language}": name for language, name in NAMED.items()})
    return party


@pytest.mark.parametrize("language", NAMED)
def test_the_name_stands_beside_the_mark_in_the_language_of_the_page(
    named: Party, client: Client, language: str
) -> None:
    client.cookies["language"] = language
    brand = f"<bdi>{NAMED[language]}</bdi>"
    assert brand in client.get(reverse("account_login")).content.decode()
    client.force_login(holder(unit=named.branches[0][0][0]))
    assert brand in client.get(reverse("home")).content.decode()


def test_a_name_is_text_and_a_page_without_it_says_what_the_tool_is(party: Party, client: Client) -> None:
    Profile.objects.update(name_en="<b>Cedar</b>")
    client.cookies["language"] = "en"
    assert "&lt;b&gt;Cedar&lt;/b&gt;" in client.get(reverse("account_login")).content.decode()
    Profile.objects.all().delete()
    page = client.get(reverse("account_login"))
    assert page.status_code == 200
    assert "Support and follow-up of the organisation" in page.content.decode()
