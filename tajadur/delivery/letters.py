"""What a letter says: what is due and when, about which unit. No name of a person, nothing of a record."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from html import unescape

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tajadur.foundation.installation import spoken
from tajadur.foundation.mail_address import as_sent
from tajadur.registry.notices.models import Delivery

from .recipients import still_theirs


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be handed over: its address, the whole message, and the notices in it."""

    recipient: str
    message: EmailMessage
    carries: tuple[int, ...] = ()


def compose_letter(delivery_id: int, at: datetime) -> Letter | None:
    """The letter of a delivery, with what is not settled and of posts its person holds at ``at``.

    A letter with an address of its own goes there, whatever the person's record and preferences say by now. None when
    nothing is left, or the person takes no e-mail. Raises UnsendableAddress.
    """
    row = Delivery.objects.select_related("person__account", "person__notification_preferences").get(pk=delivery_id)
    person, kept = row.person, row.address
    preferences = getattr(person, "notification_preferences", None)
    if not (kept or person.email) or (not kept and preferences and not preferences.by_email):
        return None
    notices = still_theirs(row, at)
    if not notices:
        return None
    account = getattr(person, "account", None)
    language = spoken(account.language if account else None)
    with translation.override(language):
        context = {"notices": notices, "count": len(notices), "base_url": settings.BASE_URL, "language": language}
        context["at_once"] = bool(kept)
        context["preferences_url"] = settings.BASE_URL + reverse("accounts:preferences")
        # Templates escape for pages; a plain text has no markup to protect.
        subject = unescape(" ".join(render_to_string("notices/mail/subject.txt", context).split()))
        text = unescape(render_to_string("notices/mail/digest.txt", context))
        page = render_to_string("notices/mail/digest.html", context)
    recipient = as_sent(kept or person.email)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = recipient
    message["Date"] = formatdate()
    message["Message-ID"] = message_id(delivery_id)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    message.add_alternative(page, subtype="html", cte="base64")
    # After its parts: each of them takes the headers of the content with it.
    message["Content-Language"] = language
    if not kept:
        message["List-Unsubscribe"] = f"<{context['preferences_url']}>"
    return Letter(recipient=recipient, message=message, carries=tuple(notice.pk for notice in notices))


def message_id(delivery_id: int) -> str:
    """The same Message-ID whoever sends it and whenever: a mail server may drop a second copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<tajadur-delivery-{delivery_id}@{domain}>"
