"""One mailbox of two persons, one account under many spellings, an address corrected: what opens and what is told."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Account, Person
from tajadur.organisation.people.operations.accounts import accept_invitation, invite_person
from tajadur.organisation.people.operations.persons import Details, edit_person
from tajadur.registry.notices.models import Delivery
from tajadur.web.accounts.adapter import AccountAdapter
from tests.factories.party import Party, acting, holder, make_account, make_mandate, make_person, make_post

AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
PASSWORD = "correct horse battery"


def anywhere() -> str:
    """An address nobody else tries from: what is counted outlives the test."""
    return f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"


def log_in(login: str, password: str = PASSWORD) -> int:
    """The status of the answer to a log-in."""
    sent = {"login": login, "password": password}
    return int(Client().post(reverse("account_login"), sent, REMOTE_ADDR=anywhere()).status_code)


def forgot(email: str) -> list[Any]:
    """The letters that «Forgot» sends for an address as typed."""
    before = len(mail.outbox)
    answer = Client().post(reverse("account_reset_password"), {"email": email}, REMOTE_ADDR=anywhere())
    assert answer.status_code == 302
    return mail.outbox[before:]


def corrected(person: Person, email: str, party: Party) -> None:
    by = acting(holder(unit=party.national, body="headquarters", post="administrator"), civil_day(AT))
    details = Details(name_ar=person.name_ar, name_latin=person.name_latin, email=email)
    edit_person(person_id=person.pk, details=details, by=by, at=AT)


def accepted(person: Person, username: str) -> Account:
    token = invite_person(person_id=person.pk, by=None, at=AT)
    pk = accept_invitation(token=token, username=username, password=PASSWORD, language="ar", at=AT)
    return Account.objects.get(pk=pk)


def test_two_persons_with_one_mailbox_keep_it_and_each_letter_names_its_user_name(party: Party) -> None:
    box = f"{uuid4().hex}@example.org"
    for n, name in enumerate(("amina", "brahim")):
        person = make_person(email=box)
        make_mandate(person=person, post=make_post(unit=party.provinces[0][n]))
        assert accepted(person, name).email == box
    letters = forgot(box.upper())
    assert [letter.to for letter in letters] == [[box], [box]]
    for letter, name, other in ((letters[0], "amina", "brahim"), (letters[1], "brahim", "amina")):
        assert name in letter.body
        assert other not in letter.body
    assert (log_in("amina"), log_in(box)) == (302, 200)


def test_a_corrected_address_is_the_account_s_and_the_old_one_is_told_once_and_opens_nothing(party: Party) -> None:
    old, new = f"{uuid4().hex}@example.org", f"{uuid4().hex}@example.org"
    person = make_person(email=old)
    make_mandate(person=person, post=make_post(unit=party.provinces[0][0]))
    account = accepted(person, "amina")
    Delivery.objects.all().delete()
    link = next(line for line in forgot(old)[0].body.splitlines() if "http" in line)
    corrected(person, new, party)
    account.refresh_from_db()
    assert account.email == new
    assert Delivery.objects.filter(address=old).count() == 1
    assert forgot(old) == []
    assert [letter.to for letter in forgot(new)] == [[new]]
    spent = Client().get("/" + link.split("/", 3)[3])
    assert spent.status_code == 200  # a link that still opened would lead on to its form
    assert (log_in(old), log_in(new)) == (200, 302)


def test_a_look_alike_of_an_address_gets_no_letter(party: Party) -> None:
    account = make_account(person=make_person(email="mosi@example.org"))
    assert account.email == "mosi@example.org"
    for look_alike in ("moſi@example.org", "mosı@example.org"):
        assert forgot(look_alike) == []


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was hashed: the only slow part of an answer."""
    seen: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return seen


@pytest.mark.parametrize("kind", ["known", "by_email", "unknown", "look_alike", "closed", "without_password", "shared"])
def test_every_name_costs_one_hash(party: Party, hashed: list[str], kind: str) -> None:
    name = f"osman{uuid4().hex[:8]}"
    account = holder(unit=party.provinces[0][0], username=name)
    if kind == "closed":
        Account.objects.filter(pk=account.pk).update(is_active=False)
    if kind == "without_password":
        account.set_unusable_password()
        account.save()
    if kind == "shared":
        make_account(person=make_person(email=account.email))
    typed = {
        "by_email": account.email,
        "shared": account.email,
        "unknown": uuid4().hex[:12],
        "look_alike": name.replace("s", "ſ"),
    }.get(kind, name)
    hashed.clear()
    assert log_in(typed, "not this one") == 200
    assert len(hashed) == 1


def test_every_spelling_of_a_name_is_counted_on_one_counter(party: Party) -> None:
    name = f"osman{uuid4().hex[:8]}"
    holder(unit=party.provinces[0][0], username=name)
    allowed = next(rate for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS["login_failed"]) if rate.per == "key")
    spellings = [name, name.upper(), f"{name}@example.org", f"{name.upper()}@EXAMPLE.org", f" {name} "]
    sentence = str(AccountAdapter.error_messages["too_many_login_attempts"])
    for n in range(allowed.amount + 1):
        sent = {"login": spellings[n % len(spellings)], "password": "not this one"}
        page = Client().post(reverse("account_login"), sent, REMOTE_ADDR=f"198.51.100.{n + 1}")
    assert sentence in page.content.decode()


def test_an_unknown_address_meets_the_mail_server_too(party: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", lambda self: met.append("open"))
    forgot(f"{uuid4().hex}@example.org")
    assert met == ["open"]
