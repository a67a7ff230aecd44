"""The words of directives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fulfilment(models.TextChoices):
    """What fulfils a directive. Kinds whose room does not exist yet are fulfilled by a declaration."""

    MEETING = "meeting", _("Meeting of a body")
    CONGRESS = "congress", _("Congress")
    CENSUS = "census", _("Declaration of the organisational situation")
    DECLARATION = "declaration", _("Declaration")


class PeriodType(models.TextChoices):
    """How often; the same values as the rules."""

    MONTHLY = "monthly", _("Monthly")
    TWO_MONTHLY = "two_monthly", _("Every two months")
    QUARTERLY = "quarterly", _("Quarterly")
    SIX_MONTHLY = "six_monthly", _("Every six months")
    YEARLY = "yearly", _("Yearly")
    DATED = "dated", _("Each year by a day")
    ONCE = "once", _("Once")


class Level(models.TextChoices):
    """The level above a post, for excuses, extensions and ladders."""

    POST = "post", _("The post itself")
    ABOVE = "above", _("The level above")
    CELL = "cell", _("The follow-up cell")
    SECRETARY_GENERAL = "secretary_general", _("The Secretary General")


class Standing(models.TextChoices):
    """Drafted, then issued."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Anchor(models.TextChoices):
    """The day a step of a ladder is counted from."""

    PERIOD_END = "period_end", _("Last day of the period")
    DUE = "due", _("Last day for the report")
    OVERDUE = "overdue", _("First overdue day")
