"""Words in SQL that an enum owns: a copy in a string is not found when the enum changes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

Files = list[tuple[Path, str]]
_SQL = re.compile(r"\b(SELECT|UPDATE|INSERT|DELETE|WHERE|JOIN|FILTER|EXISTS|CASE WHEN)\b|\b(IN \(|IS NULL)|::")
_WORD = re.compile(r"(?<![\w'])'([a-z_]+)'")
_REASON = re.compile(r"\bhouse: \w+")
# Its statements speak of letters only, beside the enums of letters; what is notified is redrawn apart.
_APART = "tajadur/registry/notices/operations/"


def copied_words(code: Files, sql: Files) -> Iterator[str]:
    """«path:line what is wrong» for each quoted word of a statement that is a value of an enum of ours."""
    owners = words_of_enums(code)
    for path, first, text in dict.fromkeys(_statements(code, sql)):
        for number, line in enumerate(text.splitlines(), first):
            if _REASON.search(line) or path.startswith(_APART):
                continue
            for word in _WORD.findall(line):
                if word in owners:
                    yield f"{path}:{number} '{word}' is a value of {owners[word]}: take it from there"


def words_of_enums(code: Files) -> dict[str, str]:
    """The values of every StrEnum and TextChoices, each with the name of an enum that has it."""
    found: dict[str, str] = {}
    for _path, text in code:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and any(_is_of_words(base) for base in node.bases):
                for step in node.body:
                    value = step.value if isinstance(step, ast.Assign) else None
                    first = value.elts[0] if isinstance(value, ast.Tuple) else value
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.setdefault(first.value, node.name)
    return found


def _is_of_words(base: ast.expr) -> bool:
    return ast.unparse(base).rpartition(".")[2] in {"StrEnum", "TextChoices"}


def _statements(code: Files, sql: Files) -> Iterator[tuple[str, int, str]]:
    """(path, first line, text) of what is SQL: whole files, and the strings of our code that read so."""
    for path, text in sql:
        yield path.as_posix(), 1, text
    for path, text in code:
        nodes, lines = list(ast.walk(ast.parse(text))), text.splitlines()
        inner = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        inner |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings speak to people
        for node in nodes:
            if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in inner:
                said = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                if _SQL.search(said):
                    yield path.as_posix(), node.lineno, said
