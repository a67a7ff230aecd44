"""Telling who owes and who stands above, by the ladder of a kind; changing the terms of a kind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.models import Profile
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.follow_ups import (
    LONGEST_LADDER,
    MOST_DAYS,
    FollowUpKind,
    Rung,
    ladder_rows_of,
    latest_rungs,
    rank_of,
)
from tajadur.rules.reminders import who_hears

from .models import FollowUpTerms
from .queries import posts_at_levels, terms_of

DECIDED = "follow_up.decided"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that ``owner_id``, a post, owes about a unit by ``due_on``.

    ``params``: codes and days that its sentence shows.
    """

    subject_id: int
    unit_id: int
    owner_id: int
    opened_on: date
    due_on: date
    params: dict[str, Any] = field(default_factory=dict)


def tell_follow_ups(*, kind: FollowUpKind, subject_kind: str, owed: Sequence[Owed], on: date, at: datetime) -> int:
    """Tell the latest rung that has come of everything still owed; returns how many notices were new.

    The caller passes what is open and whose day is near, and holds those rows locked (``SKIP LOCKED``) until the end
    of the transaction, so that whoever settles one meanwhile clears what was told. A rung is told once, whoever holds
    the post by then; a vacant post passes it to the next level of the same ladder; when none is held it waits. Five
    statements at most, whatever the number. Again: 0. One audit entry when anything was told.
    """
    installed_on = Profile.objects.values_list("installed_on", flat=True).filter(id=1).first()
    if installed_on is None or not owed:
        return 0
    ladder = terms_of(kind).ladder
    answers: dict[tuple[date, date], list[tuple[Rung, date]]] = {}
    due: list[tuple[Owed, Rung, date]] = []
    for row in owed:
        days = (row.opened_on, row.due_on)
        if days not in answers:
            answers[days] = latest_rungs(ladder, row.due_on, on, opened_on=row.opened_on, installed_on=installed_on)
        due += [(row, rung, day) for rung, day in answers[days]]
    told = _told(subject_kind, {row.subject_id for row, _, _ in due}) if due else set()
    due = [(row, rung, day) for row, rung, day in due if (row.subject_id, _step(rung, row)) not in told]
    posts = posts_at_levels({(row.unit_id, row.owner_id) for row, _, _ in due}, on)
    ranks = {rank_of(rung.to) for rung in ladder}
    requests = []
    for row, rung, day in due:
        known = [level for level in posts.get((row.unit_id, row.owner_id), []) if level[0] in ranks]
        post_id, passed_from_id = who_hears(known, rank_of(rung.to))
        if post_id is not None:
            params = {**row.params, "follow_up": kind.value, "due_on": row.due_on.isoformat()}
            requests.append(
                NotificationRequest(
                    kind=NoticeKind.FOLLOW_UP,
                    subject=(subject_kind, row.subject_id),
                    step=_step(rung, row),
                    post_id=post_id,
                    unit_id=row.unit_id,
                    step_on=day,
                    passed_from_id=passed_from_id,
                    params={**params, "escalated": rank_of(rung.to) > 0},
                )
            )
    count = notify(requests=requests, at=at)
    if count:
        detail = {"on": on.isoformat(), "kind": kind.value, "told": count}
        log_action(act=DECIDED, by=None, at=at, subject=(subject_kind, 0), detail=detail)
    return count


@transaction.atomic
def set_terms(*, kind: str, days: int | None, ladder: Sequence[Rung], by: Actor, at: datetime) -> None:
    """The Secretary General gives a kind its days and its ladder; what was opened before keeps its day.

    Raises PermissionDenied, and BadInput with every problem: ``follow_up_days``, ``follow_up_ladder_too_long``,
    ``follow_up_ladder_offset``, ``follow_up_ladder_twice``.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    asked = FollowUpKind(kind)
    before = terms_of(asked)
    problems = []
    if before.days is not None and not (days and 1 <= days <= MOST_DAYS):
        problems.append(BadInput("days", "follow_up_days", most=MOST_DAYS))
    if len(ladder) > LONGEST_LADDER:
        problems.append(BadInput("ladder", "follow_up_ladder_too_long", most=LONGEST_LADDER))
    if any(abs(rung.offset) > MOST_DAYS for rung in ladder):
        problems.append(BadInput("ladder", "follow_up_ladder_offset", most=MOST_DAYS))
    if len(set(ladder)) < len(ladder):
        problems.append(BadInput("ladder", "follow_up_ladder_twice"))
    if problems:
        raise BadInput.of(*problems)
    rows = ladder_rows_of(sorted(ladder, key=lambda rung: (rung.offset, rank_of(rung.to))))
    given = days if before.days is not None else None
    FollowUpTerms.objects.update_or_create(kind=asked.value, defaults={"days": given, "ladder": rows, "changed_at": at})
    detail = {"kind": asked.value, "days": [before.days, given], "ladder": [ladder_rows_of(before.ladder), rows]}
    log_action(act="follow_up.terms", by=by, at=at, grant=grant, detail=detail)


def _told(subject_kind: str, subject_ids: Collection[int]) -> set[tuple[int, str]]:
    rows = Notice.objects.filter(kind=NoticeKind.FOLLOW_UP, subject_kind=subject_kind, subject_id__in=subject_ids)
    return set(rows.values_list("subject_id", "step"))


def _step(rung: Rung, row: Owed) -> str:
    """A new day begins the ladder anew."""
    return f"{rung.key}@{row.due_on:%Y%m%d}"
