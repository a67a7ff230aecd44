"""What can be wrong with a file or a cell, and flaws of any import as sentences."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.foundation.formats import day_month_year, language
from tajadur.foundation.sentences import filled
from tajadur.foundation.sheets.lines import RowFlaw
from tajadur.web.forms import PROBLEMS as TYPED
from tajadur.web.forms import Sentences

SHEET_PROBLEMS: Sentences = {
    "sheet_too_big": _("The file is larger than 2 MB, or holds more than can be read at once. Split it in two."),
    "sheet_unreadable": _("This file cannot be read as a sheet. Save it as XLSX or as CSV (UTF-8)."),
    "sheet_locked": _("This file is locked by a password. Save it without one, then send it again."),
    "sheet_empty": _("No row is filled in under the titles."),
    "sheet_too_many": ngettext_lazy(
        "The file has more than %(most)s row. Split it.",
        "The file has more than %(most)s rows. Split it.",
        "most",
    ),
    "sheet_too_wide": ngettext_lazy(
        "The sheet has more than %(most)s column. Remove those that are not needed.",
        "The sheet has more than %(most)s columns. Remove those that are not needed.",
        "most",
    ),
    "letters_unknown": _("Say how this file is to be read: nothing tells for certain."),
    "column_missing": _("The column «%(title)s» is missing. Say which one it is."),
    "column_twice": _("The column «%(title)s» stands there twice. Choose one."),
    "formula": _("This cell holds a formula. Type the value itself, as text."),
    "cell_error": _("This cell holds an error of the spreadsheet instead of a value. Type the value itself."),
    "import_expired": _("This check is too old. Send the file again."),
    "not_a_day": _("This is no day. Write it as day/month/year, for example 21/05/2026."),
    "no_such_day": _("This day does not exist in the calendar. Check the day and the month."),
    "year_out_of_range": _("The year must be from %(earliest)s to %(latest)s, in the civil calendar."),
    "day_missing": _("Which day? Write it as day/month/year, for example 21/05/2026."),
    "day_two_ways": _(
        "This may be %(first)s or %(second)s: other days in this column put the month first. Write it as 2026-05-21."
    ),
    "day_islamic": _("This day is of the Islamic calendar, about %(about)s. Write the civil day."),
    "day_read_as": _("«%(typed)s» is read as %(day)s."),
    "invisible_removed": _("Characters that cannot be seen were taken out."),
}


def sentence_of(flaw: RowFlaw, sentences: Sentences) -> str:
    """The flaw in the user's language; days as the language writes them, several values with commas between."""
    sentence = sentences.get(flaw.code) or SHEET_PROBLEMS.get(flaw.code) or TYPED["unknown"]
    return filled(sentence, {key: _shown(value) for key, value in flaw.params.items()})


def rows_in_words(
    flaws: Iterable[RowFlaw], titles: Mapping[str, str | Promise], sentences: Sentences
) -> list[dict[str, Any]]:
    """Row, column and sentence of each flaw."""
    return [
        {"row": flaw.row, "column": titles.get(flaw.field, ""), "sentence": sentence_of(flaw, sentences)}
        for flaw in flaws
    ]


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return day_month_year(value)
    if isinstance(value, tuple):
        return ("، " if language() == "ar" else ", ").join(map(str, value))
    return value
