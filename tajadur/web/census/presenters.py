"""Answers and flaws in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tajadur.activity.census.queries.known import KnownAnswer
from tajadur.activity.census.vocabulary import ANSWER_PROBLEMS, FORM_PROBLEMS, SOURCE_WORDS
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.questionnaires.answering import AnswerFlaw
from tajadur.foundation.questionnaires.definition import Question, QuestionKind, QuestionSection, text_in
from tajadur.foundation.questionnaires.limits import LONGEST_TEXT
from tajadur.foundation.questionnaires.planning import Asking, place_of
from tajadur.foundation.questionnaires.xlsform_rows import Refusal
from tajadur.foundation.sentences import filled
from tajadur.rules.identity import looks_like_identity_number

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question and its answer in words; ``heading``: the name of a section instead."""

    label: str
    words: str = ""
    heading: bool = False


def flaw_sentence(flaw: AnswerFlaw, language: str) -> str:
    """The form's own sentence where it has one, else ours."""
    return text_in(flaw.message, language) or filled(ANSWER_PROBLEMS[flaw.code], flaw.params)


def label_at(asking: Asking, place: str, language: str) -> str:
    """The question asked at ``place``, in words; empty where none is."""
    asked = asking.items.get(place.split("~")[-1])
    return text_in(asked[0].label, language) if asked else ""


def identity_flaws(asking: Asking, typed: Mapping[str, Sequence[str]]) -> list[AnswerFlaw]:
    """The texts that look like they hold an identity number."""
    flaws = []
    for place, texts in typed.items():
        question = asking.form.questions.get(place.split("~")[-1])
        if question is None or question.kind != QuestionKind.TEXT or len(texts[0]) > LONGEST_TEXT:
            continue
        if numbers := looks_like_identity_number(texts[0]):
            flaws.append(AnswerFlaw(place, "identity_number", {"number": numbers[0]}))
    return flaws


def refusal_rows(refusals: Sequence[Refusal]) -> list[dict[str, Any]]:
    """The first refusals as rows of a table."""
    return [
        {
            "sheet": refusal.sheet,
            "row": refusal.row or "",
            "column": f"{refusal.letter} {refusal.heading}".strip(),
            "value": refusal.value,
            "why": filled(FORM_PROBLEMS[refusal.code], refusal.params),
        }
        for refusal in refusals[:MOST_SHOWN]
    ]


def typed_from(asking: Asking, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Stored answers as the fields they were typed in."""
    typed: dict[str, list[str]] = {}
    for name, answer in answers.items():
        if name in asking.form.questions:
            typed[name] = _texts(answer)
        else:
            for number, entry in enumerate(answer):
                typed |= {place_of(name, number, inner): _texts(value) for inner, value in entry.items()}
    return typed


def answer_rows(asking: Asking, answers: Mapping[str, Any], language: str) -> list[AnswerRow]:
    """Every answer in the order of the form."""
    rows: list[AnswerRow] = []
    for item, _around in asking.form.walk():
        if item.name in asking.repeats:
            continue
        if isinstance(item, QuestionSection):
            rows.append(AnswerRow(text_in(item.label, language), heading=True))
            if item.repeats:
                for number, entry in enumerate(answers.get(item.name, ()), start=1):
                    rows.append(AnswerRow(_("Entry %(number)s") % {"number": number}, heading=True))
                    inside = [asking.items[name][0] for name, own in asking.repeats.items() if own == item.name]
                    rows += [
                        AnswerRow(text_in(inner.label, language), words_of(asking, inner, entry[inner.name], language))
                        for inner in inside
                        if isinstance(inner, Question) and inner.name in entry
                    ]
        elif item.name in answers:
            words = words_of(asking, item, answers[item.name], language)
            rows.append(AnswerRow(text_in(item.label, language), words))
    return [row for row in rows if row.label or not row.heading]


def begun_with(asking: Asking, known: Mapping[str, KnownAnswer]) -> dict[str, KnownAnswer]:
    """What is known of what the form asks; where it is answered from a list, only what the list offers."""
    asked = asking.form.questions
    return {name: answer for name, answer in known.items() if name in asked and _offers(asking, asked[name], answer)}


def _offers(asking: Asking, question: Question, answer: KnownAnswer) -> bool:
    if not question.kind.chooses:
        return True
    return any(choice.name == answer.text for choice in asking.form.choices_of(question))


def source_sentence(known: KnownAnswer) -> str:
    """Whence an answer is filled in, and of which day it is."""
    return filled(SOURCE_WORDS[known.source], {"day": day_month_year(known.as_of)})


def words_of(asking: Asking, question: Question, answer: Any, language: str) -> str:
    """An answer in words: choices by their labels, days written out."""
    if question.kind.chooses:
        labels = {choice.name: text_in(choice.label, language) for choice in asking.form.choices_of(question)}
        separator = "، " if language == "ar" else ", "
        return separator.join(labels.get(name, name) for name in _texts(answer))
    if question.kind == QuestionKind.DATE:
        return day_month_year(date.fromisoformat(answer))
    return str(answer)


def _texts(answer: Any) -> list[str]:
    return [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]
