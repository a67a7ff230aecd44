"""Reading kinds, budget lines and the posts that decide."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import MATRIX, Permission, Relation, Role

from ..models import BudgetLine, DecisionDelegate, ResourceKind


@dataclass(frozen=True, slots=True)
class LineRow:
    """A kind with its line of a year; no line: nothing can be granted."""

    kind: ResourceKind
    line: BudgetLine | None


def kinds() -> QuerySet[ResourceKind]:
    """Every kind, in their order."""
    return ResourceKind.objects.all()


def budget_of(actor: Actor, year: int) -> list[LineRow]:
    """The kinds with an amount and their lines of ``year``. Two queries. Raises PermissionDenied."""
    require_anywhere(actor, Permission.READ_RESOURCES)
    lines = {line.kind_id: line for line in BudgetLine.objects.filter(year=year)}
    return [LineRow(kind, lines.get(kind.pk)) for kind in kinds().filter(with_amount=True)]


def line_of(kind_id: int, year: int) -> BudgetLine | None:
    """The line from which a grant of the kind would be taken. One query."""
    return BudgetLine.objects.filter(kind=kind_id, year=year).first()


def delegates(actor: Actor) -> list[tuple[ResourceKind, DecisionDelegate | None]]:
    """Each kind with who was named to decide about it. Two queries. Raises PermissionDenied."""
    require_anywhere(actor, Permission.MANAGE_BUDGET)
    wanted = ("post__post_type__body_type", "post__unit")
    named = {row.kind_id: row for row in DecisionDelegate.objects.filter(ended_on=None).select_related(*wanted)}
    return [(kind, named.get(kind.pk)) for kind in kinds()]


def posts_to_name() -> QuerySet[Post]:
    """The posts that may be named: national ones whose office the matrix lets decide, but the general's own."""
    allowed = [
        role
        for role, relations in MATRIX[Permission.DECIDE_RESOURCES].items()
        if relations & {Relation.ANYWHERE, Relation.NATIONAL} and role != Role.SECRETARY_GENERAL
    ]
    rows = Post.objects.filter(unit__depth=0, unit__kind__tree=Tree.TERRITORY, post_type__office__in=allowed, area=None)
    return rows.select_related("post_type__body_type").order_by(F("post_type__single_holder").desc(), "pk")
