"""The words of persons, mandates and accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """For quotas only."""

    WOMAN = "f", _("Woman")
    MAN = "m", _("Man")


class Standing(models.TextChoices):
    """Where a mandate stands."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")


class Language(models.TextChoices):
    """The languages of the interface, each in its own words."""

    ARABIC = "ar", "العربية"
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"
