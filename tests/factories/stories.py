"""Obligations with every kind of story, drawn from a seed, so that what is counted can be compared with the rules."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tajadur.duties.obligations.models import Obligation
from tests.factories.duties import at_noon

# Laid down at once, rows have numbers in the order of the planner's joins: they are drawn by what they are.
DRAWN_BY = ("directive_id", "unit_id", "period_end", "addressee", "period_start", "pk")


def tell_stories(seed: int) -> None:
    """Give each obligation in the database one of the stories it may have; within the constraints of the table."""
    random = Random(seed)
    for row in Obligation.objects.order_by(*DRAWN_BY):
        Obligation.objects.filter(pk=row.pk).update(**_story(row, random))


def held(row: Obligation, held_on: date, filed_on: date) -> None:
    """The obligation is fulfilled by something held on a day and filed on another."""
    Obligation.objects.filter(pk=row.pk).update(**_held(held_on, filed_on))


def _held(held_on: date, filed_on: date) -> dict[str, Any]:
    submitted: datetime = at_noon(filed_on)
    return {
        "held_on": held_on,
        "filed_on": filed_on,
        "submitted_at": submitted,
        "source_kind": "report",
        "source_id": 1,
    }


def _story(row: Obligation, random: Random) -> dict[str, Any]:
    length = (row.period_end - row.period_start).days
    inside = row.period_start + timedelta(days=random.randint(0, length))
    late = row.due_on + timedelta(days=random.randint(1, 40))
    story: dict[str, Any] = {}
    if random.random() < 0.7:
        story["programmed_on"] = row.period_start + timedelta(days=random.randint(-20, 20))
    match random.choice(
        [
            "",
            "",
            "on_time",
            "on_time",
            "late",
            "extended",
            "running",
            "cancelled",
            "excused",
            "not_held",
            "withdrawn",
            "after",
        ]
    ):
        case "on_time":
            story |= _held(inside, min(row.due_on, inside + timedelta(days=random.randint(0, 9))))
        case "late":
            story |= _held(inside, late)
        case "extended":
            granted = row.due_on - timedelta(days=2)
            story |= {"extended_until": row.due_on + timedelta(days=20), "extension_granted_on": granted}
            story |= _held(inside, row.due_on + timedelta(days=random.randint(1, 25)))
        case "running":
            story |= {"extended_until": row.due_on + timedelta(days=60), "extension_granted_on": row.due_on}
        case "cancelled":
            story |= {"cancelled_on": late, "cancelled_because": "closed"}
        case "excused":
            story |= {"excused_on": late}
        case "not_held":
            story |= {"not_held_on": late}
        case "withdrawn":
            story |= {"not_held_on": row.due_on, "not_held_withdrawn_on": late}
        case "after" if not row.calendar:
            story |= _held(row.period_end + timedelta(days=30), row.period_end + timedelta(days=33))
    return story
