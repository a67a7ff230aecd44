"""One thing to be told to one post at one step, and each message that carried it.

Posts, persons and units lie in layers above: their keys are kept here, so that a notice goes with its post and can be
asked for in the transaction that makes it due. Whose post it is, and how that person is reached, ``delivery`` looks up.
"""

from django.db import models
from django.db.models import F, Q

from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR

from .vocabulary import IN_TROUBLE, Channel, DeliveryState, LetterDecision, NoticeKind, Outside


class Notice(models.Model):
    """One thing to tell about one subject to one post at one step; unique, so that it is told once."""

    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=40, help_text="Step of the ladder, or version of the thing told.")
    post = models.ForeignKey(
        "people.Post",  # house: the database keeps them together
        models.CASCADE,
        related_name="notices",
    )
    unit = models.ForeignKey(
        "units.Unit",  # house: the database keeps them together
        models.CASCADE,
        related_name="+",
        db_index=False,
        help_text="The unit it is about.",
    )
    passed_from = models.ForeignKey(
        "people.Post",  # house: the database keeps them together
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text="The vacant post it was meant for.",
    )
    person = models.ForeignKey(
        "people.Person",  # house: the database keeps them together
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text="Told as a person, whatever they hold by then; every way was fixed when it was decided.",
    )
    step_on = models.DateField(help_text="The day this step fell on.")
    decided_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_because = models.CharField(max_length=20, blank=True)
    params = models.JSONField(
        default=dict, help_text="Facts its sentence shows: codes and days, never names of persons."
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="notice_by_subject"),
            models.Index(fields=["decided_at"], name="notice_waiting", condition=Q(cleared_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id", "step", "post"], name="notice_told_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
        ]


class ChannelConfig(models.Model):
    """A way to send that hands messages to somebody else's server. Off until an administrator has tested it.

    ``url`` is a secret with one ``{to}``, the place of the person's own address; no page shows it again.
    """

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Outside.choices)
    url = models.CharField(max_length=500)
    hour_from = models.PositiveSmallIntegerField(default=FIRST_HOUR)
    hour_to = models.PositiveSmallIntegerField(default=LAST_HOUR)
    created_at = models.DateTimeField()
    enabled_at = models.DateTimeField(null=True, blank=True)
    test_asked_at = models.DateTimeField(null=True, blank=True, help_text="Waits for the next pass.")
    test_to = models.CharField(max_length=120, blank=True, help_text="Emptied when the answer is there.")
    test_language = models.CharField(max_length=2, default="ar")
    tested_at = models.DateTimeField(null=True, blank=True)
    test_answer = models.CharField(max_length=20, blank=True)
    test_detail = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Outside.values), name="channel_kind_known"),
            models.CheckConstraint(
                condition=Q(hour_from__gte=FIRST_HOUR, hour_to__lte=LAST_HOUR, hour_from__lt=F("hour_to")),
                name="channel_hours",
            ),
            models.CheckConstraint(
                condition=Q(enabled_at=None) | Q(test_answer="taken"), name="channel_on_when_tested"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PushSetup(models.Model):
    """The key pair by which push services know this server, and whom they may write to: one row, off until switched on.

    ``private_key`` is a secret; no page shows it. Devices are bound to the pair: with another one they are forgotten.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    contact = models.CharField(max_length=200, help_text="mailto: or https:")
    private_key = models.CharField(max_length=60)
    public_key = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    enabled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="push_one_setup")]


class PushDevice(models.Model):
    """A browser whose holder asked to be notified there; the row goes when the person, or its push service, says so.

    ``endpoint`` is the address the browser's maker gave it, ``mark_digest`` the digest of a cookie it carries.
    """

    person = models.ForeignKey(
        "people.Person",  # house: the database keeps them together
        models.CASCADE,
        related_name="devices",
    )
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    browser = models.CharField(max_length=60, blank=True)
    mark_digest = models.CharField(max_length=64, db_index=True)
    added_at = models.DateTimeField(help_text="The day of consent.")
    last_used_at = models.DateTimeField(null=True, blank=True)
    greet_asked_at = models.DateTimeField(null=True, blank=True, help_text="A first notification waits for a pass.")
    greet_fault = models.CharField(max_length=60, blank=True, default="", db_default="")
    last_taken = models.ForeignKey(
        "Delivery",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text="The last message its push service took: a second try leaves it out.",
    )


class Delivery(models.Model):
    """One message on one channel to one person: the outbox row. It carries one or more notices.

    ``again`` numbers the messages of one day beside its digest: what was sent once more, what is told at once.
    """

    channel = models.CharField(max_length=10, choices=Channel.choices)
    person = models.ForeignKey(
        "people.Person",  # house: the database keeps them together
        models.CASCADE,
        related_name="deliveries",
        db_index=False,
    )
    digest_on = models.DateField(help_text="The civil day of the digest: one a day for each person and channel.")
    again = models.PositiveSmallIntegerField(default=0, db_default=0)
    config = models.ForeignKey(
        ChannelConfig, models.PROTECT, related_name="deliveries", null=True, blank=True, help_text="Of another channel."
    )
    address = models.EmailField(
        blank=True, default="", db_default="", help_text="Kept when it was decided; empty: the person's of the hour."
    )
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True, help_text="Just before the server was spoken to.")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=10, choices=LetterDecision.choices, blank=True, default="", db_default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "not_before", "id"],
                name="delivery_to_claim",
                condition=Q(state=DeliveryState.PENDING),
            ),
            models.Index(fields=["leased_until"], name="delivery_leased", condition=Q(state=DeliveryState.SENDING)),
            models.Index(fields=["person", "-digest_on"], name="delivery_by_person"),
            models.Index(fields=["-digest_on"], name="delivery_in_trouble", condition=Q(state__in=IN_TROUBLE)),
            models.Index(
                fields=["-digest_on"], name="delivery_cancelled_lately", condition=Q(state=DeliveryState.CANCELLED)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "person", "digest_on", "again"], name="delivery_one_digest_a_day"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.OTHER, config__isnull=False) | ~Q(channel=Channel.OTHER) & Q(config=None),
                name="delivery_other_names_its_channel",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | Q(decision__in=LetterDecision.values, decided_at__isnull=False, state__in=IN_TROUBLE),
                name="delivery_decided_in_trouble",
            ),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False), name="delivery_sent_has_instant"
            ),
        ]


class DeliveryItem(models.Model):
    """A notice carried by a message; on one channel a notice reaches one person once."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="items")
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="items", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    person = models.ForeignKey(
        "people.Person",  # house: the database keeps them together
        models.CASCADE,
        related_name="+",
        db_index=False,
    )
    again = models.PositiveSmallIntegerField(default=0, db_default=0)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "person", "channel", "again"], name="notice_carried_once")
        ]
