"""Units and bodies: kinds that fit, days inside each other, places without a gap."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q

from tajadur.activity.meetings.models import Report
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings, ObservedDay, PostType, UnitKind
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Body, ChapterPlace, Placement, Unit

from .as_of import AsOf

_FIRST = date(1900, 1, 1)  # what a body type is laid down with holds from before any meeting


def kinds_fit(as_of: AsOf) -> Iterator[str]:
    """A unit stands under one of the kind above its own; bodies and posts are of the kinds of their unit and body."""
    misplaced = Unit.objects.exclude(kind__parent_id=F("parent__kind_id")).exclude(kind__parent=None, parent=None)
    yield from (f"unit {code} stands under one of a wrong kind" for code in misplaced.values_list("code", flat=True))
    for pk in Body.objects.exclude(body_type__unit_kind_id=F("unit__kind_id")).values_list("pk", flat=True):
        yield f"body {pk} is none of the kind of its unit"
    for pk in Post.objects.exclude(unit_id=F("body__unit_id")).values_list("pk", flat=True):
        yield f"post {pk} is of a body of another unit"
    for pk in Post.objects.exclude(post_type__body_type_id=F("body__body_type_id")).values_list("pk", flat=True):
        yield f"post {pk} is none of its body"
    follows = Q(post_type__office__in=("responsible", "assistant"))
    for pk in Post.objects.filter(~follows & Q(area__isnull=False)).values_list("pk", flat=True):
        yield f"post {pk} follows an area and is none that follows"
    named = Post.objects.filter(follows, area__isnull=False).exclude(post_type__area_tree=F("area__kind__tree"))
    for pk in named.values_list("pk", flat=True):
        yield f"post {pk} is named for areas of another tree than its own"
    ranks = UnitKind.objects.exclude(Q(parent=None, rank=0) | Q(rank=F("parent__rank") + 1, tree=F("parent__tree")))
    yield from (f"kind {code} stands at a wrong depth" for code in ranks.values_list("code", flat=True))


def days_inside(as_of: AsOf) -> Iterator[str]:
    """A unit lives while its parent does, its bodies while it does; nothing was owed or held before it was opened."""
    early = Unit.objects.filter(parent__isnull=False, opened_on__lt=F("parent__opened_on"))
    yield from (f"unit {code} was opened before the one above it" for code in early.values_list("code", flat=True))
    orphan = Unit.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=F("parent__closed_on")), parent__closed_on__lte=as_of.on
    )
    yield from (f"unit {code} is open, the one above it is closed" for code in orphan.values_list("code", flat=True))
    bodies = Body.objects.filter(Q(opened_on__lt=F("unit__opened_on")) | Q(closed_on__gt=F("unit__closed_on")))
    left = Body.objects.filter(closed_on=None, unit__closed_on__isnull=False)
    for pk in (bodies | left).values_list("pk", flat=True).distinct():
        yield f"body {pk} lives longer than its unit"
    declared = Unit.objects.filter(declared_on__lt=F("opened_on")).values_list("code", flat=True)
    yield from (f"unit {code} was declared before it was opened" for code in declared)
    inside = Q(directive__owed_if_opened_inside=True)
    owed = Obligation.objects.filter(cancelled_on=None).filter(
        Q(~inside, unit__opened_on__gt=F("period_start")) | Q(unit__opened_on__gt=F("period_end"))
    )
    for pk, key, code in owed.values_list("pk", "period_key", "unit__code"):
        yield f"obligation {pk} ({key}) is of before unit {code} was opened"
    held = Report.objects.filter(
        Q(held_on__lt=F("meeting__unit__opened_on")) | Q(held_on__lt=F("meeting__body__opened_on"))
    )
    yield from (f"report {pk} is of before its unit or body was opened" for pk in held.values_list("pk", flat=True))


def places_without_gap(as_of: AsOf) -> Iterator[str]:
    """A unit stands somewhere from its opening on: its places follow each other, the last one lasts."""
    opened = dict(Unit.objects.values_list("pk", "opened_on"))
    ends: dict[int, date | None] = {}
    rows = Placement.objects.order_by("unit_id", "from_on").values_list("unit_id", "from_on", "to_on", "parent_id")
    for unit_id, from_on, to_on, parent_id in rows:
        if unit_id not in ends and from_on != opened[unit_id]:
            yield f"unit {unit_id} has its first place from {from_on}, it was opened on {opened[unit_id]}"
        elif unit_id in ends and ends[unit_id] != from_on:
            yield f"unit {unit_id} stood nowhere until {from_on}"
        if parent_id == unit_id:
            yield f"unit {unit_id} stands under itself"
        ends[unit_id] = to_on
    for unit_id in opened:
        if unit_id not in ends:
            yield f"unit {unit_id} stands nowhere"
        elif ends[unit_id] is not None:
            yield f"unit {unit_id} stands nowhere from {ends[unit_id]} on"


def chapters_sit_on_soil(as_of: AsOf) -> Iterator[str]:
    """A unit of another tree sits on one of the territory, from no day on which either was not yet there."""
    wrong = ChapterPlace.objects.filter(
        Q(unit__kind__tree=Tree.TERRITORY)
        | ~Q(place__kind__tree=Tree.TERRITORY)
        | Q(from_on__lt=F("unit__opened_on"))
        | Q(from_on__lt=F("place__opened_on"))
        | Q(place__closed_on__lte=F("from_on"))
    )
    yield from (f"place {pk} of a chapter is none it could have" for pk in wrong.values_list("pk", flat=True))


def profile_consistent(as_of: AsOf) -> Iterator[str]:
    """Settings hold from a day, set beforehand; an Islamic day was kept near what the calendar says."""
    yield from _body_settings()
    heads = PostType.objects.filter(office="secretary_general", single_holder=False).values_list("code", flat=True)
    yield from (f"post {code} leads and has many holders" for code in heads)
    for estimated_on, observed_on in ObservedDay.objects.values_list("estimated_on", "observed_on"):
        if abs((observed_on - estimated_on).days) > 3:
            yield f"the day estimated for {estimated_on} is kept on {observed_on}"


def _body_settings() -> Iterator[str]:
    """The first row of a body type holds from before any report; a later one was decided before the day it holds."""
    rows = BodyTypeSettings.objects.order_by("body_type_id", "from_on")
    lacking = set(BodyType.objects.values_list("pk", flat=True))
    for body_type_id, from_on, decided_at in rows.values_list("body_type_id", "from_on", "decided_at"):
        if body_type_id in lacking:
            lacking.discard(body_type_id)
            if from_on != _FIRST or decided_at is not None:
                yield f"body type {body_type_id} has its first settings only from {from_on}"
        elif decided_at is None or civil_day(decided_at) >= from_on:
            yield f"settings of body type {body_type_id} from {from_on} were not decided before that day"
    yield from (f"body type {pk} has no settings" for pk in sorted(lacking))
