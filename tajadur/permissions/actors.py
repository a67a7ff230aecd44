"""The one who acts, with the grants of a day, computed from mandates in force by the people app."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from .matrix import Relation, Role


class Place(Protocol):
    """Anything that stands somewhere in a tree: ``path`` is ``1.5.12.``, ids from the root to itself."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def path(self) -> str:
        """The ids from the root of its tree to itself, each followed by a full stop."""


@dataclass(frozen=True, slots=True)
class InBody:
    """A unit, with the type of the body that an act is on; a unit has one body of a type. None: of no body of its own.

    ``path`` may be that of a past day.
    """

    id: int
    path: str
    body_type_id: int | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a unit through one mandate; ``area_path`` is the subtree it is assigned to follow.

    ``leads``: it is held in the body that leads its unit, and reaches what every body of the unit records.
    ``tree`` and ``area_tree``: in which tree its unit and its area stand; by them a reader chooses what to look at.
    ``post_names`` (ar, fr, en) and ``place_names`` (ar, latin), the area's name for a follower, are for showing only.
    """

    role: Role
    mandate_id: int
    post_id: int
    body_id: int
    body_type_id: int
    leads: bool
    unit_id: int
    unit_path: str
    area_path: str | None = None
    tree: str = field(default="", compare=False)
    area_tree: str = field(default="", compare=False)
    post_names: tuple[str, str, str] = field(default=("", "", ""), compare=False)
    place_names: tuple[str, str] = field(default=("", ""), compare=False)

    @property
    def is_national(self) -> bool:
        """Is it held in a body of the root of a tree?"""
        return self.unit_path.count(".") == 1

    def reaches(self, relation: Relation, path: str) -> bool:
        """Does the unit at ``path`` stand in ``relation`` to this office? The path may be that of a past day.

        It then holds the unit of the office wherever that unit stood, so places are told by their own id.
        """
        match relation:
            case Relation.OWN:
                return _is_at(path, self.unit_path)
            case Relation.BELOW:
                return not self.is_national and not _is_at(path, self.unit_path) and _is_under(path, self.unit_path)
            case Relation.NATIONAL:
                return self.is_national and path.startswith(self.unit_path)
            case Relation.ASSIGNED:
                return self.area_path is not None and _is_under(path, self.area_path)
            case Relation.ANYWHERE:
                return True

    def acts_in(self, body_type_id: int | None) -> bool:
        """Does the office reach the record of the body of this type in its own unit?"""
        return body_type_id is None or self.leads or self.body_type_id == body_type_id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, on which day, with which grants. ``account_id`` is None for nobody.

    ``vouched``: what the user answers for in this request, such as «this is not an identity number»; the audit log
    keeps it with the act.
    """

    account_id: int | None
    person_id: int | None
    on: date
    grants: tuple[Grant, ...] = ()
    vouched: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Is somebody logged in?"""
        return self.account_id is not None

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def post_ids(self) -> tuple[int, ...]:
        """The posts held today."""
        return tuple(grant.post_id for grant in self.grants)


def nobody(on: date) -> Actor:
    """The actor of a visitor who is not logged in."""
    return Actor(account_id=None, person_id=None, on=on)


def _is_at(path: str, place: str) -> bool:
    return f".{path}".endswith(_last_id(place))


def _is_under(path: str, place: str) -> bool:
    return _last_id(place) in f".{path}"


def _last_id(place: str) -> str:
    """«.12.» of ``1.5.12.``."""
    return f".{place.rstrip('.').rpartition('.')[2]}."
