"""The database answers what the pure rules answer: any facts, any day."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.counting import tallies, tally, with_state
from tajadur.organisation.units.models import Unit
from tajadur.rules.rates import tally_of
from tajadur.rules.status import REPORTED_STATES, Facts, State, is_expected, state_on
from tests.factories.party import FOUNDED_ON, small_party
from tests.rules.strategies import START, all_facts

PLAIN = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
rows_of_facts = st.lists(all_facts(), min_size=1, max_size=25)
some_day = st.integers(-60, 460).map(lambda n: START + timedelta(days=n))


@pytest.fixture
def ground(db: None) -> tuple[int, int]:
    """A directive and a unit to hang rows on; the constraints are lifted so that contradictory facts fit too."""
    small_party(regions=1, provinces=1, branches=0)
    with connection.cursor() as cursor:
        for name in (
            "days_in_order",
            "fulfilled_whole",
            "held_inside_period",
            "withdrawn_was_declared",
            "extension_whole",
        ):
            cursor.execute(f"ALTER TABLE obligations_obligation DROP CONSTRAINT obligation_{name}")
    directive = next(one for one in install_directives(from_on=FOUNDED_ON) if one.code == "provincial-office")
    return directive.pk, Unit.objects.get(kind__code="province").pk


def _stored(ground: tuple[int, int], rows: list[Facts]) -> None:
    Obligation.objects.all().delete()
    Obligation.objects.bulk_create(
        Obligation(
            directive_id=ground[0],
            unit_id=ground[1],
            period_key=f"k{number}",
            path="1.",
            **{name: value for name, value in asdict(facts).items() if name != "opens_on"},
        )
        for number, facts in enumerate(rows)
    )


@PLAIN
@given(rows_of_facts, some_day)
def test_the_database_gives_every_row_the_state_of_the_rule(
    ground: tuple[int, int], rows: list[Facts], on: date
) -> None:
    _stored(ground, rows)
    found = {row.period_key: (row.facts, row.state) for row in with_state(Obligation.objects.all(), on)}
    assert [facts for facts, _ in found.values()] and {key: state for key, (_, state) in found.items()} == {
        f"k{number}": state_on(facts, on).value for number, facts in enumerate(rows)
    }
    assert all(found[f"k{number}"][0] == facts for number, facts in enumerate(rows))


@PLAIN
@given(rows_of_facts, some_day)
def test_the_database_counts_expected_and_reporting_as_the_rule_does(
    ground: tuple[int, int], rows: list[Facts], on: date
) -> None:
    _stored(ground, rows)
    counted, wanted = tally(Obligation.objects.all(), on), tally_of(rows, on)
    names = ("expected", "on_time", "extended", "late", "not_held")
    assert [getattr(counted, name) for name in names] == [getattr(wanted, name) for name in names]


@PLAIN
@given(rows_of_facts, some_day)
def test_a_rate_above_one_hundred_percent_is_impossible(ground: tuple[int, int], rows: list[Facts], on: date) -> None:
    _stored(ground, rows)
    counted = tally(Obligation.objects.all(), on)
    expected = [facts for facts in rows if is_expected(facts, on)]
    assert counted.expected == len(expected)
    assert counted.reported == sum(state_on(facts, on) in REPORTED_STATES for facts in expected)
    assert counted.reported <= counted.answered <= counted.expected
    assert (counted.reporting_rate is None) == (not expected)


@PLAIN
@given(rows_of_facts, some_day)
def test_tallies_by_group_add_up_to_the_whole(ground: tuple[int, int], rows: list[Facts], on: date) -> None:
    _stored(ground, rows)
    parts = tallies(Obligation.objects.all(), on, "calendar")
    assert set(parts) == {(facts.calendar,) for facts in rows}
    assert sum(part.expected for part in parts.values()) == tally(Obligation.objects.all(), on).expected


def test_programmed_counts_meetings_set_in_the_first_days_once_those_have_passed(ground: tuple[int, int]) -> None:
    base = {
        "directive_id": ground[0],
        "unit_id": ground[1],
        "path": "1.",
        "period_start": date(2026, 5, 1),
        "period_end": date(2026, 5, 31),
        "due_on": date(2026, 6, 7),
        "overdue_from": date(2026, 6, 15),
        "report_days": 7,
        "calendar": True,
    }
    Obligation.objects.bulk_create(
        Obligation(period_key=key, **base, **more)
        for key, more in {
            "in time": {"programmed_on": date(2026, 5, 7)},
            "too late": {"programmed_on": date(2026, 5, 8)},
            "not": {},
            "excused": {"excused_on": date(2026, 5, 2), "programmed_on": date(2026, 4, 20)},
        }.items()
    )
    before, after = (tally(Obligation.objects.all(), day) for day in (date(2026, 5, 7), date(2026, 5, 8)))
    assert (before.programmed, before.programmable) == (0, 0)
    assert (after.programmed, after.programmable) == (1, 3)
    assert State.OPEN.value in {row.state for row in with_state(Obligation.objects.all(), date(2026, 5, 8))}
