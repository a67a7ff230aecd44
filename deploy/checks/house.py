"""The house rules no known tool checks. Each rule has a test in tests/checks that shows it can fail.

A rule yields «path:line what is wrong». An exception says why on its line: `house: the reason`.
"""

import ast
import pathlib
import re
import sys
from collections.abc import Callable, Iterator

from deploy.checks import layers, naming
from deploy.checks.compared_words import compared_words
from deploy.checks.words_in_sql import copied_words

Rule = Callable[[pathlib.Path], Iterator[str]]
RULES: dict[str, Rule] = dict(naming.RULES)
LONGEST, WIDEST = 300, 120  # lines of a file, characters of a line
OUR_CODE = ("tajadur/**/*.py", "deploy/**/*.py", "tests/**/*.py", "manage.py")
OUR_PAGES = ("templates/**/*.html", "templates/**/*.txt", "tajadur/**/*.html")
OUR_STATIC = ("static/**/*.css", "static/**/*.js")
OUR_TEXTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**/*.md", "tajadur/**/*.sql")
NOT_OURS = re.compile(r"(^|/)(vendor|third-party|node_modules|__pycache__|staticfiles|var)/|\.min\.")
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "services", "signals"}
SIDE = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"(?<![\w.#-])((margin|padding|border|inset|scroll-margin|scroll-padding)-({SIDE})(-[a-z]+)?"
    rf"|border-(top|bottom)-(left|right)-radius|({SIDE}))\s*:"
    r"|(?<![\w-])(text-align|float|clear)\s*:\s*(left|right)\b"
)
LEFTOVER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
INLINE = {
    "inline style": re.compile(r"<style\b|(?<![\w-])style\s*=\s*[\"']", re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*\"application/json\")", re.I),
    "inline handler": re.compile(r"<[^>]*\s(on[a-z]+|hx-on[\w:-]*)\s*=\s*[\"']", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}
OUTSIDE = re.compile(
    r"(?:\b(?:src|srcset|action)\s*=\s*[\"']|<link[^>]*href\s*=\s*[\"']|url\([\"']?)\s*(?:https?:)?//", re.I
)


def rule(check: Rule) -> Rule:
    RULES[check.__name__] = check
    return check


def files(root: pathlib.Path, *patterns: str) -> Iterator[tuple[pathlib.Path, str]]:
    """Our files with their text."""
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not NOT_OURS.search(name):
                yield path.relative_to(root), path.read_text(encoding="utf-8")


def lines(root: pathlib.Path, *patterns: str) -> Iterator[tuple[str, str]]:
    """(path:number, line) of our files, without the lines that carry an exception and its reason."""
    for path, text in files(root, *patterns):
        for number, line in enumerate(text.splitlines(), 1):
            if not re.search(r"\bhouse: \w+", line):
                yield f"{path}:{number}", line


@rule
def no_long_file(root: pathlib.Path) -> Iterator[str]:
    for path, text in files(root, *OUR_CODE, *OUR_PAGES, *OUR_STATIC):
        length = text.count("\n") + (not text.endswith("\n") and bool(text))
        if length > LONGEST and "migrations" not in path.parts:
            yield f"{path}:1 {length} lines, {LONGEST} at most"


@rule
def no_wide_line(root: pathlib.Path) -> Iterator[str]:
    """Pages, documents and files of SQL; ruff holds the rest (E501). The row of a table cannot be broken."""
    for place, line in lines(root, *OUR_TEXTS, *(pattern for pattern in OUR_PAGES if pattern.endswith(".html"))):
        if len(line) > WIDEST and not line.lstrip().startswith("|"):
            yield f"{place} {len(line)} characters, {WIDEST} at most"


@rule
def no_junk_drawer(root: pathlib.Path) -> Iterator[str]:
    for path, _ in files(root, *OUR_CODE, "static/**/*.js"):
        for part in (*path.parts[:-1], path.stem):
            if part in JUNK:
                yield f"{path}:1 «{part}» says nothing about what is inside"


@rule
def no_physical_side(root: pathlib.Path) -> Iterator[str]:
    for place, line in lines(root, "static/**/*.css"):
        if found := PHYSICAL.search(line):
            yield f"{place} «{found[0].strip()}»: use the logical property"


@rule
def no_inline_code(root: pathlib.Path) -> Iterator[str]:
    for place, line in lines(root, *OUR_PAGES):
        for what, pattern in INLINE.items():
            if pattern.search(line):
                yield f"{place} {what}"


@rule
def no_outside_host(root: pathlib.Path) -> Iterator[str]:
    for place, line in lines(root, *OUR_PAGES, "static/**/*.css"):
        if OUTSIDE.search(line):
            yield f"{place} loads something from another host"


@rule
def no_unescaped_value(root: pathlib.Path) -> Iterator[str]:
    for place, line in lines(root, *(pattern for pattern in OUR_PAGES if pattern.endswith(".html"))):
        if re.search(r"\|\s*safe\b|\{%\s*autoescape\s+off", line):
            yield f"{place} unescaped output in a template"


@rule
def no_leftover(root: pathlib.Path) -> Iterator[str]:
    everything = (*OUR_CODE, *OUR_PAGES, *OUR_STATIC, "*.md", "docs/**/*.md", "Makefile", "deploy/**/*", ".ci/*")
    seen = set()
    for place, line in lines(root, *dict.fromkeys(everything)):
        if LEFTOVER.search(line) and place not in seen:
            seen.add(place)
            yield f"{place} unfinished work left in the code"


@rule
def migrations_have_names(root: pathlib.Path) -> Iterator[str]:
    for path, _ in files(root, "tajadur/**/migrations/*.py"):
        if "_auto_" in path.name:
            yield f"{path}:1 name the migration for its change"


@rule
def every_room_has_a_plaque(root: pathlib.Path) -> Iterator[str]:
    for path, text in files(root, "tajadur/**/__init__.py"):
        if not {"migrations", "templatetags"} & set(path.parts) and not ast.get_docstring(ast.parse(text)):
            yield f"{path}:1 no docstring: what is this room for?"


@rule
def every_room_is_a_package(root: pathlib.Path) -> Iterator[str]:
    for folder in sorted({path.parent for path, _ in files(root, "tajadur/**/*.py")}):
        if not (root / folder / "__init__.py").exists():
            yield f"{folder}:1 has no __init__.py"


@rule
def nothing_suppresses_everything(root: pathlib.Path) -> Iterator[str]:
    """What ruff does not see: BLE001 and E722 judge `except` alone, and SIM105 even asks for `suppress(Exception)`."""
    for path, text in files(root, *OUR_CODE):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
                broad = {ast.unparse(argument) for argument in node.args} & {"Exception", "BaseException"}
                yield from (f"{path}:{node.lineno} {name} is swallowed without a word" for name in broad)


@rule
def no_model_form(root: pathlib.Path) -> Iterator[str]:
    for place, line in lines(root, "tajadur/**/*.py"):
        if re.search(r"\bModelForm\b|\bmodelform_factory\b", line):
            yield f"{place} plain forms only: fields and operations are not the table"


@rule
def no_test_without_a_claim(root: pathlib.Path) -> Iterator[str]:
    """A test claims by assert, raises, or by calling something named for checking (assert_…, check_…, expect)."""
    for path, text in files(root, "tests/**/test_*.py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not claims(node):
                yield f"{path}:{node.lineno} {node.name} asserts nothing"


def claims(test: ast.FunctionDef) -> bool:
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and re.search(
            r"(^|\.)_?(raises|fail|expect\w*|assert\w*|check\w*|warns|django_assert\w+)$", ast.unparse(node.func)
        ):
            return True
    return False


def pins(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.M):
        found.setdefault(name.lower(), set()).add(version)
    return found


@rule
def no_name_from_above(root: pathlib.Path) -> Iterator[str]:
    """Layers hold for SQL, lazy references and module paths too: see ``layers``."""
    yield from layers.names_going_up(root)


@rule
def no_tag_from_above(root: pathlib.Path) -> Iterator[str]:
    """Layers hold for templates too: who renders one may import the tags it uses."""
    yield from layers.tags_going_up(root)


@rule
def locks_agree(root: pathlib.Path) -> Iterator[str]:
    run, dev = root / "requirements.txt", root / "requirements-dev.txt"
    if run.exists() and dev.exists():
        tested = pins(dev.read_text())
        for name, versions in pins(run.read_text()).items():
            if tested.get(name) != versions:
                yield f"requirements-dev.txt:1 {name} is not the {', '.join(sorted(versions))} that runs"


@rule
def locks_name_no_host(root: pathlib.Path) -> Iterator[str]:
    for place, line in lines(root, "requirements*.txt", "requirements*.in"):
        if re.search(r"https?://|file:|^\s*--?(i|f|index|extra|find|trusted)\b|@ ", line):
            yield f"{place} a lock names packages and hashes only"


@rule
def no_copied_word_in_sql(root: pathlib.Path) -> Iterator[str]:
    """A value that an enum owns is a parameter, or written out from the enum (``foundation.sql.quoted``)."""
    yield from copied_words(our_code(root), list(files(root, "tajadur/**/*.sql")))


@rule
def no_copied_word_compared(root: pathlib.Path) -> Iterator[str]:
    """A state, a kind, an outcome is compared with the member of its enum, which a renaming finds."""
    yield from compared_words(our_code(root))


def our_code(root: pathlib.Path) -> list[tuple[pathlib.Path, str]]:
    """The modules of the application but migrations, which keep the words of their day."""
    return [(path, text) for path, text in files(root, "tajadur/**/*.py") if "migrations" not in path.parts]


def broken(root: pathlib.Path) -> list[str]:
    return [f"{found}  [{name}]" for name, check in RULES.items() for found in check(root)]


if __name__ == "__main__":
    complaints = broken(pathlib.Path(__file__).resolve().parents[2])
    print("\n".join(complaints) if complaints else f"{len(RULES)} house rules kept")
    sys.exit(bool(complaints))
