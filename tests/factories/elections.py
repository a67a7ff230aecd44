"""Elections as headquarters prepares and issues them, and what units say of their readiness."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tajadur.activity.elections.models import ChecklistItem, Constituency, Election
from tajadur.activity.elections.operations.drafting import draft_election, issue_election
from tajadur.activity.elections.operations.import_plan import SheetRow
from tajadur.activity.elections.operations.importing import import_constituencies
from tajadur.activity.elections.operations.items import ItemData
from tajadur.activity.elections.operations.recording import CountData, TickData, record_counts, tick_item
from tajadur.activity.elections.queries.drafting import posts_of_scope
from tajadur.activity.elections.vocabulary import MEN, WOMEN
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.elections import ItemScope
from tests.factories.duties import at_noon


def drafted_election(by: Actor, *, kind: str = "communal", voting_on: date | None = None, **more: Any) -> Election:
    """Drafted on the actor's day; without a day, for the month ``month_on``."""
    said = {"kind": kind, "month_on": None, "voting_on": voting_on, **more}
    return Election.objects.get(pk=draft_election(**said, on=by.on, by=by, at=at_noon(by.on)))


def sheet_rows(*constituencies: Sequence[Unit], seats: int = 7, quota: int = 2, stations: int = 10) -> list[SheetRow]:
    """A row for each unit of each constituency; these are called C1, C2 and so on."""
    return [
        SheetRow(
            number, f"C{at}", unit.code, name_ar=f"دائرة {at}", name_latin=f"Circonscription {at}", seats=str(seats),
            quota=str(quota), stations=str(stations),
        )
        for number, (at, unit) in enumerate(
            ((at, unit) for at, units in enumerate(constituencies, 1) for unit in units), 2
        )
    ]  # fmt: skip


def loaded(election: Election, by: Actor, *constituencies: Sequence[Unit], **numbers: int) -> list[Constituency]:
    """Constituencies of these units brought in, by their codes."""
    rows = sheet_rows(*constituencies, **numbers)
    import_constituencies(election_id=election.pk, rows=rows, on=by.on, by=by, at=at_noon(by.on))
    return list(Constituency.objects.filter(election=election).order_by("code"))


def issued_now(election: Election, by: Actor) -> Election:
    """Issued by the Secretary General, places left out or not."""
    confirmed = frozenset({"left_out"})
    issue_election(election_id=election.pk, confirmed=confirmed, on=by.on, by=by, at=at_noon(by.on))
    return Election.objects.get(pk=election.pk)


def item_data(scope: ItemScope = ItemScope.CONSTITUENCY, **changes: Any) -> ItemData:
    """An item due 30 days before, with a few words as its proof."""
    owner = posts_of_scope(scope).first()
    values: dict[str, Any] = {
        "name_ar": "لقاء", "name_fr": "", "name_en": "Meeting", "days_before": 30, "scope": scope.value,
        "owner_id": owner.pk if owner else None, "evidence": "note", "weight": 3,
    }  # fmt: skip
    return ItemData(**(values | changes))


def ticked(item: ChecklistItem, place: Constituency | Unit, by: Actor, *, seen: int = 0, **changes: Any) -> int:
    """Done on the actor's day."""
    unit_id = place.owner_id if isinstance(place, Constituency) else place.pk
    constituency = place.pk if isinstance(place, Constituency) else None
    data = TickData(**({"done_on": by.on, "evidence": "12"} | changes))
    return tick_item(
        unit_id=unit_id, item_id=item.pk, constituency_id=constituency, data=data, seen=seen, on=by.on, by=by,
        at=at_noon(by.on),
    )  # fmt: skip


def counted(
    place: Constituency, by: Actor, *, seen: int = 0, representatives: int = 8, trained: int = 5, each: int = 1
) -> int:
    """Representatives found and trained, and ``each`` of every sex and age group who stand."""
    data = CountData(representatives, trained, dict.fromkeys((*WOMEN, *MEN), each))
    return record_counts(
        unit_id=place.owner_id, constituency_id=place.pk, data=data, seen=seen, on=by.on, by=by, at=at_noon(by.on)
    )
