"""The digest of the week, on Monday: what came in the last week, to every post that sees more than one unit."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from tajadur.compliance.since import news_by_post
from tajadur.foundation.calendar import instant
from tajadur.foundation.locks import take_lock
from tajadur.organisation.people.queries.held import grants_above
from tajadur.organisation.profile.queries import party_hours
from tajadur.registry.audit.operations import log_action
from tajadur.registry.heartbeat.queries import runs
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.operations.weeks import begin_week, week_step
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.registry.notices.words.news import WEEK

TELL_WEEK = "tell_week"
_WEEK = timedelta(days=7)


def tell_week_once(*, on: date, at: datetime) -> int:
    """``tell_week`` with the first run that comes after the hour of decision of this week's Monday, however late.

    Where the pass never ran before, it begins on a Monday.
    """
    last = runs().get(TELL_WEEK)
    ended_at = last.ended_at if last else None
    if ended_at is None and on.weekday():
        return 0
    if ended_at is not None and ended_at >= _begins_at(_monday(on)):
        return 0
    return tell_week(on=on, at=at)


@transaction.atomic
def tell_week(*, on: date, at: datetime) -> int:
    """Tell each post what came since the Monday before this week's; returns how many notices. Again: 0. Safe at once.

    A post to which nothing came is told nothing. What was told of an earlier week is cleared. One audit entry.
    """
    take_lock(TELL_WEEK)
    monday = _monday(on)
    if not begin_week(monday=monday, at=at):
        return 0
    since_on = monday - _WEEK
    requests = [
        NotificationRequest(
            kind=NoticeKind.WEEK,
            subject=(WEEK, news.unit_id),
            step=week_step(monday),
            post_id=news.grant.post_id,
            unit_id=news.unit_id,
            step_on=monday,
            params={"news": news.counts, "since_on": since_on.isoformat(), "tree": news.tree},
        )
        for news in news_by_post(grants_above(on), on=on, since=_begins_at(since_on))
    ]
    count = notify(requests=requests, at=at)
    if count:
        detail = {"on": monday.isoformat(), "told": count}
        log_action(act="week.told", by=None, at=at, subject=(WEEK, 0), detail=detail)
    return count


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _begins_at(monday: date) -> datetime:
    """When the steps of that day are decided."""
    return instant(monday, time(party_hours(monday).on(monday).first))
