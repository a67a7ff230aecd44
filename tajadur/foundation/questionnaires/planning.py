"""Which questions are asked for given answers: each decided once, after what it hangs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from .computing import ExpressionContext, Value, days, holds
from .definition import Item, Question, QuestionKind, Questionnaire, QuestionSection
from .expressions import Expression, parsed
from .storing import expressions_from, from_data

Answers = Mapping[str, Any]
_PLACES = "~"  # between a repeat, the number of its answer and a question: no name holds it


def place_of(section: str, number: int, name: str) -> str:
    """The place of a question inside a repeat, as forms name its field."""
    return f"{section}{_PLACES}{number}{_PLACES}{name}"


@dataclass(frozen=True)
class Asking:
    """A questionnaire ready to be asked: its expressions read, its questions in the order they can be decided."""

    form: Questionnaire
    read: Mapping[str, Expression] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Asking":
        """Of a stored definition: nothing is read again."""
        return cls(from_data(stored), expressions_from(stored))

    def expression(self, text: str) -> Expression:
        """The expression as it was read when the form was stored; one that never was is read now."""
        return self.read.get(text) or parsed(text)

    @cached_property
    def items(self) -> dict[str, tuple[Item, tuple[QuestionSection, ...]]]:
        """Every item by its name, with the sections around it."""
        return {item.name: (item, around) for item, around in self.form.walk()}

    @cached_property
    def repeats(self) -> dict[str, str]:
        """The question or section inside a repeat -> that repeat."""
        repeats = {}
        for name, (_item, around) in self.items.items():
            if repeat := next((section.name for section in around if section.repeats), None):
                repeats[name] = repeat
        return repeats

    @cached_property
    def relevant(self) -> dict[str, Expression]:
        """The expressions that decide what is asked."""
        return {name: self.expression(item.relevant) for name, (item, _) in self.items.items() if item.relevant}

    @cached_property
    def constraints(self) -> dict[str, Expression]:
        """The expressions that answers must meet."""
        return {
            name: self.expression(item.constraint)
            for name, (item, _) in self.items.items()
            if isinstance(item, Question) and item.constraint
        }

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The names, each after those on which its being asked hangs."""
        hangs_on = {
            name: {section.name for section in around} | set(self.relevant[name].asked if name in self.relevant else ())
            for name, (_item, around) in self.items.items()
        }
        return tuple(TopologicalSorter(hangs_on).static_order())


@dataclass
class Deciding:
    """What is asked, given answers, on a day."""

    asking: Asking
    answers: Answers
    today: date
    asked: dict[str, bool] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._decide(None, self.answers, self.asked, self.values)

    def inside(self, repeat: str, answers: Answers) -> tuple[dict[str, bool], dict[str, Value]]:
        """(what is asked, the values) inside one answer of a repeat, with those around it."""
        asked, values = dict(self.asked), dict(self.values)
        self._decide(repeat, answers, asked, values)
        return asked, values

    def _decide(self, repeat: str | None, answers: Answers, asked: dict[str, bool], values: dict[str, Value]) -> None:
        asking = self.asking
        for name in asking.order:
            if asking.repeats.get(name) != repeat:
                continue
            item, around = asking.items[name]
            decided = not around or asked[around[-1].name]
            if decided and name in asking.relevant:
                decided = holds(asking.relevant[name].tree, ExpressionContext(self.today, values))
            asked[name] = decided
            if isinstance(item, Question):
                values[name] = value_of(item, answers.get(name)) if decided else ""

    def meets(self, question: Question, answer: Any, values: Mapping[str, Value]) -> bool:
        """Does the answer meet the question's constraint?"""
        expression = self.asking.constraints.get(question.name)
        if expression is None:
            return True
        return holds(expression.tree, ExpressionContext(self.today, values, value_of(question, answer)))


def value_of(question: Question, answer: Any) -> Value:
    """A stored answer as expressions see it."""
    if answer is None or answer == "":
        return ""
    if question.kind in {QuestionKind.INTEGER, QuestionKind.DECIMAL}:
        return float(answer)
    if question.kind == QuestionKind.DATE:
        return days(date.fromisoformat(answer))
    return " ".join(answer) if isinstance(answer, list) else str(answer)
