"""Who led a unit on a day, by post, and what it stood under: what the sheet for the authority says."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.units.models import Placement, Unit

from ..models import Filing


@dataclass(frozen=True, slots=True)
class Officer:
    """A post and who held it; without a name it was vacant. ``interim``: who stands in for a time."""

    post: str
    name: str = ""
    from_on: date | None = None
    to_on: date | None = None
    interim: bool = False


def officers_on(filing: Filing, on: date) -> list[Officer]:
    """The posts of the office in their order, each with who held it on ``on``. Two queries.

    A post of many that nobody held is left out: it has no seat of its own.
    """
    posts = Post.objects.filter(body_id=filing.body_id).select_related("post_type")
    held: dict[int, list[Mandate]] = {}
    mandates = Mandate.objects.filter(in_force(on), post__body_id=filing.body_id).select_related("person")
    for mandate in mandates.order_by("from_on", "pk"):
        held.setdefault(mandate.post_id, []).append(mandate)
    officers = []
    for post in posts.order_by("post_type__rank", "pk"):
        holders = held.get(post.pk, [])
        name = post.post_type.name
        officers += [
            Officer(name, mandate.person.name, mandate.from_on, mandate.to_on, mandate.interim) for mandate in holders
        ]
        if not holders and post.post_type.single_holder:
            officers.append(Officer(name))
    return officers


def unit_above(filing: Filing, on: date) -> Unit | None:
    """What the unit stood under on ``on``: a later move changes nothing."""
    lasting = Q(to_on=None) | Q(to_on__gt=on)
    place = Placement.objects.filter(lasting, unit_id=filing.unit_id, from_on__lte=on).select_related("parent").first()
    return place.parent if place else None
