"""Declarations to the authority: each of an office that began, with its days; each receipt of its own unit and day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from tajadur.activity.filings.models import Filing, FilingReceipt
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate, Post

from .as_of import AsOf

_THIRTY_DAYS = timedelta(days=30)


def filings_asked(as_of: AsOf) -> Iterator[str]:
    """What is declared is owed by the post of the secretary, for thirty days; what is owed so has its declaration."""
    filings = list(Filing.objects.select_related("obligation__directive", "body").order_by("pk"))
    secretaries = dict(Post.objects.filter(post_type__office="secretary").values_list("pk", "body_id"))
    received = set(FilingReceipt.objects.filter(replaced_at=None).values_list("filing_id", flat=True))
    began = _Began()
    for filing in filings:
        name, owed = f"the declaration {filing.pk} of unit {filing.unit_id}", filing.obligation
        if filing.body.unit_id != filing.unit_id or owed.unit_id != filing.unit_id:
            yield f"{name} is of a body or an obligation of another unit"
        if secretaries.get(owed.addressee) != filing.body_id:
            yield f"{name} is asked of post {owed.addressee}, which is not that of its secretary"
        if (owed.directive.fulfilment, owed.directive.body_type_id) != ("filing", filing.body.body_type_id):
            yield f"{name} is owed by directive {owed.directive.code}"
        if (owed.period_start, owed.due_on) != (filing.since_on, filing.due_on):
            yield f"{name} has other days than what is owed"
        if filing.due_on + timedelta(days=1) != filing.since_on + _THIRTY_DAYS:
            yield f"{name} of {filing.since_on} is due on {filing.due_on}"
        if not owed.period_key.startswith(filing.since_on.isoformat()):
            yield f"{name} of {filing.since_on} has the key {owed.period_key}"
        if (owed.filed_on is not None) is not (filing.pk in received):
            yield f"{name} is filed and has no receipt, or the other way round"
        if filing.superseded_on is not None and (filing.pk in received or owed.cancelled_on is None):
            yield f"{name} is superseded, and declared or owed all the same"
        if filing.superseded_on is None and owed.cancelled_because == "superseded":
            yield f"{name} is asked, what is owed for it is not"
        live = filing.superseded_on is None and filing.pk not in received
        if live and as_of.passes_run and filing.since_on != began.on(filing.body_id, filing.body.opened_on, as_of.on):
            yield f"{name} is of {filing.since_on}, its office began on another day"
    declared = {filing.obligation_id for filing in filings}
    for pk in Obligation.objects.filter(directive__fulfilment="filing").values_list("pk", flat=True):
        if pk not in declared:
            yield f"obligation {pk} is to be declared to the authority and no declaration says of what"


def receipts_of_filings(as_of: AsOf) -> Iterator[str]:
    """Each receipt is of its unit, recorded under a mandate of it, of no day before the office; the fulfilment too."""
    receipts = list(FilingReceipt.objects.select_related("filing__obligation").order_by("pk"))
    units = dict(Mandate.objects.filter(pk__in=[row.mandate_id for row in receipts]).values_list("pk", "post__unit_id"))
    first: dict[int, date] = {}
    in_force: dict[int, int] = defaultdict(int)
    for row in receipts:
        name = f"the receipt {row.pk} of declaration {row.filing_id}"
        if row.unit_id != row.filing.unit_id or units.get(row.mandate_id) != row.unit_id:
            yield f"{name} was recorded by another unit"
        if row.recorded_on != civil_day(row.recorded_at):
            yield f"{name} is recorded on {row.recorded_on}, its instant says otherwise"
        if row.received_on < row.filing.since_on:
            yield f"{name} is older than the office"
        plain = [mark for mark in row.number.casefold() if mark.isalnum()]
        if len(plain) != len([mark for mark in row.number_key if mark != "-"]):
            yield f"{name} is compared by another number than its own"
        if row.replaced_at is not None and row.replaced_at < row.recorded_at:
            yield f"{name} was replaced before it was recorded"
        first.setdefault(row.filing_id, row.recorded_on)
        in_force[row.filing_id] += row.replaced_at is None
        owed = row.filing.obligation
        if row.replaced_at is None and (owed.held_on, owed.filed_on) != (row.received_on, first[row.filing_id]):
            yield f"{name} is of {row.received_on}, what is owed says otherwise"
    yield from (f"declaration {pk} has no receipt in force" for pk, count in in_force.items() if count != 1)


class _Began:
    """The first days of the offices: by the mandates of their secretaries, else of the body."""

    def __init__(self) -> None:
        self._days: dict[int, list[date]] = defaultdict(list)
        rows = Mandate.objects.filter(standing="confirmed", interim=False, post__post_type__office="secretary")
        for body_id, from_on in rows.values_list("post__body_id", "from_on"):
            self._days[body_id].append(from_on)

    def on(self, body_id: int, opened_on: date, day: date) -> date:
        """The latest that has come by ``day``."""
        return max([opened_on, *(began for began in self._days[body_id] if began <= day)])
