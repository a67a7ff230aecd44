"""Is a day in Ramadan, by the computed calendar?"""

from datetime import date
from functools import lru_cache

from hijridate import Gregorian

_RAMADAN = 9
# The days that the library ``hijridate`` converts: the years 1343 to 1500.
_FIRST, _LAST = date(1924, 8, 1), date(2077, 11, 16)


@lru_cache(maxsize=256)
def is_ramadan(day: date) -> bool:
    """Is ``day`` in the ninth month of the computed Hijri calendar? False outside the years it knows."""
    if not _FIRST <= day <= _LAST:
        return False
    return Gregorian(day.year, day.month, day.day).to_hijri().month == _RAMADAN
