"""The course of a declaration: asked when an office begins, its receipt recorded, superseded, taken back, reminded."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.activity.filings.models import Filing, FilingReceipt
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.filings.operations.recording import number_key, record_receipt
from tajadur.activity.filings.queries.listing import counts_by_state, filings_for, with_filing_state
from tajadur.activity.filings.queries.officers import officers_on
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.templatetags.help_words import help_sentence
from tajadur.rules.filings import FilingFacts, filing_state
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post, make_unit

pytestmark = pytest.mark.django_db
SINCE, ON = date(2026, 5, 11), date(2026, 5, 15)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch, from_on=SINCE)


def passes(on: date = ON) -> dict[str, int]:
    return follow_filings(on=on, at=at_noon(on))


def records(filing: Filing, by: Account, *, on: date = ON, **changes: Any) -> FilingReceipt:
    typed: dict[str, Any] = {"number": "12/2026", "received_on": on, "authority": "باشوية"} | changes
    return record_receipt(filing_id=filing.pk, **typed, on=on, by=acting(by, on), at=at_noon(on))


def refused(act: Callable[[], Any]) -> set[str]:
    with pytest.raises(BadInput) as caught:
        act()
    return {problem.code for problem in caught.value.problems}


def test_an_office_that_begins_is_asked_once_with_its_days(branch: Unit, secretary: Account) -> None:
    assert passes() == {"superseded": 0, "opened": 1}
    filing = Filing.objects.select_related("obligation__directive").get()
    owed = filing.obligation
    assert (filing.unit_id, filing.since_on, filing.due_on) == (branch.pk, SINCE, date(2026, 6, 9))
    assert filing.occasion == "renewal"  # the office is older than the installation
    assert owed.addressee == Mandate.objects.get(person=secretary.person).post_id
    assert (owed.due_on, owed.overdue_from, owed.period_key) == (filing.due_on, date(2026, 6, 10), "2026-05-11")
    assert (owed.directive.fulfilment, owed.directive.code) == ("filing", "authority-branch")
    entries = AuditEntry.objects.filter(act="filing.followed").count()
    assert passes() == {"superseded": 0, "opened": 0}
    assert (Filing.objects.count(), Directive.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(act="filing.followed").count() == entries


def test_what_was_so_at_the_installation_is_not_asked_nor_who_stands_in(party: Party, branch: Unit) -> None:
    holder(unit=party.provinces[0][0])
    post = make_post(unit=branch)
    make_mandate(person=make_person(), post=post, from_on=SINCE, to_on=SINCE + timedelta(days=60), interim=True)
    holder(unit=party.national, body="secretariat", post="secretary_general", from_on=SINCE)
    assert passes() == {"superseded": 0, "opened": 0}


def test_a_unit_opened_since_is_asked_before_anybody_holds_its_post(party: Party) -> None:
    unit = make_unit(kind="branch", parent=party.provinces[0][0], opened_on=SINCE)
    make_post(unit=unit)
    passes()
    assert (Filing.objects.get().occasion, Filing.objects.get().since_on) == ("creation", SINCE)


def test_a_renewal_restarts_the_clock_and_supersedes_what_was_not_declared(branch: Unit, secretary: Account) -> None:
    passes()
    first = Filing.objects.get()
    Mandate.objects.filter(person=secretary.person).update(to_on=date(2026, 5, 20))
    later = holder(unit=branch, from_on=date(2026, 5, 21))
    assert passes(date(2026, 5, 21)) == {"superseded": 1, "opened": 1}
    first.refresh_from_db()
    second = Filing.objects.exclude(pk=first.pk).get()
    assert (first.superseded_on, first.obligation.cancelled_because) == (date(2026, 5, 21), "superseded")
    assert (second.occasion, second.due_on) == ("renewal", date(2026, 6, 19))
    with pytest.raises(Conflict, match="filing_superseded"):
        records(first, later, on=date(2026, 5, 22))


def test_what_was_declared_stays_when_a_later_office_begins(branch: Unit, secretary: Account) -> None:
    passes()
    first = Filing.objects.get()
    records(first, secretary)
    Mandate.objects.filter(person=secretary.person).update(to_on=date(2026, 5, 20))
    holder(unit=branch, from_on=date(2026, 5, 21))
    assert passes(date(2026, 5, 21)) == {"superseded": 0, "opened": 1}
    first.refresh_from_db()
    assert first.superseded_on is None and first.obligation.cancelled_on is None


def test_a_mandate_taken_back_and_given_again_is_asked_again(branch: Unit, secretary: Account) -> None:
    passes()
    Mandate.objects.filter(person=secretary.person).update(standing="refused")
    assert passes() == {"superseded": 1, "opened": 0}
    Mandate.objects.filter(person=secretary.person).update(standing="confirmed")
    assert passes() == {"superseded": 0, "opened": 1}
    keys = list(Obligation.objects.order_by("pk").values_list("period_key", flat=True))
    assert keys == ["2026-05-11", "2026-05-11 2"]


def test_a_closed_unit_declares_nothing_more(branch: Unit, secretary: Account) -> None:
    passes()
    Unit.objects.filter(pk=branch.pk).update(closed_on=date(2026, 5, 20))
    assert passes(date(2026, 5, 19)) == {"superseded": 0, "opened": 0}
    assert passes(date(2026, 5, 20)) == {"superseded": 1, "opened": 0}
    assert Obligation.objects.get().cancelled_because == "closed"


def test_the_unit_records_the_receipt_and_nothing_is_owed(branch: Unit, secretary: Account) -> None:
    passes()
    filing = Filing.objects.get()
    receipt = records(filing, secretary, on=ON, number=" ١٢ / 2026 ")
    owed = Obligation.objects.get()
    assert (owed.held_on, owed.filed_on, owed.source_kind, owed.source_id) == (ON, ON, "filing", filing.pk)
    assert (receipt.number, receipt.number_key) == ("١٢ / 2026", "12-2026")
    assert AuditEntry.objects.get(act="filing.recorded").unit_id == branch.pk
    again = records(filing, secretary, on=ON, number="١٢ / 2026")
    assert again.pk == receipt.pk and FilingReceipt.objects.count() == 1


def test_a_correction_replaces_the_receipt_and_keeps_both(secretary: Account) -> None:
    passes()
    filing = Filing.objects.get()
    first = records(filing, secretary)
    with pytest.raises(Conflict, match="receipt_recorded"):
        records(filing, secretary, number="13/2026")
    later = date(2026, 5, 18)
    second = records(filing, secretary, on=later, number="13/2026", received_on=date(2026, 5, 14), corrects=first.pk)
    first.refresh_from_db()
    owed = Obligation.objects.get()
    assert first.replaced_at is not None and second.replaced_at is None
    assert (owed.held_on, owed.filed_on) == (date(2026, 5, 14), ON)
    assert AuditEntry.objects.filter(act="filing.corrected").count() == 1


@pytest.mark.parametrize(
    "typed, codes",
    [
        ({"number": " ", "received_on": None}, {"number_required", "day_required"}),
        ({"number": "—"}, {"number_required"}),
        ({"received_on": ON + timedelta(days=1)}, {"day_in_future"}),
        ({"received_on": SINCE - timedelta(days=1)}, {"day_before_renewal"}),
        ({"number": "1" * 61}, {"text_too_long"}),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(secretary: Account, typed: dict[str, Any], codes: set[str]) -> None:
    passes()
    filing = Filing.objects.get()
    assert refused(lambda: records(filing, secretary, **typed)) == codes
    assert not FilingReceipt.objects.exists() and Obligation.objects.get().filed_on is None


def test_a_number_is_recorded_once_in_a_unit(branch: Unit, secretary: Account) -> None:
    passes()
    first = Filing.objects.get()
    records(first, secretary)
    Mandate.objects.filter(person=secretary.person).update(to_on=date(2026, 5, 20))
    later = holder(unit=branch, from_on=date(2026, 5, 21))
    passes(date(2026, 5, 22))
    second = Filing.objects.exclude(pk=first.pk).get()
    assert refused(lambda: records(second, later, on=date(2026, 5, 25), number="12 - 2026")) == {"number_taken"}
    assert records(second, later, on=date(2026, 5, 25), number="12/2027").number_key == "12-2027"


def test_only_the_secretary_of_the_unit_records(party: Party, branch: Unit, secretary: Account) -> None:
    passes()
    filing = Filing.objects.get()
    above, member = holder(unit=party.provinces[0][0]), holder(unit=branch, post="member")
    other = holder(unit=party.provinces[1][0])
    for account, error in ((above, PermissionDenied), (member, PermissionDenied), (other, NotVisible)):
        with pytest.raises(error):
            records(filing, account)
    assert not FilingReceipt.objects.exists()


def test_the_post_is_reminded_and_then_those_above(party: Party, branch: Unit, secretary: Account) -> None:
    above = holder(unit=party.provinces[0][0])
    passes(SINCE)
    for day in (date(2026, 5, 15), date(2026, 6, 10), date(2026, 6, 13)):
        decide_reminders(on=day, at=at_noon(day))
    told = Notice.objects.order_by("pk").values_list("kind", "step_on", "post__mandates__person")
    person, superior = secretary.person_id, above.person_id
    assert list(told) == [
        ("reminder", date(2026, 5, 15), person),
        ("reminder", date(2026, 6, 10), person),
        ("escalation", date(2026, 6, 13), superior),
    ]
    sentences = [help_sentence(notice) for notice in Notice.objects.order_by("pk")]
    assert "9" in sentences[0] and len(set(sentences)) == 3
    assert "شخص" not in str(list(Notice.objects.values_list("params", flat=True)))


def test_the_list_says_what_the_rule_says(party: Party, branch: Unit, secretary: Account) -> None:
    others = [holder(unit=unit, from_on=SINCE + timedelta(days=3 * number)) for number, unit in
              enumerate(party.branches[0][0][1:] + party.branches[0][1])]  # fmt: skip
    day = date(2026, 6, 12)
    passes(day)
    filing = Filing.objects.get(unit=branch)
    records(filing, secretary, on=day, received_on=date(2026, 6, 11))
    records(Filing.objects.get(unit_id=others[0].person.mandates.get().post.unit_id), others[0], on=day,
            received_on=SINCE)  # fmt: skip
    for row in with_filing_state(Filing.objects.all(), day):
        receipt = FilingReceipt.objects.filter(filing=row).first()
        facts = FilingFacts(row.since_on, row.received_on, receipt and receipt.recorded_on, row.superseded_on)
        assert row.state == filing_state(facts, day)
    province = holder(unit=party.provinces[0][0])
    counted = counts_by_state(filings_for(acting(province, day), day))
    assert counted == {"late": 1, "in_time": 1}
    region = holder(unit=party.regions[0])
    assert sum(counts_by_state(filings_for(acting(region, day), day)).values()) == 4


def test_the_officers_of_a_day_stand_by_post(branch: Unit, secretary: Account) -> None:
    deputy = make_post(unit=branch, post="deputy") if _has(branch, "deputy") else None
    member = holder(unit=branch, post="member", from_on=SINCE)
    holder(unit=branch, post="member", from_on=SINCE + timedelta(days=1))
    passes()
    officers = officers_on(Filing.objects.get(), SINCE)
    assert secretary.person is not None and member.person is not None
    names = [officer.name for officer in officers if officer.name]
    assert names == [secretary.person.name, member.person.name]
    assert [officer.name for officer in officers if not officer.name] == ([""] if deputy else [])


def _has(unit: Unit, code: str) -> bool:
    return unit.bodies.filter(body_type__post_types__code=code, body_type__code="office").exists()


def test_the_pass_asks_for_many_in_the_same_number_of_statements(party: Party, secretary: Account) -> None:
    def counted(on: date) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            passes(on)
        return len(queries)

    first = counted(ON)
    for unit in party.branches[0][1] + party.branches[1][0] + party.branches[1][1]:
        holder(unit=unit, from_on=SINCE + timedelta(days=5))
    assert Filing.objects.count() == 1
    assert counted(date(2026, 5, 20)) <= first
    assert Filing.objects.count() == 7


@pytest.mark.parametrize("typed, key", [("N° 12 / 2026", "n-12-2026"), ("٣٤-٢٠٢٦", "34-2026"), (" / ", "")])
def test_two_writings_of_a_number_are_one(typed: str, key: str) -> None:
    assert number_key(typed) == key
