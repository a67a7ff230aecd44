"""A unit records what it did near the people, and corrects it; counts by kind, month and place; bad input."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.proximity.models import ProximityActivity
from tajadur.activity.proximity.operations.recording import record_activity
from tajadur.activity.proximity.queries.counting import ActivityTally, first_month, kinds_by_month, units_counted
from tajadur.activity.proximity.queries.reading import activities_of, former_of
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Placement, Unit
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import at_noon
from tests.factories.party import FOUNDED_ON, Party, acting, holder
from tests.factories.premises import SINCE, activity_data, corrected_activity, recorded_activity

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)
DAY = timedelta(days=1)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


@pytest.fixture
def everywhere(party: Party) -> Account:
    return holder(unit=party.national, body="pole", post="member")


def problems(unit: Unit, by: Account, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        record_activity(unit_id=unit.pk, data=activity_data(**changes), on=ON, by=acting(by, ON), at=at_noon(ON))
    assert not ProximityActivity.objects.exists()
    return [(problem.field, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "feast"}, ("kind", "kind_required")),
        ({"held_on": None}, ("held_on", "held_required")),
        ({"held_on": ON + DAY}, ("held_on", "held_in_future")),
        ({"held_on": FOUNDED_ON - DAY}, ("held_on", "held_before_unit")),
        ({"held_on": date(2024, 6, 14)}, ("held_on", "held_long_ago")),
        ({"place": "\u200b"}, ("place", "place_required")),
        ({"reached": None}, ("reached", "reached_required")),
        ({"reached": 0}, ("reached", "reached_range")),
        ({"reached": -1}, ("reached", "reached_range")),
        ({"reached": 100_001}, ("reached", "reached_range")),
        ({"help_given": " "}, ("help_given", "help_required")),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing(
    branch: Unit, secretary: Account, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert problems(branch, secretary, **changes) == [expected]


def test_a_text_too_long_is_refused(branch: Unit, secretary: Account) -> None:
    assert problems(branch, secretary, help_given="x" * 1001) == [("help_given", "text_too_long")]
    assert problems(branch, secretary, place="x" * 201) == [("place", "text_too_long")]


def test_nobody_else_writes_the_record(branch: Unit, secretary: Account, party: Party) -> None:
    province, other = holder(unit=party.provinces[0][0]), holder(unit=party.branches[1][0][0])
    for by in (province, holder(unit=branch, post="member")):
        with pytest.raises(PermissionDenied):
            recorded_activity(branch, acting(by, ON))
    with pytest.raises(NotVisible):
        recorded_activity(branch, acting(other, ON))
    row = recorded_activity(branch, acting(secretary, ON))
    with pytest.raises(PermissionDenied):
        corrected_activity(row, acting(province, ON), reached=5)
    entry = AuditEntry.objects.get(act="proximity.recorded")
    assert (entry.unit_id, entry.detail) == (branch.pk, {"held_on": SINCE.isoformat(), "reached": 120})


def test_a_correction_keeps_what_was_said_and_counts_once(
    branch: Unit, secretary: Account, everywhere: Account
) -> None:
    by, reader = acting(secretary, ON), acting(everywhere, ON)
    first = recorded_activity(branch, by)
    assert corrected_activity(first, by).pk == first.pk  # nothing else was said
    second = corrected_activity(first, by, reached=80)
    with pytest.raises(Conflict, match="activity_corrected"):
        corrected_activity(first, by, reached=70)
    assert kinds_by_month(reader, ON).of() == ActivityTally(1, 80)
    third = corrected_activity(second, by, reached=80, is_void=True)
    assert kinds_by_month(reader, ON).of() == ActivityTally()
    [kept] = activities_of(branch)
    assert former_of([kept], branch) == {third.pk: [second, first]}
    corrected_activity(third, by, reached=90)  # it did take place
    assert kinds_by_month(reader, ON).of() == ActivityTally(1, 90)


def test_an_old_activity_can_still_be_corrected(branch: Unit, secretary: Account) -> None:
    row = recorded_activity(branch, acting(secretary, ON))
    later = date(2028, 3, 1)
    assert corrected_activity(row, acting(secretary, later), reached=7).reached == 7


def test_counts_are_of_the_last_twelve_months(branch: Unit, secretary: Account, everywhere: Account) -> None:
    by = acting(secretary, ON)
    assert first_month(ON) == date(2025, 7, 1)
    for day, reached in ((date(2025, 6, 30), 1), (date(2025, 7, 1), 10), (ON, 100)):
        recorded_activity(branch, by, held_on=day, reached=reached)
    recorded_activity(branch, by, held_on=ON, reached=5, kind="culture")
    counted = kinds_by_month(acting(everywhere, ON), ON)
    assert (counted.months[0], counted.months[-1], len(counted.months)) == (date(2026, 6, 1), date(2025, 7, 1), 12)
    assert [kind.value for kind in counted.kinds] == ["health", "culture"]
    assert counted.of(date(2026, 6, 1)) == ActivityTally(2, 105)
    assert counted.of(kind=counted.kinds[0]) == ActivityTally(2, 110)


def test_an_activity_counts_where_the_unit_then_stood(
    branch: Unit, secretary: Account, everywhere: Account, party: Party
) -> None:
    moved_on = ON - 20 * DAY
    home = party.provinces[1][0]
    Placement.objects.filter(unit=branch).update(to_on=moved_on)
    Placement.objects.create(unit=branch, parent=home, from_on=moved_on)
    branch.parent, branch.path = home, f"{home.path}{branch.pk}."
    branch.save()
    by, reader = acting(secretary, ON), acting(everywhere, ON)
    recorded_activity(branch, by, held_on=moved_on - DAY, reached=10)
    recorded_activity(branch, by, held_on=moved_on, reached=1)
    assert kinds_by_month(reader, ON, under=party.regions[0].pk).of() == ActivityTally(1, 10)
    assert kinds_by_month(reader, ON, under=party.regions[1].pk).of() == ActivityTally(1, 1)
    former, present = holder(unit=party.provinces[0][0]), holder(unit=home)
    # A level of that day counts it still; of the present one, each activity of the units it has.
    assert kinds_by_month(acting(former, ON), ON).of() == ActivityTally(1, 10)
    assert kinds_by_month(acting(present, ON), ON).of() == ActivityTally(1, 1)
    assert [unit.activities for unit in units_counted(reader, ON).filter(pk=branch.pk)] == [2]


def test_units_with_and_without_activities_are_both_listed(
    branch: Unit, secretary: Account, party: Party, django_assert_num_queries: Any
) -> None:
    recorded_activity(branch, acting(secretary, ON), reached=30)
    reader = acting(holder(unit=party.provinces[0][0]), ON)
    with django_assert_num_queries(1):
        rows = {unit.pk: (unit.activities, unit.reached) for unit in units_counted(reader, ON)}
    assert rows.pop(branch.pk) == (1, 30)
    assert set(rows.values()) == {(None, None)} and len(rows) == 2
    assert [unit.pk for unit in units_counted(reader, ON, acted=True)] == [branch.pk]
    assert len(units_counted(reader, ON, acted=False)) == 2
    assert not units_counted(reader, ON, acted=True, kind="culture")
