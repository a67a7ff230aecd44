"""The audit log: who did what, when, on which unit, under which mandate; who read of which persons, and of which units.

Rows are only added: the database refuses to change or remove one.
"""

from django.db import models
from django.db.models import Q

from .vocabulary import RecordPart


class AuditEntry(models.Model):
    """One act. ``account_id`` and ``mandate_id`` are empty for the system's own passes."""

    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    mandate_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "journal_entry"
        indexes = [
            models.Index(fields=["unit_id", "-at"], name="journal_by_unit"),
            models.Index(fields=["subject_kind", "subject_id"], name="journal_by_subject"),
        ]


class Reading(models.Model):
    """Persons were shown to somebody: on which page, how many, of which unit, or which one (``read_person_id``)."""

    at = models.DateTimeField()
    page = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, help_text="Who read.")
    mandate_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    read_person_id = models.BigIntegerField(null=True)
    shown = models.PositiveIntegerField(help_text="How many persons.")

    class Meta:
        indexes = [models.Index(fields=["read_person_id", "-at"], name="reading_of_person")]


class Consultation(models.Model):
    """A part of a unit's record was read on a day by the holder of a post outside it: once a day for each."""

    on = models.DateField()
    unit_id = models.BigIntegerField(help_text="Whose record.")
    part = models.CharField(max_length=20, choices=RecordPart.choices)
    account_id = models.BigIntegerField(help_text="Who read.")
    post_id = models.BigIntegerField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["unit_id", "-on", "-id"], name="consultation_of_unit"),
            models.Index(fields=["account_id", "-on", "-id"], name="consultation_by_account"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "post_id", "unit_id", "part", "on"], name="consultation_once_a_day"
            ),
            models.CheckConstraint(condition=Q(part__in=RecordPart.values), name="consultation_of_a_known_part"),
        ]
