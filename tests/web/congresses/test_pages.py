"""Congresses through the door: the board in few queries, the road, the region's own list, who is refused what."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.models import Congress, StageComment
from tajadur.activity.congresses.nightly import open_congresses
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate
from tests.factories.congresses import give_seats, make_congress, mark
from tests.factories.duties import at_noon, opened
from tests.factories.party import Party, acting, holder, make_unit

TODAY = clock.today()
# Session, account, actor, unread; congresses, stages, seats. The visit is written once in half an hour.
BOARD, FIRST_VISIT, ROAD, LIST = 6, 7, 8, 6


def edition(party: Party, region: int = 0) -> Congress:
    """A congress that runs today."""
    opens_on, by_on = TODAY - timedelta(days=60), TODAY + timedelta(days=120)
    return make_congress(unit=party.regions[region], opens_on=opens_on, by_on=by_on)


@pytest.fixture
def congress(party: Party) -> Congress:
    return edition(party)


@pytest.fixture
def region(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.regions[0], username="regional"))
    return client


def entered(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


def chief(party: Party) -> Client:
    return entered(holder(unit=party.national, body="secretariat", post="secretary_general"))


def errors(response) -> set[str]:
    form = response.context["form"]
    return {error.code for found in form.errors.as_data().values() for error in found}


def test_the_board_takes_as_many_queries_for_two_regions_as_for_twelve(
    party: Party, congress: Congress, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = chief(party)
    with django_assert_num_queries(FIRST_VISIT):
        client.get(reverse("congresses:index"))
    with django_assert_num_queries(BOARD):
        page = client.get(reverse("congresses:index"))
    assert len(page.context["rows"]) == 1
    party.regions += [make_unit(kind="region", parent=party.national) for _ in range(10)]
    for number in range(1, 12):
        give_seats(edition(party, number), make_unit(kind="province", parent=party.regions[number]))
    with django_assert_num_queries(BOARD):
        page = client.get(reverse("congresses:index"))
    assert len(page.context["rows"]) == 12


def test_the_road_and_the_list_take_a_fixed_number_of_queries(
    party: Party, congress: Congress, region: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (0, 1):
        if size:
            for unit in party.provinces[0]:
                give_seats(congress, unit)
        with django_assert_num_queries(ROAD):
            region.get(reverse("congresses:detail", args=[congress.pk]))
        with django_assert_num_queries(LIST):
            region.get(reverse("congresses:todo", args=[congress.pk]))


def test_what_was_marked_since_the_last_visit_is_told_on_the_board(party: Party, congress: Congress) -> None:
    client = chief(party)
    client.get(reverse("congresses:index"))
    by = acting(holder(unit=party.regions[0]), TODAY)
    mark(congress, "committee", TODAY, by, at=at_noon(TODAY) + timedelta(days=1))
    page = client.get(reverse("congresses:index"))
    assert page.context["since"] is None
    client.cookies.pop("visit")
    account = client.session["_auth_user_id"]

    Account.objects.filter(pk=account).update(last_seen_at=at_noon(TODAY) - timedelta(days=2))
    page = client.get(reverse("congresses:index"))
    assert [fact["url"] for fact in page.context["facts"]] == [f"{congress.pk}/"]
    assert [row["is_new"] for row in page.context["rows"]] == [True]


def test_a_region_marks_a_stage_and_goes_back_to_its_list(congress: Congress, region: Client) -> None:
    address = reverse("congresses:stage", args=[congress.pk, "committee"])
    assert region.get(address).status_code == 200
    answer = region.post(address, {"done_on": TODAY.isoformat(), "note": "تم التشكيل"})
    assert answer["Location"] == reverse("congresses:todo", args=[congress.pk])
    page = region.get(answer["Location"])
    assert [row["title"] for row in page.context["done"]] == ["تشكيل اللجنة التحضيرية"]
    undone = region.post(reverse("congresses:undo", args=[congress.pk, "committee"]))
    assert undone.status_code == 302
    assert region.get(answer["Location"]).context["done"] == []


@pytest.mark.parametrize(
    ("code", "said", "problem"),
    [
        ("committee", {"done_on": (TODAY + timedelta(days=1)).isoformat(), "note": "نص كتبته"}, "in_future"),
        ("committee", {"done_on": "", "note": "نص كتبته"}, "required"),
        ("committee", {"done_on": TODAY.isoformat(), "note": ""}, "evidence_required"),
        ("committee", {"done_on": "31/02/2026", "note": "نص كتبته"}, "no_such_day"),
        ("held", {"done_on": TODAY.isoformat(), "number": "9", "note": "نص كتبته"}, "needs"),
        ("situation", {"done_on": TODAY.isoformat(), "number": "-4", "note": "نص كتبته"}, "negative"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(
    congress: Congress, region: Client, code: str, said: dict[str, str], problem: str
) -> None:
    answer = region.post(reverse("congresses:stage", args=[congress.pk, code]), said)
    assert answer.status_code == 422
    assert errors(answer) == {problem}
    assert said["note"] in answer.content.decode()


def test_a_date_after_the_deadline_asks_first(congress: Congress, region: Client) -> None:
    region.post(
        reverse("congresses:stage", args=[congress.pk, "committee"]), {"done_on": TODAY.isoformat(), "note": "تم"}
    )
    address = reverse("congresses:date", args=[congress.pk])
    said = {"planned_on": (TODAY + timedelta(days=130)).isoformat(), "place": "قاعة"}
    asked = region.post(address, said)
    assert (asked.status_code, errors(asked)) == (422, {"date_after_deadline"})
    assert "confirm_date_after_deadline" in asked.content.decode()
    kept = region.post(address, {**said, "confirm_date_after_deadline": "on"})
    assert kept.status_code == 302
    congress.refresh_from_db()
    assert congress.place == "قاعة"


def test_seats_are_shared_and_a_province_files_within_them(party: Party, congress: Congress, region: Client) -> None:
    answer = region.post(
        reverse("congresses:seats", args=[congress.pk]), {"seats": "20", "floor": "2", "basis": "branches"}
    )
    assert answer.status_code == 302
    unit = party.provinces[0][0]
    province = entered(holder(unit=unit))
    board = province.get(reverse("congresses:index"))
    address = reverse("congresses:delegates", args=[congress.pk, unit.pk])
    assert address in board.content.decode()
    over = province.post(address, {"elected": "11", "women": "3", "youth": "1", "names": ""})
    assert (over.status_code, errors(over)) == (422, {"over_quota"})
    filed = province.post(address, {"elected": "10", "women": "4", "youth": "2", "names": "فاطمة\nأحمد"})
    assert filed.status_code == 302
    assert "فاطمة" in province.get(address).content.decode()
    shown = region.get(reverse("congresses:detail", args=[congress.pk])).content.decode()
    assert "فاطمة" not in shown
    assert "القانون التنظيمي 29.11، المادة 26" in shown


def test_nobody_but_the_region_is_offered_or_allowed_its_list(party: Party, congress: Congress) -> None:
    client = chief(party)
    page = client.get(reverse("congresses:detail", args=[congress.pk]))
    assert reverse("congresses:todo", args=[congress.pk]) not in page.content.decode()
    address = reverse("congresses:stage", args=[congress.pk, "committee"])
    assert client.post(address, {"done_on": TODAY.isoformat(), "note": "تم"}).status_code == 403
    stranger = entered(holder(unit=party.regions[1]))
    assert stranger.get(reverse("congresses:detail", args=[congress.pk])).status_code == 404


def test_advice_is_shown_to_the_region_and_not_to_who_reads_figures_only(
    party: Party, congress: Congress, region: Client
) -> None:
    cell = entered(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]))
    address = reverse("congresses:comment", args=[congress.pk, "call"])
    assert cell.post(address, {"text": ""}).status_code == 422
    assert cell.post(address, {"text": "هل نساعدكم؟"}).status_code == 302
    assert StageComment.objects.count() == 1
    road = reverse("congresses:detail", args=[congress.pk])
    assert "هل نساعدكم؟" in region.get(road).content.decode()
    admin = entered(holder(unit=party.national, body="headquarters", post="administrator"))
    assert "هل نساعدكم؟" not in admin.get(road).content.decode()
    assert admin.post(address, {"text": "لا"}).status_code == 403


def test_the_menu_leads_to_the_board_and_the_figures_to_and_fro(party: Party, congress: Congress) -> None:
    client = chief(party)
    home = client.get(reverse("compliance:congresses"))
    assert f'href="{reverse("congresses:index")}"' in home.content.decode()
    board = client.get(reverse("congresses:index"))
    assert f'href="{reverse("compliance:congresses")}"' in board.content.decode()
    owed = client.get(reverse("congresses:of_obligation", args=[congress.obligation_id]))
    assert owed["Location"] == reverse("congresses:detail", args=[congress.pk])


def test_an_empty_board_says_so(party: Party) -> None:
    page = chief(party).get(reverse("congresses:index"))
    assert page.status_code == 200
    assert "لا مؤتمر لعرضه" in page.content.decode()


def test_french_says_why_in_french(party: Party, congress: Congress) -> None:
    client = chief(party)
    client.cookies["language"] = "fr"
    page = client.get(reverse("congresses:index")).content.decode()
    assert "étapes à faire, la suivante\u00a0: Commission préparatoire formée" in page
    assert "Étape par étape" in page


def test_an_administrator_confirms_who_was_elected(party: Party, congress: Congress, region: Client) -> None:

    held = {"held_on": TODAY, "filed_on": TODAY, "submitted_at": at_noon(TODAY), "source_kind": "x", "source_id": 1}
    Obligation.objects.filter(pk=congress.obligation_id).update(**held)
    address = reverse("congresses:elected", args=[congress.pk])
    post = region.get(address).context["form"].fields["post"].choices[0][0]
    proposed = region.post(address, {"post": post, "person": "", "name_ar": "ليلى", "name_latin": "", "sex": "f"})
    assert proposed.status_code == 302
    admin = entered(holder(unit=party.national, body="headquarters", post="administrator"))
    waiting = admin.get(reverse("congresses:waiting"))
    assert "ليلى" in waiting.content.decode()
    confirmed = admin.post(reverse("congresses:confirm", args=[congress.pk]))
    assert confirmed["Location"] == reverse("congresses:waiting")
    assert admin.post(reverse("congresses:confirm", args=[congress.pk])).status_code == 422
    committee = reverse("congresses:committee", args=[congress.pk])
    refused = admin.post(committee)
    assert refused.status_code == 422
    assert "لا تُشكل لجنة إلا عند شغور هذا المنصب" in refused.content.decode()
    Mandate.objects.filter(post__unit=congress.unit_id).update(standing="refused")
    assert admin.post(committee)["Location"] == reverse("units:people", args=[congress.unit_id])


def test_dates_typed_in_arabic_digits_are_read(congress: Congress, region: Client) -> None:
    address = reverse("congresses:stage", args=[congress.pk, "committee"])
    typed = f"{TODAY.day:02}/{TODAY.month:02}/{TODAY.year}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert region.post(address, {"done_on": typed, "note": "تم"}).status_code == 302
    assert congress.stages.get(template__code="committee").done_on == date(TODAY.year, TODAY.month, TODAY.day)


@pytest.mark.parametrize(
    ("language", "badge", "counted"),
    [
        ("en", "passed the last day by 153 days", "2 regions passed the last day"),
        ("fr", "Délai dépassé de 153 jours", "2 régions ont dépassé le délai"),
        ("ar", "تجاوز الأجل بـ153 يوما", "جهتان تجاوزتا الأجل"),
    ],
)
def test_after_the_last_day_no_page_says_that_it_will_miss(
    party: Party, language: str, badge: str, counted: str
) -> None:
    at = at_noon(date(2026, 11, 30))
    opened(on=at.date())
    open_congresses(on=at.date(), at=at)
    with time_machine.travel(at, tick=False):
        client = chief(party)
        client.cookies["language"] = language
        for route in ("congresses:index", "compliance:congresses", "compliance:dashboard"):
            page = unescape(client.get(reverse(route)).content.decode())
            assert (badge in page, counted in page) == (True, True), route
            assert not re.search("Will miss|will miss|Sera manqué|ستتجاوز|سيتجاوز", page), route
