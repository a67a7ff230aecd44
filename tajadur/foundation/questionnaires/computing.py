"""What an expression gives for given answers: XPath 1.0 over text, numbers and truth. The page's script mirrors it.

A number that is not answered is the empty text; a day is the number of days since 1970-01-01, as in ODK.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .expressions import Tree

Value = str | float | bool
_NUMBER = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*", re.ASCII)
_EPOCH = date(1970, 1, 1).toordinal()


def days(on: date) -> float:
    """The day as expressions count it."""
    return float(on.toordinal() - _EPOCH)


@dataclass(frozen=True, slots=True)
class ExpressionContext:
    """What an expression may ask: the values of other questions, the answer it stands on, and the day."""

    today: date
    values: Mapping[str, Value] = field(default_factory=dict)
    own: Value = ""


def computed(tree: Tree, around: ExpressionContext) -> Value:
    """The value of the tree."""
    if not isinstance(tree, list):
        return tree
    head, parts = tree[0], tree[1:]
    if head == "$":
        return around.values.get(parts[0], "")
    if head == ".":
        return around.own
    if head == "date":
        return days(date.fromisoformat(parts[0]))
    if head == "today":
        return days(around.today)
    if head == "and":
        return all(truth(computed(part, around)) for part in parts)
    if head == "or":
        return any(truth(computed(part, around)) for part in parts)
    if head == "if":
        return computed(parts[1] if truth(computed(parts[0], around)) else parts[2], around)
    value: Value = _APPLIED[head](*(computed(part, around) for part in parts))
    return value


def holds(tree: Tree, around: ExpressionContext) -> bool:
    """Is the expression true?"""
    return truth(computed(tree, around))


def truth(value: Value) -> bool:
    """XPath's boolean()."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def number(value: Value) -> float:
    """XPath's number(): no exponents, ASCII digits, NaN for everything else."""
    if isinstance(value, str):
        return float(value) if len(value) < 400 and _NUMBER.fullmatch(value) else math.nan
    return float(value)


def string(value: Value) -> str:
    """XPath's string()."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value.is_integer() else repr(value)
    return value


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


def _unequal(left: Value, right: Value) -> bool:
    # Not the contrary of ``_equal`` by accident only: NaN is unequal to everything, as in IEEE 754.
    return not _equal(left, right)


def _divided(left: Value, right: Value) -> float:
    over, under = number(left), number(right)
    if under == 0:
        return math.nan if over == 0 or math.isnan(over) else math.copysign(math.inf, over) * math.copysign(1.0, under)
    return over / under


def _rest(left: Value, right: Value) -> float:
    over, under = number(left), number(right)
    return math.nan if under == 0 or math.isinf(over) else math.fmod(over, under)


def _whole(rounded: Callable[[float], float]) -> Callable[[Value], float]:
    def applied(value: Value) -> float:
        given = number(value)
        return given if math.isnan(given) or math.isinf(given) else float(rounded(given))

    return applied


def _minus(left: Value, right: Value | None = None) -> float:
    return -number(left) if right is None else number(left) - number(right)


def _plus(left: Value, right: Value | None = None) -> float:
    return number(left) if right is None else number(left) + number(right)


_APPLIED: dict[str, Callable[..., Any]] = {
    "=": _equal,
    "!=": _unequal,
    "<": lambda left, right: number(left) < number(right),
    "<=": lambda left, right: number(left) <= number(right),
    ">": lambda left, right: number(left) > number(right),
    ">=": lambda left, right: number(left) >= number(right),
    "+": _plus,
    "-": _minus,
    "*": lambda left, right: number(left) * number(right),
    "div": _divided,
    "mod": _rest,
    "not": lambda value: not truth(value),
    "true": lambda: True,
    "false": lambda: False,
    "boolean": truth,
    "number": number,
    "string": string,
    "concat": lambda *values: "".join(map(string, values)),
    "contains": lambda text, part: string(part) in string(text),
    "starts-with": lambda text, part: string(text).startswith(string(part)),
    "string-length": lambda text: float(len(string(text))),
    "floor": _whole(math.floor),
    "ceiling": _whole(math.ceil),
    "round": _whole(lambda given: math.floor(given + 0.5)),
    "int": _whole(math.trunc),
    "selected": lambda chosen, name: string(name).strip() in string(chosen).split(),
    "count-selected": lambda chosen: float(len(string(chosen).split())),
    "coalesce": lambda first, second: first if string(first) else second,
}
