"""One table of the file, read key by key: what is wrong is written down and a harmless value goes on."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from tajadur.foundation.errors import BadInput
from tajadur.foundation.installation import ALL
from tajadur.foundation.text import clean_line

from .marks import Marks
from .party_file import Names

LONGEST_NAME, LONGEST_CODE = 160, 40
_SLUG, _CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}"), re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
LANGUAGE_NAMES = {"ar": "Arabic", "fr": "French", "en": "English"}


class PartyTable:
    """The ``nth`` table ``name`` of the file. Each method reads one key; ``end`` tells the keys nobody asked for."""

    def __init__(self, name: str, nth: int, values: Any, marks: Marks, languages: tuple[str, ...]) -> None:
        self.name, self.nth, self._marks, self._languages = name, nth, marks, languages
        self.values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        self._read: set[str] = set()
        if not isinstance(values, dict):
            self.wrong("", f"«{name}» must be a table with keys of its own.")

    def wrong(self, key: str, sentence: str) -> None:
        """Write down a mistake of a key."""
        self._marks.wrong(self.name, self.nth, key, sentence)

    def text(self, key: str, *, limit: int = LONGEST_NAME, required: bool = True) -> str:
        """A line of text; empty when it is missing."""
        value = self._value(key)
        if value is None or value == "":
            if required:
                self.wrong(key, f"«{key}» is missing.")
            return ""
        if not isinstance(value, str):
            self.wrong(key, f"«{key}» must be a text between quotation marks.")
            return ""
        try:
            return clean_line(value, field=key, limit=limit)
        except BadInput:
            self.wrong(key, f"«{key}» has {len(value)} characters or one that cannot be kept: {limit} at most.")
            return ""

    def slug(self, key: str = "code") -> str:
        """A code of small letters, digits, hyphens and underscores that begins with a letter."""
        return self._shaped(key, _SLUG, "small Latin letters, digits, - and _, a letter first")

    def code(self, key: str = "code") -> str:
        """A code of a unit."""
        return self._shaped(key, _CODE, "Latin letters, digits, dots and hyphens")

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int | None:
        """A whole number within both; ``default`` when the key is missing."""
        value = self._value(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(key, f"«{key}» must be a whole number from {least} to {most}.")
            return default
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(key, f"«{key}» must be true or false, without quotation marks.")
        return default

    def choice(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """One of the words known."""
        value = self._value(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or value not in known:
            problem = f"«{key}» is missing" if value is None else f"«{key}» cannot be {_shown(value)}"
            self.wrong(key, f"{problem}: write one of {', '.join(known)}.")
            return default or next(iter(known), "")
        return value

    def texts(self, key: str, known: Collection[str]) -> list[str]:
        """A list of words known; empty when the key is missing."""
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.wrong(key, f'«{key}» must be a list of texts: ["…", "…"].')
            return []
        if unknown := [word for word in value if word not in known]:
            self.wrong(key, f"«{key}» knows no {', '.join(map(_shown, unknown))}: write any of {', '.join(known)}.")
        return [word for word in value if word in known]

    def names(self, key: str = "name", *, required: bool = True) -> Names:
        """A name in each language offered, given by language, or as one text when only one is offered."""
        value = self._value(key)
        if isinstance(value, str) and len(self._languages) == 1:
            value = {self._languages[0]: value}
        if value is None or not isinstance(value, dict):
            if value is not None:
                self.wrong(key, f'«{key}» must be given by language: {key}.{self._languages[0]} = "…".')
            elif required:
                self.wrong(key, f"«{key}» is missing: write it in {self._all_languages()}.")
            return dict.fromkeys(ALL, "")
        for language in value:
            if language not in self._languages:
                shown = LANGUAGE_NAMES.get(language, _shown(language))
                self.wrong(f"{key}.{language}", f"«{key}» is given in {shown}, a language that is not offered.")
        given: dict[str, str] = {}
        for language in self._languages:
            text = value.get(language, "")
            if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_NAME:
                words = "is missing in" if not text else f"must be a text of {LONGEST_NAME} characters at most in"
                self.wrong(key, f"«{key}» {words} {LANGUAGE_NAMES[language]}.")
                text = ""
            given[language] = " ".join(text.split())
        return {language: given.get(language, given[self._languages[0]]) for language in ALL}

    def end(self, *, ignoring: Collection[str] = ()) -> None:
        """Whatever was not read is a mistake: most often a key misspelt."""
        for key in self.values:
            if key not in self._read and key not in ignoring:
                self.wrong(key, f"«{key}» is not known here. Known: {', '.join(sorted(self._read))}.")

    def raw(self, key: str) -> Any:
        """The value as it stands."""
        return self._value(key)

    def _value(self, key: str) -> Any:
        self._read.add(key)
        return self.values.get(key)

    def _shaped(self, key: str, shape: re.Pattern[str], words: str) -> str:
        value = self.text(key, limit=LONGEST_CODE)
        if value and not shape.fullmatch(value):
            self.wrong(key, f"«{key}» cannot be {_shown(value)}: {words}, {LONGEST_CODE} at most.")
            return ""
        return value

    def _all_languages(self) -> str:
        return ", ".join(LANGUAGE_NAMES[language] for language in self._languages)


def _shown(value: Any) -> str:
    return f"«{str(value)[:60]}»"
