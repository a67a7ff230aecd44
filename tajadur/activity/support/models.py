"""What those above say, plan, promise and see; and, in tables of its own, what the unit answers.

Advice, replies, visits, promises and observations come from above. Answers and marks of use are the unit's own. That
its post read something is noted by the page it opens: nobody's act, and nobody else's opening leaves it.
"""

from django.db import models
from django.db.models import F, Q

from tajadur.activity.meetings.models import Decision
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit

from .vocabulary import LOOKED_BACK, AnswerKind, SubjectKind, VisitOutcome, VisitSide

_SUBJECT_WHOLE = Q(subject_kind="", subject_id=None) | Q(subject_kind__in=SubjectKind.values, subject_id__isnull=False)


class Advice(models.Model):
    """Said once, never changed; it may be withdrawn. ``post`` gave it; ``due_on`` empty: no answer is wanted."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="advice", db_index=False)
    subject_kind = models.CharField(max_length=12, choices=SubjectKind.choices, blank=True, default="")
    subject_id = models.BigIntegerField(null=True, blank=True)
    text = models.TextField()
    given_on = models.DateField()
    given_at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="advice_given", db_index=False)
    mandate_id = models.BigIntegerField()
    due_on = models.DateField(null=True, blank=True, help_text="Last day for an answer.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-given_on", "-id"], name="advice_by_unit"),
            models.Index(fields=["post", "-given_on", "-id"], name="advice_by_post"),
            models.Index(fields=["due_on"], name="advice_awaited", condition=Q(withdrawn_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="advice_has_text"),
            models.CheckConstraint(condition=_SUBJECT_WHOLE, name="advice_subject_whole"),
            models.CheckConstraint(condition=Q(due_on=None) | Q(due_on__gt=F("given_on")), name="advice_due_later"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="advice_withdrawn_after_given"
            ),
        ]


class AdviceAnswer(models.Model):
    """What the unit says to advice, the first or a further time: an answer, or a question back."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10, choices=AnswerKind.choices)
    text = models.TextField()
    answered_on = models.DateField()
    answered_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="advice_answer_has_text"),
            models.CheckConstraint(condition=Q(kind__in=AnswerKind.values), name="advice_answer_kind_known"),
        ]


class AdviceUse(models.Model):
    """The unit marked advice as used, once."""

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="use")
    used_on = models.DateField()
    used_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()


class AdviceRead(models.Model):
    """The unit's post first opened the advice then."""

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="read")
    read_on = models.DateField()
    read_at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)


class AdviceReply(models.Model):
    """What those above say back to the unit's question, or add to their advice."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="replies")
    text = models.TextField()
    replied_on = models.DateField()
    replied_at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="advice_reply_has_text")]


class Visit(models.Model):
    """Planned for a day, then said to be made, not made or cancelled. ``post`` leads it and is asked what came of it.

    ``mandate_id`` is of whoever planned it; ``because``: why it was not made or was cancelled; ``made_on`` the day it
    was made, ``said_at`` when that was recorded.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", db_index=False)
    planned_on = models.DateField()
    aim = models.TextField()
    announced_on = models.DateField(help_text="The day it was planned.")
    announced_at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="visits_planned", db_index=False)
    mandate_id = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=VisitOutcome.choices, blank=True, default="")
    made_on = models.DateField(null=True, blank=True)
    seen = models.TextField(blank=True)
    because = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_mandate_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-planned_on", "-id"], name="visit_by_unit"),
            models.Index(fields=["post", "-planned_on", "-id"], name="visit_by_post"),
            models.Index(fields=["planned_on"], name="visit_owed", condition=Q(outcome="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(aim=""), name="visit_has_aim"),
            models.CheckConstraint(
                condition=Q(planned_on__gte=F("announced_on") - LOOKED_BACK), name="visit_planned_plausibly"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", made_on=None, seen="", because="", said_at=None, said_mandate_id=None)
                | Q(outcome=VisitOutcome.MADE, made_on__gte=F("announced_on") - LOOKED_BACK, because="")
                & Q(said_at__isnull=False)
                & ~Q(seen="")
                | Q(outcome__in=(VisitOutcome.NOT_MADE, VisitOutcome.CANCELLED), made_on=None, seen="")
                & Q(said_at__isnull=False)
                & ~Q(because=""),
                name="visit_outcome_whole",
            ),
        ]


class VisitPost(models.Model):
    """A post that visits, or one of the unit that was met."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="posts", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="visits")
    side = models.CharField(max_length=10, choices=VisitSide.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "side", "post"], name="visit_post_once"),
            models.CheckConstraint(condition=Q(side__in=VisitSide.values), name="visit_side_known"),
        ]


class Promise(models.Model):
    """Something a post above will do for a unit by a day. It comes from a visit, advice, or a decision of the pole."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="promises", db_index=False)
    text = models.TextField()
    owner = models.ForeignKey(Post, models.PROTECT, related_name="promises", db_index=False)
    due_on = models.DateField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    mandate_id = models.BigIntegerField(help_text="Of whoever promised it.")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="promises", null=True, blank=True)
    advice = models.ForeignKey(Advice, models.PROTECT, related_name="promises", null=True, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="promises", null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    proof = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-made_on", "-id"], name="promise_by_unit"),
            models.Index(fields=["owner", "-due_on", "-id"], name="promise_by_owner"),
            models.Index(fields=["due_on"], name="promise_open", condition=Q(kept_on=None, withdrawn_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="promise_has_text"),
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="promise_due_from_its_making"),
            models.CheckConstraint(
                condition=Q(visit__isnull=False, advice=None, decision=None)
                | Q(visit=None, advice__isnull=False, decision=None)
                | Q(visit=None, advice=None, decision__isnull=False),
                name="promise_has_one_source",
            ),
            models.CheckConstraint(
                condition=Q(kept_on=None, proof="", kept_at=None)
                | Q(kept_on__gte=F("made_on"), kept_at__isnull=False) & ~Q(proof=""),
                name="promise_kept_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, kept_on=None) & ~Q(withdrawn_because=""),
                name="promise_withdrawn_with_reason",
            ),
        ]


class Observation(models.Model):
    """What a post above saw of a unit on a day; the unit reads it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="observations", db_index=False)
    subject_kind = models.CharField(max_length=12, choices=SubjectKind.choices, blank=True, default="")
    subject_id = models.BigIntegerField(null=True, blank=True)
    text = models.TextField()
    seen_on = models.DateField()
    noted_on = models.DateField()
    noted_at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="observations", db_index=False)
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-seen_on", "-id"], name="observation_by_unit"),
            models.Index(fields=["post", "-seen_on", "-id"], name="observation_by_post"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="observation_has_text"),
            models.CheckConstraint(condition=_SUBJECT_WHOLE, name="observation_subject_whole"),
            models.CheckConstraint(condition=Q(seen_on__lte=F("noted_on")), name="observation_never_of_the_future"),
        ]
