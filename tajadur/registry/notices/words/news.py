"""What is told of what came from the units, for the strip of the dashboard and the digest of the week: one line each.

A line leads to its list; the figures of a place lead to that place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from tajadur.foundation.formats import day_month_year
from tajadur.rules.news import MOST_LINES, News

WEEK = "week"  # what a digest of the week is about: the unit whose news it tells


@dataclass(frozen=True, slots=True)
class NewsLine:
    """A sentence with its count, and the path of the list it leads to."""

    text: str
    url: str


_SENTENCES: Mapping[News, Any] = {
    News.REPORTS: ngettext_lazy("%(n)s new report", "%(n)s new reports", "n"),
    News.NOT_HELD: ngettext_lazy("%(n)s meeting declared not held", "%(n)s meetings declared not held", "n"),
    News.SILENT: ngettext_lazy("%(n)s newly overdue", "%(n)s newly overdue", "n"),
    News.ANSWERED: ngettext_lazy("%(n)s answer to your advice", "%(n)s answers to your advice", "n"),
    News.OPENED: ngettext_lazy("%(n)s case opened", "%(n)s cases opened", "n"),
    News.SETTLED: ngettext_lazy("%(n)s case settled by its unit", "%(n)s cases settled by their units", "n"),
    News.ASKED: ngettext_lazy("%(n)s request for resources", "%(n)s requests for resources", "n"),
}
# The list that each leads to, newest first; the others lead to the figures of the place.
_LISTS: Mapping[News, tuple[str, dict[str, str]]] = {
    News.ANSWERED: ("support:index", {"side": "mine", "what": "advice"}),
    News.OPENED: ("dysfunctions:index", {}),
    News.SETTLED: ("dysfunctions:index", {"state": "all"}),
    News.ASKED: ("resources:index", {}),
}


def news_lines(counts: Mapping[str, int], unit_id: int, tree: str = "") -> list[NewsLine]:
    """At most MOST_LINES lines, only of what happened.

    ``unit_id``: the place whose figures they are. ``tree``: in which it was counted, so that the lists show as many;
    empty for all trees.
    """
    lines = []
    for news in News:
        if count := counts.get(news.value):
            url = _list_url(news, tree) if news in _LISTS else reverse("compliance:unit", args=[unit_id])
            lines.append(NewsLine(_SENTENCES[news] % {"n": count}, url))
    return lines[:MOST_LINES]


def _list_url(news: News, tree: str) -> str:
    route, asked = _LISTS[news]
    query = urlencode(asked | ({"tree": tree} if tree else {}))
    return f"{reverse(route)}?{query}" if query else reverse(route)


def week_heading(params: Mapping[str, Any]) -> str:
    """What stands over the lines of a digest of the week."""
    return _("What came since %(day)s:") % {"day": _since(params)}


def week_sentence(params: Mapping[str, Any], unit_id: int) -> str:
    """What a digest of the week says, in one sentence."""
    news = " · ".join(line.text for line in news_lines(params["news"], unit_id, params.get("tree", "")))
    return _("Since %(day)s: %(news)s") % {"day": _since(params), "news": news}


def _since(params: Mapping[str, Any]) -> str:
    return day_month_year(date.fromisoformat(params["since_on"]))
