"""How the plan is told: percentages of progress, badges, what an indicator and an action say of themselves."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tajadur.activity.plans.queries.nation import PlaceProgress, by_objective, whole_standing
from tajadur.activity.plans.queries.progress import ActionProgress, IndicatorProgress, ObjectiveProgress
from tajadur.activity.plans.queries.unit import UnitWords
from tajadur.activity.plans.vocabulary import DIRECTION_WORDS, MEASURE_WORDS
from tajadur.foundation.formats import day_month_year
from tajadur.rules.plans import Direction, MeanProgress, MeasuredIn, PlanMeasure, as_kept
from tajadur.web.components.states import badge
from tajadur.web.files.serving import links_to
from tajadur.web.templatetags.formats import number, percent_points

# Progress is drawn as parts of this.
WHOLE = 10_000


def parts(progress: Fraction | None) -> int:
    """Progress in parts of ``WHOLE``; 0 where it does not apply."""
    kept = as_kept(progress)
    return int(kept * WHOLE) if kept is not None else 0


def mean_words(mean: MeanProgress) -> dict[str, Any]:
    """A mean as the pages draw it: its part of the whole, and of how many it is."""
    return {
        "part": parts(mean.progress),
        "whole": WHOLE if mean.progress is not None else 0,
        "applying": mean.applying,
        "of": mean.of,
        "words": _("%(part)s of %(whole)s") % {"part": mean.applying, "whole": mean.of},
    }


def value_words(value: Decimal | None, measured_in: str) -> str:
    """«40%», «12», «yes»; «—» for nothing said."""
    if value is None:
        return "—"
    if measured_in == MeasuredIn.YES_NO:
        return pgettext("value", "yes") if value == 1 else pgettext("value", "no")
    return percent_points(value) if measured_in == MeasuredIn.SHARE else number(value)


def pace_badge(progress: Fraction | None, expected: Fraction | None, *, stuck: bool) -> SafeString:
    """Does it apply, is it stuck, reached, behind its time or with it?"""
    if progress is None:
        return badge("idle", "minus", pgettext("plan", "Does not apply"))
    if progress == 1:
        return badge("ok", "circle-check", pgettext("plan", "Reached"))
    if stuck:
        return badge("late", "triangle-alert", pgettext("plan", "Stuck"))
    if expected is not None and progress < expected:
        return badge("warn", "clock-3", pgettext("plan", "Behind its time"))
    return badge("info", "activity", pgettext("plan", "On its way"))


def stuck_words(days: int) -> str:
    """Since how many days nothing moves."""
    return ngettext("Nothing moved for %(days)s day.", "Nothing moved for %(days)s days.", days) % {"days": days}


def action_name(row: Any) -> str:
    """The words of the plan, or the unit's own."""
    return str(row.action.name if row.action else row.text)


def objective(standing: ObjectiveProgress, words: UnitWords, *, reads: bool, on: Any) -> dict[str, Any]:
    """An objective a unit follows, with its actions and indicators."""
    actions = [_action(each, words, standing.adoption.unit_id, reads=reads, on=on) for each in standing.actions]
    return {
        "adoption": standing.adoption,
        "mean": mean_words(standing.mean),
        "badge": pace_badge(standing.mean.progress, standing.expected, stuck=bool(standing.stuck)),
        "expected": parts(standing.expected),
        "whole": WHOLE,
        "actions": [each for each in actions if reads or each["row"].action_id],
        "is_silent": reads
        and not any(
            each["news"] or each["links"] or any(line["values"] for line in each["indicators"]) for each in actions
        ),
        "hidden": 0 if reads else sum(each["row"].action_id is None for each in actions),
    }


def _action(standing: ActionProgress, words: UnitWords, unit_id: int, *, reads: bool, on: Any) -> dict[str, Any]:
    row = standing.row
    is_stuck = standing.stuck_since is not None or any(each.stuck_since for each in standing.indicators)
    news = words.news.get(row.pk, []) if reads else []
    return {
        "row": row,
        "name": action_name(row),
        "is_own": row.action_id is None,
        "badge": pace_badge(standing.mean.progress, standing.expected, stuck=is_stuck),
        "stuck": stuck_words((on - standing.stuck_since).days) if standing.stuck_since else "",
        "indicators": [_indicator(each, words, unit_id, reads=reads, on=on) for each in standing.indicators],
        "news": [
            {"icon": "check" if each.is_end else "message-square-text", "tone": "", "title": "", "on": each.told_on,
             "quote": each.text} for each in news
        ],
        "links": _links(words, row.pk) if reads else [],
    }  # fmt: skip


def _links(words: UnitWords, adopted_id: int) -> list[tuple[str, str]]:
    entries = []
    for link in words.links.get(adopted_id, []):
        if link.case_id is not None:
            entries.append((reverse("dysfunctions:detail", args=[link.case_id]), _("Remedy of a dysfunction")))
        elif link.action_item is not None:
            entries.append((reverse("actions:detail", args=[link.action_item_id]), link.action_item.text))
    return entries


def _indicator(standing: IndicatorProgress, words: UnitWords, unit_id: int, *, reads: bool, on: Any) -> dict[str, Any]:
    row, target = standing.row, standing.target
    stated = words.values.get(row.pk, []) if reads else []
    return {
        "row": row,
        "is_stated": not row.measure,
        "source": str(MEASURE_WORDS[PlanMeasure(row.measure)]) if row.measure else "",
        "way": str(DIRECTION_WORDS[Direction(row.direction)]),
        "value": value_words(standing.value, row.measured_in),
        "valued_on": standing.valued_on,
        "start": value_words(target.start, row.measured_in),
        "target": value_words(target.target, row.measured_in),
        "due_on": target.due_on,
        "part": parts(standing.progress),
        "whole": WHOLE if standing.progress is not None else 0,
        "badge": pace_badge(standing.progress, standing.expected, stuck=standing.stuck_since is not None),
        "stuck": stuck_words((on - standing.stuck_since).days) if standing.stuck_since else "",
        "forecast": _forecast(standing),
        "values": [
            {
                "row": each,
                "words": value_words(each.value, row.measured_in),
                "files": links_to([scan.file for scan in each.attachments.all()], "plans:file", unit_id, each.pk),
            }
            for each in stated
        ],
    }


def _forecast(standing: IndicatorProgress) -> str:
    """Where the last three values lead, in a sentence; nothing without them, or once it is reached."""
    if standing.forecast is None or standing.progress == 1:
        return ""
    values = {
        "value": value_words(standing.forecast, standing.row.measured_in)
        if standing.row.measured_in != MeasuredIn.YES_NO
        else number(standing.forecast),
        "day": day_month_year(standing.target.due_on),
    }
    if standing.will_reach:
        return _("At this pace it reaches its target: %(value)s on %(day)s.") % values
    return _("At this pace it misses its target: %(value)s on %(day)s.") % values


def unit_line(unit: Any, own: Sequence[Any], objectives: Sequence[Any]) -> dict[str, Any]:
    """A unit of the list, with the mean of what it follows, and in how many objectives it is stuck."""
    known = {each.adoption.objective_id: each for each in own}
    progress = {pk: Fraction(each.progress) if each.progress is not None else None for pk, each in known.items()}
    return {
        "unit": unit,
        "followed": len(known),
        "mean": mean_words(whole_standing(objectives, progress).whole),
        "stuck": sum(each.stuck > 0 for each in own),
    }


def region_lines(
    regions: Iterable[tuple[int, str, str]],
    places: Sequence[PlaceProgress],
    objectives: Sequence[Any],
    axes: Sequence[Any],
) -> list[dict[str, Any]]:
    """The regions side by side: the mean of each axis, and of the plan."""
    lines = []
    for pk, name, url in regions:
        own = [row for row in places if row.region == str(pk)]
        entries = {objective: mean.progress for objective, mean in by_objective(own).items()}
        standing = whole_standing(objectives, entries)
        lines.append({
            "name": name,
            "url": url,
            "cells": [mean_words(standing.axes[axis.pk]) for axis in axes],
            "whole": mean_words(standing.whole),
            "adopted": sum(row.adopted for row in own),
            "stuck": sum(row.stuck for row in own),
        })  # fmt: skip
    return lines


def objective_lines(
    objectives: Sequence[Any], means: Mapping[int, MeanProgress], places: Sequence[PlaceProgress]
) -> list[dict[str, Any]]:
    """Each objective: its mean over the units that adopted it, and how many are stuck there."""
    nobody = MeanProgress(None, 0, 0)
    return [
        {
            "row": objective,
            "mean": mean_words(means.get(objective.pk, nobody)),
            "stuck": sum(row.stuck for row in places if row.objective == objective.pk),
        }
        for objective in objectives
    ]
