"""Nothing leaves between 21:00 and 08:00, in one's own quiet hours, or on a holiday, whatever happened before."""

from datetime import date, datetime, time, timedelta

import pytest

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.outside import OutsideTransport, answer_tests
from tajadur.delivery.sending import send_waiting
from tajadur.delivery.smtp import SmtpTransport
from tajadur.foundation.calendar import instant
from tajadur.jobs.passes import PASSES
from tajadur.organisation.people.models import NotificationPreferences, Person
from tajadur.organisation.profile.models import ObservedDay, Profile
from tajadur.organisation.profile.queries import party_hours
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tests.factories.channels import PHONE, channel
from tests.factories.gateway import http_gateway
from tests.factories.letters import remind
from tests.factories.mail import Catcher, smtp_catcher
from tests.factories.party import Party, holder

EVENING, MORNING = date(2026, 6, 29), date(2026, 7, 1)


@pytest.fixture
def secretary(party: Party) -> Person:
    person = holder(unit=party.provinces[0][0], username="nadia").person
    assert person is not None
    return person


def told(party: Party, at: datetime, *, subject: int = 1) -> None:
    remind(party.provinces[0][0], subject=subject, at=at)
    PASSES["gather_digests"](at.date(), at)


def sent(at: datetime, catcher: Catcher) -> int:
    """How many letters left by one run at that instant."""
    before = len(catcher.taken)
    send_waiting(transport=SmtpTransport(), at=at)
    return len(catcher.taken) - before


def waits_until() -> datetime:
    return Delivery.objects.get(channel="email", state="pending").not_before


def test_after_an_outage_that_ends_at_night_letters_wait_for_the_morning(party: Party, secretary: Person) -> None:
    told(party, instant(EVENING, time(20, 50)))
    back = instant(MORNING, time(6))
    told(party, back, subject=2)
    with smtp_catcher() as catcher:
        assert [sent(back + timedelta(minutes=minutes), catcher) for minutes in (0, 1, 119)] == [0, 0, 0]
        row = Delivery.objects.get(channel="email", digest_on=EVENING)
        assert (row.not_before, row.attempts, row.last_error) == (instant(MORNING, time(8)), 0, "quiet hours")
        assert sent(back + timedelta(hours=2), catcher) == 2


def test_a_second_try_that_falls_into_the_night_waits_for_the_morning(party: Party, secretary: Person) -> None:
    told(party, instant(EVENING, time(20, 50)))
    with smtp_catcher() as catcher:
        catcher.rcpt_answer = "451 later"
        assert sent(instant(EVENING, time(20, 51)), catcher) == 0
        catcher.rcpt_answer = ""
        Delivery.objects.filter(channel="email").update(not_before=instant(EVENING, time(21, 45)))
        assert sent(instant(EVENING, time(21, 45)), catcher) == 0
        assert (waits_until(), Delivery.objects.get(channel="email").attempts) == (
            instant(date(2026, 6, 30), time(8)),
            1,
        )
        assert sent(instant(date(2026, 6, 30), time(7, 59)), catcher) == 0
        assert sent(instant(date(2026, 6, 30), time(8)), catcher) == 1


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (instant(EVENING, time(18, 30)), instant(date(2026, 6, 30), time(9))),
        (instant(date(2026, 6, 30), time(8, 30)), instant(date(2026, 6, 30), time(9))),
        (instant(date(2026, 7, 29), time(19)), instant(date(2026, 7, 31), time(9))),
    ],
    ids=["own evening", "own morning", "over the Feast of the Throne"],
)
def test_a_person_s_own_hours_and_holidays_hold_for_what_was_late(
    party: Party, secretary: Person, at: datetime, expected: datetime
) -> None:
    NotificationPreferences.objects.create(person=secretary, digest_hour=9, quiet_from=18, changed_at=at)
    told(party, instant(at.date() - timedelta(days=1), time(10)))
    with smtp_catcher() as catcher:
        assert (sent(at, catcher), waits_until()) == (0, expected)
        assert sent(expected, catcher) == 1


# Ramadan 1448 begins, by the computed calendar, on 8 February 2027, and its feast is on 9 March.
FASTING, NOT_YET, FEAST = date(2027, 2, 9), date(2027, 2, 7), date(2027, 3, 9)


@pytest.mark.parametrize(
    ("day", "at_hour", "expected"),
    [
        (FASTING, 8, instant(FASTING, time(11))),
        (FASTING, 12, instant(FASTING, time(12))),
        (FASTING, 15, instant(FASTING + timedelta(days=1), time(11))),
        (NOT_YET, 9, instant(NOT_YET, time(9))),
        (NOT_YET, 22, instant(NOT_YET + timedelta(days=1), time(11))),
    ],
)
def test_in_ramadan_letters_keep_the_hours_of_the_party(
    party: Party, secretary: Person, day: date, at_hour: int, expected: datetime
) -> None:
    Profile.objects.update(ramadan_from=11, ramadan_to=15)
    told(party, instant(day, time(at_hour)))
    assert waits_until() == expected


def test_in_ramadan_a_second_try_keeps_them_too(party: Party, secretary: Person) -> None:
    Profile.objects.update(ramadan_from=11, ramadan_to=15)
    told(party, instant(FASTING, time(12)))
    Delivery.objects.filter(channel="email").update(not_before=instant(EVENING, time(9)))
    with smtp_catcher() as catcher:
        assert (sent(instant(FASTING, time(15, 1)), catcher), waits_until()) == (
            0,
            instant(FASTING + timedelta(days=1), time(11)),
        )


def test_in_ramadan_a_person_s_own_hour_stays(party: Party, secretary: Person) -> None:
    Profile.objects.update(ramadan_from=11, ramadan_to=15)
    NotificationPreferences.objects.create(
        person=secretary, digest_hour=20, quiet_from=21, changed_at=instant(FASTING, time(8))
    )
    told(party, instant(FASTING, time(8)))
    assert waits_until() == instant(FASTING, time(20))


@pytest.mark.parametrize(
    ("announced", "day", "hour"), [(FEAST, FEAST - timedelta(days=1), 11), (FEAST - timedelta(days=1), FEAST, 8)]
)
def test_ramadan_ends_on_the_day_that_was_announced(
    party: Party, secretary: Person, announced: date, day: date, hour: int
) -> None:
    Profile.objects.update(ramadan_from=11, ramadan_to=15)
    ObservedDay.objects.create(estimated_on=FEAST, observed_on=announced, decided_at=instant(NOT_YET, time(9)))
    remind(party.provinces[0][0], at=instant(day, time(7)))
    gather_digests(on=day, at=instant(day, time(7)), hours=party_hours(day))
    assert waits_until() == instant(day, time(hour))


@pytest.mark.parametrize(
    ("asked", "at", "leaves"),
    [
        (instant(EVENING, time(22)), instant(EVENING, time(22, 1)), True),
        (instant(EVENING, time(22)), instant(MORNING, time(6)), False),
        (instant(EVENING, time(22)), instant(MORNING, time(8)), True),
    ],
)
def test_what_was_asked_for_answers_at_once_and_after_an_outage_in_the_morning(
    party: Party, asked: datetime, at: datetime, leaves: bool
) -> None:
    with http_gateway() as gateway:
        channel(gateway.url, on=False)
        ChannelConfig.objects.update(test_answer="", test_asked_at=asked, test_to=PHONE)
        assert answer_tests(transport=OutsideTransport(), at=at) == ({"taken": 1} if leaves else {})
