"""The day of the congress through the door: a desk on a phone, cards without names, texts, counts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.models import CheckIn, Congress, DelegateCode, DelegateList, PostVote, Resolution
from tajadur.foundation import clock
from tests.factories.congresses import give_seats, make_congress
from tests.factories.party import Party, acting, holder, make_unit

TODAY = clock.today()
DAY = 7


@pytest.fixture
def congress(party: Party) -> Congress:
    days = {"opens_on": TODAY - timedelta(days=60), "by_on": TODAY + timedelta(days=120)}
    congress = make_congress(unit=party.regions[0], **days)
    for unit in party.provinces[0]:
        DelegateList.objects.create(
            share=give_seats(congress, unit), version=1, elected=4, women=1, youth=1, names="مريم العلوي",
            filed_at=clock.now(), filed_on=TODAY, mandate_id=1,
        )  # fmt: skip
    Congress.objects.filter(pk=congress.pk).update(planned_on=TODAY, place="قاعة")
    congress.refresh_from_db()
    return congress


@pytest.fixture
def region(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.regions[0], username="regional"))
    client.cookies["language"] = "en"
    return client


def test_a_card_is_printed_without_a_name_scanned_and_counted(congress: Congress, region: Client) -> None:
    codes, desk = (reverse(f"congresses:{name}", args=[congress.pk]) for name in ("codes", "check_in"))
    assert "No code yet" in region.get(codes).content.decode()
    assert region.post(codes)["Location"] == codes
    text = region.get(codes).content.decode()
    assert text.count('class="qr"') == 8 and "مريم العلوي" not in text
    number = DelegateCode.objects.order_by("pk")[0].number
    assert f'value="{number}"' in region.get(desk, {"code": number}).content.decode()
    assert region.post(desk, {"number": number})["Location"] == desk
    again = region.post(desk, {"number": f"{number} "})
    assert again.status_code == 422 and "It counts once, whatever the desk" in again.content.decode()
    unit = congress.shares.order_by("pk")[1].unit_id
    over = region.post(desk, {"unit": unit, "count": "5"})
    assert set(over.context["form"].errors) == {"count"} and 'value="5"' in over.content.decode()
    region.post(desk, {"unit": unit, "count": "٣"})
    row = CheckIn.objects.latest("pk")
    assert (row.count, row.share.unit_id) == (3, unit)
    region.post(reverse("congresses:check_in_undo", args=[congress.pk, row.pk]))
    text = region.get(reverse("congresses:day", args=[congress.pk])).content.decode()
    assert "1 of 8 delegates filed" in text and "No quorum is laid down" in text


def test_texts_and_elections_are_written_corrected_and_read_from_above(
    congress: Congress, region: Client, party: Party
) -> None:
    day = reverse("congresses:day", args=[congress.pk])
    text = {"kind": "motion", "text": "ملتمس", "votes_for": "5", "votes_against": "1", "abstained": "0"}
    address = reverse("congresses:resolution_add", args=[congress.pk])
    empty = region.post(address, {**text, "votes_for": "", "text": ""})
    assert set(empty.context["form"].errors) == {"votes_for", "text"}
    assert region.post(address, text)["Location"] == day
    row = Resolution.objects.get()
    correct = reverse("congresses:resolution", args=[congress.pk, row.pk])
    seen = region.get(correct).context["form"]["seen"].value()
    assert region.post(correct, {**text, "votes_against": "7", "seen": seen})["Location"] == day
    region.post(reverse("congresses:check_in", args=[congress.pk]), {"unit": party.provinces[0][0].pk, "count": "2"})
    vote = reverse("congresses:vote", args=[congress.pk])
    post = region.get(vote).context["form"].fields["post"].choices[0][0]
    counts = {"post": post, "candidates": "2", "cast": "3", "spoiled": "0", "won": "2"}
    asked = region.post(vote, counts)
    assert asked.status_code == 422 and "confirm_cast_over_present" in asked.content.decode()
    assert region.post(vote, {**counts, "confirm_cast_over_present": "on"})["Location"] == day
    assert PostVote.objects.get().won == 2
    general = Client()
    general.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    general.cookies["language"] = "en"
    shown = general.get(day).content.decode()
    assert "not adopted" in shown and "Secret and electronic voting stays outside" in shown
    assert "Only the region itself writes" in shown and address not in shown
    assert general.post(address, text).status_code == 403
    region.post(reverse("congresses:resolution_drop", args=[congress.pk, row.pk]))
    assert not Resolution.objects.exists()


def test_a_second_desk_is_asked_before_its_result_takes_the_place_of_the_first(
    congress: Congress, region: Client
) -> None:
    day, vote = (reverse(f"congresses:{name}", args=[congress.pk]) for name in ("day", "vote"))
    post = region.get(vote).context["form"].fields["post"].choices[0][0]
    counts = {"post": post, "candidates": "2", "cast": "3", "spoiled": "0", "won": "2"}
    opened = f"{vote}?post={post}"
    seen = region.get(opened).context["form"]["seen"].value()
    assert region.post(opened, {**counts, "seen": seen})["Location"] == day
    second = region.post(opened, {**counts, "won": "3", "seen": seen})
    page = second.content.decode()
    assert second.status_code == 422 and "confirm_written_meanwhile" in page and 'value="3"' in page
    assert PostVote.objects.get().won == 2
    confirmed = {**counts, "won": "3", "seen": seen, "confirm_written_meanwhile": "on"}
    assert region.post(opened, confirmed)["Location"] == day
    assert PostVote.objects.get().won == 3
    text = {"kind": "motion", "text": "ملتمس", "votes_for": "5", "votes_against": "1", "abstained": "0"}
    region.post(reverse("congresses:resolution_add", args=[congress.pk]), text)
    row = Resolution.objects.get()
    correct = reverse("congresses:resolution", args=[congress.pk, row.pk])
    seen = region.get(correct).context["form"]["seen"].value()
    assert region.post(correct, {**text, "votes_for": "6", "seen": seen})["Location"] == day
    assert region.post(correct, {**text, "votes_for": "7", "seen": seen}).status_code == 422
    assert Resolution.objects.get().votes_for == 6


def test_the_page_of_the_day_costs_the_same_at_any_size(
    congress: Congress, region: Client, party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("congresses:day", args=[congress.pk])
    with django_assert_num_queries(DAY):
        region.get(address)
    by = acting(holder(unit=party.regions[0], post="member"), TODAY)
    for number in range(6):
        give_seats(congress, make_unit(kind="province", parent=party.regions[0]))
        Resolution.objects.create(
            congress=congress, position=number + 1, kind="motion", text="نص", votes_for=1, votes_against=0,
            abstained=0, noted_at=clock.now(), mandate_id=by.grants[0].mandate_id,
        )  # fmt: skip
    with django_assert_num_queries(DAY):
        region.get(address)
