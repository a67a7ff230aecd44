"""What stands at the head of a unit's page: what it owes, its next meeting, its leaders, its vitality."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.duties.obligations.queries.finding import may_on, owed_by_units
from tajadur.organisation.people.queries.posts import LeadingPost, leading_posts
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.need import Vitality
from tajadur.rules.status import MISSING_STATES, UNSETTLED_STATES

from .home import Owing, grant_at
from .programmed import Begun, NextMeeting, begun_of, meetings_programmed, next_meeting_of, regular
from .tasks import TASKS, tasks_of
from .unit_summaries import UnitSummary
from .vital import Actions, actions_of, counted_actions, lately_due, vitality_of

_AHEAD = timedelta(days=14)
# Six periods of half a year, the longest that comes back within a year, and the one that runs.
_LONG_AGO, _LONG = timedelta(days=1300), timedelta(days=62)


@dataclass(frozen=True, slots=True)
class UnitNow:
    """``owing``: what the actor's own office has to do here, None for others, who see what is ``owed``, with states.

    ``left_out``: how many more; ``drafts`` are for the office that writes them; ``actions``: None without a rhythm.
    """

    owing: Owing | None
    owed: list[Any]
    left_out: int
    next_meeting: NextMeeting | None
    drafts: list[Begun]
    posts: list[LeadingPost]
    vitality: Vitality | None
    actions: Actions = field(default_factory=Actions)


def unit_now(actor: Actor, unit: UnitSummary, *, on: date) -> UnitNow:
    """How the unit stands on ``on``, as ``actor`` may know it: at most four queries.

    The caller checked READ_FIGURES."""
    since = date(on.year - 1, on.month, 1)
    rows = [
        row
        for row in owed_by_units([unit.id], on, since=on - _LONG_AGO).filter(
            Q(period_end__gte=since) | Q(period_end__gt=F("period_start") + _LONG)
        )
        if row.addressee in (0, *actor.post_ids) and row.period_start <= on + _AHEAD
    ]
    recent = [row for row in rows if row.period_end >= since]
    meetings = meetings_programmed(actor, [unit.id], on) if may(actor, Permission.READ_RECORD, unit) else []
    owing, owed, left_out = None, [], 0
    if _holds_office(actor, unit.id):
        ours = [row for row in recent if may_on(actor, Permission.READ_RECORD, row)]
        owing = Owing(unit.id, grant_at(actor, unit.id), *tasks_of(ours, meetings, on))
        left_out = owing.left_out
    else:
        waiting = [row for row in recent if row.state in UNSETTLED_STATES and row.period_start <= on]
        # The newest silence first: what is long past is behind the link to all that is owed.
        waiting.sort(key=lambda row: (row.state in MISSING_STATES, row.due_on), reverse=True)
        owed, left_out = waiting[:TASKS], len(waiting[TASKS:])
    asking = [row for row in regular(rows) if row.directive.standing == DirectiveStatus.ISSUED]
    due = lately_due(asking, on)
    items = actions_of(unit.id) if due else []
    return UnitNow(
        owing=owing,
        owed=owed,
        left_out=left_out,
        next_meeting=next((next_meeting_of(meeting) for meeting in meetings if meeting.planned_on >= on), None),
        drafts=[
            begun_of(meeting)
            for meeting in meetings
            if meeting.__dict__["saved_at"] and may(actor, Permission.READ_DRAFT, in_body(unit, meeting.body))
        ],
        posts=leading_posts(actor, unit, on),
        vitality=vitality_of(unit, due, items, on) if due else None,
        actions=counted_actions(items, on),
    )


def _holds_office(actor: Actor, unit_id: int) -> bool:
    return any(grant.unit_id == unit_id and grant.role in {Role.SECRETARY, Role.MEMBER} for grant in actor.grants)
