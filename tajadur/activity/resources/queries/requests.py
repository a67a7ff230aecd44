"""Reading requests as they stand: one, a list by filters, those of a unit."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import of_tree, unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, may_anywhere, reach, require, within
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.resources import (
    TURN_OF,
    DecisionFact,
    DeliveryFact,
    Opinion,
    RequestFacts,
    RequestStatus,
    ResourceState,
    Timetable,
    Turn,
    status_of_request,
)

from ..models import ResourceDelivery, ResourceRequest, WordFromAbove
from ..vocabulary import VERDICTS, DecisionOutcome
from .levels import delegations_to

_JOINED = ("unit__kind", "kind", "endorsement", "recommendation", "decision__closing", "decision__line")
# Conditions here are never negated: joined to others by «or», Django forgets that what is missing is not NULL's match.
_GRANTED = Q(decision__deliver_by__isnull=False)
_OPEN = Q(withdrawn_on=None, confirmed_on=None, decision__closing=None) & (Q(decision=None) | _GRANTED)


def whole_requests() -> QuerySet[ResourceRequest]:
    """Requests read with everything that was said and done about them: two queries."""
    deliveries = ResourceDelivery.objects.select_related("confirmation").order_by("number")
    rows = ResourceRequest.objects.select_related(*_JOINED)
    return rows.prefetch_related(Prefetch("decision__deliveries", queryset=deliveries))


def facts_of(request: ResourceRequest) -> RequestFacts:
    """What the rule asks about a request that was read whole."""
    decision = getattr(request, "decision", None)
    closing = getattr(decision, "closing", None)
    verdict: DecisionFact | None = None
    parts: tuple[DeliveryFact, ...] = ()
    if decision is not None:
        verdict = DecisionFact(decision.decided_on, VERDICTS[decision.outcome], decision.deliver_by)
        parts = tuple(
            DeliveryFact(row.noted_on, row.completes, row.confirm_by, _confirmed_on(row))
            for row in decision.deliveries.all()
        )
    return RequestFacts(
        asked_on=request.asked_on,
        asked=Timetable(request.endorse_until, request.recommend_until, request.decide_until),
        withdrawn_on=request.withdrawn_on,
        endorsed=_word(request, "endorsement"),
        recommended=_word(request, "recommendation"),
        verdict=verdict,
        parts=parts,
        closed_on=closing.closed_on if closing else None,
        unit_closed_on=request.unit.closed_on,
    )


def _confirmed_on(row: ResourceDelivery) -> date | None:
    confirmation = getattr(row, "confirmation", None)
    return confirmation.confirmed_on if confirmation else None


def _word(request: ResourceRequest, name: str) -> Opinion | None:
    try:
        word: WordFromAbove = getattr(request, name)
    except ObjectDoesNotExist:
        return None
    ahead = Timetable(None, getattr(word, "recommend_until", None), word.decide_until)
    return Opinion(word.given_on, word.in_favour, ahead)


def request_for(actor: Actor, request_id: int) -> ResourceRequest:
    """One request, read whole. Raises NotVisible, PermissionDenied."""
    request = whole_requests().filter(pk=request_id).first()
    if request is None:
        raise NotVisible
    require(actor, Permission.READ_RESOURCES, request.unit)
    return request


def list_of(
    actor: Actor,
    on: date,
    *,
    state: str = "",
    turn: str = "",
    kind: str = "",
    region_id: int | None = None,
    unit_id: int | None = None,
    mine: bool = False,
    tree: str = "",
) -> QuerySet[ResourceRequest]:
    """The requests the actor may read, filtered; order and pages are the caller's. ``mine``: the actor is to act."""
    rows = within(whole_requests().filter(of_tree(tree)), actor, Permission.READ_RESOURCES, "unit__path")
    if state in list(ResourceState):
        rows = rows.filter(in_state(ResourceState(state), on))
    if turn in list(Turn):
        states = [each for each in ResourceState if TURN_OF.get(each, Turn.NOBODY) is Turn(turn)]
        condition = Q(pk__in=[])
        for its_state in states:
            condition |= in_state(its_state, on)
        rows = rows.filter(condition)
    if kind:
        rows = rows.filter(kind__code=kind)
    if region_id:
        rows = rows.filter(unit__path__contains=f".{region_id}.")
    if unit_id:
        rows = rows.filter(unit=unit_id)
    return rows.filter(_turn_of(actor, on)) if mine else rows


def requests_waiting(actor: Actor, on: date) -> QuerySet[ResourceRequest]:
    """The requests that the actor is to act upon."""
    if not may_anywhere(actor, Permission.READ_RESOURCES):
        return ResourceRequest.objects.none()
    return ResourceRequest.objects.filter(_turn_of(actor, on))


def open_requests() -> QuerySet[ResourceRequest]:
    """What is not ended, units that closed included."""
    return whole_requests().filter(_OPEN)


def status_on(request: ResourceRequest, on: date) -> RequestStatus:
    """Where a request that was read whole stands on ``on``. No query."""
    return status_of_request(facts_of(request), max(on, request.asked_on))


def may_ask(actor: Actor, unit: Unit, on: date) -> bool:
    """May the actor ask in the name of this unit today?"""
    return may(actor, Permission.ASK_RESOURCES, unit) and not (unit.closed_on and unit.closed_on <= on)


def unit_read(actor: Actor, unit_id: int | None) -> Unit | None:
    """The unit to whose requests a list is narrowed; None when none is asked for, or its requests are not read."""
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    return unit if unit and may(actor, Permission.READ_RESOURCES, unit) else None


def unit_to_ask_for(actor: Actor, unit_id: int) -> Unit:
    """The unit in whose name the actor asks. Raises NotVisible, PermissionDenied."""
    return unit_for(actor, unit_id, Permission.ASK_RESOURCES)


def units_to_ask_for(actor: Actor) -> QuerySet[Unit]:
    """The open units in whose name the actor may ask."""
    rows = Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=actor.on))
    return within(rows, actor, Permission.ASK_RESOURCES).order_by("pk")


def in_state(state: ResourceState, on: date) -> Q:
    """The condition of ``status_of_request`` for one state on ``on``, which is not before the last act."""
    ended = {
        ResourceState.WITHDRAWN: Q(withdrawn_on__isnull=False),
        ResourceState.CONFIRMED: Q(confirmed_on__isnull=False),
        ResourceState.CLOSED: Q(confirmed_on=None, decision__closing__isnull=False),
        ResourceState.REFUSED: Q(decision__outcome=DecisionOutcome.REFUSED),
    }
    if state in ended:
        return ended[state]
    if state is ResourceState.UNIT_CLOSED:
        return _OPEN & Q(unit__closed_on__lte=on)
    given = ResourceDelivery.objects.filter(decision__request=OuterRef("pk"))
    some, whole = Q(Exists(given)), Q(Exists(given.filter(completes=True)))
    waiting, unendorsed, endorsed = Q(decision=None), Q(endorsement=None), Q(endorsement__isnull=False)
    recommended = Q(recommendation__isnull=False)
    past_endorsing = endorsed | recommended | Q(endorse_until=None) | Q(endorse_until__lt=on)
    recommending = Q(recommendation=None) & (
        Q(endorsement__recommend_until__gte=on) | unendorsed & Q(recommend_until__gte=on)
    )
    past_recommending = (
        recommended
        | endorsed & (Q(endorsement__recommend_until=None) | Q(endorsement__recommend_until__lt=on))
        | unendorsed & (Q(recommend_until=None) | Q(recommend_until__lt=on))
    )
    conditions = {
        ResourceState.ENDORSEMENT: waiting & unendorsed & Q(recommendation=None, endorse_until__gte=on),
        ResourceState.RECOMMENDATION: waiting & past_endorsing & recommending,
        ResourceState.DECISION: waiting & past_endorsing & past_recommending,
        ResourceState.DELIVERY: _GRANTED & ~some,
        ResourceState.PARTLY_DELIVERED: _GRANTED & some & ~whole,
        ResourceState.CONFIRMATION: _GRANTED & whole,
    }
    return _OPEN & Q(Q(unit__closed_on=None) | Q(unit__closed_on__gt=on)) & conditions[state]


def _turn_of(actor: Actor, on: date) -> Q:
    """What the actor is to do by the offices held."""
    condition = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role == Role.SECRETARY:
            condition |= in_state(ResourceState.CONFIRMATION, on) & Q(unit_id=grant.unit_id)
            if not grant.is_national:
                condition |= in_state(ResourceState.ENDORSEMENT, on) & Q(unit__parent_id=grant.unit_id)
        elif grant.role in (Role.RESPONSIBLE, Role.ASSISTANT) and grant.area_path:
            condition |= in_state(ResourceState.RECOMMENDATION, on) & Q(unit__path__startswith=grant.area_path)
        elif grant.role == Role.SECRETARY_GENERAL:
            condition |= in_state(ResourceState.DECISION, on)
        elif grant.role == Role.ADMINISTRATOR:
            condition |= in_state(ResourceState.DELIVERY, on) | in_state(ResourceState.PARTLY_DELIVERED, on)
    if may_anywhere(actor, Permission.DECIDE_RESOURCES) and Role.SECRETARY_GENERAL not in actor.roles:
        condition |= in_state(ResourceState.DECISION, on) & Q(kind__in=delegations_to(actor).values("kind"))
    return condition & reach(actor, Permission.READ_RESOURCES, "unit__path")
