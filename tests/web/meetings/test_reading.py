"""The pages that show meetings: ours, those we follow, one meeting, one series."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import ActionItem, Draft, Meeting, Series
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.programme import meeting_on, plain_day, series_from
from tests.factories.reports import make_meeting, make_obligation, submitted

TODAY = clock.today()
SOON = plain_day(TODAY + timedelta(days=9))


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


def test_our_meetings_show_what_comes_and_what_is_past(client: Client, branch: Unit, secretary: Account) -> None:
    make_meeting(unit=branch, planned_on=SOON, place="قاعة البلدية")
    make_meeting(unit=branch, planned_on=TODAY - timedelta(days=20), place="دار الشباب", state="reported")
    client.force_login(secretary)
    page = text(client, reverse("meetings:index"))
    assert page.index("قاعة البلدية") < page.index("دار الشباب")
    assert reverse("meetings:programme", args=[branch.pk]) in page


def test_our_meetings_cost_the_same_at_any_size(
    client: Client, branch: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_meeting(unit=branch, planned_on=SOON)
    client.force_login(secretary)
    with django_assert_num_queries(6):
        client.get(reverse("meetings:index"))
    for week in range(12):
        make_meeting(unit=branch, planned_on=TODAY - timedelta(weeks=week))
        make_meeting(unit=branch, planned_on=TODAY + timedelta(weeks=week + 2))
    series_from(SOON, unit=branch, by=acting(secretary, TODAY), confirmed={"same_day_meeting"})
    with django_assert_num_queries(6):
        client.get(reverse("meetings:index"))


def test_the_month_alone_is_the_month_of_the_page(client: Client, branch: Unit, secretary: Account) -> None:
    make_meeting(unit=branch, planned_on=SOON)
    client.force_login(secretary)
    address = f"{reverse('meetings:index')}?unit={branch.pk}&month={SOON:%Y-%m}"
    part = text(client, address, target="month")
    page = text(client, address)
    assert part.strip().startswith('<section class="card only-desk" id="month"')
    assert part.strip() in page
    assert "<html" not in part
    assert f"{SOON.day}" in part and f'href="{reverse("meetings:detail", args=[Meeting.objects.get().pk])}"' in part


@pytest.mark.parametrize("asked", ["2026-13", "0001-01", "9999-12", "x" * 50, "'", "٢٠٢٦-٠٥"])
def test_a_month_that_is_none_shows_this_one(client: Client, secretary: Account, asked: str) -> None:
    client.force_login(secretary)
    answer = client.get(reverse("meetings:index"), {"month": asked})
    assert answer.status_code == 200
    assert answer.context["month"].title in {f"{TODAY:%Y-%m}", "2026-05"}


def test_a_member_reads_our_meetings_and_finds_no_way_to_programme(client: Client, branch: Unit) -> None:
    client.force_login(holder(unit=branch, post="member"))
    page = text(client, reverse("meetings:index"))
    assert reverse("meetings:programme", args=[branch.pk]) not in page
    assert client.get(reverse("meetings:programme", args=[branch.pk])).status_code == 403


def test_whoever_has_no_unit_of_his_own_sees_what_he_follows(client: Client, party: Party) -> None:
    make_meeting(unit=party.branches[0][0][0], planned_on=SOON)
    make_meeting(unit=party.branches[1][0][0], planned_on=SOON)
    client.force_login(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]))
    answer = client.get(reverse("meetings:index"), follow=True)
    assert answer.redirect_chain == [(reverse("meetings:reach"), 302)]
    page = answer.content.decode()
    assert party.branches[0][0][0].name_ar in page
    assert party.branches[1][0][0].name_ar not in page


def test_what_we_follow_costs_the_same_at_any_size_and_pages_by_fifty(
    client: Client, party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_meeting(unit=party.branches[0][0][0], planned_on=SOON)
    client.force_login(holder(unit=party.provinces[0][0]))
    with django_assert_num_queries(6):
        client.get(reverse("meetings:reach"))
    for day in range(51):
        make_meeting(unit=party.branches[0][0][day % 2], planned_on=TODAY - timedelta(days=day))
    with django_assert_num_queries(6):
        page = text(client, reverse("meetings:reach") + "?state=all")
    assert len(re.findall(r"<tr>\s*<th scope=\"row\">", page)) == 50
    second = text(client, reverse("meetings:reach") + "?page=2&state=all", target="list")
    assert len(re.findall(r"<tr>\s*<th scope=\"row\">", second)) == 2
    assert second.strip().startswith('<section id="list"')


def test_what_we_follow_is_narrowed_by_state_name_region_and_unit(client: Client, party: Party) -> None:
    first, second = party.branches[0][0][0], party.branches[0][1][0]
    make_meeting(unit=first, planned_on=SOON, place="آتية")
    make_meeting(unit=first, planned_on=TODAY - timedelta(days=3), place="منتظرة")
    make_meeting(unit=second, planned_on=TODAY - timedelta(days=3), place="مقررة", state="reported")
    Unit.objects.filter(pk=second.pk).update(folded=" tabriquet ")
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    address = reverse("meetings:reach")
    assert places(client, f"{address}?state=coming") == {"آتية"}
    assert places(client, f"{address}?state=awaiting") == {"منتظرة"}
    assert places(client, f"{address}?state=reported") == {"مقررة"}
    assert places(client, f"{address}?q=Tabri&state=all") == {"مقررة"}
    assert places(client, f"{address}?unit={party.provinces[0][1].pk}&state=all") == {"مقررة"}
    assert places(client, f"{address}?region={party.regions[1].pk}&state=all") == set()
    assert places(client, f"{address}?region={party.regions[0].pk}&state=all") == {"آتية", "منتظرة", "مقررة"}


def test_a_unit_out_of_reach_is_not_found_in_the_filter(client: Client, party: Party) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    assert client.get(reverse("meetings:reach"), {"unit": party.provinces[1][0].pk}).status_code == 404


def test_a_meeting_to_come_can_be_shared_moved_cancelled(client: Client, branch: Unit, secretary: Account) -> None:
    meeting = meeting_on(SOON, unit=branch, by=acting(secretary, TODAY))
    client.force_login(secretary)
    page = text(client, address_of(meeting))
    for route in ("meetings:move", "meetings:cancel", "meetings:points"):
        assert reverse(route, args=[meeting.pk]) in page
    assert "https://wa.me/?text=" in page and "data-share=" in page
    assert f'href="{reverse("reports:form", args=[meeting.pk])}"' not in page


def test_a_meeting_held_is_reported_or_declared_not_held(client: Client, branch: Unit, secretary: Account) -> None:
    first = TODAY.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    owed = make_obligation(unit=branch, period_start=first, period_end=last, due_on=last,
                           overdue_from=last + timedelta(days=8))  # fmt: skip
    meeting = make_meeting(unit=branch, planned_on=TODAY)
    client.force_login(secretary)
    page = text(client, address_of(meeting))
    assert reverse("reports:form", args=[meeting.pk]) in page
    assert reverse("declarations:not_held", args=[owed.pk]) in page
    Draft.objects.create(meeting=meeting, saved_at=at_noon(TODAY), saved_by=secretary)
    assert "متابعة التقرير" in text(client, address_of(meeting))


def test_those_above_read_without_any_way_to_write(client: Client, party: Party, branch: Unit) -> None:
    meeting = make_meeting(unit=branch, planned_on=TODAY)
    Draft.objects.create(meeting=meeting, saved_at=at_noon(TODAY), saved_by=holder(unit=branch))
    client.force_login(holder(unit=party.provinces[0][0]))
    page = text(client, address_of(meeting))
    assert "وحدها الوحدة المعنية" in page
    for route in ("meetings:move", "meetings:cancel", "meetings:points", "reports:form"):
        assert reverse(route, args=[meeting.pk]) not in page
    assert "تقرير في طور الإعداد" not in page


@pytest.mark.parametrize("post", ["stranger", "pole", "administrator"])
def test_a_record_out_of_reach_is_not_found(client: Client, party: Party, branch: Unit, post: str) -> None:
    meeting = make_meeting(unit=branch, planned_on=TODAY)
    series = series_from(SOON, unit=branch, by=acting(holder(unit=branch), TODAY))
    accounts = {
        "stranger": lambda: holder(unit=party.branches[1][0][0]),
        "pole": lambda: holder(unit=party.national, body="pole", post="member"),
        "administrator": lambda: holder(unit=party.national, body="headquarters", post="administrator"),
    }
    client.force_login(accounts[post]())
    expected = {404} if post == "stranger" else {403}
    answers = {
        client.get(one).status_code for one in (address_of(meeting), reverse("meetings:series", args=[series.pk]))
    }
    assert answers == expected


def test_a_reported_meeting_leads_to_its_report(client: Client, branch: Unit, secretary: Account) -> None:
    day = TODAY - timedelta(days=2)
    meeting = make_meeting(unit=branch, planned_on=day)
    receipt = submitted(meeting, acting(secretary, TODAY), at=at_noon(TODAY - timedelta(days=1)))
    client.force_login(secretary)
    page = text(client, address_of(meeting))
    assert reverse("reports:detail", args=[receipt.submission_id]) in page
    assert reverse("meetings:points", args=[meeting.pk]) not in page


def test_one_meeting_costs_the_same_with_many_points(
    client: Client, branch: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = make_meeting(unit=branch, planned_on=SOON)
    many = make_meeting(unit=branch, planned_on=SOON, objectives=15, items=20)
    client.force_login(secretary)
    for meeting in (few, many):
        with django_assert_num_queries(7):
            client.get(address_of(meeting))


def test_an_action_past_its_day_is_closed_from_the_meeting_and_its_report_is_one_tap_away(
    client: Client, party: Party, branch: Unit, secretary: Account
) -> None:
    by = acting(secretary, TODAY)
    held = make_meeting(unit=branch, planned_on=TODAY - timedelta(days=9))
    action = ActionData("فتح المقر", make_post(unit=branch).pk, TODAY - timedelta(days=2))
    receipt = submitted(held, by, at=at_noon(TODAY - timedelta(days=8)), actions=(action,))
    coming = make_meeting(unit=branch, planned_on=SOON)
    close = reverse("reports:close_action", args=[ActionItem.objects.get().pk])
    client.force_login(secretary)
    page = text(client, address_of(coming))
    assert close in page and reverse("reports:detail", args=[receipt.submission_id]) in page
    answer = client.post(close, {"next": address_of(coming)})
    assert (answer.status_code, answer.headers["Location"]) == (302, address_of(coming))
    assert ActionItem.objects.get().closed_on == TODAY
    assert close not in text(client, address_of(coming))
    ActionItem.objects.update(closed_on=None)
    client.force_login(holder(unit=party.provinces[0][0]))
    above = text(client, address_of(coming))
    assert close not in above and reverse("reports:detail", args=[receipt.submission_id]) in above


def test_a_meeting_declared_not_held_waits_for_no_report(client: Client, party: Party, branch: Unit) -> None:
    day = TODAY - timedelta(days=3)
    owed = make_obligation(unit=branch, period_start=day.replace(day=1), period_end=day, due_on=TODAY,
                           overdue_from=TODAY + timedelta(days=8))  # fmt: skip
    meeting = make_meeting(unit=branch, planned_on=day, place="المقر القديم")
    address = f"{reverse('meetings:reach')}?state="
    sg = holder(unit=party.national, body="secretariat", post="secretary_general")
    client.force_login(sg)
    assert places(client, f"{address}awaiting") == {"المقر القديم"}
    assert places(client, f"{address}not_held") == set()
    Obligation.objects.filter(pk=owed.pk).update(not_held_on=TODAY)
    assert places(client, f"{address}awaiting") == set()
    assert places(client, f"{address}not_held") == {"المقر القديم"}
    for page in (text(client, address_of(meeting)), text(client, f"{address}all")):
        assert "صُرح بعدم انعقاده" in page and "ينتظر تقريره" not in page
    client.force_login(holder(unit=branch))
    own = text(client, address_of(meeting))
    assert reverse("meetings:move", args=[meeting.pk]) not in own and "btn--p" not in own
    client.force_login(sg)
    Obligation.objects.filter(pk=owed.pk).update(not_held_withdrawn_on=TODAY)
    assert places(client, f"{address}awaiting") == {"المقر القديم"}


def test_the_list_begins_at_this_week_nearest_first_and_is_narrowed_by_body(client: Client, party: Party) -> None:
    first, second = party.branches[0][0][0], party.provinces[0][0]
    monday = TODAY - timedelta(days=TODAY.weekday())
    for day, unit in ((monday - timedelta(days=1), first), (monday, first), (TODAY + timedelta(days=40), second)):
        make_meeting(unit=unit, planned_on=day, place=day.isoformat())
    client.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    shown = re.findall(r'<td class="f-hide"><bdi>([^<]*)</bdi>', text(client, reverse("meetings:reach")))
    assert shown == [monday.isoformat(), (TODAY + timedelta(days=40)).isoformat()]
    body_type = second.bodies.get(body_type__code="office").body_type_id
    narrowed = f"{reverse('meetings:reach')}?body={body_type}&region={party.regions[0].pk}"
    assert places(client, narrowed) == {(TODAY + timedelta(days=40)).isoformat()}
    assert f"body={body_type}" in text(client, f"{narrowed}&state=all").replace("&amp;", "&")


def test_a_series_shows_its_rhythm_and_its_next_meetings(
    client: Client, party: Party, branch: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    series = series_from(TODAY, unit=branch, by=acting(secretary, TODAY), rule="FREQ=WEEKLY;BYDAY=SA")
    client.force_login(secretary)
    address = reverse("meetings:series", args=[series.pk])
    with django_assert_num_queries(4):
        page = text(client, address)
    assert "كل أسبوع، السبت" in page
    for row in Meeting.objects.filter(series=series):
        assert address_of(row) in page
    assert reverse("meetings:stop", args=[series.pk]) in page
    Meeting.objects.filter(series=series).delete()
    with django_assert_num_queries(4):
        client.get(address)
    client.force_login(holder(unit=party.provinces[0][0]))
    assert reverse("meetings:stop", args=[Series.objects.get().pk]) not in text(client, address)


def text(client: Client, address: str, *, target: str = "") -> str:
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def places(client: Client, address: str) -> set[str]:
    return set(re.findall(r'<td class="f-hide"><bdi>([^<]*)</bdi>', text(client, address)))


def address_of(meeting: Meeting) -> str:
    return reverse("meetings:detail", args=[meeting.pk])
