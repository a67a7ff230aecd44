"""The words of the party's profile."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from tajadur.permissions.matrix import Role
from tajadur.rules.holding import HoldingEffect, HoldingKind, HoldingScope


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
    Role.RESPONSIBLE: _("Responsible, follow-up cell"),
    Role.ASSISTANT: _("Assistant, follow-up cell"),
    Role.POLE: _("Member of the Organisation Pole"),
    Role.BUREAU: _("Member of the Political Bureau"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SECRETARY_GENERAL: _("Secretary General"),
}
ROLE_CHOICES = [(role.value, ROLE_WORDS[role]) for role in Role]

HOLDING_KIND_WORDS = {
    HoldingKind.EXCLUDES: _("Posts that exclude each other"),
    HoldingKind.MANDATES: _("Mandates held at a time"),
    HoldingKind.TERMS: _("Terms in a row"),
}
HOLDING_SCOPE_WORDS = {
    HoldingScope.UNIT: _("within one unit"),
    HoldingScope.LINE: _("on one line: a unit, those above it and below it"),
    HoldingScope.ANYWHERE: _("anywhere in the party"),
}
HOLDING_EFFECT_WORDS = {
    HoldingEffect.ASKS: _("Asks: whoever goes on gives the reason"),
    HoldingEffect.REFUSES: _("Refuses"),
}
HOLDING_KIND_CHOICES = [(str(kind), words) for kind, words in HOLDING_KIND_WORDS.items()]
HOLDING_SCOPE_CHOICES = [(str(scope), words) for scope, words in HOLDING_SCOPE_WORDS.items()]
HOLDING_EFFECT_CHOICES = [(str(effect), words) for effect, words in HOLDING_EFFECT_WORDS.items()]


def holding_sentence(kind: str, *, subject: str, other: str, most: int, scope: str) -> str:
    """What a rule about holding posts says, in the language of the page."""
    where = {"scope": HOLDING_SCOPE_WORDS[HoldingScope(scope)], "subject": subject}
    if kind == HoldingKind.EXCLUDES:
        return gettext("«%(subject)s» and «%(other)s» exclude each other, %(scope)s") % {**where, "other": other}
    if kind == HoldingKind.MANDATES:
        words = ngettext(
            "«%(subject)s»: one person holds %(n)s mandate at most, %(scope)s",
            "«%(subject)s»: one person holds %(n)s mandates at most, %(scope)s",
            most,
        )
    else:
        words = ngettext(
            "«%(subject)s»: one person holds %(n)s term in a row at most, %(scope)s",
            "«%(subject)s»: one person holds %(n)s terms in a row at most, %(scope)s",
            most,
        )
    return words % {**where, "n": most}


PROBLEMS = {
    "posts_unknown": _("Choose the posts from the list."),
    "posts_exclude_themselves": _("A post does not exclude itself: choose other posts, or limit the mandates."),
    "most_out_of_range": _("At most how many: from 1 to %(most)s."),
    "source_required": _("Write where the rule stands: the article, the decision, its day."),
    "holding_days_crossed": _("The last day comes before the first one. Correct one of the two."),
    "holding_said_already": _("A rule says this already on some of these days. End it first, or choose other days."),
    "holding_ended": _("This rule ended already."),
    "holding_ends_in_past": _("What held until today stays: choose today or a later day."),
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
