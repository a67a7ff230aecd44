"""What is kept for a time goes when it is over, and nothing before; what was done stays."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction

from tajadur.activity.meetings.models import Draft
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.jobs.passes import run_pass
from tajadur.registry.audit.models import AuditEntry, Consultation, Reading
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import Delivery
from tajadur.registry.notices.vocabulary import Channel, DeliveryState
from tajadur.rules.retention import READ_LOG_MONTHS, addresses_since, drafts_since, read_log_since
from tests.factories.party import Party, holder
from tests.factories.reports import make_meeting

TODAY = clock.today()
DAY = timedelta(days=1)


def read_on(day: date) -> None:
    Consultation.objects.create(on=day, unit_id=1, part="reports", account_id=1, post_id=1, mandate_id=1)
    Reading.objects.create(at=instant(day, time(9)), page="people", shown=3)


def letter(person: Any, day: date, state: str = DeliveryState.SENT) -> Delivery:
    at = instant(day, time(9))
    return Delivery.objects.create(
        channel=Channel.EMAIL,
        person=person,
        digest_on=day,
        address="someone@example.org",
        state=state,
        not_before=at,
        created_at=at,
        sent_at=at if state == DeliveryState.SENT else None,
    )


def purged() -> Any:
    return run_pass("purge", on=TODAY, at=clock.now())


def test_who_read_what_goes_after_its_months_and_not_a_day_before(db: None) -> None:
    first = read_log_since(TODAY)
    for day in (first - 400 * DAY, first - DAY, first, TODAY):
        read_on(day)
    assert purged()["readings"] == 4
    assert list(Consultation.objects.order_by("on").values_list("on", flat=True)) == [first, TODAY]
    assert Reading.objects.count() == 2
    assert purged()["readings"] == 0


def test_a_day_that_is_rehearsed_takes_nothing_before_its_time(db: None) -> None:
    read_on(TODAY)
    Session.objects.create(session_key="runs", session_data="x", expire_date=clock.now() + timedelta(days=9))
    years_on = TODAY + timedelta(days=1200)
    run_pass("purge", on=years_on, at=instant(years_on, time(9)))
    assert Consultation.objects.count() == Reading.objects.count() == Session.objects.count() == 1


def test_the_database_refuses_to_remove_what_is_kept_and_to_change_anything(db: None) -> None:
    read_on(read_log_since(TODAY) + DAY)
    log_action(act="unit.opened", by=None, at=instant(date(2000, 1, 1), time(9)))
    for model in (Consultation, Reading, AuditEntry):
        with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
            model.objects.update(unit_id=7)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'journal_read_log_stays'")
        assert f"'{READ_LOG_MONTHS} months'" in cursor.fetchone()[0]


def test_that_a_letter_went_is_kept_and_not_where_to(party: Party) -> None:
    first, person = addresses_since(TODAY), holder(unit=party.provinces[0][0]).person
    old, young = letter(person, first - DAY), letter(person, first)
    waiting = letter(person, first - 2 * DAY, DeliveryState.PENDING)
    assert purged()["addresses"] == 1
    kept = dict(Delivery.objects.values_list("pk", "address"))
    assert kept == {old.pk: "", young.pk: "someone@example.org", waiting.pk: "someone@example.org"}
    assert purged()["addresses"] == 0


def test_a_session_goes_when_it_has_ended(db: None) -> None:
    now: datetime = clock.now()
    Session.objects.create(session_key="ended", session_data="x", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="runs", session_data="x", expire_date=now + timedelta(hours=1))
    assert purged()["sessions"] == 1
    assert Session.objects.get().session_key == "runs"


@pytest.mark.parametrize(("planned", "kept_at", "goes"), [(-1, -1, True), (0, -1, False), (-1, 0, False)])
def test_a_draft_goes_long_after_its_meeting_unless_somebody_still_types(
    party: Party, planned: int, kept_at: int, goes: bool
) -> None:
    since = drafts_since(TODAY)
    meeting = make_meeting(unit=party.provinces[0][0], planned_on=since + planned * DAY)
    account = holder(unit=party.provinces[0][0])
    Draft.objects.create(meeting=meeting, saved_by=account, saved_at=instant(since + kept_at * DAY, time(9)))
    assert purged()["drafts"] == int(goes)
    assert Draft.objects.exists() is not goes
