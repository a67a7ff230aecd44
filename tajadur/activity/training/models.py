"""What units need to learn, the sessions they organise in numbered versions, who came as counts, and who agreed to be
remembered. Nothing said is changed: what corrects a row takes its place beside it."""

from functools import reduce
from operator import add

from django.db import models
from django.db.models import F, Q

from tajadur.organisation.people.models import Person, Post
from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import Attachment
from tajadur.registry.files.vocabulary import EVERY_KIND

from .vocabulary import (
    COUNTS,
    LONGEST_NAMES,
    LONGEST_PLACE,
    LONGEST_REASON,
    MOST_PEOPLE,
    MOST_SEATS,
    PEOPLE,
    NeedPriority,
    TrainingKind,
)

_WHOLE = reduce(add, [F(name) for name in PEOPLE[1:]], F(PEOPLE[0]))


class TrainingNeed(models.Model):
    """A unit says that so many of its people need to learn something; met by a rule, never by a mark.

    ``since_on``: the day it was declared first; corrections keep it. ``corrects``, ``is_current``: the row whose place
    this one takes, and whether it is the last of such a chain. ``is_void``: taken back.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=15, choices=TrainingKind.choices)
    priority = models.CharField(max_length=6, choices=NeedPriority.choices)
    people = models.PositiveSmallIntegerField()
    since_on = models.DateField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True)
    is_void = models.BooleanField(default=False)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-since_on", "-id"], name="training_need_by_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TrainingKind.values), name="training_need_kind_known"),
            models.CheckConstraint(condition=Q(priority__in=NeedPriority.values), name="training_need_priority_known"),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE), name="training_need_people_in_bounds"
            ),
            models.CheckConstraint(condition=Q(since_on__lte=F("said_on")), name="training_need_was_said"),
        ]


class TrainingSession(models.Model):
    """A session of the unit that organises it; what it says stands in its versions. Cancelled, it stays."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=LONGEST_REASON, blank=True)
    cancelling_mandate_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_at=None, cancelled_because="", cancelling_mandate_id=None)
                | Q(cancelled_on__isnull=False, cancelled_at__isnull=False, cancelling_mandate_id__isnull=False)
                & ~Q(cancelled_because=""),
                name="training_cancelled_with_reason",
            ),
        ]


class SessionVersion(models.Model):
    """What is said of a session. ``held_in``: the province where a region or the nation holds it, if it says so.

    ``trainer_names``: those without a post, for the organising unit alone; never shown to others, never sent.
    """

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    kind = models.CharField(max_length=15, choices=TrainingKind.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    place = models.CharField(max_length=LONGEST_PLACE)
    held_in = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    programme = models.TextField()
    seats = models.PositiveSmallIntegerField()
    trainer_names = models.CharField(max_length=LONGEST_NAMES, blank=True)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-from_on", "-id"], condition=Q(is_current=True), name="training_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="training_version_numbered"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(is_current=True), name="training_one_version_current"
            ),
            models.CheckConstraint(condition=Q(kind__in=TrainingKind.values), name="training_kind_known"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="training_days_in_order"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="training_seats_in_bounds"),
            models.CheckConstraint(condition=~Q(place="") & ~Q(programme=""), name="training_says_where_and_what"),
        ]


class SessionTrainer(models.Model):
    """A post whose holder teaches."""

    version = models.ForeignKey(SessionVersion, models.CASCADE, related_name="trainers", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "post"], name="training_trainer_once")]


class SessionInvitation(models.Model):
    """A unit that is invited, with whatever stands below it."""

    version = models.ForeignKey(SessionVersion, models.CASCADE, related_name="invitations", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "unit"], name="training_invited_once")]


class SessionMaterial(Attachment):
    """Material of a session, to be downloaded by those who read it. A new version may keep what hung before."""

    kinds = EVERY_KIND
    unit_path = "version__session__unit_id"

    version = models.ForeignKey(SessionVersion, models.CASCADE, related_name="materials", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "file"], name="training_material_once")]


class SessionAttendance(models.Model):
    """How many came from a unit: women and men by age, and of them the elected and the officers. Nobody is named.

    ``path``, ``held_path``: where that unit, and the unit on whose ground it was held, stood on the first day.
    """

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="attendance", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    held_path = models.CharField(max_length=200)
    women_18_24 = models.PositiveIntegerField()
    women_25_34 = models.PositiveIntegerField()
    women_35_59 = models.PositiveIntegerField()
    women_60 = models.PositiveIntegerField()
    men_18_24 = models.PositiveIntegerField()
    men_25_34 = models.PositiveIntegerField()
    men_35_59 = models.PositiveIntegerField()
    men_60 = models.PositiveIntegerField()
    elected = models.PositiveIntegerField()
    officers = models.PositiveIntegerField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True)
    is_void = models.BooleanField(default=False)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["session", "id"], name="training_attendance_by_session")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit"],
                condition=Q(is_current=True, is_void=False),
                name="training_unit_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__lte": MOST_PEOPLE for name in COUNTS}), name="training_counts_in_bounds"
            ),
            models.CheckConstraint(
                condition=reduce(lambda known, name: known | Q(**{f"{name}__gt": 0}), PEOPLE, Q()),
                name="training_somebody_came",
            ),
            models.CheckConstraint(
                condition=Q(elected__lte=_WHOLE, officers__lte=_WHOLE), name="training_of_which_within"
            ),
        ]

    @property
    def people(self) -> int:
        """How many came in all."""
        return sum(getattr(self, name) for name in PEOPLE)

    @property
    def women(self) -> int:
        """How many of them are women."""
        return sum(getattr(self, name) for name in PEOPLE if name.startswith("women"))


class TrainingConsent(models.Model):
    """A person agreed that what they attend is kept under their name, until they take it back."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="training_consents")
    given_on = models.DateField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="training_consent_in_order"
            ),
        ]


class PersonAttendance(models.Model):
    """A person who agreed came to a session. It goes with the agreement, or when the person takes it off."""

    consent = models.ForeignKey(TrainingConsent, models.CASCADE, related_name="attended", db_index=False)
    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="persons")
    noted_on = models.DateField()
    noted_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consent", "session"], name="training_person_once")]
