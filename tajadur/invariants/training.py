"""What units say of training: their own, of its day, in order; and what is kept of persons, by their word alone."""

from collections.abc import Iterator, Sequence

from tajadur.activity.training.models import (
    PersonAttendance,
    SessionAttendance,
    SessionVersion,
    TrainingNeed,
    TrainingSession,
)
from tajadur.activity.training.queries.places import place_paths
from tajadur.activity.training.queries.sessions import ids_of
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.queries.placements import paths_on

from .as_of import AsOf
from .premises import corrected_once, said_by_their_unit


def training_needs_in_order(as_of: AsOf) -> Iterator[str]:
    """Each need is its unit's own, of the day it was declared first, corrected once each."""
    rows = list(TrainingNeed.objects.select_related("unit").order_by("pk"))
    yield from said_by_their_unit("training need", rows)
    yield from corrected_once("training need", rows)
    by_id = {row.pk: row for row in rows}
    for row in rows:
        before = by_id.get(row.corrects_id or 0)
        first = before.since_on if before else row.said_on
        if row.since_on != first:
            yield f"training need {row.pk} is of {row.since_on}, it was declared first on {first}"
        if row.since_on < row.unit.opened_on:
            yield f"training need {row.pk} is of {row.since_on}, before its unit {row.unit_id} opened"


def training_sessions_in_order(as_of: AsOf) -> Iterator[str]:
    """Each session is its unit's own, said in versions without a gap of which the last holds; somebody is invited."""
    sessions = {row.pk: row for row in TrainingSession.objects.select_related("unit").order_by("pk")}
    versions: dict[int, list[SessionVersion]] = {pk: [] for pk in sessions}
    for version in SessionVersion.objects.prefetch_related("invitations", "trainers__post").order_by("number"):
        versions[version.session_id].append(version)
    signed = {version.mandate_id for each in versions.values() for version in each}
    signed |= {row.cancelling_mandate_id for row in sessions.values() if row.cancelling_mandate_id}
    units = dict(Mandate.objects.filter(pk__in=signed).values_list("pk", "post__unit_id"))
    for pk, session in sessions.items():
        told = versions[pk]
        if [version.number for version in told] != list(range(1, len(told) + 1)) or not told:
            yield f"the versions of training session {pk} are not numbered without a gap"
        if [version.is_current for version in told] != [*[False] * (len(told) - 1), True]:
            yield f"not the last version of training session {pk} holds, or not alone"
        for version in told:
            yield from _version(version, session, units)
        if session.cancelled_at is not None:
            if units.get(session.cancelling_mandate_id or 0) != session.unit_id:
                yield f"training session {pk} was cancelled under a mandate of another unit"
            if session.cancelled_on != civil_day(session.cancelled_at):
                yield f"training session {pk} was cancelled on another day than that of its instant"


def training_attendance_in_order(as_of: AsOf) -> Iterator[str]:
    """Who came is said by whoever organised, once it was over, and counted where they stood on its first day."""
    rows = list(SessionAttendance.objects.select_related("session", "unit").order_by("pk"))
    yield from corrected_once("attendance", rows)
    units = dict(Mandate.objects.filter(pk__in={row.mandate_id for row in rows}).values_list("pk", "post__unit_id"))
    current = {version.session_id: version for version in SessionVersion.objects.filter(is_current=True)}
    by_id, by_session = {row.pk: row for row in rows}, _by_session(rows)
    for session_id, counted in by_session.items():
        version = current.get(session_id)
        if version is None:
            continue  # said elsewhere
        paths, held_path = place_paths(version, {row.unit_id for row in counted})
        for row in counted:
            if units.get(row.mandate_id) != row.session.unit_id:
                yield f"attendance {row.pk} was said under a mandate of another unit than the session's"
            if row.said_on != civil_day(row.said_at):
                yield f"attendance {row.pk} was said on {row.said_on}, its instant is of {civil_day(row.said_at)}"
            if version.to_on > max(row.said_on, version.said_on):
                yield f"attendance {row.pk} was said before session {session_id} was over"
            if row.session.cancelled_on is not None and row.is_current and not row.is_void:
                yield f"attendance {row.pk} counts for a session that was cancelled"
            if (row.path, row.held_path) != (paths[row.unit_id], held_path):
                yield f"attendance {row.pk} is counted under {row.path} and {row.held_path}, where they did not stand"
            before = by_id.get(row.corrects_id or 0)
            if before and before.session_id != session_id:
                yield f"attendance {row.pk} corrects {before.pk} of another session"


def persons_kept_by_their_word(as_of: AsOf) -> Iterator[str]:
    """A person is noted as present only while they agree, by whoever organised, once the session was over."""
    rows = list(PersonAttendance.objects.select_related("consent", "session").order_by("pk"))
    units = dict(Mandate.objects.filter(pk__in={row.mandate_id for row in rows}).values_list("pk", "post__unit_id"))
    for row in rows:
        if row.consent.withdrawn_at is not None or row.noted_at < row.consent.given_at:
            yield f"person's attendance {row.pk} is kept without an agreement"
        if units.get(row.mandate_id) != row.session.unit_id:
            yield f"person's attendance {row.pk} was noted under a mandate of another unit than the session's"
        if row.noted_on != civil_day(row.noted_at):
            yield f"person's attendance {row.pk} was noted on {row.noted_on}, its instant is of another day"


def _version(version: SessionVersion, session: TrainingSession, units: dict[int, int]) -> Iterator[str]:
    if units.get(version.mandate_id) != session.unit_id:
        yield f"version {version.pk} of training session {session.pk} was said under a mandate of another unit"
    if version.said_on != civil_day(version.said_at):
        yield f"version {version.pk} of a training session was said on another day than that of its instant"
    if version.from_on < session.unit.opened_on:
        yield f"training session {session.pk} lies before its unit {session.unit_id} opened"
    above = paths_on([session.unit_id], version.said_on).get(session.unit_id, session.unit.path)
    for trainer in version.trainers.all():
        if trainer.post.unit_id not in ids_of(above):
            yield f"trainer {trainer.pk} of training session {session.pk} holds a post that is not its unit's nor above"
    if not version.invitations.all():
        yield f"version {version.pk} of training session {session.pk} invites nobody"


def _by_session(rows: Sequence[SessionAttendance]) -> dict[int, list[SessionAttendance]]:
    by_session: dict[int, list[SessionAttendance]] = {}
    for row in rows:
        by_session.setdefault(row.session_id, []).append(row)
    return by_session
