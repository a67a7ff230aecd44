"""Days as people write them: figures in either order, months by name in three languages, serials of spreadsheets.

What could be two days is refused by a code that says so; nothing is guessed but what every office of Morocco means:
05/06/2025 is the fifth of June.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from hijridate import Hijri

from .arabic import digits, fold
from .errors import BadInput

_words = str.split
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST = 60
_ISLAMIC = range(1343, 1501)  # the years that can be converted
_LAST_SHORT = 69  # two figures up to these are of this century
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
_SERIAL = re.compile(r"(\d{5})(?:\.\d{1,12})?")
_WHOLE = re.compile(r"\d{8}")
_CLOCK = re.compile(r"(?:T| )\d{1,2}[:hH]\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?Z?$")
_YEAR_FIRST = re.compile(r"(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})")
_NO_DAY = re.compile(r"\d{4}|\d{1,2} ?[-/.] ?\d{4}|\d{4} ?[-/.] ?\d{1,2}")
_MARKS = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0x61C, 0xFEFF), "") | {
    0xA0: " ",
    0x202F: " ",
}

_NAMES = """
janvier janv jan january يناير جانفي
fevrier fevr fev feb february فبراير فيفري شباط
mars march mar مارس اذار
avril avr april apr ابريل افريل نيسان
mai may ماي مايو ايار
juin june jun يونيو يونيه جوان حزيران
juillet juil july jul يوليوز يوليو يوليه جويليه تموز
aout aou august aug غشت اغسطس اوت
septembre sept sep september شتنبر سبتمبر ايلول
octobre oct october اكتوبر
novembre nov november نونبر نوفمبر
decembre dec december دجنبر ديسمبر
"""
_ISLAMIC_NAMES = """
محرم muharram
صفر safar
ربيعالاول ربيع1 rabi1
ربيعالثاني ربيعالاخر ربيع2 rabi2
جماديالاولي جمادي1 joumada1
جماديالثانيه جماديالاخره جمادي2 joumada2
رجب rajab
شعبان chaabane shaban
رمضان ramadan
شوال chaoual shawwal
ذوالقعده ذيالقعده
ذوالحجه ذيالحجه
"""


def _numbered(names: str) -> dict[str, int]:
    rows: Iterable[tuple[int, str]] = enumerate(names.strip().splitlines(), start=1)
    return {fold(name).replace(" ", ""): number for number, row in rows for name in row.split()}


_MONTHS, _ISLAMIC_MONTHS = _numbered(_NAMES), _numbered(_ISLAMIC_NAMES)
_FILLERS = frozenset(map(fold, ("de", "du", "le", "of", "the", "في", "من", "يوم", "م", "سنة", "عام")))
_WEEKDAYS = frozenset(
    map(
        fold,
        _words(
            "lundi mardi mercredi jeudi vendredi samedi dimanche "
            "monday tuesday wednesday thursday friday saturday sunday "
            "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اثنين ثلاثاء أربعاء خميس جمعة سبت أحد"
        ),
    )
)
_FIRST = frozenset(map(fold, ("1er", "فاتح", "premier", "1st")))


def read_day(typed: str, *, doubtful_order: bool = False) -> date | None:
    """The day; None for nothing. ``doubtful_order``: others beside it put the month first, so 05/06 may be either.

    Raises BadInput (field empty): not_a_day, no_such_day, year_out_of_range (``earliest``, ``latest``), day_missing
    for a month or a year alone, day_two_ways (``first``, ``second``), day_islamic (``about``: the civil day).
    """
    text = _bare(typed)
    if not text:
        return None
    text = _CLOCK.sub("", text).strip()
    if match := _SERIAL.fullmatch(text):
        return _of_serial(int(match[1]))
    if _WHOLE.fullmatch(text):
        return _of_eight(text)
    if _NO_DAY.fullmatch(text):
        raise BadInput("", "day_missing")
    if match := _YEAR_FIRST.fullmatch(text):
        return _civil(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        return _by_order(int(match[1]), int(match[2]), _year(match[3]), doubtful_order)
    return _by_name(text)


def month_leads(typed: str) -> bool:
    """Does it put the month before the day, beyond doubt: 12/31/2025?"""
    match = _YEAR_LAST.fullmatch(_CLOCK.sub("", _bare(typed)).strip())
    return bool(match and int(match[1]) <= 12 < int(match[2]) <= 31)


def is_plain(typed: str) -> bool:
    """Does anybody read it as the same day at once? Not a number of a spreadsheet, two figures for a year, the month
    first."""
    text = _CLOCK.sub("", _bare(typed)).strip()
    match = _YEAR_LAST.fullmatch(text)
    short = bool(match and len(match[3]) == 2)
    return not (short or month_leads(typed) or _SERIAL.fullmatch(text) or _WHOLE.fullmatch(text))


def _bare(typed: str) -> str:
    """Without marks and double blanks; a text too long for a day is left as one that is none."""
    bare = " ".join(digits(typed[: 4 * LONGEST]).translate(_MARKS).split())
    return bare if len(bare) <= LONGEST and len(typed) <= 4 * LONGEST else "?"


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number <= _LAST_SHORT else 1900)


def _civil(year: int, month: int, day: int) -> date:
    if year in _ISLAMIC:
        raise _islamic(year, month, day)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise BadInput("", "year_out_of_range", earliest=str(EARLIEST_YEAR), latest=str(LATEST_YEAR))
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInput("", "no_such_day") from None


def _islamic(year: int, month: int, day: int) -> BadInput:
    try:
        about = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return BadInput("", "year_out_of_range", earliest=str(EARLIEST_YEAR), latest=str(LATEST_YEAR))
    return BadInput("", "day_islamic", about=date(about.year, about.month, about.day))


def _by_order(first: int, second: int, year: int, doubtful_order: bool) -> date:
    if second > 12 >= first:
        return _civil(year, first, second)
    day = _civil(year, second, first)
    if doubtful_order and first <= 12 and first != second:
        raise BadInput("", "day_two_ways", first=day, second=_civil(year, first, second))
    return day


def _of_serial(number: int) -> date:
    return _civil(*(_EPOCH + timedelta(days=number)).timetuple()[:3])


def _of_eight(text: str) -> date:
    """20251231 and 31122025; both at once cannot be for a year from 1990 on, save where the day would not exist."""
    if EARLIEST_YEAR <= int(text[:4]) <= LATEST_YEAR:
        return _civil(int(text[:4]), int(text[4:6]), int(text[6:]))
    return _civil(int(text[4:]), int(text[2:4]), int(text[:2]))


def _by_name(text: str) -> date:
    """A month by its name, with a day and a year around it in any order."""
    words = [word for word in fold(text).split() if word not in _FILLERS and word not in _WEEKDAYS]
    named = ["1" if word in _FIRST else word for word in words]
    figures = [word for word in named if word.isdecimal()]
    name = "".join(word for word in named if not word.isdecimal())
    month, islamic = _MONTHS.get(name), _ISLAMIC_MONTHS.get(name)
    years = [word for word in figures if len(word) == 4]
    if not (month or islamic) or len(figures) > 2 or len(years) > 1:
        raise BadInput("", "not_a_day")
    if len(figures) < 2:
        raise BadInput("", "day_missing")
    # Of two short figures the last one is the year: 31-déc-25.
    year = years[0] if years else figures[1]
    day = next(word for word in figures if word is not year)
    if len(day) > 2 or len(year) not in {2, 4}:
        raise BadInput("", "not_a_day")
    if islamic:
        raise _islamic(int(year), islamic, int(day))
    return _civil(_year(year), month or 0, int(day))
