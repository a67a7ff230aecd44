"""Moroccan formats: days, hours, numbers, phones, as each language writes them. Loaded in every template.

Django's own Arabic differs from Morocco's in month names, digits and order, hence our own tables. Filters give plain
text unless said otherwise: put them in ``<bdi>``. What is None is shown as «—».
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.clock import ZONE, today
from tajadur.rules.cycles import CycleUnit
from tajadur.rules.periods import parse_period_key

register = template.Library()

_words = str.split
NOTHING = "—"
NBSP, MINUS, DASH = "\u00a0", "\u2212", "\u2013"
_SPACED = {"ar": NBSP, "fr": NBSP, "en": ","}
_FIRST = {"ar": "فاتح", "fr": "1er", "en": "1"}
_COMMA = {"ar": "، ", "fr": ", ", "en": ", "}
_MONTHS = {
    "ar": _words("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"),
    "fr": _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "en": _words("January February March April May June July August September October November December"),
}
_WEEKDAYS = {
    "ar": _words("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
    "fr": _words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "en": _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
_RELATIVE_DAYS = 7


def language() -> str:
    """The language in force, as one of ar, fr, en."""
    code = (get_language() or "ar")[:2]
    return code if code in _MONTHS else "en"


@register.filter
def day(value: date | None) -> str:
    """«الخميس 21 ماي 2026», «jeudi 21 mai 2026», «Thursday 21 May 2026»; an instant gives its day in Morocco."""
    return f"{weekday(value)} {day_month_year(value)}" if value else _nothing(value)


@register.filter
def day_month_year(value: date | None) -> str:
    """«21 ماي 2026», «1er mai 2026», «فاتح ماي 2026»."""
    return f"{day_short(value)} {_civil(value).year}" if value else _nothing(value)


@register.filter
def day_short(value: date | None) -> str:
    """«21 ماي», «1er mai»: where the year is plain."""
    if not value:
        return _nothing(value)
    civil = _civil(value)
    return f"{_FIRST[language()] if civil.day == 1 else civil.day} {month_name(civil)}"


@register.filter
def weekday(value: date | None) -> str:
    """«الخميس», «jeudi»."""
    return _WEEKDAYS[language()][_civil(value).weekday()] if value else _nothing(value)


@register.filter
def month_year(value: date | str | None) -> str:
    """«ماي 2026», of a day or of a monthly period key."""
    if isinstance(value, str):
        return period(value)
    return f"{month_name(value)} {_civil(value).year}" if value else _nothing(value)


@register.filter
def month_name(value: date | int | None) -> str:
    """«ماي», «mai», «May», of a day or of a month number 1–12."""
    if not value:
        return _nothing(value)
    month = value if isinstance(value, int) else _civil(value).month
    return _MONTHS[language()][month - 1]


@register.filter
def period(key: str | None) -> str:
    """A period key in words: «ماي 2026» (2026-05), «ماي–يونيو 2026» (2026B3), «9–15 فبراير 2026» (2026W07), «2026».

    Another key is given as it is.
    """
    if not key:
        return _nothing(key)
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


@register.filter
def clock(value: time | datetime | str | None) -> str:
    """«18:30»; an aware instant gives the wall time in Morocco."""
    if value is None or isinstance(value, str):
        return _nothing(value)
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).time() if value.tzinfo else value.time()
    return f"{value:%H:%M}"


@register.filter
def instant(value: datetime | None) -> str:
    """«21 ماي 2026، 18:30» in Morocco."""
    return f"{day_month_year(value)}{_COMMA[language()]}{clock(value)}" if value else _nothing(value)


@register.filter
def time_tag(value: date | time | str | None, form: str = "day") -> SafeString | str:
    """``<time datetime="2026-05-21">…</time>`` around one of the forms above, by name (``d|time_tag:"day_short"``)."""
    if value is None or isinstance(value, str):
        return _nothing(value)
    return format_html('<time datetime="{}">{}</time>', _machine(value), _FORMS[form](value))


@register.filter
def since(value: date | None, on: date | None = None) -> SafeString | str:
    """How far a day is from ``on`` (today when left out), within a week: «منذ يومين», «غدا», the date in its title.

    Further away it is the date itself. Gives a ``<time>`` element.
    """
    if not value:
        return _nothing(value)
    ago = ((on or today()) - _civil(value)).days
    words = _relative(ago) if abs(ago) < _RELATIVE_DAYS else day_month_year(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', _machine(value), day(value), words)


@register.filter
def number(value: float | Decimal | str | None, decimals: int | None = None) -> str:
    """«12 480» (no-break space; a comma in English), «1,5» (a point in English), a true minus.

    Whole numbers have no decimals; others one, or ``decimals``.
    """
    if value is None or isinstance(value, str):
        return _nothing(value)
    if decimals is None:
        decimals = 0 if value == int(value) else 1
    whole, _, rest = f"{abs(value):,.{decimals}f}".partition(".")
    lang = language()
    text = whole.replace(",", _SPACED[lang]) + (f"{'.' if lang == 'en' else ','}{rest}" if rest else "")
    return MINUS + text if value < 0 and any(char in "123456789" for char in text) else text


@register.filter
def percent(value: float | str | None) -> str:
    """«61%», in French «61 %». A whole number is already in percent; a fraction 0–1 is a share.

    A share short of all is never 100, one above nothing never 0. Raises ValueError for a share outside 0–1.
    """
    if value is None or isinstance(value, str):
        return _nothing(value)
    return f"{number(_points(value))}{NBSP if language() == 'fr' else ''}%"


@register.filter
def signed(value: float | str | None) -> SafeString | str:
    """A change with its sign, «+7» or «−3», isolated left to right; «0» has none. Gives an element."""
    if value is None or isinstance(value, str):
        return _nothing(value)
    return format_html('<bdi class="num">{}{}</bdi>', "+" if value > 0 else "", number(value))


@register.filter
def phone(value: str | None) -> SafeString | str:
    """An E.164 number in groups, «+212 6 61 23 45 67», isolated left to right. Gives an element."""
    if not value:
        return _nothing(value)
    return format_html('<bdi class="num">{}</bdi>', phone_text(value))


@register.filter
def phone_link(value: str | None) -> SafeString | str:
    """The number as a link that calls it."""
    if not value:
        return _nothing(value)
    return format_html('<a class="num" href="tel:{}">{}</a>', value, phone_text(value))


def phone_text(value: str) -> str:
    """An E.164 number in groups of international form, as plain text; what is no number stays as it is."""
    import phonenumbers  # five megabytes, in no process that shows no telephone

    try:
        parsed = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    national = str(parsed.national_number)
    if parsed.country_code == 212 and len(national) == 9:
        return " ".join(["+212", national[0], *(national[at : at + 2] for at in range(1, 9, 2))])
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("-", " ")


def _relative(ago: int) -> str:
    if ago == 0:
        return gettext("today")
    if abs(ago) == 1:
        return gettext("yesterday") if ago > 0 else gettext("tomorrow")
    if ago > 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", ago) % {"n": ago}
    return ngettext("in %(n)s day", "in %(n)s days", -ago) % {"n": -ago}


def _points(value: float) -> int:
    if isinstance(value, int):
        return value
    if not 0 <= value <= 1:
        raise ValueError(f"{value} is no share of a whole")
    if value in (0, 1):
        return int(100 * value)
    return min(99, max(1, int(100 * value + 0.5)))


def _civil(value: date | None) -> date:
    if isinstance(value, datetime):
        return civil_day(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is no day")


def _machine(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def _nothing(value: object) -> str:
    """«—» for None; a variable the template does not know stays the text Django made of it."""
    return value if isinstance(value, str) else NOTHING


_FORMS: dict[str, Callable[..., str]] = {
    form.__name__: form for form in (day, day_month_year, day_short, month_year, clock, instant)
}
