"""The standing of what units follow, kept for the lists: written anew by the pass and by each act of a unit."""

from collections.abc import Collection
from datetime import date, datetime

from tajadur.rules.plans import as_kept

from ..models import AdoptionProgress, PlanAdoption
from ..queries.progress import ObjectiveProgress, standings
from .notifying import settle_stuck

_COLUMNS = ["day", "progress", "expected", "applying", "actions", "stuck", "stuck_since"]


def keep_standings(adoptions: Collection[PlanAdoption], on: date, *, at: datetime) -> int:
    """Write how far these adoptions (with their ``unit``) are on ``on``; returns how many.

    What was told of something that rested and moves again is settled.
    """
    resting = AdoptionProgress.objects.filter(adoption__in=adoptions, stuck__gt=0)
    before = dict(resting.values_list("adoption_id", "stuck_since"))
    rows = [_kept(standing, on) for standing in standings(adoptions, on)]
    AdoptionProgress.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["adoption"], update_fields=_COLUMNS, batch_size=1000
    )
    settle_stuck(before, {row.adoption_id: row.stuck_since for row in rows}, at=at)
    return len(rows)


def keep_standing_of(adoption_id: int, on: date, *, at: datetime) -> None:
    """As ``keep_standings`` for the one adoption a unit has just acted on."""
    keep_standings([PlanAdoption.objects.select_related("unit").get(pk=adoption_id)], on, at=at)


def _kept(standing: ObjectiveProgress, on: date) -> AdoptionProgress:
    stuck = standing.stuck
    return AdoptionProgress(
        adoption=standing.adoption,
        day=on,
        progress=as_kept(standing.mean.progress),
        expected=as_kept(standing.expected),
        applying=standing.mean.applying,
        actions=standing.mean.of,
        stuck=len(stuck),
        stuck_since=stuck[0] if stuck else None,
    )
