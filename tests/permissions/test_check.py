"""The permission checks over the small party."""

from datetime import date

import pytest

from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor, InBody
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import MATRIX, Permission, Relation, Role
from tajadur.permissions.own_record import OF_THE_LEADING_BODY, ON_A_BODY, SELF_GOVERNING
from tests.factories.party import Party, acting, holder

ON = date(2026, 5, 21)


def test_no_office_reaches_a_self_governing_act_from_elsewhere() -> None:
    reached = {relation for act in SELF_GOVERNING for relations in MATRIX[act].values() for relation in relations}
    assert reached == {Relation.OWN}
    of_units = SELF_GOVERNING - {Permission.ACKNOWLEDGE}  # each post confirms for itself what it was sent
    assert {office for act in of_units for office in MATRIX[act]} == {Role.SECRETARY, Role.MEMBER}
    assert set(MATRIX[Permission.ACKNOWLEDGE]) == set(Role)


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
    assert allowed == {
        Permission.SEE_UNIT,
        Permission.SEE_CHAPTERS,
        Permission.READ_FIGURES,
        Permission.READ_SUPPORT,
        Permission.PROMISE,
        Permission.READ_RESOURCES,
        Permission.DECIDE_RESOURCES,
        Permission.READ_CIRCULARS,
        *(Permission.READ_PACK, Permission.COMMENT_PACK, Permission.PREPARE_PACK, Permission.SEND_PACK),
    }
    assert may(actor, Permission.REPORT, party.national)


def _committee(unit: Unit, post: str) -> Actor:
    kind = BodyType.objects.get(unit_kind=unit.kind, code="preparatory")
    Body.objects.get_or_create(unit=unit, body_type=kind, defaults={"opened_on": unit.opened_on})
    return acting(holder(unit=unit, body="preparatory", post=post), ON)


def _places(unit: Unit) -> dict[str, InBody]:
    return {body.body_type.code: in_body(unit, body) for body in unit.bodies.select_related("body_type")}


@pytest.mark.parametrize("post", ["chair", "member"])
def test_a_mandate_in_a_committee_asks_nothing_of_another_body(party: Party, post: str) -> None:
    actor = _committee(party.regions[0], post)
    places = _places(party.regions[0])
    for act in ON_A_BODY:
        of_unit = may(actor, act, party.regions[0])
        assert may(actor, act, places["preparatory"]) is of_unit
        assert not may(actor, act, places["office"]), act
        assert not may(actor, act, places["congress"]), act
    with pytest.raises(PermissionDenied) as refused:
        require(actor, Permission.DRAFT_REPORT, places["office"])
    assert refused.value.reads is False


def test_what_is_no_record_of_a_body_is_asked_in_the_unit(party: Party) -> None:
    actor = _committee(party.regions[0], "chair")
    for act in set(Permission) - ON_A_BODY:
        for place in _places(party.regions[0]).values():
            assert may(actor, act, place) is may(actor, act, party.regions[0]), act


def test_the_office_leads_every_body_of_its_unit_and_of_no_other(party: Party) -> None:
    region = party.regions[0]
    _committee(region, "chair")
    for post in ("secretary", "member"):
        actor = acting(holder(unit=region, post=post), ON)
        for act in ON_A_BODY:
            for place in _places(region).values():
                assert may(actor, act, place) is may(actor, act, region), act
            assert not any(may(actor, act, place) for place in _places(party.regions[1]).values())


def test_the_pole_leads_the_national_unit(party: Party) -> None:
    actor = acting(holder(unit=party.national, body="pole", post="secretary"), ON)
    assert all(may(actor, Permission.REPORT, place) for place in _places(party.national).values())


def test_from_above_the_record_of_every_body_is_read(party: Party) -> None:
    province = party.provinces[0][0]
    above = [
        acting(holder(unit=party.regions[0]), ON),
        acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), ON),
        acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON),
    ]
    for actor in above:
        assert all(may(actor, Permission.READ_RECORD, place) for place in _places(province).values())


def test_within_keeps_the_bodies_that_may_keeps(party: Party) -> None:
    accounts = [
        _committee(party.regions[0], "chair"),
        _committee(party.regions[0], "member"),
        acting(holder(unit=party.regions[0]), ON),
        acting(holder(unit=party.provinces[0][1], post="member"), ON),
        acting(holder(unit=party.national, body="pole", post="secretary"), ON),
        acting(holder(unit=party.national, body="cell", post="assistant", area=party.regions[1]), ON),
    ]
    bodies = list(Body.objects.select_related("unit"))
    for actor in accounts:
        for act in Permission:
            kept = within(Body.objects.all(), actor, act, "unit__path", body_type="body_type")
            assert set(kept) == {body for body in bodies if may(actor, act, in_body(body.unit, body))}, act


def test_every_act_on_a_body_is_the_units_own() -> None:
    assert ON_A_BODY - SELF_GOVERNING == {Permission.READ_RECORD}
    assert SELF_GOVERNING - ON_A_BODY - OF_THE_LEADING_BODY == {Permission.CONDUCT_CONGRESS}
    assert not ON_A_BODY & OF_THE_LEADING_BODY


@pytest.mark.parametrize("post", ["chair", "member"])
def test_what_is_of_the_whole_unit_is_of_the_body_that_leads_it(party: Party, post: str) -> None:
    region = party.regions[0]
    committee, office = _committee(region, post), acting(holder(unit=region), ON)
    for act in OF_THE_LEADING_BODY:
        assert may(office, act, region), act
        assert not may(committee, act, region), act
        assert region not in within(Unit.objects.all(), committee, act), act
