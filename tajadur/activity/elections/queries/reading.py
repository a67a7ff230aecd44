"""Elections for their lists, and the record of one constituency or unit: its checklist, counts and coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.people.queries.posts import Holder, holders_on
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.elections import SCOPE_DEPTHS, ItemScope, counted_day, item_due_on, item_state, judged_on
from tajadur.rules.status import State

from ..models import (
    ChecklistItem,
    Constituency,
    ConstituencyCount,
    ConstituencyPart,
    Coordinator,
    Election,
    ItemTick,
)
from ..vocabulary import ElectionStatus


class ConstituencyFacts(NamedTuple):
    """Of a constituency: representatives found and trained (None: never counted), and is it coordinated on the day?"""

    representatives: int | None
    trained: int | None
    is_coordinated: bool


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """An item in one place: its last day in time, its state, and what the unit said (None: nothing, or taken back)."""

    item: ChecklistItem
    due_on: date
    state: State
    tick: ItemTick | None
    last_id: int


@dataclass(frozen=True, slots=True)
class CoordinatorStatus:
    """The post that coordinates, with its holder on the day; None where none is named, or nobody holds it."""

    post: Post | None
    holder: Holder | None
    last_id: int


def elections_for(actor: Actor) -> QuerySet[Any]:
    """The elections the actor may read, the newest first, with ``number``, ``seat_sum``: drafts at headquarters."""
    rows: QuerySet[Any] = Election.objects.annotate(
        number=Count("constituencies"), seat_sum=Sum("constituencies__seats")
    ).order_by("-month_on", "kind")
    if may_anywhere(actor, Permission.PREPARE_ELECTION):
        return rows
    return rows.filter(standing=ElectionStatus.ISSUED)


def election_for(actor: Actor, election_id: int) -> Election:
    """One election, a draft for headquarters alone. Raises NotVisible."""
    row = Election.objects.filter(pk=election_id).first()
    if row is None or not (row.is_issued or may_anywhere(actor, Permission.PREPARE_ELECTION)):
        raise NotVisible
    return row


def draft_for(actor: Actor, election_id: int) -> Election:
    """One that is being prepared. Raises NotVisible, also of one that was issued."""
    row = election_for(actor, election_id)
    if row.is_issued:
        raise NotVisible
    return row


def own_places(items: Sequence[ChecklistItem], unit: Unit) -> tuple[list[ChecklistItem], list[Constituency]]:
    """(the items the unit itself does for an election, the constituencies that belong to it, by name).

    ``items``: its checklist. Raises NotVisible when the election does not concern the unit. Two queries.
    """
    election_id = items[0].election_id
    name = "name_ar" if sort_field() == "sort_ar" else "name_latin"
    constituencies = list(Constituency.objects.filter(election=election_id, owner=unit).order_by(name, "pk"))
    parts = ConstituencyPart.objects.filter(constituency__election=election_id, unit__path__startswith=unit.path)
    scopes = {scope for scope, depth in SCOPE_DEPTHS.items() if depth == unit.depth} - {ItemScope.CONSTITUENCY}
    if not constituencies and not (scopes and parts.exists()):
        raise NotVisible
    return [item for item in items if item.scope in scopes], constituencies


def constituency_of(constituency_id: int) -> Constituency:
    """One constituency of an issued election, with its ``election`` and ``owner``. Raises NotVisible."""
    rows = Constituency.objects.select_related("election", "owner__kind").prefetch_related("parts__unit")
    row = rows.filter(pk=constituency_id, election__standing=ElectionStatus.ISSUED).first()
    if row is None:
        raise NotVisible
    return row


def facts_of_constituencies(election: Election, on: date) -> dict[int, ConstituencyFacts]:
    """Of each constituency what was counted last, and whether it has a coordinator in office on ``on``. One query."""
    held = Mandate.objects.filter(in_force(on), post__isnull=False, post=OuterRef("named__post"))
    rows = Constituency.objects.filter(election=election).annotate(
        counted=FilteredRelation("counts", condition=Q(counts__is_current=True)),
        named=FilteredRelation("coordinators", condition=Q(coordinators__is_current=True)),
    )
    values = rows.values_list("pk", F("counted__representatives"), F("counted__trained"), Exists(held))
    return {pk: ConstituencyFacts(*facts) for pk, *facts in values}


def checklist_of(
    items: Sequence[ChecklistItem], election: Election, on: date, *, unit: Unit, constituency: Constituency | None
) -> list[ItemStatus]:
    """The items that are done once for this place, by their days, with what was said of each. One query."""
    counted_on = counted_day(election.month_on, election.voting_on)
    day = judged_on(on, election.voting_on)
    rows = ItemTick.objects.filter(item__in=items, unit=unit, constituency=constituency, is_current=True)
    words = {row.item_id: row for row in rows}
    standing = []
    for item in items:
        last = words.get(item.pk)
        tick = None if last is None or last.is_void else last
        due_on = item_due_on(counted_on, item.days_before)
        state = item_state(due_on, tick.done_on if tick else None, day)
        standing.append(ItemStatus(item, due_on, state, tick, last.pk if last else 0))
    return standing


def items_of_scope(items: Sequence[ChecklistItem], scope: ItemScope) -> list[ChecklistItem]:
    """Those done once for each place of a scope."""
    return [item for item in items if item.scope == scope]


def count_of(constituency: Constituency) -> ConstituencyCount | None:
    """What was counted last. One query."""
    return ConstituencyCount.objects.filter(constituency=constituency, is_current=True).first()


def coordinator_of(constituency: Constituency, on: date) -> CoordinatorStatus:
    """Who coordinates on ``on``. Two queries."""
    rows = Coordinator.objects.select_related("post__post_type", "post__unit", "post__body__body_type")
    row = rows.filter(constituency=constituency, is_current=True).first()
    if row is None or row.post is None:
        return CoordinatorStatus(None, None, row.pk if row else 0)
    holders = holders_on([row.post.pk], on).get(row.post.pk, [])
    return CoordinatorStatus(row.post, holders[0] if holders else None, row.pk)


def posts_to_coordinate(unit: Unit, on: date) -> QuerySet[Post]:
    """Posts held on ``on`` whose holder may coordinate: of the leading body of the unit, secretaries right below it."""
    leading = Q(body__body_type__code__in=LeadingBody)
    near = Q(unit=unit) & leading | Q(unit__parent=unit, post_type__office=Role.SECRETARY) & leading
    held = Mandate.objects.filter(in_force(on), post=OuterRef("pk"))
    rows = Post.objects.filter(near, Exists(held), Q(unit__closed_on=None) | Q(unit__closed_on__gt=on), area=None)
    return rows.select_related("post_type", "unit").order_by("unit__depth", "unit__code", "post_type__rank", "pk")
