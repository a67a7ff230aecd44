"""A letter that failed or whose answer was lost: a person decides, once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.sending import send_waiting
from tajadur.delivery.smtp import SmtpTransport
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.notifications import deliveries_consistent
from tajadur.organisation.people.operations.letters import leave_letter, send_again
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Delivery, Notice
from tajadur.registry.notices.operations.requests import clear
from tajadur.registry.notices.queries import ledger_tally
from tests.factories.letters import AT, ON, letter_in, remind
from tests.factories.mail import Catcher, smtp_catcher
from tests.factories.party import Party, acting, holder, small_party


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    with smtp_catcher() as one:
        yield one


@pytest.fixture
def administrator(party: Party) -> Actor:
    holder(unit=party.provinces[0][0], username="nadia")
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.mark.parametrize("state", ["unknown", "dead"])
def test_a_letter_decided_again_goes_once_more_as_a_row_of_its_own(
    party: Party, administrator: Actor, catcher: Catcher, state: str
) -> None:
    old = letter_in(state, unit=party.provinces[0][0])
    new_id = send_again(delivery_id=old.pk, by=administrator, at=AT)
    assert send_waiting(transport=SmtpTransport(), at=AT) == {"sent": 1}
    assert [one["Message-ID"] for one in catcher.taken] == [f"<tajadur-delivery-{new_id}@localhost>"]
    old.refresh_from_db()
    assert (old.state, old.decision, old.decided_at, old.last_error) == (state, "again", AT, "451 try")
    new = Delivery.objects.get(pk=new_id)
    assert (new.again, new.digest_on, new.person_id) == (1, old.digest_on, old.person_id)
    entry = AuditEntry.objects.get(act="send_again")
    assert (entry.subject_kind, entry.subject_id, entry.detail) == ("delivery", old.pk, {"new": new_id})
    assert entry.account_id == administrator.account_id


def test_invariants_hold_for_a_letter_sent_again(party: Party, administrator: Actor, catcher: Catcher) -> None:
    old = letter_in("unknown", unit=party.provinces[0][0])
    Delivery.objects.filter(pk=old.pk).update(message_id=f"<tajadur-delivery-{old.pk}@localhost>")
    send_again(delivery_id=old.pk, by=administrator, at=AT)
    send_waiting(transport=SmtpTransport(), at=AT)
    assert list(deliveries_consistent(AsOf(on=ON, at=AT, passes_run=False))) == []


def test_the_ledger_follows_the_last_try(party: Party, administrator: Actor, catcher: Catcher) -> None:
    old = letter_in("dead", unit=party.provinces[0][0])

    def fates() -> list[str]:
        return [one.fate for one in ledger_tally(administrator, first=ON, last=ON)[0] if one.count]

    assert fates() == ["failed"]
    send_again(delivery_id=old.pk, by=administrator, at=AT)
    assert fates() == ["waiting"]
    send_waiting(transport=SmtpTransport(), at=AT)
    assert fates() == ["sent"]


def test_a_letter_sent_again_carries_only_what_is_not_settled(
    party: Party, administrator: Actor, catcher: Catcher
) -> None:
    remind(party.provinces[0][0], subject=2)
    old = letter_in("unknown", unit=party.provinces[0][0])
    clear(subject_kind="obligation", subject_ids=[2], because="reported", at=AT)
    new_id = send_again(delivery_id=old.pk, by=administrator, at=AT)
    assert Delivery.objects.get(pk=new_id).items.get().notice.subject_id == 1
    clear(subject_kind="obligation", subject_ids=[1], because="reported", at=AT)
    assert Delivery.objects.get(pk=new_id).state == "cancelled"
    assert send_waiting(transport=SmtpTransport(), at=AT) == {}


def test_nothing_goes_again_when_all_is_settled(party: Party, administrator: Actor) -> None:
    old = letter_in("unknown", unit=party.provinces[0][0])
    clear(subject_kind="obligation", subject_ids=[1], because="reported", at=AT)
    with pytest.raises(BadInput) as caught:
        send_again(delivery_id=old.pk, by=administrator, at=AT)
    assert caught.value.code == "nothing_left"
    old.refresh_from_db()
    assert (old.decision, Delivery.objects.filter(channel="email").count()) == ("", 1)


def test_a_letter_sent_again_at_night_waits_for_the_morning(party: Party, administrator: Actor) -> None:
    old = letter_in("unknown", unit=party.provinces[0][0])
    new_id = send_again(delivery_id=old.pk, by=administrator, at=datetime(2026, 5, 20, 22, 30, tzinfo=UTC))
    assert Delivery.objects.get(pk=new_id).not_before.astimezone(UTC) == datetime(2026, 5, 21, 7, 0, tzinfo=UTC)


def test_what_is_decided_meanwhile_is_not_put_into_the_letter_sent_again(party: Party, administrator: Actor) -> None:
    old = letter_in("unknown", unit=party.provinces[0][0])
    new_id = send_again(delivery_id=old.pk, by=administrator, at=AT)
    remind(party.provinces[0][0], subject=3)
    assert gather_digests(on=ON, at=AT).email == 1
    assert Delivery.objects.get(pk=new_id).items.count() == 1
    late = Delivery.objects.get(channel="email", items__notice__subject_id=3)
    assert (late.digest_on, late.again) == (ON + timedelta(days=1), 0)


def test_a_letter_that_fails_again_may_be_decided_again(party: Party, administrator: Actor) -> None:
    old = letter_in("dead", unit=party.provinces[0][0])
    second = send_again(delivery_id=old.pk, by=administrator, at=AT)
    Delivery.objects.filter(pk=second).update(state="dead")
    third = send_again(delivery_id=second, by=administrator, at=AT)
    assert Delivery.objects.get(pk=third).again == 2


def test_a_letter_may_be_left_as_it_is_with_a_reason(party: Party, administrator: Actor) -> None:
    old = letter_in("dead", unit=party.provinces[0][0])
    with pytest.raises(BadInput) as caught:
        leave_letter(delivery_id=old.pk, reason="  ", by=administrator, at=AT)
    assert caught.value.code == "reason_missing"
    leave_letter(delivery_id=old.pk, reason="قيل له بالهاتف", by=administrator, at=AT)
    old.refresh_from_db()
    assert (old.decision, old.decision_reason, old.decided_at) == ("left", "قيل له بالهاتف", AT)
    assert AuditEntry.objects.filter(act="leave_letter", subject_id=old.pk).count() == 1
    with pytest.raises(Conflict):
        send_again(delivery_id=old.pk, by=administrator, at=AT)


def test_only_letters_in_trouble_are_decided_and_only_by_an_administrator(party: Party, administrator: Actor) -> None:
    old = letter_in("cancelled", unit=party.provinces[0][0])
    with pytest.raises(NotVisible):
        send_again(delivery_id=old.pk, by=administrator, at=AT)
    with pytest.raises(NotVisible):
        leave_letter(delivery_id=0, reason="x", by=administrator, at=AT)
    general = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    with pytest.raises(PermissionDenied):
        send_again(delivery_id=old.pk, by=general, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_decide_at_once_one_sends() -> None:
    party = small_party()
    holder(unit=party.provinces[0][0], username="nadia")
    actor = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    old = letter_in("unknown", unit=party.provinces[0][0])

    def decide(_: int) -> str:
        try:
            send_again(delivery_id=old.pk, by=actor, at=AT)
        except Conflict as error:
            return error.code
        finally:
            connection.close()
        return "sent again"

    with ThreadPoolExecutor(8) as threads:
        answers = sorted(threads.map(decide, range(8)))
    assert answers == ["letter_decided"] * 7 + ["sent again"]
    assert Delivery.objects.filter(channel="email", again=1).count() == 1
    assert Notice.objects.count() == 1
