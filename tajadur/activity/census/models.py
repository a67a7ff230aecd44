"""A campaign is a directive asked once and answered with a form; each version of the form and each answer is kept."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from tajadur.activity.declarations.models import Declaration
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Account

from .vocabulary import LATE_DAYS


class Campaign(models.Model):
    """What is asked, of whom and by when is its directive's; the form is its own."""

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="campaign")
    drafted_at = models.DateTimeField()

    @property
    def opens_on(self) -> date:
        """First day on which it is answered."""
        return self.directive.once_opens_on or self.directive.in_force_from

    @property
    def closes_on(self) -> date:
        """Last day, to its end, on which an answer is in time."""
        return self.directive.once_by_on or self.opens_on

    @property
    def taken_until(self) -> date:
        """Last day on which a late answer is taken."""
        return self.closes_on + timedelta(days=LATE_DAYS)


class CampaignForm(models.Model):
    """One version of a campaign's form, as plain JSON (``foundation.questionnaires.storing``); never changed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="forms", db_index=False)
    version = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "version"], name="campaign_form_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="campaign_form_from_one"),
        ]


class BranchAnswers(models.Model):
    """What a branch declared with a form: the whole of it, under the declaration that settles its obligation."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="answers")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="answers")
    form = models.ForeignKey(CampaignForm, models.PROTECT, related_name="answers")
    answers = models.JSONField()
    digest = models.CharField(max_length=64)
    is_late = models.BooleanField()


class AnswersDraft(models.Model):
    """What is being typed for an obligation: field names to texts, as the next version; dropped when it is declared."""

    obligation = models.OneToOneField(Obligation, models.CASCADE, related_name="answers_draft")
    version = models.PositiveIntegerField()
    payload = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
