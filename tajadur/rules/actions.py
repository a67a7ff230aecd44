"""How does an action stand?"""

from datetime import date, timedelta
from enum import StrEnum

from .carry_over import is_action_open

# Silence after this many days is no longer progress: the last news, or the opening, is too old to say anything.
NEWS_DAYS = 60


class ActionState(StrEnum):
    """How an action stands on a day. Whether it is late is another question: ``carry_over.is_action_late``."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    OPEN = "open"
    NO_NEWS = "no_news"


def fresh_from(on: date) -> date:
    """The first day whose news still counts on the day ``on``."""
    return on - timedelta(days=NEWS_DAYS)


def action_state(opened_on: date, last_news_on: date | None, closed_on: date | None, on: date) -> ActionState:
    """The state on the day ``on`` of an action opened then, last told of then, and closed then."""
    if not is_action_open(closed_on, on):
        return ActionState.DONE
    if last_news_on is not None and last_news_on >= fresh_from(on):
        return ActionState.IN_PROGRESS
    return ActionState.OPEN if opened_on >= fresh_from(on) else ActionState.NO_NEWS
