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
from django.utils.translation import gettext, ngettext

from tajadur.foundation.clock import ZONE, today
from tajadur.foundation.formats import (
    COMMA,
    NOTHING,
    civil_date,
    day,
    day_month_year,
    day_short,
    language,
    missing,
    month_name,
    month_year,
    period,
    weekday,
)
from tajadur.web.sources import source_words

register = template.Library()
register.filter(day)
register.filter(day_month_year)
register.filter(day_short)
register.filter(weekday)
register.filter(month_year)
register.filter(month_name)
register.filter(period)
register.filter(source_words)

NBSP, MINUS = "\u00a0", "\u2212"
_SPACED = {"ar": NBSP, "fr": NBSP, "en": ","}
_RELATIVE_DAYS = 7


@register.filter
def clock(value: time | datetime | str | None) -> str:
    """«18:30»; an aware instant gives the wall time in Morocco."""
    if value is None or isinstance(value, str):
        return missing(value)
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).time() if value.tzinfo else value.time()
    return f"{value:%H:%M}"


@register.filter
def instant(value: datetime | None) -> str:
    """«21 ماي 2026، 18:30» in Morocco."""
    return f"{day_month_year(value)}{COMMA[language()]}{clock(value)}" if value else missing(value)


@register.filter
def time_tag(value: date | time | str | None, form: str = "day") -> SafeString | str:
    """``<time datetime="2026-05-21">…</time>`` around one of the forms above, by name (``d|time_tag:"day_short"``)."""
    if value is None or isinstance(value, str):
        return missing(value)
    return format_html('<time datetime="{}">{}</time>', _machine(value), _FORMS[form](value))


@register.filter
def since(value: date | None, on: date | None = None) -> SafeString | str:
    """How far a day is from ``on`` (today when left out), within a week: «منذ يومين», «غدا», the date in its title.

    Further away it is the date itself. Gives a ``<time>`` element.
    """
    if not value:
        return missing(value)
    ago = ((on or today()) - civil_date(value)).days
    words = _relative(ago) if abs(ago) < _RELATIVE_DAYS else day_month_year(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', _machine(value), day(value), words)


@register.filter
def number(value: float | Decimal | str | None, decimals: int | None = None) -> str:
    """«12 480» (no-break space; a comma in English), «1,5» (a point in English), a true minus.

    Whole numbers have no decimals; others one, or ``decimals``.
    """
    if value is None or isinstance(value, str):
        return missing(value)
    if decimals is None:
        decimals = 0 if value == int(value) else 1
    whole, _, rest = f"{abs(value):,.{decimals}f}".partition(".")
    lang = language()
    text = whole.replace(",", _SPACED[lang]) + (f"{'.' if lang == 'en' else ','}{rest}" if rest else "")
    return MINUS + text if value < 0 and any(char in "123456789" for char in text) else text


@register.filter
def megabytes(size: int | str | None) -> str:
    """Bytes as «1,1 م.ب», «1,1 Mo», «1.1 MB»; never less than 0.1."""
    if size is None or isinstance(size, str):
        return missing(size)
    unit = {"ar": "م.ب", "fr": "Mo", "en": "MB"}[language()]
    return f"{number(max(0.1, round(size / 1_048_576, 1)))}{NBSP}{unit}"


@register.filter
def dirhams(centimes: int | str | None) -> str:
    """Whole centimes as «12 500 درهم», «12 500,50 DH»; centimes only where there are some."""
    if centimes is None or isinstance(centimes, str):
        return missing(centimes)
    amount = number(Decimal(centimes) / 100, 2 if centimes % 100 else 0)
    return f"{amount}{NBSP}{'درهم' if language() == 'ar' else 'DH'}"


@register.filter
def percent(value: float | str | None) -> str:
    """«61%», in French «61 %». A whole number is already in percent; a fraction 0–1 is a share.

    A share short of all is never 100, one above nothing never 0. Raises ValueError for a share outside 0–1.
    """
    if value is None or isinstance(value, str):
        return missing(value)
    return percent_points(_points(value))


def percent_points(points: float | Decimal) -> str:
    """So many of a hundred, with the decimals there are: «66,7%»."""
    return f"{number(points)}{NBSP if language() == 'fr' else ''}%"


@register.filter
def signed(value: float | str | None) -> SafeString | str:
    """A change with its sign, «+7» or «−3», isolated left to right; «0» has none. Gives an element."""
    if value is None or isinstance(value, str):
        return missing(value)
    return format_html('<bdi class="num">{}{}</bdi>', "+" if value > 0 else "", number(value))


@register.filter
def phone(value: str | None) -> SafeString | str:
    """An E.164 number in groups, «+212 6 61 23 45 67», isolated left to right. Gives an element."""
    if not value:
        return missing(value)
    return format_html('<bdi class="num">{}</bdi>', phone_text(value))


@register.filter
def phone_link(value: str | None) -> SafeString | str:
    """The number as a link that calls it; a dash where none is known."""
    if not value:
        return missing(value) or NOTHING
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


def _machine(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


_FORMS: dict[str, Callable[..., str]] = {
    form.__name__: form for form in (day, day_month_year, day_short, month_year, clock, instant)
}
