"""The dialogue with a mail server: whom it speaks to, what is certain, what is lost, that neighbours go unharmed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured

from tajadur.delivery import sending
from tajadur.delivery.digests import gather_digests
from tajadur.delivery.letters import Letter
from tajadur.delivery.sending import send_waiting
from tajadur.delivery.smtp import SmtpTransport
from tajadur.delivery.transport import SendOutcome, SendResult
from tajadur.environment import mail_server_from
from tajadur.organisation.people.models import Person
from tajadur.registry.notices.models import Delivery
from tests.factories.letters import AT, ON, remind
from tests.factories.mail_server import MailServer, certificate, mail_server
from tests.factories.party import Party, holder

WITH_PASSWORD = {"EMAIL_HOST_USER": "tajadur", "EMAIL_HOST_PASSWORD": "very secret"}


def letter(to: str = "nadia@example.org", body: str = "text\n.\n..dots\n") -> Letter:
    message = EmailMessage(policy=SMTP)
    message["To"] = "nadia@example.org"
    message.set_content(body)
    return Letter(recipient=to, message=message)


class Line(SmtpTransport):
    """Closed with its test."""

    every: ClassVar[list["Line"]] = []

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.every.append(self)


@pytest.fixture(autouse=True)
def lines() -> Iterator[None]:
    yield
    while Line.every:
        Line.every.pop().close()


def sent(transport: SmtpTransport, to: str = "nadia@example.org") -> tuple[str, str, bool]:
    result = transport.send(letter(to))
    return result.outcome, result.detail, result.final


@pytest.fixture
def three(party: Party) -> list[Person]:
    """Three secretaries, each with a letter that is due."""
    units = [party.provinces[0][0], party.provinces[0][1], party.provinces[1][0]]
    persons = [holder(unit=unit, username=f"s{number}").person for number, unit in enumerate(units)]
    for unit in units:
        remind(unit)
    gather_digests(on=ON, at=AT)
    return [person for person in persons if person]


def states() -> list[str]:
    return list(Delivery.objects.filter(channel="email").order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("way", ["EMAIL_USE_SSL", "EMAIL_USE_TLS"])
@pytest.mark.parametrize(
    ("name", "outcome", "detail"),
    [("127.0.0.1", "taken", ""), ("other.example.org", "refused", "certificate of another name")],
)
def test_a_server_with_a_certificate_of_another_name_gets_neither_password_nor_letter(
    tmp_path: Path, way: str, name: str, outcome: str, detail: str
) -> None:
    shown, trusted = certificate(tmp_path, name=name)
    server = MailServer(tls=shown, wrapped=way == "EMAIL_USE_SSL")
    with mail_server(server, **{way: True}, **WITH_PASSWORD):
        assert sent(Line(context=trusted)) == (outcome, detail, False)
    assert (len(server.taken), len(server.secrets)) == ((1, 1) if outcome == "taken" else (0, 0))


@pytest.mark.parametrize("way", ["EMAIL_USE_SSL", "EMAIL_USE_TLS"])
def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path: Path, way: str) -> None:
    shown, _ = certificate(tmp_path, name="127.0.0.1")
    server = MailServer(tls=shown, wrapped=way == "EMAIL_USE_SSL")
    with mail_server(server, **{way: True}, **WITH_PASSWORD):
        assert Line().open() == SendResult(SendOutcome.REFUSED, "certificate not trusted")
    assert server.secrets == []


def test_a_server_that_offers_no_encryption_where_it_is_asked_for_gets_no_password() -> None:
    with mail_server(MailServer(), EMAIL_USE_TLS=True, **WITH_PASSWORD) as server:
        assert Line().open() == SendResult(SendOutcome.REFUSED, "SMTPNotSupportedError")
    assert server.secrets == []


def test_the_certificate_is_spoken_of_on_the_letter(three: list[Person], tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path, name="other.example.org")
    with mail_server(MailServer(tls=shown), EMAIL_USE_TLS=True):
        assert send_waiting(transport=Line(context=trusted), at=AT) == {"pending": 3}
    kept = set(Delivery.objects.filter(channel="email").values_list("last_error", flat=True))
    assert kept == {"certificate of another name"}


@pytest.mark.parametrize(
    ("url", "port", "wrapped", "upgraded"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtps://u:p@mail.example.org", 465, True, False),
        ("smtp+tls://u:p@mail.example.org", 587, False, True),
        ("smtp+tls://u:p@mail.example.org:2525", 2525, False, True),
        ("smtp://u:p@127.0.0.1:1025", 1025, False, False),
        ("smtp://u:p@localhost", 25, False, False),
    ],
)
def test_each_way_has_its_usual_port(url: str, port: int, wrapped: bool, upgraded: bool) -> None:
    server = mail_server_from(url)
    assert (server.port, server.is_wrapped, server.is_upgraded) == (port, wrapped, upgraded)


@pytest.mark.parametrize("url", ["smtp://u:p@mail.example.org", "smtp://mail:99999", "http://mail"])
def test_an_address_that_would_give_a_password_away_does_not_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        mail_server_from(url)


@pytest.mark.parametrize("end", ["close", "silent"])
@pytest.mark.parametrize("where", ["banner", "EHLO", "MAIL", "RCPT", "DATA"])
def test_whatever_ends_before_the_letter_is_asked_for_is_tried_again(end: str, where: str) -> None:
    with mail_server(MailServer(answers={where: [end, end]}), seconds=0.3) as server:
        assert sent(Line())[0] == "refused"
    assert server.taken == []


@pytest.mark.parametrize("end", ["close", "silent", "gibberish"])
def test_what_ends_after_the_letter_is_lost(end: str) -> None:
    with mail_server(MailServer(answers={"ANSWER": [end]}), EMAIL_ANSWER_SECONDS=0.3):
        assert sent(Line())[0] == "lost"


def test_the_answer_to_a_letter_is_waited_for_much_longer_than_any_other() -> None:
    with mail_server(MailServer(slow_answer=1.5), seconds=0.5, EMAIL_ANSWER_SECONDS=20) as server:
        transport = Line()
        assert [sent(transport), sent(transport)] == [("taken", "", False)] * 2
    assert len(server.taken) == 2


@pytest.mark.parametrize(
    ("where", "answer", "detail", "final"),
    [
        ("MAIL", "451 later", "451 later", False),
        ("MAIL", "550 you", "550 you", False),
        ("RCPT", "450 greylisted", "450 greylisted", False),
        ("RCPT", "550 nobody", "550 nobody", True),
        ("DATA", "451 later", "451 data", False),
        ("DATA", "554 never", "554 data", True),
        ("ANSWER", "452 full", "452 full", False),
        ("ANSWER", "552 too long", "552 too", True),
        ("MAIL", "421 closing", "421 closing", False),
    ],
)
def test_a_refusal_is_certain_and_the_next_letter_of_the_same_line_is_unharmed(
    where: str, answer: str, detail: str, final: bool
) -> None:
    with mail_server(MailServer(answers={where: [answer]})) as server:
        transport = Line()
        transport.open()
        assert [sent(transport), sent(transport)] == [("refused", detail, final), ("taken", "", False)]
        transport.close()
    assert len(server.taken) == 1


def test_a_refusal_for_good_is_not_tried_again_and_harms_no_neighbour(three: list[Person]) -> None:
    with mail_server(MailServer(answers={"RCPT": ["550 nobody"]})) as server:
        assert send_waiting(transport=Line(), at=AT) == {"dead": 1, "sent": 2}
    assert (states(), len(server.taken)) == (["dead", "sent", "sent"], 2)


def test_lines_that_begin_with_a_dot_arrive_as_they_were_written() -> None:
    with mail_server(MailServer()) as server:
        assert sent(Line())[0] == "taken"
    received = message_from_bytes(server.taken[0].replace(b"\r\n..", b"\r\n."))
    assert received.get_payload().splitlines() == ["text", ".", "..dots"]


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("nadia@example.org\u200b", "TO:<nadia@example.org>"),
        (" nadia\u200e@example.org ", "TO:<nadia@example.org>"),
        ("nadia@حزب.المغرب", "TO:<nadia@xn--ngbjp.xn--mgbc0a9azcg>"),
        ("nadia@école.example", "TO:<nadia@xn--cole-9oa.example>"),
    ],
)
def test_addresses_of_every_script_reach_the_server_in_its_letters(address: str, wire: str) -> None:
    with mail_server(MailServer()) as server:
        assert sent(Line(), address)[0] == "taken"
    assert server.recipients == [f"RCPT {wire}"]


@pytest.mark.parametrize(
    "address", ["نادية@example.org", "nadia", "nadia@", "a b@example.org", "a@b>\r\nDATA", "a@\u0640"]
)
def test_an_address_no_letter_can_bear_fails_alone(three: list[Person], address: str) -> None:
    Person.objects.filter(pk=three[0].pk).update(email=address)
    with mail_server(MailServer()) as server:
        assert send_waiting(transport=Line(), at=AT) == {"dead": 1, "sent": 2}
    assert Delivery.objects.get(channel="email", state="dead").last_error == "address"
    assert len(server.taken) == 2


def test_a_letter_that_cannot_be_worded_or_handed_over_stops_no_other(
    three: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    compose, send = sending._COMPOSE["email"], SmtpTransport.send
    first, second, _ = Delivery.objects.filter(channel="email").order_by("pk").values_list("pk", flat=True)

    def worded(delivery_id: int, at: datetime) -> object:
        if delivery_id == first:
            raise KeyError("a template")
        return compose(delivery_id, at)

    def handed_over(self: SmtpTransport, letter: Letter) -> SendResult:
        if f"-{second}" in letter.message["Message-ID"]:
            raise RuntimeError("a library")
        return send(self, letter)

    monkeypatch.setitem(sending._COMPOSE, "email", worded)
    monkeypatch.setattr(SmtpTransport, "send", handed_over)
    with mail_server(MailServer()):
        assert send_waiting(transport=Line(), at=AT) == {"pending": 1, "unknown": 1, "sent": 1}
    kept = list(Delivery.objects.filter(channel="email").order_by("pk").values_list("last_error", flat=True))
    assert kept == ["KeyError", "RuntimeError", ""]


def test_letters_claimed_and_not_begun_go_back_when_the_run_ends(
    three: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "RUN_SECONDS", 0.2)
    with mail_server(MailServer(slow_answer=0.3)) as server:
        assert send_waiting(transport=Line(), at=AT) == {"sent": 1}
    waiting = Delivery.objects.filter(channel="email", state="pending", attempts=0, leased_until=None)
    assert (waiting.count(), len(server.taken)) == (2, 1)


def test_a_letter_being_answered_is_nobody_else_s_for_as_long_as_the_answer_may_take(three: list[Person]) -> None:
    with mail_server(MailServer(answers={"ANSWER": ["close"]})):
        send_waiting(transport=Line(), most=1, at=AT)
    row = Delivery.objects.exclude(started_at=None).filter(channel="email").first()
    assert row is not None
    assert (row.state, row.started_at is not None) == ("unknown", True)
    with mail_server(MailServer()) as server:
        transport = Line()
        transport.send = lambda letter: SendResult(SendOutcome.TAKEN)  # type: ignore[method-assign]
        held: list[timedelta] = []
        finish = sending._finish

        def seen(delivery_id: int, result: SendResult) -> str:
            now = Delivery.objects.get(pk=delivery_id)
            assert now.leased_until and now.started_at
            held.append(now.leased_until - now.started_at)
            return finish(delivery_id, result)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sending, "_finish", seen)
            send_waiting(transport=transport, most=1, at=AT)
    assert held == [timedelta(minutes=20)]
    assert server.taken == []
