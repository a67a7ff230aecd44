"""Who was elected, to which posts, and what waits for a confirmation."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Person, Post
from tajadur.organisation.people.vocabulary import Standing
from tajadur.policy.actors import Actor
from tajadur.policy.gate import within
from tajadur.policy.matrix import Act

from ..models import Congress, Elected

_OFFICE = "office"


def posts_to_fill(unit_id: int) -> QuerySet[Post]:
    """The posts of the office of a unit, which its congress elects."""
    rows = Post.objects.filter(unit_id=unit_id, body__body_type__code=_OFFICE, body__closed_on=None)
    return rows.select_related("post_type", "body__body_type").order_by("post_type__rank", "pk")


def persons_known(congress: Congress, on: date) -> QuerySet[Person]:
    """Those who hold a post in the unit or right below it on ``on``: the likely elected, by name."""
    unit = congress.unit
    posts = Q(mandates__post__unit_id=unit.pk) | Q(mandates__post__unit__parent_id=unit.pk)
    return Person.objects.filter(posts, in_force(on, "mandates__")).distinct().order_by("name_ar", "pk")[:300]


def elected_in(congress: Congress) -> QuerySet[Elected]:
    """Who was elected, with post and person, in the order of the posts."""
    rows = Elected.objects.filter(congress=congress).select_related("post__post_type", "person", "mandate")
    return rows.order_by("post__post_type__rank", "pk")


def results_waiting(actor: Actor) -> QuerySet[Congress]:
    """The congresses whose elected wait for a confirmation, with how many (``waiting``), oldest held first."""
    rows = within(Congress.objects.all(), actor, Act.MANAGE_MANDATES, "unit__path")
    rows = rows.annotate(waiting=Count("elected", filter=Q(elected__mandate__standing=Standing.PROPOSED)))
    return rows.filter(waiting__gt=0).select_related("unit", "obligation").order_by("obligation__held_on", "pk")
