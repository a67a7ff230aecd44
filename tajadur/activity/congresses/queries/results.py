"""Who was elected, to which posts, and what waits for a confirmation."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Person, Post
from tajadur.organisation.people.vocabulary import MandateStatus, by_name
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings, PostType
from tajadur.organisation.profile.queries import SettingsOverTime
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

from ..models import Congress, Elected, ElectedCount
from ..vocabulary import COUNCIL, OFFICE

_ELECTED = (OFFICE, COUNCIL)


@dataclass(frozen=True, slots=True)
class ElectedBody:
    """Those one congress elected to one body, in the order of the posts; ``women`` and ``youth`` as the unit said.

    ``aims`` are the settings of the day the congress was held, with the shares aimed at.
    """

    body_id: int
    body_type: BodyType
    aims: BodyTypeSettings
    women: int | None
    youth: int | None
    rows: list[Elected] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many were elected."""
        return len(self.rows)

    @property
    def is_confirmed(self) -> bool:
        """Did headquarters confirm all of them?"""
        return all(row.is_confirmed for row in self.rows)


def posts_to_fill(unit_id: int) -> QuerySet[Post]:
    """The posts of the office and of the council of a unit, which its congress elects."""
    rows = Post.objects.filter(unit_id=unit_id, body__body_type__code__in=_ELECTED, body__closed_on=None)
    return rows.select_related("post_type", "body__body_type").order_by("body__body_type", "post_type__rank", "pk")


def lists_of(congress: Congress) -> QuerySet[PostType]:
    """The posts of the elected bodies that many hold, the largest body first: each is filled by a list of names."""
    rows = PostType.objects.filter(
        body_type__unit_kind=congress.unit.kind_id, body_type__code__in=_ELECTED, single_holder=False
    )
    return rows.order_by("-body_type__usual_members", "pk")


def persons_known(congress: Congress, on: date, also: Collection[int] = ()) -> QuerySet[Person]:
    """Those who hold a post in the unit or right below it on ``on``, and ``also`` by id: all of them."""
    unit = congress.unit
    posts = Q(mandates__post__unit_id=unit.pk) | Q(mandates__post__unit__parent_id=unit.pk)
    rows = Person.objects.filter(posts & Q(in_force(on, "mandates__")) | Q(pk__in=list(also)))
    return rows.distinct().order_by(*by_name())


def elected_in(congress: Congress) -> list[ElectedBody]:
    """Who was elected, body by body, with post, person and mandate: three queries."""
    return elected_of([congress.pk]).get(congress.pk, [])


def elected_of(congress_ids: Collection[int]) -> dict[int, list[ElectedBody]]:
    """Those each congress elected, body by body, by the id of the congress: three queries, whatever their number."""
    counts = {
        (row.congress_id, row.body_id): row for row in ElectedCount.objects.filter(congress__in=list(congress_ids))
    }
    rows = Elected.objects.filter(congress__in=list(congress_ids)).select_related(
        "post__post_type", "post__body__body_type", "person", "mandate", "congress__obligation"
    )
    settings = SettingsOverTime()
    by_congress: dict[int, dict[int, ElectedBody]] = {}
    for row in rows.order_by("post__body__body_type", "post__post_type__rank", "pk"):  # as the list was written
        bodies = by_congress.setdefault(row.congress_id, {})
        body_id, count = row.post.body_id, counts.get((row.congress_id, row.post.body_id))
        if body_id not in bodies:
            women, youth = (count.women, count.youth) if count else (None, None)
            body_type, congress = row.post.body.body_type, row.congress
            day = congress.obligation.held_on or congress.planned_on or congress.obligation.period_end
            bodies[body_id] = ElectedBody(body_id, body_type, settings.on(body_type.pk, day), women, youth)
        bodies[body_id].rows.append(row)
    return {congress_id: list(bodies.values()) for congress_id, bodies in by_congress.items()}


def results_waiting(actor: Actor) -> QuerySet[Congress]:
    """The congresses whose elected wait for a confirmation, with how many (``waiting``), oldest held first."""
    rows = within(Congress.objects.all(), actor, Permission.MANAGE_MANDATES, "unit__path")
    rows = rows.annotate(waiting=Count("elected", filter=Q(elected__mandate__standing=MandateStatus.PROPOSED)))
    return rows.filter(waiting__gt=0).select_related("unit", "obligation").order_by("obligation__held_on", "pk")
