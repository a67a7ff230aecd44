"""The words of requests to be released, and of their decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseKind(models.TextChoices):
    """What a unit asks for, and what the level above gives."""

    EXTENSION = "extension", _("More time")
    EXCUSE = "excuse", _("An excuse")
    REOPENING = "reopening", _("A reopening")


class RequestState(models.TextChoices):
    """What became of a request."""

    ASKED = "asked", _("Waiting for a decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


PROBLEMS = {
    "kind_required": _("Choose what you ask for."),
    "reason_required": _("Write the reason in a sentence."),
    "until_required": _("Choose the day until which more time is needed."),
    "already_settled": _("This obligation is already answered or no longer asked: nothing can be released."),
    "already_asked": _("A request about this already waits for a decision. Take it back before asking again."),
    "extension_too_late": _(
        "More time could be asked before %(overdue_from)s, the first overdue day. You can still send the report: "
        "it counts as late."
    ),
    "extension_too_late_reopen": _(
        "More time could be asked before %(overdue_from)s, the first overdue day. Ask for a reopening instead: the "
        "report counts as late."
    ),
    "extension_not_later": _("The new day must be after %(after)s."),
    "extension_too_far": _("More time goes until %(latest)s at most. Ask for less, or for an excuse."),
    "extension_over": _("This day is already past. Give a day from %(today)s on, or refuse."),
    "not_locked": _("This period is still open for reports: there is nothing to reopen."),
    "already_reopened": _("This period is already reopened: send the report."),
}
CONFLICTS = {
    "request_closed": _("This request was decided or taken back meanwhile. What you typed was not kept as a decision."),
}
