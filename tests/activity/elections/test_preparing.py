"""Headquarters prepares an election: its checklist, its sheet of constituencies, its day; and issues it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.elections.models import ChecklistItem, Constituency, Election
from tajadur.activity.elections.operations.drafting import draft_election, issue_election, set_voting_day
from tajadur.activity.elections.operations.import_plan import plan_constituencies
from tajadur.activity.elections.operations.importing import import_constituencies
from tajadur.activity.elections.operations.items import add_item, change_item, remove_item
from tajadur.activity.elections.operations.standard import STANDARD_ITEMS
from tajadur.activity.elections.queries.readiness import readiness_of
from tajadur.foundation.errors import BadInput, Conflict, NeedsConfirmation, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.rules.elections import ItemScope
from tests.factories.duties import administrator, at_noon, secretary_general
from tests.factories.elections import drafted_election, issued_now, item_data, loaded, sheet_rows
from tests.factories.party import Party, make_unit

ON = date(2026, 12, 1)
MONTH = date(2027, 9, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(party: Party) -> Actor:
    return administrator(party, ON)


@pytest.fixture
def chief(party: Party) -> Actor:
    return secretary_general(party, ON)


def codes(error: BadInput) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in error.problems}


def test_an_election_of_a_month_begins_with_the_standard_checklist(admin: Actor, chief: Actor, party: Party) -> None:
    election = drafted_election(admin, month_on=MONTH + timedelta(days=14))
    assert (election.month_on, election.voting_on, election.is_issued) == (MONTH, None, False)
    assert election.items.count() == len(STANDARD_ITEMS)
    with pytest.raises(BadInput) as refused:
        drafted_election(admin, month_on=MONTH)
    assert codes(refused.value) == {("month_on", "election_known")}
    with pytest.raises(PermissionDenied):
        drafted_election(chief, month_on=date(2027, 6, 1))
    loaded(election, admin, *[[unit] for row in party.branches for units in row for unit in units])
    ChecklistItem.objects.filter(election=election).exclude(days_before=14).delete()
    issue_election(election_id=election.pk, on=ON, by=chief, at=at_noon(ON))
    again = drafted_election(admin, month_on=date(2033, 9, 1))
    assert list(again.items.values_list("days_before", flat=True)) == [14]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"kind": "mayor"}, ("kind", "kind_required")),
        ({"month_on": None}, ("month_on", "month_required")),
        ({"voting_on": date(2027, 10, 1)}, ("voting_on", "day_outside_month")),
        ({"month_on": None, "voting_on": ON - timedelta(days=1)}, ("voting_on", "election_past")),
        ({"month_on": date(2026, 11, 1)}, ("month_on", "election_past")),
    ],
)
def test_an_election_that_cannot_be_is_refused(admin: Actor, said: dict[str, Any], problem: tuple[str, str]) -> None:
    typed: dict[str, Any] = {"kind": "communal", "month_on": MONTH, "voting_on": None} | said
    with pytest.raises(BadInput) as refused:
        draft_election(**typed, on=ON, by=admin, at=at_noon(ON))
    assert codes(refused.value) == {problem}
    assert not Election.objects.exists()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"days_before": -1}, ("days_before", "item_after_election")),
        ({"days_before": 731}, ("days_before", "days_range")),
        ({"name_ar": " "}, ("name_ar", "item_name_required")),
        ({"weight": 6}, ("weight", "weight_range")),
        ({"scope": "street"}, ("scope", "scope_required")),
        ({"scope": "regions"}, ("owner", "owner_elsewhere")),
        ({"evidence": "photo"}, ("evidence", "evidence_unknown")),
    ],
)
def test_an_item_that_cannot_be_is_refused(admin: Actor, said: dict[str, Any], problem: tuple[str, str]) -> None:
    election = drafted_election(admin, month_on=MONTH)
    with pytest.raises(BadInput) as refused:
        add_item(election_id=election.pk, data=replace(item_data(), **said), by=admin, at=at_noon(ON))
    assert codes(refused.value) == {problem}


def test_a_sheet_says_by_row_what_is_unknown_doubled_or_differs(party: Party) -> None:
    first, second = party.branches[0][0]
    rows = sheet_rows([first], [second])
    bad = [
        *rows,
        replace(rows[0], number=4, unit="T-unknown"),
        replace(rows[0], number=5, seats=""),
        replace(rows[0], number=6, unit=party.branches[0][1][0].code, seats="9"),
        replace(rows[1], number=7, code="", unit=first.code),
        replace(rows[1], number=8, code="C9", unit=party.branches[1][0][0].code, seats="2", quota="3"),
        replace(rows[1], number=9, unit=party.national.code, stations="many"),
    ]
    plan = plan_constituencies(bad, ON)
    assert [(flaw.row, flaw.field, flaw.code) for flaw in plan.flaws] == [
        (4, "unit", "unit_unknown"),
        (5, "unit", "unit_doubled"),
        (6, "seats", "differs"),
        (7, "code", "code_missing"),
        (8, "quota", "quota_above_seats"),
        (9, "unit", "unit_of_the_nation"),
        (9, "stations", "not_a_count"),
    ]


def test_overlaps_and_what_is_left_out_are_named_and_stop_or_ask(admin: Actor, chief: Actor, party: Party) -> None:
    election = drafted_election(admin, month_on=MONTH)
    first, second = party.branches[0][0]
    rows = sheet_rows([first], [first, party.provinces[1][0]])
    plan = plan_constituencies(rows, ON)
    assert plan.coverage.overlapping == [(first.name, ["دائرة 1", "دائرة 2"])]
    left_out = [second, *party.branches[0][1], *party.branches[1][1]]
    assert sorted(plan.coverage.missing) == sorted(unit.name for unit in left_out)

    def issue(**more: Any) -> None:
        issue_election(election_id=election.pk, on=ON, by=chief, at=at_noon(ON), **more)

    with pytest.raises(BadInput) as refused:
        issue()
    assert refused.value.code == "no_constituency"
    places = loaded(election, admin, [first], [first, party.provinces[1][0]])
    assert [place.owner_id for place in places] == [party.provinces[0][0].pk, party.national.pk]
    with pytest.raises(BadInput) as refused:
        issue(confirmed=frozenset({"left_out"}))
    assert refused.value.code == "constituencies_overlap"
    loaded(election, admin, [first, party.branches[0][1][0]])
    assert Constituency.objects.get().owner_id == party.regions[0].pk
    with pytest.raises(NeedsConfirmation) as asked:
        issue()
    assert asked.value.code == "left_out"
    issue(confirmed=frozenset({"left_out"}))
    for act in (
        lambda: add_item(election_id=election.pk, data=item_data(), by=admin, at=at_noon(ON)),
        lambda: loaded(election, admin, [second]),
        issue,
    ):
        with pytest.raises(Conflict):
            act()


def test_a_flawed_sheet_writes_nothing(admin: Actor, party: Party) -> None:
    election = drafted_election(admin, month_on=MONTH)
    loaded(election, admin, [party.branches[0][0][0]])
    rows = sheet_rows([party.branches[0][0][0]], [party.branches[0][0][0], party.branches[0][0][0]])
    with pytest.raises(BadInput):
        import_constituencies(election_id=election.pk, rows=rows, on=ON, by=admin, at=at_noon(ON))
    assert Constituency.objects.count() == 1


def test_every_day_follows_the_voting_day_until_it_has_passed(admin: Actor, chief: Actor, party: Party) -> None:
    election = drafted_election(admin, month_on=MONTH)
    kept = election.items.filter(days_before=14).get()
    change_item(election_id=election.pk, item_id=kept.pk, data=item_data(), by=admin, at=at_noon(ON))
    for item in election.items.exclude(pk=kept.pk):
        remove_item(election_id=election.pk, item_id=item.pk, by=admin, at=at_noon(ON))
    loaded(election, admin, [party.branches[0][0][0]])
    issued_now(election, chief)

    def due_on() -> date:
        return readiness_of(chief, election.pk, ON).items[0].due_on

    assert due_on() == date(2027, 8, 2)
    said: dict[str, Any] = {"election_id": election.pk, "month_on": None, "by": admin, "at": at_noon(ON)}
    set_voting_day(voting_on=date(2027, 9, 8), on=ON, **said)
    assert due_on() == date(2027, 8, 9)
    set_voting_day(voting_on=date(2027, 10, 6), on=ON, **said)
    assert (due_on(), Election.objects.get().month_on) == (date(2027, 9, 6), date(2027, 10, 1))
    with pytest.raises(Conflict) as late:
        set_voting_day(voting_on=date(2028, 1, 5), on=date(2027, 10, 7), **said)
    assert late.value.code == "day_passed"


def test_a_place_opened_later_is_left_out_from_its_day_on(admin: Actor, chief: Actor, party: Party) -> None:
    election = drafted_election(admin, month_on=MONTH)
    loaded(election, admin, *[[unit] for row in party.branches for units in row for unit in units])
    make_unit(kind="branch", parent=party.provinces[0][0], opened_on=ON)
    with pytest.raises(NeedsConfirmation):
        issue_election(election_id=election.pk, on=ON, by=chief, at=at_noon(ON))
    issue_election(election_id=election.pk, on=ON - timedelta(days=1), by=chief, at=at_noon(ON))
    assert {item.scope for item in election.items.all()} == {scope.value for scope in ItemScope}
