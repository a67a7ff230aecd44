"""One look of the watcher: alarms are stored beside the heartbeat, printed on stderr, and mailed once a day."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Any

from django.conf import settings
from django.db import Error
from django.template.loader import render_to_string
from django.utils import translation

from tajadur.compliance.monitoring import Alarm, alarms
from tajadur.delivery.letters import Letter
from tajadur.delivery.smtp import SmtpTransport
from tajadur.delivery.transport import SendOutcome, Transport
from tajadur.foundation import clock
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.mail_address import UnsendableAddress, as_sent
from tajadur.organisation.people.queries.addresses import administrator_addresses
from tajadur.registry.heartbeat.operations import note_ended
from tajadur.registry.heartbeat.queries import WATCH, runs

from .passes import PASSES

LANGUAGES = ("ar", "fr")
UNREACHABLE = Alarm("database_unreachable", 1)


def look(*, mail: bool = True, transport: Transport | None = None, at: datetime | None = None) -> list[str]:
    """Look once; returns a line for each alarm, none when all is well. A failing mail server is one more line."""
    at = at or clock.now()
    on = civil_day(at)
    try:
        raised = alarms(passes=PASSES, every=timedelta(seconds=settings.PASS_SECONDS), at=at)
        last = runs().get(WATCH)
        mailed_on = last.tally.get("mailed_on", "") if last else ""
        addresses = administrator_addresses(on) if raised else []
    except Error:
        raised, mailed_on, addresses = [UNREACHABLE], _stamp(), []
    lines = [f"alarm: {line_of(alarm)}" for alarm in raised]
    if mail and raised and mailed_on != on.isoformat():
        failure = _write_to([*addresses, *settings.ALARM_MAIL_TO], raised, transport or SmtpTransport())
        mailed_on = on.isoformat() if failure == "" else mailed_on
        lines += [f"alarm: {failure}"] if failure else []
    _keep(raised, mailed_on, at)
    return lines


def line_of(alarm: Alarm) -> str:
    """The alarm in one English line, for logs."""
    return f"{alarm.code} ({', '.join(alarm.names) or alarm.count})"


def _keep(raised: Collection[Alarm], mailed_on: str, at: datetime) -> None:
    """Store alarms and mailing day beside the heartbeat; only the day, in a file, when the database does not answer."""
    tally: dict[str, Any] = {"alarms": [alarm.kept for alarm in raised], "mailed_on": mailed_on}
    try:
        note_ended(name=WATCH, started_at=at, at=at, tally=tally)
    except Error:
        path = settings.DATA_DIR / "watch-mailed"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mailed_on)


def _stamp() -> str:
    """The day of the last letter as kept in the file; "" when there is none."""
    path = settings.DATA_DIR / "watch-mailed"
    return path.read_text().strip() if path.exists() else ""


def _write_to(addresses: Iterable[str], raised: Collection[Alarm], transport: Transport) -> str:
    """One letter to each address; returns "" when at least one was taken, else why not."""
    wanted = sorted(set(filter(None, map(_as_sent, addresses))))
    if not wanted:
        return "nobody to write to: no administrator has an address, and ALARM_MAIL_TO is empty"
    opened = transport.open()
    if opened.outcome is not SendOutcome.TAKEN:
        return f"the mail server refuses: {opened.detail}"
    answers = [transport.send(Letter(recipient=address, message=_letter(address, raised))) for address in wanted]
    transport.close()
    return (
        ""
        if any(answer.outcome is not SendOutcome.REFUSED for answer in answers)
        else f"the letters were refused: {answers[0].detail}"
    )


def _as_sent(address: str) -> str:
    """The address as a letter bears it; "" for one that no letter can bear: the others are written to."""
    try:
        return as_sent(address)
    except UnsendableAddress:
        return ""


def _letter(address: str, raised: Collection[Alarm]) -> EmailMessage:
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append(render_to_string("notices/mail/alarm.txt", {"alarms": raised, "base_url": settings.BASE_URL}))
    subject, _, _rest = parts[0].partition("\n")
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = address
    message["Date"] = formatdate()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(parts), cte="base64")
    return message
