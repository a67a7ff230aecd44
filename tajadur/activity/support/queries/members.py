"""A member of the cell: what they follow, what they owe, and how many promises they kept on their day."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Window

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.models import Post
from tajadur.organisation.people.queries.posts import holders_on
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, within
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.support import (
    PromiseFacts,
    PromiseRate,
    PromiseState,
    VisitState,
    promise_rate,
    promise_state_on,
)

from ..models import Advice, Promise, Visit
from .facts import advice_rows, awaited, facts_of_promise, promise_rows, visit_in, visit_rows

MOST = 50
_FOLLOWERS = (Role.RESPONSIBLE, Role.ASSISTANT)
_COLUMNS = ("owner_id", "due_on", "kept_on", "kept_at", "withdrawn_at")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A post above with what it owes today; ``is_held`` False: nobody holds it."""

    post: Post
    is_held: bool
    rate: PromiseRate
    open: int
    overdue: int
    visits: int
    visits_overdue: int
    advice: int


@dataclass(frozen=True, slots=True)
class MemberPage:
    """The page of one post: its row, and the lists behind the counts, what is oldest first; at most 50 of each."""

    row: MemberRow
    promises: list[Promise]
    visits: list[Any]
    advice: list[Any]


def member_posts(actor: Actor) -> QuerySet[Post]:
    """The posts of those who follow regions, which the actor may oversee, region by region."""
    rows = Post.objects.filter(post_type__office__in=_FOLLOWERS)
    rows = within(rows, actor, Permission.READ_SUPPORT, "unit__path")
    return rows.select_related("post_type", "unit", "area").order_by("area__code", "post_type__rank", "pk")


def members(actor: Actor, on: date) -> list[MemberRow]:
    """Every member the actor may oversee, region by region: six queries."""
    return _rows(list(member_posts(actor)), on)


def own_posts(actor: Actor) -> list[int]:
    """The posts of the actor that help from above, the first is shown first."""
    return [grant.post_id for grant in actor.grants if grant.role in {*_FOLLOWERS, Role.SECRETARY_GENERAL}]


def member_page(actor: Actor, post_id: int, on: date) -> MemberPage:
    """One's own post, or one that the actor oversees. Six queries. Raises NotVisible."""
    post = Post.objects.select_related("post_type", "unit", "area").filter(pk=post_id).first()
    if post is None or not (post.pk in actor.post_ids or _oversees(actor, post)):
        raise NotVisible
    promises = promise_rows().filter(owner=post, kept_on=None, withdrawn_at=None).order_by("due_on", "pk")
    overdue = Window(Count("pk", filter=visit_in(VisitState.OVERDUE.value, on)))
    visits = visit_rows().filter(post=post, outcome="").annotate(all=Window(Count("pk")), overdue=overdue)
    advice = advice_rows().filter(awaited(on), post=post).annotate(all=Window(Count("pk")))
    owed: list[Any] = list(visits.order_by("planned_on", "pk")[:MOST])
    unanswered = list(advice.order_by("due_on", "pk")[:MOST])
    facts = _promises([post.pk])[post.pk]
    row = _row(
        post, post.pk in holders_on([post.pk], on), facts, on,
        visits=owed[0].all if owed else 0,
        visits_overdue=owed[0].overdue if owed else 0,
        advice=unanswered[0].all if unanswered else 0,
    )  # fmt: skip
    # Whoever oversees a member reads acts of those above, not what was said to the unit.
    return MemberPage(row, list(promises[:MOST]), owed, unanswered if post.pk in actor.post_ids else [])


def _oversees(actor: Actor, post: Post) -> bool:
    return post.post_type.office in _FOLLOWERS and may(actor, Permission.READ_SUPPORT, post.unit)


def _rows(posts: Sequence[Post], on: date) -> list[MemberRow]:
    ids = [post.pk for post in posts]
    held, promises = holders_on(ids, on), _promises(ids)
    visits = _counted(Visit.objects.filter(post_id__in=ids, outcome=""))
    overdue = _counted(Visit.objects.filter(visit_in(VisitState.OVERDUE.value, on), post_id__in=ids))
    advice = _counted(Advice.objects.filter(awaited(on), post_id__in=ids))
    return [
        _row(
            post, post.pk in held, promises[post.pk], on,
            visits=visits.get(post.pk, 0),
            visits_overdue=overdue.get(post.pk, 0),
            advice=advice.get(post.pk, 0),
        )
        for post in posts
    ]  # fmt: skip


def _row(post: Post, is_held: bool, promises: Sequence[PromiseFacts], on: date, **counts: int) -> MemberRow:
    states = [promise_state_on(facts, on) for facts in promises]
    return MemberRow(
        post=post,
        is_held=is_held,
        rate=promise_rate(promises, on),
        open=sum(state in {PromiseState.OPEN, PromiseState.OVERDUE} for state in states),
        overdue=states.count(PromiseState.OVERDUE),
        **counts,
    )


def _promises(owner_ids: Collection[int]) -> dict[int, list[PromiseFacts]]:
    facts: dict[int, list[PromiseFacts]] = defaultdict(list)
    rows = Promise.objects.filter(owner_id__in=owner_ids).values_list(*_COLUMNS, named=True)
    for row in rows.iterator(2000):
        facts[row.owner_id].append(facts_of_promise(row))
    return facts


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("post_id").annotate(count=Count("pk")))
