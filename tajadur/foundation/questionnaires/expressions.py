"""The expressions of XLSForm in a restricted grammar: XPath 1.0 as a library reads it, made a tree of plain lists.

The tree is what the server computes with and what the page gets: one grammar, one reading, nothing typed is ever run.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from .limits import LONGEST_EXPRESSION, MOST_NESTED, MOST_WORDS

# name -> fewest and most arguments. What ODK has beyond these is refused by name.
FUNCTIONS: dict[str, tuple[int, int]] = {
    "not": (1, 1), "true": (0, 0), "false": (0, 0), "boolean": (1, 1), "number": (1, 1), "string": (1, 1),
    "concat": (2, 20), "contains": (2, 2), "starts-with": (2, 2), "string-length": (1, 1), "floor": (1, 1),
    "ceiling": (1, 1), "round": (1, 1), "selected": (2, 2), "count-selected": (1, 1), "if": (3, 3), "int": (1, 1),
    "coalesce": (2, 2), "today": (0, 0), "date": (1, 1),
}  # fmt: skip
OPERATORS = frozenset({"and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"})
# Functions that read an argument as text: a day is a number of days there, which nobody means.
OF_TEXT = frozenset({"string", "concat", "contains", "starts-with", "string-length", "selected", "count-selected"})
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NAME = re.compile(r"[^\W\d][\w.-]*")
_SCANNED = re.compile(
    r"""(?P<string>'[^']*'|"[^"]*")|\$\{\s*(?P<asked>[^\W\d][\w.-]*)\s*\}|(?P<number>\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})"""
    r"""|(?P<word>[^\W\d][\w-]*)|(?P<sign><=|>=|!=|[=<>+*(),-])|(?P<own>\.)|(?P<blank>\s+)|(?P<else>.)""",
    re.DOTALL,
)
_SELF = "own"


class ExpressionError(Exception):
    """The expression is outside the grammar: ``code`` of a sentence, ``params`` what it shows."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


Tree = list[Any] | str | float | bool


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: its tree, the questions it asks, and whether it asks its own answer (``.``)."""

    tree: Tree
    asked: tuple[str, ...]
    asks_own: bool


@lru_cache(maxsize=4096)
def parsed(text: str) -> Expression:
    """The expression, read once. Raises ExpressionError."""
    if len(text) > LONGEST_EXPRESSION:
        raise ExpressionError("expression_too_long", most=LONGEST_EXPRESSION)
    asked: list[str] = []
    source = "".join(_rewritten(text, asked))
    from .grammar import token_of  # nineteen megabytes, in no process that reads no new form

    token = token_of(source)
    if token is None:
        raise ExpressionError("expression_unreadable")
    tree = _tree(token, asked)
    return Expression(tree, tuple(dict.fromkeys(asked)), f"${_SELF}" in source.split())


def _rewritten(text: str, asked: list[str]) -> Iterator[str]:
    """The text with every reference made a variable of its place; whatever is no part of the grammar is refused."""
    nested = minuses = 0
    tokens = [match for match in _SCANNED.finditer(text) if match.lastgroup != "blank"]
    for at, match in enumerate(tokens):
        kind, piece = match.lastgroup, match.group()
        follows = tokens[at + 1].group() if at + 1 < len(tokens) else ""
        nested += (piece == "(") - (piece == ")")
        minuses = minuses + 1 if piece == "-" else 0
        if nested > MOST_NESTED or at >= MOST_WORDS or minuses > MOST_NESTED:
            raise ExpressionError("expression_too_deep")
        if kind == "asked":
            asked.append(match["asked"])
            yield f" $q{len(asked) - 1} "
        elif kind == "own":
            yield f" ${_SELF} "
        elif kind == "else":
            raise ExpressionError("expression_sign", sign=piece)
        else:
            if kind == "word":
                _check_word(piece, follows)
            yield f" {piece} "


def _check_word(word: str, follows: str) -> None:
    if follows == "(":
        if word not in FUNCTIONS and word not in OPERATORS:
            raise ExpressionError("expression_function", name=word)
    elif word not in OPERATORS:
        raise ExpressionError("expression_word", name=word)


def _tree(token: Any, asked: list[str]) -> Tree:
    symbol, parts = token.symbol, list(token)
    if symbol == "(" and len(parts) == 1:
        return _tree(parts[0], asked)
    if symbol == "(string)":
        if DAY.fullmatch(token.value):
            raise ExpressionError("expression_bare_day", day=token.value)
        return str(token.value)
    if symbol in {"(integer)", "(decimal)", "(float)"}:
        return float(token.value)
    if symbol == "$":
        name = parts[0].value
        return ["."] if name == _SELF else ["$", asked[int(name[1:])]]
    if symbol == "date" and len(parts) == 1 and parts[0].symbol == "(string)":
        return ["date", _day(parts[0].value)]
    if symbol == "date" or symbol not in _SHAPES or not _SHAPES[symbol](len(parts)):
        raise ExpressionError("expression_function" if symbol in FUNCTIONS else "expression_unreadable", name=symbol)
    return [symbol, *(_tree(part, asked) for part in parts)]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ExpressionError("expression_day", day=text) from None


def _between(fewest: int, most: int) -> Callable[[int], bool]:
    return lambda count: fewest <= count <= most


_SHAPES: dict[str, Callable[[int], bool]] = {
    **{name: _between(*bounds) for name, bounds in FUNCTIONS.items()},
    **{sign: _between(2, 2) for sign in OPERATORS},
    "-": _between(1, 2),
    "+": _between(1, 2),
}


def days_read_as_text(tree: Tree, dated: frozenset[str], own_is_day: bool) -> bool:
    """Does a function of text read a question (or ``.``) that is answered with a day?"""
    if not isinstance(tree, list):
        return False
    if tree[0] in OF_TEXT:
        for part in tree[1:]:
            if isinstance(part, list) and ((part[0] == "$" and part[1] in dated) or (part == ["."] and own_is_day)):
                return True
    return any(days_read_as_text(part, dated, own_is_day) for part in tree[1:])
