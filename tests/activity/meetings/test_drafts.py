"""Drafts: anything typed is kept, nobody's text is written over unseen."""

from datetime import date, time
from threading import Barrier, Thread

import pytest
from django.db import connection
from psycopg_pool import PoolTimeout

from tajadur.activity.meetings.models import Draft
from tajadur.activity.meetings.operations.drafts import save_draft
from tajadur.activity.meetings.queries.reports import drafts_for, report_sheet
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, acting, holder, small_party
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 5, 14)
AT = instant(ON, time(12))


def test_a_draft_keeps_whatever_was_typed_and_leaves_no_trace_in_the_journal(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    typed = {"present": "ليس عددا", "held_on": "31/02/2026", "decisions-0-text": "<script>", "twice": ["أ", "ب"]}
    assert save_draft(meeting_id=meeting.pk, payload=typed, version=0, by=by, at=AT) == 1
    sheet = report_sheet(by, meeting.pk)
    assert (sheet.draft, sheet.draft_version, sheet.draft_saved_at) == (typed, 1, AT)
    assert not AuditEntry.objects.exists()


def test_what_the_database_cannot_keep_is_left_out_and_the_rest_stays(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    save_draft(meeting_id=meeting.pk, payload={"te\0xt": "ن\0ص \ud800\u202eتمام"}, version=0, by=by, at=AT)
    assert Draft.objects.get().payload == {"text": "نص \u202eتمام"}


def test_a_stale_version_meets_a_conflict_that_carries_both_texts(party: Party) -> None:
    unit = party.branches[0][0][0]
    meeting = make_meeting(unit=unit)
    secretary, member = acting(holder(unit=unit), ON), acting(holder(unit=unit, post="member"), ON)
    save_draft(meeting_id=meeting.pk, payload={"text": "أول"}, version=0, by=secretary, at=AT)
    assert save_draft(meeting_id=meeting.pk, payload={"text": "ثان"}, version=1, by=member, at=AT) == 2
    with pytest.raises(Conflict) as conflict:
        save_draft(meeting_id=meeting.pk, payload={"text": "ثالث"}, version=1, by=secretary, at=AT)
    assert conflict.value.code == "draft_changed"
    assert conflict.value.params == {"version": 2, "payload": {"text": "ثان"}, "mine": {"text": "ثالث"}}
    assert Draft.objects.get().payload == {"text": "ثان"}


def test_sending_again_what_is_kept_changes_nothing(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    assert [save_draft(meeting_id=meeting.pk, payload={"text": "أ"}, version=0, by=by, at=AT) for _ in range(2)] == [
        1,
        1,
    ]
    assert Draft.objects.get().version == 1


@pytest.mark.parametrize("payload", [[], "نص", {"a": 1}, {"a": {"b": "c"}}, {"a": [["deep"]]}])
def test_what_is_no_draft_is_refused(party: Party, payload) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    with pytest.raises(BadInput) as refused:
        save_draft(meeting_id=meeting.pk, payload=payload, version=0, by=by, at=AT)
    assert refused.value.code == "draft_unreadable"


def test_a_draft_beyond_the_limit_is_refused_with_its_size(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    with pytest.raises(BadInput) as refused:
        save_draft(meeting_id=meeting.pk, payload={"text": "م" * 100_001}, version=0, by=by, at=AT)
    assert (refused.value.code, refused.value.params) == ("draft_too_large", {"limit": 200, "size": 201})


def test_a_draft_arriving_after_the_report_is_not_kept_beside_it(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    receipt = submitted(meeting, by)
    with pytest.raises(Conflict) as conflict:
        save_draft(meeting_id=meeting.pk, payload={"text": "متأخر"}, version=1, by=by, at=AT)
    assert (conflict.value.code, conflict.value.params) == ("already_reported", {"report_id": receipt.submission_id})
    assert save_draft(meeting_id=meeting.pk, payload={"base_version": "1"}, version=0, by=by, at=AT) == 1


def test_a_draft_is_the_units_own_business(party: Party) -> None:
    unit = party.branches[0][0][0]
    meeting = make_meeting(unit=unit)
    above = acting(holder(unit=party.provinces[0][0]), ON)
    for act in (
        lambda: save_draft(meeting_id=meeting.pk, payload={}, version=0, by=above, at=AT),
        lambda: report_sheet(above, meeting.pk),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(NotVisible):
        report_sheet(acting(holder(unit=party.branches[1][0][0]), ON), meeting.pk)
    with pytest.raises(NotVisible):
        save_draft(meeting_id=10**9, payload={}, version=0, by=above, at=AT)


def test_drafts_begun_are_listed_for_their_own_unit_only(party: Party) -> None:
    unit = party.branches[0][0][0]
    by, meeting = acting(holder(unit=unit), ON), make_meeting(unit=unit)
    save_draft(meeting_id=meeting.pk, payload={"text": "أ"}, version=0, by=by, at=AT)
    assert [row.meeting_id for row in drafts_for(by)] == [meeting.pk]
    assert drafts_for(acting(holder(unit=party.provinces[0][0]), ON)) == []


@pytest.mark.django_db(transaction=True)
def test_of_twenty_editors_beginning_at_once_one_is_kept_and_the_others_are_told() -> None:
    party = small_party(regions=1, provinces=1, branches=0)
    unit = party.provinces[0][0]
    by, meeting, gate = acting(holder(unit=unit), ON), make_meeting(unit=unit), Barrier(20)
    outcomes: list[str] = []

    def write(place: int) -> None:
        try:
            gate.wait()
            while True:
                try:
                    save_draft(meeting_id=meeting.pk, payload={"text": str(place)}, version=0, by=by, at=AT)
                except PoolTimeout:
                    continue  # a view answers 503 and the phone tries again
                break
            outcomes.append("kept")
        except Conflict as conflict:
            outcomes.append(conflict.code)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(place,)) for place in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["draft_changed"] * 19 + ["kept"]
    assert Draft.objects.get().version == 1
