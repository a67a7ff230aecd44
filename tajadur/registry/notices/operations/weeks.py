"""Digests of the week among the notices: was this week's decided, and those of earlier weeks cleared."""

from datetime import date, datetime

from ..models import Notice
from ..vocabulary import NoticeKind
from ..words.news import WEEK
from .requests import clear


def week_step(monday: date) -> str:
    """The step of a week's notices, by its Monday."""
    return f"{WEEK}@{monday:%Y%m%d}"


def begin_week(*, monday: date, at: datetime) -> bool:
    """Clear what was told of earlier weeks; False, and nothing done, when this week was told already."""
    told = Notice.objects.filter(kind=NoticeKind.WEEK)
    if told.filter(step=week_step(monday)).exists():
        return False
    earlier = set(told.filter(cleared_at=None).values_list("subject_id", flat=True))
    if earlier:
        clear(subject_kind=WEEK, subject_ids=earlier, because="week_over", at=at)
    return True
