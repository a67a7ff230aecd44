"""What the answers to one question say together, in a place and in each place right below it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from tajadur.foundation.errors import NotVisible
from tajadur.foundation.questionnaires.definition import Question, QuestionKind, Questionnaire, Texts
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.foundation.questionnaires.storing import from_data
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission

from ..models import BranchAnswers, Campaign, CampaignForm
from .campaigns import depth_below, place_at, visible_campaigns


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """Of numbers answered: their sum, mean, median, least and most."""

    total: Decimal
    mean: Decimal
    median: Decimal
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class AnswerTally:
    """The answers of a place: how many branches declared, how many answered, each value with its count."""

    declared: int
    values: Counter[str]
    answered: int

    def share(self, value: str) -> tuple[int, int]:
        """(how many gave this value, how many answered)."""
        return self.values[value], self.answered

    @property
    def numbers(self) -> NumberSummary | None:
        """Read as numbers; None without any."""
        numbers = sorted(Decimal(value) for value in self.values.elements())
        if not numbers:
            return None
        total = sum(numbers, Decimal())
        return NumberSummary(total, total / len(numbers), median(numbers), numbers[0], numbers[-1])


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question with what was answered in the whole place and in each below; ``labels``: of its choices, past ones
    too; ``gone``: the choices that are offered no longer."""

    question: Question
    whole: AnswerTally
    places: list[tuple[Unit, AnswerTally]]
    labels: Mapping[str, Texts]
    gone: frozenset[str]


def questions_of(campaign: Campaign) -> dict[str, Question]:
    """Every question of any version of the form, the latest wording first: one query."""
    questions: dict[str, Question] = {}
    for form in versions_of(campaign):
        for name, question in form.questions.items():
            questions.setdefault(name, question)
    return questions


def result_of(
    actor: Actor,
    campaign: Campaign,
    name: str,
    under: Unit | None,
    *,
    versions: Sequence[Questionnaire] = (),
    by_place: bool = True,
) -> QuestionResult:
    """What was answered to a question, by its name, in the actor's reach: three queries at most. Raises NotVisible.

    ``versions``: of the form, where they were read already, the latest first.
    """
    versions = versions or versions_of(campaign)
    asked = [form for form in versions if name in form.questions]
    if not asked:
        raise NotVisible
    question = asked[0].questions[name]
    labels: dict[str, Texts] = {}
    for form in asked:
        if form.questions[name].kind.chooses:
            for choice in form.choices_of(form.questions[name]):
                labels.setdefault(choice.name, choice.label)
    offered = {choice.name for choice in versions[0].choices_of(question)} if versions[0] is asked[0] else set()
    tallies = _tallies(actor, campaign, question, Asking(asked[0]).repeats.get(name), under)
    below = [place for place in tallies if place] if by_place else []
    units = Unit.objects.filter(pk__in=below).select_related("kind").order_by("code", "pk")
    return QuestionResult(
        question=question,
        whole=_together(tallies),
        places=[(unit, tallies[unit.pk]) for unit in units],
        labels=labels,
        gone=frozenset(labels) - offered,
    )


def earlier_with(actor: Actor, campaign: Campaign, name: str) -> tuple[Campaign, list[Questionnaire]] | None:
    """The latest campaign that opened before this one and asked the question of this name, with the versions of its
    form, the latest first: one query."""
    rows = CampaignForm.objects.filter(
        campaign__in=visible_campaigns(actor), campaign__directive__once_opens_on__lt=campaign.opens_on
    ).select_related("campaign__directive")
    versions: list[Questionnaire] = []
    found_in: Campaign | None = None
    for row in rows.order_by("-campaign__directive__once_opens_on", "-campaign_id", "-version"):
        if found_in is not None and row.campaign_id != found_in.pk:
            if any(name in form.questions for form in versions):
                break
            versions = []
        found_in = row.campaign
        versions.append(from_data(row.definition))
    if found_in is None or not any(name in form.questions for form in versions):
        return None
    return found_in, versions


def answers_in(actor: Actor, campaign: Campaign, under: Unit | None, reading: Permission) -> QuerySet[BranchAnswers]:
    """The answers that count, below a place, of the branches towards which the actor may do ``reading``."""
    rows = BranchAnswers.objects.filter(form__campaign=campaign, declaration__withdrawn_at=None)
    rows = rows.filter(reach(actor, reading, "obligation__path"))
    if under is None:
        return rows
    return rows.filter(Q(obligation__path__contains=f".{under.pk}.") | Q(obligation__path__startswith=f"{under.pk}."))


def versions_of(campaign: Campaign) -> list[Questionnaire]:
    """Every version of its form, the latest first: one query."""
    rows = campaign.forms.order_by("-version").values_list("definition", flat=True)
    return [from_data(definition) for definition in rows]


def _tallies(
    actor: Actor, campaign: Campaign, question: Question, repeat: str | None, under: Unit | None
) -> dict[int | None, AnswerTally]:
    """Place -> tally: one query, grouped in the database."""
    rows = answers_in(actor, campaign, under, Permission.READ_FIGURES)
    answer = KeyTransform(repeat or question.name, "answers")
    place = place_at(depth_below(under), "obligation__path")
    is_text = question.kind == QuestionKind.TEXT and not repeat
    grouped = rows.order_by().annotate(place=place, answer=answer)
    if is_text:
        # What was written is read branch by branch; here only whether something was.
        counted = grouped.values("place").annotate(count=Count("pk"), filled=Count("answer"))
        return {row["place"]: AnswerTally(row["count"], Counter(), row["filled"]) for row in counted}
    tallies: dict[int | None, list[tuple[Any, int]]] = {}
    for row in grouped.values("place", "answer").annotate(count=Count("pk")):
        tallies.setdefault(row["place"], []).append((row["answer"], row["count"]))
    return {where: _tally(answers, question, repeat) for where, answers in tallies.items()}


def _tally(answers: list[tuple[Any, int]], question: Question, repeat: str | None) -> AnswerTally:
    values: Counter[str] = Counter()
    declared = answered = 0
    for answer, count in answers:
        declared += count
        for given in answer or [] if repeat else [answer]:
            value = given.get(question.name) if repeat else given
            if value is None:
                continue
            answered += count
            for each in value if isinstance(value, list) else [value]:
                values[str(each)] += count
    return AnswerTally(declared, values, answered)


def _together(tallies: Mapping[int | None, AnswerTally]) -> AnswerTally:
    values: Counter[str] = Counter()
    for tally in tallies.values():
        values += tally.values
    return AnswerTally(
        sum(tally.declared for tally in tallies.values()), values, sum(tally.answered for tally in tallies.values())
    )
