"""The words of notices and deliveries."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What a notice tells."""

    REMINDER = "reminder", _("Reminder")
    ESCALATION = "escalation", _("Escalation")
    MANDATE = "mandate", _("Mandate announced")
    EXCEPTION = "exception", _("Exception granted")
    MEETING_MOVED = "meeting_moved", _("Meeting moved")
    RECEIPT_NOTED = "receipt_noted", _("Receipt noted from above")
    ASKED = "asked", _("Asked by the follow-up")
    RELEASE_ASKED = "release_asked", _("Request to decide")
    RELEASE_DECIDED = "release_decided", _("Request decided")
    ACCESS = "access", _("Link for a new password")


class Channel(models.TextChoices):
    """By which way a message goes."""

    IN_APP = "in_app", _("In the application")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Another channel")
    PUSH = "push", _("Notification on a device")


class Decision(models.TextChoices):
    """What a person decided about a letter in trouble."""

    AGAIN = "again", _("Sent again")
    LEFT = "left", _("Left as it is")


class Outside(models.TextChoices):
    """The kinds of channels that hand a message to somebody else's server."""

    SMS = "sms", _("SMS gateway")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp Cloud"
    SIGNAL = "signal", "Signal"
    NTFY = "ntfy", "ntfy"
    MATRIX = "matrix", "Matrix"


class DeliveryState(models.TextChoices):
    """The life of one message: the outbox row."""

    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    CANCELLED = "cancelled", _("Cleared")


class Fate(models.TextChoices):
    """What came of a notice, as the ledger shows it."""

    DECIDED = "decided", _("Decided")
    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    CLEARED = "cleared", _("Cleared before sending")


# Codes of what is decided about letters in trouble.
LETTER_PROBLEMS = {
    "letter_decided": _("Somebody decided about this message a moment ago: see below what."),
    "nothing_left": _("Everything in this message is settled since: there is nothing to send."),
    "reason_missing": _("Say in a few words why it is left as it is."),
}

ADDRESSED_BY_PHONE = frozenset({Outside.SMS, Outside.WHATSAPP, Outside.SIGNAL})
# What leaves the server, and who then holds it.
WARNINGS: dict[str, str | Promise] = {
    Outside.SMS: _(
        "The telephone number and the text (what is due and when) go to the SMS company and the operator, unencrypted."
    ),
    Outside.TELEGRAM: _(
        "The text (what is due and when) and the person's Telegram number go to Telegram's servers, outside Morocco."
    ),
    Outside.WHATSAPP: _(
        "The telephone number and the text (what is due and when) go to Meta's servers, outside Morocco."
    ),
    Outside.SIGNAL: _(
        "The text is encrypted from your gateway on; Signal learns the telephone number and the hour, not the text."
    ),
    Outside.NTFY: _(
        "The text (what is due and when) goes to the ntfy server named in the address; "
        "whoever knows the topic reads it."
    ),
    Outside.MATRIX: _(
        "The text (what is due and when) goes unencrypted to the Matrix server named in the address, "
        "and stays in the room."
    ),
}
# An example of the secret address of each kind; {to} is where the person's own address goes.
EXAMPLES: dict[str, str] = {
    Outside.SMS: "twilio://SID:TOKEN@+212520000000/{to}",
    Outside.TELEGRAM: "tgram://BOT_TOKEN/{to}",
    Outside.WHATSAPP: "whatsapp://TOKEN@FROM_PHONE_ID/{to}",
    Outside.SIGNAL: "signal://gateway.example.org:8080/+212520000000/{to}",
    Outside.NTFY: "ntfys://TOKEN@ntfy.example.org/{to}",
    Outside.MATRIX: "matrixs://USER:PASSWORD@matrix.example.org/{to}",
}
CHANNEL_PROBLEMS = {
    "channel_kind": _("Choose the kind of channel."),
    "channel_name_missing": _("Give the channel a name that people will recognise."),
    "channel_url_place": _("Write {to} once in the address, where the person's own number or name goes."),
    "channel_url_kind": _("This address is of another kind of channel. Look at the example."),
    "channel_url_wrong": _("This address cannot be read: a part is missing or misspelt. Look at the example."),
    "channel_hours": _("The last hour comes after the first; both from 8 to 21."),
    "channel_address": _("This address cannot be used: Latin letters and digits, no blanks."),
    "phone_unreadable": _(
        "This telephone number cannot be read. Write it as 06 61 23 45 67, or with + and the country code."
    ),
    "telling_hours": _("The quiet hour comes after the hour of the day's message, at 21:00 at the latest."),
    "not_tested": _("Test the channel first: it is switched on once a test message was taken."),
}

PUSH_WARNING = _(
    "The text (place and last day) is encrypted up to the device: nobody on the way reads it. The push service of "
    "the browser's maker (Google, Mozilla, Apple, Microsoft), outside Morocco, learns that this device got a message "
    "from this server, and when."
)
PUSH_PROBLEMS = {
    "push_contact": _("Give the e-mail address that push services may write to, for example it@example.org"),
    "push_no_keys": _("Make the keys first."),
    "push_off": _("Notifications on devices are switched off at headquarters."),
    "push_unreadable": _("What the browser sent cannot be read. Press the button once more."),
    "push_endpoint": _("The address the browser gave is not that of a push service: it must begin with https://"),
    "push_keys": _("The keys the browser gave are not of the right length. Press the button once more."),
    "too_many_devices": _("You are notified on %(most)s devices already. Remove one of them first."),
}


def answer_sentence(answer: str, detail: str) -> str:
    """What came of a test message, in words, and what to do."""
    match answer, detail:
        case "taken", _detail:
            return gettext("The server took the test message. Look whether it arrived, then switch the channel on.")
        case "refused", "unreachable":
            return gettext("The server cannot be reached: check its name and port, and that it runs.")
        case "refused", "url":
            return gettext("The address cannot be read: write it again.")
        case "refused", code:
            return gettext("The server refused the message (%(code)s): check the secret and the number.") % {
                "code": code
            }
        case "lost", "no answer in time":
            return gettext("The server was too slow: it took the message but did not answer in time.")
        case "lost", _detail:
            return gettext("The connection was cut before the answer: the message may have arrived.")
    return ""
