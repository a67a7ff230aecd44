"""What the import contracts mean for names written in strings: tables, models, modules, template tags.

The order of the layers has one home, ``.importlinter``; here it is read and asked, never written down again.
"""

import ast
import configparser
import io
import pathlib
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

CONTRACTS = ".importlinter"
PACKAGE = "tajadur"
REASONED = re.compile(r"\bhouse: \w+")
_REGISTRARS = {"filter", "simple_tag", "inclusion_tag", "simple_block_tag", "tag"}
_TOKENS_OF_STRINGS = {"STRING", "FSTRING_MIDDLE"}
_MODULE = re.compile(rf"{PACKAGE}(?:\.\w+)+")
_INCLUDED = re.compile(r"\{%-?\s*(?:include|extends)\s+[\"']([^\"'#]+)")
_LOADED = re.compile(r"\{%-?\s*load\s+([^%]+?)\s*-?%\}")
_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_USED = re.compile(r"^\{%-?\s*(\w+)|\|\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Contract:
    """One section of the contracts: layers from above to below in containers, or what sources must not import."""

    name: str
    containers: tuple[str, ...] = ()
    layers: tuple[tuple[str, ...], ...] = ()
    independent: frozenset[int] = frozenset()
    sources: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    def forbids(self, importer: str, imported: str) -> bool:
        """May the module ``importer`` not know ``imported``?"""
        if any(_within(importer, one) for one in self.sources):
            return any(_within(imported, one) for one in self.forbidden)
        for container in self.containers:
            ours, theirs = _child(importer, container), _child(imported, container)
            if ours is None or theirs is None or ours[0] != theirs[0] or ours[1] == theirs[1]:
                continue
            mine, other = self._rank(ours[1]), self._rank(theirs[1])
            if mine is not None and other is not None:
                return mine > other or (mine == other and mine in self.independent)
        return False

    def _rank(self, child: str) -> int | None:
        return next((rank for rank, names in enumerate(self.layers) if child in names), None)


@dataclass(frozen=True)
class Tree:
    """A tree of sources under ``root`` with its contracts."""

    root: pathlib.Path
    contracts: tuple[Contract, ...] = field(default=())

    @classmethod
    def of(cls, root: pathlib.Path) -> "Tree":
        """The tree with the contracts that stand in it; none: everything is allowed."""
        return cls(root, tuple(_contracts(root / CONTRACTS)))

    def broken(self, importer: str, imported: str) -> str | None:
        """The contract that forbids ``importer`` to know ``imported``, by its name; None when none does."""
        return next((one.name for one in self.contracts if one.forbids(importer, imported)), None)

    @cached_property
    def modules(self) -> dict[str, pathlib.Path]:
        """Every module of the application, migrations left out: they say what once was."""
        found = {}
        for path in sorted(self.root.glob(f"{PACKAGE}/**/*.py")):
            own = path.relative_to(self.root).with_suffix("")
            if "migrations" not in own.parts:
                found[".".join(own.parts).removesuffix(".__init__")] = path
        return found

    @cached_property
    def models(self) -> dict[str, tuple[str, str]]:
        """By model, ``label.Model``: the module that defines it, and its table."""
        found = {}
        for module, path in self.modules.items():
            if ".models" in module:
                label = self._label(module.split(".models")[0])
                for node in ast.parse(path.read_text(encoding="utf-8")).body:
                    if isinstance(node, ast.ClassDef) and node.bases:
                        found[f"{label}.{node.name}"] = (module, _table(node) or f"{label}_{node.name.lower()}")
        return found

    @cached_property
    def tables(self) -> dict[str, str]:
        """By table: the module that defines its model."""
        return {table: module for module, table in self.models.values()}

    @cached_property
    def templates(self) -> dict[str, pathlib.Path]:
        """Every template by the name it is rendered by."""
        folders = [self.root / "templates", *sorted(self.root.glob(f"{PACKAGE}/**/templates"))]
        return {
            path.relative_to(folder).as_posix(): path
            for folder in folders
            for path in sorted(folder.rglob("*"))
            if path.suffix in (".html", ".txt")
        }

    @cached_property
    def libraries(self) -> dict[str, frozenset[str]]:
        """By module of template tags: the names of the tags and filters it registers."""
        return {
            module: frozenset(_registered(ast.parse(path.read_text(encoding="utf-8"))))
            for module, path in self.modules.items()
            if ".templatetags." in module
        }

    def strings(self) -> Iterator[tuple[str, str, str]]:
        """(module, path:line, text) of every line of every string in Python, and of every line of SQL."""
        for module, path in self.modules.items():
            for number, text in _strings(path.read_text(encoding="utf-8")):
                yield module, f"{path.relative_to(self.root)}:{number}", text
        for path in sorted(self.root.glob(f"{PACKAGE}/**/*.sql")):
            module = ".".join(path.relative_to(self.root).with_suffix("").parts)
            for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if not REASONED.search(text):
                    yield module, f"{path.relative_to(self.root)}:{number}", text

    def _label(self, app: str) -> str:
        config = self.modules.get(f"{app}.apps")
        said = re.search(r"^\s+label = \"(\w+)\"", config.read_text(encoding="utf-8"), re.M) if config else None
        return said[1] if said else app.rpartition(".")[2]


def names_going_up(root: pathlib.Path) -> Iterator[str]:
    """Tables, models (``label.Model``) and modules named in strings of code that may not import where they live."""
    tree = Tree.of(root)
    if not tree.contracts:
        return
    known = "|".join(map(re.escape, sorted(tree.tables, key=len, reverse=True)))
    tables = re.compile(rf"\b({known})\b") if known else None
    for module, place, text in tree.strings():
        named = {one: tree.tables[one] for one in (tables.findall(text) if tables else ())}
        bare = text.strip("\"'")
        if bare in tree.models:
            named[bare] = tree.models[bare][0]
        if _MODULE.fullmatch(bare) and bare in tree.modules:
            named[bare] = bare
        for name, home in named.items():
            if contract := tree.broken(module, home):
                yield f"{place} «{name}» of {home.removesuffix('.models')} goes against «{contract}»"


def tags_going_up(root: pathlib.Path) -> Iterator[str]:
    """Template tags used where the module that renders the template may not import the tags' module."""
    tree = Tree.of(root)
    told = set()
    for renderer, name in sorted(_rendered(tree)):
        for number, line in enumerate(tree.templates[name].read_text(encoding="utf-8").splitlines(), 1):
            for tag, homes in ({} if REASONED.search(line) else _tags(tree, line)).items():
                against = [tree.broken(renderer, home) for home in homes]
                if against and all(against) and (name, number, tag) not in told:
                    told.add((name, number, tag))
                    place = f"{tree.templates[name].relative_to(root)}:{number}"
                    yield f"{place} «{tag}» of {homes[0]}, rendered by {renderer}, goes against «{against[0]}»"


def _tags(tree: Tree, line: str) -> dict[str, list[str]]:
    """What a line of a template loads and uses, each with the modules that define it; what is Django's is left out."""
    loaded = [one for load in _LOADED.findall(line) for one in load.rpartition(" from ")[2].split()]
    found = {one: [lib for lib in tree.libraries if lib.endswith(f".templatetags.{one}")] for one in loaded}
    for markup in _MARKUP.findall(line):
        for tag, used in _USED.findall(markup):
            found.setdefault(tag or used, [lib for lib, names in tree.libraries.items() if (tag or used) in names])
    return found


def _rendered(tree: Tree) -> set[tuple[str, str]]:
    """(module, template): what each module names, and all that is included or extended from there."""
    waiting = [(module, text.strip("\"'").partition("#")[0]) for module, _, text in tree.strings()]
    found: set[tuple[str, str]] = set()
    while waiting:
        module, name = waiting.pop()
        if name in tree.templates and (module, name) not in found:
            found.add((module, name))
            text = tree.templates[name].read_text(encoding="utf-8")
            waiting.extend((module, other) for other in _INCLUDED.findall(text))
    return found


def _contracts(path: pathlib.Path) -> Iterator[Contract]:
    parser = configparser.ConfigParser()
    parser.read(path, encoding="utf-8")
    for section in (parser[one] for one in parser.sections() if one.startswith("importlinter:contract:")):

        def listed(key: str, section: configparser.SectionProxy = section) -> tuple[str, ...]:
            return tuple(filter(None, map(str.strip, section.get(key, "").splitlines())))

        lines = listed("layers")
        yield Contract(
            name=section.get("name", ""),
            containers=listed("containers"),
            layers=tuple(tuple(one.strip(" ()") for one in re.split(r"[|:]", line)) for line in lines),
            independent=frozenset(rank for rank, line in enumerate(lines) if "|" in line),
            sources=listed("source_modules"),
            forbidden=listed("forbidden_modules"),
        )


def _pattern(module: str) -> str:
    parts = [{"*": r"[^.]+", "**": r".+"}.get(part) or re.escape(part) for part in module.split(".")]
    return r"\.".join(parts)


def _within(module: str, whole: str) -> bool:
    return re.fullmatch(rf"{_pattern(whole)}(\..+)?", module) is not None


def _child(module: str, container: str) -> tuple[str, str] | None:
    """(the container itself, the name of the child of it in which ``module`` lies)."""
    found = re.fullmatch(rf"({_pattern(container)})\.(\w+)(\..+)?", module)
    return (found[1], found[2]) if found else None


def _strings(text: str) -> Iterator[tuple[int, str]]:
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if tokenize.tok_name[token.type] in _TOKENS_OF_STRINGS:
            for number, line in enumerate(token.string.splitlines(), token.start[0]):
                if not REASONED.search(lines[number - 1]):
                    yield number, line.removeprefix("f").removeprefix("r")


def _table(model: ast.ClassDef) -> str | None:
    for meta in (one for one in model.body if isinstance(one, ast.ClassDef) and one.name == "Meta"):
        for node in meta.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "db_table":
                return str(ast.literal_eval(node.value))
    return None


def _registered(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for one in node.decorator_list:
                call = one.func if isinstance(one, ast.Call) else one
                if isinstance(call, ast.Attribute) and call.attr in _REGISTRARS:
                    said = [word.value for word in getattr(one, "keywords", ()) if word.arg == "name"]
                    yield str(ast.literal_eval(said[0])) if said else node.name
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value.func
            if isinstance(call, ast.Attribute) and call.attr in _REGISTRARS and node.value.args:
                first = node.value.args[0]
                yield str(first.value) if isinstance(first, ast.Constant) else ast.unparse(first)
