"""What lies before the reader on the first page: what waits for their own decision, and what came since their visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from tajadur.permissions.actors import Actor
from tajadur.rules.news import News

from .since import came_since
from .tallies import tallies
from .waiting import WaitingKind, from_units, of_headquarters, of_posts


@dataclass(frozen=True, slots=True)
class Desk:
    """How many of each; what is not there is left out."""

    waiting: Mapping[WaitingKind, int]
    news: Mapping[News, int]


def desk_of(actor: Actor, *, since: datetime | None, tree: str = "") -> Desk:
    """What waits for the actor, and what came after the visit of ``since`` in a tree, or in all: one query."""
    asked = (of_headquarters(actor), from_units(actor, actor.on), of_posts(actor))
    sources: list[tuple[StrEnum, QuerySet[Any]]] = list(chain.from_iterable(asked))
    if since:
        sources += came_since(actor, since, tree)
    counted = tallies(sources)
    return Desk(
        {kind: counted[kind] for kind in WaitingKind if kind in counted},
        {news: counted[news] for news in News if news in counted},
    )
