"""The sentences about what is owed: why it is in its state, what happened to it, who is told when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.declarations.vocabulary import NotHeldReason
from tajadur.duties.directives.vocabulary import LEVEL_CHOICES, PERIOD_CHOICES
from tajadur.duties.obligations.vocabulary import CancelledBecause
from tajadur.foundation.formats import day_month_year, few
from tajadur.registry.audit.words.acts import ACTS
from tajadur.rules.status import State

from .subjects import held_sentences, subject_of


def explanation(row: Any, state: str) -> str:
    """Why ``row`` is in ``state``: the rule and the days that gave it, in one sentence."""
    days = {name: day_month_year(getattr(row, name)) for name in _DAYS}
    sentences = _sentences() | held_sentences(subject_of(row.directive))
    sentence = sentences[state]
    if state == State.LATE and not row.calendar and row.held_on > row.period_end:
        sentence = sentences["after_the_day"]
    if state == State.CANCELLED:
        return _("%(because)s: decided on %(cancelled_on)s.") % (days | {"because": _because(row)})
    return sentence % days


def happened(act: str, detail: Mapping[str, Any]) -> tuple[str, str]:
    """(title, note) of one line of the history."""
    note = ""
    if "until" in detail:
        note = _("until %(day)s") % {"day": _day(detail["until"])}
    elif "happened_on" in detail:
        note = _("on %(day)s") % {"day": _day(detail["happened_on"])}
    elif "reason" in detail:
        note = str(dict(NotHeldReason.choices).get(detail["reason"], ""))
        if detail.get("late"):
            note = _("%(reason)s; declared late") % {"reason": note}
    return str(ACTS[act].sentence), note


def amended(detail: Mapping[str, Any]) -> str:
    """«Report days: 10 (before: 7)»: what an amendment changed, as the audit log kept it."""
    former = detail.get("was", {})
    names = {
        "report_days": _("Report days"),
        "grace_days": _("Grace days"),
        "lock_days": _("Days until closed to reports"),
        "in_force_to": _("In force until"),
        "released_by": _("Excused and extended by"),
        "period_type": _("How often"),
    }
    parts = []
    for key, name in names.items():
        if key in detail:
            parts.append(_("%(label)s: %(text)s") % {"label": name, "text": _value_words(key, detail[key])})
            if key in former and former[key] != detail[key]:
                parts[-1] += " " + _("(before: %(former)s)") % {"former": _value_words(key, former[key])}
    return " · ".join(parts)


def _value_words(key: str, value: str) -> str:
    if value in {"", "None"}:
        return _("none")
    if key == "period_type":
        return str(dict(PERIOD_CHOICES).get(value, value))
    if key == "released_by":
        return released_by_words(value)
    return _day(value) if key == "in_force_to" else value


def step_words(anchor: str, offset: int) -> str:
    """«7 days before the last day for the report», «the first overdue day»."""
    names = {
        "due": _("the last day for the report"),
        "overdue": _("the first overdue day"),
        "period_end": _("the last day of the period"),
    }
    if offset == 0:
        return names[anchor]
    days = {"n": few(abs(offset)), "day": names[anchor]}
    if offset < 0:
        return ngettext("%(n)s day before %(day)s", "%(n)s days before %(day)s", abs(offset)) % days
    return ngettext("%(n)s day after %(day)s", "%(n)s days after %(day)s", abs(offset)) % days


def step_of(key: str) -> str:
    """The words of a step as notices keep it: «due-7:post»."""
    rung, _sep, _to = key.partition(":")
    place = max(rung.rfind("+"), rung.rfind("-"))
    return step_words(rung[:place], int(rung[place:])) if place > 0 else key


def released_by_words(level: str) -> str:
    """Who may excuse, extend and reopen."""
    return str(dict(LEVEL_CHOICES)[level])


_DAYS = (
    "period_start",
    "period_end",
    "due_on",
    "overdue_from",
    "held_on",
    "filed_on",
    "cancelled_on",
    "excused_on",
    "not_held_on",
    "extended_until",
)


def _sentences() -> dict[str, str]:
    return {
        "cancelled": "",
        "excused": _("Excused by the level above on %(excused_on)s."),
        "not_held": _("The unit declared on %(not_held_on)s that it was not held."),
        "upcoming": _("The period opens on %(period_start)s."),
        "open": _("The report can be filed until %(due_on)s."),
        "extension_running": _("An extension runs until %(extended_until)s; the first last day was %(due_on)s."),
        "grace": _("The last day was %(due_on)s. Silence counts as overdue from %(overdue_from)s."),
        "silent": _("The last day was %(due_on)s, and nothing came by %(overdue_from)s, the first overdue day."),
    }


def _because(row: Any) -> str:
    return str(dict(CancelledBecause.choices).get(row.cancelled_because, row.cancelled_because))


def _day(text: str) -> str:
    return day_month_year(date.fromisoformat(text))
