"""The results of a campaign as a file: each question with counts and shares, and every unit the reader may read."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.activity.census.operations.exporting import note_export
from tajadur.activity.census.queries.campaigns import campaign_for, place_under
from tajadur.activity.census.queries.results import AnswerTally
from tajadur.activity.census.queries.tables import (
    NUMBERS,
    CampaignQuestion,
    CampaignTables,
    Measure,
    ResultColumn,
    UnitCounts,
)
from tajadur.foundation import clock
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.questionnaires.definition import text_in
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.paging import number_in
from tajadur.web.sheets.writing import Page, csv_of, file_answer, xlsx_of

MOST_COLUMNS = 2000  # of a table by unit; a question whose columns would pass it is left out of it whole


@enter(get=Permission.READ_FIGURES, shows="the figures of many units at once; that they were taken is in the audit log")
def download(request: ActorRequest, campaign_id: int, kind: str) -> HttpResponse:
    """The results as ``xlsx`` or, by unit alone, as ``csv``; ``under`` narrows to a place."""
    if kind not in {"xlsx", "csv"}:
        raise NotVisible
    actor = request.actor
    campaign = campaign_for(actor, campaign_id)
    under = place_under(actor, number_in(request, "under"))
    tables, language = CampaignTables.of(actor, campaign, under), get_language() or "ar"
    sums, branches = tables.sums(), list(tables.branches())
    sheet = _ByUnit(tables, language)
    if kind == "csv":
        content = csv_of(sheet.titles(), sheet.rows([*sums.above, *branches]))
    else:
        pages = [Page(_("Questions"), _question_titles(), _question_rows(tables.asked, sums.whole, language))]
        for level, rows in groupby([*sums.above, *branches], key=lambda row: row[0].kind):
            pages.append(Page(level.plural, sheet.titles(), sheet.rows(list(rows))))
        content = xlsx_of(*pages)
    under_id, units = under.pk if under else None, len(sums.above) + len(branches)
    note_export(campaign=campaign, kind=kind, under_id=under_id, units=units, by=actor, at=clock.now())
    return file_answer(content, f"census-{campaign.pk}", kind)


class _ByUnit:
    """A row for each unit: who it is, how many branches owe and declared, then the counts of each question."""

    def __init__(self, tables: CampaignTables, language: str) -> None:
        self.asked = {asked.question.name: asked for asked in tables.asked}
        self.columns: list[ResultColumn] = []
        for asked in tables.asked:
            own = asked.columns
            self.columns += own if len(self.columns) + len(own) <= MOST_COLUMNS else []
        self.language = language

    def titles(self) -> list[str]:
        """As people read them."""
        first = [_("Code"), _("Unit"), _("Level"), _("Branches that owe"), _("Declared")]
        return first + [
            f"{text_in(self.asked[column.question].question.label, self.language)} · {self._measure(column)}"
            for column in self.columns
        ]

    def rows(self, counted: Sequence[tuple[Any, UnitCounts]]) -> Iterator[list[Any]]:
        """Nothing stands where nothing was answered."""
        for unit, own in counted:
            first = [unit.code, unit.name, unit.kind.name, own.owed, own.declared]
            yield first + [_plain(own.value(column)) for column in self.columns]

    def _measure(self, column: ResultColumn) -> str:
        if column.measure is Measure.CHOSEN:
            return text_in(self.asked[column.question].labels[column.choice], self.language)
        words = {Measure.ANSWERED: _("Answers"), Measure.TOTAL: _("Sum"), Measure.MEAN: _("Mean")}
        return words[column.measure]


def _question_titles() -> list[str]:
    return [_("Question"), _("Answer"), _("How many"), _("Share (%)"), _("Answers"), _("Branches that declared")]


def _question_rows(asked: Sequence[CampaignQuestion], whole: Any, language: str) -> Iterator[list[Any]]:
    for each in asked:
        label, tally = text_in(each.question.label, language), whole[each.question.name]
        for answer, number, share in _lines(each, tally, language):
            yield [label, answer, number, share, tally.answered, tally.declared]


def _lines(asked: CampaignQuestion, tally: AnswerTally, language: str) -> Iterator[tuple[str, Any, Any]]:
    """(what was answered, how often or how much, its share of those who answered)."""
    if asked.question.kind.chooses:
        for name, label in asked.labels.items():
            count, answered = tally.share(name)
            yield text_in(label, language), count, round(100 * count / answered, 1) if answered else None
    elif asked.question.kind in NUMBERS and (numbers := tally.numbers):
        yield _("Sum"), _plain(numbers.total), None
        yield _("Mean"), _plain(round(numbers.mean, 2)), None
        yield _("Median"), _plain(numbers.median), None
        yield _("Least"), _plain(numbers.least), None
        yield _("Most"), _plain(numbers.most), None
    else:
        yield "", None, None


def _plain(number: int | Decimal | None) -> Any:
    """Whole where it is whole."""
    return int(number) if number is not None and number == int(number) else number
