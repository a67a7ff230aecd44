"""The words of notices and deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
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
    STAGES = "stages", _("Stages of the congress changed")
    ACCESS = "access", _("Way into an account")
    CLOSING = "closing", _("Closing of the unit")
    FOLLOW_UP = "follow_up", _("Promised or awaited")
    SUPPORT = "support", _("Advice and visits")
    CASE = "case", _("Dysfunction")
    RESOURCES = "resources", _("Request for resources")
    PROPOSAL = "proposal", _("Proposal to the body above")
    MINUTES = "minutes", _("Minutes circulated")
    WEEK = "week", _("The last week")
    CIRCULAR = "circular", _("Circular")
    SITUATION = "situation", _("Situation of the branch")
    PLAN = "plan", pgettext_lazy("menu", "The plan")
    TRAINING = "training", pgettext_lazy("menu", "Training")
    PACK = "pack", _("Pack of the meeting")
    EXPORT = "export", _("File asked for")


class Channel(models.TextChoices):
    """By which way a message goes."""

    IN_APP = "in_app", _("In the application")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Another channel")
    PUSH = "push", _("Notification on a device")

    @property
    def leaves(self) -> bool:
        """Is the message handed to another server, at an hour of its own?"""
        return self is not Channel.IN_APP

    @property
    def may_repeat(self) -> bool:
        """Does a second copy take the place of the first, so that a lost answer may be tried again?"""
        return self is Channel.PUSH


class LetterDecision(models.TextChoices):
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

    @property
    def traits(self) -> "OutsideTraits":
        """How this kind is addressed, and what is to be known of it."""
        return _OUTSIDE[self]


class DeliveryState(models.TextChoices):
    """The life of one message: the outbox row."""

    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    CANCELLED = "cancelled", _("Cleared")


STATES_IN_SQL = {state.value: state.value for state in DeliveryState}  # as parameters: %(pending)s and so on
IN_TROUBLE = (DeliveryState.DEAD, DeliveryState.UNKNOWN)  # a person decides: no machine sends these again


class Fate(models.TextChoices):
    """What came of a notice, as the ledger shows it."""

    DECIDED = "decided", _("Decided")
    WAITING = "waiting", _("To be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    CLEARED = "cleared", _("Cleared before sending")


LETTER_PROBLEMS = {
    "letter_decided": _("Somebody decided about this message a moment ago: see below what."),
    "nothing_left": _("Everything in this message is settled since: there is nothing to send."),
    "reason_missing": _("Say in a few words why it is left as it is."),
}

ADDRESS_UNSENDABLE = "address"  # this and the next stand beside a letter refused for what no server said
CERTIFICATE_OF_ANOTHER = "certificate of another name"
CERTIFICATE_NOT_TRUSTED = "certificate not trusted"
QUIET_HOURS = "quiet hours"
SAMPLE_PHONE = "+212600000000"
_REFUSALS = {
    QUIET_HOURS: _("It waits for its hour: nothing leaves in quiet hours or on a holiday."),
    ADDRESS_UNSENDABLE: _("The address cannot be used: correct it on the person’s page."),
    CERTIFICATE_OF_ANOTHER: _("The server’s certificate names another host: nothing was handed over, no password."),
    CERTIFICATE_NOT_TRUSTED: _("The server’s certificate is not trusted: nothing was handed over, no password."),
}


def refusal_words(detail: str) -> str:
    """Why a message was refused, in the reader's language; the server's own code as it is."""
    return str(_REFUSALS.get(detail, detail))


@dataclass(frozen=True, slots=True)
class OutsideTraits:
    """What a kind of channel is like.

    ``warning`` says what leaves the server and who then holds it; ``example`` is a secret address, {to} where the
    person's own goes; ``schemes`` are those such an address may begin with, ``sample`` an address of a person by which
    its form is tried; ``by_phone``: persons are addressed by their telephone number; ``made_up``: what to try for words
    of the example that stand for a secret, where the library wants more than a word.
    """

    warning: str | Promise
    example: str
    schemes: frozenset[str]
    sample: str
    by_phone: bool = False
    made_up: Mapping[str, str] = field(default_factory=dict)

    @property
    def tried_example(self) -> str:
        """The example as an address that the library can read, {to} still in it."""
        address = self.example
        for word, value in self.made_up.items():
            address = address.replace(word, value)
        return address


_OUTSIDE: dict[str, OutsideTraits] = {
    Outside.SMS: OutsideTraits(
        warning=_(
            "The telephone number and the text (what is due and when) go to the SMS company and the operator, "
            "unencrypted."
        ),
        example="twilio://SID:TOKEN@+212520000000/{to}",
        made_up={"SID": "AC0123456789abcdef"},
        schemes=frozenset(
            [
                "bulksms",
                "clicksend",
                "d7sms",
                "form",
                "forms",
                "json",
                "jsons",
                "msgbird",
                "nexmo",
                "sinch",
                "smseagle",
                "smseagles",
                "twilio",
                "vonage",
            ]
        ),
        by_phone=True,
        sample=SAMPLE_PHONE,
    ),
    Outside.TELEGRAM: OutsideTraits(
        warning=_(
            "The text (what is due and when) and the person's Telegram number go to Telegram's servers, "
            "outside Morocco."
        ),
        example="tgram://BOT_TOKEN/{to}",
        made_up={"BOT_TOKEN": "123456789:made_up"},
        schemes=frozenset(["tgram"]),
        sample="123456789",
    ),
    Outside.WHATSAPP: OutsideTraits(
        warning=_("The telephone number and the text (what is due and when) go to Meta's servers, outside Morocco."),
        example="whatsapp://TOKEN@FROM_PHONE_ID/{to}",
        made_up={"FROM_PHONE_ID": "123456789012345"},
        schemes=frozenset(["whatsapp"]),
        by_phone=True,
        sample=SAMPLE_PHONE,
    ),
    Outside.SIGNAL: OutsideTraits(
        warning=_(
            "The text is encrypted from your gateway on; Signal learns the telephone number and the hour, not the text."
        ),
        example="signal://gateway.example.org:8080/+212520000000/{to}",
        schemes=frozenset(["signal", "signals"]),
        by_phone=True,
        sample=SAMPLE_PHONE,
    ),
    Outside.NTFY: OutsideTraits(
        warning=_(
            "The text (what is due and when) goes to the ntfy server named in the address; "
            "whoever knows the topic reads it."
        ),
        example="ntfys://TOKEN@ntfy.example.org/{to}",
        schemes=frozenset(["ntfy", "ntfys"]),
        sample="a-private-topic",
    ),
    Outside.MATRIX: OutsideTraits(
        warning=_(
            "The text (what is due and when) goes unencrypted to the Matrix server named in the address, "
            "and stays in the room."
        ),
        example="matrixs://USER:PASSWORD@matrix.example.org/{to}",
        schemes=frozenset(["matrix", "matrixs"]),
        sample="#room:example.org",
    ),
}

CHANNEL_PROBLEMS = {
    "channel_kind": _("Choose the kind of channel."),
    "channel_name_missing": _("Give the channel a name that people will recognise."),
    "channel_url_place": _("Write {to} once in the address, where the person's own number or name goes."),
    "channel_url_kind": _("This address is of another kind of channel. Look at the example."),
    "channel_url_wrong": _("This address cannot be read: a part is missing or misspelt. Look at the example."),
    "channel_url_private": _(
        "This address is on this machine or in the private network: nothing is sent there. The operator of the server "
        "may allow it."
    ),
    "channel_url_unread": _(
        "What stands in the place of {to} would reach nobody: the gateway does not read it there. "
        "For a gateway of your own write ?-to={to} (with the hyphen)."
    ),
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
    "too_many_devices": ngettext_lazy(
        "You are notified on %(most)s device already. Remove it first.",
        "You are notified on %(most)s devices already. Remove one of them first.",
        "most",
    ),
}


def answer_sentence(answer: str, detail: str) -> str:
    """What came of a test message, in words, and what to do."""
    match answer, detail:
        case "taken", _detail:
            return gettext("The server took the test message. Look whether it arrived, then switch the channel on.")
        case "refused", "address not allowed":
            return gettext(
                "The server is on this machine or in the private network: nothing is sent there. The operator of the "
                "server may allow it."
            )
        case "refused", "unreachable":
            return gettext("The server cannot be reached: check its name and port, and that it runs.")
        case "refused", "url":
            return gettext("The address cannot be read: write it again.")
        case "refused", code:
            sentence = gettext("The server refused the message (%(code)s): check the secret and the number.")
            return sentence % {"code": code}
        case "lost", "no answer in time":
            return gettext("The server was too slow: it took the message but did not answer in time.")
        case "lost", _detail:
            return gettext("The connection was cut before the answer: the message may have arrived.")
    return ""
