"""The words of circulars."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from tajadur.rules.circulars import AddresseeState

CIRCULAR = "circular"  # the subject of its notices and entries of the audit log
SOURCE = "circular"  # what a confirmation is called among the things that fulfil an obligation
LONGEST_SUBJECT, LONGEST_TEXT, LONGEST_REASON = 120, 10_000, 500
# A circular is written in these, and one of them may wait; both are told apart in the names of columns and fields.
LANGUAGES = ("ar", "fr")
LANGUAGE_WORDS: Mapping[str, Promise] = {"ar": _("Arabic"), "fr": _("French")}


class CircularStatus(models.TextChoices):
    """Drafted, then issued, then perhaps withdrawn."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", pgettext_lazy("circular", "In force")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STATE_WORDS: Mapping[AddresseeState, Promise] = {
    AddresseeState.CONFIRMED: pgettext_lazy("circular", "Confirmed"),
    AddresseeState.READ: _("Read, not confirmed"),
    AddresseeState.UNREAD: _("Not read"),
    AddresseeState.NO_ACCOUNT: _("Holder without an account"),
    AddresseeState.VACANT: _("Post without a holder"),
}

PROBLEMS = {
    "text_required": _("Write the subject and the text in Arabic or in French at least."),
    "subject_required": _("Give this text its subject."),
    "body_required": _("This subject has no text yet: write it, or leave both empty until the text is ready."),
    "language_missing": _(
        "Version %(version)s has this text in both languages. Amend it in this language too: whoever reads it here "
        "would keep the old words."
    ),
    "nothing_changed": _("No word was changed: there is nothing to amend."),
    "days_out_of_range": _("Days to confirm: from 1 to %(most)s."),
    "grace_out_of_range": _("Days of grace: from 0 to %(most)s."),
    "outside_subtree": _("You send to your own unit and to those below it: choose one of them."),
    "kind_unknown": _("Choose kinds of units from the list."),
    "body_unknown": _("Choose bodies from the list."),
    "post_unknown": _("Choose posts from the list."),
    "nobody_addressed": _("Nobody stands in this audience: no post fits all of it. Widen it."),
    "count_differs": ngettext_lazy(
        "This circular goes to %(count)s post. Type this number to send it.",
        "This circular goes to %(count)s posts. Type this number to send it.",
        "count",
    ),
    "reason_required": _("Write the reason in a sentence: whoever received the circular reads it."),
    "too_many_versions": _("This circular was amended too often: withdraw it and write a new one."),
    "unit_closed": _("This unit is closed: it sends nothing any more."),
    "nothing_waits": _("Both texts are there already. To change one, amend the circular."),
}
CONFLICTS = {
    "not_a_draft": _("This circular was sent meanwhile: see below how it stands. Nothing was changed."),
    "not_in_force": _("This circular is not in force any more. Nothing was recorded."),
    "newer_version": _(
        "This circular was amended since you opened it. What you see now is the new version: read it, then confirm."
    ),
}
