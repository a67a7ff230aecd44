"""The meetings an actor follows, narrowed as a list can be; and which past ones still wait for their report."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import matching_meeting
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.searching import found_in, search_words
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission, Role

from ..models import Draft, Meeting
from ..vocabulary import MeetingState

_SCREEN = ("unit", "unit__kind", "body", "body__body_type")


def declared_not_held(on: date) -> Exists:
    """Of a meeting: has its unit declared by ``on`` that nothing was held in the period it belongs to?"""
    asked = matching_meeting(OuterRef("unit_id"), OuterRef("body__body_type_id"), OuterRef("planned_on"))
    return Exists(asked.filter(not_held_on__lte=on, not_held_withdrawn_on=None).order_by())


def with_answers(rows: QuerySet[Meeting], on: date) -> QuerySet[Meeting]:
    """The meetings, each with ``is_not_held``: it waits for no report, its unit has said that it was not held."""
    return rows.annotate(is_not_held=declared_not_held(on))


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


# What a list of meetings can be narrowed to, as seen on a day; the first is what it begins with.
STATES: dict[str, Callable[[date], Q]] = {
    "week": lambda on: Q(planned_on__gte=_monday(on)),
    "coming": lambda on: Q(state=MeetingState.PROGRAMMED, planned_on__gte=on),
    "awaiting": lambda on: Q(state=MeetingState.PROGRAMMED, planned_on__lt=on) & ~Q(declared_not_held(on)),
    "reported": lambda on: Q(state=MeetingState.REPORTED),
    "not_held": lambda on: Q(state=MeetingState.PROGRAMMED, planned_on__lt=on) & Q(declared_not_held(on)),
    "cancelled": lambda on: Q(state=MeetingState.CANCELLED),
}
_NEAREST_FIRST = frozenset({"week", "coming"})


def meetings_found(
    actor: Actor,
    *,
    words: str = "",
    state: str = "",
    unit: Unit | None = None,
    region_id: int | None = None,
    body_type_id: int | None = None,
    tree: str = "",
) -> QuerySet[Meeting]:
    """The meetings within reach, narrowed by the name of the unit, one of STATES, a region, a kind of body.

    What comes begins with the nearest day, everything else with the newest. ``unit`` means that unit with all below
    it; without it the actor's own units are left out, they have their page. Each with ``is_not_held``.
    """
    rows = Meeting.objects.select_related(*_SCREEN)
    rows = within(rows, actor, Permission.READ_RECORD, "unit__path", body_type="body__body_type")
    if words:
        folded = search_words(words)
        rows = rows.filter(found_in(folded, "unit__folded")) if folded else rows.none()
    if unit:
        rows = rows.filter(unit__path__startswith=unit.path)
    else:
        own = {grant.unit_id for grant in actor.grants if grant.role in {Role.SECRETARY, Role.MEMBER}}
        rows = rows.exclude(unit_id__in=own)
    if region_id:
        rows = rows.filter(unit__path__contains=f".{region_id}.")
    if tree:
        rows = rows.filter(of_tree(tree))
    if body_type_id:
        rows = rows.filter(body__body_type_id=body_type_id)
    if state in STATES:
        rows = rows.filter(STATES[state](actor.on))
    order = ("planned_on", "wall_time", "pk")
    return with_answers(rows, actor.on).order_by(*(order if state in _NEAREST_FIRST else (f"-{key}" for key in order)))


def body_types_that_meet() -> QuerySet[BodyType]:
    """The kinds of body that hold meetings, for filters: all but congresses, which have stages of their own."""
    return BodyType.objects.exclude(code="congress").order_by("pk")


def meeting_to_report(owed: Obligation, on: date) -> Meeting | None:
    """The first meeting whose day has come and whose report would answer what is owed; ``has_draft``: is it begun?

    For a duty that stays open the meetings after its last day count too, as late.
    """
    rows = Meeting.objects.filter(
        unit_id=owed.unit_id,
        body__body_type_id=owed.directive.body_type_id,
        state=MeetingState.PROGRAMMED,
        planned_on__range=(owed.period_start, min(owed.period_end, on) if owed.calendar else on),
    )
    drafts = Draft.objects.filter(meeting=OuterRef("pk"))
    return rows.annotate(has_draft=Exists(drafts)).order_by("planned_on", "pk").first()
