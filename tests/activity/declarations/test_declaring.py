"""A unit declares what it did, or that it was not held: itself only, once under each key."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tajadur.activity.declarations.models import Declaration
from tajadur.activity.declarations.operations import declare_done, declare_not_held, withdraw_declaration
from tajadur.activity.declarations.queries import declaration_for, live_declarations, open_acts
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.receipt import Receipt, is_valid_receipt
from tests.factories.duties import at_noon, opened, owed, report, responsible, state
from tests.factories.party import Party, acting, holder

ON = date(2026, 6, 25)


@pytest.fixture
def congress(party: Party) -> Obligation:
    opened(on=date(2026, 5, 21))
    return owed(party.regions[0], "regional-congress", "2026")


@pytest.fixture
def secretary(party: Party) -> Actor:
    return acting(holder(unit=party.regions[0]), ON)


def _done(row: Obligation, by: Actor, *, on: date = ON, happened_on: date | None = ON, **more) -> Receipt:
    given = {"note": "", "evidence": "", "client_key": uuid4(), **more}
    return declare_done(obligation_id=row.pk, happened_on=happened_on, by=by, at=at_noon(on), **given)


def _not_held(row: Obligation, by: Actor, *, on: date, **more) -> Receipt:
    given = {"reason": "quorum", "note": "", "client_key": uuid4(), **more}
    return declare_not_held(obligation_id=row.pk, by=by, at=at_noon(on), **given)


def test_a_declaration_settles_the_obligation_and_gives_a_receipt(congress: Obligation, secretary: Actor) -> None:
    receipt = _done(congress, secretary, note="  حضر 412 مؤتمرا  ", evidence="محضر 12/2026")
    assert is_valid_receipt(receipt.number)
    assert receipt.is_new
    assert state(congress, ON) == "on_time"
    declaration = declaration_for(secretary, receipt.submission_id, Permission.READ_RECORD)
    assert (declaration.note, declaration.evidence, declaration.submitted_on) == ("حضر 412 مؤتمرا", "محضر 12/2026", ON)
    entry = AuditEntry.objects.get(act="declaration.done")
    assert (entry.subject_kind, entry.subject_id, entry.unit_id) == ("obligation", congress.pk, congress.unit_id)


def test_the_same_key_and_content_give_the_same_receipt_and_other_content_a_conflict(
    congress: Obligation, secretary: Actor
) -> None:
    key = UUID(int=7)
    first = _done(congress, secretary, client_key=key)
    again = _done(congress, secretary, client_key=key, on=ON + timedelta(days=2))
    assert (again.number, again.is_new) == (first.number, False)
    with pytest.raises(Conflict) as other:
        _done(congress, secretary, client_key=key, note="غيره")
    assert other.value.code == "key_reused"
    assert Declaration.objects.count() == 1


def test_a_correction_names_what_it_corrects_and_keeps_the_first_day_of_filing(
    congress: Obligation, secretary: Actor
) -> None:
    first = _done(congress, secretary)
    later = date(2026, 8, 1)
    with pytest.raises(Conflict) as blind:
        _done(congress, secretary, on=later, happened_on=date(2026, 6, 24))
    assert blind.value.code == "already_declared"
    _done(congress, secretary, on=later, happened_on=date(2026, 6, 24), corrects=first.submission_id)
    row = Obligation.objects.get(pk=congress.pk)
    assert (row.held_on, row.filed_on) == (date(2026, 6, 24), ON)
    assert Declaration.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("happened_on", "on", "code"),
    [
        (None, ON, "day_required"),
        (date(2026, 6, 26), ON, "day_in_future"),
        (date(2025, 12, 31), ON, "day_before_period"),
        (date(2019, 12, 31), ON, "day_before_unit"),
        (date(2025, 11, 1), date(2025, 12, 31), "period_not_open"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason(
    congress: Obligation, secretary: Actor, happened_on: date | None, on: date, code: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        _done(congress, secretary, happened_on=happened_on, on=on)
    assert wrong.value.code == code
    assert Declaration.objects.count() == 0


def test_only_the_units_own_secretary_declares(party: Party, congress: Obligation) -> None:
    for account in (holder(unit=party.regions[0], post="member"),):
        with pytest.raises(PermissionDenied):
            _done(congress, acting(account, ON))
    with pytest.raises(PermissionDenied):
        _done(congress, responsible(party, ON))
    with pytest.raises(NotVisible):
        _done(congress, acting(holder(unit=party.regions[1]), ON))
    assert Declaration.objects.count() == 0


def test_a_meeting_is_reported_and_not_declared(party: Party, congress: Obligation) -> None:
    by = acting(holder(unit=party.provinces[0][0]), ON)
    with pytest.raises(BadInput) as wrong:
        _done(owed(party.provinces[0][0], "provincial-office", "2026-05"), by, happened_on=date(2026, 5, 20))
    assert wrong.value.code == "reported_by_meeting"


def test_not_held_is_declared_from_the_planned_day_or_the_end_and_marked_late_when_overdue(
    party: Party, congress: Obligation
) -> None:
    unit = party.provinces[0][0]
    by, row = acting(holder(unit=unit), ON), owed(unit, "provincial-office", "2026-05")
    with pytest.raises(BadInput) as early:
        _not_held(row, by, on=date(2026, 5, 30))
    assert (early.value.code, early.value.params) == ("not_held_too_early", {"day": date(2026, 5, 31)})
    Obligation.objects.filter(pk=row.pk).update(planned_on=date(2026, 5, 9))
    first = _not_held(row, by, on=date(2026, 5, 9))
    assert state(row, date(2026, 6, 30)) == "not_held"
    assert not Declaration.objects.get(pk=first.submission_id).declared_late
    withdraw_declaration(declaration_id=first.submission_id, by=by, at=at_noon(date(2026, 6, 1)))
    assert state(row, date(2026, 6, 20)) == "silent"
    second = _not_held(row, by, on=date(2026, 6, 15))
    assert Declaration.objects.get(pk=second.submission_id).declared_late
    report(row, held_on=date(2026, 5, 31), filed_on=date(2026, 6, 20))
    assert state(row, date(2026, 6, 20)) == "late"


@pytest.mark.parametrize(
    ("more", "code"), [({"reason": "weather"}, "reason_required"), ({"reason": "other"}, "note_required")]
)
def test_not_held_needs_a_reason(party: Party, congress: Obligation, more: dict[str, str], code: str) -> None:
    unit = party.provinces[0][0]
    row = owed(unit, "provincial-office", "2026-05")
    with pytest.raises(BadInput) as wrong:
        _not_held(row, acting(holder(unit=unit), ON), on=date(2026, 6, 1), **more)
    assert wrong.value.code == code


def test_what_is_closed_or_answered_is_not_declared_not_held(party: Party, congress: Obligation) -> None:
    unit = party.provinces[0][0]
    row, by = owed(unit, "provincial-office", "2026-05"), acting(holder(unit=unit), ON)
    Obligation.objects.filter(pk=row.pk).update(locks_on=date(2026, 7, 14))
    with pytest.raises(BadInput) as locked:
        _not_held(row, by, on=date(2026, 7, 15))
    assert locked.value.code == "period_locked"
    report(row, held_on=date(2026, 5, 31), filed_on=date(2026, 6, 1))
    with pytest.raises(BadInput) as answered:
        _not_held(row, by, on=date(2026, 6, 2))
    assert answered.value.code == "already_reported"


def test_a_declaration_taken_back_leaves_the_obligation_as_before(congress: Obligation, secretary: Actor) -> None:
    receipt = _done(congress, secretary)
    assert open_acts(secretary, owed(congress.unit, "regional-congress", "2026"), {}, ON) == {"done"}
    withdraw_declaration(declaration_id=receipt.submission_id, by=secretary, at=at_noon(ON))
    assert state(congress, ON) == "open"
    assert live_declarations(congress) == {}
    with pytest.raises(Conflict):
        withdraw_declaration(declaration_id=receipt.submission_id, by=secretary, at=at_noon(ON))
    with pytest.raises(NotVisible):
        withdraw_declaration(declaration_id=0, by=secretary, at=at_noon(ON))
