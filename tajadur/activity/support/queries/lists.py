"""Lists of what was said, planned and promised: within the actor's reach, of the actor's own units, of one unit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission

from ..models import Advice, Observation, VisitPost
from ..vocabulary import VisitSide
from .facts import advice_in, advice_rows, awaited, promise_in, promise_rows, visit_in, visit_rows
from .reach import own_units, within_reach


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; an empty value narrows nothing.

    ``received``: said to the actor's own units; ``mine``: by the actor's own posts. ``place`` keeps a unit and all
    below it, ``tree`` the units of one tree.
    """

    state: str = ""
    place: int | None = None
    received: bool = False
    mine: bool = False
    tree: str = ""


def advice_list(actor: Actor, wanted: Wanted, on: date) -> QuerySet[Any]:
    """Advice, the newest first; rows as of ``advice_rows``."""
    own = Q(post_id__in=actor.post_ids)
    rows = _narrowed(advice_rows(), actor, Permission.READ_ADVICE, own, wanted)
    return rows.filter(advice_in(wanted.state, on)).order_by("-given_on", "-pk")


def advice_to_answer(actor: Actor, on: date) -> QuerySet[Advice]:
    """The advice to the actor's own units whose answer is awaited on ``on``."""
    return Advice.objects.filter(awaited(on), unit__in=own_units(actor))


def visit_list(actor: Actor, wanted: Wanted, on: date) -> QuerySet[Any]:
    """Visits, the last planned first."""
    along = VisitPost.objects.filter(visit=OuterRef("pk"), side=VisitSide.VISITOR, post_id__in=actor.post_ids)
    own = Q(post_id__in=actor.post_ids) | Q(Exists(along))
    rows = _narrowed(visit_rows(), actor, Permission.READ_SUPPORT, own, wanted)
    return rows.filter(visit_in(wanted.state, on)).order_by("-planned_on", "-pk")


def promise_list(actor: Actor, wanted: Wanted, on: date) -> QuerySet[Any]:
    """Promises, the last due first."""
    own = Q(owner_id__in=actor.post_ids)
    rows = _narrowed(promise_rows(), actor, Permission.READ_SUPPORT, own, wanted)
    return rows.filter(promise_in(wanted.state, on)).order_by("-due_on", "-pk")


def observation_list(actor: Actor, wanted: Wanted, on: date) -> QuerySet[Any]:
    """Observations, what was seen last first."""
    rows = Observation.objects.select_related("unit__kind", "post__post_type", "post__unit", "post__area")
    own = Q(post_id__in=actor.post_ids)
    return _narrowed(rows, actor, Permission.READ_ADVICE, own, wanted).order_by("-seen_on", "-pk")


def _narrowed(rows: QuerySet[Any], actor: Actor, permission: Permission, own: Q, wanted: Wanted) -> QuerySet[Any]:
    rows = rows.filter(of_tree(wanted.tree))
    if wanted.received:
        rows = rows.filter(unit_id__in=own_units(actor))
    elif wanted.mine:
        rows = rows.filter(own)
    else:
        rows = within_reach(rows, actor, permission, own)
    if wanted.place:
        rows = rows.filter(Q(unit_id=wanted.place) | Q(unit__path__contains=f".{wanted.place}."))
    return rows
