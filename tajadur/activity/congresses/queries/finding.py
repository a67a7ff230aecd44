"""Finding congresses within the actor's reach."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.queries.meetings import meetings_for
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import Permission

from ..models import Congress, DelegateList, SeatShare, Stage
from .roads import Road, roads_of


def congresses_within(actor: Actor, permission: Permission) -> QuerySet[Congress]:
    """The congresses still asked of the units towards which ``permission`` is allowed, with unit and obligation."""
    rows = Congress.objects.filter(obligation__cancelled_on=None, obligation__excused_on=None)
    rows = within(rows, actor, permission, "unit__path").select_related("unit__kind", "obligation")
    return rows.order_by("unit__code", "obligation__period_end", "pk")


def congress_for(actor: Actor, congress_id: int, permission: Permission) -> Congress:
    """One congress towards whose unit ``permission`` is allowed, with unit, its kind and obligation.

    Raises NotVisible or PermissionDenied.
    """
    congress = Congress.objects.select_related("unit__kind", "obligation").filter(pk=congress_id).first()
    if congress is None:
        raise NotVisible
    require(actor, permission, congress.unit)
    return congress


def road_for(actor: Actor, congress_id: int, permission: Permission, on: date) -> Road:
    """The road of one congress. Raises NotVisible or PermissionDenied. Four queries."""
    return roads_of([congress_for(actor, congress_id, permission)], on)[0]


def step_for(actor: Actor, congress_id: int, code: str, permission: Permission) -> Stage:
    """One stage of a congress, with its congress and template. Raises NotVisible or PermissionDenied."""
    rows = Stage.objects.select_related("congress__unit__kind", "congress__obligation", "template", "meeting")
    stage = rows.filter(congress_id=congress_id, template__code=code).first()
    if stage is None:
        raise NotVisible
    require(actor, permission, stage.congress.unit)
    return stage


def congress_of(actor: Actor, obligation_id: int, permission: Permission) -> Congress | None:
    """The congress still asked by an obligation; None without one, or where ``permission`` is not allowed."""
    return congresses_within(actor, permission).filter(obligation_id=obligation_id).first()


def congress_owed(obligation: Obligation) -> int | None:
    """The id of the congress of an obligation; None when it has none."""
    return Congress.objects.filter(obligation=obligation).values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class OwnShare:
    """The seats of a province in a congress, as the province itself sees them; ``latest`` is what it filed."""

    share: SeatShare
    latest: DelegateList | None
    may_file: bool


def shares_within(actor: Actor, permission: Permission) -> QuerySet[SeatShare]:
    """The seats given to units towards which ``permission`` is allowed, newest edition first."""
    rows = SeatShare.objects.filter(congress__obligation__cancelled_on=None, seats__gt=0)
    return (
        within(rows, actor, permission, "unit__path")
        .select_related("unit", "congress__unit", "congress__obligation")
        .order_by("-congress__obligation__period_end", "unit__code")
    )


def own_share(actor: Actor, congress_id: int, unit_id: int, permission: Permission) -> OwnShare:
    """The seats of a unit and its latest list, names included: for the unit itself.

    Raises NotVisible or PermissionDenied.
    """
    rows = SeatShare.objects.select_related("unit", "congress__unit", "congress__obligation")
    share = rows.filter(congress_id=congress_id, unit_id=unit_id).first()
    if share is None:
        raise NotVisible
    require(actor, permission, share.unit)
    latest = share.lists.filter(is_latest=True).first()
    return OwnShare(share, latest, may(actor, Permission.DECLARE, share.unit))


def last_meetings(actor: Actor, unit_id: int, on: date, *, limit: int = 12) -> QuerySet[Meeting]:
    """The last meetings of the unit that the actor reads, planned by ``on`` and not cancelled, newest first."""
    rows = meetings_for(actor).filter(unit_id=unit_id, planned_on__lte=on).exclude(state="cancelled")
    return rows.order_by("-planned_on", "-pk")[:limit]


def meetings_opened(actor: Actor, road: Road) -> frozenset[int]:
    """The meetings named as what shows a stage that the actor reads. One query when there are any."""
    named = [row.meeting_id for row in road.rows.values() if row.meeting_id]
    return frozenset(meetings_for(actor).filter(pk__in=named).values_list("pk", flat=True)) if named else frozenset()
