"""What is posted: valid and minimal, so that a refusal is the permission check's and not the form's."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate, Merge
from tests.access.world import World


def french(world: World, target: str) -> dict[str, Any]:
    """The language switch."""
    return {"language": "fr", "next": "/"}


def sample(world: World, target: str) -> dict[str, Any]:
    """A button of the demonstration."""
    return {"username": "secretary"}


def person(world: World, target: str) -> dict[str, Any]:
    """The person to invite."""
    return {"person_id": world.persons[target]}


def unit(world: World, target: str) -> dict[str, Any]:
    """The unit whose calendar is asked for."""
    return {"unit_id": world.units[target]}


def programme(world: World, target: str) -> dict[str, Any]:
    """One meeting ahead."""
    return {
        "body": world.bodys[target],
        "planned_on": (world.today + timedelta(days=20)).isoformat(),
        "wall_time": "18:30",
        "minutes": "120",
        "place": "المقر",
        "objectives": "هدف",
        "agenda": "نقطة",
    }


def regular(world: World, target: str) -> dict[str, Any]:
    """A series ahead."""
    return programme(world, target) | {"starts_on": (world.today + timedelta(days=20)).isoformat()}


def monthly(world: World, target: str) -> dict[str, Any]:
    """A series on the first Saturday of each month."""
    return regular(world, target) | {"pace": "monthly", "place_in_month": "1", "weekday": "SA", "month_day": ""}


def news(world: World, target: str) -> dict[str, Any]:
    """What was done of an action, today."""
    return {"text": "تم الاتصال", "told_on": world.today.isoformat()}


def points(world: World, target: str) -> dict[str, Any]:
    """Other objectives and agenda."""
    return {"objectives": "هدف آخر", "agenda": "نقطة أخرى"}


def move(world: World, target: str) -> dict[str, Any]:
    """Two days later."""
    day = world.today + timedelta(days=12)
    confirmed = {f"confirm_{code}": "on" for code in ("leaves_period", "on_holiday", "ramadan_evening")}
    return {"planned_on": day.isoformat(), "wall_time": "18:00", "minutes": "90", "place": "المقر", **confirmed}


def cancel(world: World, target: str) -> dict[str, Any]:
    """A reason."""
    return {"because": "تأجيل بطلب من المكتب"}


def report(world: World, target: str) -> dict[str, Any]:
    """Kept as a draft: the whole form has tests of its own."""
    return {"keep": "1", "text": "خلاصة", "version": "0"}


def draft(world: World, target: str) -> Any:
    """JSON of the autosave."""
    return {"version": 0, "payload": {"text": "خلاصة"}}


def not_held(world: World, target: str) -> dict[str, Any]:
    """A reason why nothing was held."""
    return {"reason": "other", "note": "تعذر الاجتماع", "client_key": str(uuid4())}


def later(world: World, target: str) -> dict[str, Any]:
    """The next reminder some days later."""
    return {"until": (world.today + timedelta(days=3)).isoformat(), "reason": "سفر"}


def happened(world: World, target: str) -> dict[str, Any]:
    """Something done yesterday."""
    return {"happened_on": (world.today - timedelta(days=1)).isoformat(), "note": "تم", "client_key": str(uuid4())}


def stage(world: World, target: str) -> dict[str, Any]:
    """The preparatory committee, formed yesterday."""
    return {"done_on": (world.today - timedelta(days=1)).isoformat(), "note": "تم"}


def congress_date(world: World, target: str) -> dict[str, Any]:
    """A day ahead and a place."""
    return {"planned_on": (world.today + timedelta(days=40)).isoformat(), "place": "قاعة"}


def seats(world: World, target: str) -> dict[str, Any]:
    """Enough for every province."""
    return {"seats": "60", "floor": "1", "basis": "branches"}


def delegates(world: World, target: str) -> dict[str, Any]:
    """Counts within the seats."""
    return {"elected": "4", "women": "2", "youth": "1", "names": ""}


def advice(world: World, target: str) -> dict[str, Any]:
    """A word about a stage."""
    return {"text": "هل نساعدكم؟"}


def release(world: World, target: str) -> dict[str, Any]:
    """An excuse, with its reason."""
    return {"kind": "excuse", "reason": "ظروف استثنائية"}


def decision(world: World, target: str) -> dict[str, Any]:
    """Refused, with its reason."""
    return {"answer": "refuse", "reason": "يمكن الانتظار"}


def case(world: World, target: str) -> dict[str, Any]:
    """What was observed."""
    return {"kind": "no_women", "severity": "1", "text": "لا نساء في المكتب"}


def remedy(world: World, target: str) -> dict[str, Any]:
    """What is to be done, by the unit's own secretary, in ten days."""
    owner = Mandate.objects.get(pk=world.mandates[target]).post_id
    return {"text": "زيارة", "owner": owner, "due_on": (world.today + timedelta(days=10)).isoformat()}


def remedy_done(world: World, target: str) -> dict[str, Any]:
    """Done today."""
    return {"done_on": world.today.isoformat()}


def dismissal(world: World, target: str) -> dict[str, Any]:
    """Why it is no dysfunction."""
    return {"reason": "اجتماعات دورية"}


def thresholds(world: World, target: str) -> dict[str, Any]:
    """Of the rule about quorum."""
    return {"meetings": "5", "reached": "2"}


def two_records(world: World, target: str) -> str:
    """The query of two records that could be one person's."""
    stays, goes = list(dict.fromkeys(world.persons.values()))[:2]
    return f"?stays={stays}&goes={goes}"


def merged(world: World, target: str) -> dict[str, Any]:
    """A merge that went on since: read, and refused when it is taken back."""
    stays, goes = list(dict.fromkeys(world.persons.values()))[:2]
    merge, _ = Merge.objects.get_or_create(stays_id=stays, goes_id=goes, defaults={"merged_at": clock.now()})
    return {"merge_id": merge.pk}
