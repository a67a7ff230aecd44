"""Needs of training, sessions, and who came, as units say it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tajadur.activity.training.models import SessionAttendance, SessionVersion, TrainingNeed
from tajadur.activity.training.operations.attendance import correct_attendance, declare_attendance
from tajadur.activity.training.operations.needs import NeedData, correct_need, declare_need
from tajadur.activity.training.operations.organising import change_session, organise_session
from tajadur.activity.training.operations.validation import SessionData
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon

DAY = date(2026, 5, 9)


def need_data(**changes: Any) -> NeedData:
    """Twelve people need to learn how minutes are written, urgently."""
    return NeedData(**({"kind": "meetings", "priority": "high", "people": 12} | changes))


def declared_need(unit: Unit, by: Actor, **changes: Any) -> TrainingNeed:
    """Declared on the actor's day at noon."""
    pk = declare_need(unit_id=unit.pk, data=need_data(**changes), on=by.on, by=by, at=at_noon(by.on))
    return TrainingNeed.objects.get(pk=pk)


def corrected_need(row: TrainingNeed, by: Actor, *, is_void: bool = False, **changes: Any) -> TrainingNeed:
    """Corrected on the actor's day at noon: everything else as in ``need_data``."""
    said = {"on": by.on, "by": by, "at": at_noon(by.on)}
    pk = correct_need(unit_id=row.unit_id, need_id=row.pk, data=need_data(**changes), is_void=is_void, **said)
    return TrainingNeed.objects.get(pk=pk)


def session_data(unit: Unit, **changes: Any) -> SessionData:
    """A day of ``DAY`` for the unit and all below it, with thirty seats."""
    values: dict[str, Any] = {
        "kind": "meetings", "from_on": DAY, "to_on": DAY, "place": "دار الشباب", "programme": "تحرير المحاضر",
        "seats": 30, "invited": (unit.pk,),
    }  # fmt: skip
    return SessionData(**(values | changes))


def organised(unit: Unit, by: Actor, *, files: Sequence[str] = (), **changes: Any) -> SessionVersion:
    """Organised on the actor's day at noon; the version that says it."""
    said = {"on": by.on, "by": by, "at": at_noon(by.on)}
    pk = organise_session(unit_id=unit.pk, data=session_data(unit, **changes), files=files, **said)
    return SessionVersion.objects.get(session=pk)


def changed_session(version: SessionVersion, by: Actor, *, files: Sequence[str] = (), **changes: Any) -> SessionVersion:
    """Said anew on the actor's day at noon: everything else as in ``session_data``."""
    data = session_data(version.session.unit, **changes)
    said = {"on": by.on, "by": by, "at": at_noon(by.on)}
    number = change_session(session_id=version.session_id, number=version.number, data=data, files=files, **said)
    return SessionVersion.objects.get(session=version.session_id, number=number)


def came(version: SessionVersion, by: Actor, unit: Unit | None = None, **counts: int) -> SessionAttendance:
    """Who came from a unit, the organising one without one, on the actor's day at noon: three women, two officers."""
    pk = declare_attendance(
        session_id=version.session_id, attending=(unit or version.session.unit).pk,
        counts=counts or {"women_25_34": 3, "officers": 2}, on=by.on, by=by, at=at_noon(by.on),
    )  # fmt: skip
    return SessionAttendance.objects.get(pk=pk)


def corrected_attendance(
    row: SessionAttendance, by: Actor, *, is_void: bool = False, **counts: int
) -> SessionAttendance:
    """Corrected on the actor's day at noon."""
    said = {"on": by.on, "by": by, "at": at_noon(by.on)}
    which = {"session_id": row.session_id, "attendance_id": row.pk}
    return SessionAttendance.objects.get(pk=correct_attendance(counts=counts, is_void=is_void, **which, **said))
