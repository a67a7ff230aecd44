"""Minutes circulated and adopted by two at the same moment: once, and the next agenda says so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tajadur.activity.meetings.models import Meeting, MinutesCirculation
from tajadur.activity.meetings.nightly import carry_points
from tajadur.activity.meetings.operations.minutes import circulate_minutes
from tajadur.activity.meetings.operations.reports import submit_report
from tajadur.activity.meetings.operations.validation import PointAnswer
from tajadur.activity.meetings.queries.minutes import minutes_facts
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.minutes import adoptions_placed, minutes_circulated
from tajadur.permissions.actors import Actor
from tajadur.rules.minutes import MinutesState
from tests.factories.councils import adoptions, circulated, council_held, council_on
from tests.factories.duties import at_noon
from tests.factories.party import acting, holder, small_party
from tests.factories.reports import report_data

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, ON = date(2026, 5, 9), date(2026, 5, 12)
NEXT, AFTER = date(2026, 6, 13), date(2026, 7, 11)
COUNTS: dict[str, Any] = {"present": 30, "excused": 5, "women": 10, "youth": 6}


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; for each the code of its refusal, "" where it was done."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except (BadInput, Conflict) as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def flaws(on: date) -> list[str]:
    as_of = AsOf(on=on, at=at_noon(on), passes_run=True)
    return [flaw for check in (minutes_circulated, adoptions_placed) for flaw in check(as_of)]


def adopt(meeting: Meeting, by: Actor, *, key: int, on: date) -> None:
    outcomes = {pk: PointAnswer("reached") for pk in meeting.points.values_list("pk", flat=True)}
    data = report_data(meeting, outcomes=outcomes, **COUNTS)
    submit_report(meeting_id=meeting.pk, data=data, client_key=UUID(int=key), by=by, at=at_noon(on))


def test_two_adoptions_of_the_same_minutes_are_one() -> None:
    unit = small_party().provinces[0][0]
    secretary = holder(unit=unit)
    report = council_held(council_on(FIRST, unit=unit, account=secretary, on=FIRST), account=secretary, on=ON)
    coming = council_on(NEXT, unit=unit, account=secretary, on=ON)
    later = council_on(AFTER, unit=unit, account=secretary, on=ON)
    by, on = acting(secretary, ON), NEXT + timedelta(days=1)
    sent = at_once(*[partial(circulate_minutes, report_id=report.pk, by=by, at=at_noon(ON))] * 2)
    assert sorted(sent) == ["", "already_circulated"]
    assert (MinutesCirculation.objects.count(), adoptions(coming)) == (1, [report.meeting_id])
    by = acting(secretary, on)
    refused = at_once(*(partial(adopt, coming, by, key=key, on=on) for key in (1, 2)))
    assert sorted(refused) == ["", "already_reported"]
    facts = minutes_facts([report.meeting_id])[report.meeting_id]
    assert (facts.status(on).state, len(facts.answers)) == (MinutesState.ADOPTED, 1)
    assert adoptions(later) == []
    assert flaws(on) == []


def test_a_late_report_and_the_next_one_adopt_them_once() -> None:
    unit = small_party().provinces[0][0]
    secretary = holder(unit=unit)
    report = council_held(council_on(FIRST, unit=unit, account=secretary, on=FIRST), account=secretary, on=ON)
    coming = council_on(NEXT, unit=unit, account=secretary, on=ON)
    later = council_on(AFTER, unit=unit, account=secretary, on=ON)
    last = council_on(AFTER + timedelta(days=28), unit=unit, account=secretary, on=ON)
    circulated(report, account=secretary, on=ON)
    carry_points(on=NEXT + timedelta(days=9))  # nobody reported it: the line goes on, and stands on both
    on = AFTER + timedelta(days=1)
    by = acting(secretary, on)
    assert (adoptions(coming), adoptions(later)) == ([report.meeting_id], [report.meeting_id])
    done = at_once(partial(adopt, coming, by, key=1, on=on), partial(adopt, later, by, key=2, on=on))
    # Whoever comes second finds the line gone from its agenda, or is one more answer after the first.
    assert done[0] == "" and done[1] in ("", "points_changed")
    facts = minutes_facts([report.meeting_id])[report.meeting_id]
    assert (facts.status(on).state, facts.status(on).since) == (MinutesState.ADOPTED, NEXT)
    assert adoptions(last) == []
    assert flaws(on) == []
