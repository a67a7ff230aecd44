"""The words of declarations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeclarationKind(models.TextChoices):
    """What a unit declares about what it owes."""

    DONE = "done", _("Done")
    NOT_HELD = "not_held", _("Not held")


class NotHeldReason(models.TextChoices):
    """Why it was not held."""

    QUORUM = "quorum", _("The quorum was not reached")
    SECRETARY = "secretary", _("The secretary was not available")
    PLACE = "place", _("No place to meet")
    SEASON = "season", _("Holiday or harvest season")
    EVENT = "event", _("Another activity of the party on that date")
    OTHER = "other", _("Another reason")


PROBLEMS = {
    "day_required": _("Choose the day on which it was done."),
    "day_in_future": _("This day has not come yet. Today is %(today)s."),
    "day_before_period": _("This is before the period opens, on %(opens_on)s."),
    "day_after_period": _("This is after the period, which ended on %(period_end)s. It cannot count for it."),
    "day_before_unit": _("The unit was opened on %(opened_on)s: nothing can be declared before that day."),
    "day_after_unit": _("The unit was closed on %(closed_on)s: nothing can be declared from that day on."),
    "period_not_open": _("This period opens on %(opens_on)s. Come back then."),
    "no_longer_asked": _("This is no longer asked of your unit: there is nothing to declare."),
    "reported_by_meeting": _("This is answered by the report of a meeting, not by a declaration."),
    "answered_by_form": _("This is answered with the form of its census campaign."),
    "already_reported": _("This is already reported: it cannot be declared as not held."),
    "not_held_too_early": _("You can declare this from %(day)s on."),
    "period_locked": _("This period was closed for reports on %(locks_on)s. Ask the level above to reopen it."),
    "reason_required": _("Choose a reason."),
    "note_required": _("Say in a sentence what the other reason is."),
}
