"""Where a request for resources stands: the table of examples, and what holds for any course of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.resource_stages import stages_on
from tajadur.rules.resources import (
    DecisionFact,
    DeliveryFact,
    Opinion,
    RequestFacts,
    ResourceState,
    StageOutcome,
    Turn,
    status_of_request,
    timetable_from,
)

ASKED = date(2026, 5, 4)
S, C, D = ResourceState, StageOutcome, DeliveryFact


def day(number: int) -> date:
    """So many days after it was asked."""
    return ASKED + timedelta(days=number)


def asked(*, endorsing: int | None = 10, recommending: int | None = 10, **more: object) -> RequestFacts:
    days = timetable_from(ASKED, endorsing=endorsing, recommending=recommending, deciding=15)
    return RequestFacts(asked_on=ASKED, asked=days, **more)  # type: ignore[arg-type]


def word(number: int, *, in_favour: bool = True, recommending: int | None = None) -> Opinion:
    return Opinion(
        day(number), in_favour, timetable_from(day(number), endorsing=None, recommending=recommending, deciding=15)
    )


SILENT = asked()
ENDORSED = asked(endorsed=word(3, recommending=10))
GRANTED = DecisionFact(day(8), C.PART, day(40))


@pytest.mark.parametrize(
    ("facts", "on", "state", "since", "turn", "due_on"),
    [
        (SILENT, 0, S.ENDORSEMENT, 0, Turn.ABOVE, 10),
        (SILENT, 10, S.ENDORSEMENT, 0, Turn.ABOVE, 10),
        (SILENT, 11, S.RECOMMENDATION, 11, Turn.CELL, 21),
        (SILENT, 21, S.RECOMMENDATION, 11, Turn.CELL, 21),
        (SILENT, 22, S.DECISION, 22, Turn.DECIDER, 37),
        (SILENT, 99, S.DECISION, 22, Turn.DECIDER, 37),
        (ENDORSED, 2, S.ENDORSEMENT, 0, Turn.ABOVE, 10),
        (ENDORSED, 3, S.RECOMMENDATION, 3, Turn.CELL, 13),
        (ENDORSED, 14, S.DECISION, 14, Turn.DECIDER, 29),
        (asked(endorsed=word(3, in_favour=False, recommending=10)), 4, S.RECOMMENDATION, 3, Turn.CELL, 13),
        (asked(endorsed=word(3)), 3, S.DECISION, 3, Turn.DECIDER, 18),
        (asked(endorsing=None), 0, S.RECOMMENDATION, 0, Turn.CELL, 10),
        (asked(endorsing=None, recommending=None), 0, S.DECISION, 0, Turn.DECIDER, 15),
        (asked(recommending=None), 11, S.DECISION, 11, Turn.DECIDER, 26),
        (asked(recommended=word(15)), 15, S.DECISION, 15, Turn.DECIDER, 30),
        (asked(withdrawn_on=day(5)), 5, S.WITHDRAWN, 5, Turn.NOBODY, None),
        (asked(withdrawn_on=day(5)), 4, S.ENDORSEMENT, 0, Turn.ABOVE, 10),
        (asked(unit_closed_on=day(6)), 6, S.UNIT_CLOSED, 6, Turn.NOBODY, None),
        (asked(verdict=DecisionFact(day(5), C.NO)), 9, S.REFUSED, 5, Turn.NOBODY, None),
        (asked(verdict=GRANTED), 7, S.ENDORSEMENT, 0, Turn.ABOVE, 10),
        (asked(verdict=GRANTED), 8, S.DELIVERY, 8, Turn.DELIVERER, 40),
        (
            asked(verdict=GRANTED, parts=(D(day(9), False, day(23)),)),
            9,
            S.PARTLY_DELIVERED,
            9,
            Turn.DELIVERER,
            40,
        ),
        (asked(verdict=GRANTED, parts=(D(day(9), True, day(23)),)), 9, S.CONFIRMATION, 9, Turn.UNIT, 23),
        (
            asked(verdict=GRANTED, parts=(D(day(9), True, day(23), day(12)),)),
            11,
            S.CONFIRMATION,
            9,
            Turn.UNIT,
            23,
        ),
        (
            asked(verdict=GRANTED, parts=(D(day(9), True, day(23), day(12)),)),
            12,
            S.CONFIRMED,
            12,
            Turn.NOBODY,
            None,
        ),
        (asked(verdict=GRANTED, closed_on=day(30)), 30, S.CLOSED, 30, Turn.NOBODY, None),
    ],
)
def test_where_it_stands_since_when_and_whose_turn_it_is(
    facts: RequestFacts, on: int, state: ResourceState, since: int, turn: Turn, due_on: int | None
) -> None:
    now = status_of_request(facts, day(on))
    assert (now.state, now.since, now.turn) == (state, day(since), turn)
    assert now.due_on == (None if due_on is None else day(due_on))


@pytest.mark.parametrize(
    ("facts", "on", "outcomes"),
    [
        (SILENT, 0, [C.RUNNING, C.AHEAD, C.AHEAD, C.AHEAD, C.AHEAD]),
        (SILENT, 11, [C.SILENT, C.RUNNING, C.AHEAD, C.AHEAD, C.AHEAD]),
        (SILENT, 22, [C.SILENT, C.SILENT, C.RUNNING, C.AHEAD, C.AHEAD]),
        (asked(endorsing=None), 0, [C.NOBODY, C.RUNNING, C.AHEAD, C.AHEAD, C.AHEAD]),
        (ENDORSED, 3, [C.YES, C.RUNNING, C.AHEAD, C.AHEAD, C.AHEAD]),
        (asked(verdict=GRANTED), 8, [C.OVERTAKEN, C.OVERTAKEN, C.PART, C.RUNNING, C.AHEAD]),
        (asked(verdict=DecisionFact(day(12), C.NO)), 12, [C.SILENT, C.OVERTAKEN, C.NO, C.ENDED, C.ENDED]),
        (asked(withdrawn_on=day(5)), 30, [C.ENDED, C.ENDED, C.ENDED, C.ENDED, C.ENDED]),
        (
            asked(verdict=GRANTED, parts=(D(day(9), False, day(23), day(10)),), closed_on=day(20)),
            20,
            [C.OVERTAKEN, C.OVERTAKEN, C.PART, C.PART, C.ENDED],
        ),
    ],
)
def test_what_became_of_each_stage(facts: RequestFacts, on: int, outcomes: list[StageOutcome]) -> None:
    stages = stages_on(facts, day(on))
    assert [stage.outcome for stage in stages] == outcomes
    assert [stage.turn for stage in stages] == [Turn.ABOVE, Turn.CELL, Turn.DECIDER, Turn.DELIVERER, Turn.UNIT]


def test_nothing_stands_before_it_was_asked() -> None:
    with pytest.raises(ValueError, match="not asked yet"):
        status_of_request(SILENT, day(-1))


@st.composite
def courses(draw: st.DrawFn) -> RequestFacts:
    """A request as it may go: each act on the day the one before it allows."""
    number = st.integers(0, 12)
    levels = st.one_of(st.none(), st.integers(1, 15))
    facts = asked(endorsing=draw(levels), recommending=draw(levels))
    at = 0
    if facts.asked.endorse_until and draw(st.booleans()):
        at = draw(st.integers(0, (facts.asked.endorse_until - ASKED).days))
        facts = replace(facts, endorsed=word(at, in_favour=draw(st.booleans()), recommending=draw(levels)))
    until = (facts.endorsed.ahead if facts.endorsed else facts.asked).recommend_until
    if until and draw(st.booleans()):
        passed = 0 if facts.endorsed or not facts.asked.endorse_until else (facts.asked.endorse_until - ASKED).days + 1
        at = draw(st.integers(max(at, passed), (until - ASKED).days))
        facts = replace(facts, recommended=word(at, in_favour=draw(st.booleans())))
    end = draw(st.sampled_from(["waits", "withdrawn", "decided"]))
    at += draw(number)
    if end == "withdrawn":
        return replace(facts, withdrawn_on=day(at))
    if end == "waits":
        return replace(facts, unit_closed_on=draw(st.sampled_from([None, day(at)])))
    outcome = draw(st.sampled_from([C.YES, C.PART, C.NO]))
    facts = replace(facts, verdict=DecisionFact(day(at), outcome, None if outcome is C.NO else day(at + draw(number))))
    parts = []
    for position in range(0 if outcome is C.NO else draw(st.integers(0, 3))):
        at += draw(number)
        confirmed = draw(st.one_of(st.none(), st.integers(at, at + 20)))
        completes = position == 2
        parts.append(D(day(at), completes, day(at + 14), day(confirmed) if confirmed is not None else None))
    closed = day(at + 5) if parts and not parts[-1].completes and draw(st.booleans()) else None
    return replace(facts, parts=tuple(parts), closed_on=closed)


@given(courses(), st.integers(0, 120))
def test_on_every_day_it_stands_somewhere_and_what_comes_later_changes_nothing(
    facts: RequestFacts, number: int
) -> None:
    now, before = status_of_request(facts, day(number)), status_of_request(facts, day(max(0, number - 1)))
    assert ASKED <= now.since <= day(number)
    assert (now.turn is Turn.NOBODY) == (now.state not in list(S)[:6])
    assert now.state is not before.state or now.since == before.since or now.state is S.PARTLY_DELIVERED
    decided_on = facts.verdict.decided_on if facts.verdict else None
    later = [facts.withdrawn_on, facts.unit_closed_on, facts.closed_on, decided_on]
    if all(other is None or other > day(number) for other in later):
        bare = replace(facts, withdrawn_on=None, unit_closed_on=None, closed_on=None, verdict=None, parts=())
        assert status_of_request(bare, day(number)) == now


@given(courses())
def test_it_goes_forward_only(facts: RequestFacts) -> None:
    order = list(S)
    places = [order.index(status_of_request(facts, day(number)).state) for number in range(120)]
    waiting = [place for place in places if place < 6]
    assert waiting == sorted(waiting)
    assert all(stage.outcome in C for number in (0, 30, 119) for stage in stages_on(facts, day(number)))


@given(courses(), st.integers(0, 120))
def test_one_stage_at_most_runs_and_it_is_the_one_whose_turn_it_is(facts: RequestFacts, number: int) -> None:
    now = status_of_request(facts, day(number))
    running = [stage.turn for stage in stages_on(facts, day(number)) if stage.outcome is C.RUNNING]
    assert running == ([] if now.turn is Turn.NOBODY else [now.turn])
