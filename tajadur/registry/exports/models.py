"""A long file that was asked for: what of, by whom, how far it is, and where it lies."""

from django.db import models
from django.db.models import F, Q

from .vocabulary import FOLDER, ExportFault, ExportFormat, ExportState


class Export(models.Model):
    """One file. ``path`` and ``query`` are the address of its list, ``mandate_ids`` those it was asked under.

    ``run`` names the writer that has it now, ``leased_until`` how long that one may be silent; ``done`` of ``total``
    rows are written. ``key`` names the content in the store, once it is whole.
    """

    account = models.ForeignKey(
        "people.Account",  # house: the database keeps them together
        models.CASCADE,
        related_name="+",
    )
    list_name = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=ExportFormat.choices)
    path = models.CharField(max_length=300)
    query = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=2)
    on = models.DateField(help_text="The day it shows.")
    mandate_ids = models.JSONField(default=list)
    post_id = models.BigIntegerField(help_text="Under which it is told.")
    unit_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=ExportState.choices, default=ExportState.WAITING)
    fault = models.CharField(max_length=7, choices=ExportFault.choices, blank=True, default=ExportFault.NONE)
    run = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    key = models.UUIDField(null=True, blank=True, unique=True)
    size = models.PositiveBigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-asked_at"], name="export_of_account"),
            models.Index(
                fields=["asked_at"],
                name="export_to_write",
                condition=Q(state__in=[ExportState.WAITING, ExportState.RUNNING]),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ExportFormat.values), name="export_kind_known"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="export_done_of_total"),
            models.CheckConstraint(
                condition=Q(state=ExportState.DONE, key__isnull=False, ended_at__isnull=False)
                | Q(~Q(state=ExportState.DONE), key=None),
                name="export_done_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(state=ExportState.RUNNING, run__isnull=False, leased_until__isnull=False)
                | ~Q(state=ExportState.RUNNING),
                name="export_running_has_its_writer",
            ),
        ]

    @property
    def stored_name(self) -> str:
        """Where it lies in the store."""
        return f"{FOLDER}/{self.key.hex}.{self.kind}" if self.key else ""

    @property
    def name(self) -> str:
        """As it is given out."""
        return f"{self.list_name}-{self.on:%Y-%m-%d}.{self.kind}"

    @property
    def content_type(self) -> str:
        """As it is served."""
        return ExportFormat(self.kind).content_type

    @property
    def has_ended(self) -> bool:
        """Is it there, or will it never be?"""
        return self.state in (ExportState.DONE, ExportState.FAILED)
