"""What a person attended, kept only while they agree to it; read by the person and by those who organised it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.people.vocabulary import by_name
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

from ..models import PersonAttendance, SessionInvitation, SessionVersion, TrainingConsent


@dataclass(frozen=True, slots=True)
class OwnTraining:
    """One's own agreement, None without one, and what is kept by it, the last session first."""

    since: date | None
    attended: list[Any]


def consents_in_force(person_id: int | None) -> QuerySet[TrainingConsent]:
    """The agreements of a person: one, or those of two records that became one."""
    return TrainingConsent.objects.filter(person=person_id or 0, withdrawn_at=None)


def own_training(actor: Actor) -> OwnTraining:
    """What is kept of the actor, each with ``kind``, ``from_on`` and ``place`` of its session. Two queries."""
    given = list(consents_in_force(actor.person_id).order_by("given_on", "pk"))
    if not given:
        return OwnTraining(None, [])
    version = SessionVersion.objects.filter(session=OuterRef("session"), is_current=True)
    rows: QuerySet[Any] = PersonAttendance.objects.filter(consent__in=given).select_related("session__unit")
    told = rows.annotate(
        kind=Subquery(version.values("kind")),
        from_on=Subquery(version.values("from_on")),
        place=Subquery(version.values("place")),
    )
    return OwnTraining(given[0].given_on, list(told.order_by("-from_on", "-pk")))


def persons_of(session_id: int) -> list[PersonAttendance]:
    """Who is noted as present, by name. One query."""
    rows = PersonAttendance.objects.filter(session=session_id).select_related("consent__person")
    return list(rows.order_by(*by_name("consent__person__"), "pk"))


def persons_to_note(actor: Actor, version: SessionVersion) -> QuerySet[Person]:
    """Those who agreed, held a mandate on the first day in a unit invited or below, and whom the actor may know."""
    paths = SessionInvitation.objects.filter(version=version).values_list("unit__path", flat=True)
    near = Q(pk__in=[])
    for path in paths:
        near |= Q(post__unit__path__startswith=path)
    mandates = within(
        Mandate.objects.filter(in_force(version.from_on)), actor, Permission.READ_PEOPLE, "post__unit__path"
    )
    agreed = TrainingConsent.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
    noted = PersonAttendance.objects.filter(session=version.session_id).values("consent__person")
    rows = Person.objects.filter(Exists(agreed), pk__in=mandates.filter(near).values("person"), merged_into=None)
    return rows.exclude(pk__in=noted).order_by(*by_name())
