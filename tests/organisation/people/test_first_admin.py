"""The first administrator of a fresh installation."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import translation

from tajadur.foundation import clock
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account, Mandate
from tajadur.permissions.matrix import Role

GOOD = "a long phrase nobody knows"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", GOOD)
    with translation.override("en"):
        yield


def test_first_admin_works_on_a_fresh_install_and_refuses_a_second_without_force(db: None) -> None:
    with pytest.raises(CommandError, match="load_territory"):
        call_command("first_admin", username="root", email="root@example.org")
    call_command("load_territory", opened_on=date(2020, 1, 1))
    call_command("first_admin", username="root", email="root@example.org")
    account = Account.objects.get(username="root")
    assert actor_of(account, clock.today()).roles == {Role.ADMINISTRATOR}
    assert authenticate(username="root", password=GOOD) == account
    with pytest.raises(CommandError, match="already exists"):
        call_command("first_admin", username="other", email="other@example.org")
    call_command("first_admin", username="other", email="other@example.org", force=True)
    assert Mandate.objects.count() == 2
    with pytest.raises(CommandError, match="user name"):
        call_command("first_admin", username="other", email="third@example.org", force=True)
    assert Mandate.objects.count() == 2


@pytest.mark.parametrize(("email", "phrase"), [("nonsense", GOOD), ("a@example.org", "short")])
def test_a_weak_password_or_a_bad_address_makes_nobody(
    db: None, monkeypatch: pytest.MonkeyPatch, email: str, phrase: str
) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", phrase)
    call_command("load_territory", opened_on=date(2020, 1, 1))
    with pytest.raises(CommandError):
        call_command("first_admin", username="root", email=email)
    assert Account.objects.count() == 0


def test_where_nobody_can_type_the_variable_is_named(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_types(prompt: str) -> str:
        raise EOFError

    monkeypatch.delenv("FIRST_ADMIN_PASSWORD")
    monkeypatch.setattr("getpass.getpass", nobody_types)
    with pytest.raises(CommandError, match="FIRST_ADMIN_PASSWORD"):
        call_command("first_admin", username="root", email="root@example.org")
