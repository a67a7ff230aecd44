"""Circulars, their versions and files; whom they are addressed to; of the posts' own, who read and who confirmed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import Attachment
from tajadur.registry.files.vocabulary import EVERY_KIND
from tajadur.rules.circulars import ACKNOWLEDGE_DAYS, GRACE_DAYS, MOST_DAYS, MOST_VERSIONS, circular_number

from .vocabulary import LANGUAGES, LONGEST_REASON, LONGEST_SUBJECT, CircularStatus


class Circular(models.Model):
    """What a unit tells posts of its own subtree, or headquarters to all; ``version`` is that in force, 0 in a draft.

    The audience is what fits all of ``tree``, ``kinds``, ``subtree``, ``bodies`` and ``posts`` (codes; empty: any) on
    the day of issue; from then on ``addressees`` say who it is. Issuing gives the number, without a gap for each unit
    and year, and makes ``directive``, by which the acknowledgements are owed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="circulars", db_index=False)
    standing = models.CharField(max_length=10, choices=CircularStatus.choices, default=CircularStatus.DRAFT)
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    tree = models.CharField(max_length=12, choices=Tree.choices, blank=True)
    kinds = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    subtree = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    bodies = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    posts = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    days = models.PositiveSmallIntegerField(default=ACKNOWLEDGE_DAYS)
    grace_days = models.PositiveSmallIntegerField(default=GRACE_DAYS)
    directive = models.OneToOneField(Directive, models.PROTECT, related_name="circular", null=True, blank=True)
    drafted_at = models.DateTimeField()
    mandate_id = models.BigIntegerField(help_text="Under which it was drafted; from the issue on, issued.")
    listed_at = models.DateTimeField(help_text="When it was issued; of a draft, drafted: the order of the lists.")
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-listed_at", "-id"], name="circular_newest"),
            models.Index(fields=["unit", "standing"], name="circular_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="circular_number_once"),
            models.CheckConstraint(condition=Q(standing__in=CircularStatus.values), name="circular_standing_known"),
            models.CheckConstraint(
                condition=Q(
                    standing=CircularStatus.DRAFT, number=None, year=None, version=0, directive=None, issued_at=None,
                    issued_on=None,
                )
                | ~Q(standing=CircularStatus.DRAFT)
                & Q(
                    number__isnull=False,
                    number__gt=0, year__isnull=False, version__range=(1, MOST_VERSIONS), directive__isnull=False,
                    issued_at__isnull=False, issued_on__isnull=False,
                ),
                name="circular_issued_whole",
            ),
            models.CheckConstraint(
                condition=~Q(standing=CircularStatus.WITHDRAWN) & Q(withdrawn_on=None, withdrawn_at=None)
                | Q(
                    standing=CircularStatus.WITHDRAWN, withdrawn_on__isnull=False, withdrawn_on__gte=F("issued_on"),
                    withdrawn_at__isnull=False,
                )
                & ~Q(withdrawn_because=""),
                name="circular_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, MOST_DAYS), grace_days__lte=MOST_DAYS), name="circular_days_plausible"
            ),
        ]  # fmt: skip

    @property
    def label(self) -> str:
        """«12/2026»; empty in a draft."""
        return circular_number(self.number, self.year) if self.number and self.year else ""

    @property
    def is_in_force(self) -> bool:
        """Is it issued and not withdrawn?"""
        return self.standing == CircularStatus.ISSUED


class CircularVersion(models.Model):
    """The texts of one version; without ``issued_at`` it is being drafted. A language without a text waits."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    subject_ar = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    text_ar = models.TextField(blank=True)
    subject_fr = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    text_fr = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "number"], name="circular_version_once"),
            models.UniqueConstraint(
                fields=["circular"], condition=Q(issued_at=None), name="circular_one_version_drafted"
            ),
            models.CheckConstraint(condition=~Q(subject_ar="", subject_fr=""), name="circular_version_has_a_language"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"subject_{language}": "", f"text_{language}": ""})
                    | ~Q(**{f"subject_{language}": ""}) & ~Q(**{f"text_{language}": ""}),
                    name=f"circular_version_whole_{language}",
                )
                for language in LANGUAGES
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_on=None) | Q(issued_at__isnull=False, issued_on__isnull=False),
                name="circular_version_issued_whole",
            ),
        ]

    @property
    def waiting(self) -> str:
        """The language whose text is not there yet; empty when both are."""
        return next((language for language in LANGUAGES if not getattr(self, f"text_{language}")), "")

    @property
    def subject(self) -> str:
        """The subject in the language of the page, else in the other."""
        own, other = (self.subject_ar, self.subject_fr)
        if not (get_language() or "ar").startswith("ar"):
            own, other = other, own
        return own or other


class CircularAttachment(Attachment):
    """A file of a version; one that stays hangs on each version it stays in."""

    kinds = EVERY_KIND
    unit_path = "version__circular__unit_id"

    version = models.ForeignKey(CircularVersion, models.CASCADE, related_name="attachments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "file"], name="circular_version_file_once")]


class Addressee(models.Model):
    """A post it is addressed to. ``obligation`` is what its holder owes or gave for the version in force, ``mandate``
    whose; both empty as long as nobody who could confirm has held the post."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="addressees", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="circulars_received")
    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="asked_of", null=True, blank=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "post"], name="circular_addressed_once"),
            models.CheckConstraint(
                condition=Q(obligation=None, mandate=None) | Q(obligation__isnull=False, mandate__isnull=False),
                name="circular_asked_of_somebody",
            ),
        ]


class CircularReading(models.Model):
    """The holder of a post opened a version in the application; the first time counts."""

    version = models.ForeignKey(CircularVersion, models.CASCADE, related_name="readings", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", db_index=False)
    read_on = models.DateField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "post", "mandate"], name="circular_first_reading"),
        ]


class Confirmation(models.Model):
    """The holder of a post confirmed that they know a version: by this what they owe is fulfilled."""

    version = models.ForeignKey(CircularVersion, models.PROTECT, related_name="confirmations")
    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="confirmation")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+", db_index=False)
    confirmed_on = models.DateField()
    confirmed_at = models.DateTimeField()
