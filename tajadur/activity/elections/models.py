"""Elections, their checklists and constituencies, and what units say of them. No voter, no supporter, no opinion."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import get_language

from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.models import NamedModel, PostType
from tajadur.organisation.units.models import Unit
from tajadur.rules.elections import MOST_DAYS_BEFORE, MOST_WEIGHT, ItemScope

from .vocabulary import (
    LONGEST_CODE,
    LONGEST_EVIDENCE,
    LONGEST_NAME,
    MEN,
    MOST_COUNTED,
    SCOPE_CHOICES,
    WOMEN,
    ElectionKind,
    ElectionStatus,
    ItemEvidence,
)

__all__ = ["ChecklistItem", "Constituency", "ConstituencyCount", "ConstituencyPart", "Coordinator", "Election",
           "ItemTick"]  # fmt: skip


class Election(models.Model):
    """An election: its month (by its first day), and its voting day once that is fixed.

    The days of its checklist are never stored: they are counted back from it, so that a day fixed later moves them all.
    """

    kind = models.CharField(max_length=16, choices=ElectionKind.choices)
    month_on = models.DateField(help_text="The first day of its month.")
    voting_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=8, choices=ElectionStatus.choices, default=ElectionStatus.DRAFT)
    drafted_at = models.DateTimeField()
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    mandate_id = models.BigIntegerField(help_text="Under which it was drafted; from the issue on, issued.")

    class Meta:
        ordering = ["-month_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "month_on"], name="election_once_a_month"),
            models.CheckConstraint(condition=Q(kind__in=ElectionKind.values), name="election_kind_known"),
            models.CheckConstraint(condition=Q(month_on__day=1), name="election_month_by_its_first_day"),
            models.CheckConstraint(
                condition=Q(voting_on=None)
                | Q(voting_on__month=ExtractMonth("month_on"), voting_on__year=ExtractYear("month_on")),
                name="election_day_in_its_month",
            ),
            models.CheckConstraint(
                condition=Q(standing=ElectionStatus.DRAFT, issued_on=None, issued_at=None)
                | Q(standing=ElectionStatus.ISSUED, issued_on__isnull=False, issued_at__isnull=False),
                name="election_issued_whole",
            ),
        ]

    @property
    def is_issued(self) -> bool:
        """Does it ask something of units?"""
        return self.standing == ElectionStatus.ISSUED


class ChecklistItem(NamedModel):
    """What is to be done so many days before the voting day, once for each place of its scope, seen to by a post."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="items", db_index=False)
    days_before = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=16, choices=SCOPE_CHOICES)
    owner = models.ForeignKey(PostType, models.PROTECT, related_name="+", db_index=False)
    evidence = models.CharField(max_length=10, choices=ItemEvidence.choices)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-days_before", "pk"]
        indexes = [models.Index(fields=["election", "-days_before", "id"], name="checklist_by_election")]
        constraints = [
            models.CheckConstraint(condition=~Q(name_ar=""), name="checklist_item_named"),
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in ItemScope], evidence__in=ItemEvidence.values),
                name="checklist_item_known",
            ),
            models.CheckConstraint(
                condition=Q(days_before__lte=MOST_DAYS_BEFORE, weight__range=(1, MOST_WEIGHT)),
                name="checklist_item_in_range",
            ),
        ]


class Constituency(models.Model):
    """A set of communes, arrondissements or larger places that elects together; it belongs to ``owner``.

    ``quota``: seats reserved, those of the women's list or share. ``stations``: polling stations, each needing somebody
    who represents the party there.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="constituencies", db_index=False)
    code = models.CharField(max_length=LONGEST_CODE)
    name_ar = models.CharField(max_length=LONGEST_NAME)
    name_latin = models.CharField(max_length=LONGEST_NAME)
    seats = models.PositiveIntegerField()
    quota = models.PositiveIntegerField(default=0)
    stations = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="constituency_once"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name_ar=""), name="constituency_named"),
            models.CheckConstraint(
                condition=Q(seats__range=(1, MOST_COUNTED), quota__lte=F("seats")), name="constituency_quota_in_seats"
            ),
        ]

    @property
    def name(self) -> str:
        """The name in the script of the page's language."""
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_latin


class ConstituencyPart(models.Model):
    """A unit of the territory that elects in a constituency, with all below it."""

    constituency = models.ForeignKey(Constituency, models.CASCADE, related_name="parts", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["constituency", "unit"], name="constituency_part_once")]


class ElectionWord(models.Model):
    """What a unit says of its own readiness. Nothing is changed: the next word takes the place of the one before."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        abstract = True


class ItemTick(ElectionWord):
    """An item is done in a place of its scope, with its proof; ``is_void``: it was not, that word is taken back.

    ``constituency`` is empty where the place is the unit itself.
    """

    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="ticks", db_index=False)
    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="ticks", null=True, blank=True)
    done_on = models.DateField()
    evidence = models.CharField(max_length=LONGEST_EVIDENCE, blank=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "unit", "constituency"], condition=Q(is_current=True), nulls_distinct=False,
                name="item_tick_one_current",
            ),
            models.CheckConstraint(condition=Q(done_on__lte=F("said_on")), name="item_tick_done_before_said"),
        ]  # fmt: skip


class ConstituencyCount(ElectionWord):
    """The representatives of a constituency found and trained, and its candidacies by sex and age group: counts alone.

    ``women_18``: women from 18 to 24, and so on by ``rules.elections.AgeGroup``.
    """

    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="counts", db_index=False)
    representatives = models.PositiveIntegerField(help_text="Found, trained or not.")
    trained = models.PositiveIntegerField()
    women_18 = models.PositiveIntegerField()
    women_25 = models.PositiveIntegerField()
    women_35 = models.PositiveIntegerField()
    women_60 = models.PositiveIntegerField()
    men_18 = models.PositiveIntegerField()
    men_25 = models.PositiveIntegerField()
    men_35 = models.PositiveIntegerField()
    men_60 = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency"], condition=Q(is_current=True), name="constituency_count_one_current"
            ),
            models.CheckConstraint(
                condition=Q(representatives__lte=MOST_COUNTED, trained__lte=F("representatives")),
                name="constituency_count_trained_found",
            ),
        ]

    @property
    def women(self) -> int:
        """All women who stand."""
        return sum(int(getattr(self, name)) for name in WOMEN)

    @property
    def candidacies(self) -> int:
        """All who stand."""
        return self.women + sum(int(getattr(self, name)) for name in MEN)


class Coordinator(ElectionWord):
    """The post whose holder coordinates a constituency; empty: the unit took that word back.

    The mandate decides: while nobody holds the post, the constituency has no coordinator.
    """

    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="coordinators", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["constituency"], condition=Q(is_current=True), name="coordinator_one_current"
            ),
        ]
