"""What an administrator does to units, through the door; everybody else is refused or sees nothing."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.foundation import clock
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.units.models import Alias, Body, Placement, Unit
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, holder

TODAY = clock.today().isoformat()
ACTS = ["open", "edit", "move", "declare", "spelling", "close"]
GOOD = {"name_ar": "فرع جديد", "name_latin": "Nouveau", "kind": "branch", "opened_on": TODAY, "code": ""}
WHO_CAN = {"ar": "هذا", "fr": "pas"}


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def address(act: str, unit: Unit) -> str:
    return reverse(f"units:{act}", args=[unit.pk])


def test_a_branch_is_opened_from_the_province(party: Party, administrator: Client) -> None:
    url = address("open", party.provinces[0][0])
    assert administrator.get(url).status_code == 200
    response = administrator.post(url, GOOD)
    branch = Unit.objects.get(name_latin="Nouveau")
    assert (response.status_code, response.headers["Location"]) == (302, reverse("units:detail", args=[branch.pk]))
    assert branch.parent == party.provinces[0][0]


def test_a_place_of_the_census_fills_names_code_and_population(administrator: Client) -> None:
    Unit.objects.filter(code="MA").update(code="old")
    call_command("load_territory", opened_on=date(2020, 1, 1))
    url = address("open", Unit.objects.get(code="06.141"))
    assert "المعاريف" in administrator.get(url).content.decode()
    administrator.post(url, {**GOOD, "name_ar": "", "name_latin": "", "place": "06.141.01.03"})
    maarif = Unit.objects.get(code="06.141.01.03")
    assert (maarif.name_ar, maarif.official_type) == ("المعاريف", "arrondissement")
    assert maarif.population_2024
    again = administrator.post(url, {**GOOD, "place": "06.141.01.03"})
    assert again.status_code == 422


def test_the_root_of_another_tree_is_opened_once(administrator: Client) -> None:
    url = reverse("units:open_root")
    asked = {"name_ar": "القطاعات", "name_latin": "Secteurs", "kind": "sectors", "opened_on": TODAY, "code": ""}
    assert administrator.post(url, asked).status_code == 302
    assert Unit.objects.get(kind__code="sectors").parent is None
    assert administrator.post(url, asked).status_code == 422


def test_names_spelling_and_declaration_are_changed(party: Party, administrator: Client) -> None:
    unit = party.provinces[0][0]
    administrator.post(address("edit", unit), {"name_ar": "فاس", "name_latin": "Fès"})
    administrator.post(address("spelling", unit), {"text": "fez"})
    administrator.post(address("declare", unit), {"declared_on": TODAY, "receipt": "12/2026"})
    unit.refresh_from_db()
    assert (unit.name_latin, unit.declared_on, unit.receipt) == ("Fès", clock.today(), "12/2026")
    assert Alias.objects.get().text == "fez"
    for language in ("ar", "fr", "en"):
        administrator.cookies["language"] = language
        assert administrator.get(reverse("units:detail", args=[unit.pk])).status_code == 200


def test_a_unit_is_moved(party: Party, administrator: Client) -> None:
    unit = party.provinces[0][0]
    assert administrator.get(address("move", unit)).status_code == 200
    administrator.post(address("move", unit), {"parent": party.regions[1].pk, "from_on": TODAY})
    unit.refresh_from_db()
    assert unit.parent == party.regions[1]
    assert Placement.objects.filter(unit=unit).count() == 2
    assert administrator.get(reverse("units:detail", args=[unit.pk])).status_code == 200


def test_closing_shows_what_ends_and_asks_to_have_read_it(party: Party, administrator: Client) -> None:
    branch = party.branches[0][0][0]
    holder(unit=branch)
    page = administrator.get(address("close", branch))
    assert (page.context["mandates"], page.context["ends"].bodies) == (1, 1)
    assert administrator.post(address("close", branch), {"closed_on": TODAY}).status_code == 422
    assert administrator.post(address("close", branch), {"closed_on": TODAY, "sure": "on"}).status_code == 302
    branch.refresh_from_db()
    assert branch.closed_on == clock.today()
    province = administrator.post(address("close", party.provinces[0][0]), {"closed_on": TODAY, "sure": "on"})
    assert province.status_code == 422


def test_another_day_for_a_planned_closing_ends_the_same_things(party: Party, administrator: Client) -> None:
    branch = party.branches[0][0][0]
    holder(unit=branch)
    sent = {"closed_on": (clock.today() + timedelta(days=30)).isoformat(), "sure": "on"}
    assert administrator.post(address("close", branch), sent).status_code == 302
    page = administrator.get(address("close", branch))
    assert (page.context["mandates"], page.context["ends"].bodies) == (1, 1)


@pytest.mark.parametrize("act", ACTS)
def test_a_secretary_who_sees_the_unit_is_refused_and_a_stranger_finds_nothing(
    party: Party, client: Client, act: str
) -> None:
    before = list(Unit.objects.order_by("pk").values())
    client.force_login(holder(unit=party.regions[0]))
    for method in (client.get, client.post):
        assert method(address(act, party.provinces[0][0])).status_code == 403
    client.force_login(holder(unit=party.regions[0], post="member", to_on=date(2021, 1, 1)))
    assert client.get(address(act, party.provinces[0][0])).status_code in {403, 404}
    client.logout()
    assert client.post(address(act, party.provinces[0][0])).status_code == 302
    assert list(Unit.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("act", ACTS)
def test_an_unknown_unit_is_not_found(administrator: Client, act: str) -> None:
    assert administrator.get(reverse(f"units:{act}", args=[999_999])).status_code == 404


BAD = [
    ("open", {"name_ar": "ا\0ب"}, "name_ar"),
    ("open", {"name_ar": "\u202e\u200b"}, "name_ar"),
    ("open", {"name_ar": "م" * 10_000}, "name_ar"),
    ("open", {"name_latin": ""}, "name_latin"),
    ("open", {"opened_on": "0202-01-01"}, "opened_on"),
    ("open", {"opened_on": "31/02/2026"}, "opened_on"),
    ("open", {"opened_on": "2019-01-01"}, "opened_on"),
    ("open", {"kind": "region"}, "kind"),
    ("open", {"code": "<script>"}, "code"),
    ("move", {"parent": "999999", "from_on": TODAY}, "parent"),
    ("move", {"parent": "x\0", "from_on": TODAY}, "parent"),
    ("move", {"parent": "999999", "from_on": "31/02/2026"}, "parent from_on"),
    ("declare", {"declared_on": "2019-01-01"}, "declared_on"),
    ("declare", {"declared_on": TODAY, "receipt": "9" * 61}, "receipt"),
    ("spelling", {"text": "!"}, "text"),
    ("close", {"closed_on": "2019-01-01", "sure": "on"}, "closed_on"),
    ("close", {"closed_on": "", "sure": "on"}, "closed_on"),
]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize(("act", "typed", "field"), BAD)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    party: Party, administrator: Client, language: str, act: str, typed: dict[str, str], field: str
) -> None:
    administrator.cookies["language"] = language
    unit = party.branches[0][0][0] if act == "close" else party.provinces[0][0]
    before = list(Unit.objects.order_by("pk").values())
    sent = {**GOOD, **typed} if act == "open" else typed
    response = administrator.post(address(act, unit), sent)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == field.split()
    assert {name: form.data[name] for name in sent} == sent
    assert list(Unit.objects.order_by("pk").values()) == before


def test_ten_megabytes_are_refused_and_nothing_is_written(party: Party, administrator: Client) -> None:
    response = administrator.post(address("edit", party.national), {"name_ar": "م" * 5_000_000, "name_latin": "a"})
    assert response.status_code in {400, 413}
    party.national.refresh_from_db()
    assert party.national.name_ar == "وطني"


def test_a_day_with_arabic_digits_is_understood(party: Party, administrator: Client) -> None:
    day = (clock.today() - timedelta(days=1)).strftime("%d/%m/%Y")
    arabic = day.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    url = address("open", party.provinces[0][0])
    assert administrator.post(url, {**GOOD, "opened_on": arabic}).status_code == 302


def test_a_wrong_spelling_is_removed_and_finds_the_unit_no_more(party: Party, administrator: Client) -> None:
    unit, other = party.provinces[0]
    administrator.post(address("spelling", unit), {"text": "fez"})
    alias = Alias.objects.get(unit=unit)
    remove = reverse("units:spelling_remove", args=[unit.pk, alias.pk])
    assert remove in administrator.get(address("spelling", unit)).content.decode()
    assert administrator.post(reverse("units:spelling_remove", args=[other.pk, alias.pk])).status_code == 404
    assert administrator.post(remove).headers["Location"] == address("spelling", unit)
    unit.refresh_from_db()
    assert (Alias.objects.count(), " fez " in unit.folded) == (0, False)
    assert administrator.post(remove).status_code == 404


def test_the_members_of_a_body_are_set_and_nonsense_is_refused(party: Party, administrator: Client) -> None:
    unit = party.provinces[0][0]
    body = Body.objects.get(unit=unit, body_type__code="office")
    url = reverse("units:members", args=[unit.pk, body.pk])
    assert url in administrator.get(reverse("units:people", args=[unit.pk])).content.decode()
    for typed in ("0", "-3", "", "5001", "NaN", "12.5"):
        response = administrator.post(url, {"members": typed})
        assert (response.status_code, response.context["form"].data["members"]) == (422, typed)
    assert administrator.post(url, {"members": "١١"}).status_code == 302
    body.refresh_from_db()
    assert (body.members, AuditEntry.objects.get(act="set_members").detail["members"]) == (11, 11)
    assert administrator.get(reverse("units:members", args=[party.provinces[1][0].pk, body.pk])).status_code == 404


def test_where_a_unit_will_stand_is_no_past(party: Party, administrator: Client) -> None:
    branch, day = party.branches[0][0][0], clock.today() + timedelta(days=40)
    sent = {"parent": party.provinces[1][0].pk, "from_on": day.isoformat()}
    assert administrator.post(address("move", branch), sent).status_code == 302
    administrator.cookies["language"] = "en"
    page = administrator.get(address("people", branch)).content.decode()
    with translation.override("en"):
        assert f"from <bdi>{day_month_year(day)}</bdi>" in page
        assert f"since <bdi>{day_month_year(day)}</bdi>" not in page
        assert f"since <bdi>{day_month_year(branch.opened_on)}</bdi>" in page
