"""Reading what was changed: of a unit and of a person, with the office under which each act was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.queries import NarrowedEntries, narrowed_entries
from tajadur.registry.audit.words.acts import ACTS
from tajadur.registry.audit.words.kinds import ActFamily, ActWords

from ..actors import names_of
from ..models import Account, Invitation, Mandate, PendingAct, Person, Post
from .persons import mandates_of, person_for


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """A post (ar, fr, en) and its place (ar, latin), for showing."""

    post_names: tuple[str, str, str]
    place_names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One act: which, when, about what, by the holder of which office; ``detail`` as the audit log kept it.

    ``is_system``: nobody did it, a pass of the night did. ``office`` is the post a mandate is about, ``body`` the name
    of a body; ``person_id`` whose mandate it is. No row holds the name of a person.
    """

    id: int
    at: datetime
    act: str
    unit_id: int | None
    subject: tuple[str, int | None]
    detail: dict[str, Any]
    by: OfficeNames | None
    is_system: bool
    office: OfficeNames | None = None
    person_id: int | None = None
    body: str = ""

    @property
    def key(self) -> tuple[datetime, int]:
        """Where it stands in the list."""
        return self.at, self.id

    @property
    def words(self) -> ActWords:
        """What the act is called."""
        return ACTS[self.act]


@dataclass(frozen=True, slots=True)
class ChangesWanted:
    """What a list of changes is narrowed to: a family of acts, first and last day, one subject; from a key on."""

    family: str = ""
    first: date | None = None
    last: date | None = None
    subject: tuple[str, int] | None = None
    before: tuple[datetime, int] | None = None
    limit: int = 50

    def entries(self, acts: Iterable[str]) -> NarrowedEntries:
        """As the audit log is asked for these acts."""
        return NarrowedEntries(
            acts=frozenset(act for act in acts if not self.family or ACTS[act].family == self.family),
            since=instant(self.first, time()) if self.first else None,
            until=instant(self.last + timedelta(days=1), time()) if self.last else None,
            subject=self.subject,
            before=self.before,
        )


def changes_of_unit(actor: Actor, unit_id: int, asked: ChangesWanted) -> tuple[Unit, list[ChangeRow]]:
    """A unit and what was changed of it, newest first: the acts whose subject the actor may read there.

    At most four queries. Raises NotVisible, PermissionDenied.
    """
    unit = unit_for(actor, unit_id)
    permissions = {words.reads for words in ACTS.values() if words.reads}
    read = {permission for permission in permissions if may(actor, permission, unit)}
    acts = [act for act, words in ACTS.items() if words.reads in read]
    return unit, change_rows(narrowed_entries(asked.entries(acts)).filter(unit_id=unit.pk)[: asked.limit])


def changes_of_person(actor: Actor, person_id: int, asked: ChangesWanted) -> tuple[Person, list[ChangeRow]]:
    """A person and what was changed of them: their details, and those mandates of theirs that the actor may read.

    What they chose for their own account is theirs alone. At most four queries. Raises NotVisible, PermissionDenied.
    """
    person = person_for(actor, person_id)
    own = person.pk == actor.person_id
    acts = [act for act, words in ACTS.items() if words.family == ActFamily.PEOPLE and (own or not words.is_private)]
    mandates = mandates_of(actor, person).order_by().values("pk")
    asked_for = Q(mandate__in=mandates) | Q(mandate=None)
    seconds = PendingAct.objects.filter(asked_for if _confirms(actor) else Q(mandate__in=mandates), about=person)
    about = (
        Q(subject_kind="person", subject_id=person.pk)
        | Q(subject_kind="mandate", subject_id__in=mandates)
        | Q(subject_kind="pending_act", subject_id__in=seconds.values("pk"))
        | Q(subject_kind="invitation", subject_id__in=Invitation.objects.filter(person=person).values("pk"))
        | Q(subject_kind="account", subject_id__in=Account.objects.filter(person=person).values("pk"))
    )
    return person, change_rows(narrowed_entries(asked.entries(acts)).filter(about)[: asked.limit])


def _confirms(actor: Actor) -> bool:
    return may_anywhere(actor, Permission.CONFIRM_ACTS)


def change_rows(entries: Iterable[AuditEntry]) -> list[ChangeRow]:
    """Entries with the offices they name: three queries."""
    read = list(entries)
    mandates = _mandates_named(read)
    bodies = Body.objects.select_related("body_type").in_bulk(_ids(read, "body"))
    rows = []
    for entry in read:
        held = mandates.get(entry.mandate_id or 0)
        about = mandates.get(entry.subject_id or 0) if entry.subject_kind == "mandate" else None
        body = bodies.get(entry.subject_id or 0) if entry.subject_kind == "body" else None
        rows.append(
            ChangeRow(
                id=entry.pk,
                at=entry.at,
                act=entry.act,
                unit_id=entry.unit_id,
                subject=(entry.subject_kind, entry.subject_id),
                detail=entry.detail,
                by=_office(held.post) if held else None,
                is_system=entry.account_id is None,
                office=_office(about.post) if about else None,
                person_id=about.person_id if about else None,
                body=str(body.body_type) if body else "",
            )
        )
    return rows


def _mandates_named(read: list[AuditEntry]) -> dict[int, Mandate]:
    """The mandates under which the acts were done, and those they are about: one query."""
    ids = {entry.mandate_id for entry in read if entry.mandate_id} | _ids(read, "mandate")
    return Mandate.objects.select_related("post__post_type", "post__unit", "post__area").in_bulk(ids)


def _ids(read: list[AuditEntry], kind: str) -> set[int]:
    return {entry.subject_id for entry in read if entry.subject_kind == kind and entry.subject_id}


def _office(post: Post) -> OfficeNames:
    return OfficeNames(*names_of(post))
