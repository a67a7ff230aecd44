"""The file is read alike by two parsers, shows the right instant whatever the phone's rules, and is quick."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
import vobject
from icalendar import Calendar

from tajadur.foundation.calendar import instant
from tajadur.web.calendar.writing import CalendarEvent, written

AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
ZONE = ZoneInfo("Africa/Casablanca")


def evening(day: date) -> datetime:
    return instant(day, time(18, 30))


def many(count: int) -> list[CalendarEvent]:
    first = date(2026, 1, 3)
    return [
        CalendarEvent(
            key=f"meeting-{number}",
            sequence=number % 4,
            title="المكتب الإقليمي · ورزازات",
            begins=evening(first + timedelta(days=number)),
            minutes=120,
            place="المقر، شارع محمد الخامس; الطابق 2",
            note="الساعة بالمغرب: 18:30",
            url=f"https://example.org/meetings/{number}/",
            cancelled=number % 10 == 3,
        )
        for number in range(count)
    ]


def test_two_parsers_and_a_recurrence_library_find_the_same_days() -> None:
    days_owed = [CalendarEvent(key="obligation-1", sequence=0, title="آخر أجل", begins=date(2026, 6, 7))]
    happenings = many(400) + days_owed
    body = written("تجذر", happenings, at=AT, host="127.0.0.1")
    read = Calendar.from_ical(body)
    expanded = recurring_ical_events.of(read).between(date(2026, 1, 1), date(2027, 12, 31))
    other = vobject.readOne(body.decode())
    wanted = sorted((f"{one.key}@127.0.0.1", one.begins) for one in happenings)
    assert sorted((str(e["UID"]), e["DTSTART"].dt) for e in expanded) == wanted
    assert sorted((e.uid.value, e.dtstart.value) for e in other.vevent_list) == wanted
    by_key = {event.uid.value: event for event in other.vevent_list}
    assert [by_key[f"meeting-{number}@127.0.0.1"].status.value for number in (3, 4)] == ["CANCELLED", "CONFIRMED"]
    assert by_key["meeting-7@127.0.0.1"].sequence.value == "3"
    assert by_key["meeting-7@127.0.0.1"].location.value == "المقر، شارع محمد الخامس; الطابق 2"
    assert by_key["meeting-7@127.0.0.1"].dtend.value - by_key["meeting-7@127.0.0.1"].dtstart.value == timedelta(hours=2)
    assert by_key["obligation-1@127.0.0.1"].dtend.value == date(2026, 6, 8)


def test_hours_are_instants_so_that_a_phone_with_old_rules_rings_at_the_right_moment() -> None:
    """Before 20 September 2026 the wall is an hour ahead of UTC, afterwards it is UTC; no zone is named in the file."""
    summer, winter = date(2026, 7, 4), date(2026, 11, 7)
    happenings = [
        CalendarEvent(key="a", sequence=0, title="أ", begins=evening(summer), minutes=60),
        CalendarEvent(key="b", sequence=0, title="ب", begins=evening(winter), minutes=60),
    ]
    text = written("تجذر", happenings, at=AT, host="127.0.0.1").decode()
    assert "DTSTART:20260704T173000Z" in text
    assert "DTSTART:20261107T183000Z" in text
    assert "TZID" not in text
    for event in vobject.readOne(text).vevent_list:
        assert f"{event.dtstart.value.astimezone(ZONE):%H:%M}" == "18:30"


def test_lines_end_with_crlf_and_none_is_longer_than_the_standard_allows() -> None:
    body = written("تجذر", many(5), at=AT, host="127.0.0.1")
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_a_thousand_events_are_written_within_200_ms() -> None:
    happenings = many(1000)
    best = 9.0
    for _round in range(5):
        began = stopwatch.process_time()
        body = written("تجذر", happenings, at=AT, host="127.0.0.1")
        best = min(best, stopwatch.process_time() - began)
    assert body.count(b"BEGIN:VEVENT") == 1000
    assert best <= 0.2
