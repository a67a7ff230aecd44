"""The words of the pack of a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.packs import DecisionSource

SUBJECT = "pack"  # of its notices and entries of the audit log
LONGEST_DECISION, LONGEST_COMMENT = 260, 2_000
# It is printed in these, of which a party may offer one.
LANGUAGES = ("ar", "fr")
# The folder of its template, ``templates/packs/1``: a change of what is printed is a folder more, never a change of one
# that a pack was sent with.
TEMPLATE = 1


class PackStatus(models.TextChoices):
    """Prepared, then sent and kept as it was."""

    DRAFT = "draft", pgettext_lazy("pack of a meeting", "In preparation")
    SENT = "sent", pgettext_lazy("pack of a meeting", "Sent")


SOURCE_CHOICES = [
    (DecisionSource.CASE.value, _("Dysfunction")),
    (DecisionSource.REQUEST.value, _("Request for resources")),
    (DecisionSource.WRITTEN.value, pgettext_lazy("proposed decision", "Written by hand")),
]

PROBLEMS = {
    "no_pole": _("No body of the kind of the pole is open: there is no meeting to make a pack for."),
    "both_languages": _("Write this decision in Arabic and in French: the page goes out in both."),
    "too_many_decisions": _("Three decisions at most: the meeting has to take them."),
    "comment_required": _("Write the comment."),
}
CONFLICTS = {
    "pack_sent": _("This pack was sent: it stays as it is. Nothing was changed."),
    "pack_changed": _("Somebody changed this pack meanwhile: look at it again, then send it. Nothing was changed."),
    "not_prepared": _("This pack was sent already."),
}
