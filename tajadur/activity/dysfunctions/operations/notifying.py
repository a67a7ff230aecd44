"""Who is told of a case: the secretary of its unit, or the follow-up cell. A vacant post passes it upwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tajadur.duties.follow_ups.queries import posts_at_levels
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.profile.models import Profile
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.follow_ups import FollowUpLevel, rank_of
from tajadur.rules.reminders import who_hears

from ..vocabulary import SUBJECT


@dataclass(frozen=True, slots=True)
class CaseNews:
    """Something new about a case: ``event`` is a code of the notices' words, ``params`` what its sentence shows."""

    case_id: int
    unit_id: int
    event: str
    step: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def tell_of_cases(news: Sequence[CaseNews], *, to: FollowUpLevel = FollowUpLevel.OWNER, on: date, at: datetime) -> int:
    """Tell the secretary of each unit, or the cell; returns how many notices were new. Four statements at most.

    Nothing is told of days before the installation, nor of a unit without an office.
    """
    installed_on = Profile.objects.values_list("installed_on", flat=True).filter(id=1).first()
    if not news or installed_on is None or on < installed_on:
        return 0
    owners = leading_secretaries({row.unit_id for row in news})
    posts = posts_at_levels(set(owners.items()), on)
    requests = []
    for row in news:
        known = posts.get((row.unit_id, owners.get(row.unit_id, 0)), [])
        post_id, passed_from_id = who_hears(known, rank_of(to))
        if post_id is not None:
            requests.append(
                NotificationRequest(
                    kind=NoticeKind.CASE,
                    subject=(SUBJECT, row.case_id),
                    step=row.step or row.event,
                    post_id=post_id,
                    unit_id=row.unit_id,
                    step_on=on,
                    passed_from_id=passed_from_id,
                    params={**row.params, "event": row.event},
                )
            )
    return notify(requests=requests, at=at)


def clear_cases(case_ids: Sequence[int], *, because: str, at: datetime) -> None:
    """What was told of these cases waits no longer."""
    if case_ids:
        clear(subject_kind=SUBJECT, subject_ids=case_ids, because=because, at=at)
