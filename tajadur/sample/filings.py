"""Declarations to the authority over the last weeks: asked as offices begin, most of them with their receipts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from tajadur.activity.filings.models import Filing, FilingReceipt
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.filings.operations.recording import number_key
from tajadur.activity.filings.vocabulary import SUBJECT
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate

from .people import REGION, UNDECLARED

MORNING, RECORDED = time(7, 20), time(7, 25)
DECLARED = 0.55  # of a hundred, so many bring their receipt within four weeks
RENEWED_BEFORE = 2  # the regional office of the demonstration was renewed so many days ago
_AUTHORITIES = {"region": "ولاية الجهة", "province": "العمالة", "branch": "الباشوية"}


@dataclass(slots=True)
class AuthorityDays:
    """What is declared, day by day; called once for each day of the history, in their order."""

    seed: int
    _receipts: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    _seen: int = 0

    def __call__(self, day: date) -> None:
        """The pass of the day, then the receipts that come in."""
        follow_filings(on=day, at=instant(day, MORNING))
        for filing in Filing.objects.filter(pk__gt=self._seen).select_related("unit").order_by("pk"):
            random = Random(f"{self.seed}/{filing.unit.code}/filing")
            if random.random() < DECLARED and filing.unit.code != UNDECLARED:
                self._receipts[day + timedelta(days=random.randint(4, 26))].append(filing.pk)
            self._seen = filing.pk
        for pk in self._receipts.pop(day, []):
            self._record(pk, day)

    def _record(self, pk: int, day: date) -> None:
        filing = Filing.objects.select_related("unit__kind", "obligation").get(pk=pk)
        holder = Mandate.objects.filter(in_force(day), post_id=filing.obligation.addressee).first()
        if filing.superseded_on is not None or holder is None:
            return
        number, at = f"{20 + pk % 170}/{day.year}", instant(day, RECORDED)
        FilingReceipt.objects.create(
            filing=filing,
            unit_id=filing.unit_id,
            number=number,
            number_key=number_key(number),
            authority=_AUTHORITIES.get(filing.unit.kind.code, ""),
            received_on=max(filing.since_on, day - timedelta(days=1)),
            recorded_on=day,
            recorded_at=at,
            mandate_id=holder.pk,
        )
        record_fulfilment(
            source=(SUBJECT, filing.pk),
            unit_id=filing.unit_id,
            obligation_id=filing.obligation_id,
            held_on=max(filing.since_on, day - timedelta(days=1)),
            filed_on=day,
            submitted_at=at,
            at=at,
        )


def renew_region(*, on: date) -> None:
    """The secretary of the region of the demonstration was elected again: what is to be declared has just begun."""
    began = on - timedelta(days=RENEWED_BEFORE)
    posts = {"post__unit__code": REGION, "post__body__body_type__code": "office"}
    former = Mandate.objects.filter(in_force(began), from_on__lt=began, to_on=None, **posts)
    again = [
        Mandate(person_id=row.person_id, post_id=row.post_id, from_on=began, exclusive=row.exclusive) for row in former
    ]
    former.update(to_on=began - timedelta(days=1))
    Mandate.objects.bulk_create(again)
