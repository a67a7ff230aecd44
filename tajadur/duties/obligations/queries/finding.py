"""Finding obligations: within the actor's reach, of a unit, of a meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.searching import found_in, search_words
from tajadur.permissions.actors import Actor, Grant, InBody
from tajadur.permissions.check import may, reach, require, within
from tajadur.permissions.matrix import MATRIX, Permission, Relation, Role
from tajadur.rules.reminders import Level
from tajadur.rules.status import state_on

from ..models import Obligation
from .counting import with_state

_ALL_BEGUN_SQL = """
WITH RECURSIVE hop AS (
    (SELECT directive_id, period_key, period_start, period_end FROM obligations_obligation
     ORDER BY directive_id, period_key LIMIT 1)
    UNION ALL
    SELECT n.* FROM hop CROSS JOIN LATERAL (
        SELECT o.directive_id, o.period_key, o.period_start, o.period_end FROM obligations_obligation o
        WHERE (o.directive_id, o.period_key) > (hop.directive_id, hop.period_key)
        ORDER BY o.directive_id, o.period_key LIMIT 1
    ) n
)
SELECT period_key FROM hop WHERE period_start <= %s GROUP BY period_key ORDER BY max(period_end) DESC, 1 DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class UnitThen:
    """The unit of an obligation, where it stood on the last day of the period."""

    id: int
    path: str


def obligations_for(actor: Actor, permission: Permission, on: date) -> QuerySet[Any]:
    """The obligations of the units towards which ``actor`` may do ``permission``, each with its ``state`` on ``on``.

    A unit always reaches its own rows; those above reach the rows of what stood below them on the period's last day.
    """
    own = [grant.unit_id for grant in actor.grants if Relation.OWN in MATRIX[permission].get(grant.role, ())]
    condition = reach(actor, permission)
    if condition and own:  # an empty condition reaches everything: joining to it would narrow it
        condition |= Q(unit_id__in=own)
    return with_state(Obligation.objects.filter(condition), on).select_related("directive", "unit", "unit__kind")


def obligation_for(actor: Actor, obligation_id: int, permission: Permission) -> Obligation:
    """The obligation, if ``actor`` may do ``permission`` to its unit.

    Raises NotVisible (404) or PermissionDenied (403).
    """
    row = Obligation.objects.select_related("directive", "unit", "unit__kind").filter(pk=obligation_id).first()
    if row is None:
        raise NotVisible
    require_on(actor, permission, row)
    return row


def require_on(actor: Actor, permission: Permission, row: Obligation) -> Grant:
    """The grant under which ``permission`` is done to the unit of ``row``. Raises NotVisible or PermissionDenied."""
    return require(actor, permission, _unit_then(actor, row))


def may_on(actor: Actor, permission: Permission, row: Obligation) -> bool:
    """May ``actor`` do ``permission`` to the unit of ``row``?"""
    return may(actor, permission, _unit_then(actor, row))


def owed_by_own_bodies(actor: Actor, permission: Permission) -> Q:
    """The condition on obligations that keeps those of the actor's own units, and bodies, to which they may do this."""
    condition = Q(pk__in=[])
    for grant in actor.grants:
        if Relation.OWN not in MATRIX[permission].get(grant.role, ()):
            continue
        own = Q(unit_id=grant.unit_id)
        if not grant.leads:
            of_unit = Q(directive__body_type=None) | Q(directive__fulfilment=FulfilmentKind.CONGRESS)
            own &= of_unit | Q(directive__body_type=grant.body_type_id)
        condition |= own
    return condition


def releasing_grants(actor: Actor, permission: Permission, row: Obligation) -> list[Grant]:
    """The actor's grants of the level the directive names (and the Secretary General's) that reach ``row``.

    «The level above» is the secretary of the unit right above on the period's last day, not every level over it.
    ``row`` has its directive and unit.
    """
    level = row.directive.released_by
    return [grant for grant in actor.grants if _allows(grant, permission, row) and _is_of_level(grant, level, row)]


def require_releasing(actor: Actor, permission: Permission, row: Obligation) -> Grant:
    """The grant of the level the directive of ``row`` names.

    Raises NotVisible, or PermissionDenied with the offices that may.
    """
    require_on(actor, permission, row)
    grants = releasing_grants(actor, permission, row)
    if not grants:
        reads = may_on(actor, Permission.READ_RECORD, row)
        raise PermissionDenied(permission, row.unit_id, _RELEASING[Level(row.directive.released_by)], reads=reads)
    return grants[0]


def owed_by_units(unit_ids: Collection[int], on: date, *, since: date | None = None) -> QuerySet[Any]:
    """What units owe, with ``state`` on ``on``, nearest due day first; from the periods ending on ``since`` on."""
    rows = Obligation.objects.filter(unit_id__in=unit_ids)
    if since is not None:
        rows = rows.filter(period_end__gte=since)
    return with_state(rows, on).select_related("directive", "unit").order_by("due_on", "directive__rank", "pk")


def obligation_of_meeting(unit_id: int, body_type_id: int, day: date) -> Obligation | None:
    """The obligation a meeting of that body on ``day`` would fulfil; None when nothing is asked then: one query."""
    return matching_meeting(unit_id, body_type_id, day).select_related("directive").first()


def matching_meeting(unit_id: Any, body_type_id: Any, day: Any) -> QuerySet[Obligation]:
    """The obligations a meeting of that body on ``day`` can fulfil; the arguments may refer to an outer query.

    A dated or once directive is fulfilled for its last period that had begun.
    """
    later = Obligation.objects.filter(
        directive=OuterRef("directive"),
        unit=OuterRef("unit"),
        calendar=False,
        period_start__gt=OuterRef("period_start"),
        period_start__lte=OuterRef(day) if isinstance(day, OuterRef) else day,
    )
    rows = Obligation.objects.filter(
        unit_id=unit_id,
        directive__fulfilment=FulfilmentKind.MEETING,
        directive__body_type_id=body_type_id,
        period_start__lte=day,
    )
    return rows.filter(Q(calendar=True, period_end__gte=day) | Q(Q(calendar=False), ~Exists(later))).order_by(
        "-calendar", "period_end", "pk"
    )


def state_of(row: Obligation, on: date) -> str:
    """The state of one row on ``on``, by the rule itself."""
    return state_on(row.facts, on).value


def under(unit_id: int) -> Q:
    """The condition that the unit of an obligation is ``unit_id`` or stood below it on the period's last day."""
    return Q(unit_id=unit_id) | Q(path__contains=f".{unit_id}.") | Q(path__startswith=f"{unit_id}.")


def unit_answers_to(words: str) -> Q:
    """The condition that the unit's name answers to what was typed; nothing does when nothing can be looked for."""
    folded = search_words(words)
    return found_in(folded, "unit__folded") if folded else Q(pk__in=[])


def unit_named(actor: Actor, unit_id: int) -> Unit | None:
    """The unit a list is narrowed to, if the actor may see it; None otherwise."""
    return within(Unit.objects.all(), actor, Permission.SEE_UNIT).filter(pk=unit_id).first()


def periods_begun(rows: QuerySet[Any], on: date, *, limit: int) -> list[str]:
    """The keys of the periods of ``rows`` that have begun, newest first: one query."""
    if not rows.query.where:  # everything: hop from one period to the next in the index instead of reading all rows
        with connection.cursor() as cursor:
            cursor.execute(_ALL_BEGUN_SQL, [on, limit])
            return [key for (key,) in cursor.fetchall()]
    begun = rows.order_by().filter(period_start__lte=on).values("period_key").annotate(last=Max("period_end"))
    return list(begun.order_by("-last", "-period_key").values_list("period_key", flat=True)[:limit])


def programme_since(unit_ids: list[int], day: date) -> date:
    """The first day of the earliest period of a meeting these units owe that ends on or after ``day``; else ``day``."""
    rows = Obligation.objects.filter(
        unit_id__in=unit_ids, directive__fulfilment=FulfilmentKind.MEETING, period_end__gte=day
    )
    earliest: date | None = rows.aggregate(first=Min("period_start"))["first"]
    return min(day, earliest or day)


def not_held_from(row: Obligation) -> date:
    """The first day on which the unit may declare that it was not held: the planned day, else the period's last."""
    return row.planned_on or row.period_end


_RELEASING = {
    Level.POST: (Role.SECRETARY_GENERAL,),
    Level.ABOVE: (Role.SECRETARY, Role.SECRETARY_GENERAL),
    Level.CELL: (Role.RESPONSIBLE, Role.SECRETARY_GENERAL),
    Level.SECRETARY_GENERAL: (Role.SECRETARY_GENERAL,),
}


def _unit_then(actor: Actor, row: Obligation) -> InBody:
    own = next((grant.unit_path for grant in actor.grants if grant.unit_id == row.unit_id), None)
    # A congress is the whole unit's, whichever body its directive names.
    is_congress = row.directive.fulfilment == FulfilmentKind.CONGRESS
    return InBody(row.unit_id, own or row.path, None if is_congress else row.directive.body_type_id)


def _allows(grant: Grant, permission: Permission, row: Obligation) -> bool:
    return any(grant.reaches(relation, row.path) for relation in MATRIX[permission].get(grant.role, ()))


def _is_of_level(grant: Grant, level: str, row: Obligation) -> bool:
    if grant.role == Role.SECRETARY_GENERAL:
        return True
    if level == Level.ABOVE:
        return grant.role == Role.SECRETARY and grant.unit_id == row.above_id
    return level == Level.CELL and grant.role == Role.RESPONSIBLE
