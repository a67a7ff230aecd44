"""Electoral readiness through the doors: from a template to a gap closed; what is refused; counts of queries."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.elections.models import ChecklistItem, Constituency, ConstituencyCount, Election, ItemTick
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tajadur.rules.elections import ItemScope
from tests.factories.elections import drafted_election, issued_now, loaded
from tests.factories.party import Party, acting, holder, make_unit
from tests.factories.sheets import csv_file

TODAY = clock.today()
VOTING = TODAY + timedelta(days=50)
TITLES = ["رمز الدائرة", "اسم الدائرة", "رمز الجماعة", "عدد المقاعد", "quota", "مكاتب التصويت"]
DETAIL_QUERIES, GAPS_QUERIES = 8, 6
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(party: Party) -> Account:
    return holder(unit=party.national, body="headquarters", post="administrator")


@pytest.fixture
def chief(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.provinces[0][0])


@pytest.fixture
def election(desk: Account, chief: Account, party: Party) -> Election:
    """The standard checklist in fifty days, a constituency of each of two provinces."""
    by = acting(desk, TODAY)
    draft = drafted_election(by, voting_on=VOTING)
    loaded(draft, by, party.branches[0][0], party.branches[1][0])
    return issued_now(draft, acting(chief, TODAY))


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(account)
    return client


def to(name: str, *args: Any) -> str:
    return reverse(f"elections:{name}", args=args)


def codes(response: Any) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {field: [error.code for error in of_field] for field, of_field in errors.items()}


def sheet(client: Client, election_id: int, *rows: list[Any], titles: list[str] | None = None) -> Any:
    data = csv_file(*rows, titles=titles or TITLES)
    return client.post(to("import", election_id), {"file": SimpleUploadedFile("دوائر.csv", data)})


def payload(page: Any) -> dict[str, str]:
    return {"rows": re.search(r'name="rows" value="([^"]+)"', page.content.decode())[1]}  # type: ignore[index]


def test_from_a_template_to_a_gap_closed(desk: Account, chief: Account, secretary: Account, party: Party) -> None:
    admin, general, ours = enter(desk), enter(chief), enter(secretary)
    month = VOTING.replace(day=1)
    drafted = admin.post(to("new"), {"kind": "communal", "month_on": f"{month:%m/%Y}", "voting_on": ""})
    election = Election.objects.get()
    assert drafted.headers["Location"] == to("draft", election.pk)
    item = {"name_ar": "كراء قاعات", "days_before": "49", "scope": "constituencies", "evidence": "reference",
            "weight": "5", "owner": str(election.items.filter(scope=ItemScope.PROVINCE)[0].owner_id)}  # fmt: skip
    assert admin.post(to("item_new", election.pk), item | {"days_before": "-3"}).status_code == 422
    assert admin.post(to("item_new", election.pk), item).status_code == 302
    for other in election.items.exclude(name_ar="كراء قاعات"):
        admin.post(to("item_remove", election.pk, other.pk))
    first, second = party.branches[0][0]
    look = sheet(admin, election.pk, ["C1", "الدائرة الأولى", first.code, "٧", "2", "12"],
                 ["C1", "", second.code, "", "", "8"])  # fmt: skip
    assert (look.status_code, Constituency.objects.count()) == (200, 0)
    assert look.context["coverage"]["missing"] == sorted(
        unit.name_latin for row in party.branches for units in row for unit in units if unit not in (first, second)
    )
    assert admin.post(to("import_confirm", election.pk), payload(look)).headers["Location"] == to("draft", election.pk)
    place = Constituency.objects.get()
    assert (place.seats, place.quota, place.stations, place.owner) == (7, 2, 20, party.provinces[0][0])
    assert ours.get(to("detail", election.pk)).status_code == 404
    asked = general.post(to("issue", election.pk))
    assert (asked.status_code, codes(asked)) == (422, {"__all__": ["left_out"]})
    assert general.post(to("issue", election.pk), {"confirm_left_out": "on"}).status_code == 302
    assert ours.get(to("gaps", election.pk)).context["page"].total == (month - timedelta(days=49) < TODAY)
    admin.post(to("day", election.pk), {"month_on": "", "voting_on": (TODAY + timedelta(days=47)).isoformat()})
    gaps = ours.get(to("gaps", election.pk))
    assert [(row["place"], row["days_late"]) for row in gaps.context["rows"]] == [("الدائرة الأولى", 2)]
    form = ours.get(to("tick", place.pk, election.items.get().pk))
    assert form.status_code == 200
    typed = {"done_on": TODAY.isoformat(), "evidence": "عقد 4/2026", "seen": "0"}
    done = ours.post(to("tick", place.pk, election.items.get().pk), typed)
    assert done.headers["Location"] == to("constituency", place.pk)
    assert ours.get(to("gaps", election.pk)).context["rows"] == []
    whole = general.get(to("detail", election.pk)).context["ready"]
    assert (whole.done, whole.due) == (1, 1)
    page = general.get(to("constituency", place.pk)).content.decode()
    assert "عقد 4/2026" in page
    assert "Done late" in page


def test_a_sheet_that_cannot_come_in_says_why_by_row(desk: Account, party: Party) -> None:
    admin, unit = enter(desk), party.branches[0][0][0]
    election = drafted_election(acting(desk, TODAY), month_on=VOTING)
    row = ["C1", "دائرة", unit.code, "7", "2", "12"]
    page = sheet(admin, election.pk, row, row, ["C2", "أخرى", "T-no", "3", "", "x"])
    assert page.status_code == 422
    assert [(flaw["row"], flaw["sentence"]) for flaw in page.context["flaws"]] == [
        (3, f"«{unit.name_latin}» stands in row 2 already."),
        (4, "No place of the territory has the code «T-no»."),
        (4, "This is no whole number."),
    ]
    overlapping = sheet(admin, election.pk, row, ["C2", "أخرى", unit.code, "3", "", ""])
    assert overlapping.context["coverage"]["overlapping"] == [(unit.name_latin, "دائرة, أخرى")]
    refused = sheet(admin, election.pk, [*row, "120"], titles=[*TITLES, "عدد الناخبين"])
    assert refused.status_code == 422
    assert "«عدد الناخبين»" in refused.content.decode()
    assert not Constituency.objects.exists()
    blank = admin.get(to("sheet", election.pk, "csv")).content.decode("utf-8-sig")
    assert blank.count("\n") == 9
    upload = SimpleUploadedFile("c.csv", blank.encode())
    assert admin.post(to("import", election.pk), {"file": upload}).status_code == 422
    filled = blank.replace(f";;;{unit.code};;;;", f"C1;دائرة;;{unit.code};5;1;9;").encode()
    look = admin.post(to("import", election.pk), {"file": SimpleUploadedFile("c.csv", filled)})
    assert (look.status_code, len(look.context["planned"])) == (200, 1)
    assert admin.get(to("sheet", election.pk, "pdf")).status_code == 404


def test_a_form_of_the_unit_is_kept_refused_or_too_late(
    election: Election, secretary: Account, chief: Account, party: Party
) -> None:
    ours, place = enter(secretary), Constituency.objects.get(code="C1")
    ages = dict.fromkeys((f"{sex}_{age}" for sex in ("women", "men") for age in (18, 25, 35, 60)), "1")
    typed = {"representatives": "4", "trained": "9", "seen": "0", **ages}
    refused = ours.post(to("counts", place.pk), typed)
    assert (refused.status_code, codes(refused)) == (422, {"trained": ["trained_more"]})
    assert 'value="9"' in refused.content.decode()
    assert ours.post(to("counts", place.pk), typed | {"trained": "٣"}).status_code == 302
    late = ours.post(to("counts", place.pk), typed | {"trained": "2"})
    assert late.status_code == 409
    assert ConstituencyCount.objects.get().trained == 3
    again = late.context["form"]
    assert again["seen"].value() == ConstituencyCount.objects.get().pk
    post = Mandate.objects.get(person=secretary.person).post
    assert ours.post(to("coordinator", place.pk), {"post": post.pk, "seen": "0"}).status_code == 302
    assert enter(chief).post(to("counts", place.pk), typed).status_code == 403
    page = enter(chief).get(to("detail", election.pk))
    assert [row["facts"].is_coordinated for row in page.context["rows"]] == [True, False]
    assert len(enter(chief).get(to("detail", election.pk), {"only": "uncoordinated"}).context["rows"]) == 1
    own = ours.get(to("unit", election.pk, party.provinces[0][0].pk))
    item = own.context["checklist"][0]["status"].item
    assert ours.post(to("unit_tick", election.pk, party.provinces[0][0].pk, item.pk),
                     {"done_on": TODAY.isoformat(), "evidence": "تم", "seen": "0"}).status_code == 302  # fmt: skip
    assert ItemTick.objects.get().constituency_id is None
    kept = ours.get(to("unit_tick", election.pk, party.provinces[0][0].pk, item.pk)).context["form"]
    assert kept["is_void"].value() is None


@pytest.mark.parametrize("typed", ["13/2027", "September", "2027-00", "1"])
def test_a_month_that_is_none_is_refused_and_kept(desk: Account, typed: str) -> None:
    page = enter(desk).post(to("new"), {"kind": "communal", "month_on": typed, "voting_on": ""})
    assert (page.status_code, codes(page)) == (422, {"month_on": ["not_a_month"]})
    assert f'value="{typed}"' in page.content.decode()


def test_an_issued_election_no_longer_changes_but_its_day(election: Election, desk: Account, chief: Account) -> None:
    admin, item = enter(desk), ChecklistItem.objects.first()
    assert item is not None
    for name, args in (("item", [item.pk]), ("item_new", []), ("import", [])):
        assert admin.get(to(name, election.pk, *args)).headers["Location"] == to("detail", election.pk)
    for name, args in (("item_remove", [item.pk]), ("discard", []), ("import", [])):
        assert admin.post(to(name, election.pk, *args)).headers["Location"] == to("detail", election.pk)
    typed = {"name_ar": "لقاء لم يُحفظ بعد", "days_before": "30", "weight": "3", "scope": "constituencies",
             "owner": str(item.owner_id), "evidence": "note"}  # fmt: skip
    for name, args in (("item", [item.pk]), ("item_new", [])):  # a draft in one tab, issued meanwhile from another
        late = admin.post(to(name, election.pk, *args), typed)
        assert (late.status_code, typed["name_ar"] in late.content.decode()) == (409, True)
    assert not ChecklistItem.objects.filter(name_ar=typed["name_ar"]).exists()
    assert admin.get(to("draft", election.pk)).headers["Location"] == to("detail", election.pk)
    assert enter(chief).post(to("issue", election.pk)).status_code == 302
    assert admin.get(to("day", election.pk)).status_code == 200
    past = admin.post(to("day", election.pk), {"month_on": "", "voting_on": "2020-01-01"})
    assert (past.status_code, codes(past)) == (422, {"voting_on": ["election_past"]})


def test_the_lists_cost_the_same_at_every_size(
    election: Election, desk: Account, chief: Account, secretary: Account, party: Party,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = enter(chief)

    def cost(name: str, queries: int) -> int:
        with django_assert_num_queries(queries):
            return len(client.get(to(name, election.pk)).context["rows"])

    small = [cost("detail", DETAIL_QUERIES), cost("gaps", GAPS_QUERIES), cost("week", GAPS_QUERIES)]
    drop(election, desk, chief, party, lambda: [make_unit(kind="branch", parent=party.provinces[0][1])])
    large = [cost("detail", DETAIL_QUERIES), cost("gaps", GAPS_QUERIES), cost("week", GAPS_QUERIES)]
    assert small[0] < large[0]
    assert small[1] < large[1]


def drop(election: Election, desk: Account, chief: Account, party: Party, more: Callable[[], list[Unit]]) -> None:
    """Twelve constituencies more."""
    for number in range(12):
        place = Constituency.objects.create(
            election=election, code=f"M{number}", name_ar="دائرة", name_latin="M", seats=3, stations=4,
            owner=party.provinces[0][1],
        )  # fmt: skip
        for unit in more():
            place.parts.create(unit=unit)
