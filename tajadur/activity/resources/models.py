"""What units ask for; and, in tables of their own, what those above say, decide, give, and have to give."""

from django.db import models
from django.db.models import F, Q

from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.models import NamedModel
from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import Attachment
from tajadur.rules.money import MOST_CENTIMES

from .vocabulary import DecisionOutcome


def _positive(column: str) -> Q:
    return Q(**{f"{column}__gt": 0, f"{column}__lte": MOST_CENTIMES})


class ResourceKind(NamedModel):
    """What can be asked for: money by its purpose, or things and help without an amount."""

    code = models.SlugField(max_length=40, unique=True)
    with_amount = models.BooleanField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "pk"]


class DecisionDelegate(models.Model):
    """The Secretary General named a post that decides about a kind beside himself, until he ends it."""

    kind = models.ForeignKey(ResourceKind, models.PROTECT, related_name="delegates", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    from_on = models.DateField()
    named_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    ended_on = models.DateField(null=True, blank=True, help_text="The first day it decides no more.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_on=None), name="resource_delegate_one_per_kind"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("from_on")), name="resource_delegate_days"
            ),
        ]


class BudgetLine(models.Model):
    """What may be granted of a kind in a year, in whole centimes, and how much of it is granted.

    ``granted`` is what stands granted of it: it goes up with a decision, and down by what is closed undelivered.
    """

    year = models.PositiveSmallIntegerField()
    kind = models.ForeignKey(ResourceKind, models.PROTECT, related_name="lines")
    amount = models.BigIntegerField()
    granted = models.BigIntegerField(default=0)
    set_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "kind"], name="resource_line_once"),
            models.CheckConstraint(
                condition=Q(granted__gte=0, granted__lte=F("amount"), amount__lte=MOST_CENTIMES),
                name="resource_line_never_overspent",
            ),
        ]

    @property
    def left(self) -> int:
        """What may still be granted."""
        return self.amount - self.granted


class ResourceRequest(models.Model):
    """Asked once, never changed; the unit may take it back before the decision.

    The last days of those to be heard follow from the day it was asked, by the terms of that day; None: nobody heard.
    ``confirmed_on``: the unit confirmed the last of what was delivered.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="resource_requests", db_index=False)
    kind = models.ForeignKey(ResourceKind, models.PROTECT, related_name="requests")
    amount = models.BigIntegerField(null=True, blank=True)
    purpose = models.TextField()
    needed_by = models.DateField()
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    endorse_until = models.DateField(null=True, blank=True)
    recommend_until = models.DateField(null=True, blank=True)
    decide_until = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-asked_at"], name="resource_request_by_unit"),
            models.Index(fields=["-asked_at", "-id"], name="resource_request_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | _positive("amount"), name="resource_request_amount"),
            models.CheckConstraint(condition=~Q(purpose=""), name="resource_request_has_purpose"),
            models.CheckConstraint(condition=Q(needed_by__gte=F("asked_on")), name="resource_request_needed_later"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_at=None)
                | Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False, confirmed_on=None),
                name="resource_request_withdrawn_whole",
            ),
        ]


class RequestAttachment(Attachment):
    """A file the unit sent with its request: an estimate, an invoice, a plan."""

    unit_path = "request__unit_id"

    request = models.ForeignKey(ResourceRequest, models.CASCADE, related_name="attachments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "file"], name="resource_request_file_once")]


class WordFromAbove(models.Model):
    """What a level says of a request: in favour or not, why, and the last days from its own day on."""

    in_favour = models.BooleanField()
    reason = models.TextField(blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    decide_until = models.DateField()

    class Meta:
        abstract = True


class Endorsement(WordFromAbove):
    """Of the secretary of the level right above the unit."""

    request = models.OneToOneField(ResourceRequest, models.PROTECT, related_name="endorsement")
    recommend_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(in_favour=True) | ~Q(reason=""), name="resource_endorsement_says_why")
        ]


class Recommendation(WordFromAbove):
    """Of the follow-up cell."""

    request = models.OneToOneField(ResourceRequest, models.PROTECT, related_name="recommendation")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(in_favour=True) | ~Q(reason=""), name="resource_recommendation_says_why")
        ]


class ResourceDecision(models.Model):
    """The one decision about a request. ``delivered`` is the sum of what was delivered so far."""

    request = models.OneToOneField(ResourceRequest, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=DecisionOutcome.choices)
    amount = models.BigIntegerField(null=True, blank=True)
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="decisions", null=True, blank=True)
    reason = models.TextField(blank=True)
    deliver_by = models.DateField(null=True, blank=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    delivered = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=DecisionOutcome.values), name="resource_decision_outcome"),
            models.CheckConstraint(
                condition=Q(outcome=DecisionOutcome.REFUSED, amount=None, line=None, deliver_by=None, delivered=0)
                | ~Q(outcome=DecisionOutcome.REFUSED) & Q(deliver_by__isnull=False),
                name="resource_refusal_gives_nothing",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, line=None, delivered=0) | _positive("amount") & Q(line__isnull=False),
                name="resource_decision_amount_of_a_line",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(delivered__gte=0, delivered__lte=F("amount")),
                name="resource_never_delivered_above_grant",
            ),
            models.CheckConstraint(
                condition=Q(outcome=DecisionOutcome.WHOLE) | ~Q(reason=""), name="resource_decision_says_why"
            ),
            models.CheckConstraint(
                condition=Q(deliver_by=None) | Q(deliver_by__gte=F("decided_on")), name="resource_delivered_after"
            ),
        ]


class ResourceDelivery(models.Model):
    """A part of what was granted, handed over on a day, with its proof. ``completes``: nothing more is to come."""

    decision = models.ForeignKey(ResourceDecision, models.PROTECT, related_name="deliveries", db_index=False)
    number = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField(null=True, blank=True)
    completes = models.BooleanField()
    proof = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    delivered_on = models.DateField()
    noted_on = models.DateField()
    noted_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    confirm_by = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="resource_delivery_numbered"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(completes=True), name="resource_delivery_completed_once"
            ),
            models.CheckConstraint(condition=Q(amount=None) | _positive("amount"), name="resource_delivery_amount"),
            models.CheckConstraint(condition=~Q(proof=""), name="resource_delivery_has_proof"),
            models.CheckConstraint(condition=Q(delivered_on__lte=F("noted_on")), name="resource_delivery_is_made"),
        ]


class ResourceClosing(models.Model):
    """Nothing more is delivered of what was granted; ``freed`` goes back to the budget line."""

    decision = models.OneToOneField(ResourceDecision, models.PROTECT, related_name="closing")
    reason = models.TextField()
    freed = models.BigIntegerField(default=0)
    closed_on = models.DateField()
    closed_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & Q(freed__gte=0), name="resource_closing_says_why")
        ]


class DeliveryConfirmation(models.Model):
    """The unit received a delivery."""

    delivery = models.OneToOneField(ResourceDelivery, models.PROTECT, related_name="confirmation")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    note = models.TextField(blank=True)
    confirmed_on = models.DateField()
    confirmed_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
