"""What is said of an act of the audit log, and who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.permissions.matrix import Permission


class ActFamily(models.TextChoices):
    """Acts of one kind, by which the changes are narrowed."""

    UNIT = "unit", _("The unit itself")
    PEOPLE = "people", _("Mandates and people")
    MEETINGS = "meetings", _("Meetings and reports")
    DUTIES = "duties", _("What it owes and declares")
    CONGRESS = "congress", _("The congress")
    PLACE = "place", _("Premises and proximity")
    PLAN = "plan", _("The plan")
    TRAINING = "training", pgettext_lazy("family of acts", "Training")
    ELECTIONS = "elections", _("Electoral readiness")
    HELP = "help", _("Advice, visits, cases")
    RESOURCES = "resources", _("Requests for resources")
    CIRCULARS = "circulars", _("Circulars")
    DIRECTIVE = "directive", _("Directives and exceptions")
    HEADQUARTERS = "headquarters", _("Settings of the party")


@dataclass(frozen=True, slots=True)
class ActWords:
    """The sentence of an act. ``reads``: who reads it among the changes of its unit; None: it is of no unit.

    ``is_draft``: of what is being prepared, read by those who prepare and issue it. ``is_private``: of one's own
    account, read by the person alone.
    """

    family: ActFamily
    sentence: Promise
    reads: Permission | None = None
    is_draft: bool = False
    is_private: bool = False


def acts(
    family: ActFamily,
    sentences: Mapping[str, Promise],
    *,
    reads: Permission | None = None,
    is_draft: bool = False,
    is_private: bool = False,
) -> dict[str, ActWords]:
    """Acts that are alike but for their sentence."""
    return {code: ActWords(family, sentence, reads, is_draft, is_private) for code, sentence in sentences.items()}
