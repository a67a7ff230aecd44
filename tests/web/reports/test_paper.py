"""The form to fill in by hand: of the unit's own office, empty of names."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tests.factories.party import Party, holder
from tests.factories.reports import make_meeting


def test_the_office_prints_the_points_of_its_meeting_with_nothing_filled_in(party: Party, client: Client) -> None:
    branch = party.branches[0][0][0]
    meeting = make_meeting(unit=branch, planned_on=clock.today() + timedelta(days=3), objectives=1, items=2)
    address = reverse("reports:paper", args=[meeting.pk])
    for post in ("secretary", "member"):
        account = holder(unit=branch, post=post)
        client.force_login(account)
        assert address in client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
        page = client.get(address)
        form = page.content.decode().partition('<article class="paper">')[2].partition("</article>")[0]
        assert page.status_code == 200
        for point in meeting.points.all():
            assert point.text in form
        assert account.person.name_ar not in form
        assert "<input" not in form


def test_nobody_above_prints_it_for_the_office_and_strangers_find_nothing(party: Party) -> None:
    branch = party.branches[0][0][0]
    meeting = make_meeting(unit=branch, planned_on=clock.today())
    address = reverse("reports:paper", args=[meeting.pk])
    for account, status in (
        (holder(unit=party.provinces[0][0]), 403),
        (holder(unit=party.national, body="secretariat", post="secretary_general"), 403),
        (holder(unit=party.national, body="headquarters", post="administrator"), 403),
        (holder(unit=party.provinces[0][1]), 404),
        (holder(unit=party.branches[0][0][1]), 404),
    ):
        client = Client()
        client.force_login(account)
        assert client.get(address).status_code == status
        if account.person.mandates.get().post.unit_id == party.provinces[0][0].pk:
            assert address not in client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
