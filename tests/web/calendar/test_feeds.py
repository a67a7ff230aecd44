"""A private calendar address: what it shows, to whom, and when it stops."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.operations.changes import cancel_meeting, move_meeting
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account, FeedToken, Mandate
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, make_obligation, submitted

TODAY = clock.today()


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.provinces[0][0], username="secretary")


def address(client: Client, unit_id: int | None = None) -> str:
    """Make an address through the page; its path."""
    made = client.post(reverse("calendar:new"), {"unit_id": unit_id} if unit_id else {})
    assert made.status_code == 200
    return re.search(r"/calendar/[\w-]+\.ics", made.content.decode())[0]


def events(path: str) -> dict[str, Any]:
    """uid → event of the file a phone gets, without any session."""
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {one.uid.value: one for one in vobject.readOne(answer.content.decode()).contents.get("vevent", [])}


def owed(unit: Any) -> Any:
    first = TODAY.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return make_obligation(
        unit=unit,
        period_start=first,
        period_end=last,
        due_on=last + timedelta(days=7),
        overdue_from=last + timedelta(days=15),
    )


def test_ones_own_calendar_holds_the_meetings_and_last_days_of_ones_unit_only(
    party: Party, client: Client, secretary: Account
) -> None:
    ours = make_meeting(unit=party.provinces[0][0], planned_on=TODAY + timedelta(days=5), place="المقر")
    for other in (party.branches[0][0][0], party.provinces[0][1], party.regions[0]):
        make_meeting(unit=other, planned_on=TODAY + timedelta(days=5))
        owed(other)
    obligation = owed(party.provinces[0][0])
    client.force_login(secretary)
    found = events(address(client))
    assert set(found) == {f"meeting-{ours.pk}@127.0.0.1", f"obligation-{obligation.pk}@127.0.0.1"}
    meeting = found[f"meeting-{ours.pk}@127.0.0.1"]
    assert (meeting.location.value, meeting.status.value, meeting.sequence.value) == ("المقر", "CONFIRMED", "0")
    assert meeting.dtstart.value == ours.starts_at
    assert found[f"obligation-{obligation.pk}@127.0.0.1"].dtstart.value == obligation.due_on
    text = Client().get(address(client)).content.decode().replace("\r\n ", "")
    assert secretary.person.name_ar not in text
    assert secretary.person.name_latin not in text


def test_a_calendar_that_has_not_changed_is_not_sent_again(party: Party, client: Client, secretary: Account) -> None:
    meeting = make_meeting(unit=party.provinces[0][0], planned_on=TODAY + timedelta(days=5))
    client.force_login(secretary)
    path = address(client)
    first = Client().get(path)
    tag = first.headers["ETag"]
    again = Client().get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    Meeting.objects.filter(pk=meeting.pk).update(place="دار الشباب")
    changed = Client().get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag


@pytest.mark.parametrize("base,scheme", [("https://party.example.org", "webcals"), ("http://127.0.0.1:8000", "webcal")])
def test_a_calendar_is_subscribed_to_as_safely_as_the_site_is_read(
    client: Client, secretary: Account, base: str, scheme: str
) -> None:
    client.force_login(secretary)
    with override_settings(BASE_URL=base):
        page = client.post(reverse("calendar:new")).content.decode()
    assert f'href="{scheme}://{base.partition("://")[2]}/' in page


def test_a_moved_meeting_keeps_its_key_with_a_higher_number_and_a_cancelled_one_says_so(
    party: Party, client: Client, secretary: Account
) -> None:
    province, actor, at = party.provinces[0][0], acting(secretary, TODAY), clock.now()
    meeting = make_meeting(unit=province, planned_on=TODAY + timedelta(days=5))
    client.force_login(secretary)
    path, key = address(client), f"meeting-{meeting.pk}@127.0.0.1"
    day = TODAY + timedelta(days=6)
    every = ("leaves_period", "on_holiday", "ramadan_evening", "same_day")
    move_meeting(
        meeting_id=meeting.pk, planned_on=day, wall_time=meeting.wall_time, place="دار الشباب", minutes=90,
        confirmed=every, by=actor, at=at,
    )  # fmt: skip
    moved = events(path)[key]
    assert (moved.sequence.value, moved.location.value) == ("1", "دار الشباب")
    assert moved.dtstart.value == instant(day, meeting.wall_time)
    cancel_meeting(meeting_id=meeting.pk, because="تأجيل", by=actor, at=at)
    cancelled = events(path)[key]
    assert (cancelled.sequence.value, cancelled.status.value) == ("2", "CANCELLED")
    assert cancelled.summary.value.startswith("ملغى")


def test_an_extension_moves_the_last_day_under_the_same_key_and_what_is_done_leaves(
    party: Party, client: Client, secretary: Account
) -> None:
    obligation = owed(party.provinces[0][0])
    client.force_login(secretary)
    path, key = address(client), f"obligation-{obligation.pk}@127.0.0.1"
    obligation.extended_until, obligation.extension_granted_on = obligation.due_on + timedelta(days=9), TODAY
    obligation.save()
    event = events(path)[key]
    assert (event.dtstart.value, event.sequence.value) == (obligation.due_on + timedelta(days=9), "9")
    meeting = make_meeting(unit=party.provinces[0][0], planned_on=TODAY.replace(day=1))
    submitted(meeting, acting(secretary, TODAY), at=clock.now(), held_on=TODAY.replace(day=1))
    assert key not in events(path)


def test_a_calendar_is_empty_from_the_day_the_mandate_has_ended(
    party: Party, client: Client, secretary: Account
) -> None:
    make_meeting(unit=party.provinces[0][0], planned_on=TODAY + timedelta(days=5))
    owed(party.provinces[0][0])
    client.force_login(secretary)
    own, of_unit = address(client), address(client, party.provinces[0][0].pk)
    assert (len(events(own)), len(events(of_unit))) == (2, 2)
    Mandate.objects.filter(person=secretary.person).update(to_on=TODAY)
    assert len(events(own)) == 2
    Mandate.objects.filter(person=secretary.person).update(to_on=TODAY - timedelta(days=1))
    assert (events(own), events(of_unit)) == ({}, {})
    page = client.get(reverse("accounts:preferences"))
    assert [row.readable for row in page.context["calendars"]] == [False, False]


def test_whoever_follows_a_region_has_its_meetings_and_its_provinces_but_no_last_days(
    party: Party, client: Client
) -> None:
    follower = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    day = TODAY + timedelta(days=3)
    wanted = {
        f"meeting-{make_meeting(unit=unit, planned_on=day).pk}@127.0.0.1"
        for unit in (party.regions[0], *party.provinces[0])
    }
    for unit in (party.regions[1], party.provinces[1][0], party.branches[0][0][0]):
        make_meeting(unit=unit, planned_on=day)
    owed(party.provinces[0][0])
    client.force_login(follower)
    assert set(events(address(client))) == wanted


def test_a_new_address_stops_the_former_and_a_revoked_one_is_no_page(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    first = address(client)
    second = address(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    live = FeedToken.objects.get(revoked_at=None)
    assert live.fetched_at is not None
    assert client.post(reverse("calendar:revoke", args=[live.pk])).headers["Location"] == reverse(
        "accounts:preferences"
    )
    assert Client().get(second).status_code == 404
    assert client.post(reverse("calendar:revoke", args=[live.pk])).status_code == 302
    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == [
        "open_feed",
        "open_feed",
        "revoke_feed",
    ]


def test_guessed_addresses_and_those_of_closed_accounts_are_no_page(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    path = address(client)
    assert path.split("/")[-1].removesuffix(".ics") not in str(list(FeedToken.objects.values()))
    for guess in ("x", "x" * 3000, "1", "%00", "..%2f", FeedToken.objects.get().token_digest):
        assert Client().get(f"/calendar/{guess}.ics").status_code == 404
    assert Client().post(path).status_code == 405
    Account.objects.filter(pk=secretary.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_addresses_are_ones_own_and_of_units_one_reads(party: Party, client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    address(client)
    theirs = FeedToken.objects.get()
    client.force_login(holder(unit=party.regions[1]))
    assert client.post(reverse("calendar:revoke", args=[theirs.pk])).status_code == 404
    for unit, status in ((party.provinces[0][0].pk, 404), (999_999, 404), ("x", 404), ("٣", 404)):
        assert client.post(reverse("calendar:new"), {"unit_id": unit}).status_code == status
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    assert client.post(reverse("calendar:new"), {"unit_id": party.regions[0].pk}).status_code == 403
    assert client.post(reverse("calendar:new")).status_code == 403
    assert client.get(reverse("accounts:preferences")).context["calendars"] == []
    theirs.refresh_from_db()
    assert theirs.revoked_at is None


@pytest.mark.parametrize("language, title", [("ar", "آخر أجل"), ("fr", "Dernier jour"), ("en", "Last day")])
def test_the_calendar_speaks_the_language_of_its_owner(
    party: Party, client: Client, secretary: Account, language: str, title: str
) -> None:
    owed(party.provinces[0][0])
    Account.objects.filter(pk=secretary.pk).update(language=language)
    client.force_login(secretary)
    (event,) = events(address(client)).values()
    assert event.summary.value.startswith(title)


def test_the_file_takes_as_many_queries_for_one_meeting_as_for_thirty(
    party: Party, client: Client, secretary: Account
) -> None:
    client.force_login(secretary)
    path = address(client)
    Client().get(path)
    for before, made in ((0, 1), (1, 30)):
        for number in range(before, made):
            make_meeting(unit=party.provinces[0][0], planned_on=TODAY + timedelta(days=number))
        if not before:
            owed(party.provinces[0][0])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(events(path)) == made + 1
        assert len(queries) == 5


def test_one_meeting_is_a_file_for_whoever_reads_it(party: Party, client: Client, secretary: Account) -> None:
    meeting = make_meeting(unit=party.provinces[0][0], planned_on=date(2026, 12, 5))
    client.force_login(secretary)
    path = reverse("calendar:meeting", args=[meeting.pk])
    assert path in client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    answer = client.get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="meeting-{meeting.pk}.ics"'
    assert "DTSTART:20261205T183000Z" in answer.content.decode()
    client.force_login(holder(unit=party.provinces[0][1]))
    assert client.get(path).status_code == 404


def test_a_unit_below_is_offered_from_its_page_to_whoever_reads_its_record(party: Party, client: Client) -> None:
    branch, stranger = party.branches[0][0][0], party.branches[1][0][0]
    client.force_login(holder(unit=party.provinces[0][0]))
    asked = f"{reverse('accounts:preferences')}?unit={branch.pk}"
    assert f"{asked}#calendar" in client.get(reverse("units:detail", args=[branch.pk])).content.decode()
    offered = client.get(asked).context["calendars"]
    assert [row.unit and row.unit.pk for row in offered] == [None, party.provinces[0][0].pk, branch.pk]
    meeting = make_meeting(unit=branch, planned_on=TODAY + timedelta(days=2))
    obligation = owed(branch)
    assert set(events(address(client, branch.pk))) == {
        f"meeting-{meeting.pk}@127.0.0.1",
        f"obligation-{obligation.pk}@127.0.0.1",
    }
    for unit in (stranger.pk, 999_999, "x"):
        shown = client.get(reverse("accounts:preferences"), {"unit": unit}).context["calendars"]
        assert [row.unit and row.unit.pk for row in shown] == [None, party.provinces[0][0].pk, branch.pk]
