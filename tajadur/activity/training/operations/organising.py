"""A unit organises a session, says it anew when something changes, or cancels it. Nobody above does it for it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.registry.audit.operations import log_action
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.operations.attaching import attach_files
from tajadur.registry.files.queries import known_keys

from ..models import (
    SessionAttendance,
    SessionInvitation,
    SessionMaterial,
    SessionTrainer,
    SessionVersion,
    TrainingSession,
)
from ..queries.acting import require_to_organise
from ..queries.attendance import counted_attendance
from ..queries.places import place_paths
from ..queries.sessions import materials_of
from ..vocabulary import LONGEST_REASON, SUBJECT
from .notifying import tell_cancelled, tell_changed, tell_invited
from .validation import CheckedSession, KnownSession, SessionData, checked_session


@transaction.atomic
def organise_session(
    *, unit_id: int, data: SessionData, files: Sequence[str] = (), on: date, by: Actor, at: datetime
) -> int:
    """The unit organises a session, with material to download; returns its id.

    Raises NotVisible, PermissionDenied, BadInput of ``checked_session`` and of ``attach_files``.
    """
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    grant = require_to_organise(by, unit)
    checked = checked_session(data, unit, on)
    session = TrainingSession.objects.create(unit=unit)
    version = _write(session, 1, checked, data, on, at, grant)
    attach_files(SessionMaterial, keys=files, unit_id=unit.pk, by=by, at=at, version=version)
    _log("training.organised", version, by, at, grant)
    tell_invited(version, frozenset(data.invited), on=on, at=at)
    return session.pk


@transaction.atomic
def change_session(
    *, session_id: int, number: int, data: SessionData, files: Sequence[str] = (), on: date, by: Actor, at: datetime
) -> int:
    """What is said of a session is said anew, as a version after ``number``; returns the number of the one that holds.

    What was said before stays. Saying the same again writes nothing. Where the people who came are counted follows its
    days and its province. Raises NotVisible, PermissionDenied, Conflict ``session_cancelled`` or ``session_changed``,
    BadInput as ``organise_session``.
    """
    session, grant = hold_session(session_id, by)
    before = session.versions.get(is_current=True)
    kept, trainers, invited = materials_of(before), _trainers(before), _invited(before)
    is_attended = counted_attendance().filter(session=session).exists()
    first_on = session.versions.get(number=1).said_on
    known = KnownSession(first_on, is_attended, trainers, invited, before.held_in_id)
    checked = checked_session(data, session.unit, on, known)
    is_same = _is_same(before, checked) and trainers == set(data.trainers) and invited == set(data.invited)
    if is_same and {file.key for file in kept} == set(known_keys(files)):
        return before.number
    if before.number != number:
        raise Conflict("session_changed")
    before.is_current = False
    before.save(update_fields=["is_current"])
    version = _write(session, before.number + 1, checked, data, on, at, grant)
    _hang(version, files, kept, by, at)
    _lead_attendance(version)
    _log("training.changed", version, by, at, grant)
    tell_changed(before, version, invited, frozenset(data.invited), on=on, at=at)
    return version.number


@transaction.atomic
def cancel_session(*, session_id: int, because: str, on: date, by: Actor, at: datetime) -> None:
    """The session is cancelled, with a reason that those invited read. Again changes nothing.

    Raises NotVisible, PermissionDenied, Conflict ``session_attended``, BadInput ``reason_required``.
    """
    session = _held(session_id)
    grant = require_to_organise(by, session.unit)
    if session.cancelled_on is not None:
        return
    reason = clean_line(because, field="because", limit=LONGEST_REASON)
    if not reason:
        raise BadInput("because", "reason_required")
    if counted_attendance().filter(session=session).exists():
        raise Conflict("session_attended")
    session.cancelled_on, session.cancelled_at, session.cancelled_because = on, at, reason
    session.cancelling_mandate_id = grant.mandate_id
    session.save()
    version = session.versions.get(is_current=True)
    _log("training.cancelled", version, by, at, grant)
    tell_cancelled(version, _invited(version), on=on, at=at)


def hold_session(session_id: int, by: Actor) -> tuple[TrainingSession, Grant]:
    """A session that stands, held until the transaction ends, and the grant under which ``by`` organises it.

    Raises NotVisible, PermissionDenied, Conflict ``session_cancelled``.
    """
    session = _held(session_id)
    grant = require_to_organise(by, session.unit)
    if session.cancelled_on is not None:
        raise Conflict("session_cancelled")
    return session, grant


def _held(session_id: int) -> TrainingSession:
    session = TrainingSession.objects.select_for_update(of=("self",)).filter(pk=session_id).first()
    if session is None:
        raise NotVisible
    return session


def _write(
    session: TrainingSession,
    number: int,
    checked: CheckedSession,
    data: SessionData,
    on: date,
    at: datetime,
    grant: Grant,
) -> SessionVersion:
    stamp = {"said_on": on, "said_at": at, "mandate_id": grant.mandate_id}
    version = SessionVersion.objects.create(session=session, number=number, **asdict(checked), **stamp)
    trainers = [SessionTrainer(version=version, post_id=pk) for pk in dict.fromkeys(data.trainers)]
    SessionTrainer.objects.bulk_create(trainers)
    invited = [SessionInvitation(version=version, unit_id=pk) for pk in dict.fromkeys(data.invited)]
    SessionInvitation.objects.bulk_create(invited)
    return version


def _hang(
    version: SessionVersion, files: Sequence[str], earlier: Sequence[StoredFile], by: Actor, at: datetime
) -> None:
    unit_id = version.session.unit_id
    attach_files(SessionMaterial, keys=files, unit_id=unit_id, earlier=earlier, by=by, at=at, version=version)


def _lead_attendance(version: SessionVersion) -> None:
    """Who came is counted where they stood on the first day, which may be another one now."""
    rows = list(SessionAttendance.objects.select_for_update().filter(session=version.session_id).order_by("pk"))
    if not rows:
        return
    paths, held_path = place_paths(version, {row.unit_id for row in rows})
    for row in rows:
        row.path, row.held_path = paths[row.unit_id], held_path
    SessionAttendance.objects.bulk_update(rows, ["path", "held_path"])


def _trainers(version: SessionVersion) -> frozenset[int]:
    return frozenset(version.trainers.values_list("post_id", flat=True))


def _invited(version: SessionVersion) -> frozenset[int]:
    return frozenset(version.invitations.values_list("unit_id", flat=True))


def _is_same(before: SessionVersion, checked: CheckedSession) -> bool:
    return all(getattr(before, name) == value for name, value in asdict(checked).items())


def _log(act: str, version: SessionVersion, by: Actor, at: datetime, grant: Grant) -> None:
    log_action(
        act=act,
        by=by,
        at=at,
        grant=grant,
        unit_id=version.session.unit_id,
        subject=(SUBJECT, version.session_id),
        detail={"from_on": version.from_on.isoformat(), "kind": version.kind, "seats": version.seats},
    )
