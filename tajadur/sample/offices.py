"""Who of the invented party acted on a day: actors by their office, as the real acts want them."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Role

_OF_HEADQUARTERS = (Role.SECRETARY_GENERAL, Role.ADMINISTRATOR, Role.RESPONSIBLE)
_COLUMNS = (
    "pk", "from_on", "to_on", "person_id", "post_id", "post__body_id", "post__unit_id", "post__area_id",
    "post__unit__path", "post__area__path", "post__post_type__office", "post__post_type__body_type_id",
)  # fmt: skip


@dataclass(slots=True)
class Offices:
    """The secretaries of offices by unit, those who follow by region, and headquarters. One query."""

    _held: dict[tuple[str, int | None], list[tuple[date, date | None, int, Grant]]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Offices":
        """All confirmed mandates of these offices, past ones too."""
        office = Q(post__post_type__office=Role.SECRETARY, post__body__body_type__code=LeadingBody.OFFICE)
        rows = Mandate.objects.filter(
            office | Q(post__post_type__office__in=_OF_HEADQUARTERS), standing=MandateStatus.CONFIRMED
        )
        offices = cls()
        for row in rows.order_by("from_on", "pk").values_list(*_COLUMNS, named=True).iterator(5000):
            role = Role(row.post__post_type__office)
            grant = Grant(
                role=role,
                mandate_id=row.pk,
                post_id=row.post_id,
                body_id=row.post__body_id,
                body_type_id=row.post__post_type__body_type_id,
                leads=role is Role.SECRETARY,
                unit_id=row.post__unit_id,
                unit_path=row.post__unit__path,
                area_path=row.post__area__path,
            )
            place = {Role.SECRETARY: row.post__unit_id, Role.RESPONSIBLE: row.post__area_id}.get(role)
            offices._held.setdefault((role.value, place), []).append((row.from_on, row.to_on, row.person_id, grant))
        return offices

    def held(self, role: Role, place: int | None, day: date) -> Actor | None:
        """Who held the office on ``day``."""
        for from_on, to_on, person_id, grant in self._held.get((role.value, place), ()):
            if from_on <= day and (to_on is None or to_on >= day):
                return Actor(account_id=None, person_id=person_id, on=day, grants=(grant,))
        return None

    def secretary(self, unit_id: int | None, day: date) -> Actor | None:
        """Of the office of a unit."""
        return self.held(Role.SECRETARY, unit_id, day) if unit_id else None

    def follower(self, unit: Unit, day: date) -> Actor | None:
        """Who follows the narrowest area in which the unit stands."""
        places = [int(part) for part in unit.path.strip(".").split(".")]
        actors = (self.held(Role.RESPONSIBLE, place, day) for place in reversed(places))
        return next((actor for actor in actors if actor), None)

    def followers(self, day: date) -> list[Actor]:
        """All who follow a region on ``day``, in the order of their posts."""
        places = [place for role, place in self._held if role == Role.RESPONSIBLE.value]
        actors = (self.held(Role.RESPONSIBLE, place, day) for place in places)
        return sorted((actor for actor in actors if actor), key=lambda actor: actor.post_ids)
