"""The catalogues on disk: read and written by Babel in one fixed form, and judged.

The form has no line numbers and no dates and is sorted, so that two people who translate at once rarely meet.
"""

import io
import os
import pathlib
import re
from collections import Counter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from deploy.checks.wording import faults_of_wording, not_a_plural

FORMS = {"ar": 6, "fr": 2}
# Forms that stand for one exact number may say it in words: 0, 1 and 2 in Arabic.
_IN_WORDS: dict[str, set[int]] = {"ar": {0, 1, 2}, "fr": set()}
_PLURALS = {
    "ar": "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5",
    "fr": "(n > 1)",
}
_HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals={forms}; plural={plural};\\n"

"""
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]|%%|\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][\w-]*")


def path_of(root: pathlib.Path, language: str) -> pathlib.Path:
    """Where the catalogue of a language lies."""
    return root / "tajadur" / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: pathlib.Path, language: str) -> Catalog:
    """The catalogue at that path, empty when there is none; PoFileError when it is broken."""
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=language, abort_invalid=True)


def written(catalogue: Catalog, language: str) -> str:
    """The catalogue as text, in its fixed form: Babel's own head would carry the day."""
    for message in catalogue:
        message.flags &= {"fuzzy"}
    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    head = _HEAD.format(language=language, forms=FORMS[language], plural=_PLURALS[language])
    return head + body.getvalue().decode().removesuffix("\n")


def write(path: pathlib.Path, catalogue: Catalog, language: str) -> None:
    """Put the catalogue on disk, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(written(catalogue, language), "utf-8")
    beside.replace(path)


def sentences(catalogue: Catalog) -> list[Message]:
    """Its messages, without the head, which Babel keeps as a message without a sentence."""
    return [message for message in catalogue if message.id]


def singular(message: Message) -> str:
    """The sentence by which a message is known, of its two when it counts something."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The translation: one form, or one for each kind of number."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def faults_of_forms(language: str, message: Message, given: tuple[str, ...]) -> list[str]:
    """What is wrong with a translation of a message: forms missing or too many, other placeholders or tags."""
    wanted = FORMS[language] if message.pluralizable else 1
    if len(given) != wanted:
        return [f"has {len(given)} forms, {language} needs {wanted}"]
    if not all(form.strip() for form in given):
        return ["is not translated" if not any(given) else "has an empty form"]
    if isinstance(message.id, str):
        return _faults_of_form(given[0], message.id, in_words=False)
    one, many = message.id
    faults = []
    for index, form in enumerate(given):
        told = _faults_of_form(form, many, in_words=index in _IN_WORDS[language])
        # French 0–1 may follow the English singular, which may say its number in words.
        faults += _faults_of_form(form, one, in_words=False) if told and index == 0 else told
    return faults


def _faults_of_form(form: str, source: str, *, in_words: bool) -> list[str]:
    """Babel's own checker lets a placeholder be left out and does not look at tags."""
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


def wording(language: str, message: Message) -> list[str]:
    """What a translated message writes otherwise than all the others; see wording.py."""
    source = " ".join((message.id,) if isinstance(message.id, str) else message.id)
    told = [fault for form in forms(message) for fault in faults_of_wording(language, source, form)]
    if isinstance(message.id, str) and not_a_plural(message.id):
        told.append("counts something and has one form: make it a plural")
    return list(dict.fromkeys(told))


def faults(root: pathlib.Path, language: str, template: Catalog) -> list[str]:
    """Everything wrong with the catalogue of a language against what the source asks."""
    path = path_of(root, language)
    try:
        catalogue = read(path, language)
    except (PoFileError, UnicodeDecodeError) as error:
        return [f"{language}: {path.name} cannot be read: {error}"]
    told = []
    for asked in sentences(template):
        here = catalogue.get(asked.id, asked.context)
        if not here or here.id != asked.id:
            told.append(f"{singular(asked)!r} is missing: run «update»")
        else:
            told += [f"{singular(asked)!r} {fault}" for fault in faults_of_forms(language, asked, forms(here))]
            told += [f"{singular(asked)!r} {fault}" for fault in wording(language, here)]
    for here in sentences(catalogue):
        if not template.get(here.id, here.context):
            told.append(f"{singular(here)!r} is not used any more: run «update»")
        if here.fuzzy:
            told.append(f"{singular(here)!r} is marked fuzzy")
    if not told and path.exists() and path.read_text("utf-8") != written(catalogue, language):
        told.append("is not in its fixed form (header, order): run «update»")
    return [f"{language}: {line}" for line in told]
