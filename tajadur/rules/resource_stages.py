"""What became of each stage of a request for resources: endorsed, recommended, decided, delivered, confirmed."""

from dataclasses import dataclass
from datetime import date

from tajadur.rules.resources import (
    Opinion,
    RequestFacts,
    RequestStatus,
    ResourceState,
    StageOutcome,
    Turn,
    known_by,
    status_of_request,
    timetable_ahead,
)


@dataclass(frozen=True, slots=True)
class RequestStage:
    """One stage of the way: what became of it, on which day (of the act, else the last day it has)."""

    turn: Turn
    outcome: StageOutcome
    day: date | None


def stages_on(facts: RequestFacts, on: date) -> list[RequestStage]:
    """The way of the request as it is known on ``on``: endorsed, recommended, decided, delivered, confirmed."""
    known, now = known_by(facts, on), status_of_request(facts, on)
    return [
        _spoken(Turn.ABOVE, ResourceState.ENDORSEMENT, known.endorsed, known.asked.endorse_until, known, now, on),
        _spoken(Turn.CELL, ResourceState.RECOMMENDATION, known.recommended, _heard_until(known), known, now, on),
        _decided(known, now),
        _delivered(known, now),
        _confirmed(known, now),
    ]


def _heard_until(known: RequestFacts) -> date | None:
    return (known.endorsed.ahead if known.endorsed else known.asked).recommend_until


def _spoken(
    turn: Turn,
    state: ResourceState,
    word: Opinion | None,
    until: date | None,
    known: RequestFacts,
    now: RequestStatus,
    on: date,
) -> RequestStage:
    if word:
        return RequestStage(turn, StageOutcome.YES if word.in_favour else StageOutcome.NO, word.given_on)
    if until is None:
        return RequestStage(turn, StageOutcome.NOBODY, None)
    if now.state is state:
        return RequestStage(turn, StageOutcome.RUNNING, until)
    stopped = known.verdict.decided_on if known.verdict else known.withdrawn_on or known.unit_closed_on
    if stopped and stopped <= until:
        return RequestStage(turn, StageOutcome.OVERTAKEN if known.verdict else StageOutcome.ENDED, None)
    return (
        RequestStage(turn, StageOutcome.SILENT, until) if on > until else RequestStage(turn, StageOutcome.AHEAD, until)
    )


def _decided(known: RequestFacts, now: RequestStatus) -> RequestStage:
    if known.verdict:
        return RequestStage(Turn.DECIDER, known.verdict.outcome, known.verdict.decided_on)
    if now.turn is Turn.NOBODY:
        return RequestStage(Turn.DECIDER, StageOutcome.ENDED, None)
    outcome = StageOutcome.RUNNING if now.state is ResourceState.DECISION else StageOutcome.AHEAD
    return RequestStage(Turn.DECIDER, outcome, timetable_ahead(known).decide_until)


def _delivered(known: RequestFacts, now: RequestStatus) -> RequestStage:
    whole = [part.noted_on for part in known.parts if part.completes]
    if whole:
        return RequestStage(Turn.DELIVERER, StageOutcome.YES, whole[0])
    if now.turn is Turn.NOBODY:
        noted = [part.noted_on for part in known.parts]
        return RequestStage(
            Turn.DELIVERER, StageOutcome.PART if noted else StageOutcome.ENDED, max(noted, default=None)
        )
    outcome = StageOutcome.RUNNING if now.turn is Turn.DELIVERER else StageOutcome.AHEAD
    return RequestStage(Turn.DELIVERER, outcome, known.verdict.deliver_by if known.verdict else None)


def _confirmed(known: RequestFacts, now: RequestStatus) -> RequestStage:
    if now.state is ResourceState.CONFIRMED:
        return RequestStage(Turn.UNIT, StageOutcome.YES, now.since)
    if now.turn is Turn.NOBODY:
        return RequestStage(Turn.UNIT, StageOutcome.ENDED, None)
    if now.turn is Turn.UNIT:
        return RequestStage(Turn.UNIT, StageOutcome.RUNNING, now.due_on)
    return RequestStage(Turn.UNIT, StageOutcome.AHEAD, None)
