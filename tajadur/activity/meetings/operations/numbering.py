"""The lasting numbers of decisions: given once within a meeting, kept by its corrections, never given again."""

from collections.abc import Sequence
from dataclasses import replace

from ..models import Decision
from .validation import ReportData


def numbered(data: ReportData, known: Sequence[Decision] = ()) -> ReportData:
    """The report with a lasting number beside each decision; ``known`` are those of all versions, the latest last.

    A decision keeps the number it was typed with, else the one its words had in the latest version; any other is new.
    """
    latest = max((decision.report_id for decision in known), default=0)
    free = {decision.lasting: decision.text for decision in known if decision.report_id == latest}
    typed = dict(enumerate(data.decision_numbers))
    numbers: dict[int, int] = {}
    for place, text in enumerate(data.decisions):
        if text.strip() and typed.get(place) in free:
            numbers[place] = typed[place]
            del free[typed[place]]
    by_words = {text: number for number, text in reversed(free.items())}
    fresh = max((decision.lasting for decision in known), default=0)
    for place, text in enumerate(data.decisions):
        if place in numbers or not text.strip():
            continue
        if text in by_words:
            numbers[place] = by_words.pop(text)
        else:
            fresh += 1
            numbers[place] = fresh
    return replace(data, decision_numbers=[numbers.get(place, 0) for place in range(len(data.decisions))])


def place_of(number: int | None, data: ReportData) -> int | None:
    """Where the decision with a lasting number stands among those of the report, from 1; None when it has none."""
    numbers = list(data.decision_numbers)
    return numbers.index(number) + 1 if number and number in numbers else None
