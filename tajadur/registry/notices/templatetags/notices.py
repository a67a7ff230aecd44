"""Filters of the sentences that tell a notice, in messages and on the pages that repeat them."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.foundation.formats import day_month_year, period

from ..queries import name_in
from ..vocabulary import refusal_words
from .power_words import power_sentence

register = template.Library()
register.filter(period)
register.filter(refusal_words)


@register.filter
def directive_name(notice: Any) -> str:
    """The name of the directive in the language of the page."""
    return name_in(notice)


@register.filter
def day_text(value: str | None) -> str:
    """«21 May 2026» from an ISO day kept in a notice."""
    return day_month_year(date.fromisoformat(value)) if value else ""


@register.filter
def moved_words(notice: Any) -> str:
    """What changed of a meeting that was moved: its day, its hour, its place, its length."""
    told = notice.params
    values = {"old": day_text(told["from"]), "new": day_text(told["to"])}
    for name in ("hour", "place", "minutes"):
        values |= {f"old_{name}": told.get(f"from_{name}", ""), f"new_{name}": told.get(f"to_{name}", "")}
    sentences = []
    if told["from"] != told["to"] and "to_hour" in told:
        sentences.append(_("A meeting moved from %(old)s at %(old_hour)s to %(new)s at %(new_hour)s."))
    elif told["from"] != told["to"]:
        sentences.append(_("A meeting moved from %(old)s to %(new)s."))
    elif "to_hour" in told:
        sentences.append(_("The meeting of %(new)s moved from %(old_hour)s to %(new_hour)s."))
    else:
        sentences.append(_("The meeting of %(new)s was changed."))
    if "to_place" in told:
        sentences.append(_("Its place is now %(new_place)s (before: %(old_place)s)."))
    if "to_minutes" in told:
        sentence = ngettext(
            "It is planned for %(new_minutes)s minute (before: %(old_minutes)s).",
            "It is planned for %(new_minutes)s minutes (before: %(old_minutes)s).",
            told["to_minutes"],
        )
        sentences.append(sentence)
    return " ".join(sentence % values for sentence in sentences)


@register.filter
def is_past_due(notice: Any) -> bool:
    """Did the step fall after the last day for the report?"""
    due_on = notice.params.get("due_on")
    return bool(due_on) and notice.step_on > date.fromisoformat(due_on)


@register.filter
def power(notice: Any) -> str:
    """What a notice says of an act that touches who writes as a unit."""
    return power_sentence(notice.params)
