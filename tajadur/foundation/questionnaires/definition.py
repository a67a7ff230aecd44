"""A questionnaire as data: questions, notes, groups and one level of repeats, with texts in several languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNMARKED = ""  # the language of a column without one: it speaks for every language that is not written
Texts = Mapping[str, str]


class QuestionKind(StrEnum):
    """What a question takes, by its name in XLSForm."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    NOTE = "note"

    @property
    def chooses(self) -> bool:
        """Is it answered from a list of choices?"""
        return self in {QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE}


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One choice of a list: what is stored, and what is read."""

    name: str
    label: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """One question or note; ``choices`` names its list, ``relevant`` and ``constraint`` are as typed in the sheet."""

    name: str
    kind: QuestionKind
    label: Texts
    hint: Texts = field(default_factory=dict)
    required: bool = False
    required_message: Texts = field(default_factory=dict)
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    choices: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSection:
    """A group of questions; ``repeats``: it is answered as often as needed."""

    name: str
    label: Texts
    items: "tuple[Item, ...]"
    relevant: str = ""
    repeats: bool = False


Item = Question | QuestionSection


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole form. ``headings``: language code -> how the sheet writes it («Arabic (ar)»), for writing it back."""

    title: str
    items: tuple[Item, ...]
    lists: Mapping[str, tuple[AnswerChoice, ...]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    form_id: str = ""
    version: str = ""
    default_language: str = ""

    def walk(self) -> "Iterator[tuple[Item, tuple[QuestionSection, ...]]]":
        """Every item in order with the sections around it, outermost first."""
        yield from _walk(self.items, ())

    @property
    def questions(self) -> dict[str, Question]:
        """The questions by their names, notes left out."""
        return {
            item.name: item for item, _ in self.walk() if isinstance(item, Question) and item.kind != QuestionKind.NOTE
        }

    def choices_of(self, question: Question) -> tuple[AnswerChoice, ...]:
        """The choices of a question; none for a question that is not answered from a list."""
        return self.lists[question.choices] if question.kind.chooses else ()

    def is_yes_no(self, question: Question) -> bool:
        """Is it asked with one choice of «yes» and «no»?"""
        if question.kind != QuestionKind.SELECT_ONE:
            return False
        return {choice.name for choice in self.choices_of(question)} == {"yes", "no"}


def _walk(
    items: tuple[Item, ...], around: tuple[QuestionSection, ...]
) -> Iterator[tuple[Item, tuple[QuestionSection, ...]]]:
    for item in items:
        yield item, around
        if isinstance(item, QuestionSection):
            yield from _walk(item.items, (*around, item))


def text_in(texts: Texts, language: str) -> str:
    """The text in ``language``; where it is not written, without a language, then in any."""
    return texts.get(language) or texts.get(UNMARKED) or next((text for text in texts.values() if text), "")
