"""What of the thread is asked for, and its entries by month, each under the place where the unit stood then."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from tajadur.compliance.thread.reading import Entry, Key, groups_for, known_key, thread_of
from tajadur.compliance.thread.source import ThreadGroup, ThreadReader
from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.foundation.formats import month_year
from tajadur.web.access import ActorRequest
from tajadur.web.paging import row_number, same_list, text_in

from .labels import LABELS

SHOWN = 30


def thread_shown(request: ActorRequest, unit: UnitSummary) -> dict[str, Any]:
    """The part of the thread that the address asks for, and what it can be narrowed to: one query."""
    actor, reader = request.actor, ThreadReader.of(request.actor, unit)
    groups, asked = groups_for(reader), text_in(request, "kind")
    group = next((group for group in groups if group == asked), None)
    before = _key(text_in(request, "before"))
    entries = thread_of(
        unit.id, reader, on=actor.on, limit=SHOWN + 1, group=group, before=before, with_places=unit.has_moved
    )
    shown = entries[:SHOWN]
    older = same_list(request, before=_text(shown[-1].key)) if len(entries) > SHOWN else ""
    return {
        "months": _months(shown, unit),
        "chips": _chips(request, groups, group),
        "older_url": older,
        "newest_url": same_list(request, before="") if before else "",
        "narrowed": group is not None,
    }


def _chips(request: ActorRequest, groups: Sequence[ThreadGroup], group: ThreadGroup | None) -> list[dict[str, Any]]:
    chips = [{"label": _("Everything"), "url": same_list(request, kind=""), "current": group is None}]
    chips += [
        {"label": str(choice.label), "url": same_list(request, kind=choice.value), "current": group is choice}
        for choice in groups
    ]
    return chips


def _months(entries: Sequence[Entry], unit: UnitSummary) -> list[dict[str, Any]]:
    """The entries of each month, in a new part where the unit stood elsewhere."""
    parts = groupby(entries, key=lambda entry: (entry.happened_on.replace(day=1), entry.place))
    return [
        {"name": month_year(month), "place": place or "", "entries": [entry_shown(entry, unit.id) for entry in those]}
        for (month, place), those in parts
    ]


def entry_shown(entry: Entry, unit_id: int) -> dict[str, Any]:
    """What components/timeline.html takes of an entry."""
    source = LABELS[entry.kind]
    label = source.events[entry.event]
    return {
        "icon": label.icon,
        "tone": label.tone,
        "title": source.title(entry),
        "on": entry.happened_on,
        "note": source.note(entry),
        "read": source.receipt(entry),
        "quote": entry.detail.get("quote") or "",
        "url": source.link(entry, unit_id),
    }


def _text(key: Key) -> str:
    return f"{key.day.isoformat()}_{key.kind}_{key.id}"


def _key(text: str) -> Key | None:
    parts = text.split("_")
    return known_key(parts[0], parts[1], row_number(parts[2])) if len(parts) == 3 else None
