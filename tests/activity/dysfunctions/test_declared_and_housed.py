"""A declaration to the authority past its day, and a unit without premises: found, told, mended by the unit's act."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.dysfunctions.operations.settings import set_thresholds
from tajadur.activity.dysfunctions.queries.evidence import Evidence
from tajadur.activity.dysfunctions.queries.page import case_page
from tajadur.activity.filings.models import Filing
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.filings.operations.recording import record_receipt
from tajadur.activity.premises.operations.recording import say_no_premises
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.duties import at_noon, secretary_general
from tests.factories.party import Party, acting, holder, make_unit
from tests.factories.premises import recorded_premises

BEGAN, ON = date(2026, 5, 11), date(2026, 6, 25)
DAY = timedelta(days=1)
LAST_DAY = BEGAN + 29 * DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch, from_on=BEGAN)


def found(kind: CaseKind, on: date) -> dict[int, Case]:
    """Unit -> its open case of a kind, after the pass of ``on``."""
    find_dysfunctions(on=on, at=at_noon(on))
    return {case.unit_id: case for case in Case.objects.filter(kind=kind, ended_on=None)}


def ended(case: Case) -> tuple[str, date | None]:
    case.refresh_from_db()
    return case.ended_as, case.ended_on


def asked(on: date = BEGAN) -> Filing:
    follow_filings(on=on, at=at_noon(on))
    return Filing.objects.latest("pk")


def declares(filing: Filing, by: Account, on: date) -> None:
    record_receipt(filing_id=filing.pk, number="7", received_on=on, on=on, by=acting(by, on), at=at_noon(on))


def says_none(unit: Unit, by: Account, from_on: date, on: date) -> None:
    say_no_premises(unit_id=unit.pk, from_on=from_on, on=on, by=acting(by, on), at=at_noon(on))


def test_a_declaration_past_its_last_day_is_found_and_ends_with_the_receipt(branch: Unit, secretary: Account) -> None:
    filing = asked()
    assert filing.due_on == LAST_DAY
    assert found(CaseKind.FILING, LAST_DAY) == {}
    case = found(CaseKind.FILING, LAST_DAY + DAY)[branch.pk]
    assert (case.severity, case.facts, case.about) == (Severity.HIGH, [f"filing:{filing.pk}"], [f"filing:{filing.pk}"])
    assert found(CaseKind.FILING, LAST_DAY + 9 * DAY) == {branch.pk: case}
    page = case_page(acting(secretary, ON), case.pk, ON)
    assert page.evidence == [Evidence("filing", LAST_DAY, state="overdue", leads_to="filing", target=filing.pk)]
    declares(filing, secretary, ON)
    assert found(CaseKind.FILING, ON) == {}
    assert ended(case) == (CaseEnd.FACTS, ON)


def test_an_office_that_changed_again_ends_the_case_and_begins_its_own_thirty_days(
    branch: Unit, secretary: Account
) -> None:
    asked()
    case = found(CaseKind.FILING, LAST_DAY + DAY)[branch.pk]
    again = LAST_DAY + 5 * DAY
    Mandate.objects.filter(person=secretary.person).update(to_on=again - DAY)
    holder(unit=branch, from_on=again)
    later = asked(again)
    assert found(CaseKind.FILING, again) == {}
    assert ended(case) == (CaseEnd.FACTS, again)
    returned = found(CaseKind.FILING, later.due_on + DAY)[branch.pk]
    assert (returned.previous_id, returned.facts) == (case.pk, [f"filing:{later.pk}"])


def test_what_is_asked_as_a_declaration_opens_no_second_case(party: Party, branch: Unit, secretary: Account) -> None:
    young = make_unit(kind="branch", parent=party.provinces[0][0], opened_on=BEGAN)
    plain = holder(unit=party.branches[0][0][1], from_on=BEGAN)
    holder(unit=young, from_on=BEGAN)
    asked()
    on = LAST_DAY + DAY
    assert found(CaseKind.UNDECLARED, on) == {}
    assert set(found(CaseKind.FILING, on)) == {branch.pk, young.pk, party.branches[0][0][1].pk}
    Filing.objects.filter(unit=party.branches[0][0][1]).update(superseded_on=on)  # asked no longer
    assert plain.pk and set(found(CaseKind.UNDECLARED, on + DAY)) == {party.branches[0][0][1].pk}


def test_the_party_sets_after_how_many_days_a_declaration_is_a_case(
    party: Party, branch: Unit, secretary: Account
) -> None:
    asked()
    chief = secretary_general(party, BEGAN)
    set_thresholds(kind="filing_overdue", thresholds={"days": 10}, by=chief, at=at_noon(BEGAN))
    assert found(CaseKind.FILING, LAST_DAY + 9 * DAY) == {}
    assert set(found(CaseKind.FILING, LAST_DAY + 10 * DAY)) == {branch.pk}


def test_a_unit_long_without_premises_is_found_and_ends_with_them(branch: Unit, secretary: Account) -> None:
    since, said = BEGAN, BEGAN + 4 * DAY
    says_none(branch, secretary, since, said)
    assert found(CaseKind.PREMISES, since + 89 * DAY) == {}
    case = found(CaseKind.PREMISES, since + 90 * DAY)[branch.pk]
    fact = f"without_premises:{since.isoformat()}"
    assert (case.severity, case.facts, case.about) == (Severity.LOW, [fact], [fact])
    again = since + 100 * DAY
    says_none(branch, secretary, again, again)
    assert found(CaseKind.PREMISES, again) == {branch.pk: case}
    case.refresh_from_db()
    assert case.facts == [fact]  # saying it again begins nothing anew
    page = case_page(acting(secretary, again), case.pk, again)
    assert page.evidence == [Evidence("without_premises", since, leads_to="premises", target=branch.pk)]
    housed = again + 5 * DAY
    recorded_premises(branch, acting(secretary, housed), from_on=housed)
    assert found(CaseKind.PREMISES, housed) == {}
    assert ended(case) == (CaseEnd.FACTS, housed)


def test_an_old_word_opens_nothing_and_ends_nothing(party: Party, branch: Unit, secretary: Account) -> None:
    other, silent = party.branches[0][0][1], party.branches[0][1][0]
    theirs = holder(unit=other, from_on=BEGAN)
    holder(unit=silent, from_on=BEGAN)
    says_none(branch, secretary, BEGAN, BEGAN)
    old = BEGAN + 731 * DAY
    case = found(CaseKind.PREMISES, BEGAN + 90 * DAY)[branch.pk]
    says_none(other, theirs, BEGAN, BEGAN + DAY)
    assert found(CaseKind.PREMISES, old + DAY) == {branch.pk: case}  # the other word is as old, and found too late
    assert silent.pk not in found(CaseKind.PREMISES, old + DAY)  # who has not said has no case


def test_many_units_are_read_in_as_many_statements_as_one(
    party: Party, branch: Unit, secretary: Account, django_assert_max_num_queries: Any
) -> None:
    for unit in (branch, *party.branches[0][1]):
        account = secretary if unit == branch else holder(unit=unit, from_on=BEGAN)
        says_none(unit, account, BEGAN, BEGAN)
    asked()
    with django_assert_max_num_queries(40):
        cases = found(CaseKind.PREMISES, BEGAN + 90 * DAY)
    assert len(cases) == 3 and len(found(CaseKind.FILING, BEGAN + 90 * DAY)) == 3
