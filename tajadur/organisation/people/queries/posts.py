"""Posts: who holds them on a day, which are vacant."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor, Place
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import Permission, Role

from ..actors import in_force
from ..models import Mandate, Person, Post
from ..vocabulary import FOLLOWER_WORDS, MandateStatus, by_name

_FOLLOWERS = tuple(FOLLOWER_WORDS)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post on a day; ``account_id``, ``email`` and ``language`` are empty without an account."""

    post_id: int
    person_id: int
    mandate_id: int
    name_ar: str
    name_latin: str
    account_id: int | None
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class LeadingPost:
    """A post for one holder: of which body, for which area (or empty); who holds it, if that may be known."""

    name: str
    body: str
    area: str
    held: bool
    person_id: int | None
    person: str


@dataclass(slots=True)
class PostRow:
    """A post of a unit with the mandates in force; ``held`` is true even when the names may not be shown."""

    post: Post
    mandates: list[Mandate] = field(default_factory=list)
    held: bool = False


def holders_on(post_ids: Collection[int], on: date) -> dict[int, list[Holder]]:
    """The holders of each post on ``on``, first in office first; posts nobody holds are left out. One query."""
    rows = (
        Mandate.objects.filter(in_force(on), post_id__in=post_ids)
        .order_by("from_on", "pk")
        .values_list(
            "post_id",
            "person_id",
            "pk",
            "person__name_ar",
            "person__name_latin",
            "person__account__pk",
            "person__account__email",
            "person__email",
            "person__account__language",
            named=True,
        )
    )
    holders: dict[int, list[Holder]] = {}
    for row in rows:
        holders.setdefault(row.post_id, []).append(
            Holder(
                post_id=row.post_id,
                person_id=row.person_id,
                mandate_id=row.pk,
                name_ar=row.person__name_ar,
                name_latin=row.person__name_latin,
                account_id=row.person__account__pk,
                email=row.person__account__email or row.person__email,
                language=row.person__account__language or "",
            )
        )
    return holders


def vacant_posts(
    actor: Actor, on: date, *, region_id: int | None = None, single: bool = False, tree: str = ""
) -> QuerySet[Post]:
    """The posts of open units nobody holds on ``on``, where the actor may know who holds what; highest units first.

    ``single`` keeps the posts for one holder; ``region_id`` keeps a unit and all below it, ``tree`` those of one tree.
    """
    posts = Post.objects.select_related("post_type", "body__body_type", "unit__kind", "area")
    posts = within(posts, actor, Permission.READ_PEOPLE, "unit__path")
    if tree:
        posts = posts.filter(of_tree(tree))
    if single:
        posts = posts.filter(post_type__single_holder=True)
    if region_id:
        posts = posts.filter(unit__path__contains=f".{region_id}.")
    return posts.filter(
        ~Exists(Mandate.objects.filter(in_force(on), post=OuterRef("pk"))),
        Q(unit__closed_on=None) | Q(unit__closed_on__gt=on),
        Q(body__closed_on=None) | Q(body__closed_on__gt=on),
    ).order_by("unit__depth", "unit__path", "post_type__rank", "pk")


def posts_of(actor: Actor, unit: Unit, on: date) -> list[PostRow]:
    """The posts of the unit's open bodies; mandates only for whoever may read people. Two queries."""
    posts = Post.objects.filter(Q(body__closed_on=None) | Q(body__closed_on__gt=on), unit=unit)
    ordered = posts.select_related("post_type", "body__body_type", "area").order_by(
        "post_type__rank", "area__code", "pk"
    )
    rows = {post.pk: PostRow(post) for post in ordered}
    named = may(actor, Permission.READ_PEOPLE, unit)
    for mandate in (
        Mandate.objects.filter(in_force(on), post__in=rows).select_related("person").order_by(*by_name("person__"))
    ):
        row = rows[mandate.post_id]
        row.held = True
        if named:
            row.mandates.append(mandate)
    return list(rows.values())


def leading_posts(actor: Actor, unit: Place, on: date) -> list[LeadingPost]:
    """The posts for one holder of the unit's open bodies, the highest first, then who follows the unit; one query.

    Named as ``posts_of`` does. A follower's post that nobody holds is shown for the unit itself, not for those below.
    """
    own = may(actor, Permission.READ_PEOPLE, unit)
    around = [int(part) for part in unit.path.split(".")[:-1]]
    holders = Mandate.objects.filter(in_force(on), post=OuterRef("pk")).order_by("from_on", "pk")
    columns = JSONObject(id="person_id", name_ar="person__name_ar", name_latin="person__name_latin")
    rows: QuerySet[Any] = Post.objects.filter(
        Q(body__closed_on=None) | Q(body__closed_on__gt=on),
        Q(unit_id=unit.id, post_type__single_holder=True)
        | Q(area_id__in=around, post_type__office__in=_FOLLOWERS) & (Q(area_id=unit.id) | Q(Exists(holders))),
    ).annotate(
        holder=Subquery(holders.values(row=columns)[:1]),
        follows=Case(When(unit_id=unit.id, then=Value(0)), default=Value(1)),
    )
    shown = rows.select_related("post_type", "body__body_type", "area", "unit")
    leading = []
    for post in shown.order_by("follows", "post_type__rank", "area__code", "pk"):
        named = may(actor, Permission.READ_PEOPLE, post.unit) if post.follows else own
        leading.append(_leading(post, named=named))
    return leading


def _leading(post: Any, *, named: bool) -> LeadingPost:
    return LeadingPost(
        str(FOLLOWER_WORDS[post.post_type.office]) if post.follows else post.post_type.name,
        post.body.body_type.name,
        post.area.name if post.area else "",
        post.holder is not None,
        post.holder["id"] if post.holder and named else None,
        Person(**post.holder).name if post.holder and named else "",
    )


def body_for(actor: Actor, body_id: int, permission: Permission) -> Body:
    """An open body towards whose unit ``permission`` is allowed. Raises NotVisible, PermissionDenied."""
    body = Body.objects.select_related("unit__kind", "body_type").filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise NotVisible
    require(actor, permission, body.unit)
    return body


def post_for(actor: Actor, post_id: int) -> Post:
    """One post whose holder the actor may know. Raises NotVisible."""
    posts = Post.objects.select_related("post_type", "body__body_type", "unit__kind", "area")
    post = within(posts, actor, Permission.READ_PEOPLE, "unit__path").filter(pk=post_id).first()
    if post is None:
        raise NotVisible
    return post


def is_led(unit: Unit, on: date, *, but: BodyType | None = None) -> bool:
    """Has a body of the unit, other than those of a type, a secretary on ``on`` or from a later day? One query."""
    rows = Mandate.objects.filter(Q(to_on=None) | Q(to_on__gte=on), standing=MandateStatus.CONFIRMED, post__unit=unit)
    return rows.filter(post__post_type__office=Role.SECRETARY).exclude(post__body__body_type=but).exists()


def leading_secretaries(unit_ids: Collection[int]) -> dict[int, int]:
    """Unit -> the secretary's post of the body that leads it, told of what is the whole unit's affair. One query."""
    rows = Post.objects.filter(unit__in=unit_ids, post_type__office=Role.SECRETARY, area=None)
    rows = rows.filter(body__body_type__code__in=[code.value for code in LeadingBody])
    return dict(rows.order_by("-pk").values_list("unit_id", "pk"))


def mandates_ending(unit: Unit, closed_on: date) -> int:
    """How many mandates would end if the unit closed from ``closed_on``."""
    return Mandate.objects.filter(Q(to_on=None) | Q(to_on__gte=closed_on), post__unit=unit).count()
