"""The pages of figures, through the door."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.nightly import open_congresses
from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.obligations.models import Obligation, Release
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate
from tests.factories.duties import opened
from tests.factories.party import Party, holder, make_account, make_person, make_post, small_party
from tests.factories.stories import tell_stories

TODAY = clock.today()
SINCE = date(TODAY.year - 1, 1, 1)
NAMES = ("جهة 2", "إقليم 2-1", "فرع إقليم 2-1-1")


@pytest.fixture
def country(party: Party) -> Party:
    opened(on=TODAY, from_on=SINCE)
    tell_stories(5)
    return party


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _client(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def _chief(party: Party) -> Client:
    return _client(holder(unit=party.national, body="secretariat", post="secretary_general"))


def _text(response: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_the_dashboard_names_every_region_and_links_each_figure_to_its_lists(country: Party) -> None:
    response = _chief(country).get(reverse("compliance:dashboard"))
    assert response.status_code == 200
    assert all(region.name_ar in _text(response) for region in country.regions)
    links = re.findall(r'class="tile[^"]*"|href="(/compliance/figures/[^"]+)"', response.content.decode())
    found = [unescape(link) for link in links if link]
    assert len(found) > 5
    assert {_chief_status(country, link) for link in found[:6]} == {200}


def _chief_status(party: Party, link: str) -> int:
    account = Account.objects.get(person__mandates__post__post_type__code="secretary_general")
    return _client(account).get(link).status_code


def test_a_number_on_the_page_is_the_length_of_the_list_it_opens(country: Party) -> None:
    client = _chief(country)
    page = client.get(reverse("compliance:dashboard")).context["page"]
    figures, unit = page.chosen, country.national.pk
    for kind, part, whole in (
        ("reporting", figures.now.reported, figures.now.expected),
        ("on_time", figures.now.on_time, figures.now.expected),
        ("answered", figures.now.answered_due, figures.now.expected),
        ("programmed", figures.now.programmed, figures.now.programmable),
    ):
        left_out = figures.now.rows - whole
        for which, count in (("numerator", part), ("denominator", whole), ("left_out", left_out)):
            query = {"directive": figures.directive.code, "period": figures.column.key, "list": which}
            answer = client.get(reverse("compliance:figure", args=[kind, unit]), query)
            assert len(answer.context["rows"]) == count, (kind, which)


@pytest.mark.parametrize("kind", ["reporting", "so_far", "programmed"])
def test_a_list_says_its_rule_and_its_day(country: Party, kind: str) -> None:
    address = reverse("compliance:figure", args=[kind, country.national.pk])
    client = _chief(country)
    counted = _text(client.get(address, {"directive": "branch-office"}))
    whole = _text(client.get(address, {"directive": "branch-office", "list": "denominator"}))
    assert ("Counted:" in counted, "Of:" in whole, "As recorded on" in counted) == (True, True, True)


def test_what_is_left_out_of_a_figure_is_listed_with_its_reason(
    country: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key = f"{TODAY - timedelta(days=180):%Y-%m}"
    rows = Obligation.objects.filter(directive__code="provincial-office", period_key=key).order_by("pk")
    nothing = dict.fromkeys(
        ("held_on", "filed_on", "submitted_at", "source_id", "excused_on", "cancelled_on", "not_held_on",
         "not_held_withdrawn_on", "extended_until", "extension_granted_on")
    )  # fmt: skip
    rows.update(**nothing, source_kind="", cancelled_because="")
    excused, cancelled, running, silent = rows
    Obligation.objects.filter(pk=excused.pk).update(excused_on=TODAY)
    Obligation.objects.filter(pk=cancelled.pk).update(cancelled_on=TODAY, cancelled_because="suspended")
    Obligation.objects.filter(pk=running.pk).update(extended_until=TODAY, extension_granted_on=TODAY)
    for row, kind, reason in ((excused, "excuse", "Flooded"), (running, "extension", "Elections"), (silent, "", "")):
        if kind:
            Release.objects.create(
                obligation=row, kind=kind, reason=reason, decided_on=TODAY, decided_at=clock.now(), mandate_id=1,
                until=TODAY if kind == "extension" else None,
            )  # fmt: skip
    address = reverse("compliance:figure", args=["reporting", country.national.pk])
    query = {"directive": "provincial-office", "period": key, "list": "left_out"}
    client = _chief(country)
    client.get(address, query)
    with django_assert_num_queries(7):
        response = client.get(address, query)
    said = _text(response)
    assert [chip["count"] for chip in response.context["chips"]] == ["0", "1", "3"]
    assert len(response.context["rows"]) == 3
    assert ("Excused by the level above" in said, "Flooded" in said, "Elections" in said) == (True, True, True)
    assert "Released by an exception: decided on" in said
    assert "An extension runs until" in said
    figures_only = _client(holder(unit=country.national, body="pole", post="secretary")).get(address, query)
    assert ("Excused by the level above" in _text(figures_only), "Flooded" in _text(figures_only)) == (True, False)


def test_pages_of_a_list_hold_fifty_rows(db: None) -> None:
    party = small_party(regions=3, provinces=3, branches=7)
    opened(on=TODAY, from_on=SINCE)
    client = _chief(party)
    address = reverse("compliance:figure", args=["reporting", party.national.pk])
    query = {"directive": "branch-office", "list": "denominator"}
    first = client.get(address, query)
    second = client.get(address, {**query, "page": "2"})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 13)
    assert [client.get(address, {**query, "page": bad}).status_code for bad in ("0", "-1", "x", "9" * 9)] == [404] * 4


def test_a_branch_secretary_meets_only_their_own_branch(country: Party) -> None:
    branch = country.branches[0][0][0]
    client = _client(holder(unit=branch))
    assert client.get(reverse("compliance:dashboard")).headers["Location"] == reverse(
        "compliance:unit", args=[branch.pk]
    )
    pages = [
        client.get(reverse("compliance:unit", args=[branch.pk])),
        client.get(reverse("compliance:congresses")),
        client.get(reverse("compliance:figure", args=["reporting", branch.pk]), {"directive": "branch-office"}),
        client.get(reverse("home")),
    ]
    assert [page.status_code for page in pages] == [200] * 4
    said = " ".join(_text(page) for page in pages)
    assert branch.name_ar in said
    assert [name for name in (*NAMES, "إقليم 1-2", "فرع إقليم 1-1-2") if name in said] == []


def test_units_out_of_reach_are_not_found(country: Party) -> None:
    client = _client(holder(unit=country.regions[0]))
    for unit in (country.national, country.regions[1], country.provinces[1][0]):
        assert client.get(reverse("compliance:unit", args=[unit.pk])).status_code == 404
        figure = reverse("compliance:figure", args=["reporting", unit.pk])
        assert client.get(figure, {"directive": "branch-office"}).status_code == 404
    assert client.get(reverse("compliance:unit", args=[10**12])).status_code == 404


def test_whoever_has_no_mandate_sees_no_figure(country: Party) -> None:
    client = _client(make_account(person=make_person()))
    pages = ["compliance:dashboard", "compliance:congresses"]
    assert [client.get(reverse(page)).status_code for page in pages] == [404, 404]
    assert Client().get(reverse("compliance:dashboard")).status_code == 302


def test_directive_and_period_stay_in_the_links(country: Party) -> None:
    client = _chief(country)
    month = f"{TODAY.year - 1}-12" if TODAY.month < 3 else f"{TODAY.year}-{TODAY.month - 2:02}"
    response = client.get(reverse("compliance:dashboard"), {"directive": "branch-office", "period": month})
    assert response.context["page"].chosen.column.key == month
    assert f"directive=branch-office&amp;period={month}" in response.content.decode()
    unknown = client.get(reverse("compliance:dashboard"), {"directive": "<b>", "period": "x", "show": "y"})
    assert unknown.status_code == 200


def test_only_those_who_read_the_record_are_led_to_it(country: Party) -> None:
    address = reverse("compliance:unit", args=[country.provinces[0][0].pk])
    record = re.compile(r'href="/obligations/\d+/"')
    assert record.search(_chief(country).get(address).content.decode())
    pole = _client(holder(unit=country.national, body="pole", post="member"))
    response = pole.get(address)
    assert response.status_code == 200
    assert not record.search(response.content.decode())


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.django_db
def test_the_pages_ask_as_many_questions_at_any_size(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    party = small_party(regions=size, provinces=size, branches=size)
    opened(on=TODAY, from_on=SINCE)
    open_congresses(on=TODAY, at=clock.now())
    client = _chief(party)
    # One of them asks what waits for the Secretary General: orders, requests, interim mandates, second persons.
    with django_assert_num_queries(8):
        client.get(reverse("compliance:dashboard"))
    with django_assert_num_queries(7):
        client.get(reverse("compliance:dashboard"))
    with django_assert_num_queries(6 + 1):  # and the note of who consulted it, after the page
        client.get(reverse("compliance:unit", args=[party.regions[0].pk]))
    with django_assert_num_queries(7 + 1):
        client.get(reverse("compliance:unit", args=[party.branches[0][0][0].pk]))
    with django_assert_num_queries(6):
        client.get(reverse("compliance:figure", args=["on_time", party.national.pk]), {"directive": "branch-office"})
    with django_assert_num_queries(5):
        client.get(reverse("compliance:congresses"))


def test_the_visit_before_is_kept_while_this_one_lasts(country: Party) -> None:
    account = holder(unit=country.national, body="secretariat", post="secretary_general")
    before = clock.now() - timedelta(days=40)
    Account.objects.filter(pk=account.pk).update(last_seen_at=before)
    account.refresh_from_db()
    client = _client(account)
    first = client.get(reverse("compliance:dashboard"))
    again = client.get(reverse("compliance:dashboard"))
    assert (first.context["since"], again.context["since"]) == (before, before)
    assert len(again.context["attention"]) == len(first.context["attention"]) > 0
    account.refresh_from_db()
    assert account.last_seen_at is not None
    assert account.last_seen_at > before
    client.cookies["visit"] = "forged"
    assert client.get(reverse("compliance:dashboard")).status_code == 200


def test_before_any_directive_every_page_says_so(party: Party) -> None:
    client = _chief(party)
    addresses = [reverse("compliance:dashboard"), reverse("compliance:congresses")]
    addresses.append(reverse("compliance:unit", args=[party.regions[0].pk]))
    said = [_text(client.get(address)) for address in addresses]
    words = ["Nothing is asked yet", "No congress is asked for", "Nothing is asked of this unit"]
    assert [word in text for word, text in zip(words, said, strict=True)] == [True] * 3


def test_an_administrator_of_an_empty_installation_is_told_where_to_begin(party: Party) -> None:
    link = reverse("compliance:dashboard")
    chief = _chief(party).get(link).content.decode()
    keeper = _client(holder(unit=party.national, body="headquarters", post="administrator")).get(link).content.decode()
    steps = [reverse(name) for name in ("units:census", "people:import", "people:invitations", "directives:index")]
    begin = keeper[keeper.index('id="begin-h"') :]
    assert [step for step in steps if f'href="{step}"' in begin] == steps
    assert 'id="begin-h"' not in chief


def test_whoever_has_no_unit_is_at_home_on_the_dashboard(country: Party) -> None:
    tabs = [
        re.search(
            r'<nav class="tabbar".*?</nav>',
            page.get(reverse("compliance:dashboard"), follow=True).content.decode(),
            re.S,
        )
        for page in (_chief(country), _client(holder(unit=country.regions[0])))
    ]
    found = [re.findall(r'<a\s+href="([^"#]*)"(\s+aria-current="page")?', tab.group()) for tab in tabs if tab]
    assert (found[0][0][0], found[0][0][1].strip()) == (reverse("compliance:dashboard"), 'aria-current="page"')
    assert found[1][0] == (reverse("home"), "")


def test_an_order_to_sign_stands_on_the_first_page_of_who_signs_and_of_nobody_else(country: Party) -> None:
    directive = Directive.objects.get(code="provincial-office")
    chief, cell = _chief(country), _client(holder(unit=country.national, body="cell", post="responsible", area=None))
    address, order = reverse("compliance:dashboard"), f'<a href="{reverse("directives:detail", args=[directive.pk])}">'
    assert order not in chief.get(address).content.decode()
    DirectiveException.objects.create(
        directive=directive, unit=country.provinces[0][0], from_on=TODAY, to_on=TODAY + timedelta(days=40),
        reason="flood", authority="SG",
    )  # fmt: skip
    page = chief.get(address)
    assert order in page.content.decode() and "Waiting for you" in _text(page)
    assert order not in cell.get(address).content.decode()
    office = make_post(unit=country.provinces[0][0])
    interim = Mandate.objects.create(
        person=make_person(), post=office, from_on=TODAY, to_on=TODAY + timedelta(days=60), interim=True,
        standing="proposed", exclusive=True,
    )  # fmt: skip
    assert reverse("people:waiting") in chief.get(address).content.decode()
    interim.delete()
    assert reverse("people:waiting") not in chief.get(address).content.decode()
