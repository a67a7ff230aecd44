"""Who is to be heard about a request, who decides and who delivers: the posts of a day, and whether they are held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tajadur.organisation.people.models import Post
from tajadur.organisation.people.queries.posts import holders_on
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Role

from ..models import DecisionDelegate

_CELL = (Role.RESPONSIBLE, Role.ASSISTANT)


@dataclass(frozen=True, slots=True)
class Levels:
    """The secretaries' posts of the unit, and the post to tell above it and in the cell; None: nobody to be heard."""

    own: tuple[int, ...]
    above: int | None
    cell: int | None


def levels_of(unit: Unit, on: date, *, but: int | None = None) -> Levels:
    """Who is heard about a request of ``unit`` on ``on``; ``but`` the person who asked it. Two queries.

    The level above is the secretary of the unit right above it, where it has an office; the cell is whoever follows the
    narrowest area. A post held by nobody, or by that person alone, is not heard.
    """
    return levels_of_many([unit], on, but={unit.pk: but})[unit.pk]


def levels_of_many(units: Collection[Unit], on: date, *, but: dict[int, int | None]) -> dict[int, Levels]:
    """Unit -> its levels; ``but``: unit -> the person who asked. Two queries whatever the number."""
    places = {int(part) for unit in units for part in unit.path.strip(".").split(".")}
    above = {unit.parent_id for unit in units if unit.parent_id}
    rows = Post.objects.filter(
        Q(unit__in=[unit.pk for unit in units], post_type__office=Role.SECRETARY, body__body_type__code__in=LeadingBody)
        | Q(unit__in=above, post_type__office=Role.SECRETARY, body__body_type__code=LeadingBody.OFFICE)
        | Q(area__in=places, post_type__office__in=_CELL)
    )
    names = ("pk", "unit_id", "post_type__office", "body__body_type__code", "area_id", "area__depth")
    posts = list(rows.order_by("pk").values_list(*names, named=True))
    holders = holders_on([post.pk for post in posts], on)
    levels = {}
    for unit in units:
        way = {int(part) for part in unit.path.strip(".").split(".")}
        heard = {pk for pk, those in holders.items() if any(holder.person_id != but.get(unit.pk) for holder in those)}
        cell = [post for post in posts if post.area_id in way and post.post_type__office in _CELL and post.pk in heard]
        cell.sort(key=lambda post: (post.post_type__office != Role.RESPONSIBLE, -post.area__depth, post.pk))
        levels[unit.pk] = Levels(
            own=tuple(post.pk for post in posts if post.unit_id == unit.pk and post.area_id is None),
            above=next(
                (
                    post.pk
                    for post in posts
                    if post.unit_id == unit.parent_id
                    and post.body__body_type__code == LeadingBody.OFFICE
                    and post.pk in heard
                ),
                None,
            ),
            cell=cell[0].pk if cell else None,
        )
    return levels


def deciding_posts(kind_ids: Collection[int], on: date) -> dict[int, int]:
    """Kind -> the post that is asked to decide: the one named for it while somebody holds it, else the general's own.

    Three queries.
    """
    named = delegates_of(kind_ids)
    general = list(
        Post.objects.filter(post_type__office=Role.SECRETARY_GENERAL).order_by("pk").values_list("pk", flat=True)
    )
    held = holders_on([*named.values(), *general], on)
    deciding = {}
    for kind_id in set(kind_ids):
        asked = next((post for post in (named.get(kind_id), *general) if post in held), next(iter(general), None))
        if asked is not None:
            deciding[kind_id] = asked
    return deciding


def delegates_of(kind_ids: Collection[int]) -> dict[int, int]:
    """Kind -> the post the Secretary General named for it. One query."""
    rows = DecisionDelegate.objects.filter(kind__in=kind_ids, ended_on=None)
    return dict(rows.values_list("kind_id", "post_id"))


def delivering_post() -> int | None:
    """The post of the administrators, which delivers what was granted; the general's where there is none."""
    rows = Post.objects.filter(post_type__office__in=(Role.ADMINISTRATOR, Role.SECRETARY_GENERAL), area=None)
    offices = list(rows.order_by("pk").values_list("pk", "post_type__office"))
    return next((pk for pk, _ in sorted(offices, key=lambda post: post[1] != Role.ADMINISTRATOR)), None)


def delegations_to(actor: Actor) -> QuerySet[DecisionDelegate]:
    """Where a post of the actor was named to decide."""
    return DecisionDelegate.objects.filter(post__in=actor.post_ids, ended_on=None)
