"""Sentences for a party that is not the one this application was first written for, in words of no party.

The catalogues name things of that party (region, province, branch, cell, pole …). Another party reads them by the rules
below: a word of the same gender stands for each, so that what agrees with it goes on agreeing. Where a word stands
alone, ``ALONE`` puts the name of the party's own level or post. A test walks the catalogues: a word left over fails.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.translation import override, trans_real

from .words_alone import ALONE, IN_ONE_SCRIPT, PLURALS, SAME

Text = str | Sequence[str]
_CONTEXT = "\x04"
_BEGINS = re.compile(r"[.!?:]\s+$")
_VALUES = re.compile(r"(%\(\w+\)[sd]|<[^>]*>)")
_A, _OF = "(?<![ء-ي])((?:[وف])?[بك]?(?:ال|لل|ل)?)", "(?<![ء-ي])"

# By language: what stands, what others read. The first that fits counts.
RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"communes? and arrondissements?|communes? or arrondissements?|communes?|arrondissements?", "place"),
        (r"provinces? (?:or|and) prefectures?", "subdivision"),
        (r"regions", "divisions"),
        (r"region", "division"),
        (r"regional congress", "congress"),
        (r"regional", "division"),
        (r"provinces", "subdivisions"),
        (r"province|prefecture|provincial", "subdivision"),
        (r"branches", "base units"),
        (r"branch", "base unit"),
        (r"follow-up cell", "support team"),
        (r"cell", "support team"),
        (r"organisation pole|pole", "steering committee"),
        (r"political bureau", "leading committee"),
        (r"secretary general", "head of the organisation"),
        (r"party", "organisation"),
        (r"hour in Morocco", "local time"),
        (r"morocco", "the country"),
        (r"; law 29-11, articles [0-9]+ and [0-9]+| \(organic law 29-11\)", ""),
        (r"law 29-11, article 26: one third", "one third"),
    ),
    "fr": (
        (r"communes? et arrondissements?|communes? ou arrondissements?|communes?|arrondissements?", "place"),
        (r"provinces? (?:ou|et) préfectures?", "subdivisions"),
        (r"congrès (?:régional|régionaux)", "congrès"),
        (r"conseil régional", "conseil de division"),
        (r"régions", "divisions"),
        (r"région", "division"),
        (r"provinces", "subdivisions"),
        (r"province|préfecture", "subdivision"),
        (r"provincial|provinciaux", "de subdivision"),
        (r"sections locales|sections", "structures de base"),
        (r"section locale|section", "structure de base"),
        (r"cellule nationale de suivi|cellule de suivi", "mission de suivi"),
        (r"cellule", "mission de suivi"),
        (r"pôle de l’organisation|pôle", "comité de pilotage"),
        (r"bureau politique", "comité de direction"),
        (r"le ou la secrétaire général\(e\)", "le premier responsable"),
        (r"secrétaire général", "premier responsable"),
        (r"parti", "mouvement"),
        (r"heure du maroc", "heure du pays"),
        (r"maroc", "pays"),
        (r"\s; loi 29-11, articles [0-9]+ et [0-9]+| \(loi organique 29-11\)", ""),
        (r"loi 29-11, article 26\s: l’objectif", "l’objectif"),
    ),
    "ar": (
        (rf"{_A}إقليمية", r"\1قسمية"),
        (rf"{_A}إقليم", r"\1قسم"),
        (rf"{_A}أقاليم", r"\1أقسام"),
        (rf"{_A}عمالات", r"\1أقسام"),
        (rf"{_A}عمالة", r"\1قسم"),
        (rf"{_A}مقاطعات|{_A}جماعات", r"\1أماكن"),
        (rf"{_A}مقاطعة|{_A}جماعة", r"\1مكان"),
        (r" (?:الجهوية|الجهوي)", ""),
        (rf"{_A}جهات(?![ء-ي])", r"\1مناطق"),
        (rf"{_A}جهة", r"\1منطقة"),
        (rf"{_A}خلية", r"\1لجنة"),
        (rf"{_OF}قطب التنظيم", "مكتب التنظيم"),
        (rf"{_A}قطب", r"\1مكتب"),
        (r"المكتب السياسي", "المكتب القيادي"),
        (r"الأمين العام", "المسؤول الأول"),
        (rf"{_A}حزب", r"\1تنظيم"),
        (rf"{_A}أحزاب", r"\1تنظيمات"),
        (r"بالمغرب", "محليا"),
        (rf"{_A}مغرب", r"\1بلد"),
        (r" ?\(?(?:القانون التنظيمي (?:رقم )?)?29-11\)?", ""),
    ),
}  # fmt: skip


def level_names(levels: Sequence[tuple[str, str]], head: str) -> dict[str, str]:
    """What stands for «{…}»: ``levels`` are the names and plurals from the root down, ``head`` the highest post."""
    top, second, leaf = levels[min(1, len(levels) - 1)], levels[min(2, len(levels) - 1)], levels[-1]
    return {
        "root": levels[0][0], "top": top[0], "tops": top[1], "second": second[0], "seconds": second[1],
        "leaf": leaf[0], "leaves": leaf[1], "head": head,
    }  # fmt: skip


def own_catalogues(languages: Sequence[str], levels: Sequence[Any], head: Any) -> dict[str, dict[str, Text]]:
    """What a party of these ``levels`` (with ``name`` and ``plural``, the root first) reads differently, by language.

    ``head`` is its highest post, with a ``name``.
    """
    own = {}
    in_one_script = len({language == "ar" for language in languages}) == 1
    for language in languages:
        with override(language):
            names = level_names([(level.name, level.plural) for level in levels], head.name if head else "")
        entries = catalogue(language)
        own[language] = own_sentences(language, entries, names, in_one_script=in_one_script)
    return own


def catalogue(language: str) -> list[tuple[str, Text]]:
    """Every sentence with its text in ``language``; the source has no catalogue, its keys are its sentences."""
    known: Any = trans_real.translation("fr" if language == "en" else language)
    return list(english(known._catalog.keys()) if language == "en" else by_sentence(known._catalog.items()))


def own_sentences(
    language: str, entries: Iterable[tuple[str, Text]], names: dict[str, str], *, in_one_script: bool
) -> dict[str, Text]:
    """The sentences of ``entries`` (key, text in ``language``) that others read differently, with the names in."""
    return dict(_changed(language, entries, names, in_one_script))


def _changed(
    language: str, entries: Iterable[tuple[str, Text]], names: dict[str, str], in_one_script: bool
) -> Iterator[tuple[str, Text]]:
    for key, text in entries:
        if key in SAME or (language == "ar" and not _names_a_thing(key)):
            continue  # the Arabic for a region is also that for a side
        alone = ALONE.get(key, {}).get(language) or (IN_ONE_SCRIPT.get(key, {}).get(language) if in_one_script else "")
        if alone:
            yield key, alone.format(**names)
        elif isinstance(text, str):
            if (own := in_words_of_none(language, text)) != text:
                yield key, own
        elif (forms := [in_words_of_none(language, form) for form in text]) != list(text):
            yield key, forms


def _names_a_thing(key: str) -> bool:
    source = key.rpartition(_CONTEXT)[2]
    return key in ALONE or in_words_of_none("en", source) != source


def in_words_of_none(language: str, text: str) -> str:
    """A text with the words of the first party replaced."""
    parts = _VALUES.split(text)
    for pattern, instead in _compiled(language):
        parts[::2] = [pattern.sub(partial(_cased, instead=instead), part) for part in parts[::2]]
    own = "".join(parts)
    return own[:1].upper() + own[1:] if text[:1].isupper() else own


def english(keys: Iterable[str | tuple[str, int]]) -> Iterator[tuple[str, Text]]:
    """The keys of a catalogue as the sentences of the source: it has no catalogue of its own."""
    for key in keys:
        msgid = key if isinstance(key, str) else key[0]
        source = msgid.rpartition(_CONTEXT)[2]
        if isinstance(key, str):
            yield key, source
        elif msgid in PLURALS and key[1] == 0:
            yield msgid, [source, PLURALS[msgid]]


def by_sentence(entries: Iterable[tuple[str | tuple[str, int], str]]) -> Iterator[tuple[str, Text]]:
    """The entries of a catalogue, the forms of a plural together."""
    plurals: dict[str, list[str]] = {}
    for key, text in entries:
        if isinstance(key, str):
            yield key, text
        else:
            plurals.setdefault(key[0], []).append(text)
    yield from plurals.items()


def _cased(match: re.Match[str], instead: str) -> str:
    text = match.expand(instead) if "\\" in instead else instead
    begins = _BEGINS.search(match.string[: match.start()]) is not None
    return text[:1].upper() + text[1:] if begins and match[0][:1].isupper() else text


def _compiled(language: str) -> list[tuple[re.Pattern[str], str]]:
    if language not in _ready:
        ends = ("", "") if language == "ar" else (r"(?<![\w-])", r"(?!\w)")
        _ready[language] = [
            (re.compile((ends[0] if pattern[0].isalpha() else "") + f"(?:{pattern})" + ends[1], re.I), instead)
            for pattern, instead in RULES[language]
        ]
    return _ready[language]


_ready: dict[str, list[tuple[re.Pattern[str], str]]] = {}
