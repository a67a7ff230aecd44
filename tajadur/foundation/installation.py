"""What this installation was made for: languages offered, own sentences, rooms not used, the deepest levels.

All of it is data of the party (``organisation/profile``), which says here how it is read. It never changes once the
party is laid down: a process reads it once, and keeps nothing before there is a party to ask.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import GNUTranslations
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.db import DatabaseError
from django.utils.translation import trans_real

Sentences = Mapping[str, str | Sequence[str]]  # by the English of the source, «context\x04English» where it has one
ALL = ("ar", "fr", "en")
_CONTEXT = "\x04"


@dataclass(frozen=True, slots=True)
class Installation:
    """``languages``, the first is the default; ``sentences`` by language stand in for those of the catalogues.

    ``closed_rooms``: names of the parts of the site that this party does not use. ``leaves``: codes of the kinds of
    unit that have no level below them in the main tree.
    """

    languages: tuple[str, ...] = ALL
    sentences: Mapping[str, Sentences] = field(default_factory=dict)
    closed_rooms: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    holidays_of: str = ""


@dataclass(slots=True)
class _InForce:
    reader: Callable[[], Installation | None] = lambda: None
    offer: Installation | None = None


_STANDARD, _in_force = Installation(), _InForce()


def describe_with(reader: Callable[[], Installation | None]) -> None:
    """``reader`` answers what the party offers, None as long as there is no party."""
    _in_force.reader = reader


def offered() -> tuple[str, ...]:
    """The codes of the languages offered, the default first. One query in the life of a process."""
    return _asked().languages


def closed_rooms() -> frozenset[str]:
    """The rooms that answer nobody here."""
    return _asked().closed_rooms


def leaf_kinds() -> frozenset[str]:
    """The codes of the kinds of unit with no level below: they declare their situation and answer a census."""
    return _asked().leaves


def holidays_of() -> str:
    """The country (ISO 3166, two letters) whose public holidays count here; empty: none."""
    return _asked().holidays_of


def scripts() -> tuple[str, ...]:
    """The scripts in which a text that has one version for each is asked: «ar», and «fr» for Latin letters."""
    return tuple(dict.fromkeys("ar" if language == "ar" else "fr" for language in offered()))


def _asked() -> Installation:
    if _in_force.offer is None:
        try:
            installation = _in_force.reader()
        except DatabaseError:  # a page that says the database is away must be drawn all the same
            return _STANDARD
        if installation is None:
            return _STANDARD
        speak(installation)
    return _in_force.offer or _STANDARD


def default_language() -> str:
    """The language of whoever chose none."""
    return offered()[0]


def spoken(language: str | None) -> str:
    """``language`` when it is offered, else the default."""
    return language if language and language in offered() else default_language()


def speak(offer: Installation | None) -> None:
    """Let this process speak so from now on; None forgets, and the party is asked again."""
    for language in {*(_in_force.offer or _STANDARD).sentences, *(offer or _STANDARD).sentences}:
        trans_real._translations.pop(language, None)  # type: ignore[attr-defined]
    _in_force.offer = offer
    for language, sentences in offer.sentences.items() if offer else ():
        trans_real.translation(language).merge(_compiled(language, sentences))


def _compiled(language: str, sentences: Sentences) -> GNUTranslations:
    catalog = Catalog(locale=language)
    for key, text in sentences.items():
        context, _between, source = key.rpartition(_CONTEXT)
        plural = not isinstance(text, str)
        texts = text if isinstance(text, str) else tuple(text)
        catalog.add((source, source) if plural else source, texts, context=context or None)
    written = BytesIO()
    write_mo(written, catalog)
    written.seek(0)
    return GNUTranslations(written)
