"""Filters of the sentences that tell a notice, in messages and on the pages that repeat them."""

from datetime import date
from typing import Any

from django import template

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
def is_past_due(notice: Any) -> bool:
    """Did the step fall after the last day for the report?"""
    due_on = notice.params.get("due_on")
    return bool(due_on) and notice.step_on > date.fromisoformat(due_on)


@register.filter
def power(notice: Any) -> str:
    """What a notice says of an act that touches who writes as a unit."""
    return power_sentence(notice.params)
