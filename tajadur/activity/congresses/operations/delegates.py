"""The seats a region shares out among its provinces, and the delegates each province files for itself."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules import apportionment

from ..models import Congress, DelegateList, SeatShare
from ..queries.weighing import weights_of
from ..vocabulary import HELD, Basis
from .marking import for_conducting, note

NAMES_LIMIT = 20_000


@transaction.atomic
def share_seats(
    *,
    congress_id: int,
    seats: int | None,
    floor: int,
    basis: str,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> dict[int, int]:
    """The region shares the delegates out by the stated rule; returns the seats of each province.

    Lists already filed stay and are shown against the new shares. Raises NotVisible, PermissionDenied, BadInput (codes
    of PROBLEMS); NeedsConfirmation ``delegates_filed``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    congress = road.congress
    if HELD in road.done:
        raise BadInput("", "congress_held")
    if not seats:
        raise BadInput("seats", "seats_required")
    chosen = Basis(basis) if basis in Basis.values else Basis.BRANCHES
    weights = weights_of(congress.unit, chosen, road.on)
    if not weights:
        raise BadInput("", "no_provinces")
    if floor * len(weights) > seats:
        raise BadInput("floor", "floor_too_high", total=seats, floor=floor, provinces=len(weights))
    if road.filed and "delegates_filed" not in confirmed:
        raise NeedsConfirmation("", "delegates_filed", n=road.filed)
    shared = apportionment.seats(seats, weights, floor=floor)
    _store(congress, shared, weights)
    congress.seats, congress.seats_floor, congress.seats_basis = seats, floor, chosen
    congress.save(update_fields=["seats", "seats_floor", "seats_basis"])
    note("congress.seats", congress, by, at, grant, {"seats": seats, "floor": floor, "basis": chosen.value})
    return shared


@transaction.atomic
def file_delegates(
    *,
    congress_id: int,
    unit_id: int,
    elected: int | None,
    women: int,
    youth: int,
    names: str = "",
    by: Actor,
    at: datetime,
) -> DelegateList:
    """A province files the delegates it elected, or corrects them with a new version. Names stay with the unit.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS).
    """
    rows = SeatShare.objects.select_for_update(of=("self",)).select_related("unit", "congress__obligation")
    share = rows.filter(congress_id=congress_id, unit_id=unit_id).first()
    if share is None:
        raise NotVisible
    grant = require(by, Permission.DECLARE, share.unit)
    owed = share.congress.obligation
    if owed.held_on is not None:
        raise BadInput("", "congress_held")
    if owed.cancelled_on is not None or owed.excused_on is not None:
        raise BadInput("", "not_asked")
    kept = _checked(share.seats, elected, women, youth, names)
    inside = share.check_ins.filter(taken_back_at=None).aggregate(whole=Sum("count"))["whole"] or 0
    if elected is not None and elected < inside:
        raise BadInput("elected", "checked_in_already", inside=inside)
    before = share.lists.filter(is_latest=True).first()
    share.lists.filter(is_latest=True).update(is_latest=False)
    filed = DelegateList.objects.create(
        share=share,
        version=before.version + 1 if before else 1,
        elected=elected or 0,
        women=women,
        youth=youth,
        names=kept,
        filed_at=at,
        filed_on=_first_day(before, at),
        mandate_id=grant.mandate_id,
    )
    log_action(
        act="congress.delegates",
        by=by,
        at=at,
        grant=grant,
        unit_id=unit_id,
        subject=("congress", congress_id),
        detail={"version": filed.version, "elected": filed.elected, "women": women, "youth": youth},
    )
    return filed


def _first_day(before: DelegateList | None, at: datetime) -> date:
    return before.filed_on if before else civil_day(at)


def _checked(seats: int, elected: int | None, women: int, youth: int, names: str) -> str:
    """The names, cleaned, one a line; or every problem at once."""
    problems = []
    if elected is None:
        raise BadInput("elected", "elected_required")
    if elected > seats:
        problems.append(BadInput("elected", "over_quota", seats=seats, elected=elected))
    for field, count in (("women", women), ("youth", youth)):
        if count > elected:
            problems.append(BadInput(field, "shares_over_whole", elected=elected))
    lines = [
        clean_line(line, field="names") for line in clean_text(names, field="names", limit=NAMES_LIMIT).split("\n")
    ]
    kept = [line for line in lines if line]
    if len(kept) > elected:
        problems.append(BadInput("names", "names_over_count", names=len(kept), elected=elected))
    if problems:
        raise BadInput.of(*problems)
    return "\n".join(kept)


def _store(congress: Congress, shared: dict[int, int], weights: dict[int, int]) -> None:
    """Change shares in place, so that lists already filed keep their share."""
    known = {row.unit_id: row for row in SeatShare.objects.filter(congress=congress)}
    for unit_id, row in known.items():
        row.seats, row.weight = shared.get(unit_id, 0), weights.get(unit_id, 0)
    SeatShare.objects.bulk_update(known.values(), ["seats", "weight"])
    SeatShare.objects.bulk_create(
        SeatShare(congress=congress, unit_id=unit_id, seats=seats, weight=weights[unit_id])
        for unit_id, seats in shared.items()
        if unit_id not in known
    )
