"""What units say of their readiness, and what follows: done of what is due, gaps, this week, coordinators."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.elections.models import ChecklistItem, Constituency, ConstituencyCount, Election, ItemTick
from tajadur.activity.elections.operations.drafting import set_voting_day
from tajadur.activity.elections.operations.items import add_item
from tajadur.activity.elections.operations.recording import name_coordinator
from tajadur.activity.elections.queries.readiness import readiness_of
from tajadur.activity.elections.queries.reading import coordinator_of, facts_of_constituencies
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.permissions.actors import Actor
from tajadur.rules.elections import ItemScope, Readiness
from tests.factories.duties import administrator, at_noon, secretary_general
from tests.factories.elections import counted, drafted_election, issued_now, item_data, loaded, ticked
from tests.factories.party import Party, acting, holder, make_post

ON = date(2026, 12, 1)
DAY = timedelta(days=1)
VOTING = ON + 29 * DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(party: Party) -> Actor:
    return administrator(party, ON)


@pytest.fixture
def chief(party: Party) -> Actor:
    return secretary_general(party, ON)


@pytest.fixture
def election(party: Party, admin: Actor, chief: Actor) -> Election:
    """On 30 December: two provinces of one region with a constituency, one item for each scope, one to come."""
    draft = drafted_election(admin, voting_on=VOTING)
    draft.items.all().delete()
    for scope, before, weight in (
        (ItemScope.CONSTITUENCY, 31, 2), (ItemScope.CONSTITUENCY, 25, 5), (ItemScope.PROVINCE, 40, 1),
        (ItemScope.REGION, 33, 1), (ItemScope.NATION, 36, 4),
    ):  # fmt: skip
        data = item_data(scope, name_ar=f"بند {scope} {before}", days_before=before, weight=weight)
        add_item(election_id=draft.pk, data=data, by=admin, at=at_noon(ON))
    loaded(draft, admin, party.branches[0][0], party.branches[0][1])
    return issued_now(draft, chief)


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.provinces[0][0])


def item(scope: str, before: int | None = None) -> ChecklistItem:
    rows = ChecklistItem.objects.filter(scope=scope)
    return rows.filter(days_before=before).get() if before else rows.order_by("-days_before")[0]


def constituency(code: str = "C1") -> Constituency:
    return Constituency.objects.get(code=code)


def test_gaps_come_by_days_late_times_weight_and_close_when_they_are_done(
    election: Election, secretary: Account, chief: Actor, party: Party
) -> None:
    standing = readiness_of(chief, election.pk, ON)
    gaps = [(gap.dated.item.days_before, gap.place.code, gap.days_late) for gap in standing.gaps()]
    first, second = party.provinces[0]
    assert gaps == [
        (36, "MA", 7), (40, first.code, 11), (40, second.code, 11), (33, party.regions[0].code, 4),
        (31, "C1", 2), (31, "C2", 2),
    ]  # fmt: skip
    assert [(gap.dated.due_on, gap.place.code) for gap in standing.this_week()] == [
        (ON + 4 * DAY, "C1"), (ON + 4 * DAY, "C2"),
    ]  # fmt: skip
    by = acting(secretary, ON)
    ticked(item("constituencies", 31), constituency(), by)
    ticked(item("provinces"), first, by, done_on=ON - 20 * DAY)
    ticked(item("constituencies", 25), constituency(), by)
    standing = readiness_of(chief, election.pk, ON)
    assert [gap.place.code for gap in standing.gaps()] == ["MA", second.code, party.regions[0].code, "C2"]
    assert [gap.place.code for gap in standing.this_week()] == ["C2"]
    by_province = {row.id: ready for row, ready in standing.by_unit(ItemScope.PROVINCE) if ready.due}
    assert by_province == {first.pk: Readiness(2, 2), second.pk: Readiness(0, 2)}
    assert [ready for _row, ready in standing.by_unit(ItemScope.REGION)] == [Readiness(2, 5), Readiness()]
    assert standing.readiness(standing.every_place()) == Readiness(2, 6)


def test_a_reader_counts_the_places_of_their_own_reach(election: Election, secretary: Account, party: Party) -> None:
    own = readiness_of(acting(secretary, ON), election.pk, ON)
    assert [place.code for place in own.every_place()] == ["C1", party.provinces[0][0].code]
    branch = readiness_of(acting(holder(unit=party.branches[0][0][0]), ON), election.pk, ON)
    assert branch.every_place() == []
    with pytest.raises(NotVisible):
        readiness_of(acting(secretary, ON), election.pk + 1, ON)


def test_a_past_election_stays_as_it_stood_on_its_day_where_units_stood_then(
    election: Election, secretary: Account, chief: Actor, admin: Actor, party: Party
) -> None:
    day = VOTING + 3 * DAY
    province, region = party.provinces[0][0], party.regions[1]
    move_unit(unit_id=province.pk, parent_id=region.pk, from_on=VOTING + DAY, by=admin, at=at_noon(ON))
    province.refresh_from_db()
    ticked(item("constituencies", 31), constituency(), acting(secretary, day), done_on=VOTING)
    standing = readiness_of(chief, election.pk, day + 90 * DAY)
    assert (standing.on, next(gap.days_late for gap in standing.gaps())) == (VOTING, 36)
    assert [(row.id, ready) for row, ready in standing.by_unit(ItemScope.REGION)] == [
        (party.regions[0].pk, Readiness(1, 7)),
        (region.pk, Readiness()),
    ]


def test_the_unit_alone_writes_and_only_of_its_own_places(
    election: Election, secretary: Account, party: Party, chief: Actor
) -> None:
    own, foreign = acting(secretary, ON), constituency("C2")
    for by in (chief, acting(holder(unit=party.regions[0]), ON), administrator(party, ON)):
        with pytest.raises(PermissionDenied):
            ticked(item("constituencies", 31), constituency(), by)
    with pytest.raises(NotVisible):
        ticked(item("constituencies", 31), foreign, own)
    with pytest.raises(NotVisible):
        ticked(item("regions"), party.provinces[0][0], own)
    with pytest.raises(NotVisible):
        ticked(item("constituencies", 31), party.provinces[0][0], own)
    assert not ItemTick.objects.exists()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"done_on": None}, "done_required"),
        ({"done_on": ON + DAY}, "done_in_future"),
        ({"done_on": date(2020, 1, 1)}, "done_long_ago"),
        ({"evidence": " "}, "evidence_required"),
    ],
)
def test_a_tick_that_cannot_be_is_refused(
    election: Election, secretary: Account, said: dict[str, Any], problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        ticked(item("constituencies", 31), constituency(), acting(secretary, ON), **said)
    assert refused.value.code == problem


def test_a_tick_is_corrected_and_taken_back_beside_what_was_said(election: Election, secretary: Account) -> None:
    by, first = acting(secretary, ON), item("constituencies", 31)
    said = ticked(first, constituency(), by)
    assert ticked(first, constituency(), by) == said
    with pytest.raises(Conflict):
        ticked(first, constituency(), by, evidence="غيره")
    corrected = ticked(first, constituency(), by, evidence="غيره", seen=said)
    ticked(first, constituency(), by, evidence="غيره", is_void=True, seen=corrected)
    assert list(ItemTick.objects.order_by("pk").values_list("is_current", "is_void")) == [
        (False, False), (False, False), (True, True),
    ]  # fmt: skip
    assert len(readiness_of(by, election.pk, ON).gaps()) == 2


def test_counts_hold_no_more_trained_than_found(election: Election, secretary: Account) -> None:
    by = acting(secretary, ON)
    pk = counted(constituency(), by)
    row = ConstituencyCount.objects.get(pk=pk)
    assert (row.women, row.candidacies) == (4, 8)
    with pytest.raises(BadInput) as refused:
        counted(constituency(), by, representatives=4, trained=5, seen=pk)
    assert refused.value.code == "trained_more"
    with pytest.raises(BadInput) as refused:
        counted(constituency(), acting(secretary, VOTING + 31 * DAY), seen=pk, representatives=9)
    assert refused.value.code == "election_over"
    facts = facts_of_constituencies(election, ON)
    assert {constituency().pk: (8, 5, False), constituency("C2").pk: (None, None, False)} == facts


def test_a_coordinator_lasts_as_long_as_the_mandate(election: Election, secretary: Account, party: Party) -> None:
    by, branch = acting(secretary, ON), party.branches[0][0][0]
    holder(unit=branch)
    post, vacant = make_post(unit=branch), make_post(unit=party.branches[0][0][1])
    said: dict[str, Any] = {"unit_id": party.provinces[0][0].pk, "constituency_id": constituency().pk, "on": ON,
                            "by": by, "at": at_noon(ON)}  # fmt: skip
    for pk in (vacant.pk, make_post(unit=party.branches[1][0][0]).pk):
        with pytest.raises(BadInput):
            name_coordinator(post_id=pk, seen=0, **said)
    named = name_coordinator(post_id=post.pk, seen=0, **said)
    assert facts_of_constituencies(election, ON)[constituency().pk].is_coordinated
    assert coordinator_of(constituency(), ON).holder is not None
    Mandate.objects.filter(post=post).update(to_on=ON)
    assert not facts_of_constituencies(election, ON + DAY)[constituency().pk].is_coordinated
    assert coordinator_of(constituency(), ON + DAY).post == post
    name_coordinator(post_id=None, seen=named, **said)
    assert coordinator_of(constituency(), ON).post is None


def test_gaps_follow_the_day_that_is_corrected(election: Election, chief: Actor, admin: Actor) -> None:
    later = ON + 60 * DAY
    set_voting_day(election_id=election.pk, month_on=None, voting_on=later, on=ON, by=admin, at=at_noon(ON))
    assert readiness_of(chief, election.pk, ON).gaps() == []
