"""The named measures of every unit on a day, recomputed from the facts recorded by then, and those that are kept."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.queries.counting import state_in_sql
from tajadur.foundation.installation import leaf_kinds
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted, with_words
from tajadur.organisation.people.actors import in_force_sql
from tajadur.organisation.people.vocabulary import Sex
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.rules.dysfunctions import months_after
from tajadur.rules.plans import MEASURES, PlanMeasure, fortnights
from tajadur.rules.status import NOT_EXPECTED_STATES, REPORTED_STATES, State

from ..models import MeasuredDay, MeasuredValue


class UnitMeasure(NamedTuple):
    """What is counted of a unit: ``part`` of ``whole``, which is never 0."""

    measure: str
    unit_id: int
    part: int
    whole: int


class KeptValue(NamedTuple):
    """A value that holds from ``day``; None: from then on it does not apply."""

    day: date
    value: Decimal | None


# (unit, measure) -> what was kept, the oldest first; the first may lie before the days asked for.
KeptValues = dict[tuple[int, str], list[KeptValue]]


def measures_on(on: date) -> list[UnitMeasure]:
    """Each measure of each unit existing on ``on`` to which it applies, from the facts recorded by then. One query."""
    months = {measure: months_after(on, -rule.months) for measure, rule in MEASURES.items()}
    values: dict[str, str | date | list[str]] = {
        "on": on,
        "leaves": list(leaf_kinds()),
        "due_since": months[PlanMeasure.ON_TIME],
        "held_since": months[PlanMeasure.CONGRESSES],
        "closed_since": months[PlanMeasure.ACTIONS],
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(), values)
        return fetch_rows(cursor, UnitMeasure)


def last_measured() -> date | None:
    """The last day of which every measure is kept."""
    return MeasuredDay.objects.order_by("-day").values_list("day", flat=True).first()


def kept_values(unit_ids: Collection[int], measures: Collection[str], on: date) -> KeptValues:
    """What is kept of these units by the end of the day before ``on``, as far back as a forecast looks. One query."""
    if not unit_ids or not measures:
        return {}
    last = on - timedelta(days=1)
    rows = MeasuredValue.objects.filter(unit__in=unit_ids, measure__in=measures, day__lte=last)
    known: KeptValues = {}
    first = fortnights(last)[0]
    for unit_id, measure, day, value in rows.order_by("day").values_list("unit_id", "measure", "day", "value"):
        held = known.setdefault((unit_id, measure), [])
        if held and day <= first:
            held.clear()  # only the last row before the days looked at still holds
        held.append(KeptValue(day, value))
    return known


def held_on(values: list[KeptValue], day: date) -> Decimal | None:
    """The value that holds on ``day``."""
    return next((kept.value for kept in reversed(values) if kept.day <= day), None)


@cache
def _statement() -> str:
    """Composed once: the state of an obligation is asked of its own home, and needs a connection."""
    return with_words(
        Path(__file__).with_suffix(".sql"),
        leading=quoted(*LeadingBody),
        meeting=quoted(FulfilmentKind.MEETING),
        congress=quoted(FulfilmentKind.CONGRESS),
        in_time=quoted(State.ON_TIME),
        reported=quoted(*sorted(REPORTED_STATES)),
        not_expected=quoted(*sorted(NOT_EXPECTED_STATES)),
        state=state_in_sql(),
        woman=quoted(Sex.WOMAN),
        sexes=quoted(*Sex),
        mandate_in_force=in_force_sql(),
        **{measure.value: quoted(measure) for measure in PlanMeasure},
    )
