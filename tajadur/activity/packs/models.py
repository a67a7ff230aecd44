"""The pack of a meeting: the facts of a day, what is proposed to be decided, what is said of it, the sheets as sent."""

from django.db import models
from django.db.models import F, Q

from tajadur.activity.meetings.models import Meeting
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.rules.packs import MOST_DECISIONS, DecisionSource

from .vocabulary import LANGUAGES, LONGEST_DECISION, SOURCE_CHOICES, PackStatus


class Pack(models.Model):
    """One for each meeting; made on demand without any, for the day it was made. Once sent it never changes.

    ``facts``: what the figures were on ``facts_on``, as ``compliance.pack`` gives them; ``previous``: the one sent
    before, with which it is compared. Without ``mandate_id`` a pass made it. ``version`` rises with each change.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="packs", db_index=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="pack", null=True, blank=True)
    for_on = models.DateField(help_text="Day of the meeting as it was known, or on which it was made without one.")
    facts_on = models.DateField()
    facts = models.JSONField()
    previous = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    standing = models.CharField(max_length=8, choices=PackStatus.choices, default=PackStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    mandate_id = models.BigIntegerField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_mandate_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-for_on", "-id"], name="pack_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "for_on"], condition=Q(meeting=None), name="pack_once_a_day_without_meeting"
            ),
            models.CheckConstraint(condition=Q(standing__in=PackStatus.values), name="pack_standing_known"),
            models.CheckConstraint(
                condition=Q(standing=PackStatus.DRAFT, sent_on=None, sent_at=None, sent_mandate_id=None)
                | Q(
                    standing=PackStatus.SENT,
                    sent_on__gte=F("facts_on"),
                    sent_at__isnull=False,
                    sent_mandate_id__isnull=False,
                ),
                name="pack_sent_whole",
            ),
        ]

    @property
    def is_sent(self) -> bool:
        """Was it sent, and is it kept as it was?"""
        return self.standing == PackStatus.SENT


class PackDecision(models.Model):
    """What is proposed to be decided. Until somebody writes it, its texts are empty and its words the template's.

    ``placed_at``: it was put on the agenda of the meeting, once; whoever takes it off there has taken it off.
    """

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="decisions", db_index=False)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=SOURCE_CHOICES)
    subject_id = models.BigIntegerField(null=True, blank=True, help_text="Of the case or the request.")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    about = models.JSONField(default=dict, help_text="What its words by template say: the row of the facts.")
    text_ar = models.CharField(max_length=LONGEST_DECISION, blank=True)
    text_fr = models.CharField(max_length=LONGEST_DECISION, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pack", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "position"],
                name="pack_decision_one_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_DECISIONS)), name="pack_decision_three_at_most"
            ),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in DecisionSource]), name="pack_decision_source_known"
            ),
            models.CheckConstraint(
                condition=Q(text_ar="", text_fr="") | (~Q(text_ar="") & ~Q(text_fr="")),
                name="pack_decision_in_both_languages",
            ),
            models.CheckConstraint(
                condition=Q(source=DecisionSource.WRITTEN, subject_id=None) & ~Q(text_ar="")
                | (~Q(source=DecisionSource.WRITTEN) & Q(subject_id__isnull=False, unit__isnull=False)),
                name="pack_decision_says_of_what",
            ),
        ]


class PackComment(models.Model):
    """What a reader says of a pack, before or after it is sent. Never changed."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="comments", db_index=False)
    text = models.TextField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    mandate_id = models.BigIntegerField()
    said_on = models.DateField()
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["pack", "said_at"], name="pack_comment_by_pack")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="pack_comment_has_text")]


class PackSheet(models.Model):
    """The page as it was sent, in one language: its words, and the file that was made of them.

    The same ``content`` with the same ``template`` and the same ``typesetter`` (the program and its faces, with their
    versions) gives the same ``pdf``, whose SHA-256 is ``digest``; ``content_digest`` is that of the words and facts.
    """

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="sheets", db_index=False)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    content = models.JSONField()
    template = models.PositiveSmallIntegerField()
    typesetter = models.CharField(max_length=120)
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "language"], name="pack_sheet_once_per_language")]
