"""The words of meetings and reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PROGRAMMED = "programmed", _("Programmed")
    CANCELLED = "cancelled", _("Cancelled")
    REPORTED = "reported", _("Reported")


class Outcome(models.TextChoices):
    """What came of an objective or an item of the agenda."""

    REACHED = "reached", _("Reached")
    PARTLY = "partly", _("Partly")
    NOT_REACHED = "not_reached", _("Not reached")
    CARRIED = "carried", _("Carried to the next meeting")


class PointKind(models.TextChoices):
    """The two kinds of points of a meeting."""

    OBJECTIVE = "objective", _("Objective")
    ITEM = "item", _("Agenda item")
