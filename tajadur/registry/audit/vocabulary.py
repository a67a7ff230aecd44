"""The parts of a unit's record that are read from outside."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordPart(models.TextChoices):
    """What of a unit's record a page shows; one mark a day for each."""

    UNIT = "unit", _("The page of the unit")
    FIGURES = "figures", _("Its figures")
    MEETINGS = "meetings", _("Meetings and series")
    REPORTS = "reports", _("Reports")
    OBLIGATIONS = "obligations", _("What it owes and declares")
    CONGRESS = "congress", _("The congress")
    PEOPLE = "people", _("The list of its people")
    CALENDAR = "calendar", _("Its meetings, through a calendar")
    SUPPORT = "support", _("Advice and visits")
    CASES = "cases", _("Dysfunctions")
    RESOURCES = "resources", _("Requests for resources")
    SITUATION = "situation", _("The organisational situation")
    PREMISES = "premises", _("Its premises")
    PROXIMITY = "proximity", _("Its proximity activities")
    PLAN = "plan", _("What it follows of the plan")
    TRAINING = "training", _("What its people learn")
    FILINGS = "filings", _("Declarations to the authority")
    ELECTIONS = "elections", _("Its electoral readiness")
    CHANGES = "changes", _("Its changes")
    CONSULTATIONS = "consultations", _("Who consulted it")
