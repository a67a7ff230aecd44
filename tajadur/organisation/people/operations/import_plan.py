"""The dry run of an import: what each row would do, and every row that cannot be taken, without writing anything."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require_anywhere
from tajadur.permissions.matrix import Permission

from ..models import Mandate, Post
from ..vocabulary import MandateStatus
from .import_posts import Posts
from .match_people import People
from .persons import Details, checked


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the file: its number there, where the office is (in words or codes), who holds it, from when to when."""

    number: int
    unit_code: str
    body: str
    post: str
    details: Details
    from_on: date | None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportFlaw:
    """Why a row cannot be taken: its number, the column, a code of the vocabulary and what its sentence shows."""

    row: int
    field: str
    code: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class Planned:
    """What a row would do. ``person_id`` is the recorded person it was matched with, else ``key`` names the new one."""

    row: ImportRow
    post: Post
    values: dict[str, Any]
    key: str
    from_on: date
    person_id: int | None = None

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Do both have a day in common?"""
        return (self.row.to_on is None or from_on <= self.row.to_on) and (to_on is None or self.from_on <= to_on)


@dataclass(slots=True)
class ImportPlan:
    """The answer of the dry run. It can be carried out when ``flaws`` is empty."""

    planned: list[Planned]
    flaws: list[ImportFlaw]

    @property
    def matched(self) -> int:
        """How many recorded persons get a mandate."""
        return len({entry.person_id for entry in self.planned if entry.person_id})

    @property
    def newcomers(self) -> int:
        """How many persons are new."""
        return len({entry.key for entry in self.planned if not entry.person_id})


def plan_import(*, rows: Sequence[ImportRow], by: Actor) -> ImportPlan:
    """Try every row against what is recorded and against the other rows: four queries, whatever their number.

    Raises PermissionDenied for whoever does not manage people and mandates.
    """
    require_anywhere(by, Permission.MANAGE_PEOPLE)
    require_anywhere(by, Permission.MANAGE_MANDATES)
    flaws: list[ImportFlaw] = []
    posts = Posts({row.unit_code for row in rows})
    planned = [entry for row in rows if (entry := _read(row, posts, by, flaws))]
    people = People([entry.values for entry in planned])
    for entry in planned:
        try:
            entry.person_id, entry.key = people.match(entry.values, entry.row.number, entry.key)
        except BadInput as problem:
            flaws.append(_flaw(entry.row, problem))
        if entry.person_id and entry.person_id == by.person_id:
            flaws.append(ImportFlaw(entry.row.number, "", "mandate_for_oneself"))
    flaws += _between_rows(planned)
    flaws += _with_recorded(planned)
    return ImportPlan(planned, sorted(flaws, key=lambda flaw: (flaw.row, flaw.field)))


def _read(row: ImportRow, posts: Posts, by: Actor, flaws: list[ImportFlaw]) -> Planned | None:
    """The row on its own; its flaws are added to ``flaws``."""
    problems: list[BadInput] = []
    values: dict[str, Any] = {}
    post: Post | None = None
    try:
        post = posts.find(row.unit_code, row.body, row.post)
        problems += _days(row, post.unit)
        if not may(by, Permission.MANAGE_MANDATES, post.unit):
            problems.append(BadInput("unit", "unit_code_unknown", typed=row.unit_code))
    except BadInput as problem:
        problems += problem.problems
    try:
        values = checked(row.details, by.on, False)
    except BadInput as problem:
        problems += problem.problems
    flaws += [_flaw(row, problem) for problem in problems]
    if problems or post is None or row.from_on is None:
        return None
    return Planned(row, post, values, f"row {row.number}", row.from_on)


def _days(row: ImportRow, unit: Unit) -> list[BadInput]:
    if row.from_on is None:
        return []  # the form has said so already
    problems = []
    if row.to_on and row.to_on < row.from_on:
        problems.append(BadInput("to_on", "mandate_ends_before_start"))
    if row.from_on < unit.opened_on:
        problems.append(BadInput("from_on", "mandate_before_unit", day=unit.opened_on))
    if unit.closed_on and (row.to_on is None or row.to_on >= unit.closed_on):
        problems.append(BadInput("to_on", "mandate_after_unit", day=unit.closed_on))
    return problems


def _between_rows(planned: Sequence[Planned]) -> Iterator[ImportFlaw]:
    """Rows that say the same, and rows that give a post for one holder twice."""
    of_post: dict[int, list[Planned]] = {}
    for entry in planned:
        for other in of_post.setdefault(entry.post.pk, []):
            if entry.overlaps(other.from_on, other.row.to_on):
                same_person = (entry.person_id, entry.key) == (other.person_id, other.key)
                same = same_person or _alike(entry.values, other.values)
                if same or entry.post.post_type.single_holder:
                    code = "row_twice" if same else "row_overlaps"
                    yield ImportFlaw(entry.row.number, "" if same else "from_on", code, {"other": other.row.number})
                    break
        of_post[entry.post.pk].append(entry)


def _alike(values: dict[str, Any], other: dict[str, Any]) -> bool:
    """The same name, and nothing that tells the two apart?"""
    apart = any(values[name] != other[name] for name in ("email", "phone", "birth_year"))
    return not apart and bool(values["folded"] == other["folded"])


def _with_recorded(planned: Sequence[Planned]) -> Iterator[ImportFlaw]:
    """Mandates that stand in the way: of the same person, or of the holder of a post for one."""
    held: dict[int, list[Mandate]] = {}
    rows = Mandate.objects.filter(post_id__in={entry.post.pk for entry in planned}).select_related("person")
    for mandate in rows.order_by("from_on", "pk"):
        held.setdefault(mandate.post_id, []).append(mandate)
    for entry in planned:
        near = [m for m in held.get(entry.post.pk, ()) if entry.overlaps(m.from_on, m.to_on)]
        own = [m for m in near if m.person_id == entry.person_id or (not entry.person_id and _named(m, entry.values))]
        standing = [m for m in near if m.standing == MandateStatus.CONFIRMED]
        if own:
            yield ImportFlaw(entry.row.number, "from_on", "mandate_twice", {"from_on": own[0].from_on})
        elif standing and entry.post.post_type.single_holder:
            first = standing[0]
            if first.to_on is None:
                yield ImportFlaw(entry.row.number, "from_on", "mandate_overlaps_open", {"from_on": first.from_on})
            else:
                days = {"from_on": first.from_on, "to_on": first.to_on}
                yield ImportFlaw(entry.row.number, "from_on", "mandate_overlaps", days)


def _named(mandate: Mandate, values: dict[str, Any]) -> bool:
    """Does somebody of this very name hold it, with no contact of theirs that says otherwise?"""
    person = mandate.person
    apart = any(
        values[name] and getattr(person, name) and values[name] != getattr(person, name) for name in ("email", "phone")
    )
    return person.name_ar == values["name_ar"] and not apart


def _flaw(row: ImportRow, problem: BadInput) -> ImportFlaw:
    return ImportFlaw(row.number, problem.field, problem.code, problem.params)
