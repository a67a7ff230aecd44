"""Setting up a channel through the door, and agreeing to it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.outside import OutsideTransport, answer_tests
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, NotificationPreferences, PersonChannel
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tests.factories.gateway import Gateway, http_gateway
from tests.factories.letters import remind
from tests.factories.party import Party, holder

PAGE = "notices:channels"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with http_gateway() as one:
        yield one


@pytest.fixture
def administrator(party: Party, client: Client) -> Account:
    account = holder(unit=party.national, body="headquarters", post="administrator")
    client.force_login(account)
    return account


def add(client: Client, url: str, **other: object) -> int:
    typed = {"kind": "sms", "name": "رسائل قصيرة", "url": url, "hour_from": 8, "hour_to": 20, **other}
    return client.post(reverse(PAGE), typed).status_code


def only() -> ChannelConfig:
    return ChannelConfig.objects.get()


def on(party: Party, url: str) -> ChannelConfig:
    return ChannelConfig.objects.create(
        kind="sms", name="رسائل", url=url, created_at=clock.now(), test_answer="taken", enabled_at=clock.now()
    )


def test_a_channel_is_added_off_tested_by_the_pass_and_then_switched_on(
    client: Client, administrator: Account, gateway: Gateway
) -> None:
    assert add(client, gateway.url) == 302
    assert (only().enabled_at, only().url) == (None, gateway.url)
    assert client.post(reverse("notices:channel_on", args=[only().pk])).status_code == 409
    assert client.post(reverse("notices:channel_test", args=[only().pk]), {"address": "0612345678"}).status_code == 302
    assert gateway.taken == []
    assert answer_tests(transport=OutsideTransport()) == {"taken": 1}
    assert [to for to, _ in gateway.taken] == ["+212612345678"]
    assert client.post(reverse("notices:channel_on", args=[only().pk])).status_code == 302
    assert only().enabled_at is not None
    acts = AuditEntry.objects.filter(subject_kind="channel").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["add_channel", "test_channel", "switch_channel_on"]


def test_the_secret_is_shown_on_no_page_and_in_no_journal(
    client: Client, administrator: Account, gateway: Gateway
) -> None:
    add(client, gateway.url)
    client.post(reverse("notices:channel_test", args=[only().pk]), {"address": "0612345678"})
    text = client.get(reverse(PAGE)).content.decode()
    assert "رسائل قصيرة" in text
    assert str(gateway.port) not in text
    assert "612345678" not in text
    assert not AuditEntry.objects.filter(detail__icontains=str(gateway.port)).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "json://example.org/"}, "url"),
        ({"url": "tgram://123456789:abcdefg_hijklmnop/{to}"}, "url"),
        ({"url": "twilio://x/{to}"}, "url"),
        ({"url": ""}, "url"),
        ({"url": "json://example.org/{to}" + "x" * 600}, "url"),
        ({"name": " "}, "name"),
        ({"kind": "pigeon"}, "kind"),
        ({"hour_from": 20, "hour_to": 9}, "hour_to"),
        ({"hour_from": 3}, "hour_from"),
    ],
)
def test_a_wrong_channel_is_refused_with_a_sentence_and_nothing_kept(
    client: Client, administrator: Account, wrong: dict[str, object], field: str
) -> None:
    typed = {"kind": "sms", "name": "رسائل", "url": "json://example.org/?-to={to}", "hour_from": 8, "hour_to": 20}
    answer = client.post(reverse(PAGE), {**typed, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ChannelConfig.objects.exists()


@pytest.mark.parametrize(
    ("answer", "detail", "words"),
    [
        ("taken", "", "قبل الخادم"),
        ("refused", "unreachable", "تعذر الوصول"),
        ("refused", "HTTP 403", "HTTP 403"),
        ("lost", "no answer in time", "بطيئا"),
        ("lost", "no answer", "انقطع"),
    ],
)
def test_what_came_of_a_test_is_said_in_words(
    client: Client, administrator: Account, party: Party, answer: str, detail: str, words: str
) -> None:
    row = on(party, "json://example.org/?-to={to}")
    ChannelConfig.objects.filter(pk=row.pk).update(
        enabled_at=None, tested_at=clock.now(), test_answer=answer, test_detail=detail
    )
    assert words in client.get(reverse(PAGE)).content.decode()


def test_another_address_switches_the_channel_off_until_it_is_tested(
    client: Client, administrator: Account, party: Party
) -> None:
    row = on(party, "json://example.org/?-to={to}")
    refused = client.post(reverse("notices:channel_url", args=[row.pk]), {"url": "json://other.example.org/"})
    assert refused.status_code == 422
    assert only().enabled_at is not None
    assert (
        client.post(
            reverse("notices:channel_url", args=[row.pk]), {"url": "jsons://other.example.org/{to}"}
        ).status_code
        == 302
    )
    assert (only().enabled_at, only().test_answer, only().url) == (None, "", "jsons://other.example.org/{to}")


def test_switching_off_drops_what_waits(client: Client, administrator: Account, party: Party) -> None:
    row = on(party, "json://example.org/?-to={to}")
    person = holder(unit=party.provinces[0][0]).person
    assert person is not None
    PersonChannel.objects.create(
        person=person, config=row, address="+212600000001", consented_at=clock.now() - timedelta(days=9)
    )
    remind(party.provinces[0][0], at=clock.now())
    assert gather_digests(on=clock.today(), at=clock.now()).other == 1
    client.post(reverse("notices:channel_off", args=[row.pk]))
    assert only().enabled_at is None
    assert Delivery.objects.get(channel="other").state == "cancelled"


def test_the_page_asks_as_much_for_many_channels_as_for_one(
    client: Client, administrator: Account, party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    on(party, "json://example.org/?-to={to}")
    with django_assert_num_queries(4):
        client.get(reverse(PAGE))
    for _ in range(5):
        on(party, "json://example.org/?-to={to}")
    with django_assert_num_queries(4):
        client.get(reverse(PAGE))


def test_a_person_agrees_with_the_warning_read_and_withdraws(client: Client, party: Party) -> None:
    row = on(party, "json://example.org/?-to={to}")
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    assert "دون تشفير" in client.get(reverse("accounts:preferences")).content.decode()
    agree = reverse("accounts:channel", args=[row.pk])
    assert client.post(agree, {"address": "0612345678"}).status_code == 422
    assert client.post(agree, {"address": "12", "agreed": "on"}).status_code == 422
    assert not PersonChannel.objects.exists()
    assert client.post(agree, {"address": "06 12 34 56 78", "agreed": "on"}).status_code == 302
    own = PersonChannel.objects.get()
    assert (own.person_id, own.address, own.revoked_at) == (account.person_id, "+212612345678", None)
    assert client.post(agree, {"address": "0712345678", "agreed": "on"}).status_code == 302
    assert PersonChannel.objects.get(revoked_at=None).address == "+212712345678"
    assert client.post(reverse("accounts:channel_leave")).status_code == 302
    assert list(PersonChannel.objects.exclude(revoked_at=None).values_list("address", flat=True)) == ["", ""]
    assert "612345678" not in "".join(map(str, AuditEntry.objects.values_list("detail", flat=True)))


def test_nobody_agrees_to_a_channel_that_is_off(client: Client, party: Party) -> None:
    row = on(party, "json://example.org/?-to={to}")
    ChannelConfig.objects.update(enabled_at=None)
    client.force_login(holder(unit=party.provinces[0][0]))
    answer = client.post(reverse("accounts:channel", args=[row.pk]), {"address": "0612345678", "agreed": "on"})
    assert answer.status_code == 404
    assert not PersonChannel.objects.exists()


def test_e_mail_and_hours_are_chosen_and_a_quiet_hour_before_the_message_is_refused(
    client: Client, party: Party
) -> None:
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    address = reverse("accounts:telling")
    assert client.post(address, {"digest_hour": 18, "quiet_from": 12}).status_code == 422
    assert client.post(address, {"digest_hour": 3, "quiet_from": 12}).status_code == 422
    assert not NotificationPreferences.objects.exists()
    assert client.post(address, {"digest_hour": 18, "quiet_from": 20}).status_code == 302
    row = NotificationPreferences.objects.get()
    assert (row.person_id, row.by_email, row.digest_hour, row.quiet_from) == (account.person_id, False, 18, 20)
    assert client.post(address, {"by_email": "on", "digest_hour": 9, "quiet_from": 21}).status_code == 302
    assert NotificationPreferences.objects.get().by_email
