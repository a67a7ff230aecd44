"""What the invented meetings decided, who was to do it, and what was told of it since."""

from datetime import date, time, timedelta
from random import Random

from tajadur.activity.meetings.models import ActionItem, ActionNews, Decision
from tajadur.foundation.calendar import instant

from . import words
from .copying import copy_rows, reserve_ids
from .tables import ACTION, DECISION, NEWS, PlannedMeeting, Tables

# The share of actions that are closed by the last day of the sample.
CLOSED = 0.9


def follow(
    tables: Tables,
    plan: PlannedMeeting,
    report_id: int,
    random: Random,
    on: date,
    owners: dict[int, int],
    mandates: dict[int, int],
    *,
    copies: bool = False,
) -> None:
    """Draw the decisions of a report (none of one that repeats the last), its actions, and their news up to ``on``."""
    held_on, unit_id = plan.drawn.held_on, plan.owed.unit_id
    if held_on is None:
        return
    drawn = random.sample(words.DECISIONS, random.randint(0, 2))
    decisions = [] if copies else drawn
    for number, text in enumerate(decisions, 1):
        tables.decisions.append((report_id, number - 1, text, number))
    for position, text in enumerate(random.sample(words.ACTIONS, random.randint(0, 2))):
        due_on = held_on + timedelta(days=random.randint(10, 40))
        closed_on = held_on + timedelta(days=random.randint(5, 55))
        closed = closed_on <= on and random.random() < CLOSED
        number = random.choice((None, *range(1, len(decisions) + 1)))
        told_on = held_on + timedelta(days=random.randint(3, 90))
        if unit_id in mandates and random.random() < 0.4 and told_on < min(closed_on if closed else on, on):
            told_at = instant(told_on, time(random.randint(10, 20)))
            news = (told_on, random.choice(words.NEWS), told_at, mandates[unit_id])
            tables.news.append((len(tables.actions), *news))
        tables.actions.append(
            (
                unit_id,
                plan.body.pk,
                plan.meeting_id,
                position,
                text,
                owners.get(unit_id),
                due_on,
                held_on,
                closed_on if closed else None,
                number,
            )
        )


def copy_followed(tables: Tables) -> None:
    """Write what ``follow`` drew."""
    copy_rows(Decision, DECISION, tables.decisions)
    ids = list(reserve_ids(ActionItem, len(tables.actions)))
    copy_rows(ActionItem, ACTION, [(pk, *row) for pk, row in zip(ids, tables.actions, strict=True)])
    copy_rows(ActionNews, NEWS, [(ids[place], *row) for place, *row in tables.news])
