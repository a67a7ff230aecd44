"""What a unit declares to the authority, once for each creation or renewal of its office, and the receipts it got."""

from django.db import models
from django.db.models import F, Q

from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.units.models import Body, Unit
from tajadur.registry.files.models import Attachment

from .vocabulary import LONGEST_AUTHORITY, LONGEST_NUMBER, Occasion


class Filing(models.Model):
    """The office that began on ``since_on`` is declared by ``due_on``. Superseded: a later one began, or none did.

    ``obligation`` is what the post of its secretary owes for it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="filings", db_index=False)
    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="filing")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    since_on = models.DateField()
    due_on = models.DateField()
    superseded_on = models.DateField(null=True, blank=True, help_text="Day on which it was noticed.")

    class Meta:
        indexes = [models.Index(fields=["unit", "-since_on"], name="filing_by_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "since_on"], condition=Q(superseded_on=None), name="filing_once_for_each_office"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("since_on")), name="filing_due_later"),
            models.CheckConstraint(condition=Q(occasion__in=Occasion.values), name="filing_occasion_known"),
        ]


class FilingReceipt(models.Model):
    """The receipt of the authority as the unit recorded it. Never changed: a correction replaces it.

    ``number_key`` is what is compared: two writings of one number are one.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="receipts", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=LONGEST_NUMBER)
    number_key = models.CharField(max_length=LONGEST_NUMBER)
    authority = models.CharField(max_length=LONGEST_AUTHORITY, blank=True)
    received_on = models.DateField()
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["filing", "recorded_at"], name="filing_receipt_by_filing")]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(replaced_at=None), name="filing_one_receipt_in_force"
            ),
            models.UniqueConstraint(
                fields=["unit", "number_key"], condition=Q(replaced_at=None), name="filing_receipt_number_once"
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(number_key=""), name="filing_receipt_has_number"),
            models.CheckConstraint(
                condition=Q(received_on__lte=F("recorded_on")), name="filing_receipt_not_of_the_future"
            ),
        ]


class FilingAttachment(Attachment):
    """A scan of the receipt. A correction may keep those before it."""

    unit_path = "receipt__unit_id"

    receipt = models.ForeignKey(FilingReceipt, models.CASCADE, related_name="attachments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "file"], name="filing_receipt_file_once")]
