"""The posts that can see to a remedy: those of the unit, the secretary above, the cell that follows it, one's own."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Role

_OFFICE = (Role.SECRETARY, Role.MEMBER)
_CELL = (Role.RESPONSIBLE, Role.ASSISTANT)


def owners_for(actor: Actor, unit: Unit) -> QuerySet[Post]:
    """The posts that may own a remedy of ``unit``, its own first. One query."""
    places = [int(part) for part in unit.path.strip(".").split(".")]
    condition = (
        Q(unit=unit, post_type__office__in=_OFFICE, body__body_type__code__in=LeadingBody)
        | Q(unit_id=unit.parent_id, post_type__office=Role.SECRETARY, body__body_type__code__in=LeadingBody)
        | Q(post_type__office__in=_CELL, area_id__in=places)
        | Q(pk__in=actor.post_ids)
    )
    rows = Post.objects.filter(condition).select_related("post_type", "body__body_type", "unit", "area")
    return rows.order_by("-unit__depth", "post_type__rank", "pk")


def labels_of(posts: Sequence[Post]) -> list[tuple[int, str]]:
    """(id, «secretary, branch office · Agdal») of posts, in their order; a follower with the area that is followed."""
    return [(post.pk, f"{post.post_type.name} · {post.area.name if post.area else post.unit.name}") for post in posts]
