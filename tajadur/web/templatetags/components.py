"""The drawn components, for templates: `{% load components %}`."""

from collections.abc import Mapping, Sequence

from django import template

from tajadur.foundation.shares import heat_bin, percent_of, percent_text, share_text
from tajadur.web.components.bar import bar
from tajadur.web.components.offices import who_can
from tajadur.web.components.states import badge, months_strip, state_badge, state_icon, state_tone
from tajadur.web.components.strip import month_strip, spark

register = template.Library()

register.simple_tag(bar)
register.simple_tag(badge)
register.simple_tag(state_badge)
register.simple_tag(state_icon)
register.simple_tag(state_tone)
register.simple_tag(month_strip)
register.simple_tag(months_strip)
register.simple_tag(spark)
register.simple_tag(share_text)
register.simple_tag(who_can)


@register.simple_tag
def rate(part: int, whole: int) -> str:
    """«61%», or «—» when nothing was expected."""
    return percent_text(percent_of(part, whole)) if whole else "—"


@register.simple_tag
def heat(part: int, whole: int) -> int:
    """The heat bin 0 to 5 of a share; 0 when nothing was expected."""
    return heat_bin(percent_of(part, whole)) if whole else 0


@register.filter
def sentences(errors: Mapping[str, Sequence[object]]) -> int:
    """How many sentences the errors of a form are: one field may have two."""
    return sum(len(error) for error in errors.values())
