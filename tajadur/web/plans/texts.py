"""The text of an edition as its pages show it, and what keeps a draft from being issued, in sentences."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise

from tajadur.activity.plans.queries.editions import EditionText
from tajadur.activity.plans.vocabulary import DIRECTION_WORDS, MEASURE_WORDS, MEASURED_IN_WORDS
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import day_month_year
from tajadur.rules.plans import Direction, MeasuredIn, PlanMeasure

from .labels import value_words


def axis_lines(text: EditionText) -> list[dict[str, Any]]:
    """Axes with their objectives, actions and indicators, each indicator in words."""
    return [
        {
            "row": axis.row,
            "objectives": [
                {
                    "row": objective.row,
                    "actions": [
                        {"row": action.row, "indicators": [_indicator(row) for row in action.indicators]}
                        for action in objective.actions
                    ],
                }
                for objective in axis.objectives
            ],
        }
        for axis in text.axes
    ]


def _indicator(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "source": str(MEASURE_WORDS[PlanMeasure(row.measure)]) if row.measure else "",
        "measured_in": str(MEASURED_IN_WORDS[MeasuredIn(row.measured_in)]),
        "way": str(DIRECTION_WORDS[Direction(row.direction)]),
        "start": value_words(row.start, row.measured_in),
        "target": value_words(row.target, row.measured_in),
    }


def sentences(problems: Iterable[BadInput], words: Mapping[str, str | Promise]) -> list[str]:
    """Each problem in a sentence, days as the language writes them."""
    lines = []
    for problem in problems:
        shown = {
            key: day_month_year(value) if isinstance(value, date) else value for key, value in problem.params.items()
        }
        lines.append(str(words[problem.code]) % shown)
    return lines
