"""The words of organisational situations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.situation import SituationStatus, Sureness

SUBJECT = "situation"
# The kind of unit whose situation is taken stock of.
LONGEST_REMARK = 1000
MOST_DAYS, MOST_MONTHS = 365, 60


class SituationAnswer(models.TextChoices):
    """What a branch says of the status that the facts propose."""

    AGREED = "agreed", _("It is so")
    DISPUTED = "disputed", _("It is not so")


STATUS_WORDS = {
    SituationStatus.ACTIVE: pgettext_lazy("situation", "Active"),
    SituationStatus.WEAK: pgettext_lazy("situation", "Weak"),
    SituationStatus.DORMANT: pgettext_lazy("situation", "Dormant"),
    SituationStatus.TO_BE_RENEWED: pgettext_lazy("situation", "To be renewed"),
    SituationStatus.SECRETARY_VACANT: pgettext_lazy("situation", "Secretary vacant"),
    SituationStatus.DISSOLVED: pgettext_lazy("situation", "Dissolved"),
}
STATUS_CHOICES = [(status.value, words) for status, words in STATUS_WORDS.items()]
SURENESS_WORDS = {
    Sureness.SURE: pgettext_lazy("situation", "Confirmed"),
    Sureness.AGEING: pgettext_lazy("situation", "Confirmed long ago"),
    Sureness.UNCONFIRMED: pgettext_lazy("situation", "Not confirmed"),
    Sureness.CONTRADICTED: pgettext_lazy("situation", "The facts have changed"),
}
PROBLEMS = {
    "answer_required": _("Choose whether it is so."),
    "dispute_remark_required": _("Say in a sentence how your branch stands."),
    "refusal_remark_required": _("Say in a sentence why you do not endorse it."),
    "situation_changed": _("The facts have changed meanwhile: read them again, then confirm."),
    "situation_of_branches": _("The situation of branches alone is taken stock of."),
    "already_endorsed": _("A word was given on this already."),
    "limits_from_today": _("Choose tomorrow or a later day: past days keep their limits."),
    "limit_range": _("Between 1 and %(most)s."),
    "limits_order": _("A word ages before it is no longer counted: give more months than above."),
    "word_replaced": _("The branch gave a newer word: read it, then endorse that one."),
}
