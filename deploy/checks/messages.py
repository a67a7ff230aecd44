"""The translations, kept without gettext's binaries.

messages.py update          take up new sentences, drop those no longer used, compile
messages.py set FILE.json   put translations in: {"English": {"ar": "…", "fr": "…"}}; plural sentences under their
                            singular with lists of 6 (ar) and 2 (fr) forms; a context as "context\\u0004English"
messages.py missing         what has no translation yet, as such a file to fill in
messages.py compile         write the .mo files
messages.py check           exit 1 when anything is missing, obsolete, fuzzy or does not match its source
"""

import contextlib
import copy
import fcntl
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Catalog, Message

HERE = pathlib.Path(__file__).resolve().parents[2]
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from deploy.checks import catalogues, extraction  # noqa: E402 - the path above makes it importable as a script
from deploy.checks.catalogues import FORMS, forms, sentences, singular  # noqa: E402
from deploy.checks.wording import tidied  # noqa: E402
from deploy.local.languages import compile_translations  # noqa: E402

_BETWEEN = "\u0004"


class Cannot(Exception):
    """The command stops and nothing was written; the text says why."""


@contextlib.contextmanager
def locked(root: pathlib.Path) -> Iterator[None]:
    """Only one process changes the catalogues at a time."""
    (root / "var").mkdir(exist_ok=True)
    with (root / "var" / "messages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def update(root: pathlib.Path) -> Catalog:
    """Bring the catalogues up to the source and compile them; what the source asks.

    A translation whose sentence disappears is remembered in ``var/`` and comes back with it. Raises Unreadable when a
    source file does not parse, for its translations would be dropped.
    """
    template = extraction.extract(root)
    for language in FORMS:
        _bring_up(root, language, template, [], drop=True)
    compile_translations(root)
    return template


def put(root: pathlib.Path, given: dict[str, dict[str, Any]]) -> tuple[int, list[str], list[str]]:
    """Take translations in; returns how many keys were taken, the sentences the source does not ask, and the refused.

    Sentences not asked yet are remembered and taken up once they are.
    """
    template, refused = extraction.extract(root), []
    unknown = [text for text in given if not template.get(*_key_of(text))]
    for language in FORMS:
        taken = []
        for text, languages in given.items():
            if language in languages:
                translated = _translated(template, text, languages[language])
                told = catalogues.faults_of_forms(language, translated, forms(translated))
                if told and text not in unknown:
                    refused += [f"{language}: {text!r} {fault}" for fault in told]
                else:
                    taken.append(translated)
        _bring_up(root, language, template, taken, drop=False)
    compile_translations(root)
    return len(given) - len(unknown), unknown, refused


def missing(root: pathlib.Path) -> dict[str, dict[str, Any]]:
    """Every key with an empty form in some language, ready to be filled in; what is translated is shown."""
    skeleton = {}
    current = {language: catalogues.read(catalogues.path_of(root, language), language) for language in FORMS}
    for message in sorted(sentences(extraction.extract(root))):
        shown = {language: _current(current[language], language, message) for language in FORMS}
        if not all(all(each) for each in shown.values()):
            skeleton[_text_of(message)] = {
                language: list(each) if message.pluralizable else each[0] for language, each in shown.items()
            }
    return skeleton


def check(root: pathlib.Path) -> list[str]:
    """Everything wrong, one line each; empty when all is translated and matches."""
    try:
        template = extraction.extract(root)
    except extraction.Unreadable as problems:
        return str(problems).splitlines()
    return [line for language in FORMS for line in catalogues.faults(root, language, template)]


def _bring_up(root: pathlib.Path, language: str, template: Catalog, given: list[Message], *, drop: bool) -> None:
    """The catalogue of a language as the template asks, ``given`` first, then what it had, then what it once had."""
    path, beside = catalogues.path_of(root, language), root / "var" / f"translations.{language}.po"
    catalogue, memory = catalogues.read(path, language), Catalog(locale=language)
    for known in [*given, *sentences(catalogue), *sentences(catalogues.read(beside, language))]:
        if any(forms(known)) and not memory.get(known.id, known.context):
            memory[known.id] = known
    # A copy: update keeps new messages of the template as they are, and here they are filled.
    catalogue.update(copy.deepcopy(template), no_fuzzy_matching=True)
    for message in sentences(catalogue):
        once = memory.get(message.id, message.context)
        if once and not catalogues.faults_of_forms(language, message, forms(once)):
            message.string, message.flags = once.string, once.flags
        message.string = _tidied(language, message.string)
    if not drop:
        for left in catalogue.obsolete.values():
            catalogue[left.id] = left
    catalogues.write(path, catalogue, language)
    catalogues.write(beside, memory, language)


def _tidied(language: str, strings: Any) -> Any:
    if isinstance(strings, list | tuple):
        return tuple(tidied(language, form) for form in strings)
    return tidied(language, strings or "")


def _current(catalogue: Catalog, language: str, message: Message) -> tuple[str, ...]:
    blank = ("",) * (FORMS[language] if message.pluralizable else 1)
    here = catalogue.get(message.id, message.context)
    return forms(here) if here and len(forms(here)) == len(blank) else blank


def _translated(template: Catalog, text: str, value: Any) -> Message:
    """A message with its translation; one the source does not ask has its sentence for a plural, too."""
    strings = tuple(value) if isinstance(value, list) else value
    if not all(isinstance(form, str) for form in (value if isinstance(value, list) else [value])):
        raise Cannot(f"a translation is a text or a list of texts, not {value!r}")
    sentence, context = _key_of(text)
    asked = template.get(sentence, context)
    alone = (sentence, sentence) if isinstance(strings, tuple) else sentence
    return Message(asked.id if asked else alone, strings, context=context)


def _key_of(text: str) -> tuple[str, str | None]:
    context, between, sentence = text.partition(_BETWEEN)
    return (sentence, context) if between else (text, None)


def _text_of(message: Message) -> str:
    return singular(message) if message.context is None else f"{message.context}{_BETWEEN}{singular(message)}"


def main(words: list[str], root: pathlib.Path = HERE) -> int:
    """Run one command; the exit code."""
    try:
        match words:
            case ["update"]:
                with locked(root):
                    print(f"{len(update(root))} sentences; {len(missing(root))} not translated")
            case ["set", file]:
                with locked(root):
                    taken, unknown, refused = put(root, json.loads(pathlib.Path(file).read_text("utf-8")))
                print(f"{taken} known, {len(refused)} refused")
                print("".join(f"not asked by the source (kept for later): {text!r}\n" for text in unknown), end="")
                print("".join(f"refused {line}\n" for line in refused), end="")
                return 1 if refused else 0
            case ["missing"]:
                print(json.dumps(missing(root), ensure_ascii=False, indent=1))
            case ["compile"]:
                print("".join(f"{path}\n" for path in compile_translations(root)), end="")
            case ["check"]:
                told = check(root)
                print("".join(f"{line}\n" for line in told), end="")
                return 1 if told else 0
            case _:
                print(__doc__)
                return 2
    except (Cannot, extraction.Unreadable) as reason:
        print(reason)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
