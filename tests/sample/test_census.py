"""The census campaigns of the demonstration: forms that can be asked, answers that could have been typed."""

from datetime import date, timedelta

import pytest

from tajadur.foundation.questionnaires.answering import judge_answers
from tajadur.foundation.questionnaires.checking import flaws_of
from tajadur.foundation.questionnaires.definition import Questionnaire
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.foundation.questionnaires.storing import as_data
from tajadur.sample.census import FORMS
from tajadur.sample.census_answers import Housing, KnownBranch, drawn_answers

ON = date(2026, 11, 20)
STANDINGS = (
    KnownBranch(),
    KnownBranch(
        [(date(2020, 5, 1), None, 7)],
        [ON - timedelta(days=30 * ago) for ago in range(14, 0, -1)],
        [(ON, Housing("12 زنقة الأمل", "unit", "good", "كل يوم: من 09:00 إلى 12:00"))],
        [ON],
    ),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.form_id)
def test_what_is_drawn_could_have_been_typed(form: Questionnaire) -> None:
    assert flaws_of(form) == []
    asking, answered = Asking.of(as_data(form)), set[str]()
    for seed in range(200):
        answers = drawn_answers(form, STANDINGS[seed % 2], ON, seed, corrected=seed % 5 == 0)
        judged = judge_answers(asking, answers, ON)
        assert (judged.answers, judged.flaws, judged.unasked) == (answers, [], ())
        answered |= answers.keys()
    asked = {name for name in form.questions if name not in asking.repeats} | set(asking.repeats.values())
    assert answered == asked
