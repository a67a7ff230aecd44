"""One thing to be told to one post at one step, and each message that carried it."""

from django.db import models
from django.db.models import Q

from .vocabulary import Channel, DeliveryState, NoticeKind


class Notice(models.Model):
    """One thing to tell about one subject to one post at one step; unique, so that it is told once."""

    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=40, help_text="Step of the ladder, or version of the thing told.")
    post = models.ForeignKey("people.Post", models.CASCADE, related_name="notices")
    unit = models.ForeignKey(
        "units.Unit", models.CASCADE, related_name="+", db_index=False, help_text="The unit it is about."
    )
    passed_from = models.ForeignKey(
        "people.Post",
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text="The vacant post it was meant for.",
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


class Delivery(models.Model):
    """One message on one channel to one person: the outbox row. It carries one or more notices."""

    channel = models.CharField(max_length=10, choices=Channel.choices)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="deliveries", db_index=False)
    digest_on = models.DateField(help_text="The civil day of the digest: one a day for each person and channel.")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True, help_text="Just before the server was spoken to.")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], name="delivery_to_send", condition=Q(state="pending")),
            models.Index(fields=["leased_until"], name="delivery_leased", condition=Q(state="sending")),
            models.Index(fields=["person", "-digest_on"], name="delivery_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["channel", "person", "digest_on"], name="delivery_one_digest_a_day"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="delivery_sent_has_instant"
            ),
        ]


class DeliveryItem(models.Model):
    """A notice carried by a message; on one channel a notice reaches one person once."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="items")
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="items", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "person", "channel"], name="notice_carried_once")]
