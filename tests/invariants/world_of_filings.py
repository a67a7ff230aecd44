"""Declarations to the authority in the living party: one corrected, one superseded, one that runs, one overdue."""

from datetime import date, timedelta

from tajadur.activity.filings.models import Filing
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.filings.operations.recording import record_receipt
from tajadur.organisation.people.models import Mandate
from tests.factories.duties import at_noon
from tests.factories.files import staged
from tests.factories.party import Party, acting, holder

BEGAN = date(2026, 5, 6)


def declared_to_the_authority(party: Party) -> None:
    """An office is elected and declares, corrects the number; another one changes again before it does."""
    declared, changing = party.branches[1][1][0], party.provinces[1][0]
    secretary = holder(unit=declared, from_on=BEGAN)
    leaving = holder(unit=changing, from_on=BEGAN)
    holder(unit=party.branches[1][0][0], from_on=BEGAN)  # never declares
    follow_filings(on=BEGAN, at=at_noon(BEGAN))
    filing, known = Filing.objects.get(unit=declared), None
    scan = str(staged(acting(secretary, BEGAN), at=at_noon(BEGAN)).key)
    for number, day in (("8/2026", BEGAN + timedelta(days=9)), ("9/2026", BEGAN + timedelta(days=12))):
        known = record_receipt(
            filing_id=filing.pk, number=number, received_on=BEGAN + timedelta(days=8), authority="الباشوية",
            files=[scan], corrects=known.pk if known else None, on=day, by=acting(secretary, day), at=at_noon(day),
        )  # fmt: skip
    turn = BEGAN + timedelta(days=15)
    Mandate.objects.filter(person=leaving.person).update(to_on=turn - timedelta(days=1))
    holder(unit=changing, from_on=turn)
    follow_filings(on=turn, at=at_noon(turn))
