"""What is asked about a sheet: the file, in which letters it is, which sheet, which column is which."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.foundation.sheets.layout import Headings, Layout, is_counting
from tajadur.foundation.sheets.letters import ARABIC, FRENCH, Sample
from tajadur.foundation.sheets.tables import Table
from tajadur.rules.identity import looks_like_identity_number
from tajadur.web.forms import LineField, PlainForm

from .labels import SHEET_PROBLEMS

_SAMPLES, _SAMPLE_WIDTH = 3, 40
_LETTERS = {
    ARABIC: gettext_lazy("Windows, Arabic"),
    FRENCH: gettext_lazy("Windows, French"),
    "iso-8859-6": gettext_lazy("ISO, Arabic"),
    "mac-roman": gettext_lazy("Mac, French"),
    "cp720": gettext_lazy("DOS, Arabic"),
}


class SheetForm(PlainForm):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Sheet (XLSX, XLS, ODS, XLSB or CSV, 2 MB at most)"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.txt,text/csv"}),
    )


def _sample_words(sample: Sample) -> str:
    return _("%(label)s: %(text)s") % {"label": _LETTERS[sample.letters], "text": " … ".join(sample.lines)}


class LettersForm(PlainForm):
    """Which reading of the file is the right one."""

    letters = forms.ChoiceField(label=gettext_lazy("Which of these can be read?"), widget=forms.RadioSelect)

    def __init__(self, data: Any, samples: Sequence[Sample]) -> None:
        super().__init__(data)
        choices = [(sample.letters, _sample_words(sample)) for sample in samples]
        self.fields["letters"] = forms.ChoiceField(
            label=self.fields["letters"].label, widget=forms.RadioSelect, choices=choices
        )


class TableForm(PlainForm):
    """Which sheet of the file is meant."""

    def __init__(self, data: Any, tables: Sequence[Table]) -> None:
        super().__init__(data)
        self.fields["table"] = forms.TypedChoiceField(
            label=_("Which sheet?"),
            widget=forms.RadioSelect,
            coerce=int,
            choices=[(at, _rows(table)) for at, table in enumerate(tables)],
        )


class HeadingsForm(PlainForm):
    """Which column is which; what every row says where a column is missing."""

    def __init__(self, data: Any, table: Table, headings: Headings, layout: Layout) -> None:
        super().__init__(data)
        self.layout = layout
        choices = [("", _("Leave this column out")), *((column.key, column.title) for column in layout.columns)]
        filled = {at for row in table.rows[headings.row + 1 :] for at, cell in enumerate(row) if cell}
        for at in sorted(filled | set(headings.keys)):
            title = headings.titles[at] if at < len(headings.titles) else ""
            if is_counting(title):
                continue
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=title or _("Column %(letter)s") % {"letter": letter_of(at)},
                help_text=_samples(table, headings, at),
                choices=choices,
                required=False,
                initial=headings.keys.get(at, ""),
            )
        for group in headings.lacking:
            for key in group:
                if layout.by_key[key].once:
                    self.fields[f"once_{key}"] = LineField(
                        label=_("%(title)s, the same in every row") % {"title": layout.by_key[key].title},
                        required=False,
                        limit=120,
                        about_persons=False,
                    )

    def clean(self) -> dict[str, Any]:
        """Each column once, none missing."""
        cleaned = super().clean()
        keys = list(self.keys.values())
        for key, count in Counter(keys).items():
            if count > 1:
                self._refuse("column_twice", key)
        for group in self.layout.lacking([*keys, *self.once]):
            self._refuse("column_missing", group[0])
        return cleaned

    def _refuse(self, code: str, key: str) -> None:
        sentence = str(SHEET_PROBLEMS[code])
        params = {"title": str(self.layout.by_key[key].title)}
        self.add_error(None, ValidationError(sentence, code=code, params=params))

    @property
    def keys(self) -> dict[int, str]:
        """Place of a column -> what it is."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name.startswith("column_") and value}
        return {int(name.removeprefix("column_")): value for name, value in chosen.items()}

    @property
    def once(self) -> dict[str, str]:
        """What every row says that says nothing itself."""
        said_once = {name: value for name, value in self.cleaned_data.items() if name.startswith("once_") and value}
        return {name.removeprefix("once_"): value for name, value in said_once.items()}

    def columns(self) -> Iterator[BoundField]:
        """The fields of the columns."""
        return (self[name] for name in self.fields if name.startswith("column_"))

    def for_all(self) -> list[BoundField]:
        """The fields of what every row says."""
        return [self[name] for name in self.fields if name.startswith("once_")]


def letter_of(at: int) -> str:
    """The name of a column in a spreadsheet: A, B, …, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _samples(table: Table, headings: Headings, at: int) -> str:
    """The first values of a column; what looks like an identity number is not shown."""
    cells = (row[at] for row in table.rows[headings.row + 1 :] if at < len(row) and row[at] and row[at][0] != "\x1a")
    values: list[str] = []
    for cell in cells:
        shown = "…" if looks_like_identity_number(cell) else cell[:_SAMPLE_WIDTH]
        if shown not in values:
            values.append(shown)
        if len(values) == _SAMPLES:
            break
    return " · ".join(values)


def _rows(table: Table) -> str:
    from django.utils.translation import ngettext

    rows = ngettext("%(n)s row", "%(n)s rows", table.filled) % {"n": table.filled}
    return f"{table.name} ({rows})"
