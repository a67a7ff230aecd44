"""The words of XLSForm that are read: columns, types and languages, with the spellings that sheets use for them."""

import re

SHEETS = ("survey", "choices", "settings")
TRANSLATED = ("label", "hint", "required_message", "constraint_message")
SURVEY = ("type", "name", *TRANSLATED, "required", "relevant", "constraint")
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "default_language")

_SPELLINGS = {
    "survey": {
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "bind:relevant": "relevant",
        "bind:required": "required",
        "bind:constraint": "constraint",
        "constraining_message": "constraint_message",
        "bind:jr:constraintmsg": "constraint_message",
        "requiredmsg": "required_message",
        "bind:jr:requiredmsg": "required_message",
    },
    "choices": {"value": "name", "caption": "label"},
    "settings": {"set_form_title": "form_title", "set_form_id": "form_id"},
}
_COLUMNS = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}
_LANGUAGES = {
    "ar": {"ar", "arabic", "arabe", "العربية", "عربي", "عربية"},
    "fr": {"fr", "french", "français", "francais", "الفرنسية", "فرنسية"},
    "en": {"en", "english", "anglais", "الإنجليزية", "إنجليزية"},
}
_CODED = re.compile(r"\(([A-Za-z]{2})\)$")
_KINDS = {"text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal",
          "date": "date", "note": "note"}  # fmt: skip
_ONE = ("select_one ", "select one from ", "select one ", "select1 ", "add select one prompt using ")
_SEVERAL = ("select_multiple ", "select all that apply from ", "select all that apply ",
            "add select multiple prompt using ")  # fmt: skip
_OTHER = (" or_other", " or other", " or specify other")


def column_of(sheet: str, heading: str) -> tuple[str, str] | None:
    """(the column, its language as written) that a heading names; None for one that is not read."""
    base, _, language = heading.partition("::") if "::" in heading else heading.partition(":")
    whole = _plain(heading.replace("::", ":"))
    known = _SPELLINGS[sheet].get(whole, whole)
    if known in _COLUMNS[sheet]:
        return known, ""
    column = _SPELLINGS[sheet].get(_plain(base), _plain(base))
    written = language.strip()
    return (column, written) if written and column in TRANSLATED and column in _COLUMNS[sheet] else None


def language_of(written: str) -> str | None:
    """The code of a language as a heading writes it («Arabic (ar)», «français»); None for one that is not asked in."""
    coded = _CODED.search(written)
    name = coded[1].lower() if coded else written.casefold()
    return next((code for code, names in _LANGUAGES.items() if name in names), None)


def kind_of(written: str) -> tuple[str, str] | None:
    """(kind, list) of a type as a sheet writes it; None for one that is not asked."""
    words = " ".join(written.split())
    low = words.lower()
    for kind, starts in (("select_one", _ONE), ("select_multiple", _SEVERAL)):
        for start in starts:
            if low.startswith(start):
                name = words[len(start) :]
                return (kind, name) if " " not in name else None
    return (_KINDS[low], "") if low in _KINDS else None


def is_with_other(written: str) -> bool:
    """Does the type ask for an open answer beside its choices?"""
    return " ".join(written.lower().split()).endswith(_OTHER)


def section_mark(written: str) -> tuple[str, str] | None:
    """("begin" or "end", "group" or "repeat") of a type that opens or closes a section."""
    words = written.lower().replace("_", " ").split()
    if len(words) == 2 and words[0] in {"begin", "end"} and words[1] in {"group", "repeat"}:
        return words[0], words[1]
    return None


def _plain(heading: str) -> str:
    return "_".join(heading.lower().replace("-", " ").split())
