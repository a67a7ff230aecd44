"""What a person chose is honoured: e-mail or not, the hour of the day's message, the quiet hours."""

from datetime import UTC, datetime, timedelta

import pytest

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.sending import send_waiting
from tajadur.delivery.smtp import SmtpTransport
from tajadur.organisation.people.models import NotificationPreferences, Person, PersonChannel
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tests.factories.letters import AT, ON, remind
from tests.factories.mail import smtp_catcher
from tests.factories.party import Party, holder


@pytest.fixture
def secretary(party: Party) -> Person:
    person = holder(unit=party.provinces[0][0], username="nadia").person
    assert person is not None
    return person


def test_the_hours_of_the_channel_and_of_the_person_both_hold(party: Party, secretary: Person) -> None:
    NotificationPreferences.objects.create(person=secretary, digest_hour=9, quiet_from=20, changed_at=AT)
    config = ChannelConfig.objects.create(
        name="رسائل",
        kind="sms",
        url="json://127.0.0.1:1/?-to={to}",
        hour_from=11,
        hour_to=18,
        created_at=AT,
        test_answer="taken",
        enabled_at=AT,
    )
    PersonChannel.objects.create(
        person=secretary, config=config, address="+212600000001", consented_at=AT - timedelta(days=30)
    )
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT.replace(hour=5))
    assert Delivery.objects.get(channel="other").not_before.astimezone(UTC) == datetime(2026, 5, 20, 10, 0, tzinfo=UTC)
    assert Delivery.objects.get(channel="email").not_before.astimezone(UTC) == datetime(2026, 5, 20, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "quiet", "at_hour", "expected"),
    [
        (8, 21, 6, datetime(2026, 5, 20, 7, 0, tzinfo=UTC)),
        (8, 21, 12, datetime(2026, 5, 20, 12, 0, tzinfo=UTC)),
        (17, 21, 9, datetime(2026, 5, 20, 16, 0, tzinfo=UTC)),
        (8, 12, 13, datetime(2026, 5, 21, 7, 0, tzinfo=UTC)),
        (20, 21, 20, datetime(2026, 5, 21, 19, 0, tzinfo=UTC)),
    ],
)
def test_the_letter_leaves_at_the_person_s_hour_and_not_in_quiet_hours(
    party: Party, secretary: Person, hour: int, quiet: int, at_hour: int, expected: datetime
) -> None:
    NotificationPreferences.objects.create(person=secretary, digest_hour=hour, quiet_from=quiet, changed_at=AT)
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT.replace(hour=at_hour))
    assert Delivery.objects.get(channel="email").not_before.astimezone(UTC) == expected


def test_without_e_mail_the_inbox_still_holds_everything(party: Party, secretary: Person) -> None:
    NotificationPreferences.objects.create(person=secretary, by_email=False, changed_at=AT)
    remind(party.provinces[0][0])
    gathered = gather_digests(on=ON, at=AT)
    assert (gathered.in_app, gathered.email) == (1, 0)


def test_e_mail_given_up_while_a_letter_waits_stops_the_letter(party: Party, secretary: Person) -> None:
    remind(party.provinces[0][0])
    gather_digests(on=ON, at=AT)
    NotificationPreferences.objects.create(person=secretary, by_email=False, changed_at=AT)
    with smtp_catcher() as catcher:
        assert send_waiting(transport=SmtpTransport(), at=AT) == {"cancelled": 1}
    assert catcher.taken == []
