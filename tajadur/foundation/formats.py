"""Days and periods as each language of Morocco writes them, in plain text. What is None is shown as «—».

Django's own Arabic differs from Morocco's in month names, digits and order, hence our own tables. Pages get these as
filters from ``web.templatetags.formats``, messages from ``registry.notices.templatetags``.
"""

from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.rules.circulars import version_of_key
from tajadur.rules.cycles import CycleUnit
from tajadur.rules.filings import day_of_key
from tajadur.rules.periods import parse_period_key

from .calendar import civil_day

_words = str.split
NOTHING = "—"
COMMA = {"ar": "، ", "fr": ", ", "en": ", "}
_FEW = dict(enumerate(_words("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"), 3))
DASH = "\u2013"
_FIRST = {"ar": "فاتح", "fr": "1er", "en": "1"}
_MONTHS = {
    "ar": _words("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"),
    "fr": _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "en": _words("January February March April May June July August September October November December"),
}
_SHORT_MONTHS = {
    "fr": _words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "en": _words("Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec"),
}
_WEEKDAYS = {
    "ar": _words("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
    "fr": _words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "en": _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}


def language() -> str:
    """The language in force, as one of ar, fr, en."""
    code = (get_language() or "ar")[:2]
    return code if code in _MONTHS else "en"


def day(value: date | None) -> str:
    """«الخميس 21 ماي 2026», «jeudi 21 mai 2026», «Thursday 21 May 2026»; an instant gives its day in Morocco."""
    return f"{weekday(value)} {day_month_year(value)}" if value else missing(value)


def day_month_year(value: date | None) -> str:
    """«21 ماي 2026», «1er mai 2026», «فاتح ماي 2026»."""
    return f"{day_short(value)} {civil_date(value).year}" if value else missing(value)


def day_short(value: date | None) -> str:
    """«21 ماي», «1er mai»: where the year is plain."""
    if not value:
        return missing(value)
    on = civil_date(value)
    return f"{_FIRST[language()] if on.day == 1 else on.day} {month_name(on)}"


def weekday(value: date | None) -> str:
    """«الخميس», «jeudi»."""
    return _WEEKDAYS[language()][civil_date(value).weekday()] if value else missing(value)


def weekday_name(number: int) -> str:
    """«الاثنين», «lundi»: of a day of the week, 0 is Monday."""
    return _WEEKDAYS[language()][number]


def few(count: int) -> str:
    """A number of masculine things inside a sentence: Arabic writes 3 to 10 in words, «سبعة»; else figures."""
    return _FEW.get(count, str(count)) if language() == "ar" else str(count)


def month_year(value: date | str | None) -> str:
    """«ماي 2026», of a day or of a monthly period key."""
    if isinstance(value, str):
        return period(value)
    return f"{month_name(value)} {civil_date(value).year}" if value else missing(value)


def month_name(value: date | int | None) -> str:
    """«ماي», «mai», «May», of a day or of a month number 1–12."""
    if not value:
        return missing(value)
    month = value if isinstance(value, int) else civil_date(value).month
    return _MONTHS[language()][month - 1]


def months_shortened(text: str) -> str:
    """The text with its months in the short form of the language, «sept.» for «septembre»; Arabic ones have none."""
    for name, short in zip(_MONTHS[language()], _SHORT_MONTHS.get(language(), ()), strict=False):
        text = text.replace(name, short)
    return text


def period(key: str | None) -> str:
    """A period key in words: «ماي 2026» (2026-05), «ماي–يونيو 2026» (2026B3), «9–15 فبراير 2026» (2026W07), «2026».

    What a circular asks has its version as a period: «version 2»; what is declared to the authority, the first day of
    the office. Another key is given as it is.
    """
    if not key:
        return missing(key)
    if began := day_of_key(key):
        return day_month_year(began)
    if version := version_of_key(key):
        return _("version %(number)s") % {"number": version}
    parsed = parse_period_key(key)
    if parsed is None or not parsed[0].cycle.mark:
        return key
    kind, cut = parsed
    if kind.cycle.unit is CycleUnit.WEEK:
        return days_between(cut.start, cut.end)
    if kind.cycle.length == 1:
        return month_year(cut.start)
    return f"{month_name(cut.start)}{DASH}{month_year(cut.end)}"


def period_short(key: str) -> str:
    """The head of a column, which leaves out the year: the month alone, the first day of a week; else ``period``."""
    parsed = parse_period_key(key)
    if parsed is None or not is_year_left_out(key):
        return period(key)
    kind, cut = parsed
    return day_short(cut.start) if kind.cycle.unit is CycleUnit.WEEK else month_name(cut.start)


def period_number(key: str) -> str:
    """The same in figures where there is hardly room: «5» for May, «9/2» for a week; nothing for a longer period."""
    parsed = parse_period_key(key)
    if parsed is None or not is_year_left_out(key):
        return ""
    kind, cut = parsed
    return f"{cut.start.day}/{cut.start.month}" if kind.cycle.unit is CycleUnit.WEEK else str(cut.start.month)


def is_year_left_out(key: str) -> bool:
    """Is the head of its column a month or a week, so that the year must stand somewhere beside?"""
    parsed = parse_period_key(key)
    return parsed is not None and (parsed[0].cycle.unit is CycleUnit.WEEK or parsed[0].cycle.length == 1)


def days_between(first: date, last: date) -> str:
    """«9–15 فبراير 2026», «29 يونيو–5 يوليوز 2026», «28 دجنبر 2026–3 يناير 2027»."""
    if first.year != last.year:
        return f"{day_month_year(first)}{DASH}{day_month_year(last)}"
    if first.month != last.month:
        return f"{day_short(first)}{DASH}{day_month_year(last)}"
    return f"{_FIRST[language()] if first.day == 1 else first.day}{DASH}{day_month_year(last)}"


def civil_date(value: date | None) -> date:
    """The day itself, or the civil day in Morocco of an aware instant. Raises TypeError for anything else."""
    if isinstance(value, datetime):
        return civil_day(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is no day")


def missing(value: object) -> str:
    """«—» for None; a variable the template does not know stays the text Django made of it."""
    return value if isinstance(value, str) else NOTHING
