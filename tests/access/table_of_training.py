"""The rows of training: the unit alone writes; those invited, and those who read its record, read."""

from datetime import timedelta
from typing import Any

from tests.access.roles import MEMBERS, RECORD, SECRETARY_ONLY, WITH_OFFICE
from tests.access.rows import Row, of
from tests.access.world import World


def need(world: World, target: str) -> dict[str, Any]:
    """A need."""
    return {"kind": "law", "priority": "high", "people": "12"}


def its_need(world: World, target: str) -> dict[str, Any]:
    """A need of the unit."""
    return {"unit_id": world.units[target], "need_id": world.training[target].need}


def ahead(world: World, target: str) -> dict[str, Any]:
    """A session in ten days."""
    day = (world.today + timedelta(days=10)).isoformat()
    return {"kind": "law", "from_on": day, "to_on": day, "place": "المقر", "programme": "قانون الأحزاب", "seats": "30",
            "invited": [str(world.units[target])]}  # fmt: skip


def otherwise(world: World, target: str) -> dict[str, Any]:
    """The session that is held, with more seats."""
    day = world.today.isoformat()
    return ahead(world, target) | {"number": "1", "from_on": day, "to_on": day}


def came(world: World, target: str) -> dict[str, Any]:
    """Who came from the unit."""
    return {"attending": str(world.units[target]), "women_25_34": "4", "officers": "1"}


def because(world: World, target: str) -> dict[str, Any]:
    """Why it is cancelled."""
    return {"because": "أمطار"}


def agreed(world: World, target: str) -> dict[str, Any]:
    """Who agreed."""
    return {"person": str(world.training[target].agreed)}


def of_session(world: World, target: str) -> dict[str, Any]:
    """The session of the unit, of today, of which nobody said who came."""
    return {"session_id": world.training[target].session}


def its_attendance(world: World, target: str) -> dict[str, Any]:
    """Who came to the session that was counted."""
    return {"session_id": world.training[target].counted, "attendance_id": world.training[target].attendance}


def its_material(world: World, target: str) -> dict[str, Any]:
    """Material of the session that was counted."""
    return {"session_id": world.training[target].counted, "file_id": world.files[target]}


def its_mark(world: World, target: str) -> dict[str, Any]:
    """Somebody noted as present."""
    return {"session_id": world.training[target].counted, "mark_id": world.training[target].mark}


TRAINING: dict[str, Row] = {
    "training:index": Row(get=WITH_OFFICE),
    "training:needs": Row(get=WITH_OFFICE),
    "training:coverage": Row(get=WITH_OFFICE),
    "training:mine": Row(get=MEMBERS),
    "training:agree": Row(post=MEMBERS),
    "training:withdraw": Row(post=MEMBERS),
    "training:unit": Row(get=RECORD, at=of("unit")),
    "training:declare_need": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=need, writes=True),
    "training:correct_need": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_need, data=need, writes=True),
    "training:organise": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=ahead, writes=True),
    "training:session": Row(get=RECORD, at=of_session),
    "training:change": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of_session, data=otherwise, writes=True),
    "training:cancel": Row(post=SECRETARY_ONLY, at=of_session, data=because, writes=True),
    "training:file": Row(get=RECORD, at=its_material),
    "training:attendance": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of_session, data=came, writes=True),
    "training:correct_attendance": Row(
        get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_attendance, data=came, writes=True
    ),
    "training:note_person": Row(post=SECRETARY_ONLY, at=of_session, data=agreed),
    "training:take_person_off": Row(post=SECRETARY_ONLY, at=its_mark),
}
