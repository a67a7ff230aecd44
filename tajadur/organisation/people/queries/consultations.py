"""Reading who consulted the record of a unit, by post; and what one consulted oneself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import Consultation
from tajadur.registry.audit.queries import consultations
from tajadur.registry.audit.vocabulary import RecordPart

from ..actors import names_of
from ..models import Post

Key = tuple[date, int]


@dataclass(frozen=True, slots=True)
class ConsultedPart:
    """The holder of a post (ar, fr, en; its place) read a part of a unit's record on a day; never which person."""

    id: int
    on: date
    part: RecordPart
    unit: Unit | None
    post_names: tuple[str, str, str]
    place_names: tuple[str, str]

    @property
    def key(self) -> Key:
        """Where it stands in the list."""
        return self.on, self.id


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of consultations is narrowed to: a part, a month by its first and last day."""

    part: str = ""
    first: date | None = None
    last: date | None = None


def consultations_of(
    actor: Actor, unit_id: int, narrowed: Narrowed, *, before: Key | None, limit: int
) -> tuple[Unit, list[ConsultedPart]]:
    """A unit and who consulted its record, newest first. Three queries. Raises NotVisible, PermissionDenied."""
    unit = unit_for(actor, unit_id, Permission.READ_CONSULTATIONS)
    rows = _narrowed(consultations(before=before).filter(unit_id=unit.pk), narrowed)
    return unit, _with_posts(list(rows[:limit]), {unit.pk: unit})


def consulted_by(actor: Actor, narrowed: Narrowed, *, before: Key | None, limit: int) -> list[ConsultedPart]:
    """What the actor consulted outside their own units, newest first: three queries."""
    rows = _narrowed(consultations(before=before).filter(account_id=actor.account_id or 0), narrowed)
    read = list(rows[:limit])
    return _with_posts(read, Unit.objects.in_bulk({row.unit_id for row in read}))


def _narrowed(rows: QuerySet[Consultation], narrowed: Narrowed) -> QuerySet[Consultation]:
    if narrowed.part:
        rows = rows.filter(part=narrowed.part)
    if narrowed.first and narrowed.last:
        rows = rows.filter(on__range=(narrowed.first, narrowed.last))
    return rows


def _with_posts(read: list[Consultation], units: dict[int, Unit]) -> list[ConsultedPart]:
    posts = Post.objects.select_related("post_type", "unit", "area").in_bulk({row.post_id for row in read})
    return [
        ConsultedPart(row.pk, row.on, RecordPart(row.part), units.get(row.unit_id), *names_of(posts[row.post_id]))
        for row in read
        if row.post_id in posts
    ]
