"""What one unit owes for one directive and one period: one stored row; its state is computed, never stored."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import LEVEL_CHOICES
from tajadur.organisation.units.models import Unit
from tajadur.rules.periods import PeriodType, parse_period_key
from tajadur.rules.status import Facts

from .vocabulary import RowState


class Obligation(models.Model):
    """The dates of what is owed, the unit's ancestors on its last day, and the facts recorded about it.

    Days are civil days in Morocco. ``path`` is the unit's path on ``period_end``. Facts that could be taken back
    keep the day they were recorded and the day they ended, so that the state on any past day can be computed.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="obligations", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations", db_index=False)
    period_key = models.CharField(max_length=20)
    addressee = models.BigIntegerField(default=0, help_text="A post (circulars), or 0.")
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    overdue_from = models.DateField()
    locks_on = models.DateField(null=True, blank=True)
    report_days = models.PositiveSmallIntegerField()
    calendar = models.BooleanField(help_text="False for dated and once: fulfilment stays open.")
    path = models.CharField(max_length=200)
    programmed_on = models.DateField(
        null=True, blank=True, help_text="First day a meeting stood programmed in the period."
    )
    planned_on = models.DateField(
        null=True, blank=True, help_text="Day of the next or last programmed meeting of the period."
    )
    held_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True, help_text="Civil day of the first submission that counts.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    source_kind = models.CharField(max_length=12, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True, help_text="Day on which it was decided.")
    cancelled_because = models.CharField(max_length=12, blank=True)
    excused_on = models.DateField(null=True, blank=True)
    not_held_on = models.DateField(null=True, blank=True)
    not_held_withdrawn_on = models.DateField(null=True, blank=True)
    extended_until = models.DateField(null=True, blank=True)
    extension_granted_on = models.DateField(null=True, blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    ladder_mark = models.CharField(
        max_length=16,
        db_default="",
        blank=True,
        help_text="What its ladder rows were written from; empty: none planned.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-period_end"], name="obligation_by_unit"),
            models.Index(fields=["path", "period_end"], name="obligation_by_path"),
            models.Index(fields=["directive", "period_end"], name="obligation_by_period", condition=Q(addressee=0)),
            models.Index(
                fields=["unit"],
                name="obligation_not_held",
                condition=Q(not_held_on__isnull=False, not_held_withdrawn_on=None),
            ),
            models.Index(fields=["addressee"], name="obligation_by_addressee", condition=Q(addressee__gt=0)),
            models.Index(
                fields=["overdue_from"], name="obligation_unsettled", condition=Q(filed_on=None, cancelled_on=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["directive", "period_key", "unit", "addressee"], name="obligation_once"),
            models.CheckConstraint(
                condition=Q(
                    period_end__gte=F("period_start"), due_on__gte=F("period_end"), overdue_from__gt=F("due_on")
                ),
                name="obligation_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None, held_on=None, submitted_at=None, source_id=None)
                | Q(filed_on__isnull=False, held_on__isnull=False, submitted_at__isnull=False, source_id__isnull=False),
                name="obligation_fulfilled_whole",
            ),
            models.CheckConstraint(
                condition=Q(calendar=False)
                | Q(held_on=None)
                | Q(held_on__gte=F("period_start"), held_on__lte=F("period_end")),
                name="obligation_held_inside_period",
            ),
            models.CheckConstraint(
                condition=Q(not_held_withdrawn_on=None) | Q(not_held_on__isnull=False),
                name="obligation_withdrawn_was_declared",
            ),
            models.CheckConstraint(
                condition=Q(extended_until=None, extension_granted_on=None)
                | Q(extended_until__isnull=False, extension_granted_on__isnull=False),
                name="obligation_extension_whole",
            ),
        ]

    @property
    def opens_on(self) -> date:
        """First day on which it can be fulfilled."""
        return self.period_start

    @property
    def above_id(self) -> int | None:
        """The unit right above its own on the last day of the period."""
        above = self.path.rstrip(".").split(".")[:-1]
        return int(above[-1]) if above else None

    @property
    def grace_days(self) -> int:
        """The days of grace it was given: those of its own time, whatever its directive says since."""
        return (self.overdue_from - self.due_on).days - 1

    @property
    def frequency(self) -> PeriodType:
        """The frequency it was asked at: its own, that of an exception, or one its directive had before."""
        parsed = parse_period_key(self.period_key) if self.calendar else None
        return parsed[0] if parsed else PeriodType(self.directive.period_type)

    def takes_meeting_of(self, day: date) -> bool:
        """Can a meeting of ``day`` answer it? Dated and once stay open: what is held after the last day answers too."""
        return self.period_start <= day and (day <= self.period_end or not self.calendar)

    @property
    def facts(self) -> Facts:
        """The row's facts, as the pure rule wants them."""
        return Facts(
            period_start=self.period_start,
            period_end=self.period_end,
            opens_on=self.period_start,
            due_on=self.due_on,
            overdue_from=self.overdue_from,
            locks_on=self.locks_on,
            calendar=self.calendar,
            report_days=self.report_days,
            held_on=self.held_on,
            filed_on=self.filed_on,
            cancelled_on=self.cancelled_on,
            excused_on=self.excused_on,
            not_held_on=self.not_held_on,
            not_held_withdrawn_on=self.not_held_withdrawn_on,
            extended_until=self.extended_until,
            extension_granted_on=self.extension_granted_on,
            reopened_on=self.reopened_on,
        )


class Fulfilment(models.Model):
    """A thing a unit submitted that may fulfil an obligation. A correction supersedes it with a new row.

    ``source`` is ("report", meeting id) or ("declaration", declaration id). For meetings ``body_type_id`` says of
    which body; for declarations ``obligation`` is named.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    source_kind = models.CharField(max_length=12)
    source_id = models.BigIntegerField()
    body_type_id = models.BigIntegerField(null=True, blank=True)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="fulfilments", null=True, blank=True)
    held_on = models.DateField()
    filed_on = models.DateField()
    submitted_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "held_on"], name="fulfilment_by_unit", condition=Q(superseded_at=None)),
            models.Index(fields=["source_kind", "source_id"], name="fulfilment_by_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id"],
                condition=Q(superseded_at=None),
                name="fulfilment_one_live_per_source",
            ),
        ]


class Release(models.Model):
    """An excuse, an extension or a reopening given from above; all stay readable, the original dates never move."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="releases")
    kind = models.CharField(
        max_length=10, choices=[("excuse", "excuse"), ("extension", "extension"), ("reopening", "reopening")]
    )
    until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="extension") | Q(until__isnull=False), name="release_extension_has_day"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="release_has_reason"),
        ]


class LadderRow(models.Model):
    """One step of the ladder of one thing owed, written in advance: its day, its level, what came of it.

    ``day`` is the day by the rule; a snooze puts ``snoozed_until`` in its place. ``planned_at`` is when the row came
    to wait for that day: a watcher counts from the later of the two.
    """

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="ladder", db_index=False)
    step = models.CharField(max_length=40, help_text="The key of the step, such as due-7:post.")
    level = models.CharField(max_length=20, choices=LEVEL_CHOICES)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.PLANNED)
    planned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    snooze_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["day"], name="ladder_waiting", condition=Q(state__in=("planned", "snoozed"))),
        ]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "step"], name="ladder_row_once"),
            models.CheckConstraint(condition=Q(state__in=RowState.values), name="ladder_row_state_known"),
            models.CheckConstraint(
                condition=~Q(state="snoozed") | Q(snoozed_until__gt=F("day")), name="ladder_row_snoozed_later"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("told", "passed_on")) | Q(told_at__isnull=False),
                name="ladder_row_told_has_instant",
            ),
        ]
