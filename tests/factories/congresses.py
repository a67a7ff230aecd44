"""A congress of any unit, with its stages; and the acts of a region in one line each."""

from datetime import date, datetime, time
from typing import Any

from tajadur.activity.congresses.models import Congress, SeatShare
from tajadur.activity.congresses.nightly import open_congresses
from tajadur.activity.congresses.operations.marking import Shown, fix_date, mark_stage
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon

OPENS, DEADLINE = date(2026, 1, 1), date(2026, 6, 30)


def make_congress(*, unit: Unit, opens_on: date = OPENS, by_on: date = DEADLINE) -> Congress:
    """The congress of ``unit`` in one edition, opened by the pass."""
    directive, _ = Directive.objects.get_or_create(
        code=f"congress-{unit.kind_id}",
        defaults={
            **dict.fromkeys(("name_ar", "name_fr", "name_en"), "مؤتمر"),
            "unit_kind": unit.kind,
            "fulfilment": "congress",
            "period_type": "dated",
            **dict(zip(("opens_day", "opens_month", "by_day", "by_month"), (1, 1, 30, 6), strict=True)),
            "report_days": 10,
            "grace_days": 5,
            "in_force_from": opens_on,
            "released_by": "secretary_general",
            "standing": "issued",
            "issued_at": instant(opens_on, time(9)),
        },
    )
    row = Obligation.objects.create(
        directive=directive,
        unit=unit,
        period_key=str(by_on.year),
        period_start=opens_on,
        period_end=by_on,
        due_on=date.fromordinal(by_on.toordinal() + 10),
        overdue_from=date.fromordinal(by_on.toordinal() + 16),
        report_days=10,
        calendar=False,
        path=unit.path,
    )
    open_congresses(on=opens_on, at=at_noon(opens_on))
    return Congress.objects.select_related("unit", "obligation").get(obligation=row)


def hold(congress: Congress, on: date) -> Congress:
    """It was held and filed ``on``: what the region owed is fulfilled."""
    record_fulfilment(
        source=("congress", congress.pk),
        unit_id=congress.unit_id,
        obligation_id=congress.obligation_id,
        held_on=on,
        filed_on=on,
        submitted_at=at_noon(on),
        at=at_noon(on),
    )
    return congress


def give_seats(congress: Congress, unit: Unit, seats: int = 5) -> SeatShare:
    """The seats of one province, without the rule."""
    return SeatShare.objects.create(congress=congress, unit=unit, weight=1, seats=seats)


def mark(congress: Congress, code: str, done_on: date, by: Actor, **said: Any) -> None:
    """Mark a stage with whatever evidence it asks; ``at`` is noon of the actor's day unless given."""
    at: datetime = said.pop("at", at_noon(by.on))
    confirmed = said.pop("confirmed", ())
    shown = Shown(**{"note": "تم", "number": 9, "reference": "12/2026", **said})
    mark_stage(congress_id=congress.pk, code=code, done_on=done_on, shown=shown, confirmed=confirmed, by=by, at=at)


def fix(congress: Congress, planned_on: date, by: Actor, confirmed: tuple[str, ...] = ()) -> None:
    """Fix the date at the usual place."""
    fix_date(
        congress_id=congress.pk, planned_on=planned_on, place="قاعة", confirmed=confirmed, by=by, at=at_noon(by.on)
    )
