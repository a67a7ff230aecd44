"""The plan on the pages of cases and of actions: which of its actions a thing serves, and saying so."""

from typing import Any

from django.urls import reverse

from tajadur.activity.plans.queries.unit import link_of
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission

from .labels import action_name


def case_in_plan(actor: Actor, unit: Any, case_id: int) -> dict[str, Any]:
    """Of the remedy of a case. One query."""
    return _shown(actor, unit, reverse("plans:link_case", args=[unit.pk, case_id]), case=case_id)


def item_in_plan(actor: Actor, unit: Any, item_id: int) -> dict[str, Any]:
    """Of an action of a meeting. One query."""
    return _shown(actor, unit, reverse("plans:link_item", args=[unit.pk, item_id]), action_item=item_id)


def _shown(actor: Actor, unit: Any, link_url: str, **thing: int) -> dict[str, Any]:
    link = link_of(**thing)
    return {
        "words": action_name(link.adopted) if link else "",
        "url": reverse("plans:detail", args=[unit.pk]),
        "link_url": link_url if may(actor, Permission.FOLLOW_PLAN, unit) else "",
    }
