"""A unit adds actions of its own to an objective it follows, and tells how far each action is, until it is done."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.permissions.actors import Actor

from ..models import AdoptedAction, PlanNews
from ..vocabulary import LONGEST_NAME, LONGEST_NEWS, MOST_OWN_ACTIONS
from .adopting import adoption_of, hold_following, log_followed
from .keeping import keep_standing_of


@transaction.atomic
def add_own_action(
    *, unit_id: int, adoption_id: int, text: str, due_on: date | None, on: date, by: Actor, at: datetime
) -> int:
    """The unit adds an action of its own under an objective it follows; returns its id.

    Raises NotVisible, PermissionDenied, Conflict ``unit_closed``, BadInput ``action_text_required``,
    ``plan_due_required``, ``due_past``, ``due_in_edition``, ``own_actions_many``.
    """
    unit, grant = hold_following(unit_id, by, on)
    adoption = adoption_of(unit, adoption_id)
    last = adoption.objective.axis.edition.ends_on
    clean = clean_line(text, field="text", limit=LONGEST_NAME)
    problems = [] if clean else [BadInput("text", "action_text_required")]
    if due_on is None:
        problems.append(BadInput("due_on", "plan_due_required"))
    elif last < on:
        problems.append(BadInput("due_on", "edition_ended", last=last))
    elif due_on < on:
        problems.append(BadInput("due_on", "due_past"))
    elif due_on > last:
        problems.append(BadInput("due_on", "due_in_edition", first=on, last=last))
    if AdoptedAction.objects.filter(adoption=adoption, action=None).count() >= MOST_OWN_ACTIONS:
        problems.append(BadInput("", "own_actions_many", most=MOST_OWN_ACTIONS))
    if problems or due_on is None:
        raise BadInput.of(*problems)
    row = AdoptedAction.objects.create(
        adoption=adoption, text=clean, due_on=due_on, added_on=on, mandate_id=grant.mandate_id
    )
    keep_standing_of(adoption.pk, on, at=at)
    log_followed("plan.action_added", adoption, by, at, grant, plan_action=row.pk)
    return row.pk


@transaction.atomic
def tell_action(
    *,
    unit_id: int,
    adopted_id: int,
    text: str,
    told_on: date | None,
    is_end: bool = False,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """The unit tells what was done of an action on a day; with ``is_end`` it is done. Returns the id of the news.

    Raises NotVisible, PermissionDenied, Conflict ``unit_closed`` or ``action_is_done``, BadInput ``news_required``,
    ``news_day_required``, ``news_in_future``, ``news_before``.
    """
    unit, grant = hold_following(unit_id, by, on)
    row = AdoptedAction.objects.select_related("adoption").filter(adoption__unit=unit, pk=adopted_id).first()
    if row is None:
        raise NotVisible
    if row.done_on is not None:
        raise Conflict("action_is_done")
    clean = clean_text(text, field="text", limit=LONGEST_NEWS)
    problems = [] if clean else [BadInput("text", "news_required")]
    if told_on is None:
        problems.append(BadInput("told_on", "news_day_required"))
    elif told_on > on:
        problems.append(BadInput("told_on", "news_in_future"))
    elif told_on < row.added_on:
        problems.append(BadInput("told_on", "news_before", first=row.added_on))
    if problems or told_on is None:
        raise BadInput.of(*problems)
    news = PlanNews.objects.create(
        adopted=row, text=clean, told_on=told_on, told_at=at, is_end=is_end, mandate_id=grant.mandate_id
    )
    if is_end:
        row.done_on = told_on
        row.save(update_fields=["done_on"])
    keep_standing_of(row.adoption_id, on, at=at)
    act = "plan.action_done" if is_end else "plan.action_told"
    log_followed(act, row.adoption, by, at, grant, plan_action=row.pk, told_on=told_on.isoformat())
    return news.pk
