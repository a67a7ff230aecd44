"""A report is held to the quorum of the day its meeting was held, whenever it is sent or corrected."""

from datetime import date, time, timedelta
from uuid import uuid4

from tajadur.activity.meetings.models import Report
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.queries.reports import report_for
from tajadur.foundation.calendar import instant
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.reports import counts_add_up
from tajadur.organisation.people.operations.posts import set_body_settings
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.profile.operations.settings import BodyRules
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, make_obligation, report_data, submitted

YESTERDAY, TODAY, TOMORROW = date(2026, 5, 12), date(2026, 5, 13), date(2026, 5, 14)
MEMBERS = 15  # half of them is 8, two thirds 11


def set_two_thirds(party: Party) -> None:
    """From tomorrow provincial offices need 67 of 100."""
    administrator = acting(holder(unit=party.national, body="headquarters", post="administrator"), TODAY)
    office = BodyType.objects.get(unit_kind__code="province", code="office")
    rules = BodyRules(quorum_percent=67)
    set_body_settings(
        body_type_id=office.pk, from_on=TOMORROW, rules=rules, by=administrator, at=instant(TODAY, time(9))
    )


def test_a_quorum_set_from_tomorrow_leaves_yesterday_its_report_its_page_and_its_corrections(party: Party) -> None:
    unit = party.provinces[0][0]
    by, later = holder(unit=unit), TOMORROW + timedelta(days=20)
    make_obligation(unit=unit)
    before, late, after = (make_meeting(unit=unit, planned_on=day) for day in (YESTERDAY, TODAY, TOMORROW))
    sent = submitted(before, acting(by, TODAY), at=instant(TODAY, time(8)))
    set_two_thirds(party)
    actor = acting(by, later)
    for meeting in (late, after):
        submitted(meeting, actor, at=instant(later, time(10)))
    correct_report(
        report_id=sent.submission_id,
        data=report_data(before, present=9),
        base_version=1,
        client_key=uuid4(),
        confirmed=(),
        by=actor,
        at=instant(later, time(11)),
    )
    rows = Report.objects.order_by("meeting__planned_on", "version").values_list("held_on", "version", "quorum")
    assert list(rows) == [(YESTERDAY, 1, 8), (YESTERDAY, 2, 8), (TODAY, 1, 8), (TOMORROW, 1, 11)]
    pages = [report_for(actor, report.pk, on=later) for report in Report.objects.order_by("meeting__planned_on", "pk")]
    assert [page.quorum_reached for page in pages] == [True, True, True, False]
    assert list(counts_add_up(AsOf(on=later, at=instant(later, time(12))))) == []


def test_a_correction_that_moves_the_day_is_held_to_the_quorum_of_that_day(party: Party) -> None:
    unit = party.provinces[0][0]
    by, later = holder(unit=unit), TOMORROW + timedelta(days=5)
    make_obligation(unit=unit)
    meeting = make_meeting(unit=unit, planned_on=YESTERDAY)
    set_two_thirds(party)
    sent = submitted(meeting, acting(by, later), at=instant(later, time(10)))
    correct_report(
        report_id=sent.submission_id,
        data=report_data(meeting, held_on=TOMORROW),
        base_version=1,
        client_key=uuid4(),
        confirmed=(),
        by=acting(by, later),
        at=instant(later, time(11)),
    )
    assert list(Report.objects.order_by("version").values_list("quorum", flat=True)) == [8, 11]
