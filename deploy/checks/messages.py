"""The translations, kept without gettext's binaries.

messages.py update          take up new sentences, drop those no longer used, compile
messages.py set FILE.json   put translations in: {"English": {"ar": "…", "fr": "…"}}; plural sentences under their
                            singular with lists of 6 (ar) and 2 (fr) forms; a context as "context\\u0004English"
messages.py missing         what has no translation yet, as such a file to fill in
messages.py compile         write the .mo files
messages.py check           exit 1 when anything is missing, obsolete, fuzzy or does not match its source
"""

import contextlib
import fcntl
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

HERE = pathlib.Path(__file__).resolve().parents[2]
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from deploy.checks import catalogues, extraction  # noqa: E402 - the path above makes it importable as a script
from deploy.checks.catalogues import FORMS, Catalogue  # noqa: E402
from deploy.checks.extraction import Found, Key  # noqa: E402
from deploy.local.languages import compile_translations  # noqa: E402

_BETWEEN = "\u0004"
# language → sentence → forms: what was translated once and is not in the catalogues now.
Memory = dict[str, dict[str, list[str]]]


class Cannot(Exception):
    """The command stops and nothing was written; the text says why."""


@contextlib.contextmanager
def locked(root: pathlib.Path) -> Iterator[None]:
    """Only one process changes the catalogues at a time."""
    (root / "var").mkdir(exist_ok=True)
    with (root / "var" / "messages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def update(root: pathlib.Path, *, drop: bool = True) -> Found:
    """Bring the catalogues up to the source and compile them.

    A translation whose sentence disappears is remembered in ``var/`` and comes back with it. Raises Cannot when a
    source file does not parse, for its translations would be dropped.
    """
    found = extraction.extract(root)
    if drop and found.problems:
        raise Cannot("\n".join(found.problems))
    memory = _memory(root)
    for language in FORMS:
        old = catalogues.read(root, language)
        _remember(memory, old)
        catalogues.write(root, _merged(old, found, memory, drop=drop))
    _keep(root, memory)
    compile_translations(root)
    return found


def put(root: pathlib.Path, given: dict[str, dict[str, Any]]) -> tuple[int, list[str], list[str]]:
    """Take translations in; returns how many keys were taken, the sentences the source does not ask, and the refused.

    Sentences not asked yet are remembered and taken up once they are.
    """
    found, memory = extraction.extract(root), _memory(root)
    unknown, refused, taken = [], [], 0
    changes: dict[str, dict[Key, tuple[str, ...]]] = {language: {} for language in FORMS}
    for text, languages in given.items():
        key = _key_of(text)
        for language in FORMS:
            if language not in languages:
                continue
            forms = _forms_of(languages[language])
            if key not in found.keys:
                memory[language][text] = list(forms)
            elif told := catalogues.faults_of_forms(language, key, found.keys[key], forms):
                refused += [f"{language}: {text!r} {fault}" for fault in told]
            else:
                changes[language][key] = forms
        if key in found.keys:
            taken += 1
        else:
            unknown.append(text)
    for language, new in changes.items():
        old = catalogues.read(root, language)
        _remember(memory, old)
        merged = _merged(old, found, memory, drop=False)
        merged.forms.update(new)
        merged.fuzzy -= set(new)
        _remember(memory, merged)
        catalogues.write(root, merged)
    _keep(root, memory)
    compile_translations(root)
    return taken, unknown, refused


def missing(root: pathlib.Path) -> dict[str, dict[str, Any]]:
    """Every key with an empty form in some language, ready to be filled in; what is translated is shown."""
    found, skeleton = extraction.extract(root), {}
    current = {language: catalogues.read(root, language) for language in FORMS}
    for key, plural in sorted(found.keys.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        forms = {language: _current(current[language], key, plural) for language in FORMS}
        if not all(all(each) for each in forms.values()):
            skeleton[_text_of(key)] = {
                language: each[0] if plural is None else list(each) for language, each in forms.items()
            }
    return skeleton


def check(root: pathlib.Path) -> list[str]:
    """Everything wrong, one line each; empty when all is translated and matches."""
    found = extraction.extract(root)
    return found.problems + [line for language in FORMS for line in catalogues.faults(root, language, found)]


def _merged(old: Catalogue, found: Found, memory: Memory, *, drop: bool) -> Catalogue:
    merged = Catalogue(old.language)
    for key, plural in found.keys.items():
        forms = _current(old, key, plural)
        if not any(forms):
            remembered = tuple(memory[old.language].get(_text_of(key), ()))
            fits = not catalogues.faults_of_forms(old.language, key, plural, remembered)
            forms = remembered if fits else forms
        merged.forms[key], merged.plurals[key] = forms, plural
    if not drop:
        for key, forms in old.forms.items():
            if key not in merged.forms:
                merged.forms[key], merged.plurals[key] = forms, old.plurals[key]
    merged.fuzzy = old.fuzzy & set(merged.forms)
    return merged


def _current(catalogue: Catalogue, key: Key, plural: str | None) -> tuple[str, ...]:
    blank = catalogues.blank(catalogue.language, plural)
    forms = catalogue.forms.get(key, blank)
    return forms if len(forms) == len(blank) else blank


def _memory(root: pathlib.Path) -> Memory:
    nothing: Memory = {language: {} for language in FORMS}
    try:
        return nothing | json.loads((root / "var" / "translations.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return nothing


def _remember(memory: Memory, catalogue: Catalogue) -> None:
    told = {_text_of(key): list(forms) for key, forms in catalogue.forms.items() if any(forms)}
    memory[catalogue.language].update(told)


def _keep(root: pathlib.Path, memory: Memory) -> None:
    (root / "var").mkdir(exist_ok=True)
    (root / "var" / "translations.json").write_text(json.dumps(memory, ensure_ascii=False), "utf-8")


def _key_of(text: str) -> Key:
    context, between, singular = text.partition(_BETWEEN)
    return (context, singular) if between else (None, text)


def _text_of(key: Key) -> str:
    return key[1] if key[0] is None else f"{key[0]}{_BETWEEN}{key[1]}"


def _forms_of(value: object) -> tuple[str, ...]:
    forms = tuple(value) if isinstance(value, list) else (value,)
    if not all(isinstance(form, str) for form in forms):
        raise Cannot(f"a translation is a text or a list of texts, not {value!r}")
    return forms


def main(words: list[str], root: pathlib.Path = HERE) -> int:
    """Run one command; the exit code."""
    try:
        match words:
            case ["update"]:
                with locked(root):
                    print(f"{len(update(root).keys)} sentences; {len(missing(root))} not translated")
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
    except Cannot as reason:
        print(reason)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
