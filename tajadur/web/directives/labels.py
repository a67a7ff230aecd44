"""What an act on a directive would change, in sentences."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.duties.directives.vocabulary import LEVEL_WORDS, PERIOD_WORDS
from tajadur.foundation.formats import day_month_year
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import LadderAnchor, Level
from tajadur.web.obligations.labels import step_words
from tajadur.web.templatetags.formats import number

from .drafting_forms import AmendForm

_ORDER = list(LadderAnchor)


def consequences(preview: Any, on: date) -> dict[str, Any]:
    """{lines, until, is_empty}: what would be owed more, no longer, or by other days, and until when it was counted."""
    lines = []
    if preview.owed:
        if preview.owed_units == 1:
            counts = {"units": _units(1), "reports": _reports(preview.owed)}
            lines.append(_("Owed by %(units)s: %(reports)s more.") % counts)
        elif preview.most * preview.owed_units == preview.owed:  # every unit owes the same number
            counts = {"units": _units(preview.owed_units), "reports": _reports(preview.most)}
            lines.append(_("Owed by %(units)s: %(reports)s more each.") % counts)
        else:
            counts = {"units": _units(preview.owed_units), "reports": _reports(preview.owed)}
            lines.append(_("Owed by %(units)s: %(reports)s more in all.") % counts)
    if preview.overdue:
        counts = {"reports": _reports(preview.overdue)}
        lines.append(_("Already overdue among them on the first day: %(reports)s.") % counts)
    if preview.released:
        counts = {"units": _units(preview.released_units), "reports": _reports(preview.released)}
        lines.append(_("No longer owed by %(units)s: %(reports)s.") % counts)
    if preview.redated:
        counts = {"units": _units(preview.redated_units), "reports": _reports(preview.redated)}
        lines.append(_("Other days for %(units)s: %(reports)s.") % counts)
    if preview.effect:
        lines.append(_("The new frequency begins on %(day)s.") % {"day": day_month_year(preview.effect)})
    until = on + timedelta(days=preview.horizon_days)
    return {"lines": lines, "until": until, "is_empty": not lines}


def term_lines(directive: Any, changes: Mapping[str, Any]) -> list[dict[str, str]]:
    """{label, was, becomes} of each term that an amendment changes, in the words of its form."""
    fields = AmendForm(directive=directive, ladder=()).fields
    return [
        {
            "label": str(field.label),
            "was": _value_words(name, getattr(directive, name)),
            "becomes": _value_words(name, changes[name]),
        }
        for name, field in fields.items()
        if name in changes
    ]


def ladder_lines(ladder: Iterable[Any]) -> list[tuple[str, list[str]]]:
    """(the day, who is told) in the order of time."""
    steps: dict[tuple[int, int], list[str]] = {}
    for step in ladder:
        steps.setdefault((_ORDER.index(step.anchor), step.offset), []).append(str(LEVEL_WORDS[Level(step.to)]))
    return [(step_words(_ORDER[anchor], offset), told) for (anchor, offset), told in sorted(steps.items())]


def _value_words(name: str, value: Any) -> str:
    if name == "period_type":
        return str(PERIOD_WORDS[PeriodType(value)])
    if name == "released_by":
        return str(LEVEL_WORDS[Level(value)])
    if name == "in_force_to":
        return day_month_year(value) if value else _("without an end")
    if value is None:
        return _("never closed")
    return ngettext("%(n)s day", "%(n)s days", value) % {"n": number(value)}


def _units(count: int) -> str:
    return ngettext("%(n)s unit", "%(n)s units", count) % {"n": number(count)}


def _reports(count: int) -> str:
    return ngettext("%(n)s report", "%(n)s reports", count) % {"n": number(count)}
