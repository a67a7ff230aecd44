"""XLSForm in and out: what is read is written so that the field's own reader reads the same form."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tajadur.foundation.questionnaires.checking import flaws_of
from tajadur.foundation.questionnaires.definition import Question, Questionnaire
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.foundation.questionnaires.storing import as_data, expressions_from, from_data
from tajadur.foundation.questionnaires.xlsform_reading import read_xlsform
from tajadur.foundation.questionnaires.xlsform_writing import write_xlsform
from tests.factories.questionnaires import OFFICE_FORMS, field_reading, long_form, situation_form
from tests.foundation.questionnaires.strategies import questionnaires


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=questionnaires())
def test_any_valid_form_written_and_read_again_is_the_same(form: Questionnaire) -> None:
    assert flaws_of(form) == []
    assert read_xlsform(write_xlsform(form)) == form


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=questionnaires())
def test_any_valid_form_is_one_for_the_field_and_stays_the_same_form(form: Questionnaire) -> None:
    written = write_xlsform(form)
    assert field_reading(write_xlsform(read_xlsform(written))) == field_reading(written)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=questionnaires())
def test_any_valid_form_stored_and_loaded_is_the_same_with_its_expressions(form: Questionnaire) -> None:
    stored = json.loads(json.dumps(as_data(form)))
    assert from_data(stored) == form
    loaded, fresh = Asking.of(stored), Asking(form)
    assert (loaded.relevant, loaded.constraints, loaded.order) == (fresh.relevant, fresh.constraints, fresh.order)
    assert set(expressions_from(stored)) == {
        text for item, _ in form.walk() for text in (item.relevant, getattr(item, "constraint", "")) if text
    }


@pytest.mark.parametrize("drawn", OFFICE_FORMS, ids=lambda drawn: drawn.__name__)
def test_forms_of_offices_are_the_same_for_the_field_before_and_after(drawn: Any) -> None:
    data = drawn()
    form = read_xlsform(data)
    assert len(form.questions) >= 4
    assert field_reading(write_xlsform(form)) == field_reading(data)


def test_the_situation_is_read_with_everything_it_says() -> None:
    form = situation_form()
    assert (form.title, form.form_id, form.version) == ("حصر الوضعية", "situation", "2026")
    assert form.headings == {"ar": "العربية (ar)", "fr": "Français (fr)"}
    formed = form.questions["formed_on"]
    assert formed.required and formed.relevant == "${has_office} = 'yes'" and formed.constraint == ". <= today()"
    assert formed.constraint_message == {"ar": "لا يمكن أن يكون في المستقبل"}
    assert form.is_yes_no(form.questions["has_office"])
    assert [item.name for item, around in form.walk() if around and around[0].name == "activities"] == [
        "activity",
        "attendance",
    ]
    assert form.questions["adherents_total"].hint == {"fr": "Toutes tranches"}


def test_a_text_that_looks_like_a_formula_is_written_as_text() -> None:
    form = Questionnaire("t", (Question("a", long_form().questions["q0"].kind, {"": "=1+1"}),), {}, {"": ""})
    assert read_xlsform(write_xlsform(form)) == form


def test_a_form_of_120_questions_goes_round() -> None:
    assert read_xlsform(write_xlsform(long_form())) == long_form()
