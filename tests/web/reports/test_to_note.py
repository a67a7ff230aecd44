"""Reports that wait for a note of receipt: the list of one's level, ticked ones, all that match."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tajadur.activity.meetings.models import ReceiptNote
from tajadur.activity.meetings.queries.to_note import LOOKED_BACK_DAYS, reports_to_note
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import PermissionDenied
from tajadur.registry.notices.models import Notice
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted

ON = timezone.localdate()
URL = reverse("reports:to_note")


def _sent(party: Party, how_many: int = 2) -> list[int]:
    """Reports of branches of the first province, oldest first."""
    ids = []
    for place, unit in enumerate(party.branches[0][0][:how_many]):
        by = acting(holder(unit=unit), ON)
        day = ON - timedelta(days=20 - place)
        ids.append(submitted(make_meeting(unit=unit, planned_on=day), by).submission_id)
    return ids


@pytest.mark.django_db
def test_what_ones_level_has_noted_leaves_the_list_of_the_whole_level_alone(party: Party, client: Client) -> None:
    reports = _sent(party)
    responsible = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    assistant = holder(unit=party.national, body="cell", post="assistant", area=party.regions[0])
    province = holder(unit=party.provinces[0][0])
    client.force_login(responsible)
    page = client.get(URL).content.decode()
    assert [reverse("reports:detail", args=[pk]) in page for pk in reports] == [True, True]
    assert client.post(URL, {"report": [reports[0]]}).status_code == 302
    assert [row.pk for row in reports_to_note(acting(assistant, ON), ON)] == [reports[1]]
    assert [row.pk for row in reports_to_note(acting(province, ON), ON)] == reports
    assert Notice.objects.filter(kind="receipt_noted").count() == 1


@pytest.mark.django_db
def test_all_that_match_are_noted_after_one_confirmation_and_none_that_came_meanwhile(
    party: Party, client: Client
) -> None:
    first, second = _sent(party)
    unit = party.branches[0][1][0]
    by = acting(holder(unit=unit), ON)
    region = holder(unit=party.regions[0])
    client.force_login(region)
    asked = client.get(URL, {"all": "1"}).content.decode()
    assert f'name="until" value="{max(first, second)}"' in asked
    late = submitted(make_meeting(unit=unit, planned_on=ON - timedelta(days=3)), by).submission_id
    client.post(URL, {"until": max(first, second)})
    assert set(ReceiptNote.objects.values_list("report_id", flat=True)) == {first, second}
    assert [row.pk for row in reports_to_note(acting(region, ON), ON)] == [late]


@pytest.mark.django_db
def test_nothing_ticked_is_said_and_a_report_of_elsewhere_notes_nothing(party: Party, client: Client) -> None:
    report = _sent(party, 1)[0]
    client.force_login(holder(unit=party.provinces[0][0]))
    answer = client.post(URL, {})
    assert answer.status_code == 422
    assert 'role="status"' in answer.content.decode() or 'class="note"' in answer.content.decode()
    client.force_login(holder(unit=party.provinces[1][0]))
    assert client.post(URL, {"report": [report]}).status_code == 404
    assert not ReceiptNote.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["x", "9" * 30, "-1"])
def test_what_is_no_number_of_a_report_is_refused(party: Party, client: Client, typed: str) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    assert client.post(URL, {"report": [typed]}).status_code == 422
    assert client.post(URL, {"until": typed}).status_code == 422


@pytest.mark.django_db
def test_old_reports_are_not_asked_about_and_a_member_of_the_bureau_notes_nothing(party: Party) -> None:
    unit = party.branches[0][0][0]
    day = date(2026, 1, 10)
    by = acting(holder(unit=unit), day)
    submitted(make_meeting(unit=unit, planned_on=day), by, at=instant(day, time(22)))
    province = acting(holder(unit=party.provinces[0][0]), day)
    assert reports_to_note(province, day + timedelta(days=LOOKED_BACK_DAYS - 1)).count() == 1
    assert reports_to_note(province, day + timedelta(days=LOOKED_BACK_DAYS)).count() == 0
    with pytest.raises(PermissionDenied):
        reports_to_note(acting(holder(unit=party.national, body="bureau", post="member"), ON), ON)


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 2])
def test_the_page_takes_the_same_queries_at_any_length(
    party: Party, client: Client, how_many: int, django_assert_max_num_queries: object
) -> None:
    _sent(party, how_many)
    client.force_login(holder(unit=party.provinces[0][0]))
    client.get(URL)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(URL)
