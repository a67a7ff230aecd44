"""Rows of an import that stand in each other's way or in the way of what is recorded, and posts that change hands."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter

from tajadur.foundation.sheets.lines import RowFlaw

from ..models import Mandate
from ..vocabulary import CLOSED, MandateStatus
from .import_rows import Planned


def between_rows(planned: Sequence[Planned]) -> Iterator[RowFlaw]:
    """Rows that say the same, and rows that give a post for one holder twice. Linear but for sorting."""
    by_number = {entry.row.number: entry for entry in planned}
    of_post: dict[int, list[Planned]] = {}
    of_person: dict[tuple[int, int | str], list[Planned]] = {}
    flawed: set[int] = set()
    for entry in planned:
        of_person.setdefault((entry.post.pk, entry.who), []).append(entry)
        if entry.post.post_type.single_holder:
            of_post.setdefault(entry.post.pk, []).append(entry)
        for namesake in entry.likely:
            other = by_number.get(namesake.other or 0)
            if other and other.post.pk == entry.post.pk and entry.overlaps(other.from_on, other.row.to_on):
                flawed.add(entry.row.number)
                yield RowFlaw(entry.row.number, "", "row_twice", {"other": other.row.number})
                break
    for entry, other in (pair for rows in of_person.values() for pair in _meeting(rows)):
        if entry.row.number not in flawed:
            flawed.add(entry.row.number)
            yield RowFlaw(entry.row.number, "", "row_twice", {"other": other.row.number})
    for entry, other in (pair for rows in of_post.values() for pair in _meeting(rows)):
        if entry.row.number not in flawed:
            yield RowFlaw(entry.row.number, "from_on", "row_overlaps", {"other": other.row.number})


def _meeting(rows: list[Planned]) -> Iterator[tuple[Planned, Planned]]:
    """Pairs of rows with a day in common, the later one of the sheet first: each with whoever lasts longest before."""
    longest: Planned | None = None
    for entry in sorted(rows, key=attrgetter("from_on", "row.number")):
        if longest and entry.overlaps(longest.from_on, longest.row.to_on):
            later, other = sorted((entry, longest), key=attrgetter("row.number"), reverse=True)
            yield later, other
        if longest is None or _end(entry.row.to_on) > _end(longest.row.to_on):
            longest = entry


def _end(to_on: date | None) -> date:
    return to_on or date.max


def with_recorded(planned: Sequence[Planned]) -> Iterator[RowFlaw]:
    """Mandates that stand in the way, one query; those that end for a row the day before are put into its ``ends``.

    The holder of a post for one hands over to whoever follows; who follows themselves is renewed.
    """
    held: dict[int, list[Mandate]] = {}
    of_person: dict[tuple[int, int], list[Mandate]] = {}
    rows = Mandate.objects.filter(post_id__in={entry.post.pk for entry in planned}).exclude(standing__in=CLOSED)
    for mandate in rows.select_related("person").order_by("from_on", "pk"):
        of_person.setdefault((mandate.post_id, mandate.person_id), []).append(mandate)
        if mandate.exclusive and mandate.standing == MandateStatus.CONFIRMED:
            held.setdefault(mandate.post_id, []).append(mandate)
    ended: set[int] = set()
    for entry in sorted(planned, key=attrgetter("from_on", "row.number")):
        meant = [entry.person_id] if entry.person_id else [namesake.person_id or 0 for namesake in entry.likely]
        own = [m for who in meant for m in of_person.get((entry.post.pk, who), ()) if _meets(entry, m)]
        single = entry.post.post_type.single_holder
        near = [m for m in held.get(entry.post.pk, ()) if _meets(entry, m) and m.pk not in ended] if single else []
        if again := [m for m in own if m.from_on >= entry.from_on or m.standing != MandateStatus.CONFIRMED]:
            yield RowFlaw(entry.row.number, "from_on", "mandate_twice", {"from_on": again[0].from_on})
        elif follow := [m for m in near if m.from_on >= entry.from_on]:
            yield RowFlaw(entry.row.number, "from_on", "mandate_follows", {"from_on": follow[0].from_on})
        else:
            renewed = [m for m in own if m.person_id == entry.person_id and m.pk not in ended]
            entry.ends = near if single else renewed
            ended |= {m.pk for m in entry.ends}


def _meets(entry: Planned, mandate: Mandate) -> bool:
    return entry.overlaps(mandate.from_on, mandate.to_on)
