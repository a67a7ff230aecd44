"""Elections: issued whole, without a place in two constituencies; readiness said by the unit each place belongs to."""

from collections.abc import Iterator
from typing import Any

from tajadur.activity.elections.models import (
    ChecklistItem,
    Constituency,
    ConstituencyCount,
    ConstituencyPart,
    Coordinator,
    Election,
    ItemTick,
)
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.rules.elections import SCOPE_DEPTHS, ItemScope, overlaps, owner_of

from .as_of import AsOf
from .premises import corrected_once, said_by_their_unit


def elections_whole(as_of: AsOf) -> Iterator[str]:
    """An issued election asks something in constituencies that do not overlap, each of the unit its places lie in."""
    for item in ChecklistItem.objects.select_related("owner__body_type__unit_kind").order_by("pk"):
        kind = item.owner.body_type.unit_kind
        if kind.tree != Tree.TERRITORY or kind.rank != SCOPE_DEPTHS[ItemScope(item.scope)]:
            yield f"item {item.pk} for each {item.scope} is seen to by a post of {kind.code}"
    for election in Election.objects.order_by("pk"):
        owners = dict(Constituency.objects.filter(election=election).values_list("pk", "owner_id"))
        parts = _parts(election)
        for pk, owner in sorted(owners.items()):
            if pk not in parts:
                yield f"constituency {pk} of election {election.pk} has no place"
            elif owner != owner_of(path for _unit, path in parts[pk]):
                yield f"constituency {pk} of election {election.pk} belongs to {owner}, its places lie elsewhere"
        if election.is_issued:
            if not owners or not election.items.exists():
                yield f"election {election.pk} was issued without a checklist or a constituency"
            for unit, held in sorted(overlaps(parts).items()):
                yield f"unit {unit} is in constituencies {held} of election {election.pk}"


def readiness_own(as_of: AsOf) -> Iterator[str]:
    """Each word on readiness is of the unit that owns its place, of its day, corrected once; of an issued election."""
    ticks = list(ItemTick.objects.select_related("item__election", "constituency", "unit").order_by("pk"))
    counts = list(ConstituencyCount.objects.select_related("constituency__election").order_by("pk"))
    named = list(Coordinator.objects.select_related("constituency__election", "post__unit", "unit").order_by("pk"))
    named_rows: tuple[tuple[str, list[Any]], ...] = (("tick", ticks), ("count", counts), ("coordinator", named))
    for name, rows in named_rows:
        yield from said_by_their_unit(name, rows)
        yield from corrected_once(name, rows)
        for row in rows:
            place = row.constituency
            election = row.item.election if name == "tick" else place.election
            if not election.is_issued or row.said_on < election.issued_on:
                yield f"{name} {row.pk} is of election {election.pk}, which was not issued then"
            if place is not None and (place.owner_id != row.unit_id or place.election_id != election.pk):
                yield f"{name} {row.pk} of unit {row.unit_id} is of constituency {place.pk}, which is not its own"
    for tick in ticks:
        scope = ItemScope(tick.item.scope)
        of_constituency = scope is ItemScope.CONSTITUENCY
        if of_constituency == (tick.constituency_id is None) or (
            not of_constituency and tick.unit.depth != SCOPE_DEPTHS[scope]
        ):
            yield f"tick {tick.pk} of unit {tick.unit_id} is no place of item {tick.item_id}, done for each {scope}"
    for row in named:
        if row.post and row.unit_id not in (row.post.unit_id, row.post.unit.parent_id):
            yield f"coordinator {row.pk} of unit {row.unit_id} holds a post of {row.post.unit_id}"


def _parts(election: Election) -> dict[int, list[tuple[int, str]]]:
    """Constituency -> its units with where they stood on the day of the issue, or stand."""
    rows = ConstituencyPart.objects.filter(constituency__election=election)
    values = list(rows.values_list("constituency_id", "unit_id", "unit__path"))
    former = paths_on({unit for _, unit, _ in values}, election.issued_on) if election.issued_on else {}
    parts: dict[int, list[tuple[int, str]]] = {}
    for key, unit, path in values:
        parts.setdefault(key, []).append((unit, former.get(unit, path)))
    return parts
