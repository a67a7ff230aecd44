"""Which unit a sheet means by a code or a name, in whatever spelling: for thousands of rows, in two queries."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import connection

from tajadur.foundation.arabic import digits, fold_loose
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

from ..models import Unit
from .searching import ALIKE, LONGEST_QUERY

_words = str.split
MOST_LIKENED = 400  # names looked up by likeness in one sheet; whoever has more misspells them all
_NEARLY = 0.1  # how much likelier the best must be than the next one
_SHORTEST = 3
_PARTS = re.compile(r"[,،;()/\[\]–—|]+| - ")
# Written before the name of a place, where the search knows the name alone.
_KINDS = frozenset(
    map(
        fold_loose,
        _words(
            "جهة إقليم عمالة جماعة مقاطعة بلدية قيادة فرع الفرع محلي الإقليمي الجهوي مكتب الكتابة المحلية الإقليمية "
            "الجهوية région province préfecture commune municipalité arrondissement section locale provinciale "
            "régionale branche bureau region de du d la le des l"
        ),
    )
)
_LIKE_SQL = """
SELECT typed.words, unit.id, word_similarity(typed.words, unit.folded)
FROM unnest(%(words)s::text[]) AS typed(words)
JOIN units_unit unit ON word_similarity(typed.words, unit.folded) >= %(alike)s
WHERE unit.id = ANY(%(known)s)
ORDER BY 3 DESC, unit.depth, unit.id
"""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """What is needed of a unit to tell whether it is meant."""

    id: int
    code: str
    kind_id: int
    names: tuple[str, str]
    folded: str
    way: tuple[int, ...] = field(repr=False)
    name: str = ""
    parent_name: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """The units a text may mean, the likeliest first; one when it is clear.

    ``spelled``: not by its own code or name. ``fits`` False: they are known, and not what was asked for.
    """

    units: tuple[KnownUnit, ...] = ()
    spelled: bool = False
    fits: bool = True


class UnitNames:
    """The units the actor may see, found by what is typed: one query, and one more when likeness must help."""

    def __init__(self, actor: Actor, typed: Collection[str]) -> None:
        rows = within(Unit.objects.select_related("parent"), actor, Permission.SEE_UNIT)
        self._units = [
            KnownUnit(
                unit.pk,
                unit.code,
                unit.kind_id,
                (fold_loose(unit.name_ar), fold_loose(unit.name_latin)),
                unit.folded,
                tuple(map(int, unit.path.rstrip(".").split("."))),
                unit.name,
                unit.parent.name if unit.parent else "",
            )
            for unit in rows.order_by("depth", "sort_ar", "pk")
        ]
        self._codes: dict[str, list[KnownUnit]] = {}
        self._whole: dict[str, list[KnownUnit]] = {}
        for unit in self._units:
            for key in dict.fromkeys(_codes(unit.code)):
                self._codes.setdefault(key, []).append(unit)
            forms = (form.strip() for form in unit.folded.split("|"))
            for form in dict.fromkeys((*unit.names, *filter(None, forms))):
                self._whole.setdefault(form, []).append(unit)
        self._begun: dict[str, list[KnownUnit]] = {}
        self._like: dict[str, list[tuple[KnownUnit, float]]] = {}
        self._liken([text for text in dict.fromkeys(typed) if text])

    def find(self, typed: str, *, fits: Callable[[KnownUnit], bool], above: Collection[str] = ()) -> Meant:
        """The units ``typed`` may mean that ``fits`` accepts, under places that answer to ``above``.

        The surest way that finds any decides: code, code without its zeros, name, its first letters, likeness. Where
        nothing fits, what the surest way finds, with ``fits`` False.
        """
        aboves = [self._ids(text) for text in above if text]
        misfits: tuple[KnownUnit, ...] = ()
        for units, spelled in self._ways(typed):
            fitting = tuple(unit for unit in units if fits(unit) and _is_under(unit, aboves))
            if fitting:
                return Meant(fitting, spelled)
            misfits = misfits or tuple(units)
        return Meant(misfits, fits=False)

    def knows(self, typed: str) -> bool:
        """Does any unit answer to it?"""
        return any(units for units, _spelled in self._ways(typed))

    def _ids(self, text: str) -> set[int]:
        return {unit.id for unit in next((units for units, _spelled in self._ways(text) if units), ())}

    def _ways(self, typed: str) -> Iterator[tuple[list[KnownUnit], bool]]:
        text = digits(typed[:LONGEST_QUERY]).strip()
        exact = self._codes.get(text.casefold().strip("."), [])
        yield [unit for unit in exact if _same_code(unit.code, text)], False
        keys = list(_typed_codes(text))
        # 12.33 is 12.330 to a spreadsheet and 12.033 to who leaves zeros out: both, and what is asked for decides.
        yield list(dict.fromkeys(unit for key in keys[:2] for unit in self._codes.get(key, ()))), True
        yield [unit for key in keys[2:] for unit in self._codes.get(key, ())], True
        for words in _wordings(text):
            whole = self._whole.get(words, [])
            yield [unit for unit in whole if words in unit.names], False
            yield whole, True
        yield from self._in_parts(text)
        for words in _wordings(text):
            yield self._beginning(words), True
        yield self._likely(fold_loose(text)), True

    def _in_parts(self, text: str) -> Iterator[tuple[list[KnownUnit], bool]]:
        """«عين الشق، الدار البيضاء»: a unit and where it stands, in one cell."""
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        if not 1 < len(parts) <= 4:
            return
        for own, others in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
            aboves = [{unit.id for unit in self._by_name(part)} for part in others]
            yield [unit for unit in self._by_name(own) if _is_under(unit, aboves)], True

    def _by_name(self, text: str) -> list[KnownUnit]:
        return next((units for words in _wordings(text) if (units := self._whole.get(words))), [])

    def _beginning(self, words: str) -> list[KnownUnit]:
        """The units of whose names every word is begun by one of ``words``, as in the search."""
        if len(words) < _SHORTEST:
            return []
        if words not in self._begun:
            begun = [f" {word}" for word in words.split()]
            self._begun[words] = [unit for unit in self._units if all(word in unit.folded for word in begun)]
        return self._begun[words]

    def _likely(self, words: str) -> list[KnownUnit]:
        """By likeness: the best alone when it is clearly the best.

        The search likens to the beginnings of words, «Ain Chouk» to Ain Chouater; a sheet means a whole name.
        """
        likened = [(unit, _likeness(words, unit)) for unit, _begun in self._like.get(words, [])]
        best = max((likeness for _unit, likeness in likened), default=0)
        return [unit for unit, likeness in likened if likeness > best - _NEARLY]

    def _liken(self, typed: list[str]) -> None:
        by_id = {unit.id: unit for unit in self._units}
        left = [text for text in typed if not any(units for units, _spelled in self._ways(text))]
        words = [words for text in left if len(words := fold_loose(text[:LONGEST_QUERY])) >= _SHORTEST][:MOST_LIKENED]
        if not words:
            return
        with connection.cursor() as cursor:
            cursor.execute(_LIKE_SQL, {"words": list(dict.fromkeys(words)), "alike": ALIKE, "known": list(by_id)})
            for typed_words, unit_id, likeness in cursor.fetchall():
                self._like.setdefault(typed_words, []).append((by_id[unit_id], likeness))


def _likeness(words: str, unit: KnownUnit) -> float:
    """How alike ``words`` and the likest whole name or spelling of the unit are: 1 is the same."""
    forms = (*unit.names, *(form.strip() for form in unit.folded.split("|")))
    return max(SequenceMatcher(None, words, form, autojunk=False).ratio() for form in forms)


def _is_under(unit: KnownUnit, aboves: Collection[Collection[int]]) -> bool:
    """Does each of ``aboves`` name the unit itself or one above it?"""
    return all(set(unit.way) & set(ids) for ids in aboves)


def _same_code(code: str, typed: str) -> bool:
    return code.casefold().strip(".") == typed.casefold().strip(".")


def _wordings(text: str) -> Iterator[str]:
    """The words as typed; without the kind of place before them."""
    words = fold_loose(text)
    if words:
        yield words
    bare = words.split()
    while len(bare) > 1 and bare[0] in _KINDS:
        bare = bare[1:]
    if bare and " ".join(bare) != words:
        yield " ".join(bare)


def _codes(code: str) -> Iterator[str]:
    """The code, and what spreadsheets make of it: 12.330 becomes 12.33, 09 becomes 9, 01.051.01.03 loses zeros."""
    bare = code.casefold().strip(".")
    yield bare
    groups = bare.split(".")
    if all(group.isdecimal() and group.isascii() for group in groups):
        yield "f:" + _as_number(bare)
        yield "g:" + ".".join(group.lstrip("0") or "0" for group in groups)
        yield "j:" + ("".join(groups).lstrip("0") or "0")


def _typed_codes(text: str) -> Iterator[str]:
    """The keys under which a code that lost its zeros is looked for; nothing for a name."""
    groups = [group for group in re.split(r"[.,\-/ ]", text) if group]
    if not groups or not all(group.isdecimal() and group.isascii() and len(group) <= 15 for group in groups):
        return
    yield "f:" + _as_number(".".join(groups))
    yield "g:" + ".".join(group.lstrip("0") or "0" for group in groups)
    if len(groups) == 1 or len(groups[0]) > 3:
        yield "j:" + ("".join(groups).lstrip("0") or "0")


def _as_number(code: str) -> str:
    whole, point, rest = code.partition(".")
    if "." in rest:
        return code
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + rest if rest else "")
