"""The words of what is owed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# Obligations are written this many days before their period opens: two months and a day, whatever the months.
HORIZON_DAYS = 62


class CancelledBecause(models.TextChoices):
    """Why an obligation is no longer owed."""

    CLOSED = "closed", _("The unit was closed")
    SUSPENDED = "suspended", _("Released by an exception")
    WITHDRAWN = "withdrawn", _("The directive was withdrawn")
    AMENDED = "amended", _("The directive was amended")
    HANDED_OVER = "handed_over", _("Whoever owed it holds the post no more")
    SUPERSEDED = "superseded", _("What was to be declared has changed")


class RowState(models.TextChoices):
    """What came of one step of a ladder."""

    PLANNED = "planned", _("Planned")
    SNOOZED = "snoozed", _("Put off")
    TOLD = "told", _("Told")
    PASSED_ON = "passed_on", _("Passed on")
    DROPPED = "dropped", _("Dropped")


# The states of a step that has not spoken yet.
WAITING_ROWS = (RowState.PLANNED, RowState.SNOOZED)


PROBLEMS = {
    "nothing_to_snooze": _("No reminder to the unit itself is planned: there is nothing to put off."),
    "already_snoozed": _("The next reminder is already put off until %(until)s."),
    "snooze_out_of_range": _("Choose a day after %(after)s and until %(latest)s at the latest."),
    "period_locked": _("This period was closed for reports on %(locks_on)s. Ask the level above to reopen it."),
    "reason_required": _("Write the reason in a sentence."),
    "already_settled": _("This obligation is already answered or no longer asked: nothing can be released."),
    "extension_too_late": _("An extension can only be given before %(overdue_from)s, the first overdue day."),
    "extension_not_later": _("The new day must be after %(after)s."),
    "extension_over": _("This day is already past. Choose a day from %(today)s on."),
    "extension_too_far": _("More time goes until %(latest)s at most. Give less, or an excuse."),
    "not_locked": _("This period is still open for reports: there is nothing to reopen."),
    "text_too_long": ngettext_lazy(
        "The text is too long: %(limit)s character at most.",
        "The text is too long: %(limit)s characters at most.",
        "limit",
    ),
    "text_has_nul": _("The text holds a character that cannot be kept. Type it again."),
    "text_has_broken_characters": _("The text holds a broken character. Type it again."),
}
