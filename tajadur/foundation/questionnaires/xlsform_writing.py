"""A questionnaire as an XLSForm (XLSX): what was read is written so that it reads the same."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .definition import Item, Question, QuestionKind, Questionnaire, QuestionSection
from .xlsform_words import CHOICES, SETTINGS, TRANSLATED

_Row = dict[str, str]


def write_xlsform(form: Questionnaire) -> bytes:
    """The file."""
    from openpyxl import Workbook  # four megabytes, in no process that writes no sheet

    book = Workbook()
    book.remove(book.worksheets[0])
    _fill(book.create_sheet("survey"), list(_survey(form, form.items)), ("type", "name", "label"))
    choices = list(_choices(form))
    if choices:
        _fill(book.create_sheet("choices"), choices, CHOICES)
    settings = {
        "form_title": form.title,
        "form_id": form.form_id,
        "version": form.version,
        "default_language": form.default_language,
    }
    if any(settings.values()):
        _fill(book.create_sheet("settings"), [{name: settings[name] for name in SETTINGS if settings[name]}], ())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _survey(form: Questionnaire, items: Iterable[Item]) -> Iterator[_Row]:
    for item in items:
        if isinstance(item, QuestionSection):
            what = "repeat" if item.repeats else "group"
            yield _Row(
                type=f"begin {what}", name=item.name, relevant=item.relevant, **_texts(form, "label", item.label)
            )
            yield from _survey(form, item.items)
            yield _Row(type=f"end {what}")
        else:
            yield _question(form, item)


def _question(form: Questionnaire, question: Question) -> _Row:
    kind = f"{question.kind} {question.choices}" if question.kind.chooses else str(question.kind)
    row = _Row(type=kind, name=question.name)
    for column in TRANSLATED:
        row |= _texts(form, column, getattr(question, column))
    if question.kind != QuestionKind.NOTE and question.required:
        row["required"] = "yes"
    return row | {"relevant": question.relevant, "constraint": question.constraint}


def _choices(form: Questionnaire) -> Iterator[_Row]:
    for name, choices in form.lists.items():
        for choice in choices:
            yield _Row(list_name=name, name=choice.name, **_texts(form, "label", choice.label))


def _texts(form: Questionnaire, column: str, texts: Mapping[str, str]) -> _Row:
    return {f"{column}::{heading}" if (heading := form.headings.get(code, code)) else column: text
            for code, text in texts.items() if text}  # fmt: skip


def _fill(sheet: Any, rows: list[_Row], first: tuple[str, ...]) -> None:
    used = dict.fromkeys(name for row in rows for name, text in row.items() if text)
    columns = [*(name for name in first if name in used or name in {"type", "name"}), *used]
    columns = list(dict.fromkeys(columns))
    for at, row in enumerate([{name: name for name in columns}, *rows], start=1):
        for place, name in enumerate(columns, start=1):
            if text := row.get(name):
                cell = sheet.cell(at, place)
                cell.value = text
                cell.data_type = "s"  # a text that begins with «=» is no formula
