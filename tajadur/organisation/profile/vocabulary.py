"""The words of the party's profile."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tree(models.TextChoices):
    """The three trees of units."""

    TERRITORY = "territory", _("Territory")
    SECTORS = "sectors", _("Socio-professional sectors")
    PARALLEL = "parallel", _("Parallel organisations")


class Role(models.TextChoices):
    """The power a post type carries; the same values as the policy matrix."""

    SECRETARY = "secretary", _("Secretary of the unit")
    MEMBER = "member", _("Member of the office")
    COUNCIL = "council", _("Member of the council")
    RESPONSIBLE = "responsible", _("Responsible for a region, follow-up cell")
    ASSISTANT = "assistant", _("Assistant for a region, follow-up cell")
    POLE = "pole", _("Member of the Organisation Pole")
    BUREAU = "bureau", _("Member of the Political Bureau")
    ADMINISTRATOR = "administrator", _("Administrator")
    SECRETARY_GENERAL = "secretary_general", _("Secretary General")


PROBLEMS = {
    "no_such_estimate": _("No Islamic holiday is computed for this day."),
    "day_too_far": _("The day announced lies at most %(most)s days from the computed one. Check it."),
}
