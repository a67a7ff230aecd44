"""Chapters on a soil, through the door: the list, the card of a province, the form of an administrator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.foundation import clock
from tajadur.organisation.units.models import ChapterPlace, Unit
from tests.factories.party import FOUNDED_ON, Party, holder, make_unit

LIST = 4


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


@pytest.fixture
def sector(party: Party) -> Unit:
    return make_unit(kind="sector", parent=make_unit(kind="sectors"), name="قطاع التعليم")


def sits(sector: Unit, place: Unit, **more: object) -> Unit:
    unit = make_unit(kind="sector_section", parent=sector)
    ChapterPlace.objects.create(unit=unit, place=place, from_on=FOUNDED_ON, **more)
    return unit


def text_of(response) -> str:
    return response.content.decode()


def test_a_province_sees_the_chapter_on_its_soil_and_cannot_enter_it(
    party: Party, sector: Unit, client: Client
) -> None:
    chapter, elsewhere = sits(sector, party.provinces[0][0]), sits(sector, party.provinces[1][0])
    client.force_login(holder(unit=party.provinces[0][0]))
    text = text_of(client.get(reverse("units:detail", args=[party.provinces[0][0].pk])))
    assert chapter.name_ar in text
    assert sector.name_ar in text
    assert elsewhere.name_ar not in text
    page = reverse("units:detail", args=[chapter.pk])
    assert f'href="{page}"' not in text
    assert client.get(page).status_code == 404
    listed = text_of(client.get(reverse("units:chapters")))
    assert chapter.name_ar in listed
    assert elsewhere.name_ar not in listed
    assert client.get(reverse("units:chapters"), {"unit": party.provinces[1][0].pk}).status_code == 404


def test_who_leads_the_chapter_enters_it_and_reads_where_it_sits(party: Party, sector: Unit, client: Client) -> None:
    chapter = sits(sector, party.provinces[0][0])
    client.force_login(holder(unit=chapter))
    assert party.provinces[0][0].name_ar in text_of(client.get(reverse("units:detail", args=[chapter.pk])))
    assert client.get(reverse("units:detail", args=[party.provinces[0][0].pk])).status_code == 404


def test_an_administrator_sets_the_territory_and_is_told_what_is_wrong(
    party: Party, sector: Unit, administrator: Client
) -> None:
    chapter, today = make_unit(kind="sector_section", parent=sector), clock.today()
    url = reverse("units:place", args=[chapter.pk])
    assert party.provinces[0][0].name_ar in text_of(administrator.get(url))
    closed = party.branches[0][0][0]
    Unit.objects.filter(pk=closed.pk).update(closed_on=today)
    refused = administrator.post(url, {"place": closed.pk, "from_on": today.isoformat()})
    assert refused.status_code == 422
    assert closed.name_ar in text_of(refused)
    assert administrator.post(url, {"place": "x", "from_on": today.isoformat()}).status_code == 422
    good = administrator.post(url, {"place": party.provinces[0][0].pk, "from_on": today.isoformat()})
    assert good.status_code == 302
    assert party.provinces[0][0].name_ar in text_of(administrator.get(reverse("units:people", args=[chapter.pk])))
    nothing = reverse("units:place", args=[party.provinces[0][0].pk])
    assert administrator.get(nothing).status_code == 200
    assert administrator.post(nothing, {"place": "", "from_on": today.isoformat()}).status_code == 422


def test_a_branch_is_chosen_in_two_steps_and_what_was_typed_stays(
    party: Party, sector: Unit, administrator: Client
) -> None:
    chapter, today = make_unit(kind="sector_section", parent=sector), clock.today()
    url, province = reverse("units:place", args=[chapter.pk]), party.provinces[0][1]
    branch, other = party.branches[0][1][0], party.branches[0][0][0]

    def offered(answer) -> list[str]:
        return [value for value, _word in answer.context["form"].fields["place"].choices]

    assert str(branch.pk) not in offered(administrator.get(url))
    second = administrator.get(url, {"province": province.pk})
    assert str(branch.pk) in offered(second)
    assert str(other.pk) not in offered(second)
    assert offered(second).index(str(branch.pk)) == offered(second).index(str(province.pk)) + 1
    for nonsense in ("x", "0", party.regions[0].pk, party.national.pk, sector.pk, 10**15):
        assert len(offered(administrator.get(url, {"province": nonsense}))) == len(offered(administrator.get(url)))
    early = (FOUNDED_ON - timedelta(days=1)).isoformat()
    for asked in (url, f"{url}?province={party.provinces[1][0].pk}"):
        refused = administrator.post(asked, {"place": branch.pk, "from_on": early})
        assert refused.status_code == 422
        assert f'value="{branch.pk}" selected' in text_of(refused)
        assert early in text_of(refused)
    good = administrator.post(f"{url}?province={province.pk}", {"place": branch.pk, "from_on": today.isoformat()})
    assert good.status_code == 302
    assert ChapterPlace.objects.get(unit=chapter).place == branch
    assert f'value="{branch.pk}" selected' in text_of(administrator.get(url))


def test_only_who_may_set_the_place_is_offered_branches(party: Party, sector: Unit, client: Client) -> None:
    chapter = sits(sector, party.provinces[0][0])
    client.force_login(holder(unit=chapter))
    url = reverse("units:place", args=[chapter.pk])
    assert client.get(url, {"province": party.provinces[0][0].pk}).status_code == 403


def test_a_section_is_opened_on_its_territory(party: Party, sector: Unit, administrator: Client) -> None:
    url, today = reverse("units:open", args=[sector.pk]), clock.today().isoformat()
    asked = {"name_ar": "فرع", "name_latin": "Section", "kind": "sector_section", "opened_on": today, "code": ""}
    assert "sits_on" in text_of(administrator.get(url))
    wrong = administrator.post(url, {**asked, "sits_on": party.national.pk})
    assert wrong.status_code == 422
    assert not Unit.objects.filter(name_latin="Section").exists()
    assert administrator.post(url, {**asked, "sits_on": party.regions[0].pk}).status_code == 302
    assert ChapterPlace.objects.get(unit__name_latin="Section").place == party.regions[0]
    assert "sits_on" not in text_of(administrator.get(reverse("units:open", args=[party.provinces[0][0].pk])))


def test_a_closed_territory_is_told_on_the_list_and_on_the_page(
    party: Party, sector: Unit, administrator: Client
) -> None:
    branch = party.branches[0][0][0]
    chapter, nowhere = sits(sector, branch), make_unit(kind="sector_section", parent=sector)
    url = reverse("units:chapters")
    assert administrator.get(url, {"state": "closed"}).context["page"].total == 0
    assert [line.id for line in administrator.get(url, {"state": "nowhere"}).context["lines"]] == [nowhere.pk]
    assert administrator.get(reverse("units:close", args=[branch.pk])).context["chapters"] == 1
    Unit.objects.filter(pk=branch.pk).update(closed_on=clock.today() - timedelta(days=3))
    assert [line.id for line in administrator.get(url, {"state": "closed"}).context["lines"]] == [chapter.pk]
    for page in ("units:detail", "units:people"):
        places = administrator.get(reverse(page, args=[chapter.pk])).context["places"]
        assert [place["is_gone"] for place in places] == [True]


def test_nonsense_in_the_address_is_no_error(party: Party, administrator: Client) -> None:
    for asked in ({"tree": "x"}, {"tree": "a\0"}, {"state": "x"}, {"unit": "²"}, {"page": "0"}):
        assert administrator.get(reverse("units:chapters"), asked).status_code == 200, asked


@pytest.mark.parametrize("number", [2, 40])
def test_the_list_and_the_card_ask_as_many_questions_whatever_their_length(
    party: Party, sector: Unit, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        sits(sector, party.provinces[0][0])
    client.force_login(holder(unit=party.provinces[0][0]))
    client.get(reverse("units:chapters"))
    with django_assert_num_queries(LIST):
        assert client.get(reverse("units:chapters")).context["page"].total == number
