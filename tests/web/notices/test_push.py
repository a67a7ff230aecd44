"""Notifications on devices as an administrator sets them up, in the ledger, and among what goes."""

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.delivery.digests import gather_digests
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Person
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Delivery, PushDevice, PushSetup
from tests.factories.letters import remind
from tests.factories.party import Party, holder
from tests.factories.push_service import Browser, device_of, push_on

PAGE = "notices:channels"


@pytest.fixture
def administrator(party: Party, client: Client) -> Account:
    account = holder(unit=party.national, body="headquarters", post="administrator")
    client.force_login(account)
    return account


@pytest.fixture
def person(party: Party) -> Person:
    one = holder(unit=party.provinces[0][0]).person
    assert one is not None
    return one


def post(client: Client, name: str, **typed: str) -> int:
    return client.post(reverse(f"notices:{name}"), typed).status_code


def test_it_is_off_until_keys_are_made_and_it_is_switched_on(client: Client, administrator: Account) -> None:
    page = client.get(reverse(PAGE)).content.decode()
    assert "خدمة الإشعارات لدى صانع المتصفح" in page
    assert reverse("notices:push_on") not in page
    assert (post(client, "push_on"), post(client, "push_off"), post(client, "push_renew")) == (409, 409, 409)
    assert post(client, "push_setup", contact="it@example.org") == 302
    row = PushSetup.objects.get()
    assert (row.contact, row.enabled_at) == ("mailto:it@example.org", None)
    assert post(client, "push_on") == 302
    assert PushSetup.objects.get().enabled_at is not None
    page = client.get(reverse(PAGE)).content.decode()
    assert "it@example.org" in page
    assert row.private_key not in page
    acts = list(AuditEntry.objects.filter(subject_kind="push").order_by("pk").values_list("act", flat=True))
    assert acts == ["make_push_keys", "switch_push_on"]
    assert not AuditEntry.objects.filter(detail__icontains=row.private_key).exists()


def test_another_contact_keeps_the_keys(client: Client, administrator: Account) -> None:
    post(client, "push_setup", contact="it@example.org")
    former = PushSetup.objects.get()
    assert post(client, "push_setup", contact="other@example.org") == 302
    row = PushSetup.objects.get()
    assert (row.contact, row.private_key) == ("mailto:other@example.org", former.private_key)


@pytest.mark.parametrize(
    "contact", ["", " ", "it", "it@", "https://example.org", "a@b.org\r\nX: y", "x" * 300, "a\0b@c.org"]
)
def test_a_contact_that_is_no_address_is_refused_and_no_key_made(
    client: Client, administrator: Account, contact: str
) -> None:
    answer = client.post(reverse("notices:push_setup"), {"contact": contact})
    assert answer.status_code == 422
    assert list(answer.context["push_form"].errors) == ["contact"]
    assert not PushSetup.objects.exists()


def test_switching_off_drops_what_waits_and_keeps_the_devices(
    client: Client, administrator: Account, party: Party, person: Person
) -> None:
    push_on(clock.now())
    device_of(person, Browser(), endpoint="https://push.example.org/x", at=clock.now())
    remind(party.provinces[0][0], at=clock.now())
    assert gather_digests(on=clock.today(), at=clock.now()).push == 1
    assert post(client, "push_off") == 302
    assert Delivery.objects.get(channel="push").state == "cancelled"
    assert PushDevice.objects.count() == 1


def test_other_keys_forget_every_device(client: Client, administrator: Account, person: Person) -> None:
    former = push_on(clock.now())
    device_of(person, Browser(), endpoint="https://push.example.org/x", at=clock.now())
    assert post(client, "push_renew") == 302
    assert PushSetup.objects.get().public_key != former.public_key
    assert not PushDevice.objects.exists()
    assert AuditEntry.objects.get(act="renew_push_keys").detail == {"devices": 1}


@pytest.mark.parametrize(
    ("state", "detail", "words"),
    [
        ("sent", "", "إشعار على جهاز"),
        ("dead", "HTTP 500", "HTTP 500"),
        ("cancelled", "HTTP 410, device removed", "HTTP 410, device removed"),
        ("pending", "HTTP 429", "HTTP 429"),
    ],
)
def test_the_ledger_shows_what_came_of_it_beside_the_e_mail(
    client: Client, administrator: Account, party: Party, person: Person, state: str, detail: str, words: str
) -> None:
    push_on(clock.now())
    device_of(person, Browser(), endpoint="https://push.example.org/x", at=clock.now())
    remind(party.provinces[0][0], at=clock.now())
    gather_digests(on=clock.today(), at=clock.now())
    sent_at = clock.now() if state == "sent" else None
    Delivery.objects.filter(channel="push").update(state=state, last_error=detail, sent_at=sent_at)
    page = client.get(reverse("notices:ledger")).content.decode()
    assert words in page
    assert "إشعار على جهاز" in page
    assert "البريد الإلكتروني" in page


def test_what_failed_on_devices_waits_for_a_decision_and_is_sent_again(
    client: Client, administrator: Account, party: Party, person: Person
) -> None:
    push_on(clock.now())
    device_of(person, Browser(), endpoint="https://push.example.org/x", at=clock.now())
    remind(party.provinces[0][0], at=clock.now())
    gather_digests(on=clock.today(), at=clock.now())
    row = Delivery.objects.get(channel="push")
    Delivery.objects.filter(pk=row.pk).update(state="dead", attempts=8)
    assert "إشعار على جهاز" in client.get(reverse("notices:trouble")).content.decode()
    assert client.post(reverse("notices:again", args=[row.pk])).status_code == 302
    assert Delivery.objects.get(channel="push", again=1).state == "pending"


def test_the_worker_is_served_at_the_root_to_anyone_as_a_script_that_is_asked_for_anew(
    client: Client, db: None
) -> None:
    answer = client.get("/service-worker.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    text = answer.content.decode()
    assert "http://" not in text
    assert "https://" not in text
    assert client.post("/service-worker.js").status_code == 405
