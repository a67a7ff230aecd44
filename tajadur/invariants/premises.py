"""What units say of where they receive people and of what they do near them: their own, of its day, in order."""

from collections.abc import Iterable, Iterator
from typing import Any

from tajadur.activity.premises.models import NoPremises, OpeningHours, Premises
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.rules.map_links import problem_of_map_link
from tajadur.rules.opening_hours import OpenSpan, overlapping_day

from .as_of import AsOf


def premises_in_order(as_of: AsOf) -> Iterator[str]:
    """Premises and words of none are the unit's own, of their day, corrected once each; links are links to a map."""
    rows = list(Premises.objects.select_related("unit").order_by("pk"))
    words = list(NoPremises.objects.select_related("unit").order_by("pk"))
    yield from said_by_their_unit("premises", [*rows])
    yield from said_by_their_unit("word of no premises", [*words])
    yield from corrected_once("premises", rows)
    yield from corrected_once("word of no premises", words)
    begun: list[Any] = [*rows, *words]
    for row in begun:
        if row.from_on < row.unit.opened_on:
            yield f"{type(row).__name__} {row.pk} begins on {row.from_on}, before its unit {row.unit_id} opened"
    for row in rows:
        if row.map_link and (problem := problem_of_map_link(row.map_link)):
            yield f"premises {row.pk} have a link that is refused: {problem}"
    spans: dict[int, list[OpenSpan]] = {}
    for span in OpeningHours.objects.all():
        spans.setdefault(span.premises_id, []).append(OpenSpan(span.weekday, span.opens, span.closes))
    for pk, hours in sorted(spans.items()):
        if overlapping_day(hours) is not None:
            yield f"premises {pk} are open twice at once"


def activities_in_order(as_of: AsOf) -> Iterator[str]:
    """Each activity is its unit's own, of its day and of where the unit then stood, corrected once each."""
    rows = list(ProximityActivity.objects.select_related("unit").order_by("held_on", "pk"))
    yield from said_by_their_unit("activity", rows)
    yield from corrected_once("activity", rows)
    by_day: dict[Any, list[ProximityActivity]] = {}
    for row in rows:
        by_day.setdefault(row.held_on, []).append(row)
        if row.held_on < row.unit.opened_on:
            yield f"activity {row.pk} took place on {row.held_on}, before its unit {row.unit_id} opened"
    for day, held in by_day.items():
        paths = paths_on({row.unit_id for row in held}, day)
        for row in held:
            if row.path != paths.get(row.unit_id, row.unit.path):
                yield f"activity {row.pk} is counted under {row.path}, its unit stood at {paths.get(row.unit_id)}"


def said_by_their_unit(name: str, rows: Iterable[Any]) -> Iterator[str]:
    """What of ``rows`` was said under a mandate of another unit, or on another day than its instant."""
    kept = list(rows)
    units = dict(Mandate.objects.filter(pk__in={row.mandate_id for row in kept}).values_list("pk", "post__unit_id"))
    for row in kept:
        if units.get(row.mandate_id) != row.unit_id:
            yield f"{name} {row.pk} of unit {row.unit_id} was said under a mandate of another unit"
        if row.said_at is not None and row.said_on != civil_day(row.said_at):
            yield f"{name} {row.pk} was said on {row.said_on}, its instant is of {civil_day(row.said_at)}"


def corrected_once(name: str, rows: Iterable[Any]) -> Iterator[str]:
    """What of ``rows`` counts though it was corrected, or corrects what it cannot."""
    by_id = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in by_id.values() if row.corrects_id}
    for row in by_id.values():
        if row.is_current == (row.pk in replaced):
            yield f"{name} {row.pk} {'counts though it was corrected' if row.is_current else 'counts no longer'}"
        before = by_id.get(row.corrects_id)
        if before and (before.unit_id != row.unit_id or before.said_at > row.said_at):
            yield f"{name} {row.pk} corrects {before.pk} of another unit, or said later"
