"""The words of notices and deliveries."""

from django.db import models
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


class Channel(models.TextChoices):
    """By which way a message goes."""

    IN_APP = "in_app", _("In the application")
    EMAIL = "email", _("E-mail")


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
