"""The strip «since your last visit»: what came, each line leading to its list."""

from collections.abc import Mapping

from tajadur.compliance.national import National
from tajadur.compliance.unit_summaries import assigned_units
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.words.news import NewsLine, news_lines
from tajadur.rules.news import News


def strip_since(actor: Actor, page: National, came: Mapping[News, int], tree: str = "") -> list[NewsLine]:
    """At most seven lines: only what happened. ``came`` is what the figures of the page do not know, counted in
    ``tree``, or in all."""
    mine = assigned_units(actor, page.unit.tree)
    place = next(iter(mine)) if len(mine) == 1 else page.unit.id
    counts = page.new | {news.value: count for news, count in came.items()}
    return news_lines(counts, place, tree)
