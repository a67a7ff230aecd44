"""When something goes to devices and when no more: consent, mandates, quiet hours, greetings."""

from datetime import date, time, timedelta

import pytest

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.push import greet_devices
from tajadur.delivery.sending import settle_expired_leases
from tajadur.foundation import safe_http
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate, NotificationPreferences, Person
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Delivery, PushDevice, PushSetup
from tajadur.registry.notices.operations.requests import clear
from tests.factories.letters import AT, ON, remind
from tests.factories.party import Party, make_mandate, make_post
from tests.factories.push_service import Browser, PushService, device_of, gathered, message, send

BEFORE = AT - timedelta(days=30)


def test_nothing_leaves_while_the_channel_is_off_nor_without_a_device(
    party: Party, secretary: Person, service: PushService
) -> None:
    assert gathered(party) == 0
    device_of(secretary, Browser(), endpoint=f"{service.origin}/phone", at=BEFORE)
    PushSetup.objects.update(enabled_at=None)
    assert gather_digests(on=ON, at=AT).push == 0
    assert (send(service), service.taken) == ({}, [])


def test_only_what_is_decided_after_the_consent_goes_there(
    party: Party, secretary: Person, service: PushService
) -> None:
    remind(party.provinces[0][0], subject=1, at=AT - timedelta(days=2))
    device_of(secretary, Browser(), endpoint=f"{service.origin}/phone", at=AT - timedelta(days=1))
    remind(party.provinces[0][0], subject=2)
    assert gather_digests(on=ON, at=AT).push == 1
    assert message().items.get().notice.subject_id == 2


@pytest.mark.parametrize("how", ["mandate over", "account closed", "switched off", "device removed", "settled"])
def test_what_ends_access_ends_delivery_at_once(
    party: Party, secretary: Person, service: PushService, phone: Browser, how: str
) -> None:
    gathered(party)
    match how:
        case "mandate over":
            Mandate.objects.update(to_on=ON - timedelta(days=1))
        case "account closed":
            secretary.account.is_active = False
            secretary.account.save()
        case "switched off":
            PushSetup.objects.update(enabled_at=None)
        case "device removed":
            PushDevice.objects.all().delete()
        case "settled":
            clear(subject_kind="obligation", subject_ids=[1], because="reported", at=AT)
    send(service)
    assert (message().state, service.taken) == ("cancelled", [])


def test_another_mandate_does_not_open_what_the_ended_one_told(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    gathered(party)
    Mandate.objects.update(to_on=ON - timedelta(days=1))
    make_mandate(person=secretary, post=make_post(unit=party.provinces[1][0]), from_on=ON)
    remind(party.provinces[1][0], subject=2)
    gather_digests(on=ON, at=AT)
    assert send(service) == {"sent": 1}
    assert service.taken[0].said(phone)["body"] == "إقليم 2-1: آخر أجل 7 يونيو 2026"


def test_quiet_hours_hold_for_a_second_try_too(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    NotificationPreferences.objects.create(person=secretary, quiet_from=18, changed_at=AT)
    gathered(party)
    evening = AT.replace(hour=19)
    assert send(service, at=evening) == {"pending": 1}
    assert (service.taken, message().last_error) == ([], "quiet hours")
    assert message().not_before == instant(ON + timedelta(days=1), time(8))


def test_a_sender_that_dies_after_the_start_leaves_it_to_the_next_and_after_eight_it_failed(
    party: Party, service: PushService, phone: Browser
) -> None:
    gathered(party)
    for attempts, state in ((3, "pending"), (8, "dead")):
        Delivery.objects.filter(channel="push").update(
            state="sending", attempts=attempts, leased_until=AT, started_at=AT
        )
        assert settle_expired_leases() == {state: 1}


def test_one_digest_a_day(party: Party, secretary: Person, service: PushService, phone: Browser) -> None:
    gathered(party)
    send(service)
    remind(party.provinces[0][0], subject=2)
    gather_digests(on=ON, at=AT)
    days: list[tuple[date, str]] = list(
        Delivery.objects.filter(channel="push").order_by("pk").values_list("digest_on", "state")
    )
    assert days == [(ON, "sent"), (ON + timedelta(days=1), "pending")]


def test_devices_of_one_service_share_a_connection(
    party: Party, secretary: Person, service: PushService, phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    connect = safe_http._Pinned.connect
    monkeypatch.setattr(safe_http._Pinned, "connect", lambda line: (made.append(line.host), connect(line))[1])
    for name in ("a", "b", "c"):
        device_of(secretary, Browser(), endpoint=f"{service.origin}/{name}", at=BEFORE)
    gathered(party)
    assert send(service) == {"sent": 1}
    assert (len(service.taken), made) == (4, ["localhost"])


def test_long_names_are_cut_and_the_message_fits_one_record(
    party: Party, secretary: Person, service: PushService, phone: Browser
) -> None:
    Unit.objects.update(name_ar="ن" * 120)
    gathered(party, subjects=9)
    assert send(service) == {"sent": 1}
    assert len(service.taken[0].body) <= 4096
    lines = service.taken[0].said(phone)["body"].splitlines()
    assert [line.count("ن") < 90 for line in lines] == [True] * 4


@pytest.mark.parametrize(
    ("status", "answer", "fault", "left"),
    [(201, "taken", "", 1), (403, "refused", "HTTP 403", 1), (503, "refused", "HTTP 503", 1), (410, "gone", "", 0)],
)
def test_a_device_just_added_is_greeted_once(
    secretary: Person, service: PushService, phone: Browser, status: int, answer: str, fault: str, left: int
) -> None:
    PushDevice.objects.update(greet_asked_at=AT)
    service.status = status
    assert greet_devices(transport=service.transport()) == {answer: 1}
    assert greet_devices(transport=service.transport()) == {}
    assert service.taken[0].said(phone)["body"] == "يصل الإشعار إلى هذا الجهاز ابتداء من الآن. لا أجل مستحق."
    assert [one.greet_fault for one in PushDevice.objects.all()] == [fault] * left
    assert len(service.taken) == 1


def test_nobody_is_greeted_while_it_is_off(secretary: Person, service: PushService, phone: Browser) -> None:
    PushDevice.objects.update(greet_asked_at=AT)
    PushSetup.objects.update(enabled_at=None)
    assert (greet_devices(transport=service.transport()), service.taken) == ({}, [])
