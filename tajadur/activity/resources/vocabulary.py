"""The words of requests for resources, and of what each level does with them."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.resources import ResourceState, StageOutcome, Turn

REQUEST = "resource_request"  # the subject of its notices and entries of the audit log
# The subjects of its reminders: one for each stage, as two may be due on one day.
SUBJECTS: Mapping[FollowUpKind, str] = {
    kind: f"res_{kind.value}"
    for kind in (
        FollowUpKind.ENDORSEMENT,
        FollowUpKind.RECOMMENDATION,
        FollowUpKind.GRANT,
        FollowUpKind.HANDING_OVER,
        FollowUpKind.RECEIPT,
    )
}
LONGEST_TEXT = 2000
FARTHEST_DAYS = 730


class DecisionOutcome(models.TextChoices):
    """What was decided."""

    WHOLE = "whole", _("Granted whole")
    PART = "part", _("Granted in part")
    REFUSED = "refused", _("Refused")


VERDICTS: Mapping[str, StageOutcome] = {
    DecisionOutcome.WHOLE: StageOutcome.YES,
    DecisionOutcome.PART: StageOutcome.PART,
    DecisionOutcome.REFUSED: StageOutcome.NO,
}

STATE_WORDS: Mapping[ResourceState, Promise] = {
    ResourceState.ENDORSEMENT: _("Awaits an endorsement"),
    ResourceState.RECOMMENDATION: _("Awaits a recommendation"),
    ResourceState.DECISION: _("Awaits a decision"),
    ResourceState.DELIVERY: _("Granted, to be delivered"),
    ResourceState.PARTLY_DELIVERED: _("Delivered in part"),
    ResourceState.CONFIRMATION: _("Delivered, to be confirmed"),
    ResourceState.CONFIRMED: _("Received and confirmed"),
    ResourceState.CLOSED: _("Closed"),
    ResourceState.REFUSED: _("Not granted"),
    ResourceState.WITHDRAWN: _("Request taken back"),
    ResourceState.UNIT_CLOSED: _("Ended with its unit"),
}
TURN_WORDS: Mapping[Turn, Promise] = {
    Turn.ABOVE: _("The level above"),
    Turn.CELL: _("The follow-up cell"),
    Turn.DECIDER: _("Whoever decides"),
    Turn.DELIVERER: _("Headquarters, to deliver"),
    Turn.UNIT: _("The unit that asked"),
    Turn.NOBODY: _("Nobody: it is ended"),
}

PROBLEMS = {
    "kind_required": _("Choose what is asked for."),
    "amount_required": _("Type the amount in dirhams."),
    "not_an_amount": _("Type the amount in dirhams, for example 12 500 or 12 500,50."),
    "amount_not_positive": _("The amount must be more than zero."),
    "amount_unasked": _("This kind is asked for without an amount: empty the amount, and say what is needed in words."),
    "purpose_required": _("Say in a sentence what it is for."),
    "needed_by_required": _("Give the day by which it is needed."),
    "needed_by_past": _("This day is already past. Give a day from %(today)s on."),
    "needed_by_far": _("This day is too far. Give a day until %(latest)s."),
    "answer_required": _("Choose one of the two."),
    "outcome_required": _("Choose what is decided."),
    "reason_required": _("Write the reason in a sentence: the unit reads it."),
    "granted_required": _("Type the amount that is granted."),
    "granted_not_less": _("Granted in part is less than what was asked, %(asked)s. For all of it, grant it whole."),
    "deliver_by_required": _("Give the day by which it is to be delivered."),
    "deliver_by_past": _("The delivery cannot be due in the past. Give a day from %(today)s on."),
    "deliver_by_far": _("This day is too far. Give a day until %(latest)s."),
    "no_budget_line": _("There is no budget line of this kind for %(year)s yet: nothing can be granted from it."),
    "line_overspent": _("Only %(left)s is left of the budget line of %(year)s. Nothing was decided."),
    "not_granted": _("Nothing can be delivered before it is granted."),
    "above_granted": _("Only %(left)s of what was granted is still to be delivered."),
    "delivered_before_decision": _("The delivery cannot be earlier than the decision of %(decided_on)s."),
    "delivered_in_future": _("This day is still to come: note the delivery once it is made."),
    "delivered_on_required": _("Give the day of the delivery."),
    "proof_required": _("Give the number of the receipt or of the transfer that proves it."),
    "line_below_granted": _("%(granted)s of this line is granted already: it cannot be less."),
    "year_unknown": _("Choose a year from %(first)s to %(last)s."),
    "post_required": _("Choose the post that decides."),
    "already_named": _("This post decides about this kind already."),
    "unit_closed": _("This unit is closed: nothing can be asked in its name."),
}
CONFLICTS = {
    "moved_on": _("This request has moved on meanwhile: see below where it stands. Nothing was recorded."),
    "own_request": _("Nobody decides, endorses or recommends what was asked in the name of their own unit."),
}
