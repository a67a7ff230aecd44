"""What is measured of every unit follows from the facts, on any day: counted again here, one by one."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tajadur.activity.meetings.models import ActionItem
from tajadur.activity.plans.models import MeasuredDay, MeasuredValue
from tajadur.activity.plans.operations.measuring import keep_measures
from tajadur.activity.plans.queries.measuring import UnitMeasure, held_on, kept_values, measures_on
from tajadur.activity.premises.models import Premises
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.rules.dysfunctions import months_after
from tajadur.rules.plans import MEASURES, PlanMeasure, measured_value
from tajadur.rules.status import REPORTED_STATES, State, is_expected, state_on
from tests.factories.duties import at_noon, opened, owed, report
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post
from tests.factories.plans import measured
from tests.factories.premises import corrected_premises, recorded_premises
from tests.factories.reports import make_meeting

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 4, 2), date(2026, 5, 20), date(2026, 6, 30))
DAY = timedelta(days=1)


@pytest.fixture
def lived(party: Party) -> Party:
    """Meetings reported on time and late, premises corrected later, actions, women and men, a closed branch."""
    opened(on=date(2026, 6, 30))
    first, second = party.branches[0][0]
    other = party.branches[1][0][0]
    for number, unit in enumerate((first, second, other)):
        for month in (3, 4):
            row = owed(unit, "branch-office", f"2026-{month:02}")
            held = date(2026, month, 20)
            report(row, held_on=held, filed_on=held + timedelta(days=3 + 20 * number))
    by = holder(unit=first)
    place = recorded_premises(first, acting(by, date(2026, 3, 5)))
    corrected_premises(place, acting(by, date(2026, 5, 10)), to_on=date(2026, 5, 15))
    recorded_premises(other, acting(holder(unit=other), date(2026, 6, 1)))
    for number, sex in enumerate(("f", "m", "", "m")):
        post = make_post(unit=party.provinces[0][0], post="member")
        make_mandate(person=make_person(sex=sex), post=post, from_on=date(2026, 4, 1 + number * 9))
    meeting = make_meeting(unit=first, planned_on=date(2026, 3, 3), state="reported", items=0, objectives=0)
    for position, closed_on in enumerate((date(2026, 3, 30), date(2026, 5, 1), None)):
        ActionItem.objects.create(
            unit=first, body=meeting.body, meeting=meeting, position=position, text="عمل", opened_on=date(2026, 3, 5),
            due_on=date(2026, 4, 1), closed_on=closed_on, since_version=1,
        )  # fmt: skip
    Unit.objects.filter(pk=second.pk).update(closed_on=date(2026, 6, 1))
    return party


def counted(on: date) -> Iterator[UnitMeasure]:
    """The measures of a day, unit by unit, from the rules."""
    units = {unit.pk: unit for unit in Unit.objects.all() if unit.closed_on is None or unit.closed_on > on}
    paths = paths_on(list(units), on)
    rows = list(Obligation.objects.filter(addressee=0).select_related("directive__body_type"))
    since, year = months_after(on, -6), months_after(on, -12)
    due = [row for row in rows if since <= row.due_on < on and is_expected(row.facts, on)]
    for unit_id in units:
        below = {each for each, path in paths.items() if f".{unit_id}." in f".{path}"}
        own = [(row, state_on(row.facts, on)) for row in due if f".{unit_id}." in f".{row.path}"]
        offices = [(row, state) for row, state in own if row.directive.fulfilment == "meeting"]
        meets = [state for row, state in offices if getattr(row.directive.body_type, "code", "") in ("office", "pole")]
        congresses = [
            row for row in rows
            if row.directive.fulfilment == "congress" and f".{unit_id}." in f".{row.path}" and row.period_start <= on
            and row.period_end >= year and not (row.cancelled_on and row.cancelled_on <= on)
        ]  # fmt: skip
        held = {
            m.person_id: m.person.sex
            for m in Mandate.objects.select_related("person", "post__body__body_type")
            if m.from_on <= on and (m.to_on is None or m.to_on >= on) and m.person.sex
            and m.post.unit_id in below and m.post.body.body_type.code in ("office", "pole")
        }  # fmt: skip
        branches = [each for each in below if units[each].kind.code == "branch"]
        housed = [each for each in branches if _is_housed(each, on)]
        items = [item for item in ActionItem.objects.all() if item.unit_id in below and year <= item.due_on < on]  # type: ignore[operator]
        found = {
            PlanMeasure.OFFICES_MEETING: (sum(state in REPORTED_STATES for state in meets), len(meets)),
            PlanMeasure.ON_TIME: (sum(state is State.ON_TIME for _row, state in own), len(own)),
            PlanMeasure.CONGRESSES: (
                sum(bool(row.held_on and year <= row.held_on <= on) for row in congresses), len(congresses)
            ),
            PlanMeasure.WOMEN: (sum(sex == "f" for sex in held.values()), len(held)),
            PlanMeasure.PREMISES: (len(housed), len(branches)),
            PlanMeasure.ACTIONS: (
                sum(bool(item.closed_on and item.due_on and item.closed_on <= item.due_on) for item in items),
                len(items),
            ),
        }  # fmt: skip
        for measure, (part, whole) in found.items():
            if whole:
                yield UnitMeasure(measure.value, unit_id, part, whole)


def _is_housed(unit_id: int, on: date) -> bool:
    rows = list(Premises.objects.filter(unit=unit_id, said_on__lte=on).order_by("pk"))
    replaced = {row.corrects_id for row in rows}
    return any(row.from_on <= on and (row.to_on is None or row.to_on >= on) for row in rows if row.pk not in replaced)


def test_every_measure_of_every_unit_is_what_its_rule_counts_on_each_past_day(lived: Party) -> None:
    seen: set[str] = set()
    for on in DAYS:
        expected = sorted(counted(on))
        assert sorted(measures_on(on)) == expected
        seen |= {row.measure for row in expected if 0 < row.part}
    assert seen == {measure.value for measure in PlanMeasure} - {PlanMeasure.CONGRESSES.value}


def test_what_is_kept_is_what_is_recomputed_and_a_second_pass_keeps_the_same(lived: Party) -> None:
    tallies = [keep_measures(on=on, at=at_noon(on + DAY)) for on in DAYS]
    rows = list(MeasuredValue.objects.order_by("measure", "unit", "day").values_list("measure", "unit", "day", "value"))
    assert keep_measures(on=DAYS[-1], at=at_noon(DAYS[-1] + DAY)) == tallies[-1]
    assert keep_measures(on=DAYS[0], at=at_noon(DAYS[-1] + DAY)) == 0
    assert rows == list(
        MeasuredValue.objects.order_by("measure", "unit", "day").values_list("measure", "unit", "day", "value")
    )
    assert len(rows) == sum(tallies) and MeasuredDay.objects.count() == len(DAYS)
    units = list(Unit.objects.values_list("pk", flat=True))
    for on in DAYS:
        kept = kept_values(units, list(PlanMeasure), on + DAY)
        now = {(row.unit_id, row.measure): row for row in counted(on)}
        for unit_id in units:
            for measure in PlanMeasure:
                row = now.get((unit_id, measure.value))
                wanted = measured_value(row.part, row.whole, MEASURES[measure].measured_in) if row else None
                assert held_on(kept.get((unit_id, measure.value), []), on) == wanted


def test_a_unit_that_closed_and_a_whole_of_nothing_have_no_value(lived: Party) -> None:
    closed = lived.branches[0][0][1]
    keep_measures(on=DAYS[1], at=at_noon(DAYS[1]))
    keep_measures(on=DAYS[2], at=at_noon(DAYS[2]))
    last = MeasuredValue.objects.filter(unit=closed, measure=PlanMeasure.PREMISES).latest("day")
    assert (last.day, last.whole, last.value) == (DAYS[2], 0, None)
    assert not MeasuredValue.objects.filter(unit=lived.regions[1], measure=PlanMeasure.ACTIONS).exists()


def test_a_value_holds_until_a_later_row(party: Party) -> None:
    unit = party.provinces[0][0]
    measured(unit, [(date(2026, 1, 1), 40), (date(2026, 5, 1), 60), (date(2026, 5, 20), 70)])
    (values,) = kept_values([unit.pk], [PlanMeasure.OFFICES_MEETING.value], date(2026, 5, 21)).values()
    assert [(held_on(values, day)) for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 20))] == [
        Decimal(40), Decimal(60), Decimal(70),
    ]  # fmt: skip
