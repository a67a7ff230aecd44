"""Happenings as an iCalendar file (RFC 5545) that phones of any age show at the right instant.

Hours are written in UTC: a phone takes the rules of a zone from its own tables whatever the file says, and old tables
put Morocco an hour ahead. The hour on the wall stands in words beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Tajadur//Calendar 1.0//AR"
REFRESH = timedelta(hours=6)
LONGEST = 75


@dataclass(frozen=True, slots=True)
class CalendarEvent:
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


def written(name: str, happenings: Iterable[CalendarEvent], *, at: datetime, host: str) -> bytes:
    """The file: CRLF lines, folded, UTF-8. ``at`` is when it was made, ``host`` names the installation.

    A phone that follows two installations keeps their meetings apart by it (RFC 7986, 5.3).
    """
    from icalendar import Calendar  # 4 MB in each process, for feeds alone

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    head, end, rest = calendar.to_ical(sorted=False).rpartition(b"END:VCALENDAR")
    stamp = _instant(at)
    return b"".join((head, *(_event(happening, stamp, host) for happening in happenings), end, rest))


def _event(event: CalendarEvent, stamp: str, host: str) -> bytes:
    """Written by hand: the library folds letter by letter, a fifth of a second for a thousand (decision 0025)."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.key)}@{host}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{stamp}",
        *_span(event),
        f"SUMMARY:{_escaped(event.title)}",
    ]
    lines += [
        f"{name}:{_escaped(text)}" for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.note)) if text
    ]
    if event.url:
        lines.append(f"URL:{event.url}")
    lines += ["STATUS:CANCELLED" if event.cancelled else "STATUS:CONFIRMED", "END:VEVENT"]
    return b"".join(map(_folded, lines))


def _span(event: CalendarEvent) -> list[str]:
    if isinstance(event.begins, datetime):
        ends = event.begins + timedelta(minutes=event.minutes)
        return [f"DTSTART:{_instant(event.begins)}", f"DTEND:{_instant(ends)}"]
    days = event.begins, event.begins + timedelta(days=1)
    first, after = (f"{day:%Y%m%d}" for day in days)
    return [f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}", "TRANSP:TRANSPARENT"]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A line of the file is ended by us alone, whatever was typed."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """At most 75 bytes a line, no letter cut in two; what goes on begins with a space."""
    rest, parts = line.encode(), []
    while len(rest) > LONGEST:
        cut = LONGEST
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(rest[:cut])
        rest = b" " + rest[cut:]
    return b"\r\n".join((*parts, rest)) + b"\r\n"
