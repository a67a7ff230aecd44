"""The plan: editions as they were issued, what units make of it, what is measured, how far it is."""

from collections.abc import Iterator
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from tajadur.activity.plans.models import (
    AdoptedAction,
    AdoptedTarget,
    AdoptionProgress,
    MeasuredDay,
    MeasuredValue,
    PlanAdoption,
    PlanEdition,
    PlanLink,
    PlanNews,
    StatedValue,
)
from tajadur.activity.plans.operations.issuing import issue_problems
from tajadur.activity.plans.queries.editions import digest_of, text_of
from tajadur.activity.plans.queries.progress import standings
from tajadur.activity.plans.vocabulary import EditionStatus
from tajadur.foundation.calendar import civil_day
from tajadur.rules.plans import MEASURES, MeasuredIn, PlanMeasure, as_kept, measured_value, value_problem

from .as_of import AsOf
from .premises import corrected_once, said_by_their_unit


def editions_as_issued(as_of: AsOf) -> Iterator[str]:
    """An issued edition reads as on its day, complete, under the next number."""
    issued = PlanEdition.objects.filter(status=EditionStatus.ISSUED).order_by("number")
    for wanted, edition in enumerate(issued, 1):
        text = text_of(edition)
        if edition.number != wanted:
            yield f"edition {edition.pk} has the number {edition.number}, not {wanted}"
        if edition.issued_at and edition.issued_on != civil_day(edition.issued_at):
            yield f"edition {edition.pk} was issued on {edition.issued_on}, its instant is of another day"
        if edition.digest != digest_of(text):
            yield f"edition {edition.pk} does not read as it was issued"
        for problem in issue_problems(text):
            yield f"edition {edition.pk} was issued with {problem.code}"
        for indicator in text.indicators:
            if indicator.measure and MEASURES[PlanMeasure(indicator.measure)].measured_in != indicator.measured_in:
                yield f"indicator {indicator.pk} is measured otherwise than {indicator.measure}"


def followed_by_their_unit(as_of: AsOf) -> Iterator[str]:
    """What a unit follows is of an issued edition, under its objective, in its unit of measure, by its own mandate."""
    adoptions = list(PlanAdoption.objects.select_related("objective__axis__edition").order_by("pk"))
    yield from _said("adoption", [(row, row.unit_id, row.adopted_on, row.adopted_at) for row in adoptions])
    for adoption in adoptions:
        issued_on = adoption.objective.axis.edition.issued_on
        if issued_on is None or adoption.adopted_on < issued_on:
            yield f"adoption {adoption.pk} is of an edition not issued by {adoption.adopted_on}"
    targets = list(AdoptedTarget.objects.select_related("adoption", "indicator__action").order_by("pk"))
    yield from _said("target", [(row, row.adoption.unit_id, row.said_on, row.said_at) for row in targets])
    for target in targets:
        if target.indicator.action.objective_id != target.adoption.objective_id:
            yield f"target {target.pk} is of an indicator of another objective"
        unit = MeasuredIn(target.indicator.measured_in)
        if value_problem(target.start, unit) or value_problem(target.target, unit):
            yield f"target {target.pk} is not in its unit, {unit}"
        if target.said_on < target.adoption.adopted_on:
            yield f"target {target.pk} was said before its adoption"
    yield from _actions()


def _actions() -> Iterator[str]:
    ends = dict(PlanNews.objects.filter(is_end=True).values_list("adopted", "told_on"))
    actions = list(AdoptedAction.objects.select_related("adoption", "action").order_by("pk"))
    yield from _said("action of the plan", [(row, row.adoption.unit_id, None, None) for row in actions])
    for row in actions:
        if row.action and row.action.objective_id != row.adoption.objective_id:
            yield f"action {row.pk} is of another objective"
        if row.done_on != ends.get(row.pk):
            yield f"action {row.pk} is done on {row.done_on}, its last news is of {ends.get(row.pk)}"
        if row.added_on < row.adoption.adopted_on:
            yield f"action {row.pk} was added before its adoption"
    news = list(PlanNews.objects.select_related("adopted__adoption").order_by("pk"))
    yield from _said("news", [(row, row.adopted.adoption.unit_id, None, None) for row in news])
    for told in news:
        if not told.adopted.added_on <= told.told_on <= civil_day(told.told_at):
            yield f"news {told.pk} is of {told.told_on}, before its action or after it was told"
    links = PlanLink.objects.select_related("adopted__adoption", "case", "action_item").order_by("pk")
    for link in links:
        thing: Any = link.case or link.action_item
        if thing.unit_id != link.adopted.adoption.unit_id:
            yield f"link {link.pk} is to a thing of unit {thing.unit_id}"
    yield from _said("link", [(row, row.adopted.adoption.unit_id, row.linked_on, row.linked_at) for row in links])


def values_of_their_unit(as_of: AsOf) -> Iterator[str]:
    """A value is stated by a unit that follows its indicator, in its unit of measure, and corrected once."""
    rows = list(StatedValue.objects.select_related("indicator").order_by("pk"))
    followed = set(AdoptedTarget.objects.values_list("adoption__unit_id", "indicator_id"))
    yield from said_by_their_unit("value", rows)
    yield from corrected_once("value", rows)
    for row in rows:
        if (row.unit_id, row.indicator_id) not in followed:
            yield f"value {row.pk} is of an indicator its unit does not follow"
        if row.indicator.measure:
            yield f"value {row.pk} is stated of what is measured"
        if value_problem(row.value, MeasuredIn(row.indicator.measured_in)):
            yield f"value {row.pk} is not in its unit, {row.indicator.measured_in}"


def measures_kept(as_of: AsOf) -> Iterator[str]:
    """What is kept is of a measured day, follows from its counts, differs from the row before; none after a closing."""
    days = set(MeasuredDay.objects.values_list("day", flat=True))
    rows = MeasuredValue.objects.select_related("unit").order_by("measure", "unit_id", "day")
    for (measure, unit_id), of_one in groupby(rows, key=lambda row: (row.measure, row.unit_id)):
        before = (0, 0)
        for row in of_one:
            told = f"{measure} of unit {unit_id} on {row.day}"
            if row.day not in days:
                yield f"{told}: nothing was measured that day"
            if row.value != measured_value(row.part, row.whole, MEASURES[PlanMeasure(measure)].measured_in):
                yield f"{told}: {row.value} is not {row.part} of {row.whole}"
            if (row.part, row.whole) == before:
                yield f"{told}: kept though nothing changed"
            if row.whole and row.unit.closed_on and row.unit.closed_on <= row.day:
                yield f"{told}: the unit had closed"
            before = (row.part, row.whole)


def standings_follow(as_of: AsOf) -> Iterator[str]:
    """How far an objective of a unit is follows from its rows and its measures, on the day it was kept."""
    adoptions = list(PlanAdoption.objects.select_related("unit").order_by("pk"))
    kept = {row.adoption_id: row for row in AdoptionProgress.objects.all()}
    for adoption in adoptions:
        if adoption.pk not in kept:
            yield f"adoption {adoption.pk} has no standing"
    with_standing = sorted((row for row in adoptions if row.pk in kept), key=lambda row: kept[row.pk].day)
    for day, of_day in groupby(with_standing, key=lambda row: kept[row.pk].day):
        for standing in standings(list(of_day), day):
            row, stuck = kept[standing.adoption.pk], standing.stuck
            wanted = (as_kept(standing.mean.progress), as_kept(standing.expected), standing.mean.applying,
                      standing.mean.of, len(stuck), stuck[0] if stuck else None)  # fmt: skip
            if wanted != (row.progress, row.expected, row.applying, row.actions, row.stuck, row.stuck_since):
                yield f"standing of adoption {row.adoption_id} on {day} is not what its rows say"


def _said(name: str, rows: list[tuple[Any, int, Any, Any]]) -> Iterator[str]:
    """(row, its unit, day, instant): as ``said_by_their_unit``; without an instant only the mandate is looked at."""
    words = []
    for row, unit_id, on, at in rows:
        day = on if at else None
        words.append(SimpleNamespace(pk=row.pk, unit_id=unit_id, mandate_id=row.mandate_id, said_on=day, said_at=at))
    yield from said_by_their_unit(name, words)
