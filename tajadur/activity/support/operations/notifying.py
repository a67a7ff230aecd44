"""Telling the unit, the giver or the owner what happened, once; clearing what is settled."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind

Subject = tuple[str, int]


def answer_step(answer_id: int) -> str:
    """Under which step an answer of the unit is told."""
    return f"answer-{answer_id}"


def tell(
    *,
    event: str,
    subject: Subject,
    step: str,
    unit_id: int,
    posts: Iterable[int],
    on: date,
    at: datetime,
    **days: date,
) -> int:
    """Tell ``event`` (a word of ``notices.words.support``) to the posts; ``days`` are named ``…_on``."""
    params: dict[str, Any] = {"event": event} | {name: day.isoformat() for name, day in days.items()}
    return notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.SUPPORT,
                subject=subject,
                step=step,
                post_id=post_id,
                unit_id=unit_id,
                step_on=on,
                params=params,
            )
            for post_id in dict.fromkeys(posts)
        ],
        at=at,
    )


def settle(*, subject: Subject, because: str, at: datetime, step: str | None = None) -> int:
    """What was told about ``subject`` (or one step of it) waits for nobody any more."""
    return clear(subject_kind=subject[0], subject_ids=[subject[1]], because=because, at=at, step=step)
