"""Changing and recovering the password; the mail goes through a real SMTP server."""

import pathlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.party import Party, holder

ROOT = pathlib.Path(__file__).resolve().parents[3]
NEW = "une autre phrase à moi"


@pytest.fixture
def mailbox(tmp_path: pathlib.Path, settings) -> Iterator[pathlib.Path]:
    """A folder into which a real SMTP server puts each mail."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    folder = tmp_path / "mail"
    server = subprocess.Popen([sys.executable, "-m", "deploy.local.mailbox", str(folder), str(port)], cwd=ROOT)
    for _ in range(500):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield folder
    server.terminate()
    server.wait()


def test_a_forgotten_password_is_recovered_by_mail_once(party: Party, client: Client, mailbox: pathlib.Path) -> None:
    account = holder(unit=party.provinces[0][0], username="amina")
    asked = client.post(reverse("account_reset_password"), {"email": "Amina@Example.org"})
    assert asked.headers["Location"] == reverse("account_reset_password_done")
    (kept,) = mailbox.glob("*.eml")
    mail = message_from_bytes(kept.read_bytes(), policy=policy.default)
    text = mail.get_content()
    assert mail["To"].lower() == "amina@example.org"
    assert account.person.name_ar not in text + mail["Subject"]
    assert "لاختيار" in text or "choose" in text
    address = re.search(r"http://testserver(/\S+)", text)[1]
    form_address = client.get(address).headers["Location"]
    weak = client.post(form_address, {"password1": "court", "password2": "court"})
    assert "Location" not in weak.headers
    done = client.post(form_address, {"password1": NEW, "password2": NEW})
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    account.refresh_from_db()
    assert account.check_password(NEW)
    again = Client().get(address)
    assert again.status_code == 200
    assert reverse("account_reset_password") in again.content.decode()


def test_the_answer_is_the_same_for_unknown_addresses_and_sends_nothing(
    party: Party, client: Client, mailbox: pathlib.Path
) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert list(mailbox.glob("*.eml")) == []


def test_a_mail_server_that_is_away_gives_the_same_answer(party: Party, client: Client, settings) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = client.post(reverse("account_reset_password"), {"email": "amina@example.org"})
    assert answer.headers["Location"] == reverse("account_reset_password_done")


def test_changing_the_password_keeps_this_device_and_logs_out_the_others(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    other = Client()
    for device in (client, other):
        device.force_login(account)
    page = reverse("account_change_password")
    assert client.get(page).status_code == 200
    wrong = client.post(page, {"oldpassword": "not it", "password1": NEW, "password2": NEW})
    assert "Location" not in wrong.headers
    changed = client.post(page, {"oldpassword": "correct horse battery", "password1": NEW, "password2": NEW})
    assert changed.headers["Location"] == reverse("accounts:preferences")
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
