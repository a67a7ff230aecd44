"""Names stored folded follow the folding of today: written anew, some at a time, when it changed."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import QuerySet

from tajadur.foundation.arabic import FOLDING, fold, searchable
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Alias, Unit
from tajadur.organisation.units.operations.opening import NAME_LIMIT, sort_keys

from .models import Person, derived_names

AT_ONCE = 500


def refold_names(*, everything: bool = False) -> int:
    """Write anew what is stored folded and differs from today's folding; returns how many rows changed.

    Nothing is read while the stored names are known to be of this folding, unless ``everything``. Some hundreds a
    transaction: an interrupted run goes on where it stopped; twice changes nothing.
    """
    if not everything and not Profile.objects.exclude(names_folded=FOLDING).exists():
        return 0
    changed = sum(_units(group) for group in _groups(Unit.objects.all()))
    changed += sum(_people(group) for group in _groups(Person.objects.all()))
    Profile.objects.update(names_folded=FOLDING)
    return changed


def _groups(rows: QuerySet[Unit] | QuerySet[Person]) -> Iterator[list[int]]:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


@transaction.atomic
def _units(ids: Collection[int]) -> int:
    """Units with their other spellings; of two that became the same spelling, the older one stays."""
    units = list(Unit.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk"))
    spellings: dict[int, dict[str, Alias]] = defaultdict(dict)
    double: list[int] = []
    for alias in Alias.objects.filter(unit__in=ids).order_by("pk"):
        folded = fold(alias.text)[:NAME_LIMIT]
        if folded in spellings[alias.unit_id]:
            double.append(alias.pk)
        else:
            spellings[alias.unit_id][folded] = alias
    Alias.objects.filter(pk__in=double).delete()
    stale = []
    for own in spellings.values():
        for folded, alias in own.items():
            if alias.folded != folded:
                alias.folded = folded
                stale.append(alias)
    Alias.objects.bulk_update(stale, ["folded"])
    changed = []
    for unit in units:
        texts = [alias.text for alias in spellings[unit.pk].values()]
        sort_ar, sort_latin = sort_keys(unit.name_ar, unit.name_latin)
        fresh = {
            "folded": searchable(unit.name_ar, unit.name_latin, *texts),
            "sort_ar": sort_ar,
            "sort_latin": sort_latin,
        }
        if _differs(unit, fresh):
            changed.append(unit)
    Unit.objects.bulk_update(changed, ["folded", "sort_ar", "sort_latin"])
    return len(changed) + len(stale) + len(double)


@transaction.atomic
def _people(ids: Collection[int]) -> int:
    people = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk")
    changed = [person for person in people if _differs(person, derived_names(person.name_ar, person.name_latin))]
    Person.objects.bulk_update(changed, ["folded", "sort_ar", "sort_latin"])
    return len(changed)


def _differs(row: Unit | Person, fresh: dict[str, str]) -> bool:
    """Set what differs, not saved. The forms of a name may stand in any order."""
    differs = False
    for name, value in fresh.items():
        stored = getattr(row, name)
        same = set(stored.split("|")) == set(value.split("|")) if name == "folded" else stored == value
        if not same:
            setattr(row, name, value)
            differs = True
    return differs
