"""The unit records the receipt the authority gave it, or corrects what it recorded."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.foundation.arabic import digits
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, InBody
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.registry.files.queries import known_keys

from ..models import Filing, FilingAttachment, FilingReceipt
from ..queries.receipts import scans_of
from ..vocabulary import LONGEST_AUTHORITY, LONGEST_NUMBER, SUBJECT


@transaction.atomic
def record_receipt(
    *,
    filing_id: int,
    number: str,
    received_on: date | None,
    authority: str = "",
    files: Sequence[str] = (),
    corrects: int | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> FilingReceipt:
    """The unit records the receipt of a declaration; what it owes is fulfilled by the day the receipt bears.

    ``corrects`` is the receipt in force that this one replaces; its scans may be among ``files``. The same again is
    done once. Raises NotVisible, PermissionDenied, Conflict ``filing_superseded`` or ``receipt_recorded``, BadInput
    ``number_required``, ``day_required``, ``day_in_future``, ``day_before_renewal``, ``number_taken``,
    ``text_too_long``, and those of ``attach_files``.
    """
    unit_id = Filing.objects.filter(pk=filing_id).values_list("unit_id", flat=True).first()
    if unit_id is None:
        raise NotVisible
    # The unit first: two of its receipts at once cannot take one number.
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    filing = Filing.objects.select_related("body").get(pk=filing_id)
    grant = require(by, Permission.DECLARE, InBody(unit.pk, unit.path, filing.body.body_type_id))
    owed = Obligation.objects.select_for_update(of=("self",)).get(pk=filing.obligation_id)
    number = clean_line(number, field="number", limit=LONGEST_NUMBER)
    authority = clean_line(authority, field="authority", limit=LONGEST_AUTHORITY)
    known = FilingReceipt.objects.filter(filing=filing, replaced_at=None).first()
    scans = scans_of(known)
    is_same = known and (known.number, known.received_on, known.authority) == (number, received_on, authority)
    if known and is_same and {file.key for file in scans} == set(known_keys(files)):
        return known
    filing.refresh_from_db(fields=["superseded_on"])
    if known is None and filing.superseded_on is not None:
        raise Conflict("filing_superseded")
    key, day = _checked(filing, number, received_on, on)
    if (known.pk if known else None) != corrects:
        raise Conflict("receipt_recorded")
    if known:
        known.replaced_at = at
        known.save(update_fields=["replaced_at"])
    receipt = FilingReceipt.objects.create(
        filing=filing,
        unit=unit,
        number=number,
        number_key=key,
        authority=authority,
        received_on=day,
        recorded_on=on,
        recorded_at=at,
        mandate_id=grant.mandate_id,
    )
    attached = attach_files(FilingAttachment, keys=files, unit_id=unit.pk, earlier=scans, by=by, at=at, receipt=receipt)
    record_fulfilment(
        source=(SUBJECT, filing.pk),
        unit_id=unit.pk,
        obligation_id=owed.pk,
        held_on=day,
        filed_on=on,
        submitted_at=at,
        at=at,
    )
    log_action(
        act="filing.corrected" if known else "filing.recorded",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit.pk,
        subject=(SUBJECT, filing.pk),
        detail={"received_on": day.isoformat(), **({"files": len(attached)} if attached else {})},
    )
    return receipt


def number_key(number: str) -> str:
    """What of a number is compared: «N° 12 / 2026» is «n-12-2026», whatever the script of its figures."""
    marks = (mark if mark.isalnum() else " " for mark in digits(number).casefold())
    return "-".join("".join(marks).split())[:LONGEST_NUMBER]


def _checked(filing: Filing, number: str, received_on: date | None, on: date) -> tuple[str, date]:
    """The key of the number, and the day. Raises BadInput with every problem."""
    key = number_key(number)
    problems = []
    if not key:
        problems.append(BadInput("number", "number_required"))
    if received_on is None:
        problems.append(BadInput("received_on", "day_required"))
    elif received_on > on:
        problems.append(BadInput("received_on", "day_in_future", today=on))
    elif received_on < filing.since_on:
        problems.append(BadInput("received_on", "day_before_renewal", since=filing.since_on))
    others = FilingReceipt.objects.filter(unit_id=filing.unit_id, number_key=key, replaced_at=None).exclude(
        filing=filing
    )
    if key and (taken := others.select_related("filing").first()):
        problems.append(BadInput("number", "number_taken", since=taken.filing.since_on))
    if problems or received_on is None:
        raise BadInput.of(*problems)
    return key, received_on
