"""The outbox against a real SMTP server and a real database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tajadur.delivery.digests import _TAKES, gather_digests
from tajadur.delivery.sending import _COMPOSE, claim, send_waiting, settle_expired_leases
from tajadur.delivery.smtp import SmtpTransport
from tajadur.jobs import passes
from tajadur.jobs.passes import PASSES
from tajadur.organisation.people.models import Person, Post
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import Channel
from tests.factories.mail import Catcher, smtp_catcher
from tests.factories.party import Party, holder, make_post

ON = date(2026, 5, 20)
AT = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
# The lock; what is taken out; the inbox: wanted, opened, filled; letters: wanted, left, opened, locked, filled; other
# channels: wanted.
GATHERING = 10
NAMES = {"ar": "اجتماع المكتب الإقليمي", "fr": "Réunion du bureau provincial", "en": "Provincial office meeting"}


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    with smtp_catcher() as one:
        yield one


@pytest.fixture
def secretary(party: Party) -> Person:
    person = holder(unit=party.provinces[0][0], username="nadia").person
    assert person is not None
    return person


def remind(party: Party, *, subject: int = 1, step: str = "due-7") -> int:
    unit = party.provinces[0][0]
    post: Post = make_post(unit=unit)
    params = {"directive": "provincial-office", "name": NAMES, "period": "2026-05", "due_on": "2026-06-07"}
    one = NotificationRequest(
        kind="reminder",
        subject=("obligation", subject),
        step=step,
        post_id=post.pk,
        unit_id=unit.pk,
        step_on=ON,
        params=params,
    )
    return notify(requests=[one], at=AT)


def letter() -> Delivery:
    return Delivery.objects.get(channel="email")


def expire_lease() -> None:
    Delivery.objects.update(leased_until=AT)


def test_a_notice_told_twice_is_one_row(party: Party, secretary: Person) -> None:
    assert remind(party) == 1
    assert remind(party) == 0
    assert Notice.objects.count() == 1


def test_several_notices_of_a_day_go_in_one_letter_without_a_persons_name(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    for subject in (1, 2, 3):
        remind(party, subject=subject)
    gathered = gather_digests(on=ON, at=AT)
    assert (gathered.in_app, gathered.email) == (3, 3)
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"sent": 1}
    assert catcher.recipients == ["nadia@example.org"]
    body = catcher.taken[0].get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert text.count(party.provinces[0][0].name_ar) == 3
    assert secretary.name_ar not in text and secretary.name_latin not in text
    assert catcher.taken[0]["Message-ID"] == f"<tajadur-delivery-{letter().pk}@localhost>"


def test_a_letter_names_its_language_and_leads_to_what_its_reader_chose(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    send_waiting(transport=SmtpTransport(), at=AT)
    preferences = settings.BASE_URL + reverse("accounts:preferences")
    assert catcher.taken[0]["Content-Language"] == "ar"
    assert catcher.taken[0]["List-Unsubscribe"] == f"<{preferences}>"
    for form in ("plain", "html"):
        body = catcher.taken[0].get_body((form,))
        assert body is not None and preferences in body.get_content()


def test_gathering_again_carries_nothing_twice(party: Party, secretary: Person, catcher: Catcher) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    again = gather_digests(on=ON, at=AT)
    assert (again.in_app, again.email) == (0, 0)
    send_waiting(transport=SmtpTransport(), at=AT)
    assert send_waiting(transport=SmtpTransport(), at=AT) == {}
    assert len(catcher.taken) == 1


def test_what_is_decided_after_the_letter_left_waits_for_the_next_day(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    remind(party, subject=1)
    gather_digests(on=ON, at=AT)
    send_waiting(transport=SmtpTransport(), at=AT)
    remind(party, subject=2)
    gather_digests(on=ON, at=AT)
    days = list(Delivery.objects.filter(channel="email").order_by("digest_on").values_list("digest_on", "state"))
    assert days == [(ON, "sent"), (ON + timedelta(days=1), "pending")]
    assert Delivery.objects.filter(channel="in_app").count() == 1


def test_no_letter_leaves_at_night_nor_on_a_holiday(party: Party, secretary: Person) -> None:
    remind(party)
    gather_digests(on=ON, at=AT.replace(hour=22), holidays={ON + timedelta(days=1)})
    assert letter().digest_on == ON + timedelta(days=2)
    assert letter().not_before.astimezone(UTC) == datetime(2026, 5, 22, 7, 0, tzinfo=UTC)


def test_a_settled_subject_cancels_the_waiting_letter(party: Party, secretary: Person, catcher: Catcher) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    assert clear(subject_kind="obligation", subject_ids=[1], because="reported", at=AT) == 1
    assert letter().state == "cancelled"
    assert send_waiting(transport=SmtpTransport(), at=AT) == {}
    assert catcher.taken == []


def test_a_notice_cleared_after_the_claim_is_not_told(party: Party, secretary: Person, catcher: Catcher) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    Notice.objects.update(cleared_at=AT)
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"cancelled": 1}
    assert catcher.taken == []


def test_a_post_without_holder_keeps_its_notice_until_somebody_holds_it(party: Party) -> None:
    remind(party)
    assert not gather_digests(on=ON, at=AT)
    holder(unit=party.provinces[0][0], from_on=ON + timedelta(days=3))
    gathered = gather_digests(on=ON + timedelta(days=3), at=AT + timedelta(days=3))
    assert (gathered.in_app, gathered.email) == (1, 1)


def test_a_refused_letter_waits_longer_each_time_and_dies_at_the_eighth(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    catcher.rcpt_answer = "451 try later"
    for attempt in range(1, 9):
        assert send_waiting(transport=SmtpTransport(), at=AT) == {"pending" if attempt < 8 else "dead": 1}
        row = letter()
        assert row.attempts == attempt
        wait = (row.not_before - datetime.now(UTC)).total_seconds()
        usual = min(60 * 2 ** (attempt - 1), 3600)
        assert 0.75 * usual <= wait <= 1.25 * usual
        Delivery.objects.filter(channel="email").update(not_before=AT)
    assert letter().last_error == "451 try"
    assert catcher.taken == []


def test_a_server_that_cannot_be_reached_leaves_the_letter_waiting(party: Party, secretary: Person) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        assert send_waiting(transport=SmtpTransport(), at=AT) == {"pending": 1}
    assert letter().last_error == "ConnectionRefusedError"


def test_a_lost_answer_is_unknown_and_never_sent_again(party: Party, secretary: Person, catcher: Catcher) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    catcher.hang_up = True
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"unknown": 1}
    catcher.hang_up = False
    assert send_waiting(transport=SmtpTransport(), at=AT) == {}
    assert len(catcher.taken) == 1


def test_a_refusal_in_data_is_certain_tried_again_or_final_by_its_code(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    catcher.data_answer = "451 later"
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"pending": 1}
    Delivery.objects.filter(channel="email").update(not_before=AT)
    catcher.data_answer = "554 no"
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"dead": 1}


def test_a_sender_that_died_before_the_start_gives_the_letter_back(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    assert claim(limit=5) == [letter().pk]
    assert claim(limit=5) == []
    assert settle_expired_leases() == {}
    expire_lease()
    assert settle_expired_leases() == {"pending": 1}
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"sent": 1}


def test_a_sender_that_died_after_the_start_leaves_it_unknown(
    party: Party, secretary: Person, catcher: Catcher
) -> None:
    remind(party)
    gather_digests(on=ON, at=AT)
    claim(limit=1)
    Delivery.objects.filter(channel="email").update(started_at=AT)
    expire_lease()
    assert settle_expired_leases() == {"unknown": 1}
    assert send_waiting(transport=SmtpTransport(), at=AT) == {}
    assert catcher.taken == []


def test_gathering_eight_thousand_digests_asks_no_more_than_one_does(party: Party) -> None:
    unit = party.provinces[0][0]
    post = make_post(unit=unit, post="member")
    Person.objects.bulk_create(
        [Person(name_ar=f"ش{i}", folded="", email=f"p{i}@example.org") for i in range(8000)], batch_size=4000
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_mandate (person_id, post_id, from_on, interim, standing, exclusive)"
            " SELECT id, %s, '2020-01-01', false, 'confirmed', false FROM people_person WHERE email LIKE 'p%%'",
            [post.pk],
        )
    one = NotificationRequest(
        kind="asked", subject=("unit", 1), step=uuid4().hex[:8], post_id=post.pk, unit_id=unit.pk, step_on=ON
    )
    notify(requests=[one], at=AT)
    with CaptureQueriesContext(connection) as asked:
        gathered = gather_digests(on=ON, at=AT)
    assert (gathered.in_app, gathered.email) == (8000, 8000)
    assert len([query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]) == GATHERING
    assert DeliveryItem.objects.count() == 16000
    with connection.cursor() as cursor:
        # The keys are checked at the end of the test, with a plan from when the table was empty unless it is told.
        cursor.execute("ANALYZE notices_delivery")


@pytest.mark.parametrize("channel", [one for one in Channel if one.leaves])
def test_every_channel_that_leaves_is_gathered_worded_and_sent_by_a_pass(channel: Channel) -> None:
    assert _TAKES[channel]
    assert _COMPOSE[channel]
    sent: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "send_waiting", lambda *, channel=Channel.EMAIL, **_: sent.append(channel))
        for name in ("send_letters", "send_outside", "send_push"):
            PASSES[name](ON, AT)
    assert channel in sent
