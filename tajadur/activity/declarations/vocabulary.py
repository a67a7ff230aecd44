"""The words of declarations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeclarationKind(models.TextChoices):
    """What a unit declares about what it owes."""

    DONE = "done", _("Done")
    NOT_HELD = "not_held", _("Not held")


class NotHeldReason(models.TextChoices):
    """Why it was not held."""

    QUORUM = "quorum", _("The quorum was not reached")
    SECRETARY = "secretary", _("The secretary was not available")
    PLACE = "place", _("No place to meet")
    SEASON = "season", _("Holiday or harvest season")
    EVENT = "event", _("Another activity of the party on that date")
    OTHER = "other", _("Another reason")
