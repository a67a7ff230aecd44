"""Reads of actions: those of a report, those still open in a unit, one with what was told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, within
from tajadur.permissions.matrix import Permission
from tajadur.rules.actions import action_state
from tajadur.rules.carry_over import is_action_late

from ..models import ActionItem, ActionNews, Decision, Report
from .reading import require_reading
from .record import ActionRow

_SCREEN = ("meeting__unit__kind", "meeting__body__body_type", "owner__post_type")


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action with the report and the decision it comes from, and what was told of it, the newest first.

    ``report`` is the version that brought it; ``may_tell``: is the actor the unit's own, and is it still followed?
    """

    item: ActionItem
    row: ActionRow
    report: Report | None
    decision: str
    news: Sequence[ActionNews]
    is_ours: bool

    @property
    def may_tell(self) -> bool:
        """May its unit, who reads this, tell news of it?"""
        return self.is_ours and self.item.closed_on is None and self.item.dropped_on is None


def actions_in(meeting_id: int, version: int, on: date) -> list[ActionRow]:
    """The actions that a version of a report has, in their order. One query."""
    rows = with_news(ActionItem.objects.filter(meeting_id=meeting_id, since_version__lte=version))
    there = rows.exclude(dropped_version__lte=version).select_related("owner__post_type").order_by("position")
    return [action_row(row, on) for row in there]


def open_actions(actor: Actor, unit_id: int, *, on: date) -> list[ActionRow]:
    """The open action items of a unit whose record the actor may read, earliest day first: at most 100. One query."""
    rows = with_news(ActionItem.objects.filter(unit_id=unit_id, closed_on=None, dropped_on=None))
    rows = rows.select_related("owner__post_type")
    seen = within(rows, actor, Permission.READ_RECORD, "unit__path", body_type="body__body_type")
    return [action_row(row, on) for row in seen.order_by("due_on", "pk")[:100]]


def action_for(actor: Actor, action_id: int) -> ActionPage:
    """One action as the actor may read it. Raises NotVisible or PermissionDenied. Four queries."""
    rows = with_news(ActionItem.objects.select_related(*_SCREEN))
    item: Any = rows.filter(pk=action_id).first()
    if item is None:
        raise NotVisible
    require_reading(actor, item.meeting)
    of = Report.objects.filter(meeting=item.meeting_id).order_by("-version")
    report = of.filter(version__lte=item.since_version).first()
    decisions = Decision.objects.filter(report__meeting=item.meeting_id).order_by("-report__version", "position")
    decision = next((row.text for row in decisions if row.lasting == item.decision_number), "")
    return ActionPage(
        item=item,
        row=action_row(item, actor.on),
        report=report,
        decision=decision,
        news=list(ActionNews.objects.filter(action=item).order_by("-told_on", "-pk")),
        is_ours=may(actor, Permission.REPORT, in_body(item.meeting.unit, item.meeting.body)),
    )


def with_news(rows: QuerySet[ActionItem]) -> QuerySet[Any]:
    """The actions, each with ``last_news_on``: the day of the last that was told of it."""
    told = ActionNews.objects.filter(action=OuterRef("pk")).order_by().values("action")
    return rows.annotate(last_news_on=Subquery(told.annotate(last=Max("told_on")).values("last")))


def action_row(row: Any, on: date) -> ActionRow:
    """An action with ``last_news_on`` as it stands on a day."""
    return ActionRow(
        id=row.pk,
        text=row.text,
        owner_id=row.owner_id,
        owner=row.owner.post_type.name if row.owner else "",
        due_on=row.due_on,
        closed_on=row.closed_on,
        is_late=is_action_late(row.due_on, row.closed_on, on),
        since_version=row.since_version,
        decision_number=row.decision_number,
        state=action_state(row.opened_on, row.last_news_on, row.closed_on, on),
    )
