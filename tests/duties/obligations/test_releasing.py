"""Only the level the directive names releases, with a reason, in time."""

from datetime import date

import pytest

from tajadur.duties.obligations.models import Release
from tajadur.duties.obligations.operations.releasing import excuse, extend, reopen
from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import at_noon, opened, owed, report
from tests.factories.party import Party, acting, holder

ON = date(2026, 6, 5)
CELL = {"body": "cell", "post": "responsible"}


def _excuse(row, by: Actor, on: date = ON, reason: str = "سبب") -> None:
    excuse(obligation_id=row.pk, reason=reason, on=on, by=by, at=at_noon(on))


def _extend(row, by: Actor, until: date, on: date = ON) -> None:
    extend(obligation_id=row.pk, until=until, reason="سبب", on=on, by=by, at=at_noon(on))


def test_a_branch_is_released_by_its_provincial_secretary_and_not_by_the_region_above(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.branches[0][0][0], "branch-office", "2026-05")
    region = acting(holder(unit=party.regions[0]), ON)
    with pytest.raises(PermissionDenied) as refused:
        _excuse(row, region)
    assert refused.value.who == ("secretary", "secretary_general")
    with pytest.raises(PermissionDenied):
        _excuse(row, acting(holder(unit=party.national, area=party.regions[0], **CELL), ON))
    _excuse(row, acting(holder(unit=party.provinces[0][0]), ON))
    assert Release.objects.get().kind == "excuse"
    entry = AuditEntry.objects.get(act="obligation.excuse")
    assert (entry.unit_id, entry.subject_id) == (row.unit_id, row.pk)


def test_a_unit_never_releases_itself_and_a_stranger_sees_nothing(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    with pytest.raises(PermissionDenied):
        _excuse(row, acting(holder(unit=party.provinces[0][0]), ON))
    with pytest.raises(NotVisible):
        _excuse(row, acting(holder(unit=party.provinces[1][0]), ON))
    with pytest.raises(NotVisible):
        reopen(obligation_id=0, reason="x", on=ON, by=acting(holder(unit=party.regions[0]), ON), at=at_noon(ON))
    assert Release.objects.count() == 0


def test_a_reason_is_required_and_what_is_answered_is_not_released(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    by = acting(holder(unit=party.national, area=party.regions[0], **CELL), ON)
    with pytest.raises(BadInput) as empty:
        _excuse(row, by, reason="  ")
    assert (empty.value.field, empty.value.code) == ("reason", "reason_required")
    assert owed(party.provinces[0][0], "provincial-office", "2026-05").excused_on is None
    report(row, held_on=date(2026, 5, 20), filed_on=date(2026, 5, 21))
    with pytest.raises(BadInput) as answered:
        _excuse(row, by)
    assert answered.value.code == "already_settled"


def test_an_extension_is_given_before_the_first_overdue_day_and_moves_forward_only(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    by = acting(holder(unit=party.national, area=party.regions[0], **CELL), ON)
    with pytest.raises(BadInput) as short:
        _extend(row, by, until=date(2026, 6, 7))
    assert (short.value.code, short.value.params) == ("extension_not_later", {"after": date(2026, 6, 7)})
    with pytest.raises(BadInput) as late:
        _extend(row, by, until=date(2026, 7, 1), on=date(2026, 6, 15))
    assert late.value.code == "extension_too_late"
    _extend(row, by, until=date(2026, 6, 20), on=date(2026, 6, 14))
    with pytest.raises(BadInput) as back:
        _extend(row, by, until=date(2026, 6, 18), on=date(2026, 6, 14))
    assert back.value.code == "extension_not_later"


def test_a_congress_is_extended_by_the_secretary_general_and_moves_the_day_of_holding(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.regions[0], "regional-congress", "2026")
    with pytest.raises(PermissionDenied):
        _extend(row, acting(holder(unit=party.national, area=party.regions[0], **CELL), ON), until=date(2026, 9, 30))
    _extend(
        row, acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON), date(2026, 9, 30)
    )
    assert owed(party.regions[0], "regional-congress", "2026").extended_until == date(2026, 9, 30)


def test_an_open_period_has_nothing_to_reopen(party: Party) -> None:
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    by = acting(holder(unit=party.national, area=party.regions[0], **CELL), ON)
    with pytest.raises(BadInput) as wrong:
        reopen(obligation_id=row.pk, reason="سبب", on=ON, by=by, at=at_noon(ON))
    assert wrong.value.code == "not_locked"
