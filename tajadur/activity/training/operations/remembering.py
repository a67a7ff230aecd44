"""A person agrees that what they attend is kept under their name, or takes that back; who organised notes who came."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.people.models import Person
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_action

from ..models import PersonAttendance, TrainingConsent
from ..queries.persons import consents_in_force, persons_to_note
from ..vocabulary import SUBJECT
from .organising import hold_session


@transaction.atomic
def agree_to_training(*, on: date, by: Actor, at: datetime) -> None:
    """One agrees. Again changes nothing. Raises NotVisible for an account without a person."""
    person = _oneself(by)
    if not consents_in_force(person.pk).exists():
        TrainingConsent.objects.create(person=person, given_on=on, given_at=at)
        log_action(act="training.agreed", by=by, at=at, subject=("person", person.pk))


@transaction.atomic
def withdraw_from_training(*, by: Actor, at: datetime) -> int:
    """One takes it back: what was kept of one's sessions is deleted at once. Returns how many were.

    The counts of the sessions stay: they name nobody. Raises NotVisible for an account without a person.
    """
    person = _oneself(by)
    given = list(consents_in_force(person.pk).select_for_update())
    if not given:
        return 0
    deleted, _by_model = PersonAttendance.objects.filter(consent__in=given).delete()
    TrainingConsent.objects.filter(pk__in=[row.pk for row in given]).update(withdrawn_at=at)
    log_action(act="training.agreement_withdrawn", by=by, at=at, subject=("person", person.pk))
    return deleted


@transaction.atomic
def note_person(*, session_id: int, person_id: int | None, on: date, by: Actor, at: datetime) -> int:
    """Somebody who agreed came to the session, says whoever organised it; returns the id of the mark.

    Raises NotVisible, PermissionDenied, Conflict ``session_cancelled``, BadInput of ``vocabulary.PERSON_PROBLEMS``.
    """
    session, grant = hold_session(session_id, by)
    version = session.versions.get(is_current=True)
    if version.to_on > on:
        raise BadInput("", "session_ahead", day=version.to_on)
    if person_id is None:
        raise BadInput("person", "person_required")
    # Held, so that the mark is not written while the person takes the agreement back.
    Person.objects.select_for_update().filter(pk=person_id).first()
    if not persons_to_note(by, version).filter(pk=person_id).exists():
        raise BadInput("person", "person_not_agreed")
    consent = consents_in_force(person_id).order_by("given_on", "pk")[0]
    stamp = {"noted_on": on, "noted_at": at, "mandate_id": grant.mandate_id}
    mark = PersonAttendance.objects.create(consent=consent, session=session, **stamp)
    subject = (SUBJECT, session.pk)
    log_action(act="training.person_noted", by=by, at=at, grant=grant, unit_id=session.unit_id, subject=subject)
    return mark.pk


@transaction.atomic
def take_person_off(*, session_id: int, mark_id: int, by: Actor, at: datetime) -> None:
    """A mark made by mistake is deleted. Raises NotVisible, PermissionDenied, Conflict ``session_cancelled``."""
    session, grant = hold_session(session_id, by)
    if not PersonAttendance.objects.filter(session=session, pk=mark_id).delete()[0]:
        raise NotVisible
    subject = (SUBJECT, session.pk)
    log_action(act="training.person_taken_off", by=by, at=at, grant=grant, unit_id=session.unit_id, subject=subject)


def _oneself(by: Actor) -> Person:
    """The actor's own row, locked: what one person chooses is done one after the other."""
    person = Person.objects.select_for_update().filter(pk=by.person_id or 0).first()
    if person is None:
        raise NotVisible
    return person
