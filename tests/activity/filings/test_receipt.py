"""The receipt freezes the sheet, and its scans hang on it: kept by a correction, counted for the unit, given out."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.filings.models import Filing, FilingAttachment, FilingReceipt
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.filings.operations.recording import record_receipt
from tajadur.activity.filings.queries.officers import officers_on, unit_above
from tajadur.activity.filings.queries.receipts import receipts_of, scan_of_filing, scans_of
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Placement, Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.files.models import StoredFile
from tests.factories.duties import at_noon
from tests.factories.files import picture, staged
from tests.factories.party import Party, acting, holder

pytestmark = pytest.mark.django_db
SINCE, ON = date(2026, 5, 11), date(2026, 5, 15)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch, from_on=SINCE)


@pytest.fixture
def filing(secretary: Account) -> Filing:
    follow_filings(on=ON, at=at_noon(ON))
    return Filing.objects.get()


def records(filing: Filing, by: Account, **changes: Any) -> FilingReceipt:
    typed: dict[str, Any] = {"number": "12/2026", "received_on": ON} | changes
    return record_receipt(filing_id=filing.pk, **typed, on=ON, by=acting(by, ON), at=at_noon(ON))


def scan(by: Account, content: bytes | None = None, name: str = "وصل.pdf") -> StoredFile:
    return staged(acting(by, ON), content, name, at=at_noon(ON))


def test_scans_hang_on_the_receipt_and_the_same_again_is_done_once(filing: Filing, secretary: Account) -> None:
    keys = [str(scan(secretary).key), str(scan(secretary, picture(), "ظهر.jpg").key)]
    first = records(filing, secretary, files=keys)
    assert records(filing, secretary, files=list(reversed(keys))).pk == first.pk
    (known,) = receipts_of(filing)
    assert [(file.name, file.unit_id) for file in scans_of(known)] == [
        ("وصل.pdf", filing.unit_id), ("ظهر.jpg", filing.unit_id)
    ]  # fmt: skip
    assert AuditEntry.objects.get(act="filing.recorded").detail == {"received_on": ON.isoformat(), "files": 2}


def test_a_scan_comes_later_by_correction_and_those_named_again_stay(filing: Filing, secretary: Account) -> None:
    first = records(filing, secretary)
    front = scan(secretary)
    second = records(filing, secretary, files=[str(front.key)], corrects=first.pk)
    back = scan(secretary, picture(), "ظهر.jpg")
    records(filing, secretary, files=[str(front.key), str(back.key)], corrects=second.pk)
    assert [len(scans_of(row)) for row in receipts_of(filing)] == [2, 1, 0]
    assert scan_of_filing(filing, front.pk) == front
    with pytest.raises(NotVisible):
        scan_of_filing(filing, back.pk + 1)


def test_a_scan_of_somebody_else_is_not_taken_and_nothing_is_recorded(filing: Filing, secretary: Account) -> None:
    other = holder(unit=filing.unit, post="member")
    with pytest.raises(BadInput, match="file_gone"):
        records(filing, secretary, files=[str(scan(other).key)])
    assert not FilingReceipt.objects.exists() and not FilingAttachment.objects.exists()


def test_what_changes_after_the_receipt_does_not_change_the_sheet(
    party: Party, filing: Filing, secretary: Account
) -> None:
    member = holder(unit=filing.unit, post="member", from_on=SINCE)
    received_on = records(filing, secretary).received_on
    was = officers_on(filing, received_on)
    assert secretary.person is not None and member.person is not None
    assert [row.name for row in was if row.name] == [secretary.person.name, member.person.name]
    turn = ON + timedelta(days=1)
    Mandate.objects.filter(person=member.person).update(to_on=ON)
    Mandate.objects.filter(person=secretary.person).update(to_on=ON)
    follower = holder(unit=filing.unit, from_on=turn)
    holder(unit=filing.unit, post="member", from_on=turn)
    Placement.objects.filter(unit=filing.unit).update(to_on=turn)
    Placement.objects.create(unit=filing.unit, parent=party.provinces[1][0], from_on=turn)
    assert [(row.post, row.name) for row in officers_on(filing, received_on)] == [(row.post, row.name) for row in was]
    assert unit_above(filing, received_on) == party.provinces[0][0]
    assert follower.person is not None and officers_on(filing, turn)[0].name == follower.person.name
    assert unit_above(filing, turn) == party.provinces[1][0]
