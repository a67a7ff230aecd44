"""A unit organises a session, changes it, cancels it; who reads it; which provinces it reaches; bad input."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.training.models import SessionVersion, TrainingSession
from tajadur.activity.training.operations.organising import cancel_session, organise_session
from tajadur.activity.training.queries.coverage import provinces_covered
from tajadur.activity.training.queries.sessions import former_versions, materials_of, sessions_for, version_for
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Placement, Unit
from tajadur.rules.training import SessionFacts, training_state
from tests.factories.duties import at_noon
from tests.factories.files import staged
from tests.factories.party import FOUNDED_ON, Party, acting, holder
from tests.factories.training import DAY as HELD
from tests.factories.training import came, changed_session, organised, session_data

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)
DAY = timedelta(days=1)


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(province: Unit) -> Account:
    return holder(unit=province)


@pytest.fixture
def administrator(party: Party) -> Account:
    return holder(unit=party.national, body="headquarters", post="administrator")


def problems(unit: Unit, by: Account, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        data = session_data(unit, **changes)
        organise_session(unit_id=unit.pk, data=data, on=ON, by=acting(by, ON), at=at_noon(ON))
    assert not TrainingSession.objects.exists()
    return [(problem.field, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "cooking"}, ("kind", "kind_required")),
        ({"from_on": None}, ("from_on", "from_required")),
        ({"to_on": None}, ("to_on", "to_required")),
        ({"to_on": HELD - DAY}, ("to_on", "days_order")),
        ({"to_on": HELD + 31 * DAY}, ("to_on", "days_many")),
        ({"from_on": FOUNDED_ON - DAY, "to_on": FOUNDED_ON}, ("from_on", "before_unit")),
        ({"from_on": date(2024, 6, 14), "to_on": date(2024, 6, 14)}, ("from_on", "days_far")),
        ({"from_on": date(2028, 6, 16), "to_on": date(2028, 6, 16)}, ("from_on", "days_far")),
        ({"place": "\u200b"}, ("place", "place_required")),
        ({"programme": " "}, ("programme", "programme_required")),
        ({"seats": None}, ("seats", "seats_required")),
        ({"seats": 0}, ("seats", "seats_range")),
        ({"invited": ()}, ("invited", "invited_required")),
        ({"trainers": (10**12,)}, ("trainers", "trainer_unknown")),
        ({"held_in": 10**12}, ("held_in", "province_unknown")),
        ({"trainer_names": "x" * 301}, ("trainer_names", "text_too_long")),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing(
    province: Unit, secretary: Account, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert problems(province, secretary, **changes) == [expected]


def test_only_units_of_one_s_own_are_invited(party: Party, province: Unit, secretary: Account) -> None:
    assert problems(province, secretary, invited=(party.regions[0].pk,)) == [("invited", "invited_unknown")]
    assert problems(province, secretary, invited=(party.provinces[0][1].pk,)) == [("invited", "invited_unknown")]
    organised(province, acting(secretary, ON), invited=(party.branches[0][0][0].pk,))


def test_each_organises_for_its_own_and_headquarters_for_the_nation(
    party: Party, province: Unit, administrator: Account
) -> None:
    for by in (holder(unit=party.regions[0]), holder(unit=province, post="member"), administrator):
        with pytest.raises(PermissionDenied):
            organised(province, acting(by, ON))
    with pytest.raises(NotVisible):
        organised(province, acting(holder(unit=party.provinces[1][0]), ON))
    national = organised(party.national, acting(administrator, ON), held_in=party.provinces[1][0].pk)
    invited = acting(holder(unit=party.branches[0][0][0]), ON)
    assert version_for(invited, national.session_id, ON) == national
    assert [version.pk for version in sessions_for(invited, ON)] == [national.pk]


def test_a_session_is_read_above_it_and_by_those_invited(party: Party, province: Unit, secretary: Account) -> None:
    version = organised(province, acting(secretary, ON), invited=(party.branches[0][0][0].pk,))
    for unit in (party.regions[0], province, party.branches[0][0][0]):
        reader = acting(holder(unit=unit, post="secretary" if unit != province else "member"), ON)
        assert version_for(reader, version.session_id, ON) == version
        assert list(sessions_for(reader, ON)) == [version]
    for unit in (party.branches[0][0][1], party.provinces[0][1]):
        reader = acting(holder(unit=unit), ON)
        with pytest.raises(NotVisible):
            version_for(reader, version.session_id, ON)
        assert not sessions_for(reader, ON)
    with pytest.raises(PermissionDenied):
        version_for(acting(holder(unit=party.national, body="pole", post="member"), ON), version.session_id, ON)
    general = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    assert list(sessions_for(general, ON)) == [version]


def test_a_change_is_a_version_beside_the_one_before(party: Party, province: Unit, secretary: Account) -> None:
    by = acting(secretary, ON)
    files = [str(staged(by).key)]
    first = organised(province, by, files=files)
    assert changed_session(first, by, files=files).number == 1  # nothing else is said
    second = changed_session(first, by, files=files, seats=50)
    assert (second.number, [row.pk for row in former_versions(second)]) == (2, [first.pk])
    assert materials_of(second) == materials_of(first) != []
    with pytest.raises(Conflict, match="session_changed"):
        changed_session(first, by, seats=60)
    third = changed_session(second, by, seats=50)
    assert (third.number, materials_of(third)) == (3, [])
    assert SessionVersion.objects.filter(session=first.session_id, is_current=True).get() == third


def test_a_session_is_cancelled_with_a_reason_unless_somebody_came(province: Unit, secretary: Account) -> None:
    by = acting(secretary, ON)
    held, dropped = organised(province, by), organised(province, by, kind="law")
    came(held, by)
    said: dict[str, Any] = {"on": ON, "by": by, "at": at_noon(ON)}
    with pytest.raises(BadInput, match="reason_required"):
        cancel_session(session_id=dropped.session_id, because=" ", **said)
    with pytest.raises(Conflict, match="session_attended"):
        cancel_session(session_id=held.session_id, because="أمطار", **said)
    for _twice in range(2):
        cancel_session(session_id=dropped.session_id, because="أمطار", **said)
    with pytest.raises(Conflict, match="session_cancelled"):
        changed_session(dropped, by, kind="law", seats=10)
    assert {version.pk: version.state for version in sessions_for(by, ON)} == {
        held.pk: "held",
        dropped.pk: "cancelled",
    }


def test_the_query_says_of_each_day_what_the_rule_says(province: Unit, secretary: Account) -> None:
    by = acting(secretary, ON)
    version = organised(province, by, to_on=HELD + DAY)
    for on in (HELD - DAY, HELD, HELD + DAY, HELD + 2 * DAY):
        facts = SessionFacts(HELD, HELD + DAY)
        assert sessions_for(by, on).get(pk=version.pk).state == training_state(facts, on)


def test_a_province_is_covered_by_what_is_held_in_it_or_attended_by_its_officers(
    party: Party, province: Unit, secretary: Account, administrator: Account
) -> None:
    reader = acting(administrator, ON)
    national = organised(party.national, reader, held_in=party.provinces[1][0].pk)
    assert covered(reader) == set()  # nobody has said who came
    came(national, reader, party.branches[0][1][0], women_18_24=4)
    assert covered(reader) == {party.provinces[1][0].pk}  # held there; no officer of the branch came
    came(national, reader, party.branches[0][0][0])
    assert covered(reader) == {party.provinces[1][0].pk, province.pk}
    [row] = [row for row in provinces_covered(reader, ON) if row.id == province.pk]
    assert (row.last_on, row.sessions, row.officers, row.is_covered) == (HELD, 1, 2, True)
    assert covered(reader, date(2027, 5, 9)) == {party.provinces[1][0].pk, province.pk}
    assert covered(reader, date(2027, 5, 10)) == set()
    changed_session(national, reader)  # not there after all
    assert covered(reader) == {province.pk}


def test_who_came_is_counted_where_they_stood_on_the_day(party: Party, secretary: Account, province: Unit) -> None:
    branch, to = party.branches[0][0][0], party.provinces[0][1]
    Placement.objects.filter(unit=branch).update(to_on=HELD + DAY)
    Placement.objects.create(unit=branch, parent=to, from_on=HELD + DAY)
    by = acting(secretary, ON)
    version = organised(province, by)
    row = came(version, by, branch)
    assert row.path == f"{province.path}{branch.pk}."
    changed_session(version, by, from_on=HELD + DAY, to_on=HELD + DAY)
    row.refresh_from_db()
    assert row.path == f"{to.path}{branch.pk}."


def covered(reader: Any, on: date = ON) -> set[int]:
    return {row.id for row in provinces_covered(reader, on) if row.is_covered}
