"""House rules of names: one class one meaning, imports that arrive where a thing is defined, no word of old.

``RULES`` are taken up by ``house``.
"""

import ast
import pathlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from deploy.checks.vocabulary import EMPTY_NAMES, OLD_CLASSES, OLD_WORDS, OLD_WORDS_IN_WEB

Rule = Callable[[pathlib.Path], Iterator[str]]
RULES: dict[str, Rule] = {}
# Names Django itself looks for inside a class or a module.
NAMED_BY_DJANGO = {"Command", "Media", "Meta", "Migration"}
MOST_UNPACKED, MOST_COUNTED = 6, 3
REASONED = re.compile(r"\bhouse: \w+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def rule(check: Rule) -> Rule:
    """Register a rule under its own name."""
    RULES[check.__name__] = check
    return check


def modules(root: pathlib.Path) -> Iterator[tuple[pathlib.Path, ast.Module]]:
    """Our modules but migrations, whose names are kept by the databases that ran them."""
    for path in sorted(root.glob("tajadur/**/*.py")):
        name = path.relative_to(root)
        if not {"migrations", "__pycache__"} & set(name.parts):
            yield name, _parsed(path.read_text(encoding="utf-8"))


@cache
def _parsed(text: str) -> ast.Module:
    """Each rule walks the same modules: they are parsed once."""
    return ast.parse(text)


def classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """Every class of a module, those inside classes and functions too."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


@rule
def one_class_one_meaning(root: pathlib.Path) -> Iterator[str]:
    """The class that a grep finds is the only one of its name, private and nested ones too."""
    homes: dict[str, list[str]] = defaultdict(list)
    for path, tree in modules(root):
        for node in classes(tree):
            homes[node.name].append(f"{path}:{node.lineno}")
    for name, places in homes.items():
        if len(places) > 1 and name not in NAMED_BY_DJANGO:
            yield f"{places[1]} the class «{name}» is also at {', '.join(places[:1] + places[2:])}: say of what"


@rule
def no_star_import(root: pathlib.Path) -> Iterator[str]:
    """«Go to definition» and a grep must arrive."""
    for path, tree in modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                yield f"{path}:{node.lineno} name what you import"


@rule
def no_face(root: pathlib.Path) -> Iterator[str]:
    """A package file holds its docstring alone: names are imported from the module that defines them."""
    for path, tree in modules(root):
        if path.name != "__init__.py":
            continue
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        rest = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
        for node in rest:
            if not REASONED.search(lines[node.lineno - 1]):
                yield f"{path}:{node.lineno} holds more than its docstring"
                break


@rule
def no_old_word(root: pathlib.Path) -> Iterator[str]:
    """Files, folders and classes speak the terms of ``vocabulary``."""
    found: dict[str, str] = {}
    for path, tree in modules(root):
        for folder in (path, *path.parents):
            named = folder.stem if folder == path else folder.name
            for word, instead in _old_in(named, in_web=folder.is_relative_to("tajadur/web")):
                found[folder.as_posix()] = f"{path}:1 «{word}» in «{named}» is now called «{instead}»"
        for node in classes(tree):
            if node.name in OLD_CLASSES:
                found[node.name] = f"{path}:{node.lineno} «{node.name}» is now called «{OLD_CLASSES[node.name]}»"
            for word, instead in _old_in(node.name, in_web=False):
                found[node.name] = f"{path}:{node.lineno} «{word}» in «{node.name}» is now called «{instead}»"
    yield from found.values()


@rule
def no_empty_name(root: pathlib.Path) -> Iterator[str]:
    """A variable, an argument or a function is called after the thing it holds or gives."""
    for path, tree in modules(root):
        for node in ast.walk(tree):
            name = _bound(node)
            if name in EMPTY_NAMES:
                yield f"{path}:{getattr(node, 'lineno', 1)} «{name}» does not say what it holds"


@rule
def rows_have_names(root: pathlib.Path) -> Iterator[str]:
    """A row of many columns is read by their names: unpacked or counted out, a column added in between shifts all."""
    for path, tree in modules(root):
        for node in ast.walk(tree):
            target = node.target if isinstance(node, ast.For | ast.comprehension) else None
            if isinstance(target, ast.Tuple) and len(target.elts) > MOST_UNPACKED:
                yield f"{path}:{target.lineno} {len(target.elts)} columns by position, {MOST_UNPACKED} at most"
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "row" and _number(node) >= MOST_COUNTED:
                yield f"{path}:{node.lineno} the column {_number(node)} of a row by its number: name it"


def _bound(node: ast.AST) -> str | None:
    """The name that a node gives to something, or None."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    if isinstance(node, ast.arg):
        return node.arg
    return node.name if isinstance(node, ast.FunctionDef) else None


def _number(node: ast.Subscript) -> int:
    """The column a subscript counts out; -1 when it counts none."""
    return node.slice.value if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int) else -1


def _old_in(name: str, *, in_web: bool) -> Iterator[tuple[str, str]]:
    table = OLD_WORDS | OLD_WORDS_IN_WEB if in_web else OLD_WORDS
    for part in _PART.findall(name):
        if part.lower() in table:
            yield part.lower(), table[part.lower()]
