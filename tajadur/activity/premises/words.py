"""The hours of premises in sentences."""

from collections.abc import Iterable
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.foundation.formats import COMMA, language, weekday_name
from tajadur.rules.opening_hours import DAYS_OF_WEEK, OpenSpan, days_alike, runs_of


def hours_in_words(spans: Iterable[OpenSpan]) -> list[str]:
    """A sentence for the days of the same hours: «Monday to Friday: 09:00 to 12:00 and 15:00 to 18:00»."""
    return [
        _("%(label)s: %(text)s")
        % {
            "label": _weekdays(days.weekdays),
            "text": _listed([_from_to(opens, closes) for opens, closes in days.hours]),
        }
        for days in days_alike(spans)
    ]


def _weekdays(weekdays: tuple[int, ...]) -> str:
    if len(weekdays) == DAYS_OF_WEEK:
        return _("Every day")
    parts = []
    for first, last in runs_of(weekdays):
        if last - first >= 2:
            parts.append(_("%(first)s to %(last)s") % {"first": weekday_name(first), "last": weekday_name(last)})
        else:
            parts += [weekday_name(day) for day in range(first, last + 1)]
    return _listed(parts)


def _from_to(opens: time, closes: time) -> str:
    return _("%(opens)s to %(closes)s") % {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}


def _listed(parts: list[str]) -> str:
    """«a», «a and b», «a, b and c»."""
    *first, last = parts
    if not first:
        return last
    return pgettext("list", "%(first)s and %(last)s") % {"first": COMMA[language()].join(first), "last": last}
