"""The congress of a region in one edition: its stages, its delegates, the comments from above, its results."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tajadur.activity.meetings.models import Meeting
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Mandate, Person, Post
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.models import NamedModel, PostType
from tajadur.organisation.units.models import Body, Unit
from tajadur.rules.stages import PlannedStage, StageAnchor, as_counted

from .vocabulary import HELD, STAGE_ANCHOR_CHOICES, Basis, EvidenceKind, ResolutionKind


class StageTemplate(NamedModel):
    """One stage every congress goes through. Data: a party may add, rename or re-date them."""

    code = models.SlugField(max_length=40, unique=True)
    rank = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=10, choices=STAGE_ANCHOR_CHOICES, default=StageAnchor.EVENT)
    offset = models.SmallIntegerField(help_text="Days after the anchor; negative: before.")
    after = ArrayField(models.SlugField(max_length=40), default=list, blank=True, help_text="Codes it waits for.")
    usual_days = models.PositiveSmallIntegerField(help_text="How long it usually takes once it can begin.")
    evidence = models.CharField(max_length=10, choices=EvidenceKind.choices)
    responsible = models.ForeignKey(PostType, models.PROTECT, related_name="+", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    former = models.JSONField(default=list, db_default=[], help_text="How it was counted, until which instant.")

    class Meta:
        ordering = ["rank", "id"]

    @property
    def rule(self) -> PlannedStage:
        """The stage as the pure rules want it."""
        return PlannedStage(
            self.code, self.offset, self.usual_days, tuple(self.after), StageAnchor(self.anchor), self.code == HELD
        )


class StageChange(models.Model):
    """A change of a stage that one person wishes; in force once another person issues it.

    ``values`` are the columns as they shall be, or ``{"up": true}`` for another place in the order.
    """

    template = models.ForeignKey(StageTemplate, models.PROTECT, related_name="changes", db_index=False)
    version = models.PositiveIntegerField(help_text="Of the stage it was written against.")
    values = models.JSONField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    issued = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template"], condition=Q(decided_at=None), name="stage_change_one_waiting"),
            models.CheckConstraint(
                condition=Q(issued=False) | ~Q(decided_by=F("asked_by")) & Q(decided_at__isnull=False),
                name="stage_change_of_two_persons",
            ),
        ]


class Congress(models.Model):
    """One per unit and edition. ``planned_on`` and ``place`` are fixed by the unit; the day held is a stage's.

    Seats are shared out by ``basis`` with a floor; what each province got is kept in rows, as it was that day.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="congresses")
    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="congress")
    planned_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(default=0, help_text="Delegates of the whole congress; 0: not said yet.")
    seats_floor = models.PositiveSmallIntegerField(default=0)
    seats_basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.BRANCHES)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_on=None, place="") | (Q(planned_on__isnull=False) & ~Q(place="")),
                name="congress_day_with_place",
            ),
        ]


class Stage(models.Model):
    """A stage of one congress; done on a day, said by the unit under a mandate, with what shows it.

    ``kept_offset`` and ``kept_anchor``: how it was counted when the template was re-dated after it was done or held,
    of before the template kept its own past; and when the unit corrects the day of one done.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="stages", db_index=False)
    template = models.ForeignKey(StageTemplate, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    mandate_id = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", null=True, blank=True)
    kept_offset = models.SmallIntegerField(null=True, blank=True)
    kept_anchor = models.CharField(max_length=10, choices=STAGE_ANCHOR_CHOICES, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["congress", "template"], name="stage_once_per_congress"),
            models.CheckConstraint(
                condition=Q(done_on=None, marked_at=None, mandate_id=None)
                | Q(done_on__isnull=False, marked_at__isnull=False, mandate_id__isnull=False),
                name="stage_done_whole",
            ),
        ]

    @property
    def rule(self) -> PlannedStage:
        """The stage as the pure rules want it, counted as it was if it was done, or the congress held, before a change.

        Nothing is written here when the template changes: it keeps its own past.
        """
        owed = self.congress.obligation
        instants = [self.marked_at if self.done_on else None, owed.submitted_at if owed.held_on else None]
        return as_counted(
            self.template.rule,
            self.template.former,
            settled_at=min((moment for moment in instants if moment), default=None),
            kept=None if self.kept_offset is None else (self.kept_offset, self.kept_anchor),
        )


class StageComment(models.Model):
    """A comment from above about a stage. Never changed; it leaves the unit's own rows alone."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="stage_comment_has_text")]


class SeatShare(models.Model):
    """The seats of one unit below in a congress, with the weight they were computed from."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="shares", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField()
    seats = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "unit"], name="seat_share_once_per_unit")]


class DelegateList(models.Model):
    """What a province filed of its delegates: counts; names are the unit's own and never shown above it.

    A correction is a new version; the first day of filing is that of version 1.
    """

    share = models.ForeignKey(SeatShare, models.PROTECT, related_name="lists", db_index=False)
    version = models.PositiveSmallIntegerField()
    elected = models.PositiveSmallIntegerField()
    women = models.PositiveSmallIntegerField()
    youth = models.PositiveSmallIntegerField()
    names = models.TextField(blank=True)
    filed_at = models.DateTimeField()
    filed_on = models.DateField()
    mandate_id = models.BigIntegerField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["share", "version"], name="delegate_list_version_once"),
            models.UniqueConstraint(fields=["share"], condition=Q(is_latest=True), name="delegate_list_one_latest"),
            models.CheckConstraint(
                condition=Q(women__lte=F("elected"), youth__lte=F("elected")), name="delegate_list_shares_within"
            ),
        ]


class ElectedCount(models.Model):
    """Of those elected to one body: how many women and young people, as the unit counts them; None: not said."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="counts", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    women = models.PositiveSmallIntegerField(null=True, blank=True)
    youth = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "body"], name="elected_count_once_per_body")]


class Elected(models.Model):
    """Somebody the congress elected to a post of the region: a proposed mandate, confirmed at headquarters."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="elected")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    mandate = models.OneToOneField(Mandate, models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["congress", "post", "person"], name="elected_once_to_a_post"),
        ]

    @property
    def is_confirmed(self) -> bool:
        """Did headquarters confirm the mandate?"""
        return self.mandate is not None and self.mandate.standing == MandateStatus.CONFIRMED


class DelegateCode(models.Model):
    """An opaque number that counts one delegate of a province in, once. No name is kept with it."""

    share = models.ForeignKey(SeatShare, models.PROTECT, related_name="codes")
    number = models.CharField(max_length=12, unique=True)


class CheckIn(models.Model):
    """Delegates of one province counted in at a desk: one by a code, or some by number; until it is taken back."""

    share = models.ForeignKey(SeatShare, models.PROTECT, related_name="check_ins")
    code = models.ForeignKey(DelegateCode, models.PROTECT, related_name="check_ins", null=True, blank=True)
    count = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1) & (Q(code=None) | Q(count=1)), name="check_in_counts"),
            models.UniqueConstraint(fields=["code"], condition=Q(taken_back_at=None), name="check_in_once_per_code"),
        ]


class Resolution(models.Model):
    """What was put to the vote by show of hands, with its result."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="resolutions", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ResolutionKind.choices)
    text = models.TextField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        ordering = ["congress", "position"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "position"], name="resolution_position_once"),
            models.CheckConstraint(
                condition=~Q(text="") & Q(kind__in=ResolutionKind.values), name="resolution_says_something"
            ),
        ]

    @property
    def is_adopted(self) -> bool:
        """More for it than against it."""
        return self.votes_for > self.votes_against


class PostVote(models.Model):
    """The counts of one election: of those who stood and of the votes; who won is among the elected."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="votes", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    candidates = models.PositiveSmallIntegerField()
    cast = models.PositiveSmallIntegerField()
    spoiled = models.PositiveSmallIntegerField()
    won = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Votes of who was elected to it alone.")
    noted_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["congress", "post"], name="post_vote_once"),
            models.CheckConstraint(
                condition=Q(candidates__gte=1, spoiled__lte=F("cast"))
                & (Q(won=None) | Q(won__lte=F("cast") - F("spoiled"))),
                name="post_vote_adds_up",
            ),
        ]
