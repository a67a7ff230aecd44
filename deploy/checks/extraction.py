"""Which sentences does the source ask to translate? Babel reads them, no gettext binary.

Templates go through Django's own ``templatize`` first, so that a trimmed ``blocktranslate`` gives exactly the key
Django looks up when it renders.
"""

import ast
import io
import pathlib
import re
import warnings
from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as extract_from
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

# As Babel writes them: None a sentence alone, else which arguments are the sentence, its plural, its context ("c").
_GETTEXT: dict[str, Any] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = {"_": None, "gettext_noop": None, **_GETTEXT, **{f"{name}_lazy": _GETTEXT[name] for name in _GETTEXT}}
# What a file must hold to ask for anything: the functions are imported by name, and «transaction» is no translation.
_CALLS, _TAGS = ("gettext",), ("gettext", "trans", "_(")
_FILLER = re.compile(r"[XPFBS \t]+")  # the letters that ``templatize`` writes over the rest of a page
_F_STRING = re.compile(r"\b(?:f|fr|rf)[\"']", re.I)


class Unreadable(Exception):
    """Sentences of the source cannot be read; the text says «file:line what», a line for each."""


def extract(root: pathlib.Path) -> Catalog:
    """Everything to translate under ``root/tajadur`` (Python, templates) and ``root/templates``; or Unreadable."""
    template = Catalog()
    problems: list[str] = []
    for path in _sources(root):
        name, source = path.relative_to(root).as_posix(), path.read_text("utf-8")
        python = path.suffix == ".py"
        if not any(word in source for word in (_CALLS if python else _TAGS)):
            continue
        try:
            problems += _not_seen(source, name) if python else []
            method: Any = "python" if python else extract_template
            for line, sentence, _, context in extract_from(method, io.BytesIO(source.encode()), KEYWORDS):
                before = template.get(sentence, context)
                if before and before.pluralizable and isinstance(sentence, tuple) and before.id != sentence:
                    problems.append(f"{name}:{line} {sentence[0]!r} has two plurals: {before.id[1]!r}, {sentence[1]!r}")
                template.add(sentence, context=context)
        except SyntaxError as error:
            line_known = f":{error.lineno}" if error.lineno else ""
            problems.append(f"{name}{line_known} does not parse: {error.msg}")
    if problems:
        raise Unreadable("\n".join(problems))
    return template


def _not_seen(source: str, name: str) -> Iterator[str]:
    """Sentences that Babel passes over without a word; those inside an f-string only on Python 3.11."""
    tree = ast.parse(source, name)  # of all: what does not parse is told
    for node in ast.walk(tree) if _F_STRING.search(source) else ():
        if isinstance(node, ast.JoinedStr) and any(map(_asks, ast.walk(node))):
            yield f"{name}:{node.lineno} a sentence inside an f-string is not found: give it a name first"
        elif isinstance(node, ast.Call) and _asks(node) and any(isinstance(a, ast.JoinedStr) for a in node.args):
            yield f"{name}:{node.lineno} an f-string cannot be translated"


def _asks(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", "")) in KEYWORDS


def extract_template(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """A method of extraction for Babel: the sentences of a Django template."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks for translators that are not the last thing on their line
        flat = templatize(file.read().decode())
    # What is not a sentence comes back as letters with the page's own indentation, which is no Python.
    lines = "\n".join("" if _FILLER.fullmatch(line) else line.lstrip() for line in flat.splitlines())
    found: Iterator[Any] = extract_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)
    for line, function, sentence, comments in found:
        # Django doubles «%» in a constant `_("…")` only when it renders; in the tags templatize has done it.
        constant = function == "_" and isinstance(sentence, str)
        yield line, function, sentence.replace("%", "%%") if constant else sentence, comments


def _sources(root: pathlib.Path) -> Iterator[pathlib.Path]:
    yield from sorted(path for path in (root / "tajadur").rglob("*.py") if "migrations" not in path.parts)
    for folder in (root / "templates", root / "tajadur"):
        yield from sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")])
