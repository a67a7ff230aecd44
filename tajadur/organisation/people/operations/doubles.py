"""Records that are probably one person, and what making one of two would move."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission

from ..managers import KNOWN
from ..models import Account, Mandate, Merge, Person
from ..vocabulary import CLOSED, by_name
from .match_people import MOST_COMPARED, are_likely_one, facts_of, names_of
from .merge_rows import HOW, rows_of
from .merging import FILLED, UNDO_DAYS


@dataclass(frozen=True, slots=True)
class Moving:
    """A table whose rows refer to the record that goes, by the key of its sentence, and how many there are."""

    reference: str
    rows: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What making one of two records does; ``accounts`` are user names by person."""

    stays: Person
    goes: Person
    mandates: tuple[Mandate, ...]
    moving: tuple[Moving, ...]
    accounts: dict[int, str]
    filled: tuple[str, ...]
    needs_second: bool


def likely_doubles(*, by: Actor, limit: int = 200) -> list[tuple[Person, Person]]:
    """Pairs of records that the one matching rule takes for one person, by name. Two queries, linear in the persons.

    Raises PermissionDenied.
    """
    require_anywhere(by, Permission.MANAGE_PEOPLE)
    known: dict[str, list[tuple[int, dict[str, object]]]] = defaultdict(list)
    pairs: dict[tuple[int, int], None] = {}
    for person in Person.objects.filter(KNOWN).order_by(*by_name()).iterator(chunk_size=2000):
        facts = facts_of(person)
        for name in names_of(facts):
            for other, others in known[name][:MOST_COMPARED]:
                if other != person.pk and are_likely_one(facts, others):
                    pairs.setdefault((min(other, person.pk), max(other, person.pk)))
            known[name].append((person.pk, facts))
        if len(pairs) >= limit:
            break
    people = Person.objects.in_bulk({pk for pair in pairs for pk in pair})
    return [(people[first], people[second]) for first, second in list(pairs)[:limit]]


def preview_merge(*, stays_id: int, goes_id: int, by: Actor, on: date) -> MergePreview:
    """What ``merge_persons`` would move. Raises NotVisible when one is unknown or merged already; PermissionDenied."""
    require_anywhere(by, Permission.MANAGE_PEOPLE)
    people = Person.objects.filter(KNOWN).in_bulk({stays_id, goes_id})
    if len(people) < 2:
        raise NotVisible
    stays, goes = people[stays_id], people[goes_id]
    rows = Mandate.objects.select_related("post__post_type", "post__unit", "post__area").filter(person=goes)
    running = Q(to_on=None) | Q(to_on__gte=on)
    held = Mandate.objects.filter(running, person__in=(stays, goes)).exclude(standing__in=CLOSED)
    counted = ((reference, rows_of(reference, goes).count()) for reference in HOW if reference not in _NOT_SHOWN)
    return MergePreview(
        stays=stays,
        goes=goes,
        mandates=tuple(rows.order_by("-from_on", "-pk")),
        moving=tuple(Moving(reference, count) for reference, count in counted if count),
        accounts=dict(Account.objects.filter(person__in=(stays, goes)).values_list("person_id", "username")),
        filled=tuple(name for name in FILLED if not getattr(stays, name) and getattr(goes, name)),
        needs_second=held.exists(),
    )


# Shown by themselves, or nothing of its own: a message goes with what it carries.
_NOT_SHOWN = frozenset(
    {"people.Mandate.person", "people.Account.person", "notices.DeliveryItem.person", "notices.Notice.person"}
)


def merge_for(merge_id: int, *, by: Actor) -> Merge:
    """One merge with both records. Raises NotVisible, PermissionDenied."""
    require_anywhere(by, Permission.MANAGE_PEOPLE)
    merge = Merge.objects.select_related("stays", "goes").filter(pk=merge_id).first()
    if merge is None:
        raise NotVisible
    return merge


def merge_to_undo(person_id: int, at: datetime) -> Merge | None:
    """The last merge into this record, while it can be taken back."""
    since = at - timedelta(days=UNDO_DAYS)
    rows = Merge.objects.filter(stays=person_id, undone_at=None, merged_at__gte=since).select_related("goes")
    return rows.order_by("-merged_at", "-pk").first()
