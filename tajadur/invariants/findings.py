"""What the rules find about declarations to the authority and premises: of its own unit, while it is so."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min, Q

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.filings.models import Filing
from tajadur.activity.premises.models import NoPremises, Premises
from tajadur.rules.dysfunctions import CaseKind

from .as_of import AsOf

# The rules look once a night: what was done on a day is seen in the night after it.
_ONE_NIGHT = timedelta(days=1)


def declarations_overdue(as_of: AsOf) -> Iterator[str]:
    """A case of a declaration is of its own unit, past the last day, and open no longer than it is not declared."""
    cases = list(Case.objects.filter(kind=CaseKind.FILING).exclude(facts=[]).order_by("pk"))
    columns = ("pk", "unit_id", "due_on", "superseded_on", "received")
    rows = Filing.objects.filter(unit__in=[case.unit_id for case in cases]).annotate(
        received=Min("receipts__recorded_on")
    )
    known = {f"filing:{row.pk}": row for row in rows.values_list(*columns, named=True)}
    for case in cases:
        filings = [known.get(fact) for fact in case.facts]
        own = [row for row in filings if row is not None and row.unit_id == case.unit_id]
        if len(own) < len(filings):
            yield f"case {case.pk} is about a declaration that is none of unit {case.unit_id}"
            continue
        if any(row.due_on >= (case.ended_on or as_of.on) for row in own):
            yield f"case {case.pk} is about a declaration before its last day"
        over = [min(filter(None, (row.received, row.superseded_on)), default=None) for row in own]
        if as_of.passes_run and case.ended_on is None and all(_is_seen(day, as_of) for day in over):
            yield f"case {case.pk} is open, there is nothing left to declare"


def units_without_premises(as_of: AsOf) -> Iterator[str]:
    """A case of no premises follows a word of its own unit, and is open no longer than it has none."""
    cases = Case.objects.filter(kind=CaseKind.PREMISES).exclude(facts=[]).order_by("pk")
    words: dict[int, date] = dict(NoPremises.objects.order_by().values_list("unit_id").annotate(first=Min("from_on")))
    still = Q(to_on=None) | Q(to_on__gte=as_of.on)
    held = Premises.objects.filter(still, is_current=True, is_void=False)
    housed = dict(held.order_by("-said_on").values_list("unit_id", "said_on"))
    for case in cases:
        for fact in case.facts:
            what, _, day = fact.partition(":")
            first_on = words.get(case.unit_id)
            if what != "without_premises" or first_on is None or date.fromisoformat(day) < first_on:
                yield f"case {case.pk} says «{fact}», unit {case.unit_id} never said so"
        if as_of.passes_run and case.ended_on is None and _is_seen(housed.get(case.unit_id), as_of):
            yield f"case {case.pk} is open, unit {case.unit_id} has premises"


def _is_seen(day: date | None, as_of: AsOf) -> bool:
    """Did a night come after ``day``?"""
    return day is not None and day < as_of.on - _ONE_NIGHT
