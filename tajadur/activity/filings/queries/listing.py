"""The declarations to the authority within reach, each with its state on a day."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When

from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, InBody
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import Permission
from tajadur.rules.filings import FilingState

from ..models import Filing


def with_receipt(rows: QuerySet[Filing]) -> QuerySet[Any]:
    """The rows with ``received_on`` and ``number`` of the receipt in force, None without one."""
    receipt = FilteredRelation("receipts", condition=Q(receipts__replaced_at=None))
    in_force = rows.annotate(in_force=receipt)
    return in_force.annotate(received_on=F("in_force__received_on"), number=F("in_force__number"))


def with_filing_state(rows: QuerySet[Filing], on: date) -> QuerySet[Any]:
    """The rows with ``state`` on ``on`` (today: receipts recorded since count) and ``received_on``, None without."""
    state = Case(
        When(in_force__received_on__lte=F("due_on"), then=Value(FilingState.IN_TIME)),
        When(in_force__received_on__isnull=False, then=Value(FilingState.LATE)),
        When(superseded_on__isnull=False, then=Value(FilingState.SUPERSEDED)),
        When(due_on__lt=on, then=Value(FilingState.OVERDUE)),
        default=Value(FilingState.RUNNING),
        output_field=CharField(),
    )
    stated: QuerySet[Any] = with_receipt(rows).annotate(state=state)
    return stated


def filings_for(actor: Actor, on: date, *, region_id: int | None = None, unit_id: int | None = None) -> QuerySet[Any]:
    """The declarations whose units' records the actor may read; of a region or a unit only, when one is given."""
    rows = within(Filing.objects.all(), actor, Permission.READ_RECORD, "unit__path", body_type="body__body_type_id")
    if region_id is not None:
        rows = rows.filter(unit__path__contains=f".{region_id}.")
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return with_filing_state(rows, on).select_related("unit", "unit__kind", "unit__parent")


def unit_read(actor: Actor, unit_id: int | None) -> Unit | None:
    """The unit a list is narrowed to, when the actor may read its record; else None: the list of everything read."""
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    return unit if unit and may(actor, Permission.READ_RECORD, unit) else None


def counts_by_state(rows: QuerySet[Any]) -> Counter[str]:
    """How many of ``rows`` (with their ``state``) stand in each state: one query."""
    return Counter(rows.order_by().values_list("state", flat=True))


def filing_for(actor: Actor, filing_id: int, on: date, permission: Permission = Permission.READ_RECORD) -> Any:
    """One declaration with its state. Raises NotVisible or PermissionDenied."""
    rows = with_filing_state(Filing.objects.filter(pk=filing_id), on)
    filing = rows.select_related("unit", "unit__kind", "unit__parent", "body__body_type").first()
    if filing is None:
        raise NotVisible
    require(actor, permission, _place(filing))
    return filing


def may_on_filing(actor: Actor, permission: Permission, filing: Filing) -> bool:
    """May ``actor`` do ``permission`` to the unit and body of a declaration?"""
    return may(actor, permission, _place(filing))


def filing_of_obligation(obligation: Obligation) -> int:
    """The declaration an obligation is owed for. Raises NotVisible when there is none."""
    filing_id = Filing.objects.filter(obligation=obligation).values_list("pk", flat=True).first()
    if filing_id is None:
        raise NotVisible
    return filing_id


def _place(filing: Filing) -> InBody:
    unit: Unit = filing.unit
    return InBody(unit.pk, unit.path, filing.body.body_type_id)
