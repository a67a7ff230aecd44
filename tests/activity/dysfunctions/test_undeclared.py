"""What a unit is asked to declare to the authority and has no receipt for after thirty days is a dysfunction."""

from datetime import date, timedelta

import pytest

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.filings.models import Filing
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.filings.operations.recording import record_receipt
from tajadur.organisation.units.models import Body, Unit
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post

ON, DAY = date(2026, 6, 25), timedelta(days=1)
pytestmark = pytest.mark.django_db


def found(unit: Unit, on: date = ON) -> Case | None:
    """The open case of a unit after the pass of ``on``."""
    find_dysfunctions(on=on, at=at_noon(on))
    return Case.objects.filter(unit=unit, kind=CaseKind.UNDECLARED, ended_on=None).first()


def test_an_opening_or_a_new_secretary_not_declared_in_thirty_days(party: Party) -> None:
    renewed, young = party.branches[0][0]
    Unit.objects.filter(pk=young.pk).update(opened_on=ON - 30 * DAY)
    Body.objects.filter(unit=young).update(opened_on=ON - 30 * DAY)
    make_post(unit=young)
    secretary = holder(unit=renewed, from_on=ON - 29 * DAY)
    follow_filings(on=ON, at=at_noon(ON))
    assert found(renewed) is None
    first, second = found(young), found(renewed, ON + DAY)
    assert first is not None and second is not None
    assert (first.severity, first.facts) == (Severity.HIGH, [f"opening:{(ON - 30 * DAY).isoformat()}"])
    assert second.facts == [f"new_secretary:{(ON - 29 * DAY).isoformat()}"]
    day = ON + 2 * DAY
    record_receipt(
        filing_id=Filing.objects.get(unit=renewed).pk, number="1/2026", received_on=day, on=day,
        by=acting(secretary, day), at=at_noon(day),
    )  # fmt: skip
    make_mandate(person=make_person(), post=make_post(unit=young), from_on=day)  # another office: asked anew
    follow_filings(on=day, at=at_noon(day))
    assert (found(young, day), found(renewed, day)) == (None, None)
    for case in (first, second):
        case.refresh_from_db()
        assert case.ended_as == CaseEnd.FACTS
