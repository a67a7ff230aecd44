#!/bin/sh
# Seen: icalendar's Timezone.from_tzid("Africa/Casablanca") leaves out the hour changes of Ramadan in 2019 and 2024.
# A good guess is wrong: the zone's data are whole, and which year is left out depends on the first day asked for.
# Follows: a meeting of March 2024 written with that VTIMEZONE is an hour off; our feeds write instants in UTC instead.
set -eu
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
PYTHONTZPATH= "$folder/venv/bin/python" - <<'PY'
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import tzdata

CASABLANCA = "Africa/Casablanca"


def changes(first, last):
    """The days on which the offset of the zone changes, by its own data."""
    day, before = datetime(first, 1, 1, tzinfo=UTC), None
    while day.year < last:
        offset = day.astimezone(ZoneInfo(CASABLANCA)).utcoffset()
        if before is not None and offset != before:
            yield day.date()
        before, day = offset, day + timedelta(days=1)


def written(zone):
    """The days of all changes that a VTIMEZONE names."""
    for part in zone.subcomponents:
        yield part["DTSTART"].dt.date()
        lists = part.get("RDATE", [])
        for several in lists if isinstance(lists, list) else [lists]:
            yield from (each.dt.date() for each in several.dts)


def left_out(zone, first):
    known = set(written(zone))
    near = {day + timedelta(days=off) for day in known for off in (-1, 0, 1)}
    return sorted({day.year for day in changes(first, 2027) if day not in near})


print("icalendar", icalendar.__version__, "tzdata", tzdata.__version__)
whole = left_out(icalendar.Timezone.from_tzid(CASABLANCA), 2018)
print("from_tzid(zone): years of which both changes are left out:", whole)
later = {}
for year in (2018, 2023, 2024):
    zone = icalendar.Timezone.from_tzid(CASABLANCA, first_date=date(year, 1, 1), last_date=date(2028, 1, 1))
    later[year] = left_out(zone, year)
    print(f"from_tzid(zone, first_date={year}-01-01): left out:", later[year])
assert whole == [2019, 2024], whole
assert later == {2018: [2019, 2024], 2023: [2023], 2024: [2024]}, later
PY
