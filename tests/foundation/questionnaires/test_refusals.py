"""What is outside is refused by name, row and column, all of it at once; nothing is read in part."""

from pathlib import Path

import pytest

from tajadur.foundation.questionnaires.xlsform_reading import XlsFormError, read_xlsform
from tajadur.foundation.questionnaires.xlsform_rows import Refusal
from tajadur.foundation.questionnaires.xlsform_writing import write_xlsform
from tests.factories.questionnaires import Rows, field_reading, xlsform

PUBLIC = sorted(
    path for path in Path(__file__).parent.joinpath("xlsforms").iterdir() if path.suffix in {".xls", ".xlsx"}
)
WHOLE = {"blank_second_row.xls", "extra_columns.xlsx", "text_and_integer.xlsx", "yes_or_no_question.xlsx"}
# One cell of each of the others that must be named: sheet, row, column, why.
NAMED = {
    "allow_comment_rows_test.xls": ("survey", 2, "A", "column_unread"),
    "attribute_columns_test.xlsx": ("survey", 4, "C", "column_unread"),
    "calculate.xls": ("survey", 2, "A", "type_unread"),
    "case_insensitivity.xlsx": ("survey", 4, "A", "type_unread"),
    "choice_filter_test.xlsx": ("survey", 3, "D", "column_unread"),
    "duplicate_columns.xlsx": ("survey", 2, "E", "column_twice"),
    "field-list.xlsx": ("choices", 2, "E", "language_unknown"),
    "group.xlsx": ("survey", 4, "A", "type_unread"),
    "loop.xlsx": ("survey", 3, "A", "type_unread"),
    "or_other.xlsx": ("survey", 2, "A", "type_or_other"),
    "repeat_date_test.xls": ("survey", 4, "B", "column_unread"),
    "specify_other.xlsx": ("survey", 2, "A", "type_or_other"),
    "table-list.xls": ("survey", 3, "K", "column_unread"),
    "unknown_question_type.xls": ("survey", 2, "A", "type_unread"),
    "widgets.xls": ("survey", 6, "A", "type_unread"),
    "xlsform_spec_test.xlsx": ("survey", 6, "Q", "language_unknown"),
}


def refusals(data: bytes) -> list[Refusal]:
    """Why the file is not taken."""
    with pytest.raises(XlsFormError) as refused:
        read_xlsform(data)
    return refused.value.refusals


def named(survey: Rows, choices: Rows = (), settings: Rows = ()) -> list[tuple[str, int, str, str]]:
    """The cells refused."""
    return [(each.sheet, each.row, each.letter, each.code) for each in refusals(xlsform(survey, choices, settings))]


def test_twenty_public_forms_are_tried() -> None:
    assert {path.name for path in PUBLIC} == WHOLE | set(NAMED)
    assert len(PUBLIC) == 20


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_public_form_read_whole_is_the_same_form_for_the_field(name: str) -> None:
    data = (Path(__file__).parent / "xlsforms" / name).read_bytes()
    written = write_xlsform(read_xlsform(data))
    assert field_reading(written) == field_reading(data, Path(name).suffix)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_public_form_outside_is_refused_cell_by_cell(name: str) -> None:
    found = refusals((Path(__file__).parent / "xlsforms" / name).read_bytes())
    assert NAMED[name] in {(each.sheet, each.row, each.letter, each.code) for each in found}
    assert all(each.row >= 1 for each in found)


HEAD = ("type", "name", "label")
TWO = (HEAD, ("text", "a", "A"), ("integer", "b", "B"))


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (("text", "a", "A again"), ("B", "name_twice")),
        (("text", "A", "A again"), ("B", "name_twice")),
        (("text", "meta", "A"), ("B", "name_reserved")),
        (("text", "instanceID", "A"), ("B", "name_reserved")),
        (("text", "xmlthing", "A"), ("B", "name_reserved")),
        (("text", "2a", "A"), ("B", "name_malformed")),
        (("text", "a b", "A"), ("B", "name_malformed")),
        (("text", "n" * 61, "A"), ("B", "name_too_long")),
        (("text", "", "A"), ("B", "name_missing")),
        (("text", "c", ""), ("C", "label_missing")),
        (("text", "c", "Your ${a}"), ("C", "answer_in_text")),
        (("text", "c", "x" * 2000), ("C", "cell_too_long")),
        (("geopoint", "c", "C"), ("A", "type_unread")),
        (("select_one l", "c", "C"), ("A", "list_unknown")),
        (("", "c", "C"), ("A", "type_missing")),
        (("end group", "", ""), ("A", "end_without_begin")),
    ],
)
def test_a_row_outside_is_refused_by_its_cell(row: tuple[str, str, str], cell: tuple[str, str]) -> None:
    found = named((*TWO, row))
    assert ("survey", 4, *cell) in found
    assert all(each[1] == 4 for each in found)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("relevant", "${nobody} = 1", "name_unknown"),
        ("relevant", ". = 1", "own_in_relevant"),
        ("relevant", "${c} = 1", "relevant_in_circle"),
        ("relevant", "${b} > ", "expression_unreadable"),
        ("relevant", "../b > 1", "expression_sign"),
        ("relevant", "pulldata('x', 'y')", "expression_function"),
        ("relevant", "b > 1", "expression_word"),
        ("relevant", "not(" * 30 + "1" + ")" * 30, "expression_too_deep"),
        ("relevant", "${b} > 1 or " * 100 + "1", "expression_too_long"),
        ("relevant", "${intro} = 1", "nothing_to_ask"),
        ("constraint", "regex(., '(a+)+$')", "expression_function"),
        ("constraint", ". > '2026-01-01'", "expression_bare_day"),
        ("constraint", ". > date('2026-02-31')", "expression_day"),
        ("required", "${b} > 1", "required_unread"),
        ("appearance", "minimal", "column_unread"),
        ("label::中文", "字", "language_unknown"),
    ],
)
def test_a_cell_outside_is_refused_by_its_column(column: str, text: str, code: str) -> None:
    survey = ((*HEAD, column), ("note", "intro", "I"), ("integer", "b", "B"), ("integer", "c", "C", text))
    assert named(survey) == [("survey", 4, "D", code)]


def test_a_circle_through_a_group_and_others_is_refused_at_each_of_its_rows() -> None:
    survey = (
        (*HEAD, "relevant"),
        ("integer", "a", "A", "${c} > 1"),
        ("begin group", "g", "G", "${a} > 1"),
        ("integer", "c", "C"),
        ("end group",),
        ("integer", "d", "D", "${a} > 1"),
    )
    assert named(survey) == [
        ("survey", 2, "D", "relevant_in_circle"),
        ("survey", 3, "D", "relevant_in_circle"),
    ]


def test_repeats_are_one_level_and_not_asked_about_from_outside() -> None:
    survey = (
        (*HEAD, "relevant"),
        ("begin repeat", "r", "R"),
        ("integer", "inside", "I"),
        ("begin repeat", "r2", "R2"),
        ("integer", "deeper", "D", "${inside} > 1"),
        ("end repeat",),
        ("end repeat",),
        ("integer", "outside", "O", "${inside} > 1"),
    )
    assert named(survey) == [("survey", 4, "A", "repeat_in_repeat"), ("survey", 8, "D", "asked_in_repeat")]


def test_choices_are_refused_by_their_cells() -> None:
    survey = (HEAD, ("select_one l", "a", "A"))
    choices = (("list_name", "name", "label", "filter"), ("l", "x", "X"), ("l", "x", "X2"), ("l", "y z", "Y"),
               ("l", "w", ""), ("", "v", "V"), ("l", "u", "U", "1"))  # fmt: skip
    assert named(survey, choices) == [
        ("choices", 3, "B", "choice_twice"),
        ("choices", 4, "B", "choice_has_blank"),
        ("choices", 5, "C", "label_missing"),
        ("choices", 6, "A", "list_name_missing"),
        ("choices", 7, "D", "column_unread"),
    ]


def test_settings_and_other_sheets_that_are_not_read_are_named() -> None:
    found = named(TWO, (), (("form_title", "public_key"), ("T", "K")))
    assert found == [("settings", 2, "B", "column_unread")]


def test_a_section_left_open_or_closed_twice_is_refused_at_its_row() -> None:
    assert named((*TWO, ("begin group", "g", "G"), ("text", "c", "C"))) == [("survey", 4, "A", "section_open")]
    crossed = (*TWO, ("begin group", "g", "G"), ("text", "c", "C"), ("end repeat",), ("end group",))
    assert named(crossed) == [("survey", 6, "A", "end_without_begin")]
    assert named((*TWO, ("begin group", "g", "G"), ("end group",))) == [("survey", 4, "A", "section_empty")]


def test_a_workbook_without_questions_is_refused() -> None:
    assert [each.code for each in refusals(xlsform((), (("list_name", "name", "label"), ("l", "a", "A"))))] == [
        "no_survey"
    ]
    assert ("survey", 2, "A", "form_empty") in named((HEAD, ("note", "n", "N")))
