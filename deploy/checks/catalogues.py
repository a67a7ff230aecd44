"""The catalogues on disk: read, written in one fixed form, judged.

The form has no line numbers and no dates and is sorted, so that two people who translate at once rarely meet.
"""

import os
import pathlib
import re
from collections import Counter
from dataclasses import dataclass, field

from babel.messages.pofile import normalize, read_po

from deploy.checks.extraction import Found, Key

PLURAL_FORMS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "fr": "nplurals=2; plural=(n > 1);",
}
FORMS = {"ar": 6, "fr": 2}
# Forms that stand for one exact number may say it in words: 0, 1 and 2 in Arabic.
_IN_WORDS: dict[str, set[int]] = {"ar": {0, 1, 2}, "fr": set()}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]|%%|\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][\w-]*")


@dataclass(slots=True)
class Catalogue:
    """One language: the forms of each key (one form when it has no plural), plural sentences, keys marked fuzzy."""

    language: str
    forms: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    plurals: dict[Key, str | None] = field(default_factory=dict)
    fuzzy: set[Key] = field(default_factory=set)


def path_of(root: pathlib.Path, language: str) -> pathlib.Path:
    """Where the catalogue of a language lies."""
    return root / "tajadur" / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: pathlib.Path, language: str) -> Catalogue:
    """The catalogue on disk, empty when there is none."""
    catalogue, path = Catalogue(language), path_of(root, language)
    if not path.exists():
        return catalogue
    with path.open("rb") as lines:
        for message in read_po(lines, locale=language, abort_invalid=True):
            if not message.id:
                continue
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            text = message.string
            key = (message.context, ids[0])
            catalogue.forms[key] = (text,) if isinstance(text, str) else tuple(text or ("",))
            catalogue.plurals[key] = ids[1] if len(ids) > 1 else None
            if message.fuzzy:
                catalogue.fuzzy.add(key)
    return catalogue


def blank(language: str, plural: str | None) -> tuple[str, ...]:
    """The empty forms of a key."""
    return ("",) * (FORMS[language] if plural is not None else 1)


def written(catalogue: Catalogue) -> str:
    """The catalogue as text, in its fixed form."""
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {catalogue.language}\\n"\n"Plural-Forms: {PLURAL_FORMS[catalogue.language]}\\n"\n'
    )
    keys = sorted(catalogue.forms, key=lambda key: (key[1], key[0] or ""))
    return "\n".join([head, *(_block(catalogue, key) for key in keys)])


def write(root: pathlib.Path, catalogue: Catalogue) -> None:
    """Put the catalogue on disk, whole or not at all."""
    path = path_of(root, catalogue.language)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(written(catalogue), "utf-8")
    beside.replace(path)


def _block(catalogue: Catalogue, key: Key) -> str:
    context, singular = key
    plural, forms = catalogue.plurals[key], catalogue.forms[key]
    flags = ["fuzzy"] if key in catalogue.fuzzy else []
    lines = [f"#, {', '.join(flags)}"] if flags else []
    if context is not None:
        lines.append(f"msgctxt {_quoted(context)}")
    lines.append(f"msgid {_quoted(singular)}")
    if plural is None:
        lines.append(f"msgstr {_quoted(forms[0])}")
    else:
        lines.append(f"msgid_plural {_quoted(plural)}")
        lines.extend(f"msgstr[{index}] {_quoted(form)}" for index, form in enumerate(forms))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return normalize(text, width=0)


def faults_of_forms(language: str, key: Key, plural: str | None, forms: tuple[str, ...]) -> list[str]:
    """What is wrong with the translation of one key: forms missing or too many, placeholders or tags that differ."""
    wanted = FORMS[language] if plural is not None else 1
    if len(forms) != wanted:
        return [f"has {len(forms)} forms, {language} needs {wanted}"]
    if not all(form.strip() for form in forms):
        return ["is not translated" if not any(forms) else "has an empty form"]
    faults = []
    for index, form in enumerate(forms):
        in_words = plural is not None and index in _IN_WORDS[language]
        told = _faults_of_form(form, key[1] if plural is None else plural, in_words=in_words)
        if told and plural is not None and index == 0:
            # French 0–1 may follow the English singular, which may say its number in words.
            told = _faults_of_form(form, key[1], in_words=False)
        faults += told
    return faults


def _faults_of_form(form: str, source: str, *, in_words: bool) -> list[str]:
    faults = []
    for what, pattern in (("placeholders", _PLACEHOLDER), ("tags", _TAG)):
        expected, found = Counter(pattern.findall(source)), Counter(pattern.findall(form))
        if what == "placeholders":
            expected, found = Counter(set(expected)), Counter(set(found))
        spoken = in_words and found <= expected and (what == "tags" or (expected - found).total() <= 1)
        if found != expected and not spoken:
            shown = " ".join(sorted(expected.elements())) or "none"
            faults.append(f"has other {what} than the source ({shown}): {form!r}")
    return faults


def faults(root: pathlib.Path, language: str, found: Found) -> list[str]:
    """Everything wrong with the catalogue of a language against what the source asks."""
    try:
        catalogue = read(root, language)
    except Exception as error:  # a broken file is a finding, whatever broke it
        return [f"{language}: {path_of(root, language).name} cannot be read: {error}"]
    told = []
    for key, plural in found.keys.items():
        if key not in catalogue.forms or catalogue.plurals[key] != plural:
            told.append(f"{key[1]!r} is missing: run «update»")
        else:
            told += [f"{key[1]!r} {fault}" for fault in faults_of_forms(language, key, plural, catalogue.forms[key])]
    told += [f"{key[1]!r} is not used any more: run «update»" for key in catalogue.forms if key not in found.keys]
    told += [f"{key[1]!r} is marked fuzzy" for key in catalogue.fuzzy]
    path = path_of(root, language)
    if not told and path.exists() and path.read_text("utf-8") != written(catalogue):
        told.append("is not in its fixed form (header, order): run «update»")
    return [f"{language}: {line}" for line in told]
