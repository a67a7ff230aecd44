"""The results of a whole campaign as tables: each question in a place, and each unit below it with its counts.

A branch of its own is a row only for whoever reads its record; the units above it for whoever reads their figures.
The answers are read some hundreds at a time and never all held: counts are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from tajadur.foundation.questionnaires.definition import Question, QuestionKind, Questionnaire, Texts
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission

from ..models import BranchAnswers, Campaign
from .campaigns import owed_in
from .results import AnswerTally, answers_in, versions_of

NUMBERS = frozenset({QuestionKind.INTEGER, QuestionKind.DECIMAL})
GROUP = 500  # answers read at once


class Measure(StrEnum):
    """What a column counts."""

    ANSWERED = "answered"
    CHOSEN = "chosen"
    TOTAL = "total"
    MEAN = "mean"


class ResultColumn(NamedTuple):
    """One count of one question; ``choice`` is of what was chosen."""

    question: str
    measure: Measure
    choice: str = ""


@dataclass(frozen=True, slots=True)
class CampaignQuestion:
    """A question of any version of the form: its latest wording, its repeat if any, every choice it ever had."""

    question: Question
    repeat: str | None
    labels: Mapping[str, Texts]

    def given(self, answers: Mapping[str, Any]) -> list[Any]:
        """What a branch answered to it: at most one answer, or one for each entry of a repeat."""
        entries = answers.get(self.repeat) or () if self.repeat else (answers,)
        return [value for entry in entries if (value := entry.get(self.question.name)) is not None]

    @property
    def columns(self) -> list[ResultColumn]:
        """Its columns in a table by unit."""
        name, kind = self.question.name, self.question.kind
        columns = [ResultColumn(name, Measure.ANSWERED)]
        if kind.chooses:
            columns += [ResultColumn(name, Measure.CHOSEN, choice) for choice in self.labels]
        if kind in NUMBERS:
            columns += [ResultColumn(name, Measure.TOTAL), ResultColumn(name, Measure.MEAN)]
        return columns


@dataclass(slots=True)
class UnitCounts:
    """The counts of a unit: how many branches owe and declared, and each column that is not nothing."""

    owed: int = 0
    declared: int = 0
    counts: dict[ResultColumn, int | Decimal] = field(default_factory=lambda: defaultdict(int))

    def add(self, other: "UnitCounts") -> None:
        """Those of a unit below."""
        self.declared += other.declared
        for column, count in other.counts.items():
            self.counts[column] += count

    def value(self, column: ResultColumn) -> int | Decimal | None:
        """What stands in a column; None for nothing."""
        if column.measure is not Measure.MEAN:
            return self.counts.get(column)
        total = self.counts.get(ResultColumn(column.question, Measure.TOTAL))
        answered = self.counts.get(ResultColumn(column.question, Measure.ANSWERED), 0)
        return round(Decimal(total) / answered, 2) if total is not None and answered else None


def asked_questions(versions: Sequence[Questionnaire]) -> list[CampaignQuestion]:
    """Every question of any version, the latest wording first."""
    asked: dict[str, CampaignQuestion] = {}
    labels: dict[str, dict[str, Texts]] = defaultdict(dict)
    for form in versions:
        repeats = Asking(form).repeats
        for name, question in form.questions.items():
            for choice in form.choices_of(question):
                labels[name].setdefault(choice.name, choice.label)
            asked.setdefault(name, CampaignQuestion(question, repeats.get(name), labels[name]))
    return list(asked.values())


@dataclass(frozen=True, slots=True)
class CampaignSums:
    """What a place answered together: each question as a whole, and the units above branches, the highest first."""

    whole: Mapping[str, AnswerTally]
    above: list[tuple[Unit, UnitCounts]]


@dataclass(frozen=True)
class CampaignTables:
    """The tables of a campaign in a place, as the actor may read them."""

    actor: Actor
    campaign: Campaign
    under: Unit | None
    asked: list[CampaignQuestion]

    @classmethod
    def of(cls, actor: Actor, campaign: Campaign, under: Unit | None) -> "CampaignTables":
        """One query."""
        return cls(actor, campaign, under, asked_questions(versions_of(campaign)))

    def sums(self) -> CampaignSums:
        """Three queries."""
        values: dict[str, Counter[str]] = defaultdict(Counter)
        counts: dict[int, UnitCounts] = defaultdict(UnitCounts)
        whole = UnitCounts()
        for path in owed_in(self.actor, self.campaign, self.under).values_list("path", flat=True):
            for unit_id in self._units_above(path):
                counts[unit_id].owed += 1
        rows = answers_in(self.actor, self.campaign, self.under, Permission.READ_FIGURES)
        for path, answers in rows.values_list("obligation__path", "answers").iterator(GROUP):
            own = self._counted(answers, values)
            whole.add(own)
            for unit_id in self._units_above(path):
                counts[unit_id].add(own)
        units = Unit.objects.filter(reach(self.actor, Permission.READ_FIGURES), pk__in=counts).select_related("kind")
        tallies = {}
        for asked in self.asked:
            name = asked.question.name
            answered = whole.counts.get(ResultColumn(name, Measure.ANSWERED), 0)
            tallies[name] = AnswerTally(whole.declared, values[name], int(answered))
        return CampaignSums(tallies, [(unit, counts[unit.pk]) for unit in units.order_by("depth", "code", "pk")])

    def branches(self) -> Iterator[tuple[Unit, UnitCounts]]:
        """The branches whose record the actor reads, declared or not, by code: a query for each few hundred."""
        owed = owed_in(self.actor, self.campaign, self.under).filter(reach(self.actor, Permission.READ_RECORD))
        rows = owed.select_related("unit__kind").order_by("unit__code", "pk").iterator(GROUP)
        while group := list(islice(rows, GROUP)):
            live = BranchAnswers.objects.filter(obligation__in=group, declaration__withdrawn_at=None)
            answers = dict(live.values_list("obligation_id", "answers"))
            for row in group:
                own = self._counted(answers[row.pk]) if row.pk in answers else UnitCounts()
                own.owed = 1
                yield row.unit, own

    def _units_above(self, path: str) -> list[int]:
        """The units above a branch, down from the place."""
        units = [int(piece) for piece in path.rstrip(".").split(".")][:-1]
        if self.under and self.under.pk in units:
            return units[units.index(self.under.pk) :]
        return units

    def _counted(self, answers: Mapping[str, Any], values: dict[str, Counter[str]] | None = None) -> UnitCounts:
        """The counts of one branch; each of its answers that is no text is added to ``values`` of its question."""
        own = UnitCounts(declared=1)
        for asked in self.asked:
            name, kind = asked.question.name, asked.question.kind
            for value in asked.given(answers):
                own.counts[ResultColumn(name, Measure.ANSWERED)] += 1
                each = value if isinstance(value, list) else [value]
                if kind.chooses:
                    for choice in each:
                        own.counts[ResultColumn(name, Measure.CHOSEN, choice)] += 1
                elif kind in NUMBERS:
                    own.counts[ResultColumn(name, Measure.TOTAL)] += Decimal(value)
                if values is not None and kind != QuestionKind.TEXT:
                    values[name].update(map(str, each))
        return own
