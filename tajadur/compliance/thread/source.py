"""What a source of the thread is: whose rows, on which day each happened, what is told of it, and to whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from tajadur.permissions.actors import Actor, InBody, Place
from tajadur.permissions.check import grant_for, may
from tajadur.permissions.matrix import MATRIX, Permission, Relation


class ThreadGroup(models.TextChoices):
    """What the thread can be narrowed to."""

    LIFE = "life", _("Opening and moves")
    PEOPLE = "people", _("Mandates")
    MEETINGS = "meetings", _("Meetings")
    ACTIONS = "actions", _("Actions and proposals")
    CONGRESS = "congress", _("Congress")
    DUTIES = "duties", _("Declarations and releases")
    SUPPORT = "support", _("Advice and visits")
    CASES = "cases", _("Dysfunctions")
    PLACE = "place", _("Premises and proximity")
    RESOURCES = "resources", _("Requests for resources")
    CIRCULARS = "circulars", _("Circulars")
    PLAN = "plan", _("Plan and training")


class ThreadEvent(StrEnum):
    """What can happen, as the sources tell it; kinds of declarations and releases keep their own words."""

    OPENED = "opened"
    MOVED = "moved"
    CLOSED = "closed"
    REGULAR = "regular"
    INTERIM = "interim"
    HELD = "held"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"
    UNREPORTED = "unreported"
    STAGE = "stage"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"
    SEEN = "seen"
    PLANNED = "planned"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    AGREED = "agreed"
    ASKED = "asked"
    FAVOURED = "favoured"
    DISFAVOURED = "disfavoured"
    DELIVERED = "delivered"
    ISSUED = "issued"
    AMENDED = "amended"
    CONFIRMED = "confirmed"
    SENT = "sent"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    WITHOUT = "without"
    USED = "used"
    REPLIED = "replied"
    ADOPTED = "adopted"
    DONE = "done"
    STATED = "stated"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one kind, as pieces of SQL over ``rows``, which keep to the unit ``%(unit)s``.

    ``day`` and ``key`` order them; ``event`` is a code, ``detail`` a JSON object of codes, names and days (their names
    end with ``_on``). ``body`` is the type of the body that recorded a row, NULL when it is the whole unit's.
    ``{opens}`` stands for: the reader may read the record of that body. ``%(people)s``: the reader may know names.
    ``{words}`` and ``{name}`` are the columns of names in the language of the page, of kinds of things and of units.
    """

    kind: str
    group: ThreadGroup
    permission: Permission
    rows: str
    where: str
    day: str
    key: str
    event: str
    detail: str
    body: str = "NULL::bigint"


@dataclass(frozen=True, slots=True)
class ThreadReader:
    """What somebody may read of one unit. ``bodies``: the types of body whose record opens; None: of every body.

    ``areas``: what the path of a past day is like, «%.12.%», where the record was within reach on that day.
    """

    allowed: frozenset[Permission]
    bodies: frozenset[int] | None
    areas: frozenset[str] = frozenset()

    @classmethod
    def of(cls, actor: Actor, unit: Place) -> "ThreadReader":
        """The reader that ``actor`` is towards ``unit``."""
        allowed = frozenset(permission for permission in Permission if may(actor, permission, unit))
        areas = frozenset(_areas(actor, unit))
        if grant_for(actor, Permission.READ_RECORD, InBody(unit.id, unit.path, 0)):  # no body has this type
            return cls(allowed, None, areas)
        own = frozenset(grant.body_type_id for grant in actor.grants if grant.unit_id == unit.id)
        return cls(allowed, frozenset(body for body in own if _reads(actor, unit, body)), areas)

    @property
    def opens(self) -> str:
        """The condition that a row's record opens; ``{body}`` is its body."""
        if Permission.READ_RECORD not in self.allowed:
            return "FALSE"
        return "TRUE" if self.bodies is None else "(({body}) IS NULL OR ({body}) = ANY (%(bodies)s))"

    def sources(self, sources: Iterable[Source]) -> list[Source]:
        """Those of which the reader may see something."""
        return [source for source in sources if source.permission in self.allowed]


def _areas(actor: Actor, unit: Place) -> Iterator[str]:
    for grant in actor.grants:
        for relation in MATRIX[Permission.READ_RECORD].get(grant.role, ()):
            match relation:
                case Relation.ANYWHERE:
                    yield "%"
                case Relation.OWN if grant.unit_id == unit.id:
                    yield "%"  # its own record, wherever it stood
                case Relation.BELOW if not grant.is_national:
                    yield f"%.{_last_id(grant.unit_path)}.%"
                case Relation.ASSIGNED if grant.area_path:
                    yield f"%.{_last_id(grant.area_path)}.%"


def _last_id(path: str) -> str:
    return path.rstrip(".").rpartition(".")[2]


def _reads(actor: Actor, unit: Place, body_type_id: int) -> bool:
    return may(actor, Permission.READ_RECORD, InBody(unit.id, unit.path, body_type_id))
