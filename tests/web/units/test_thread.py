"""The page of a unit: its thread in words, what is owed, what each reader may do there."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.compliance.thread.sources import SOURCES
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.web.compliance.sections import vitality_rows
from tajadur.web.units.thread import labels
from tests.factories.lives import LIVED_TO, live
from tests.factories.lives_of_help import CANARY
from tests.factories.party import Party, holder
from tests.factories.reports import make_meeting

PAGE, OUTSIDE, PART = 8, 1, 4  # the note of who consulted it from outside comes after the page


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tajadur.foundation.clock.today", lambda: LIVED_TO)


@pytest.fixture
def secretary(party: Party) -> Account:
    account = holder(unit=party.provinces[0][0])
    live(party.provinces[0][0], account)
    return account


@pytest.fixture
def province(party: Party, secretary: Account) -> Unit:
    return party.provinces[0][0]


def entered(account: Account, language: str = "en") -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = language
    return client


def general(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


def address(unit: Unit, query: str = "") -> str:
    return reverse("units:detail", args=[unit.pk]) + query


def entries(response) -> list[dict]:
    return [entry for month in response.context["thread"]["months"] for entry in month["entries"]]


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_every_source_has_its_words_in_every_language_and_leads_somewhere(party: Party, province: Unit) -> None:
    assert set(labels.LABELS) == {source.kind for source in SOURCES}
    for source in labels.LABELS.values():
        for label in source.events.values():
            said = set()
            for language in ("ar", "fr", "en"):
                with translation.override(language):
                    said.add(str(label.sentence))
            assert len(said) == 3, said
    client, urls, older = entered(general(party)), set(), address(province)
    while older:
        page = client.get(older)
        assert all(entry["url"] for entry in entries(page))
        urls |= {entry["url"] for entry in entries(page)}
        older = page.context["thread"]["older_url"]
    assert {client.get(url).status_code for url in urls} == {200}


def test_leafing_goes_on_where_the_page_ended(party: Party, province: Unit) -> None:
    for back in range(40):
        make_meeting(unit=province, planned_on=LIVED_TO - timedelta(days=back // 8), state="cancelled")
    client = entered(general(party))
    first = client.get(address(province))
    second = client.get(first.context["thread"]["older_url"])
    assert len(entries(first)) == 30
    assert not {entry["url"] for entry in entries(first) if "meetings" in entry["url"]} & {
        entry["url"] for entry in entries(second)
    }
    assert second.context["thread"]["newest_url"] == address(province)
    for nonsense in ("x", "2026-02-30_meeting_1", "2026-10-01_meeting_x", "2026-10-01_nothing_1", "_" * 9, "\0"):
        assert entries(client.get(address(province), {"before": nonsense})) == entries(first)


def test_it_is_narrowed_in_place_and_the_address_says_to_what(party: Party, province: Unit) -> None:
    client = entered(general(party))
    whole = client.get(address(province, "?kind=meetings"))
    part = client.get(address(province, "?kind=meetings"), headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<section class="card" id="thread"')
    assert part in whole.content.decode()
    titles = {entry["title"].split(":")[0] for entry in entries(whole)}
    minutes = {title for title in titles if title.startswith("Minutes of ")}
    assert {title.rpartition(" ")[2] for title in minutes} >= {"circulated", "adopted"}
    assert titles - minutes == {
        "Meeting held",
        "Meeting declared not held",
        "Meeting cancelled",
        "Meeting programmed, no report yet",
    }
    chips = {str(chip["label"]): chip["url"] for chip in whole.context["thread"]["chips"]}
    assert (chips["Everything"], chips["Meetings"]) == (address(province), address(province, "?kind=meetings"))
    assert entries(client.get(address(province, "?kind=nothing"))) == entries(client.get(address(province)))


def test_the_page_asks_as_many_questions_at_any_length(
    party: Party, province: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    readers = [(entered(secretary), 0), (entered(general(party)), OUTSIDE)]
    for grown in (False, True):
        for back in range(60 * grown):
            make_meeting(unit=province, planned_on=LIVED_TO - timedelta(days=back), state="cancelled")
        for client, noted in readers:
            with django_assert_num_queries(PAGE + noted):
                client.get(address(province))
            with django_assert_num_queries(PART + noted):
                client.get(address(province, "?kind=meetings"), headers={"HX-Request": "true"})


def test_the_unit_finds_its_work_and_those_above_see_what_waits(
    party: Party, province: Unit, secretary: Account
) -> None:
    own = text_of(entered(secretary), address(province))
    above = text_of(entered(holder(unit=party.regions[0])), address(province))
    assert reverse("meetings:programme", args=[province.pk]) in own
    assert reverse("meetings:programme", args=[province.pk]) not in above
    assert "not sent yet" in own
    assert "not sent yet" not in above
    assert "Finish the report of" in own
    assert "Finish the report of" not in above
    assert reverse("obligations:words") in above
    for text in (own, above):
        assert "days late" in text
        assert CANARY + " مسودة" not in text


def test_whoever_reads_figures_finds_no_text_no_name_and_no_link_to_the_record(party: Party, province: Unit) -> None:
    client = entered(holder(unit=party.national, body="pole", post="member"))
    text = text_of(client, address(province))
    assert CANARY not in text
    assert not re.search(r'href="/(reports|meetings|declarations)/\d+/', text)
    assert "Meeting held" in text
    assert "Mandates that began" in text_of(client, f"{address(province)}?kind=people")
    assert "not held" not in text.replace("Declared not held", "")


def test_vitality_is_that_of_the_figures(party: Party, province: Unit) -> None:
    client = entered(general(party))
    here = client.get(address(province)).context["vitality"]
    there = client.get(reverse("compliance:unit", args=[province.pk])).context["vitality"]
    assert here == there != []
    assert here != vitality_rows(None)


def test_a_closed_unit_says_so_and_offers_nothing_to_do(party: Party, province: Unit, secretary: Account) -> None:
    Unit.objects.filter(pk=province.pk).update(closed_on=date(2026, 11, 1))
    text = text_of(entered(general(party)), address(province))
    assert "This unit is closed since" in text
    assert "The unit was closed" in text
    assert reverse("obligations:words") not in text


@pytest.mark.parametrize("page", ["units:detail", "compliance:unit", "units:people"])
def test_the_three_pages_of_a_unit_lead_to_each_other(party: Party, province: Unit, page: str) -> None:
    text = text_of(entered(general(party)), reverse(page, args=[province.pk]))
    for other in ("units:detail", "compliance:unit", "units:people"):
        assert f'href="{reverse(other, args=[province.pk])}"' in text
