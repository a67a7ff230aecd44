"""The permission checks over the small party."""

from datetime import date

import pytest

from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import MATRIX, SELF_GOVERNING, Permission, Relation, Role
from tests.factories.party import Party, acting, holder

ON = date(2026, 5, 21)


def test_no_office_reaches_a_self_governing_act_from_elsewhere() -> None:
    reached = {relation for act in SELF_GOVERNING for relations in MATRIX[act].values() for relation in relations}
    assert reached == {Relation.OWN}
    assert {office for act in SELF_GOVERNING for office in MATRIX[act]} == {Role.SECRETARY, Role.MEMBER}


def test_every_act_is_in_the_matrix() -> None:
    assert set(MATRIX) == set(Permission)


def test_a_provincial_secretary_reports_for_her_own_office_only(party: Party) -> None:
    actor = acting(holder(unit=party.provinces[0][0]), ON)
    assert may(actor, Permission.REPORT, party.provinces[0][0])
    with pytest.raises(PermissionDenied) as refused:
        require(actor, Permission.REPORT, party.branches[0][0][0])
    assert refused.value.who == (Role.SECRETARY,)
    with pytest.raises(NotVisible):
        require(actor, Permission.REPORT, party.provinces[0][1])


def test_the_responsible_of_a_region_reads_its_record_and_writes_nothing_there(party: Party) -> None:
    actor = acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), ON)
    assert may(actor, Permission.READ_RECORD, party.branches[0][1][0])
    assert not may(actor, Permission.READ_RECORD, party.branches[1][0][0])
    for act in SELF_GOVERNING:
        assert not may(actor, act, party.provinces[0][0])


def test_a_mandate_ended_yesterday_opens_nothing_today(party: Party) -> None:
    account = holder(unit=party.provinces[0][0], to_on=date(2026, 5, 20))
    assert len(acting(account, date(2026, 5, 20)).grants) == 1
    assert acting(account, ON).grants == ()


def test_within_keeps_the_same_units_as_may(party: Party) -> None:
    accounts = [
        holder(unit=party.regions[0]),
        holder(unit=party.provinces[0][1]),
        holder(unit=party.branches[1][0][0], post="member"),
        holder(unit=party.national, body="cell", post="assistant", area=party.regions[1]),
        holder(unit=party.national, body="headquarters", post="administrator"),
        holder(unit=party.national, body="pole", post="secretary"),
        holder(unit=party.national, body="secretariat", post="secretary_general"),
    ]
    units = list(Unit.objects.all())
    assert len(units) == 15
    for account in accounts:
        actor = acting(account, ON)
        for act in Permission:
            kept = set(within(Unit.objects.all(), actor, act).values_list("pk", flat=True))
            assert kept == {unit.pk for unit in units if may(actor, act, unit)}, (account, act)


def test_the_coordinator_of_the_pole_reads_figures_and_is_nobodys_superior(party: Party) -> None:
    actor = acting(holder(unit=party.national, body="pole", post="secretary"), ON)
    allowed = {act for act in Permission if may(actor, act, party.provinces[0][0])}
    assert allowed == {Permission.SEE_UNIT, Permission.READ_FIGURES}
    assert may(actor, Permission.REPORT, party.national)
