"""The sentences of a congress: what is to be expected and why, where a stage stands, what is new."""

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.activity.congresses.queries.board import Change
from tajadur.activity.congresses.queries.roads import Road, RoadStep
from tajadur.foundation.formats import day_month_year, day_short
from tajadur.rules.forecast import Because, Forecast, Verdict
from tajadur.rules.stages import StageAnchor
from tajadur.rules.status import days_filed_late
from tajadur.web.components import verdicts
from tajadur.web.components.states import badge, days_late

LOOKS = {
    "done": ("ok", "circle-check", gettext_lazy("Done")),
    "late": ("late", "triangle-alert", gettext_lazy("Late")),
    "soon": ("warn", "clock-3", gettext_lazy("Due within a week")),
    "unmarked": ("idle", "minus", gettext_lazy("Not marked")),
    "ahead": ("idle", "circle-dashed", gettext_lazy("Not due yet")),
}


def verdict_badge(road: Road) -> SafeString:
    """Shape, word and colour of the forecast; once held, how late it was; past its day, by how much."""
    owed, verdict = road.congress.obligation, road.forecast.verdict
    return verdicts.verdict_badge(
        verdict,
        held_late=max(0, -road.forecast.margin) if verdict is Verdict.HELD else 0,
        filed_late=days_filed_late(owed.facts),
        past_by=(road.on - road.deadline).days,
        extended=road.forecast.expected_on > owed.period_end,
    )


def reason(road: Road) -> str:
    """Why it is forecast so, in one sentence."""
    forecast = road.forecast
    expected = day_month_year(forecast.expected_on)
    match forecast.because:
        case Because.HELD:
            return _("Held on %(day)s") % {"day": expected}
        case Because.DATE_AFTER:
            late = (forecast.expected_on - road.deadline).days
            sentence = ngettext(
                "The date fixed, %(day)s, is %(n)s day after the last day",
                "The date fixed, %(day)s, is %(n)s days after the last day",
                late,
            )
            return sentence % {"day": expected, "n": late}
        case Because.PARTS_MISSING:
            sentence = ngettext(
                "Delegates of %(n)s of %(whole)s provinces missing; complete at this pace on %(day)s",
                "Delegates of %(n)s of %(whole)s provinces missing; complete at this pace on %(day)s",
                forecast.missing,
            )
            return sentence % {"n": forecast.missing, "whole": forecast.whole, "day": expected}
        case Because.DATE_AT_RISK:
            fixed = day_month_year(road.congress.planned_on)
            return _("Fixed for %(fixed)s, but at this pace ready only on %(day)s") % {"fixed": fixed, "day": expected}
        case Because.ONLY_TO_HOLD:
            return _("All is ready; expected on %(day)s") % {"day": expected}
    return _stages_left(road, forecast, expected)


def _stages_left(road: Road, forecast: Forecast, expected: str) -> str:
    sentence = ngettext(
        "%(n)s stage to go, next: %(stage)s; complete at this pace on %(day)s",
        "%(n)s stages to go, next: %(stage)s; complete at this pace on %(day)s",
        forecast.left,
    )
    stage = road.rows[forecast.stage].template.name if forecast.stage in road.rows else ""
    return sentence % {"n": forecast.left, "stage": stage, "day": expected}


def step_badge(step: RoadStep) -> SafeString:
    """Where a stage stands."""
    tone, icon, word = LOOKS[step.reached]
    if step.reached == "late":
        return badge(tone, icon, days_late(step.days_late))
    return badge(tone, icon, str(word))


def due_words(anchor: str, offset: int) -> str:
    """When a stage is due, by its rule: «105 days before the last day»."""
    values = {"n": abs(offset)}
    if anchor == StageAnchor.HELD:
        if offset > 0:
            return ngettext("%(n)s day after it was held", "%(n)s days after it was held", offset) % values
        if offset < 0:
            return ngettext("%(n)s day before it was held", "%(n)s days before it was held", -offset) % values
        return _("On the day it is held")
    if offset > 0:
        return ngettext("%(n)s day after the last day", "%(n)s days after the last day", offset) % values
    if offset < 0:
        return ngettext("%(n)s day before the last day", "%(n)s days before the last day", -offset) % values
    return _("On the last day")


def step_days(step: RoadStep) -> str:
    """«done on 3 March 2026» or «by 12 April 2026»."""
    if step.done_on:
        return _("done on %(day)s") % {"day": day_month_year(step.done_on)}
    return _("by %(day)s") % {"day": day_month_year(step.target_on)}


def cell_label(step: RoadStep) -> str:
    """All that a cell of the board says, in words."""
    return _("%(stage)s: %(state)s, %(day)s") % {
        "stage": step.name,
        "state": LOOKS[step.reached][2],
        "day": step_days(step),
    }


def change_words(change: Change) -> str:
    """One fact of «what changed since your last visit»."""
    values = {"unit": change.unit, "what": change.what, "day": day_short(change.day)}
    if change.code == "delegates":
        return _("%(unit)s: delegates of %(what)s filed") % values
    return _("%(unit)s: %(what)s, %(day)s") % values


def deadline_words(road: Road) -> str:
    """The last day, and the extension if one was granted."""
    owed = road.congress.obligation
    if road.deadline == owed.period_end:
        return _("Last day: %(day)s") % {"day": day_month_year(owed.period_end)}
    values = {"day": day_month_year(owed.period_end), "until": day_month_year(road.deadline)}
    return _("Last day: %(day)s, extended to %(until)s") % values


def authority_words(road: Road, on: date) -> str:
    """The countdown of the declaration to the authority, once the congress is held; empty before or once done."""
    step = next((road_step for road_step in road.steps if road_step.code == "declared"), None)
    if step is None or step.done_on or road.days.held_on is None:
        return ""
    left = (step.target_on - on).days
    if left < 0:
        sentence = ngettext(
            "The declaration to the authority is %(n)s day late: it was due by %(day)s",
            "The declaration to the authority is %(n)s days late: it was due by %(day)s",
            -left,
        )
        return sentence % {"n": -left, "day": day_month_year(step.target_on)}
    sentence = ngettext(
        "%(n)s day left to declare the results to the authority, by %(day)s",
        "%(n)s days left to declare the results to the authority, by %(day)s",
        left,
    )
    return sentence % {"n": left, "day": day_month_year(step.target_on)}
