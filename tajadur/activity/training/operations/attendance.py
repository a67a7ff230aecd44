"""Whoever organised a session declares after it who came, unit by unit, as counts; and corrects it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NeedsConfirmation, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.registry.audit.operations import log_action

from ..models import SessionAttendance, SessionVersion
from ..queries.attendance import counted_attendance, units_to_count
from ..queries.places import place_paths
from ..vocabulary import COUNTS, MOST_PEOPLE, OF_WHICH, PEOPLE, SUBJECT
from .notifying import settle_session
from .organising import hold_session

OVER_SEATS = "over_seats"


@transaction.atomic
def declare_attendance(
    *,
    session_id: int,
    attending: int | None,
    counts: Mapping[str, int | None],
    confirmed: frozenset[str] = frozenset(),
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Who came from the unit ``attending``: how many for each of ``vocabulary.COUNTS``; returns the id of the row.

    Raises NotVisible, PermissionDenied, Conflict ``session_cancelled``, BadInput of ``ATTENDANCE_PROBLEMS``,
    NeedsConfirmation ``over_seats`` when more came than there were seats.
    """
    session, grant = hold_session(session_id, by)
    version = session.versions.get(is_current=True)
    if version.to_on > on:
        raise BadInput("", "session_ahead", day=version.to_on)
    if attending is None:
        raise BadInput("attending", "unit_required")
    if not units_to_count(version, on).filter(pk=attending).exists():
        raise BadInput("attending", "unit_unknown")
    if counted_attendance().filter(session=session, unit=attending).exists():
        raise BadInput("attending", "unit_counted")
    checked = _checked(counts)
    _ask_seats(version, checked, None, confirmed)
    row = _write(version, attending, checked, on, at, grant)
    _log("training.attended", version, row, by, at, grant)
    settle_session(session_id, at=at)
    return row.pk


@transaction.atomic
def correct_attendance(
    *,
    session_id: int,
    attendance_id: int,
    counts: Mapping[str, int | None],
    is_void: bool = False,
    confirmed: frozenset[str] = frozenset(),
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """What was declared of a unit is corrected, or (``is_void``) taken back; returns the id of the new row.

    What was said before stays beside it. Saying the same again writes nothing. Raises Conflict
    ``attendance_corrected``, and otherwise as ``declare_attendance``.
    """
    session, grant = hold_session(session_id, by)
    version = session.versions.get(is_current=True)
    before = SessionAttendance.objects.filter(session=session, pk=attendance_id).first()
    if before is None:
        raise NotVisible
    if not before.is_current:
        raise Conflict("attendance_corrected")
    checked = {name: getattr(before, name) for name in COUNTS} if is_void else _checked(counts)
    if before.is_void == is_void and all(getattr(before, name) == value for name, value in checked.items()):
        return before.pk
    if not is_void:
        if counted_attendance().filter(session=session, unit=before.unit_id).exclude(pk=before.pk).exists():
            raise BadInput("", "unit_counted")
        _ask_seats(version, checked, before.pk, confirmed)
    before.is_current = False
    before.save(update_fields=["is_current"])
    row = _write(version, before.unit_id, checked, on, at, grant, corrects=before, is_void=is_void)
    act = "training.attendance_withdrawn" if is_void else "training.attendance_corrected"
    _log(act, version, row, by, at, grant)
    return row.pk


def _checked(counts: Mapping[str, int | None]) -> dict[str, int]:
    """The counts, those left empty being none."""
    checked = {name: counts.get(name) or 0 for name in COUNTS}
    wrong = [name for name, count in checked.items() if not 0 <= count <= MOST_PEOPLE]
    if wrong:
        raise BadInput.of(*(BadInput(name, "count_range", most=MOST_PEOPLE) for name in wrong))
    people = sum(checked[name] for name in PEOPLE)
    if not people:
        raise BadInput("", "nobody")
    if more := [name for name in OF_WHICH if checked[name] > people]:
        raise BadInput.of(*(BadInput(name, "more_than_came", people=people) for name in more))
    return checked


def _ask_seats(version: SessionVersion, checked: Mapping[str, int], but: int | None, confirmed: frozenset[str]) -> None:
    """More people than seats is plausible, and asked once for the session."""
    others = counted_attendance().filter(session=version.session_id).exclude(pk=but or 0)
    people = sum(row.people for row in others) + sum(checked[name] for name in PEOPLE)
    if people > version.seats and OVER_SEATS not in confirmed:
        raise NeedsConfirmation("", OVER_SEATS, people=people, seats=version.seats)


def _write(
    version: SessionVersion,
    unit_id: int,
    checked: Mapping[str, int],
    on: date,
    at: datetime,
    grant: Grant,
    *,
    corrects: SessionAttendance | None = None,
    is_void: bool = False,
) -> SessionAttendance:
    paths, held_path = place_paths(version, [unit_id])
    return SessionAttendance.objects.create(
        session_id=version.session_id,
        unit_id=unit_id,
        path=paths[unit_id],
        held_path=held_path,
        **checked,
        corrects=corrects,
        is_void=is_void,
        said_on=on,
        said_at=at,
        mandate_id=grant.mandate_id,
    )


def _log(act: str, version: SessionVersion, row: SessionAttendance, by: Actor, at: datetime, grant: Grant) -> None:
    detail = {"attending": row.unit_id, "people": row.people, "seats": version.seats}
    subject = (SUBJECT, version.session_id)
    log_action(act=act, by=by, at=at, grant=grant, unit_id=version.session.unit_id, subject=subject, detail=detail)
