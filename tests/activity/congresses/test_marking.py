"""A region marks its stages and fixes its date; what cannot be is refused; held settles what it owes."""

from datetime import date, timedelta

import pytest

from tajadur.activity.congresses.models import Congress, Stage, StageTemplate
from tajadur.activity.congresses.nightly import open_congresses
from tajadur.activity.congresses.operations.installing import install_stages
from tajadur.activity.congresses.operations.marking import take_back
from tajadur.activity.congresses.queries.board import board
from tajadur.activity.congresses.queries.finding import road_for
from tajadur.activity.declarations.operations import declare_done
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.status import State
from tests.factories.congresses import DEADLINE, OPENS, fix, give_seats, hold, make_congress, mark
from tests.factories.duties import at_noon, opened, responsible, secretary_general, state
from tests.factories.party import Party, acting, holder

TODAY = date(2026, 5, 20)
UNTIL_HELD = ("committee", "date-place", "situation", "call", "delegates")


@pytest.fixture
def congress(party: Party) -> Congress:
    return make_congress(unit=party.regions[0])


@pytest.fixture
def region(party: Party) -> Actor:
    return acting(holder(unit=party.regions[0], username="regional"), TODAY)


def ready(congress: Congress, by: Actor, day: date = date(2026, 4, 1)) -> None:
    """Everything before the congress is done."""
    mark(congress, "committee", day, by)
    fix(congress, TODAY + timedelta(days=10), by)
    for code in ("situation", "call", "delegates"):
        mark(congress, code, TODAY, by)


def done(congress: Congress) -> dict[str, date]:
    """Code -> day of what is marked."""
    return dict(
        Stage.objects.filter(congress=congress, done_on__isnull=False)
        .order_by("template__rank")
        .values_list("template__code", "done_on")
    )


def test_the_pass_opens_one_congress_per_region_and_edition_and_again_none(party: Party) -> None:
    opened(on=date(2026, 3, 1))
    assert open_congresses(on=TODAY, at=at_noon(TODAY)) == 2
    assert open_congresses(on=TODAY, at=at_noon(TODAY)) == 0
    assert Congress.objects.count() == 2
    assert Stage.objects.count() == 18
    assert install_stages() == 0


def test_a_stage_added_later_is_added_to_every_congress(congress: Congress) -> None:
    last = StageTemplate.objects.get(code="declared")
    last.pk, last.code, last.rank = None, "thanks", 10
    last.save()
    assert open_congresses(on=TODAY, at=at_noon(TODAY)) == 0
    assert congress.stages.count() == 10


def test_stages_are_marked_in_their_order_with_what_shows_them(congress: Congress, region: Actor) -> None:
    ready(congress, region)
    assert list(done(congress)) == list(UNTIL_HELD)
    call = Stage.objects.get(congress=congress, template__code="call")
    assert (call.reference, call.number, call.marked_at) == ("12/2026", 9, at_noon(TODAY))
    owed = Obligation.objects.get(pk=congress.obligation_id)
    assert (owed.planned_on, owed.programmed_on) == (TODAY + timedelta(days=10), TODAY)


@pytest.mark.parametrize(
    ("code", "day", "problem"),
    [
        ("committee", TODAY + timedelta(days=1), "in_future"),
        ("committee", OPENS - timedelta(days=1), "before_opening"),
        ("call", TODAY, "needs"),
        ("held", TODAY, "needs"),
        ("date-place", TODAY, "by_its_own_form"),
    ],
)
def test_what_cannot_have_been_done_is_refused(
    congress: Congress, region: Actor, code: str, day: date, problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        mark(congress, code, day, region)
    assert refused.value.code == problem
    assert done(congress) == {}


def test_held_before_the_call_is_refused_with_the_day_of_the_call(congress: Congress, region: Actor) -> None:
    ready(congress, region)
    with pytest.raises(BadInput) as refused:
        mark(congress, "held", TODAY - timedelta(days=1), region)
    assert refused.value.code == "before"
    assert refused.value.params["day"] == TODAY


def test_a_correction_may_not_come_after_what_rests_on_it(congress: Congress, region: Actor) -> None:
    ready(congress, region)
    with pytest.raises(BadInput) as refused:
        mark(congress, "committee", TODAY + timedelta(days=1), acting_later(region))
    assert refused.value.code == "after"
    mark(congress, "committee", date(2026, 3, 3), region)
    assert done(congress)["committee"] == date(2026, 3, 3)


def acting_later(by: Actor) -> Actor:
    """The same office a week later."""
    return Actor(by.account_id, by.person_id, by.on + timedelta(days=7), by.grants)


@pytest.mark.parametrize(("code", "said"), [("situation", {"number": None}), ("call", {"reference": ""})])
def test_what_shows_a_stage_is_asked_for(congress: Congress, region: Actor, code: str, said: dict[str, object]) -> None:
    mark(congress, "committee", TODAY, region)
    fix(congress, TODAY, region)
    with pytest.raises(BadInput) as refused:
        mark(congress, code, TODAY, region, **said)
    assert refused.value.code in {"count_required", "evidence_required"}


def test_a_meeting_of_another_unit_shows_nothing(congress: Congress, region: Actor) -> None:
    with pytest.raises(BadInput) as refused:
        mark(congress, "committee", TODAY, region, meeting_id=987_654)
    assert refused.value.code == "meeting_unknown"


def test_held_settles_the_obligation_and_taken_back_opens_it_again(congress: Congress, region: Actor) -> None:
    ready(congress, region)
    mark(congress, "held", TODAY, region)
    owed = Obligation.objects.get(pk=congress.obligation_id)
    assert (owed.held_on, owed.filed_on, owed.source_kind, owed.source_id) == (TODAY, TODAY, "congress", congress.pk)
    assert state(owed, TODAY) == State.ON_TIME
    with pytest.raises(BadInput) as refused:
        take_back(congress_id=congress.pk, code="call", by=region, at=at_noon(TODAY))
    assert refused.value.code == "built_on"
    take_back(congress_id=congress.pk, code="held", by=region, at=at_noon(TODAY))
    assert Obligation.objects.get(pk=congress.obligation_id).held_on is None
    assert Fulfilment.objects.filter(superseded_at=None).count() == 0


def test_held_on_the_third_of_november_is_126_days_late(party: Party, congress: Congress) -> None:
    day = date(2026, 11, 3)
    region = acting(holder(unit=party.regions[0]), day)
    mark(congress, "committee", date(2026, 9, 1), region)
    fix(congress, day, region, confirmed=("date_after_deadline",))
    for code in ("situation", "call", "delegates", "held"):
        mark(congress, code, day, region)
    found = road_for(region, congress.pk, Permission.READ_FIGURES, day).forecast
    assert (found.verdict, found.margin) == ("held", -126)
    assert state(congress.obligation, day) == State.LATE


def test_stages_a_congress_left_behind_are_not_marked_rather_than_late(party: Party, congress: Congress) -> None:
    held_on, on = date(2026, 5, 2), date(2026, 9, 30)
    region = acting(holder(unit=party.regions[0]), on)
    mark(congress, "committee", date(2026, 4, 1), region)
    before = road_for(region, congress.pk, Permission.READ_FIGURES, on)
    assert {step.reached for step in before.steps if step.code in {"situation", "call"}} == {"late"}
    hold(congress, held_on)
    road = road_for(region, congress.pk, Permission.READ_FIGURES, on)
    stands = {step.code: (step.reached.value, step.days_late) for step in road.steps}
    left = {"date-place", "situation", "call", "delegates", "documents"}
    assert {code: stands[code] for code in left} == dict.fromkeys(left, ("unmarked", 0))
    assert (stands["held"][0], stands["minutes"][0], stands["declared"][0]) == ("done", "late", "late")
    (row,) = [road for road in board(secretary_general(party, on), on=on).roads if road.congress == congress]
    assert {step.code: (step.reached.value, step.days_late) for step in row.steps} == stands


def test_a_declaration_already_made_counts_as_held(party: Party, congress: Congress, region: Actor) -> None:
    declare_done(
        obligation_id=congress.obligation_id,
        happened_on=date(2026, 5, 2),
        note="",
        evidence="",
        client_key="0b5e7c9e-7f4f-4a39-9f43-8d9bb2f3f001",
        by=region,
        at=at_noon(TODAY),
    )
    road = road_for(region, congress.pk, Permission.READ_FIGURES, TODAY)
    assert (road.forecast.verdict, road.done["held"]) == ("held", date(2026, 5, 2))
    with pytest.raises(BadInput) as refused:
        ready(congress, region)
    assert refused.value.code == "congress_held"


def test_a_date_after_the_deadline_is_explained_then_kept_and_marked(congress: Congress, region: Actor) -> None:
    mark(congress, "committee", TODAY, region)
    late = DEADLINE + timedelta(days=12)
    with pytest.raises(NeedsConfirmation) as asked:
        fix(congress, late, region)
    assert (asked.value.code, asked.value.params) == ("date_after_deadline", {"deadline": DEADLINE, "days": 12})
    fix(congress, late, region, confirmed=("date_after_deadline",))
    road = road_for(region, congress.pk, Permission.READ_FIGURES, TODAY)
    assert road.is_after_deadline
    assert (road.forecast.verdict, road.forecast.because) == ("will_miss", "date_at_risk")


@pytest.mark.parametrize(
    ("day", "problem"),
    [(TODAY - timedelta(days=1), "date_past"), (date(2025, 12, 1), "date_too_early")],
)
def test_a_date_behind_is_refused(congress: Congress, region: Actor, day: date, problem: str) -> None:
    mark(congress, "committee", TODAY, region)
    with pytest.raises(BadInput) as refused:
        fix(congress, day, region)
    assert refused.value.code == problem


def test_the_date_waits_for_the_committee(congress: Congress, region: Actor) -> None:
    with pytest.raises(BadInput) as refused:
        fix(congress, TODAY, region)
    assert refused.value.code == "needs"


def test_delegates_of_some_provinces_missing_are_asked_about(party: Party, congress: Congress, region: Actor) -> None:
    give_seats(congress, party.provinces[0][0])
    with pytest.raises(NeedsConfirmation) as asked:
        ready(congress, region)
    assert asked.value.params == {"missing": 1, "whole": 1}


@pytest.mark.parametrize("role", ["chief", "cell", "province", "other"])
def test_nobody_else_marks_a_stage(party: Party, congress: Congress, role: str) -> None:
    actors = {
        "chief": lambda: secretary_general(party, TODAY),
        "cell": lambda: responsible(party, TODAY),
        "province": lambda: acting(holder(unit=party.provinces[0][0]), TODAY),
        "other": lambda: acting(holder(unit=party.regions[1]), TODAY),
    }
    with pytest.raises((PermissionDenied, NotVisible)):
        mark(congress, "committee", TODAY, actors[role]())
    assert done(congress) == {}


def test_an_edition_no_longer_asked_is_closed(congress: Congress, region: Actor) -> None:
    Obligation.objects.filter(pk=congress.obligation_id).update(cancelled_on=TODAY, cancelled_because="withdrawn")
    with pytest.raises(BadInput) as refused:
        mark(congress, "committee", TODAY, region)
    assert refused.value.code == "not_asked"
