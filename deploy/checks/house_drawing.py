"""The drawing of the layers and the list of packages in README.md, made from .importlinter and from docstrings.

`house_drawing.py check` tells the first line that differs (`make check` runs it); `house_drawing.py write` (`make
drawing`) writes both between their markers. Only the order of imports and the docstrings are edited by hand.
"""

import ast
import configparser
import pathlib
import re
import sys
import textwrap
from collections.abc import Iterator

BEGIN, END = "<!-- made by `make drawing` -->", "<!-- end of what is made -->"
LABEL, INSIDE, OUTSIDE = 11, 46, 54  # columns: the number of the layer, its box, what it holds
ROOT_PACKAGE = "tajadur"
LEGEND = '"→" may import the one to its right.   "│" do not know each other.   A layer imports only from those beneath.'


class Wrong(Exception):
    """README.md or .importlinter cannot be read; the text says what is missing."""


def docstring(path: pathlib.Path) -> str:
    """The first paragraph of a module's docstring on one line; empty without one."""
    if not path.exists():
        return ""
    whole = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(whole.split("\n\n")[0].split())


def first_sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence, without it."""
    return re.split(r"\.(?:\s|$)", text, maxsplit=1)[0]


def contracts(root: pathlib.Path) -> dict[str, list[list[str]]]:
    """Container -> its layers from the top, each a list of modules that stand side by side."""
    config = configparser.ConfigParser()
    config.read(root / ".importlinter", encoding="utf-8")
    found: dict[str, list[list[str]]] = {}
    for name in config.sections():
        containers = config[name].get("containers", "").split()
        if config[name].get("type") == "layers" and len(containers) == 1:
            rows = config[name]["layers"].strip().splitlines()
            found[containers[0]] = [re.findall(r"\w+", row) for row in rows]
    if ROOT_PACKAGE not in found:
        raise Wrong(f".importlinter has no contract of layers for {ROOT_PACKAGE}")
    return found


def roof(root: pathlib.Path) -> list[str]:
    """The files that stand above all layers: those the contract of layers leaves out."""
    config = configparser.ConfigParser()
    config.read(root / ".importlinter", encoding="utf-8")
    section = next(name for name in config.sections() if config[name].get("containers", "").split() == [ROOT_PACKAGE])
    return config[section].get("exhaustive_ignores", "").split()


def is_package(root: pathlib.Path, dotted: str) -> bool:
    return (root / dotted.replace(".", "/") / "__init__.py").exists()


def exists(root: pathlib.Path, dotted: str) -> bool:
    return is_package(root, dotted) or (root / dotted.replace(".", "/")).with_suffix(".py").exists()


def arrangement(root: pathlib.Path, package: str, rows: list[list[str]]) -> str:
    """«people → units → profile»: the parts of one layer as its own contract orders them."""
    present = [[name for name in row if exists(root, f"{package}.{name}")] for row in rows]
    return " → ".join(" │ ".join(row) for row in present if row)


def box(label: str, inside: str, outside: str) -> Iterator[str]:
    """One layer of the drawing, as many lines as its longer side needs."""
    left = textwrap.wrap(inside, INSIDE, subsequent_indent=" " * 14, break_on_hyphens=False)
    right = textwrap.wrap(outside, OUTSIDE, break_on_hyphens=False)
    for number in range(max(len(left), len(right), 1)):
        name = label if number == 0 else ""
        within = left[number] if number < len(left) else ""
        said = right[number] if number < len(right) else ""
        yield f"{name:<{LABEL}}│ {within:<{INSIDE}} │ {said}".rstrip()


def drawing(root: pathlib.Path) -> list[str]:
    """The layers from the top, each with its parts and the first sentence of its docstring."""
    known = contracts(root)
    layers = [[name for name in row if is_package(root, f"{ROOT_PACKAGE}.{name}")] for row in known[ROOT_PACKAGE]]
    layers = [row for row in layers if row]
    files = "  ".join(f"{name}.py" for name in roof(root))
    lines = [" " * LABEL + "┌" + "─" * (INSIDE + 2) + "┐", *box("", files, "Put the parts together; no logic")]
    for number, row in zip(range(len(layers), 0, -1), layers, strict=True):
        lines.append(" " * LABEL + "├" + "─" * (INSIDE + 2) + "┤")
        for place, name in enumerate(row):
            parts = arrangement(root, f"{ROOT_PACKAGE}.{name}", known.get(f"{ROOT_PACKAGE}.{name}", []))
            said = first_sentence(docstring(root / ROOT_PACKAGE / name / "__init__.py"))
            inside = f"{name + '/':<13} {parts}" if parts else f"{name}/"
            lines += box(f"   {number}" if place == 0 else "", inside, said)
    return ["```", *lines, " " * LABEL + "└" + "─" * (INSIDE + 2) + "┘", f"  {LEGEND}", "```"]


def listing(root: pathlib.Path) -> list[str]:
    """Every layer and the packages directly inside it that hold more than one module, as a table."""
    lines = ["| package | |", "|---|---|"]
    for row in contracts(root)[ROOT_PACKAGE]:
        for name in row:
            if is_package(root, f"{ROOT_PACKAGE}.{name}"):
                folder = root / ROOT_PACKAGE / name
                lines.append(f"| **`{name}`** | {docstring(folder / '__init__.py')} |")
                inner = sorted(path.parent for path in folder.glob("*/__init__.py"))
                lines += [
                    f"| `{name}.{one.name}` | {docstring(one / '__init__.py')} |"
                    for one in inner
                    if one.name not in ("management", "migrations", "templatetags")
                ]
    return lines


def written(root: pathlib.Path) -> str:
    """README.md as it should be. Raises Wrong when a marker is missing."""
    text = (root / "README.md").read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise Wrong(f"README.md lacks its markers «{BEGIN}» and «{END}»")
    made = "\n".join([BEGIN, "", *drawing(root), "", *listing(root), "", END])
    return before + made + after


def difference(root: pathlib.Path) -> str:
    """The first line of README.md that is not as it should be, as «README.md:line …»; empty when all are."""
    now = (root / "README.md").read_text(encoding="utf-8")
    wanted = written(root)
    if now == wanted:
        return ""
    old, new = now.splitlines(), wanted.splitlines()
    number = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    return f"README.md:{number + 1} is not what .importlinter and the docstrings say: `make drawing` writes it"


def main(act: str) -> int:
    root = pathlib.Path(__file__).resolve().parents[2]
    try:
        if act == "write":
            (root / "README.md").write_text(written(root), encoding="utf-8")
            return 0
        wrong = difference(root)
    except Wrong as error:
        wrong = str(error)
    print(wrong or "the drawing of README.md is that of the code")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
