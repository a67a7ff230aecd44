"""A unit declares what its people need to learn, and corrects it; a session with its officers meets it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.training.models import TrainingNeed
from tajadur.activity.training.operations.needs import declare_need
from tajadur.activity.training.queries.needs import counts_of_needs, former_needs, needs_of, needs_within, state_of
from tajadur.activity.training.vocabulary import MOST_PEOPLE
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.rules.training import need_met_on, need_state
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.training import (
    came,
    changed_session,
    corrected_attendance,
    corrected_need,
    declared_need,
    need_data,
    organised,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)
DAY = timedelta(days=1)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "cooking"}, ("kind", "kind_required")),
        ({"priority": "huge"}, ("priority", "priority_required")),
        ({"people": None}, ("people", "people_required")),
        ({"people": 0}, ("people", "people_range")),
        ({"people": MOST_PEOPLE + 1}, ("people", "people_range")),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing(
    branch: Unit, secretary: Account, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    with pytest.raises(BadInput) as refused:
        declare_need(unit_id=branch.pk, data=need_data(**changes), on=ON, by=acting(secretary, ON), at=at_noon(ON))
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [expected]
    assert not TrainingNeed.objects.exists()


def test_nobody_else_declares_for_the_unit(branch: Unit, party: Party) -> None:
    others = holder(unit=party.provinces[0][0]), holder(unit=branch, post="member")
    for by in others:
        with pytest.raises(PermissionDenied):
            declared_need(branch, acting(by, ON))
    with pytest.raises(NotVisible):
        declared_need(branch, acting(holder(unit=party.branches[1][0][0]), ON))


def test_a_correction_keeps_what_was_said_and_the_first_day(branch: Unit, secretary: Account) -> None:
    first = declared_need(branch, acting(secretary, ON))
    later = acting(secretary, ON + 9 * DAY)
    assert corrected_need(first, later).pk == first.pk  # nothing else was said
    second = corrected_need(first, later, people=20)
    assert (second.since_on, second.said_on) == (ON, ON + 9 * DAY)
    with pytest.raises(Conflict, match="need_corrected"):
        corrected_need(first, later, people=5)
    third = corrected_need(second, later, people=20, is_void=True)
    [kept] = needs_of(branch, ON)
    assert (kept.pk, state_of(kept)) == (third.pk, "withdrawn")
    assert former_needs([kept], branch) == {third.pk: [second, first]}


def test_one_need_of_a_kind_is_open_at_a_time(branch: Unit, secretary: Account) -> None:
    by = acting(secretary, ON)
    declared_need(branch, by)
    other = declared_need(branch, by, kind="law")
    with pytest.raises(BadInput, match="need_open"):
        declared_need(branch, by, people=4)
    with pytest.raises(BadInput, match="need_open"):
        corrected_need(other, by, kind="meetings")


def test_it_is_met_by_officers_of_the_unit_at_a_later_session_of_its_kind(party: Party, branch: Unit) -> None:
    """The query says what the rule says, on each day and whoever came."""
    secretary, province = holder(unit=branch), holder(unit=party.provinces[0][0])
    by, held = acting(secretary, date(2026, 5, 1)), date(2026, 5, 20)
    need = declared_need(branch, by)
    law = declared_need(branch, by, kind="law")
    organiser = acting(province, ON)
    version = organised(party.provinces[0][0], organiser, from_on=held, to_on=held + DAY)
    came(version, organiser, party.branches[0][0][1])
    assert met(branch) == {need.pk: "open", law.pk: "open"}
    row = came(version, organiser, branch, women_25_34=2)  # none of them an officer
    assert met(branch)[need.pk] == "open"
    corrected_attendance(row, organiser, women_25_34=2, officers=1)
    assert met(branch) == {need.pk: "met", law.pk: "open"}
    for on in (held, held + DAY, ON):
        attended = [(held, held + DAY)]
        [kept] = [row for row in needs_of(branch, on) if row.pk == need.pk]
        assert kept.met_on == need_met_on(need.since_on, attended, on)
        assert state_of(kept) == need_state(need.since_on, attended, on)
    reader = acting(holder(unit=party.national, body="pole", post="member"), ON)
    states, kinds = counts_of_needs(needs_within(reader, ON))
    assert ({state.value: n for state, n in states.items()}, kinds) == ({"open": 1, "met": 1}, {"law": (1, 12)})
    changed_session(version, organiser, kind="law", from_on=held, to_on=held + DAY)
    assert met(branch) == {need.pk: "open", law.pk: "met"}
    assert declared_need(party.branches[0][0][1], acting(holder(unit=party.branches[0][0][1]), held)).since_on == held


def met(unit: Unit) -> dict[int, str]:
    return {row.pk: state_of(row).value for row in needs_of(unit, ON)}
