"""Needs, sessions and who came, in each unit of the world of the walk."""

from dataclasses import dataclass
from datetime import date, time

from tajadur.activity.training.models import (
    PersonAttendance,
    SessionAttendance,
    SessionInvitation,
    SessionMaterial,
    SessionVersion,
    TrainingConsent,
    TrainingNeed,
    TrainingSession,
)
from tajadur.activity.training.vocabulary import COUNTS
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit


@dataclass
class LaidTraining:
    """The ids of what was laid down: a session of today, one that was counted, and what hangs on it."""

    need: int
    session: int
    counted: int
    attendance: int
    mark: int
    agreed: int


def lay_training(unit: Unit, mandate: Mandate, today: date) -> LaidTraining:
    """A need and two sessions of today; the secretary agreed, and is noted at the one that was counted."""
    at = instant(today, time(8))
    said = {"said_on": today, "said_at": at, "mandate_id": mandate.pk}
    need = TrainingNeed.objects.create(unit=unit, kind="digital", priority="low", people=9, since_on=today, **said)
    sessions = []
    for kind in ("meetings", "digital"):
        session = TrainingSession.objects.create(unit=unit)
        version = SessionVersion.objects.create(
            session=session, number=1, kind=kind, from_on=today, to_on=today, place="المقر", programme="برنامج",
            seats=20, **said,
        )  # fmt: skip
        SessionInvitation.objects.create(version=version, unit=unit)
        sessions.append(session)
    counts = dict.fromkeys(COUNTS, 1)
    attendance = SessionAttendance.objects.create(
        session=sessions[1], unit=unit, path=unit.path, held_path=unit.path, **counts, **said
    )
    consent = TrainingConsent.objects.create(person=mandate.person, given_on=today, given_at=at)
    noted = {"noted_on": today, "noted_at": at, "mandate_id": mandate.pk}
    mark = PersonAttendance.objects.create(consent=consent, session=sessions[1], **noted)
    return LaidTraining(need.pk, sessions[0].pk, sessions[1].pk, attendance.pk, mark.pk, mandate.person_id)


def hang_material(session_id: int, file_id: int) -> None:
    """A file of the unit as material of a session."""
    version = SessionVersion.objects.get(session=session_id)
    SessionMaterial.objects.create(version=version, file_id=file_id)
