"""What a letter says: what is due and when, about which unit. No name of a person, nothing of a record."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from html import unescape
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tajadur.foundation.mail_address import as_sent
from tajadur.registry.notices.models import DeliveryItem


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be handed over: its address and the whole message."""

    recipient: str
    message: EmailMessage


def compose_letter(delivery_id: int) -> Letter | None:
    """The letter of a delivery with the notices still live; None when none is, or the person takes no e-mail.

    Raises UnsendableAddress.
    """
    items = list(
        DeliveryItem.objects.filter(delivery_id=delivery_id, notice__cleared_at=None)
        .select_related("notice__unit", "person__account", "person__notification_preferences")
        .order_by("notice__step_on", "notice_id")
    )
    if not items or not items[0].person.email:
        return None
    person = items[0].person
    preferences = getattr(person, "notification_preferences", None)
    if preferences and not preferences.by_email:
        return None
    account = getattr(person, "account", None)
    language = account.language if account else settings.LANGUAGE_CODE
    with translation.override(language):
        notices: list[Any] = [item.notice for item in items]
        context = {"notices": notices, "count": len(notices), "base_url": settings.BASE_URL, "language": language}
        # Templates escape for pages; a plain text has no markup to protect.
        subject = unescape(" ".join(render_to_string("notices/mail/subject.txt", context).split()))
        text = unescape(render_to_string("notices/mail/digest.txt", context))
        page = render_to_string("notices/mail/digest.html", context)
    recipient = as_sent(person.email)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = recipient
    message["Date"] = formatdate()
    message["Message-ID"] = message_id(delivery_id)
    message["Content-Language"] = language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    message.add_alternative(page, subtype="html", cte="base64")
    return Letter(recipient=recipient, message=message)


def message_id(delivery_id: int) -> str:
    """The same Message-ID whoever sends it and whenever: a mail server may drop a second copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<tajadur-delivery-{delivery_id}@{domain}>"
