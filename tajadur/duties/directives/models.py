"""The rules that something is owed, their dated exceptions, and their reminder ladders."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value

from tajadur.organisation.profile.models import BodyType, NamedModel, UnitKind
from tajadur.organisation.units.models import ClosedDateRange, Unit
from tajadur.rules.former_terms import FilingDays, TermsOverTime, former_terms_from
from tajadur.rules.periods import DayMonth, PeriodType

from .vocabulary import LADDER_ANCHOR_CHOICES, LEVEL_CHOICES, DirectiveStatus, FulfilmentKind, period_choices


class Directive(NamedModel):
    """Something each unit of a kind owes once a period; drafted by administrators, issued by the Secretary General."""

    code = models.SlugField(max_length=40, unique=True)
    unit_kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="directives")
    subtree = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    fulfilment = models.CharField(max_length=12, choices=FulfilmentKind.choices)
    body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="directives", null=True, blank=True)
    period_type = models.CharField(max_length=12, choices=period_choices)
    opens_day = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_month = models.PositiveSmallIntegerField(null=True, blank=True)
    by_day = models.PositiveSmallIntegerField(null=True, blank=True)
    by_month = models.PositiveSmallIntegerField(null=True, blank=True)
    once_opens_on = models.DateField(null=True, blank=True)
    once_by_on = models.DateField(null=True, blank=True)
    report_days = models.PositiveSmallIntegerField()
    grace_days = models.PositiveSmallIntegerField()
    lock_days = models.PositiveSmallIntegerField(null=True, blank=True)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True, blank=True)
    owed_if_opened_inside = models.BooleanField(default=False)
    released_by = models.CharField(max_length=20, choices=LEVEL_CHOICES, help_text="Who may excuse, extend and reopen.")
    standing = models.CharField(max_length=10, choices=DirectiveStatus.choices, default=DirectiveStatus.DRAFT)
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    former_terms = models.JSONField(
        default=list,
        db_default=Value([], models.JSONField()),
        help_text="What each amendment took the place of, the oldest first, as plain rows.",
    )
    rank = models.PositiveSmallIntegerField(default=10, help_text="Order on the pages.")

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(period_type=PeriodType.DATED)
                | Q(opens_day__isnull=False, opens_month__isnull=False, by_day__isnull=False, by_month__isnull=False),
                name="directive_dated_has_days",
            ),
            models.CheckConstraint(
                condition=~Q(period_type=PeriodType.ONCE)
                | Q(once_opens_on__isnull=False, once_by_on__gte=F("once_opens_on")),
                name="directive_once_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(fulfilment=FulfilmentKind.MEETING) | Q(body_type__isnull=False),
                name="directive_meeting_has_body_type",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                name="directive_in_force_in_order",
            ),
            models.CheckConstraint(
                condition=Q(standing=DirectiveStatus.DRAFT) | Q(issued_at__isnull=False),
                name="directive_issued_has_instant",
            ),
        ]

    @property
    def over_time(self) -> TermsOverTime:
        """What it asks now and what it asked before each amendment."""
        return TermsOverTime(
            period_type=self.period_type,
            days=FilingDays(self.report_days, self.grace_days, self.lock_days),
            former=former_terms_from(self.former_terms),
            opens=DayMonth(self.opens_day, self.opens_month) if self.opens_day and self.opens_month else None,
            by=DayMonth(self.by_day, self.by_month) if self.by_day and self.by_month else None,
            once=(self.once_opens_on, self.once_by_on) if self.once_opens_on and self.once_by_on else None,
        )


class Amendment(models.Model):
    """A drafted amendment of a directive in force, one at a time: the terms that would differ, as plain JSON."""

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="amendment")
    version = models.PositiveIntegerField(help_text="The version of the directive it was drafted on.")
    changes = models.JSONField()
    ladder = models.JSONField(null=True, blank=True, help_text="Steps as plain rows; null: the ladder stays.")
    drafted_at = models.DateTimeField()


class LadderStep(models.Model):
    """One step of a directive's reminder ladder: so many days from an anchor, to one level."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="ladder")
    anchor = models.CharField(max_length=10, choices=LADDER_ANCHOR_CHOICES)
    offset = models.SmallIntegerField(help_text="Days after the anchor; negative: before.")
    to = models.CharField(max_length=20, choices=LEVEL_CHOICES)

    class Meta:
        # Two levels may be told on one day: then in the order they were laid down, never that of the rows on disk.
        ordering = ["directive", "anchor", "offset", "id"]
        constraints = [models.UniqueConstraint(fields=["directive", "anchor", "offset", "to"], name="ladder_step_once")]


class DirectiveException(models.Model):
    """For a unit or its subtree, another frequency or none, from a day to a day (both included).

    Put in force, or ended, after its first day it governs less than it was drafted for: the periods whose last day
    lies in ``reaches_from … reaches_to``. Ended, what it reached stays as it was.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="exceptions", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exceptions")
    whole_subtree = models.BooleanField(default=False)
    period_type = models.CharField(max_length=12, choices=period_choices, blank=True, help_text="Empty: suspended.")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.TextField()
    authority = models.CharField(max_length=160)
    standing = models.CharField(max_length=10, choices=DirectiveStatus.choices, default=DirectiveStatus.DRAFT)
    decided_on = models.DateField(null=True, blank=True)
    reaches_from = models.DateField(null=True, blank=True, help_text="Empty: from its first day.")
    reaches_to = models.DateField(null=True, blank=True, help_text="Empty: to its last day; ended: it governs nothing.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="exception_in_order"),
            models.CheckConstraint(
                condition=~Q(standing=DirectiveStatus.ISSUED) | Q(decided_on__isnull=False),
                name="exception_issued_has_day",
            ),
            ExclusionConstraint(
                name="exception_never_two_at_one_level",
                expressions=[
                    ("directive", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (ClosedDateRange("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(standing=DirectiveStatus.WITHDRAWN),
            ),
        ]
