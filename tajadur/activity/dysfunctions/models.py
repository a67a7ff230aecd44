"""Cases, what is agreed and answered about each, and what the rules looked at.

A case is the system's. Its closing and its answers are the unit's own rows; its dismissal and remedies have theirs.
"""

from django.db import models
from django.db.models import F, Q

from tajadur.activity.congresses.models import Congress
from tajadur.activity.meetings.models import Report
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity

from .vocabulary import END_CHOICES, KIND_CHOICES, SEVERITY_CHOICES, FoundBy


class DetectionSettings(models.Model):
    """The thresholds the party gave to a kind, by name; without a row those of the rule hold."""

    kind = models.CharField(max_length=24, choices=KIND_CHOICES, unique=True)
    thresholds = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CaseKind]), name="detection_kind_known"
            ),
        ]


class Case(models.Model):
    """A dysfunction of a unit, of one kind. ``path`` follows the unit while it is open and stays as it was at its end.

    ``facts``: what the rule found last, as ``obligation:12``; empty: only observed. ``about``: what makes it the same
    matter from night to night, as ``directive:3``. ``recurrence`` counts from 1; a case that comes back within a year
    has the one before as ``previous``. ``mandate_id``: of whoever observed it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases", db_index=False)
    kind = models.CharField(max_length=24, choices=KIND_CHOICES)
    recurrence = models.PositiveSmallIntegerField(default=1)
    previous = models.OneToOneField("self", models.PROTECT, related_name="next", null=True, blank=True)
    path = models.CharField(max_length=200)
    found_by = models.CharField(max_length=20, choices=FoundBy.choices)
    mandate_id = models.BigIntegerField(null=True, blank=True)
    severity = models.PositiveSmallIntegerField(choices=SEVERITY_CHOICES)
    text = models.TextField(blank=True)
    facts = models.JSONField(default=list)
    about = models.JSONField(default=list)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    proposed_on = models.DateField(null=True, blank=True, help_text="Since when the facts propose settling.")
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=20, choices=END_CHOICES, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-opened_on", "-id"], name="case_by_unit"),
            models.Index(fields=["-opened_on", "-id"], name="case_newest"),
            models.Index(fields=["ended_on"], name="case_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(ended_on=None), name="case_one_open_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in CaseKind]), name="case_kind_known"),
            models.CheckConstraint(
                condition=Q(severity__in=[severity.value for severity in Severity]), name="case_severity_known"
            ),
            models.CheckConstraint(condition=Q(found_by__in=FoundBy.values), name="case_found_by_known"),
            models.CheckConstraint(
                condition=Q(found_by=FoundBy.RULE, mandate_id=None)
                | (~Q(found_by=FoundBy.RULE) & Q(mandate_id__isnull=False) & ~Q(text="")),
                name="case_observed_has_text",
            ),
            models.CheckConstraint(
                condition=Q(recurrence=1, previous=None) | Q(recurrence__gt=1, previous__isnull=False),
                name="case_recurrence_has_previous",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_at=None, ended_as="")
                | Q(
                    ended_on__gte=F("opened_on"),
                    ended_at__isnull=False,
                    ended_as__in=[end.value for end in CaseEnd],
                ),
                name="case_ended_whole",
            ),
        ]


class Remedy(models.Model):
    """What was agreed, from above or by the unit, which post sees to it and by when. A new agreement replaces it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="remedies", db_index=False)
    number = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    text = models.TextField()
    owner = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    agreed_on = models.DateField()
    agreed_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    done_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_mandate_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="remedy_numbered"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_current=True), name="remedy_one_current"),
            models.CheckConstraint(condition=~Q(text=""), name="remedy_has_text"),
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="remedy_due_after_agreed"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_at=None, done_mandate_id=None)
                | Q(done_on__gte=F("agreed_on"), done_at__isnull=False, done_mandate_id__isnull=False),
                name="remedy_done_whole",
            ),
        ]


class CaseClosing(models.Model):
    """The unit's own word that its case is settled, and what was done."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="closing")
    text = models.TextField()
    settled_on = models.DateField()
    settled_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="case_closing_has_text")]


class CaseAnswer(models.Model):
    """What the unit answers to its case; ``on_purpose``: the same matter again, and on purpose."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    text = models.TextField()
    on_purpose = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="case_answer_has_text")]


class CaseDismissal(models.Model):
    """The cell says that this is no dysfunction, and why. ``about``: what the case was about; the rule remembers it."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="dismissal")
    reason = models.TextField()
    about = models.JSONField(default=list)
    dismissed_on = models.DateField()
    dismissed_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="case_dismissal_has_reason")]


class ReportLook(models.Model):
    """What was seen of a report, once: reports never change. ``similarity``: per cent, with the one before it."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="look", primary_key=True)
    letters = models.PositiveIntegerField()
    similarity = models.PositiveSmallIntegerField()
    has_outcome = models.BooleanField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(similarity__lte=100), name="report_look_share")]


class CongressLook(models.Model):
    """What was foreseen of a congress on a day."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="looks", db_index=False)
    looked_on = models.DateField()
    misses = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "looked_on"], name="congress_look_once_a_day")]
