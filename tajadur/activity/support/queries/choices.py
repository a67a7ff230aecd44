"""What the forms offer: things of the unit, posts above it, posts in it, decisions of the organisation pole."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import Decision, Meeting, Report
from tajadur.activity.meetings.vocabulary import MeetingState
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission, Role

MEETINGS_BACK, MEETINGS_AHEAD = timedelta(days=120), timedelta(days=45)
OWED_BACK = timedelta(days=200)
DECISIONS_BACK = timedelta(days=365)
MOST = 12


def subjects_near(unit: Unit, on: date) -> tuple[list[Meeting], list[Obligation], list[Case]]:
    """The meetings and obligations of the unit near ``on``, newest first, and its open cases: three queries."""
    meetings = Meeting.objects.filter(unit=unit, planned_on__range=(on - MEETINGS_BACK, on + MEETINGS_AHEAD)).exclude(
        state=MeetingState.CANCELLED
    )
    owed = Obligation.objects.filter(
        unit=unit, addressee=0, period_end__gte=on - OWED_BACK, period_start__lte=on, cancelled_on=None
    )
    return (
        list(meetings.select_related("body__body_type").order_by("-planned_on", "-pk")[:MOST]),
        list(owed.select_related("directive").order_by("-due_on", "-pk")[:MOST]),
        list(Case.objects.filter(unit=unit, ended_on=None).order_by("-opened_on", "-pk")[:MOST]),
    )


def posts_above(unit: Unit, on: date) -> list[Post]:
    """The posts above the unit that are held on ``on``: the cell's for its area, secretaries above, the highest last.

    The coordinator of the Pole and the Secretary General are among them. One query.
    """
    return posts_above_all([unit], on)


def posts_above_all(units: Collection[Unit], on: date) -> list[Post]:
    """The posts that stand above each of the units, otherwise as ``posts_above``. One query; none without a unit."""
    paths = [[int(part) for part in unit.path.strip(".").split(".")] for unit in units]
    if not paths:
        return []
    above = set.intersection(*({*path[:-1]} for path in paths))
    followed = set.intersection(*({*path} for path in paths))
    leading = Q(body__body_type__code__in=LeadingBody, post_type__office=Role.SECRETARY, unit_id__in=above)
    followers = Q(post_type__office__in=(Role.RESPONSIBLE, Role.ASSISTANT), area_id__in=followed)
    held = Exists(Mandate.objects.filter(in_force(on), post=OuterRef("pk")))
    rows = Post.objects.filter(leading | followers | Q(post_type__office=Role.SECRETARY_GENERAL)).filter(held)
    rows = rows.select_related("post_type", "unit", "area", "body__body_type").distinct()
    return sorted(rows, key=lambda post: (-(post.area or post.unit).depth, post.post_type.rank, post.pk))


def posts_in(unit: Unit, on: date) -> list[Post]:
    """The posts of the unit's open bodies, whom one can meet there: one query."""
    rows = Post.objects.filter(Q(body__closed_on=None) | Q(body__closed_on__gt=on), unit=unit, area=None)
    return list(rows.select_related("post_type", "unit", "area", "body__body_type").order_by("post_type__rank", "pk"))


def pole_decisions(actor: Actor, on: date) -> list[Decision]:
    """What the organisation pole decided within a year, newest first, for whoever reads its record. Two queries."""
    national = Unit.objects.filter(bodies__body_type__code=LeadingBody.POLE, closed_on=None).order_by("pk").first()
    if national is None or not may(actor, Permission.READ_RECORD, national):
        return []
    later = Report.objects.filter(meeting=OuterRef("report__meeting"), version__gt=OuterRef("report__version"))
    rows = Decision.objects.filter(
        ~Exists(later),
        report__meeting__body__body_type__code=LeadingBody.POLE,
        report__held_on__gte=on - DECISIONS_BACK,
    )
    return list(rows.select_related("report").order_by("-report__held_on", "position", "pk")[:MOST])
