"""A unit's declaration about one obligation: done (with its day), or not held (with a reason). Never changed."""

from django.db import models
from django.db.models import Q

from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import Attachment

from .vocabulary import DeclarationKind, NotHeldReason


class Declaration(models.Model):
    """Submitted once under a client-made key; a correction is a new declaration that supersedes this one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="declarations", db_index=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=10, choices=DeclarationKind.choices)
    happened_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=NotHeldReason.choices, blank=True)
    note = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    declared_late = models.BooleanField(default=False)
    client_key = models.UUIDField(unique=True)
    content_digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=30, unique=True)
    submitted_at = models.DateTimeField()
    submitted_on = models.DateField()
    mandate_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-submitted_at"], name="declaration_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="done") | Q(happened_on__isnull=False), name="declaration_done_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind="not_held") | ~Q(reason=""), name="declaration_not_held_has_reason"
            ),
            models.UniqueConstraint(
                fields=["obligation", "kind"],
                condition=Q(withdrawn_at=None),
                name="declaration_one_live_per_obligation",
            ),
        ]


class DeclarationAttachment(Attachment):
    """A file that shows what was declared: a poster, a list, a photograph."""

    unit_path = "declaration__unit_id"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="attachments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "file"], name="declaration_file_once")]
