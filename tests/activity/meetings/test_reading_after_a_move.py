"""The record of a meeting is read by whom its unit stands below, and by whom it stood below on that day."""

from datetime import date

import pytest

from tajadur.activity.meetings.models import Report
from tajadur.activity.meetings.queries.meetings import meeting_for
from tajadur.activity.meetings.queries.reports import report_for
from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.permissions.matrix import Permission
from tests.factories.duties import administrator, at_noon, opened
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 11, 25)


def test_the_old_region_reads_what_was_held_before_the_move_and_nothing_after(party: Party) -> None:
    opened(on=ON)
    province, secretary = party.provinces[0][0], holder(unit=party.provinces[0][0])
    reports = []
    for day in (date(2026, 8, 20), date(2026, 10, 20)):
        submitted(make_meeting(unit=province, planned_on=day), acting(secretary, day))
        reports.append(Report.objects.select_related("meeting").latest("pk"))
    before, after = reports
    move_unit(
        unit_id=province.pk, parent_id=party.regions[1].pk, from_on=date(2026, 9, 1),
        by=administrator(party, ON), at=at_noon(ON),
    )  # fmt: skip
    old, new = (acting(holder(unit=region), ON) for region in party.regions)
    assert report_for(old, before.pk, on=ON).meeting_id == meeting_for(old, before.meeting_id).pk
    for actor in (new, acting(secretary, ON)):
        assert report_for(actor, after.pk, on=ON).meeting_id == meeting_for(actor, after.meeting_id).pk
    for read in (lambda: report_for(old, after.pk, on=ON), lambda: meeting_for(old, after.meeting_id)):
        with pytest.raises(NotVisible):
            read()
    with pytest.raises((NotVisible, PermissionDenied)):
        meeting_for(old, before.meeting_id, Permission.NOTE_RECEIPT)
