"""An XLSForm as a questionnaire: read whole, or refused with every cell that is outside what is asked here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..sheets.reading import read_tables
from ..sheets.tables import Table
from .checking import flaws_of
from .definition import AnswerChoice, Item, Question, QuestionKind, Questionnaire, QuestionSection
from .xlsform_rows import FormRow, FormSheet, Refusal
from .xlsform_words import SHEETS, is_with_other, kind_of, section_mark

_YES = frozenset({"yes", "true", "true()", "1"})
# What is said of a question whose type is not read follows from the type.
_OF_THE_TYPE = frozenset({"label_missing", "name_missing", "name_reserved"})
_NO = frozenset({"no", "false", "false()", "0"})


class XlsFormError(Exception):
    """The file is not taken: ``refusals`` names every sheet, row and column that is why."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(f"{len(refusals)} refusals")
        self.refusals = list(refusals)


def read_xlsform(data: bytes) -> Questionnaire:
    """The questionnaire of a file. Raises XlsFormError; BadInput on ``file`` for what is no sheet at all."""
    tables = read_tables(data)
    named = {table.name.strip().lower(): table for table in tables}
    if "survey" not in named:
        raise XlsFormError([Refusal("survey", 0, "", "", "", "no_survey")])
    others = [table for name, table in named.items() if name not in SHEETS]
    refusals = [Refusal(table.name, 1, "", "", "", "sheet_unread") for table in others]
    sheets = [FormSheet(name, named.get(name, Table(name, []))) for name in SHEETS]
    form = _Reading(sheets[0], sheets[1], sheets[2]).form()
    for sheet in sheets:
        sheet.refusals.sort(key=lambda refusal: (refusal.row, len(refusal.letter), refusal.letter))
    refusals = [refusal for sheet in sheets for refusal in sheet.refusals] + refusals
    if refusals:
        raise XlsFormError(refusals)
    return form


@dataclass
class _Open:
    """A section whose end has not come yet."""

    row: FormRow
    repeats: bool
    items: list[Item] = field(default_factory=list)


@dataclass
class _Reading:
    """The three sheets and what was read of them so far."""

    survey: FormSheet
    choices: FormSheet
    settings: FormSheet
    open: list[_Open] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    item_rows: list[int] = field(default_factory=list)
    choice_rows: list[int] = field(default_factory=list)
    untyped: set[int] = field(default_factory=set)

    def form(self) -> Questionnaire:
        settings = self._settings()
        lists = self._lists()
        for row in self.survey.rows():
            self._row(row)
        while self.open:
            left = self.open.pop()
            self.survey.refuse(left.row.number, "type", "section_open")
            self._add(self._section(left))
        headings = self.choices.headings | self.survey.headings
        for code in set(self.choices.headings) & set(self.survey.headings):
            if self.choices.headings[code] != self.survey.headings[code]:
                self.choices.refuse(1, "label", "language_two_ways")
        form = Questionnaire(
            title=settings.get("form_title", ""),
            items=tuple(self.items),
            lists={name: tuple(choices) for name, choices in lists.items()},
            headings=headings,
            form_id=settings.get("form_id", ""),
            version=settings.get("version", ""),
            default_language=settings.get("default_language", ""),
        )
        self._check(form)
        return form

    def _settings(self) -> dict[str, str]:
        rows = list(self.settings.rows())
        for row in rows[1:]:
            for column in row.cells:
                self.settings.refuse(row.number, column, "settings_twice")
        return rows[0].cells if rows else {}

    def _lists(self) -> dict[str, list[AnswerChoice]]:
        lists: dict[str, list[tuple[int, AnswerChoice]]] = {}
        for row in self.choices.rows():
            name = row.cells.get("list_name", "")
            if not name or name.split() != [name]:
                self.choices.refuse(row.number, "list_name", "list_name_malformed" if name else "list_name_missing")
                continue
            choice = AnswerChoice(row.cells.get("name", ""), row.texts["label"])
            lists.setdefault(name, []).append((row.number, choice))
        self.choice_rows = [number for choices in lists.values() for number, _ in choices]
        return {name: [choice for _, choice in choices] for name, choices in lists.items()}

    def _row(self, row: FormRow) -> None:
        written = row.cells.get("type", "")
        if not written:
            if row.cells or any(row.texts.values()):
                self.survey.refuse(row.number, "type", "type_missing")
        elif mark := section_mark(written):
            self._mark(row, *mark)
        else:
            self._question(row, written)

    def _mark(self, row: FormRow, edge: str, what: str) -> None:
        repeats = what == "repeat"
        if edge == "begin":
            for column in ("required", "constraint", "hint", "required_message", "constraint_message"):
                if row.cells.get(column) or row.texts.get(column):
                    self.survey.refuse(row.number, column, "not_on_section")
            self.open.append(_Open(row, repeats))
            self.item_rows.append(row.number)
            return
        for column in (*(set(row.cells) - {"type", "name"}), *(name for name, texts in row.texts.items() if texts)):
            self.survey.refuse(row.number, column, "not_on_end")
        if not self.open or self.open[-1].repeats != repeats:
            self.survey.refuse(row.number, "type", "end_without_begin")
            return
        self._add(self._section(self.open.pop()))

    def _section(self, begun: _Open) -> QuestionSection:
        row = begun.row
        name, relevant = row.cells.get("name", ""), row.cells.get("relevant", "")
        return QuestionSection(name, row.texts["label"], tuple(begun.items), relevant, begun.repeats)

    def _question(self, row: FormRow, written: str) -> None:
        kind = kind_of(written)
        if kind is None:
            code = "type_or_other" if is_with_other(written) else "type_unread"
            self.survey.refuse(row.number, "type", code, {"type": written})
            self.untyped.add(row.number)
        # An unknown type keeps its place and its name, so that what asks it is not refused for it too.
        question_kind = QuestionKind(kind[0]) if kind else QuestionKind.TEXT
        name = row.cells.get("name", "")
        if not name and question_kind == QuestionKind.NOTE:
            name = f"generated_note_name_{row.number}"  # as pyxform names a note without one
        self._add(
            Question(
                name=name,
                kind=question_kind,
                label=row.texts["label"],
                hint=row.texts["hint"],
                required=self._required(row),
                required_message=row.texts["required_message"],
                relevant=row.cells.get("relevant", ""),
                constraint=row.cells.get("constraint", ""),
                constraint_message=row.texts["constraint_message"],
                choices=kind[1] if kind else "",
            )
        )
        self.item_rows.append(row.number)

    def _required(self, row: FormRow) -> bool:
        typed = row.cells.get("required", "").lower()
        if typed and typed not in _YES | _NO:
            self.survey.refuse(row.number, "required", "required_unread")
        return typed in _YES

    def _add(self, item: Item) -> None:
        (self.open[-1].items if self.open else self.items).append(item)

    def _check(self, form: Questionnaire) -> None:
        rows = {"survey": self.item_rows, "choices": self.choice_rows}
        sheets = {"survey": self.survey, "choices": self.choices}
        for flaw in flaws_of(form):
            number = rows[flaw.sheet][flaw.at] if flaw.at < len(rows[flaw.sheet]) else 1
            if flaw.sheet == "survey" and number in self.untyped and flaw.code in _OF_THE_TYPE:
                continue
            sheets[flaw.sheet].refuse(number, flaw.column, flaw.code, flaw.params)
