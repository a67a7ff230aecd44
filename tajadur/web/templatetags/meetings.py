"""The words of rhythms and of short weekdays, for the pages of meetings."""

from datetime import date

from django import template
from django.utils.translation import gettext as _

from tajadur.activity.meetings.queries.calendar import rhythm_of
from tajadur.foundation.formats import language
from tajadur.web.components.meetings import meeting_badge

register = template.Library()
register.simple_tag(meeting_badge)

_SHORT = {
    "ar": ("اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "أحد"),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@register.filter
def weekday_short(value: date) -> str:
    """The weekday as a column of a calendar names it."""
    return _SHORT[language()][value.weekday()]


@register.simple_tag
def rhythm_words(rule: str) -> str:
    """«Every month: first Saturday», in the language of the page; a rule the form does not offer stays as it is."""
    rhythm = rhythm_of(rule)
    if rhythm is None:
        return rule
    words = {"pace": rhythm.pace_words, "weekday": rhythm.weekday_words, "place": rhythm.place_words}
    if rhythm.is_weekly:
        return _("%(pace)s, %(weekday)s") % words
    if rhythm.month_day == -1:
        return _("%(pace)s, the last day of the month") % words
    if rhythm.month_day:
        return _("%(pace)s, day %(day)s of the month") % (words | {"day": rhythm.month_day})
    return _("%(pace)s, %(place)s %(weekday)s of the month") % words
