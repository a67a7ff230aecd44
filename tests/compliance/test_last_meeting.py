"""One definition of the last meeting: the latest day any body met, whatever period it belongs to."""

from datetime import date

from tajadur.compliance.unit import unit_page
from tajadur.compliance.unit_summaries import surroundings
from tajadur.duties.obligations.queries.last_meeting import last_meetings
from tajadur.permissions.actors import Actor
from tests.factories.duties import opened, owed, report
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 11, 29)


def _chief(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)


def test_a_period_that_ends_later_does_not_hide_a_later_meeting(party: Party) -> None:
    opened(on=ON)
    province = party.provinces[0][0]
    report(owed(province, "provincial-council", "2026S2"), held_on=date(2026, 7, 25), filed_on=date(2026, 7, 30))
    report(owed(province, "provincial-office", "2026-11"), held_on=date(2026, 11, 6), filed_on=date(2026, 11, 8))
    chief = _chief(party)
    page = unit_page(chief, province.pk, on=ON)
    assert (page.unit.held_on, page.unit.silent_days(ON)) == (date(2026, 11, 6), 23)
    region = unit_page(chief, party.regions[0].pk, on=ON)
    assert {row.unit.id: row.unit.silent_days(ON) for row in region.rows}[province.pk] == 23


def test_a_further_meeting_of_the_month_and_a_body_of_which_nothing_is_asked_count_too(party: Party) -> None:
    opened(on=ON)
    region = party.regions[0]
    province = party.provinces[0][0]
    actor = acting(holder(unit=province), ON)
    for day in (date(2026, 11, 6), date(2026, 11, 20)):
        submitted(make_meeting(unit=province, planned_on=day), actor)
    submitted(make_meeting(unit=region, planned_on=date(2026, 11, 3)), acting(holder(unit=region), ON))
    assert last_meetings([province.pk, region.pk, party.regions[1].pk], ON) == {
        province.pk: date(2026, 11, 20),
        region.pk: date(2026, 11, 3),
    }
    around = surroundings(_chief(party), province.pk, on=ON)
    assert {summary.id: summary.held_on for summary in [around.unit, *around.above] if summary.depth} == last_meetings(
        [province.pk, region.pk], ON
    )


def test_what_was_not_filed_by_the_day_and_what_was_superseded_are_not_known(party: Party) -> None:
    opened(on=ON)
    row = owed(party.provinces[0][0], "provincial-office", "2026-10")
    report(row, held_on=date(2026, 10, 30), filed_on=date(2026, 11, 2), meeting_id=7)
    assert last_meetings([row.unit_id], date(2026, 11, 1)) == {}
    report(row, held_on=date(2026, 10, 3), filed_on=date(2026, 11, 5), meeting_id=7)
    assert last_meetings([row.unit_id], ON) == {row.unit_id: date(2026, 10, 3)}
