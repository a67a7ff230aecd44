"""Is a definition one that can be asked? Every flaw at once, each at its place, as codes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .definition import AnswerChoice, Item, Question, QuestionKind, Questionnaire, QuestionSection
from .expressions import NAME, Expression, ExpressionError, days_read_as_text, parsed
from .limits import LONGEST_LABEL, LONGEST_NAME, MOST_CHOICES, MOST_DEPTH, MOST_LISTS, MOST_QUESTIONS

# Names that ODK gives to its own parts of a filled form.
RESERVED = frozenset(
    {"meta", "instanceid", "instancename", "instance", "deprecatedid", "start", "end", "today", "deviceid", "audit"}
)


@dataclass(frozen=True, slots=True)
class FormFlaw:
    """What is wrong with the item (or choice, ``sheet`` "choices") at this place: its column, a code, what is shown."""

    sheet: str
    at: int
    column: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


_Flaw = partial(FormFlaw, "survey")


def flaws_of(form: Questionnaire) -> list[FormFlaw]:
    """Everything that keeps the form from being asked, in the order of the sheet; none for a valid one."""
    items = list(form.walk())
    names = {item.name: (item, around) for item, around in reversed(items)}
    flaws = [*_whole(form, items), *_names(items), *_lists(form)]
    for at, (item, around) in enumerate(items):
        flaws += _Item(form, names, at, item, around).flaws()
    flaws += _circles(items)
    order = {"survey": 0, "choices": 1}
    return sorted(flaws, key=lambda flaw: (order[flaw.sheet], flaw.at))


def _whole(form: Questionnaire, items: list[tuple[Item, tuple[QuestionSection, ...]]]) -> Iterator[FormFlaw]:
    if not form.questions:
        yield _Flaw(0, "type", "form_empty")
    if len(items) > MOST_QUESTIONS:
        yield _Flaw(MOST_QUESTIONS, "type", "too_many_questions", {"most": MOST_QUESTIONS})


def _names(items: list[tuple[Item, tuple[QuestionSection, ...]]]) -> Iterator[FormFlaw]:
    seen: dict[str, str] = {}
    for at, (item, _around) in enumerate(items):
        name, folded = item.name, item.name.casefold()
        if not name:
            yield _Flaw(at, "name", "name_missing")
        elif len(name) > LONGEST_NAME:
            yield _Flaw(at, "name", "name_too_long", {"most": LONGEST_NAME})
        elif not NAME.fullmatch(name):
            yield _Flaw(at, "name", "name_malformed", {"name": name})
        elif folded in RESERVED or folded.startswith("xml"):
            yield _Flaw(at, "name", "name_reserved", {"name": name})
        elif folded in seen:
            yield _Flaw(at, "name", "name_twice", {"name": name})
        seen[folded] = name


def _lists(form: Questionnaire) -> Iterator[FormFlaw]:
    at = 0
    for rank, choices in enumerate(form.lists.values()):
        seen: set[str] = set()
        for place, choice in enumerate(choices):
            if (rank, place) == (MOST_LISTS, 0) or place == MOST_CHOICES:
                yield FormFlaw("choices", at, "name", "too_many_choices", {"most": MOST_CHOICES})
            yield from _choice(choice, at, seen)
            at += 1


def _choice(choice: AnswerChoice, at: int, seen: set[str]) -> Iterator[FormFlaw]:
    if not choice.name:
        yield FormFlaw("choices", at, "name", "name_missing")
    elif len(choice.name) > LONGEST_NAME:
        yield FormFlaw("choices", at, "name", "name_too_long", {"most": LONGEST_NAME})
    elif choice.name.split() != [choice.name]:
        yield FormFlaw("choices", at, "name", "choice_has_blank", {"name": choice.name})
    elif choice.name in seen:
        yield FormFlaw("choices", at, "name", "choice_twice", {"name": choice.name})
    seen.add(choice.name)
    yield from _texts("choices", at, "label", choice.label, needed=True)


def _texts(sheet: str, at: int, column: str, texts: Mapping[str, str], *, needed: bool = False) -> Iterator[FormFlaw]:
    if needed and not any(texts.values()):
        yield FormFlaw(sheet, at, column, "label_missing")
    if any(len(text) > LONGEST_LABEL for text in texts.values()):
        yield FormFlaw(sheet, at, column, "cell_too_long", {"most": LONGEST_LABEL})
    if any("${" in text for text in texts.values()):
        yield FormFlaw(sheet, at, column, "answer_in_text")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item with what it is checked against."""

    form: Questionnaire
    names: Mapping[str, tuple[Item, tuple[QuestionSection, ...]]]
    at: int
    item: Item
    around: tuple[QuestionSection, ...]

    def flaws(self) -> Iterator[FormFlaw]:
        if len(self.around) >= MOST_DEPTH:
            yield _Flaw(self.at, "type", "too_deep", {"most": MOST_DEPTH})
        if isinstance(self.item, QuestionSection):
            yield from self._section(self.item)
        else:
            yield from self._question(self.item)
        if self.item.relevant:
            yield from self._expression("relevant", self.item.relevant)

    def _section(self, section: QuestionSection) -> Iterator[FormFlaw]:
        if not section.items:
            yield _Flaw(self.at, "type", "section_empty")
        if section.repeats and any(outer.repeats for outer in self.around):
            yield _Flaw(self.at, "type", "repeat_in_repeat")
        yield from _texts("survey", self.at, "label", section.label)

    def _question(self, question: Question) -> Iterator[FormFlaw]:
        yield from _texts("survey", self.at, "label", question.label, needed=True)
        for column in ("hint", "required_message", "constraint_message"):
            yield from _texts("survey", self.at, column, getattr(question, column))
        if question.kind.chooses and not self.form.lists.get(question.choices):
            yield _Flaw(self.at, "type", "list_unknown", {"name": question.choices})
        if question.kind == QuestionKind.NOTE:
            for column in ("required", "required_message", "constraint", "constraint_message"):
                if getattr(question, column):
                    yield _Flaw(self.at, column, "nothing_to_answer")
        elif question.constraint:
            yield from self._expression("constraint", question.constraint)

    def _expression(self, column: str, text: str) -> Iterator[FormFlaw]:
        try:
            expression = parsed(text)
        except ExpressionError as refused:
            yield _Flaw(self.at, column, refused.code, refused.params)
            return
        if expression.asks_own and column == "relevant":
            yield _Flaw(self.at, column, "own_in_relevant")
        for name in expression.asked:
            if code := self._asked(name):
                yield _Flaw(self.at, column, code, {"name": name})
        yield from self._days(column, expression)

    def _asked(self, name: str) -> str:
        if name not in self.names:
            return "name_unknown"
        asked, around = self.names[name]
        if isinstance(asked, QuestionSection) or asked.kind == QuestionKind.NOTE:
            return "nothing_to_ask"
        repeat = next((section for section in around if section.repeats), None)
        inside = (*self.around, self.item) if isinstance(self.item, Question) else self.around
        return "asked_in_repeat" if repeat is not None and repeat not in inside else ""

    def _days(self, column: str, expression: Expression) -> Iterator[FormFlaw]:
        dated = frozenset(
            name
            for name in expression.asked
            if name in self.names and getattr(self.names[name][0], "kind", None) == QuestionKind.DATE
        )
        own = isinstance(self.item, Question) and self.item.kind == QuestionKind.DATE
        if days_read_as_text(expression.tree, dated, own):
            yield _Flaw(self.at, column, "day_as_text")


def _circles(items: list[tuple[Item, tuple[QuestionSection, ...]]]) -> Iterator[FormFlaw]:
    """Whether an item is asked must not hang on itself, through however many others."""
    asks = {}
    for item, around in items:
        own = {name for holder in (*around, item) if holder.relevant for name in _asked_by(holder.relevant)}
        asks[item.name] = own
    for at, (item, _around) in enumerate(items):
        if item.relevant and _leads_to(_asked_by(item.relevant), _within(item), asks):
            yield _Flaw(at, "relevant", "relevant_in_circle", {"name": item.name})


def _within(item: Item) -> set[str]:
    """The names whose being asked hangs on the item."""
    return {item.name}.union(*map(_within, item.items)) if isinstance(item, QuestionSection) else {item.name}


def _leads_to(first: Iterable[str], goals: set[str], asks: Mapping[str, set[str]]) -> bool:
    waiting, seen = list(first), set[str]()
    while waiting:
        name = waiting.pop()
        if name in goals:
            return True
        if name not in seen:
            seen.add(name)
            waiting += asks.get(name, ())
    return False


def _asked_by(text: str) -> tuple[str, ...]:
    try:
        return parsed(text).asked
    except ExpressionError:
        return ()
