"""From a list to the acts of help for all its units at once: which ones the reader may do, and where they lead."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import MATRIX, Permission, Relation

# Permission, address, icon, words.
ACTS_FOR_MANY: tuple[tuple[Permission, str, str, Any], ...] = (
    (Permission.ADVISE, "support:many", "message-square-text", _("Advise all of them")),
    (Permission.VISIT, "support:many_visits", "map-pin", _("Plan a visit to each")),
    (Permission.OPEN_CASE, "support:many_cases", "life-buoy", _("Open a case of each")),
    (Permission.REMIND, "support:many_reminders", "clock-3", _("Remind all of them")),
)


def pick(unit_id: int, obligation_id: int | None = None) -> str:
    """A unit, and what it owes if the act is about that, as addresses and ticks carry it: «12» or «12.345»."""
    return f"{unit_id}.{obligation_id}" if obligation_id else str(unit_id)


def links_for_many(actor: Actor, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The acts {url, icon, words} for the list that ``asked`` names; none for who helps no other unit."""
    query = urlencode({name: value for name, value in asked.items() if value not in ("", None, [])}, doseq=True)
    return [
        {"url": f"{reverse(route)}?{query}", "icon": icon, "words": words}
        for permission, route, icon, words in ACTS_FOR_MANY
        if _helps_others(actor, permission)
    ]


def _helps_others(actor: Actor, permission: Permission) -> bool:
    """May the actor do it to units other than their own? The secretary of a national body stands above none."""
    rule = MATRIX[permission]
    return any(
        Relation.ANYWHERE in rule.get(grant.role, ())
        or (Relation.BELOW in rule.get(grant.role, ()) and not grant.is_national)
        or (Relation.ASSIGNED in rule.get(grant.role, ()) and grant.area_path is not None)
        for grant in actor.grants
    )


def links_for_picked(actor: Actor, picks: Iterable[str], of: str) -> list[dict[str, Any]]:
    """The same for a short list carried whole; ``of`` names it. None for fewer than two lines."""
    carried = list(picks)
    return links_for_many(actor, {"of": of, "pick": carried}) if len(carried) > 1 else []
