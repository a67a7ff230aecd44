"""The words of the party's profile."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.permissions.matrix import Role


class Tree(models.TextChoices):
    """The three trees of units."""

    TERRITORY = "territory", _("Territory")
    SECTORS = "sectors", _("Socio-professional sectors")
    PARALLEL = "parallel", _("Parallel organisations")


class LeadingBody(StrEnum):
    """The codes of the body types that lead their unit: the records of its other bodies are within their reach."""

    OFFICE = "office"
    POLE = "pole"


# How the role that a post type carries is called. A role without words stops the start.
ROLE_WORDS = {
    Role.SECRETARY: _("Secretary of the unit"),
    Role.MEMBER: _("Member of the office"),
    Role.COUNCIL: _("Member of the council"),
    Role.RESPONSIBLE: _("Responsible for a region, follow-up cell"),
    Role.ASSISTANT: _("Assistant for a region, follow-up cell"),
    Role.POLE: _("Member of the Organisation Pole"),
    Role.BUREAU: _("Member of the Political Bureau"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SECRETARY_GENERAL: _("Secretary General"),
}
ROLE_CHOICES = [(role.value, ROLE_WORDS[role]) for role in Role]

PROBLEMS = {
    "party_name_missing": _("Write the name in this language too."),
    "settings_from_today": _("A day that has begun may have its reports: choose tomorrow or later."),
    "share_out_of_range": _("A share is from 0 to 100."),
    "months_out_of_range": _("Months of a term: from 1 to %(most)s."),
    "convocation_out_of_range": _("Days of convocation: from 1 to %(most)s."),
    "step_name_missing": _("Write the name of the step in this language too."),
    "step_days": _("Days before the meeting: from 0 to %(most)s."),
    "step_ended": _("This step is no longer asked: add another if it is to be asked again."),
    "steps_too_many": ngettext_lazy(
        "A checklist has %(most)s step at most.", "A checklist has %(most)s steps at most.", "most"
    ),
    "no_such_estimate": _("No Islamic holiday is computed for this day."),
    "ramadan_hours": _("The last hour comes after the first; both from 8 to 21."),
    "day_too_far": ngettext_lazy(
        "The day announced lies at most %(most)s day from the computed one. Check it.",
        "The day announced lies at most %(most)s days from the computed one. Check it.",
        "most",
    ),
}
