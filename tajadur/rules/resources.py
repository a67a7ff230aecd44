"""Where does a request for resources stand on a day, since when, and whose turn is it?

A pure function of the facts *recorded by* that day. Each level has its days: silence is said and passes on by itself,
with nothing to run at midnight.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class ResourceState(StrEnum):
    """Where it stands: the states of those who speak, then of what was granted, then the ends."""

    ENDORSEMENT = "endorsement"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    DELIVERY = "delivery"
    PARTLY_DELIVERED = "partly_delivered"
    CONFIRMATION = "confirmation"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNIT_CLOSED = "unit_closed"


class Turn(StrEnum):
    """Who is to act."""

    ABOVE = "above"
    CELL = "cell"
    DECIDER = "decider"
    DELIVERER = "deliverer"
    UNIT = "unit"
    NOBODY = "nobody"


class StageOutcome(StrEnum):
    """What became of one stage."""

    AHEAD = "ahead"
    RUNNING = "running"
    YES = "yes"
    PART = "part"
    NO = "no"
    SILENT = "silent"  # its days went by without a word
    NOBODY = "nobody"  # no such level, or nobody held the post
    OVERTAKEN = "overtaken"  # the decision came first
    ENDED = "ended"  # nothing more comes of it


TURN_OF: dict[ResourceState, Turn] = {
    ResourceState.ENDORSEMENT: Turn.ABOVE,
    ResourceState.RECOMMENDATION: Turn.CELL,
    ResourceState.DECISION: Turn.DECIDER,
    ResourceState.DELIVERY: Turn.DELIVERER,
    ResourceState.PARTLY_DELIVERED: Turn.DELIVERER,
    ResourceState.CONFIRMATION: Turn.UNIT,
}
BEFORE_DECISION = (ResourceState.ENDORSEMENT, ResourceState.RECOMMENDATION, ResourceState.DECISION)
TO_DELIVER = (ResourceState.DELIVERY, ResourceState.PARTLY_DELIVERED)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The last days of those still to speak, if nobody says a word; None: nobody is there to be heard."""

    endorse_until: date | None
    recommend_until: date | None
    decide_until: date


@dataclass(frozen=True, slots=True)
class Opinion:
    """An endorsement or a recommendation, given or not, and the timetable from its day on."""

    given_on: date
    in_favour: bool
    ahead: Timetable


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """The decision: refused, or granted whole or in part, to be delivered by a day."""

    decided_on: date
    outcome: StageOutcome  # YES, PART or NO
    deliver_by: date | None = None


@dataclass(frozen=True, slots=True)
class DeliveryFact:
    """One delivery: when it was noted, whether all is delivered with it, by when the unit is to confirm it."""

    noted_on: date
    completes: bool
    confirm_by: date
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """Everything recorded of one request."""

    asked_on: date
    asked: Timetable
    withdrawn_on: date | None = None
    endorsed: Opinion | None = None
    recommended: Opinion | None = None
    verdict: DecisionFact | None = None
    parts: tuple[DeliveryFact, ...] = ()
    closed_on: date | None = None
    unit_closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """The state, its first day, whose turn it is, and the last day for it (None: no day)."""

    state: ResourceState
    since: date
    turn: Turn
    due_on: date | None


def timetable_from(day: date, *, endorsing: int | None, recommending: int | None, deciding: int) -> Timetable:
    """The timetable from ``day`` on, with the days each level has; None: nobody is heard there (any more)."""
    first, endorse_until, recommend_until = day, None, None
    if endorsing is not None:
        endorse_until = first + timedelta(days=endorsing)
        first = endorse_until + _DAY
    if recommending is not None:
        recommend_until = first + timedelta(days=recommending)
        first = recommend_until + _DAY
    return Timetable(endorse_until, recommend_until, first + timedelta(days=deciding))


def known_by(facts: RequestFacts, on: date) -> RequestFacts:
    """The facts as they were recorded by ``on``."""

    def came(day: date | None) -> date | None:
        return day if day is not None and day <= on else None

    def given(word: Opinion | None) -> Opinion | None:
        return word if word is not None and word.given_on <= on else None

    return replace(
        facts,
        withdrawn_on=came(facts.withdrawn_on),
        endorsed=given(facts.endorsed),
        recommended=given(facts.recommended),
        verdict=facts.verdict if facts.verdict and facts.verdict.decided_on <= on else None,
        parts=tuple(replace(part, confirmed_on=came(part.confirmed_on)) for part in facts.parts if part.noted_on <= on),
        closed_on=came(facts.closed_on),
        unit_closed_on=came(facts.unit_closed_on),
    )


def status_of_request(facts: RequestFacts, on: date) -> RequestStatus:
    """Where the request stands on ``on``. ValueError before the day it was asked."""
    if on < facts.asked_on:
        raise ValueError(f"on {on} it was not asked yet")
    known = known_by(facts, on)
    if known.withdrawn_on:
        return _ended(ResourceState.WITHDRAWN, known.withdrawn_on)
    confirmed = [part.confirmed_on for part in known.parts if part.confirmed_on]
    if any(part.completes for part in known.parts) and len(confirmed) == len(known.parts):
        return _ended(ResourceState.CONFIRMED, max(confirmed))
    if known.closed_on:
        return _ended(ResourceState.CLOSED, known.closed_on)
    verdict = known.verdict
    if verdict and verdict.outcome is StageOutcome.NO:
        return _ended(ResourceState.REFUSED, verdict.decided_on)
    if known.unit_closed_on:
        return _ended(ResourceState.UNIT_CLOSED, max(known.unit_closed_on, known.asked_on))
    return _granted(known, verdict) if verdict else _waiting(known, on)


def _ended(state: ResourceState, since: date) -> RequestStatus:
    return RequestStatus(state, since, Turn.NOBODY, None)


def _running(state: ResourceState, since: date, due_on: date | None) -> RequestStatus:
    return RequestStatus(state, since, TURN_OF[state], due_on)


def _granted(known: RequestFacts, verdict: DecisionFact) -> RequestStatus:
    whole = [part for part in known.parts if part.completes]
    if whole:
        waited_for = min(part.confirm_by for part in known.parts if part.confirmed_on is None)
        return _running(ResourceState.CONFIRMATION, whole[0].noted_on, waited_for)
    if known.parts:
        since = max(part.noted_on for part in known.parts)
        return _running(ResourceState.PARTLY_DELIVERED, since, verdict.deliver_by)
    return _running(ResourceState.DELIVERY, verdict.decided_on, verdict.deliver_by)


def timetable_ahead(known: RequestFacts) -> Timetable:
    """The last days of those still to speak, from the last word given."""
    last = known.recommended or known.endorsed
    return last.ahead if last else known.asked


def _recommend_from(known: RequestFacts) -> date:
    if known.endorsed:
        return known.endorsed.given_on
    until = known.asked.endorse_until
    return until + _DAY if until else known.asked_on


def _decide_from(known: RequestFacts) -> date:
    if known.recommended:
        return known.recommended.given_on
    until = timetable_ahead(known).recommend_until
    return until + _DAY if until else _recommend_from(known)


def _waiting(known: RequestFacts, on: date) -> RequestStatus:
    until = known.asked.endorse_until
    if not (known.endorsed or known.recommended) and until and on <= until:
        return _running(ResourceState.ENDORSEMENT, known.asked_on, until)
    ahead = timetable_ahead(known)
    if not known.recommended and ahead.recommend_until and on <= ahead.recommend_until:
        return _running(ResourceState.RECOMMENDATION, _recommend_from(known), ahead.recommend_until)
    return _running(ResourceState.DECISION, _decide_from(known), ahead.decide_until)
