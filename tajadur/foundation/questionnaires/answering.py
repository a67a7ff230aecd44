"""What was typed as answers: read by kind, then judged by the rules of the form. Every flaw at its field, as codes.

Stored answers are plain JSON by the name of their question: text as text, whole numbers as numbers, decimals and days
as text (1.5, 2026-05-21), one choice as its name, several as a list, a repeat as a list of such answers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..arabic import digits
from ..errors import BadInput
from ..text import clean_text
from ..typed_days import read_day
from .definition import AnswerChoice, Item, Question, QuestionKind, QuestionSection, Texts
from .limits import EARLIEST_YEAR, LARGEST_NUMBER, LATEST_YEAR, LONGEST_TEXT, MOST_DECIMALS, MOST_REPEATS
from .planning import Answers, Asking, Deciding, place_of

Typed = Mapping[str, Sequence[str]]
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_FRACTION = re.compile(r"[+-]?(?:\d{1,18}(?:[.,٫]\d{1,18})?)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BLANKS = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\u200e\u200f\u061c"))
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class AnswerFlaw:
    """Why an answer is not taken: its field, a code, what is shown; ``message`` is the form's own sentence."""

    place: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    message: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """What was typed, read: the answers that could be, and a flaw for each that could not."""

    answers: dict[str, Any]
    flaws: list[AnswerFlaw]


def read_answers(asking: Asking, typed: Typed) -> AnswersRead:
    """Read every field by its kind, once ``renumbered``. What is not answered is left out."""
    flaws: list[AnswerFlaw] = []
    answers: dict[str, Any] = {}
    for item in asking.form.items:
        _read_item(asking, item, typed, answers, flaws, str)
    return AnswersRead(answers, flaws)


def _read_item(
    asking: Asking,
    item: Item,
    typed: Typed,
    into: dict[str, Any],
    flaws: list[AnswerFlaw],
    place: Callable[[str], str],
) -> None:
    if isinstance(item, Question):
        if item.kind != QuestionKind.NOTE and (texts := typed.get(place(item.name))):
            try:
                answer = read_answer(item, asking.form.choices_of(item), texts)
            except BadInput as problem:
                flaws.append(AnswerFlaw(place(item.name), problem.code, problem.params))
            else:
                if answer is not None:
                    into[item.name] = answer
        return
    if item.repeats:
        into[item.name] = _read_repeat(asking, item, typed, flaws)
        if not into[item.name]:
            del into[item.name]
        return
    for inner in item.items:
        _read_item(asking, inner, typed, into, flaws, place)


def _read_repeat(
    asking: Asking, section: QuestionSection, typed: Typed, flaws: list[AnswerFlaw]
) -> list[dict[str, Any]]:
    given: list[dict[str, Any]] = []
    for number in numbers_of(section.name, typed):
        if len(given) == MOST_REPEATS:
            flaws.append(AnswerFlaw(section.name, "too_many_repeats", {"most": MOST_REPEATS}))
            break
        answer: dict[str, Any] = {}
        for inner in section.items:
            _read_item(asking, inner, typed, answer, flaws, _placed(section.name, number))
        given.append(answer)
    return given


def _placed(section: str, number: int) -> Callable[[str], str]:
    return lambda name: place_of(section, number, name)


def numbers_of(section: str, typed: Typed) -> list[int]:
    """The numbers under which answers of a repeat were sent, in order."""
    numbers = set()
    for key in typed:
        parts = key.split("~")
        if len(parts) == 3 and parts[0] == section and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 4:
            numbers.add(int(parts[1]))
    return sorted(numbers)


def renumbered(asking: Asking, typed: Typed) -> dict[str, list[str]]:
    """The fields of the form among what was sent; answers of repeats numbered from 0, those left empty left out."""
    fields = {name: list(typed[name]) for name in asking.items if name in typed and name not in asking.repeats}
    inside: dict[str, list[str]] = {}
    for name, repeat in asking.repeats.items():
        inside.setdefault(repeat, []).append(name)
    for repeat, names in inside.items():
        new = 0
        for number in numbers_of(repeat, typed):
            sent = {name: list(typed[place]) for name in names if (place := place_of(repeat, number, name)) in typed}
            if any(text.strip() for texts in sent.values() for text in texts):
                fields |= {place_of(repeat, new, name): texts for name, texts in sent.items()}
                new += 1
    return fields


def read_answer(question: Question, choices: Sequence[AnswerChoice], texts: Sequence[str]) -> Any:
    """One answer in its stored form; None for none. Raises BadInput."""
    if question.kind == QuestionKind.SELECT_MULTIPLE:
        return _several(choices, [text for text in texts if text])
    text = texts[0]
    if question.kind == QuestionKind.TEXT:
        return clean_text(text, limit=LONGEST_TEXT) or None
    if not text.strip():
        return None
    if question.kind == QuestionKind.SELECT_ONE:
        return _several(choices, [text])[0]  # type: ignore[index]
    if question.kind == QuestionKind.DATE:
        return _day(text)
    return _number(question.kind, text)


def _day(text: str) -> str:
    """As a calendar of the browser writes it, however long ago; else as people write days."""
    plain = text.strip()
    try:
        on = date.fromisoformat(plain) if _ISO.fullmatch(plain) else read_day(text)
    except ValueError:
        raise BadInput("", "no_such_day") from None
    if on is None or not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        raise BadInput("", "year_out_of_range", earliest=str(EARLIEST_YEAR), latest=str(LATEST_YEAR))
    return on.isoformat()


def _several(choices: Sequence[AnswerChoice], names: Sequence[str]) -> list[str] | None:
    known = [choice.name for choice in choices]
    if not set(names) <= set(known):
        raise BadInput("", "choice_gone")
    return [name for name in known if name in set(names)] or None


def _number(kind: QuestionKind, text: str) -> int | str:
    if len(text) > _LONGEST_NUMBER:
        raise BadInput("", "number_unreadable")
    plain = digits(text).translate(_BLANKS).replace("\u2212", "-")
    if kind == QuestionKind.INTEGER:
        if not _WHOLE.fullmatch(plain):
            raise BadInput("", "whole_number_unreadable")
        number = Decimal(plain)
    else:
        if not _FRACTION.fullmatch(plain):
            raise BadInput("", "number_unreadable")
        number = Decimal(plain.replace(",", ".").replace("٫", "."))
        if -int(number.as_tuple().exponent) > MOST_DECIMALS:
            raise BadInput("", "too_many_decimals", most=MOST_DECIMALS)
    if abs(number) > LARGEST_NUMBER:
        raise BadInput("", "number_too_large", most=LARGEST_NUMBER)
    if kind == QuestionKind.INTEGER:
        return int(number)
    return f"{number.normalize():f}" if number else "0"


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers as they count: what is not asked left out (its names in ``unasked``), and what stands against them."""

    answers: dict[str, Any]
    flaws: list[AnswerFlaw]
    unasked: tuple[str, ...]


def judge_answers(asking: Asking, answers: Answers, today: date) -> Judged:
    """Try the answers against what is asked, required and allowed on this day."""
    deciding = Deciding(asking, answers, today)
    flaws: list[AnswerFlaw] = []
    counted: dict[str, Any] = {}
    unasked: list[str] = []
    for item, _around in asking.form.walk():
        if item.name in asking.repeats:
            continue
        if isinstance(item, QuestionSection):
            if item.repeats and deciding.asked[item.name]:
                _judge_repeat(deciding, item, answers, counted, flaws)
            elif item.repeats and answers.get(item.name):
                unasked.append(item.name)
            continue
        if deciding.asked[item.name]:
            _judge(deciding, item, item.name, answers, deciding.values, counted, flaws)
        elif answers.get(item.name) is not None:
            unasked.append(item.name)
    return Judged(counted, flaws, tuple(unasked))


def _judge_repeat(
    deciding: Deciding, section: QuestionSection, answers: Answers, counted: dict[str, Any], flaws: list[AnswerFlaw]
) -> None:
    given = []
    inside = [deciding.asking.items[name][0] for name, own in deciding.asking.repeats.items() if own == section.name]
    for number, answer in enumerate(answers.get(section.name, ())):
        asked, values = deciding.inside(section.name, answer)
        own: dict[str, Any] = {}
        for item in inside:
            if isinstance(item, Question) and asked[item.name]:
                place = place_of(section.name, number, item.name)
                _judge(deciding, item, place, answer, values, own, flaws)
        given.append(own)
    if given:
        counted[section.name] = given


def _judge(
    deciding: Deciding,
    question: Question,
    place: str,
    answers: Answers,
    values: Mapping[str, Any],
    counted: dict[str, Any],
    flaws: list[AnswerFlaw],
) -> None:
    answer = answers.get(question.name)
    if question.kind == QuestionKind.NOTE:
        return
    if answer is None:
        if question.required:
            flaws.append(AnswerFlaw(place, "answer_required", message=question.required_message))
        return
    counted[question.name] = answer
    if not deciding.meets(question, answer, values):
        flaws.append(AnswerFlaw(place, "constraint_unmet", message=question.constraint_message))
