"""Branches within reach with how they stand, one of them, and the words given on it."""

from datetime import date

from tajadur.foundation.installation import leaf_kinds
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission, Role

from ..models import SituationWord
from .facts import BranchSituation, situations

WORDS_SHOWN = 50


def branches_for(actor: Actor, on: date, *, under: int | None = None) -> list[BranchSituation]:
    """The branches whose figures the actor reads, by name, at or below the unit ``under`` when given. Two queries."""
    rows = within(Unit.objects.filter(kind__code__in=leaf_kinds()), actor, Permission.READ_FIGURES)
    if under is not None:
        rows = rows.filter(path__contains=f".{under}.")
    ids = list(rows.order_by(sort_field(), "pk").values_list("pk", flat=True))
    standing = {row.id: row for row in situations("u.id = ANY (%(units)s)", on, units=ids)}
    return [standing[pk] for pk in ids if pk in standing]


def units_led_by(actor: Actor) -> set[int]:
    """The units whose secretary the actor is: whose branches' words are theirs to endorse. No query."""
    return {grant.unit_id for grant in actor.grants if grant.role == Role.SECRETARY}


def situation_of(unit: Unit, on: date) -> BranchSituation | None:
    """How one branch stands; None for what is no branch, or opens later. One query."""
    return next(iter(situations("u.id = %(unit)s", on, unit=unit.pk)), None)


def words_of(unit: Unit) -> list[SituationWord]:
    """What the branch said of its situation, the newest first, each with its ``endorsement``. One query."""
    rows = SituationWord.objects.filter(unit=unit).select_related("endorsement").order_by("-given_on", "-pk")
    return list(rows[:WORDS_SHOWN])
