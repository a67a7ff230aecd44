"""Happenings as an iCalendar file (RFC 5545) that phones of any age show at the right instant.

Hours are written in UTC: a phone takes the rules of a zone from its own tables whatever the file says, and old tables
put Morocco an hour ahead. The hour on the wall stands in words beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDate, vDatetime, vInt, vText, vUri

PRODUCT = "-//Tajadur//Calendar 1.0//AR"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Happening:
    """What stands in a calendar. ``begins`` is a civil day (the whole day) or an aware instant with ``minutes``.

    ``key`` never changes for the same thing and ``sequence`` rises with each of its changes: so phones replace it.
    """

    key: str
    sequence: int
    title: str
    begins: date | datetime
    minutes: int = 0
    place: str = ""
    note: str = ""
    url: str = ""
    cancelled: bool = False


def written(name: str, happenings: Iterable[Happening], *, at: datetime) -> bytes:
    """The file: CRLF lines, folded, UTF-8. ``at`` is when it was made."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    stamp = vDatetime(at.astimezone(UTC).replace(microsecond=0))
    for one in happenings:
        calendar.add_component(_event(one, stamp))
    return bytes(calendar.to_ical(sorted=False))


def _event(one: Happening, stamp: vDatetime) -> Event:
    event = Event()
    event["UID"] = vText(f"{one.key}@tajadur")
    event["SEQUENCE"] = vInt(one.sequence)
    event["DTSTAMP"] = stamp
    for name, value in _span(one):
        event[name] = value
    event["SUMMARY"] = vText(one.title)
    texts: Sequence[tuple[str, str]] = (("LOCATION", one.place), ("DESCRIPTION", one.note))
    for name, text in texts:
        if text:
            event[name] = vText(text)
    if one.url:
        event["URL"] = vUri(one.url)
    event["STATUS"] = vText("CANCELLED" if one.cancelled else "CONFIRMED")
    return event


def _span(one: Happening) -> list[tuple[str, vDate | vDatetime | vText]]:
    if isinstance(one.begins, datetime):
        begins = one.begins.astimezone(UTC)
        return [("DTSTART", vDatetime(begins)), ("DTEND", vDatetime(begins + timedelta(minutes=one.minutes)))]
    first, after = vDate(one.begins), vDate(one.begins + timedelta(days=1))
    for day in (first, after):
        day.params["VALUE"] = "DATE"
    return [("DTSTART", first), ("DTEND", after), ("TRANSP", vText("TRANSPARENT"))]
