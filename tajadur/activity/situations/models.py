"""The word of a branch on its situation, what the level above says of it in a table of its own, and the limits."""

from django.db import models
from django.db.models import F, Q

from tajadur.organisation.units.models import Unit
from tajadur.rules.situation import SituationStatus

from .vocabulary import MOST_DAYS, MOST_MONTHS, SituationAnswer

_STATUSES = [(status.value, status.value) for status in SituationStatus]


class SituationWord(models.Model):
    """What a branch said, on a day, of the status that the facts proposed. Never changed: a newer one takes its place.

    ``status`` is what was proposed and shown; a branch that disputes it says in its remark how it stands.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=20, choices=_STATUSES)
    answer = models.CharField(max_length=10, choices=SituationAnswer.choices)
    remark = models.TextField(blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-given_on", "-id"], name="situation_word_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=SituationAnswer.AGREED) | ~Q(remark=""), name="situation_dispute_has_remark"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in SituationStatus]), name="situation_status_known"
            ),
            models.CheckConstraint(condition=Q(answer__in=SituationAnswer.values), name="situation_answer_known"),
        ]


class SituationEndorsement(models.Model):
    """The level above endorses the word of a branch, or not and says why. Once for each word."""

    word = models.OneToOneField(SituationWord, models.PROTECT, related_name="endorsement")
    in_favour = models.BooleanField()
    remark = models.TextField(blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(in_favour=True) | ~Q(remark=""), name="situation_refusal_has_remark"),
        ]


class SituationSettings(models.Model):
    """The limits by which situations are judged from a day on, until a later row; before the first, the standard."""

    from_on = models.DateField(unique=True, help_text="The first day they hold.")
    renewed_within_days = models.PositiveSmallIntegerField()
    dormant_months = models.PositiveSmallIntegerField()
    sure_months = models.PositiveSmallIntegerField()
    ageing_months = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(renewed_within_days__range=(1, MOST_DAYS))
                & Q(dormant_months__range=(1, MOST_MONTHS), sure_months__gte=1)
                & Q(ageing_months__gt=F("sure_months"), ageing_months__lte=MOST_MONTHS),
                name="situation_limits_in_range",
            ),
        ]
