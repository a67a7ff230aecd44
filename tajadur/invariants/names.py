"""Names as search and lists compare them: what is stored beside a name is what the folding of today makes of it."""

from collections import defaultdict
from collections.abc import Iterator

from tajadur.foundation.arabic import fold, searchable, sort_key_ar
from tajadur.organisation.people.models import Person
from tajadur.organisation.units.models import Alias, Unit
from tajadur.organisation.units.operations.opening import NAME_LIMIT

from .as_of import AsOf


def names_folded(as_of: AsOf) -> Iterator[str]:
    """Units, their other spellings and persons are found, and sorted, by their names of today."""
    spellings: dict[int, list[str]] = defaultdict(list)
    for pk, unit_id, text, folded in Alias.objects.order_by("pk").values_list("pk", "unit_id", "text", "folded"):
        spellings[unit_id].append(text)
        if folded != fold(text)[:NAME_LIMIT]:
            yield f"spelling {pk} is folded otherwise than its text"
    names = ("pk", "code", "name_ar", "name_latin", "folded", "sort_ar", "sort_latin")
    for row in Unit.objects.order_by("pk").values_list(*names, named=True).iterator(2000):
        if _forms(row.folded) != _forms(searchable(row.name_ar, row.name_latin, *spellings[row.pk])):
            yield f"unit {row.code} is found by other names than its own"
        if (row.sort_ar, row.sort_latin) != (sort_key_ar(row.name_ar)[:NAME_LIMIT], fold(row.name_latin)[:NAME_LIMIT]):
            yield f"unit {row.code} is sorted by another name than its own"
    own = ("pk", "name_ar", "name_latin", "folded", "sort_ar", "sort_latin")
    for person in Person.objects.order_by("pk").values_list(*own, named=True).iterator(2000):
        if _forms(person.folded) != _forms(searchable(person.name_ar, person.name_latin)):
            yield f"person {person.pk} is found by another name than their own"
        latin = fold(person.name_latin) or fold(person.name_ar)
        if (person.sort_ar, person.sort_latin) != (sort_key_ar(person.name_ar), latin):
            yield f"person {person.pk} is sorted by another name than their own"


def _forms(folded: str) -> set[str]:
    """The forms of a name, in whatever order they were added."""
    return set(folded.split("|"))
