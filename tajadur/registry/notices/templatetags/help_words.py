"""The sentences of notices about help, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise

from tajadur.foundation.formats import day_month_year, period
from tajadur.rules.follow_ups import FollowUpKind

from ..queries import name_in
from ..vocabulary import NoticeKind
from ..words import (
    cases,
    circulars,
    exports,
    filings,
    follow_ups,
    minutes,
    packs,
    plans,
    proposals,
    resources,
    situations,
    support,
    training,
)
from ..words.news import NewsLine, news_lines, week_heading, week_sentence

register = template.Library()

_EVENTS: Mapping[str, Mapping[str, Promise]] = {
    NoticeKind.SUPPORT: support.SENTENCES,
    NoticeKind.RESOURCES: resources.SENTENCES,
    NoticeKind.PROPOSAL: proposals.SENTENCES,
    NoticeKind.MINUTES: minutes.SENTENCES,
    NoticeKind.SITUATION: situations.SENTENCES,
    NoticeKind.PLAN: plans.SENTENCES,
    NoticeKind.TRAINING: training.SENTENCES,
    NoticeKind.PACK: packs.SENTENCES,
    NoticeKind.EXPORT: exports.SENTENCES,
}


@register.filter
def help_sentence(notice: Any) -> str:
    """What a notice about help says; empty for other kinds of notices.

    Days stand in ``params`` under names ending in ``_on``, and in the sentence as %(…_on)s; ``name`` holds that of a
    directive in each language, ``period`` its key.
    """
    params = notice.params
    if notice.kind == NoticeKind.FOLLOW_UP:
        return _follow_up(notice)
    if notice.kind == NoticeKind.WEEK:
        return week_sentence(params, notice.unit_id)
    if notice.kind == NoticeKind.CIRCULAR or params.get("acknowledge"):
        return _circular(notice)
    if params.get("filing"):
        return _filing(notice)
    if notice.kind == NoticeKind.CASE:
        return cases.case_sentence(params, {name: _shown(notice, name, value) for name, value in params.items()})
    if sentences := _EVENTS.get(notice.kind):
        return str(sentences[params["event"]]) % {name: _shown(notice, name, value) for name, value in params.items()}
    return ""


@register.filter
def week_title(notice: Any) -> str:
    """What stands over the lines of a digest of the week."""
    return week_heading(notice.params)


@register.filter
def week_lines(notice: Any) -> list[NewsLine]:
    """The lines of a digest of the week, each with its path; empty for other kinds of notices."""
    if notice.kind != NoticeKind.WEEK:
        return []
    return news_lines(notice.params["news"], notice.unit_id, notice.params.get("tree", ""))


def _follow_up(notice: Any) -> str:
    before, after, above = follow_ups.SENTENCES[FollowUpKind(notice.params["follow_up"])]
    due_on = date.fromisoformat(notice.params["due_on"])
    if notice.step_on <= due_on:
        sentence = before
    else:
        sentence = above if notice.params.get("escalated") else after
    return str(sentence) % {"due": day_month_year(due_on)}


def _circular(notice: Any) -> str:
    params = notice.params
    if notice.kind == NoticeKind.CIRCULAR:
        sentence = circulars.SENTENCES[params["event"]]
    elif notice.kind == NoticeKind.ESCALATION:
        sentence = circulars.REMINDERS[2]
    else:
        sentence = circulars.REMINDERS[notice.step_on > date.fromisoformat(params["due_on"])]
    values = {name: _shown(notice, name, value) for name, value in params.items()}
    return str(sentence) % (values | {"circular": name_in(notice)})


def _filing(notice: Any) -> str:
    """A reminder about a declaration to the authority, to the post or to those above it."""
    is_above = notice.kind == NoticeKind.ESCALATION
    is_late = notice.step_on > date.fromisoformat(notice.params["due_on"])
    sentence = filings.REMINDERS[2 if is_above else int(is_late)]
    return str(sentence) % {name: _shown(notice, name, value) for name, value in notice.params.items()}


def _shown(notice: Any, name: str, value: Any) -> Any:
    if name == "name" and isinstance(value, dict):
        return name_in(notice)
    if name == "period":
        return period(value)
    return day_month_year(date.fromisoformat(value)) if name.endswith("_on") and value else value
