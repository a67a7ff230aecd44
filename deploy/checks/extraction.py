"""Which sentences does the source ask to translate? Read with Python alone, no gettext binary.

Python files are parsed, templates go through Django's own ``templatize``, so that a trimmed ``blocktranslate`` gives
exactly the key Django looks up when it renders.
"""

import ast
import pathlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation.template import templatize

# A key as gettext stores it: the context (or None) and the singular sentence.
Key = tuple[str | None, str]

_ARGUMENTS = {
    "gettext": ("id",),
    "ngettext": ("id", "plural"),
    "pgettext": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
}
_CALLS = {
    "_": _ARGUMENTS["gettext"],
    "gettext_noop": _ARGUMENTS["gettext"],
    **_ARGUMENTS,
    **{f"{name}_lazy": arguments for name, arguments in _ARGUMENTS.items()},
}
_IN_TEMPLATE = re.compile(
    r"""\b(_|n?p?gettext)\(((?:\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?|\s*count\s*)+)\)""", re.DOTALL
)


@dataclass(slots=True)
class Found:
    """Every key with its plural sentence (None: no plural), and what could not be read, as «file:line what»."""

    keys: dict[Key, str | None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, key: Key, plural: str | None, where: str) -> None:
        """Note one use of a key; two uses may not disagree on the plural."""
        before = self.keys.get(key)
        if before is not None and plural is not None and before != plural:
            self.problems.append(f"{where} {key[1]!r} has two plurals: {before!r} and {plural!r}")
        self.keys[key] = plural if before is None else before


def extract(root: pathlib.Path) -> Found:
    """Everything to translate under ``root/tajadur`` (Python, templates) and ``root/templates``."""
    found = Found()
    for path in sorted((root / "tajadur").rglob("*.py")):
        if "migrations" not in path.parts:
            _from_python(path, path.relative_to(root).as_posix(), found)
    for folder in (root / "templates", root / "tajadur"):
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            _from_template(path, path.relative_to(root).as_posix(), found)
    return found


def _from_python(path: pathlib.Path, name: str, found: Found) -> None:
    source = path.read_text("utf-8")
    if "gettext" not in source:
        return
    try:
        tree = ast.parse(source, name)
    except SyntaxError as error:
        found.problems.append(f"{name}:{error.lineno} does not parse: {error.msg}")
        return
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and (roles := _CALLS.get(_called(call.func))):
            _note(call, roles, f"{name}:{call.lineno}", found)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _note(call: ast.Call, roles: tuple[str, ...], where: str, found: Found, *, percent: bool = False) -> None:
    said: dict[str, str] = {}
    for role, argument in zip(roles, call.args, strict=False):
        if isinstance(argument, ast.JoinedStr):
            found.problems.append(f"{where} an f-string cannot be translated")
            return
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            return
        said[role] = argument.value.replace("%", "%%") if percent else argument.value
    if len(said) == len(roles) and said["id"]:
        found.add((said.get("context"), said["id"]), said.get("plural"), where)


def _from_template(path: pathlib.Path, name: str, found: Found) -> None:
    source = path.read_text("utf-8")
    if "trans" not in source and "_(" not in source:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flat = templatize(source, origin=name)
    except SyntaxError as error:
        found.problems.append(f"{name} {error}")
        return
    for call in _calls_in(flat):
        # Django doubles «%» in a constant `_("…")` only when it renders; in the tags templatize has done it.
        constant = isinstance(call.func, ast.Name) and call.func.id == "_"
        _note(call, _CALLS[_called(call.func)], name, found, percent=constant)


def _calls_in(flat: str) -> Iterator[ast.Call]:
    for match in _IN_TEMPLATE.finditer(flat):
        expression = ast.parse(f"{match[1]}({match[2].strip()})", mode="eval").body
        if isinstance(expression, ast.Call):
            yield expression
