"""Series of meetings by rule, the meetings, their points, and the reports that a unit submits."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from tajadur.foundation.text import LINE_LIMIT
from tajadur.organisation.people.models import Account, Post
from tajadur.organisation.units.models import Body, Unit

from ..agenda import WRITTEN, AgendaPoint, of_kind, shown_line
from ..vocabulary import OUTCOME_CHOICES, MeetingState, PointKind
from .proposals import Proposal


class Series(models.Model):
    """A body programmes meetings by an RFC 5545 rule; local wall time and zone are stored, UTC is derived."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series")
    body = models.ForeignKey(Body, models.PROTECT, related_name="series")
    rule = models.CharField(max_length=200, help_text="RRULE without DTSTART, e.g. FREQ=MONTHLY;BYDAY=1SA")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    wall_time = models.TimeField()
    zone = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200)
    objectives = models.JSONField(default=list, help_text="Usual objectives: list of strings.")
    agenda = models.JSONField(default=list, help_text="Usual agenda: list of strings.")
    created_at = models.DateTimeField()
    stopped_on = models.DateField(null=True, blank=True)
    created_ahead_to = models.DateField(null=True, blank=True, help_text="Occurrences exist up to this day.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="series_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(5, 1440)), name="series_lasts_plausibly"),
        ]

    @property
    def usual_points(self) -> list[AgendaPoint]:
        """The points each meeting of the series is opened with."""
        both = ((PointKind.OBJECTIVE, self.objectives), (PointKind.ITEM, self.agenda))
        return [AgendaPoint.from_usual(kind, usual) for kind, rows in both for usual in rows]

    def write_points(self, points: Iterable[AgendaPoint]) -> None:
        """Set the usual points, not saved: they are the columns ``objectives`` and ``agenda``."""
        points = list(points)
        self.objectives = [point.usual for point in of_kind(points, PointKind.OBJECTIVE)]
        self.agenda = [point.usual for point in of_kind(points, PointKind.ITEM)]


class Meeting(models.Model):
    """One meeting of a body: programmed, then reported, or cancelled. ``occurs_on`` is its day in the series."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings", null=True, blank=True, db_index=False)
    occurs_on = models.DateField(null=True, blank=True)
    planned_on = models.DateField()
    wall_time = models.TimeField()
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(help_text="Derived from planned_on, wall_time and zone.")
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.PROGRAMMED)
    programmed_at = models.DateTimeField()
    programmed_on = models.DateField()
    moved_from = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    ended_with_body = models.BooleanField(
        default=False, db_default=False, help_text="Cancelled because its body or unit closes; it comes back with it."
    )
    sequence = models.PositiveIntegerField(default=0, help_text="Rises with each change, for calendars.")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-planned_on"], name="meeting_by_unit"),
            models.Index(fields=["planned_on"], name="meeting_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "occurs_on"], name="meeting_once_per_occurrence"),
            models.CheckConstraint(
                condition=Q(series=None) | Q(occurs_on__isnull=False), name="meeting_of_series_has_day"
            ),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
        ]


class Point(models.Model):
    """An objective or an item of the agenda of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    carried_from = models.ForeignKey("self", models.SET_NULL, related_name="carried_to", null=True, blank=True)
    proposal = models.ForeignKey(
        Proposal,
        models.PROTECT,
        related_name="points",
        null=True,
        blank=True,
        db_index=False,
        help_text="What it puts on the agenda, sent from below; kept by the points it is carried to.",
    )
    # The earlier meeting whose minutes it puts to adoption; it follows the next meeting of the body.
    minutes_of = models.ForeignKey(Meeting, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    set_aside_on = models.DateField(
        null=True, blank=True, help_text="Day its unit took it off the agenda it was carried to."
    )

    class Meta:
        ordering = ["meeting", "kind", "position"]
        indexes = [
            models.Index(fields=["proposal"], name="point_of_proposal", condition=Q(proposal__isnull=False)),
            models.Index(fields=["minutes_of"], name="point_of_minutes", condition=Q(minutes_of__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="point_has_text"),
            models.UniqueConstraint(fields=["meeting", "kind", "position"], name="point_one_per_position"),
        ]

    @property
    def proposed_by(self) -> str:
        """The name of the unit that sent it up; empty for what the body itself put on its agenda."""
        return self.proposal.unit.name if self.proposal else ""

    @property
    def shown(self) -> str:
        """The line as pages show it; read with ``minutes_held_on`` as ``minutes_on``."""
        return shown_line(self.text, getattr(self, "minutes_on", None))

    @classmethod
    def limit_of(cls, column: str) -> int:
        """How many characters a column of WRITTEN holds."""
        field = cls._meta.get_field(column)
        return field.max_length if isinstance(field, models.CharField) and field.max_length else LINE_LIMIT

    @property
    def written(self) -> AgendaPoint:
        """What is written of it."""
        return AgendaPoint.of(self.kind, {name: getattr(self, name) for name in WRITTEN})

    def write(self, written: AgendaPoint) -> None:
        """Set what is written of it, not saved."""
        for name, value in written.columns.items():
            setattr(self, name, value)


class Draft(models.Model):
    """What is being typed for a report: a versioned payload. Nothing is checked, nothing is logged."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="draft")
    version = models.PositiveIntegerField(default=1)
    payload = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)


class Report(models.Model):
    """A submitted version of the report of a meeting. Rows never change; a correction is the next version."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reports", db_index=False)
    version = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    started = models.TimeField()
    ended = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200)
    convened = models.PositiveIntegerField(help_text="Members convened, frozen at submission.")
    quorum = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField()
    excused = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    women = models.PositiveIntegerField()
    youth = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    client_key = models.UUIDField(unique=True)
    content_digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=30, unique=True)
    submitted_at = models.DateTimeField()
    submitted_on = models.DateField()
    by_phone = models.BooleanField(default=False)
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(women__lte=F("present"), youth__lte=F("present")), name="report_shares_among_present"
            ),
            models.CheckConstraint(condition=Q(held_on__lte=F("submitted_on")), name="report_never_of_the_future"),
        ]


class PointOutcome(models.Model):
    """What a report says came of a point."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="outcomes", db_index=False)
    point = models.ForeignKey(Point, models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=12, choices=OUTCOME_CHOICES)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "point"], name="outcome_once_per_point")]


class Decision(models.Model):
    """A decision of the meeting, in one sentence."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="decisions", db_index=False)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    number = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Lasting within its meeting, kept by corrections; 0: its place says it."
    )

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="decision_one_per_position"),
            models.UniqueConstraint(
                fields=["report", "number"], condition=Q(number__gt=0), name="decision_number_once"
            ),
        ]

    @property
    def lasting(self) -> int:
        """Its number; of those written before there were numbers, its place."""
        return self.number or self.position + 1


class ActionItem(models.Model):
    """Something to be done, by a post, by a day; carried until it is closed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="action_items", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="action_items", db_index=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="action_items")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Post, models.PROTECT, related_name="action_items", null=True, blank=True, db_index=False)
    due_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True, help_text="Removed by a correction of the report.")
    since_version = models.PositiveSmallIntegerField(default=1, help_text="Version of the report that brought it.")
    dropped_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Version that no longer has it."
    )
    decision_number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The decision of its meeting that it carries out; none: taken without one."
    )

    class Meta:
        indexes = [
            models.Index(fields=["unit", "due_on"], name="action_open", condition=Q(closed_on=None, dropped_on=None)),
            models.Index(fields=["unit", "-opened_on"], name="action_by_unit", condition=Q(dropped_on=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="action_one_per_position"),
            models.CheckConstraint(
                condition=Q(decision_number=None) | Q(decision_number__gt=0), name="action_decision_counts_from_one"
            ),
        ]


class ActionNews(models.Model):
    """What its unit says of an action under way: the proof that it is in progress, until it is too old."""

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="news", db_index=False)
    told_on = models.DateField(help_text="Day the news is of.")
    text = models.CharField(max_length=500)
    told_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["action", "-told_on"], name="news_of_action")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="news_has_text")]


class ReceiptNote(models.Model):
    """Someone above noted that the report came in. Theirs, not the unit's."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="receipt_notes", db_index=False)
    mandate_id = models.BigIntegerField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "post"], name="receipt_noted_once_per_post")]
