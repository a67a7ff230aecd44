"""What the figures are called, what each counts, and the lines that ask for a look."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.compliance.attention import Wanting
from tajadur.compliance.choices import DirectiveSummary, PeriodColumn
from tajadur.compliance.figure import Listed, Listing
from tajadur.compliance.words import FIGURES, line_words
from tajadur.foundation.formats import day_month_year, period, period_short
from tajadur.rules.status import NOT_EXPECTED_STATES
from tajadur.web.obligations.labels import explanation
from tajadur.web.obligations.subjects import held_and_reported, subject_of

RULES = {
    "reporting": gettext_lazy("Counted: those that were held in their period and reported, on time or late."),
    "on_time": gettext_lazy("Counted: those held in their period and reported by the last day."),
    "extended": gettext_lazy("Counted: those reported within an extension that was granted."),
    "late": gettext_lazy("Counted: those reported after the last day, or held after it."),
    "not_held": gettext_lazy("Counted: those the unit declared not held, with a reason."),
    "answered": gettext_lazy("Counted: those reported, and those declared not held with a reason."),
    "missing": gettext_lazy("Counted: those expected that have no answer."),
    "programmed": gettext_lazy("Counted: those whose meeting stood programmed by the seventh day of the period."),
    "so_far": gettext_lazy(
        "Counted: those already reported or declared not held. The period is not fully due yet: this is no rate."
    ),
}
EXPECTED = gettext_lazy(
    "Of: what was expected. What was cancelled, excused, or still has an extension running is left out."
)
WHOLES = {
    "programmed": gettext_lazy("Of: the meetings asked for in the period. What was cancelled or excused is left out."),
    "so_far": gettext_lazy("Of: what is asked for in the period. What was cancelled or excused is left out."),
}
LEFT_OUT = gettext_lazy("Left out: what is asked for in the period and not counted, each with its reason.")
ICONS = {
    "congress": ("late", "flag"),
    "vacant": ("warn", "user-x"),
    "silent": ("late", "triangle-alert"),
    "low": ("warn", "clock-3"),
}


def title_of(kind: str, directive: Any) -> str:
    """What a figure of ``directive`` is called; what was held agrees with what is asked."""
    return held_and_reported(subject_of(directive)) if kind == "reporting" else str(FIGURES[kind])


def rule(kind: str, listing: Listing) -> str:
    """The sentence over a list: what stands in it."""
    if listing is Listing.COUNTED:
        return str(RULES[kind])
    return str(LEFT_OUT if listing is Listing.LEFT_OUT else WHOLES.get(kind, EXPECTED))


def why_left_out(listed: Listed, kind: str, on: date) -> str:
    """Why an obligation is left out of a figure, in one sentence; of one that is counted, why it is in its state."""
    row = listed.row
    if listed.state in NOT_EXPECTED_STATES:
        return explanation(row, listed.state)
    if kind == "programmed":
        return _("The first days of its period are not over.")
    if row.due_on >= on:
        return _("Not due yet: the last day is %(day)s.") % {"day": day_month_year(row.due_on)}
    return explanation(row, listed.state)


def column_words(asked: DirectiveSummary, column: PeriodColumn | None) -> str:
    """A period as its directive says it: «October 2026», «January–June 2026», «by 30 June 2026»."""
    if column is None:
        return "—"
    if asked.is_calendar:
        return period(column.key)
    return _("by %(day)s") % {"day": day_month_year(column.end)}


def directive_words(asked: DirectiveSummary) -> str:
    """Its name, and that it is asked no more."""
    if asked.withdrawn_on is None:
        return asked.name
    return _("%(name)s (withdrawn on %(day)s)") % {"name": asked.name, "day": day_month_year(asked.withdrawn_on)}


def column_short(asked: DirectiveSummary, column: PeriodColumn) -> str:
    """The head of a column: the month or the first day of the week alone, or the period."""
    return period_short(column.key) if asked.is_calendar else column_words(asked, column)


def wanting_words(line: Wanting) -> str:
    """The sentence of a line that needs attention."""
    return line_words(line.line, line.days, line.unit.vacant_since(line.changed_on))


def wanting_item(line: Wanting, *, helps: bool = False) -> dict[str, Any]:
    """A line for the component of things that need someone: one action each, and help for whoever may help."""
    tone, icon = ICONS[line.line]
    route = "units:people" if line.line == "vacant" else "compliance:unit"
    return {
        "tone": tone,
        "icon": icon,
        "text": wanting_words(line),
        "note": f"{line.unit.kind_name} · {line.unit.name}",
        "url": reverse(route, args=[line.unit.id]),
        "action": _("Mandates") if line.line == "vacant" else _("Show"),
        "help": line.unit.id if helps else 0,
        "name": line.unit.name,
    }
