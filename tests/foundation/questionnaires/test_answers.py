"""What was typed becomes answers, or a flaw at its field; what is not asked does not count."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tajadur.foundation.questionnaires.answering import (
    AnswerFlaw,
    judge_answers,
    read_answers,
    renumbered,
)
from tajadur.foundation.questionnaires.definition import Question, QuestionKind, Questionnaire
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.foundation.questionnaires.xlsform_reading import read_xlsform
from tests.factories.questionnaires import long_form, organisations, situation_form
from tests.foundation.questionnaires.strategies import questionnaires

TODAY = date(2026, 11, 30)
WHOLE = {
    "has_office": ["yes"],
    "formed_on": ["2026-05-21"],
    "members": ["٩"],
    "women": ["3"],
    "adherents_total": ["1 204"],
    "activities~0~activity": ["لقاء تواصلي"],
    "activities~0~attendance": ["40"],
    "activities~3~activity": ["دورة تكوينية"],
}


def codes(flaws: list[AnswerFlaw]) -> dict[str, str]:
    """Field -> code."""
    return {flaw.place: flaw.code for flaw in flaws}


def filled(changes: dict[str, list[str]]) -> tuple[dict[str, Any], dict[str, str]]:
    """(the answers that count, the flaws) of the situation with some fields otherwise."""
    asking = Asking(situation_form())
    reading = read_answers(asking, renumbered(asking, WHOLE | changes))
    judged = judge_answers(asking, reading.answers, TODAY)
    return judged.answers, codes(reading.flaws) or codes(judged.flaws)


def test_a_whole_declaration_is_taken_as_plain_values() -> None:
    answers, flaws = filled({})
    assert flaws == {}
    assert answers == {
        "has_office": "yes",
        "formed_on": "2026-05-21",
        "members": 9,
        "women": 3,
        "adherents_total": 1204,
        "activities": [{"activity": "لقاء تواصلي", "attendance": 40}, {"activity": "دورة تكوينية"}],
    }


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        ({"members": ["two"]}, {"members": "whole_number_unreadable"}),
        ({"members": ["2.5"]}, {"members": "whole_number_unreadable"}),
        ({"members": ["1e3"]}, {"members": "whole_number_unreadable"}),
        ({"members": ["9" * 200_000]}, {"members": "number_unreadable"}),
        ({"adherents_total": ["9" * 14]}, {"adherents_total": "number_too_large"}),
        ({"members": ["26"]}, {"members": "constraint_unmet"}),
        ({"members": ["3"], "women": ["4"]}, {"women": "constraint_unmet"}),
        ({"formed_on": ["2026-12-01"]}, {"formed_on": "constraint_unmet"}),
        ({"formed_on": ["2026-02-30"]}, {"formed_on": "no_such_day"}),
        ({"formed_on": ["yesterday"]}, {"formed_on": "not_a_day"}),
        ({"formed_on": ["0001-01-01"]}, {"formed_on": "year_out_of_range"}),
        ({"formed_on": [""]}, {"formed_on": "answer_required"}),
        ({"has_office": ["maybe"]}, {"has_office": "choice_gone"}),
        ({"remarks": ["x" * 200_000]}, {"remarks": "text_too_long"}),
        ({"remarks": ["a\0b"]}, {"remarks": "text_has_nul"}),
        ({"activities~3~attendance": ["0"]}, {"activities~1~attendance": "constraint_unmet"}),
        ({"activities~3~attendance": ["x"]}, {"activities~1~attendance": "whole_number_unreadable"}),
        ({"activities~3~activity": [""], "activities~3~attendance": ["5"]},
         {"activities~1~activity": "answer_required"}),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_at_its_field(changes: dict[str, list[str]], flaws: dict[str, str]) -> None:
    assert filled(changes)[1] == flaws


def test_more_than_fifty_answers_of_a_repeat_are_refused() -> None:
    many = {f"activities~{number}~activity": ["x"] for number in range(60)}
    assert filled(many)[1] == {"activities": "too_many_repeats"}


def test_what_is_not_asked_neither_counts_nor_is_required() -> None:
    asking = Asking(situation_form())
    reading = read_answers(asking, WHOLE | {"has_office": ["no"]})
    judged = judge_answers(asking, reading.answers, TODAY)
    assert judged.flaws == []
    assert judged.unasked == ("formed_on", "members", "women")
    assert set(judged.answers) == {"has_office", "adherents_total", "activities"}


def test_the_message_of_the_form_goes_with_the_flaw() -> None:
    asking = Asking(situation_form())
    reading = read_answers(asking, WHOLE | {"formed_on": ["2027-01-01"]})
    flaws = judge_answers(asking, reading.answers, TODAY).flaws
    assert [flaw.message for flaw in flaws] == [{"ar": "لا يمكن أن يكون في المستقبل"}]


def test_several_choices_are_kept_in_the_order_of_the_list() -> None:
    asking = Asking(read_xlsform(organisations()))
    reading = read_answers(asking, {"parallel": ["women", "", "youth", "women"], "youth": ["4"], "women": ["6"]})
    assert reading.answers == {"parallel": ["youth", "women"], "youth": 4, "women": 6}
    both = judge_answers(asking, {"parallel": ["youth", "none"], "why": "لا أحد"}, TODAY)
    assert codes(both.flaws) == {"parallel": "constraint_unmet", "why": "constraint_unmet"}


@pytest.mark.parametrize(
    ("typed", "stored"), [("1,50", "1.5"), ("٣٫٢٥", "3.25"), ("-0", "0"), ("1 000.0", "1000"), ("0.000001", "0.000001")]
)
def test_decimals_have_one_writing(typed: str, stored: str) -> None:
    form = Questionnaire("t", (Question("d", QuestionKind.DECIMAL, {"": "D"}),))
    assert read_answers(Asking(form), {"d": [typed]}).answers == {"d": stored}


def test_a_chain_of_four_hundred_questions_is_decided_without_depth() -> None:
    chain = tuple(
        Question(f"q{n}", QuestionKind.INTEGER, {"": "Q"}, relevant=f"${{q{n - 1}}} = 1" if n else "")
        for n in range(400)
    )
    answers = {f"q{n}": 1 for n in range(400)}
    judged = judge_answers(Asking(Questionnaire("t", chain[::-1])), answers | {"q200": 2}, TODAY)
    assert len(judged.answers) == 201


_TYPED = st.text(max_size=12) | st.sampled_from(["yes", "a", "b", "3", "2.5", "2026-05-21", "-1", ""])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=questionnaires(), draw=st.data())
def test_anything_typed_is_read_or_refused_and_what_counts_is_stable(form: Questionnaire, draw: Any) -> None:
    asking = Asking(form)
    places = [f"{asking.repeats[name]}~0~{name}" if name in asking.repeats else name for name in form.questions]
    typed = {place: draw.draw(st.lists(_TYPED, min_size=1, max_size=2)) for place in places}
    typed = renumbered(asking, typed)
    assert renumbered(asking, typed) == typed
    reading = read_answers(asking, typed)
    assert {flaw.place for flaw in reading.flaws} <= set(typed)
    judged = judge_answers(asking, reading.answers, TODAY)
    again = judge_answers(asking, judged.answers, TODAY)
    assert (again.answers, codes(again.flaws)) == (judged.answers, codes(judged.flaws))


def test_a_form_of_120_questions_is_judged_at_once() -> None:
    asking = Asking(long_form())
    judged = judge_answers(asking, {f"q{n}": 5 for n in range(1, 120, 6)}, TODAY)
    assert len(judged.answers) == 20
    assert all(flaw.code == "answer_required" for flaw in judged.flaws)
