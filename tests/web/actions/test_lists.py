"""Every action and decision within reach: lists that say what their figures say, whatever their length."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import ActionItem, ActionNews, Decision, Meeting
from tajadur.activity.meetings.operations.validation import ActionData
from tajadur.activity.meetings.queries.rolled_up import (
    ACTION_STATES,
    DECISION_STATES,
    Narrowing,
    actions_found,
    decisions_found,
    figures_by_region,
)
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.actions import NEWS_DAYS, ActionState, action_state
from tajadur.rules.carry_over import is_action_late
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting, submitted

TODAY = clock.today()


def secretary_of(unit: Unit) -> Account:
    """The one secretary of a unit."""
    name = f"of-{unit.pk}"
    return Account.objects.filter(username=name).first() or holder(unit=unit, username=name)


def held(unit: Unit, ago: int, decisions: list[str], links: list[int | None]) -> Meeting:
    """A meeting so many days ago, reported with an action for each link, due nine days later."""
    meeting = make_meeting(unit=unit, planned_on=TODAY - timedelta(days=ago))
    by = acting(secretary_of(unit), meeting.planned_on)
    post, due = make_post(unit=unit), meeting.planned_on + timedelta(days=9)
    actions = [ActionData(f"إجراء {n}", post.pk, due, decision=link) for n, link in enumerate(links)]
    submitted(meeting, by, decisions=decisions, actions=actions)
    return meeting


@pytest.fixture
def party_of_actions(party: Party) -> Party:
    """Two regions with actions of every age, one closed, one told of."""
    for place, ago in enumerate((5, 30, 100, 200)):
        held(party.branches[place % 2][0][0], ago, ["أول", "ثان"], [1, None])
    held(party.provinces[0][0], 90, ["وحيد"], [1])
    ActionItem.objects.filter(unit=party.provinces[0][0]).update(closed_on=TODAY - timedelta(days=3))
    told = ActionItem.objects.filter(opened_on=TODAY - timedelta(days=200)).order_by("pk")[0]
    ActionNews.objects.create(action=told, told_on=TODAY - timedelta(days=2), text="خبر", told_at=clock.now(),
                              mandate_id=1)  # fmt: skip
    return party


def entering(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def general(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), TODAY)


def test_the_lists_hold_what_the_rules_say(party_of_actions: Party) -> None:
    by = general(party_of_actions)
    rows = list(ActionItem.objects.annotate(told=Max("news__told_on")))
    stands = {row.pk: action_state(row.opened_on, row.told, row.closed_on, TODAY) for row in rows}
    wanted = {
        "open": {pk for pk, state in stands.items() if state is not ActionState.DONE},
        "late": {row.pk for row in rows if is_action_late(row.due_on, row.closed_on, TODAY)},
        "quiet": {pk for pk, state in stands.items() if state is ActionState.NO_NEWS},
        "done": {pk for pk, state in stands.items() if state is ActionState.DONE},
    }
    found = {state: set(actions_found(by, state).values_list("pk", flat=True)) for state in ACTION_STATES}
    assert found == wanted
    assert {state: len(pks) for state, pks in found.items()} == {"open": 8, "late": 6, "quiet": 3, "done": 1}


@pytest.mark.parametrize("days", [NEWS_DAYS, NEWS_DAYS + 1])
def test_the_last_day_of_silence_is_the_rule_s(party: Party, days: int) -> None:
    held(party.branches[0][0][0], days, [], [None])
    quiet = actions_found(general(party), "quiet").exists()
    assert quiet == (action_state(TODAY - timedelta(days=days), None, None, TODAY) is ActionState.NO_NEWS)


def test_each_figure_is_as_long_as_its_list(party_of_actions: Party) -> None:
    by, regions = general(party_of_actions), party_of_actions.regions
    figures = figures_by_region(by)
    assert {(row.open, row.late, row.quiet, row.bare, row.settled) for row in figures.values()} == {
        (4, 2, 2, 2, 1),
        (4, 4, 1, 2, 0),
    }
    for region in regions:
        at = Narrowing(region_id=region.pk)
        for state in ("open", "late", "quiet"):
            assert actions_found(by, state, at).count() == getattr(figures[region.pk], state)
        for state in DECISION_STATES:
            assert decisions_found(by, state, at).count() == getattr(figures[region.pk], state)


def test_only_what_is_within_reach_is_found_ones_own_included(party_of_actions: Party) -> None:
    own = party_of_actions.provinces[0][0]
    by = acting(secretary_of(own), TODAY)
    assert set(actions_found(by, "").values_list("unit__path", flat=True)) == {
        own.path, party_of_actions.branches[0][0][0].path,
    }  # fmt: skip
    assert not decisions_found(acting(holder(unit=party_of_actions.branches[1][1][1]), TODAY), "all").exists()


def test_a_correction_counts_and_not_what_it_replaced(party_of_actions: Party) -> None:
    assert Decision.objects.count() == decisions_found(general(party_of_actions), "all").count() == 9


def test_the_meetings_held_since_are_counted(party: Party) -> None:
    unit = party.branches[0][0][0]
    for ago in (40, 20, 10):
        held(unit, ago, [], [None])
    counts = actions_found(general(party), "open").order_by("opened_on").values_list("meetings_since", flat=True)
    assert list(counts) == [2, 1, 0]


def test_the_page_is_narrowed_by_unit_region_post_and_age(party_of_actions: Party) -> None:
    client = entering(holder(unit=party_of_actions.national, body="secretariat", post="secretary_general"))
    branch = party_of_actions.branches[1][0][0]

    def listed(**query: Any) -> int:
        return int(client.get(reverse("actions:index"), query).context["page"].total)

    post = make_post(unit=branch).post_type_id
    assert [
        listed(), listed(q=branch.name_ar), listed(region=party_of_actions.regions[1].pk), listed(post=post),
        listed(older=90), listed(older="x", post="x", region="x"), listed(q="ظظظ"), listed(state="done"),
    ] == [8, 4, 4, 8, 4, 8, 0, 1]  # fmt: skip


@pytest.mark.parametrize("how_many", [1, 60])
def test_the_lists_take_the_same_queries_at_any_length(
    party_of_actions: Party, how_many: int, django_assert_max_num_queries: Any
) -> None:
    first = ActionItem.objects.order_by("pk")[0]
    ActionItem.objects.bulk_create(
        ActionItem(unit_id=first.unit_id, body_id=first.body_id, meeting_id=first.meeting_id, position=20 + place,
                   text="إجراء", owner_id=first.owner_id, opened_on=first.opened_on, due_on=date(2026, 1, 1))
        for place in range(how_many)
    )  # fmt: skip
    client = entering(holder(unit=party_of_actions.national, body="secretariat", post="secretary_general"))
    for name in ("actions:index", "actions:decisions"):
        with django_assert_max_num_queries(8):
            client.get(reverse(name))


def test_the_part_that_is_swapped_is_the_page_s(party_of_actions: Party) -> None:
    client = entering(secretary_of(party_of_actions.provinces[0][0]))
    for name in ("actions:index", "actions:decisions"):
        whole = client.get(reverse(name), {"state": "late"}).content.decode()
        part = client.get(reverse(name), {"state": "late"}, headers={"HX-Request": "true", "HX-Target": "list"})
        own, _tag, menu = part.content.decode().partition('<details class="menu no-print"')
        assert own.strip() in whole
        assert menu.replace(' hx-swap-oob="true"', "").strip() in whole
