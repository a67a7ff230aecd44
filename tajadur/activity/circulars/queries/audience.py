"""Whom a circular reaches: the posts that fit all of its audience on a day, and how many of them can confirm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.profile.models import BodyType, PostType, UnitKind
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing
from tajadur.permissions.matrix import Role

from ..models import Circular
from .acting import is_headquarters

_DEEPEST_PLACE = 2


@dataclass(frozen=True, slots=True)
class AudienceGroup:
    """The posts of one type in units of one kind: how many, how many are held, how many holders have an account."""

    kind: UnitKind
    post_type: PostType
    count: int
    held: int
    with_account: int


@dataclass(frozen=True, slots=True)
class AudiencePreview:
    """Exactly who: the groups, and their sums."""

    groups: list[AudienceGroup]

    @property
    def count(self) -> int:
        """How many posts."""
        return sum(group.count for group in self.groups)

    @property
    def held(self) -> int:
        """How many of them have a holder."""
        return sum(group.held for group in self.groups)

    @property
    def with_account(self) -> int:
        """How many holders can read it here."""
        return sum(group.with_account for group in self.groups)


@dataclass(frozen=True, slots=True)
class AudienceChoices:
    """What a draft of a unit may name, as (value, label): kinds of units, bodies, posts, places within its reach."""

    kinds: list[tuple[str, str]]
    bodies: list[tuple[str, str]]
    posts: list[tuple[str, str]]
    places: list[tuple[int, str]]
    is_national: bool


def held_on(on: date, *, with_account: bool = False) -> Exists:
    """The condition that a post of the outer query has a holder on ``on``, one who can log in if wanted."""
    mandates = Mandate.objects.filter(in_force(on), post=OuterRef("pk"))
    return Exists(mandates.filter(person__account__is_active=True) if with_account else mandates)


def audience_of(circular: Circular, on: date) -> QuerySet[Post]:
    """The posts a draft would be addressed to on ``on``; never the post that issues it, whoever looks.

    Of posts that one person holds: an acknowledgement is asked of a post, and a seat of many has nobody to ask.
    """
    unit = circular.unit
    issuing = Q(post_type__office=Role.SECRETARY_GENERAL)
    if not is_headquarters(unit):
        issuing = Q(unit=unit, post_type__office=Role.SECRETARY, body__body_type__code__in=list(LeadingBody))
    rows = Post.objects.filter(
        Q(body__closed_on=None) | Q(body__closed_on__gt=on),
        existing_unit(on),
        post_type__single_holder=True,
        body__opened_on__lte=on,
    ).exclude(issuing)
    if not is_headquarters(unit):
        rows = rows.filter(unit__path__startswith=unit.path)
    if circular.tree:
        rows = rows.filter(unit__kind__tree=circular.tree)
    if circular.subtree is not None:
        rows = rows.filter(unit__path__startswith=circular.subtree.path)
    for field, codes in (
        ("unit__kind__code", circular.kinds),
        ("body__body_type__code", circular.bodies),
        ("post_type__code", circular.posts),
    ):
        if codes:
            rows = rows.filter(**{f"{field}__in": codes})
    return rows


def posts_of_audience(circular: Circular) -> QuerySet[Post]:
    """The posts a circular in force is addressed to."""
    return Post.objects.filter(circulars_received__circular=circular)


def existing_unit(on: date) -> Q:
    """The condition that the unit of a post is open on ``on``."""
    return Q(Q(unit__closed_on=None) | Q(unit__closed_on__gt=on), unit__opened_on__lte=on)


def preview_of(posts: QuerySet[Post], on: date) -> AudiencePreview:
    """Counts of an audience by kind of unit and type of post: three queries whatever the number."""
    groups: Any = (
        posts.order_by()
        .annotate(is_held=held_on(on), can_confirm=held_on(on, with_account=True))
        .values(kind=F("unit__kind_id"), type=F("post_type_id"))
        .annotate(
            count=Count("pk"),
            held=Count("pk", filter=Q(is_held=True)),
            with_account=Count("pk", filter=Q(can_confirm=True)),
        )
    )
    rows = list(groups)
    kinds = UnitKind.objects.in_bulk({row["kind"] for row in rows})
    types = PostType.objects.in_bulk({row["type"] for row in rows})
    counted = [
        AudienceGroup(kinds[row["kind"]], types[row["type"]], row["count"], row["held"], row["with_account"])
        for row in rows
    ]
    return AudiencePreview(
        sorted(counted, key=lambda group: (group.kind.tree, group.kind.rank, group.post_type.rank, group.post_type.pk))
    )


def audience_choices(unit: Unit, on: date) -> AudienceChoices:
    """What the form of a draft of ``unit`` offers: four queries."""
    national = is_headquarters(unit)
    kinds = UnitKind.objects.order_by("tree", "rank", "pk")
    units = Unit.objects.filter(existing(on))
    if not national:
        units = units.filter(path__startswith=unit.path)
    kinds = kinds if national else kinds.filter(pk__in=units.order_by().values("kind"))
    listed = list(kinds)
    ids = [kind.pk for kind in listed]
    posts = PostType.objects.filter(single_holder=True, body_type__unit_kind__in=ids).order_by("rank", "pk")
    bodies = BodyType.objects.filter(unit_kind__in=ids, post_types__single_holder=True).distinct().order_by("pk")
    deepest = max(unit.depth, _DEEPEST_PLACE)
    places = units.filter(depth__lte=deepest).exclude(parent=None).exclude(pk=unit.pk).order_by("path")
    return AudienceChoices(
        kinds=[(kind.code, kind.name) for kind in listed],
        bodies=_named(bodies),
        posts=_named(posts),
        places=[(place.pk, place.name) for place in places],
        is_national=national,
    )


def _named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """One line for each code, with every name it has: «office» is called by another name in each kind of unit."""
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        names.setdefault(row.code, {})[row.name] = None
    return [(code, " · ".join(labels)) for code, labels in names.items()]
