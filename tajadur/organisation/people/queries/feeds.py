"""Reading private calendar addresses, and which calendars an actor is offered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission, Role

from ..models import Account, FeedToken
from .accounts import digest_of

_OWN_OFFICES = frozenset({Role.SECRETARY, Role.MEMBER, Role.BUREAU, Role.SECRETARY_GENERAL})


@dataclass(frozen=True, slots=True)
class Feed:
    """A live address that was asked for: whose, and of which unit (None: the owner's own calendar)."""

    feed_id: int
    account: Account
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar as its owner sees it; ``unit`` None is one's own, ``feed_id`` None has no address yet.

    ``readable`` False: the mandate that opened it has ended, the calendar is empty.
    """

    unit: Unit | None
    feed_id: int | None
    created_at: datetime | None
    fetched_at: datetime | None
    readable: bool = True


def feed_of(token: str) -> Feed | None:
    """The live address with this token, of an open account; None when it was never made or is revoked. One query."""
    rows = FeedToken.objects.select_related("account__person", "unit").filter(account__is_active=True)
    row = rows.filter(token_digest=digest_of(token), revoked_at=None).first()
    return Feed(row.pk, row.account, row.unit) if row else None


def own_units(actor: Actor) -> list[int]:
    """The units of the actor's own offices: what they owe is on the actor's calendar."""
    return list(dict.fromkeys(grant.unit_id for grant in actor.grants if grant.role in _OWN_OFFICES))


def calendar_units(actor: Actor) -> list[int]:
    """The units whose meetings are on the actor's own calendar: one query.

    Those of his own offices; for who follows a region, that region and the units right below it.
    """
    followed = [int(grant.area_path.split(".")[-2]) for grant in actor.grants if grant.area_path]
    own = own_units(actor)
    if not followed:
        return own
    rows = Unit.objects.filter(Q(pk__in=followed) | Q(parent__in=followed)).order_by("path")
    return list(dict.fromkeys([*own, *rows.values_list("pk", flat=True)]))


def calendars_of(actor: Actor, *, also: int | None = None) -> list[CalendarRow]:
    """One's own calendar, those of the units of one's offices and areas, and any other with a live address.

    ``also`` is one more unit that is asked for; left out when its record may not be read.

    Two queries; nothing for whoever reads no record and has no address.
    """
    live = {
        row.unit_id: row
        for row in FeedToken.objects.select_related("unit").filter(account_id=actor.account_id or 0, revoked_at=None)
    }
    offered: list[Unit | None] = []
    if may_anywhere(actor, Permission.READ_RECORD):
        followed = [int(grant.area_path.split(".")[-2]) for grant in actor.grants if grant.area_path]
        ids = list(dict.fromkeys([*own_units(actor), *followed, *([also] if also else [])]))
        units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids) if may(actor, Permission.READ_RECORD, unit)}
        offered = [None, *(units[pk] for pk in ids if pk in units)]
    shown = {unit.pk if unit else None for unit in offered}
    offered += [row.unit for pk, row in live.items() if pk not in shown]
    return [_row(unit, live.get(unit.pk if unit else None), actor) for unit in offered]


def _row(unit: Unit | None, feed: FeedToken | None, actor: Actor) -> CalendarRow:
    readable = may(actor, Permission.READ_RECORD, unit) if unit else may_anywhere(actor, Permission.READ_RECORD)
    if feed is None:
        return CalendarRow(unit, None, None, None, readable)
    return CalendarRow(unit, feed.pk, feed.created_at, feed.fetched_at, readable)
