"""A branch that asks for resources, and those who speak, decide and deliver; plain calls for each act."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tajadur.activity.resources.models import (
    BudgetLine,
    ResourceDecision,
    ResourceDelivery,
    ResourceKind,
    ResourceRequest,
)
from tajadur.activity.resources.operations.asking import ask_resources
from tajadur.activity.resources.operations.budget import set_line
from tajadur.activity.resources.operations.deciding import decide_request
from tajadur.activity.resources.operations.delivering import deliver_part
from tajadur.activity.resources.operations.installing import install_kinds
from tajadur.activity.resources.operations.speaking import endorse_request, recommend_request
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder

ON = date(2026, 5, 4)
DIRHAM = 100


@dataclass
class Cast:
    """The accounts of those who act, and the unit that asks."""

    party: Party
    unit: Unit
    secretary: Account
    above: Account
    cell: Account
    general: Account
    admin: Account


def cast(party: Party) -> Cast:
    """Everybody is there: the branch, its province, the cell, the Secretary General, an administrator."""
    install_kinds()
    national = party.national
    return Cast(
        party=party,
        unit=party.branches[0][0][0],
        secretary=holder(unit=party.branches[0][0][0]),
        above=holder(unit=party.provinces[0][0]),
        cell=holder(unit=national, body="cell", post="responsible", area=party.regions[0]),
        general=holder(unit=national, body="secretariat", post="secretary_general"),
        admin=holder(unit=national, body="headquarters", post="administrator"),
    )


def by_of(account: Account, on: date) -> dict[str, Any]:
    """The arguments every operation has."""
    return {"on": on, "by": acting(account, on), "at": at_noon(on)}


def asks(who: Cast, *, on: date = ON, unit: Unit | None = None, account: Account | None = None, **more: Any) -> int:
    """The branch asks for 10 000 dirhams."""
    return asked_by(account or who.secretary, unit or who.unit, on=on, **more)


def asked_by(account: Account, unit: Unit, *, on: date, **more: Any) -> int:
    """Somebody asks for 10 000 dirhams in the name of a unit."""
    said: dict[str, Any] = {"kind": "activity", "amount": 10_000 * DIRHAM, "purpose": "تنظيم لقاء تواصلي"}
    said |= {"needed_by": on + timedelta(days=60)} | more
    return ask_resources(unit_id=unit.pk, **said, **by_of(account, on))


def endorses(
    who: Cast, request_id: int, *, on: date = ON, in_favour: bool = True, account: Account | None = None
) -> None:
    """The province speaks."""
    said: dict[str, Any] = {
        "in_favour": in_favour,
        "reason": "" if in_favour else "يمكن الانتظار",
    }
    endorse_request(request_id=request_id, **said, **by_of(account or who.above, on))


def recommends(who: Cast, request_id: int, *, on: date = ON, in_favour: bool = True) -> None:
    """The cell speaks."""
    said: dict[str, Any] = {
        "in_favour": in_favour,
        "reason": "" if in_favour else "يمكن الانتظار",
    }
    recommend_request(request_id=request_id, **said, **by_of(who.cell, on))


def has_line(who: Cast, *, on: date = ON, kind: str = "activity", dirhams: int = 50_000) -> BudgetLine:
    """The Secretary General sets a line of this year."""
    pk = set_line(year=on.year, kind=kind, amount=dirhams * DIRHAM, **by_of(who.general, on))
    return BudgetLine.objects.get(pk=pk)


def decides(who: Cast, request_id: int, *, on: date = ON, by: Actor | None = None, **more: Any) -> ResourceDecision:
    """The Secretary General grants it whole, or what is said."""
    said: dict[str, Any] = {"outcome": "whole", "reason": "", "deliver_by": on + timedelta(days=30)} | more
    decide_request(request_id=request_id, **said, **(by_of(who.general, on) | ({"by": by} if by else {})))
    return ResourceDecision.objects.get(request=request_id)


def delivers(who: Cast, request_id: int, *, on: date = ON, dirhams: int | None = None, **more: Any) -> ResourceDelivery:
    """The administrator notes a delivery made that day."""
    said: dict[str, Any] = {"amount": dirhams * DIRHAM if dirhams is not None else None, "completes": False}
    said |= {"proof": "وصل 12/2026", "delivered_on": on} | more
    return ResourceDelivery.objects.get(pk=deliver_part(request_id=request_id, **said, **by_of(who.admin, on)))


def granted(who: Cast, *, on: date = ON, **more: Any) -> ResourceRequest:
    """Asked and granted the same day, from a line that is there."""
    if not BudgetLine.objects.exists():
        has_line(who, on=on)
    request_id = asks(who, on=on)
    decides(who, request_id, on=on, **more)
    return ResourceRequest.objects.get(pk=request_id)


def kind_of(code: str) -> ResourceKind:
    """A kind of the standard party."""
    return ResourceKind.objects.get(code=code)
