"""Which parts of the site this party uses, and the languages it offers: `{% load installed %}`."""

from django import template

from tajadur.foundation.installation import closed_rooms, offered, scripts

register = template.Library()
ON_THE_SWITCH = 2  # the others are chosen among one's preferences


@register.filter
def in_use(room: str) -> bool:
    """Does this party use the room, «filings» and the like?"""
    return room not in closed_rooms()


@register.simple_tag
def languages_on_the_switch() -> tuple[str, ...]:
    """The languages between which the switch of every page changes."""
    return offered()[:ON_THE_SWITCH]


@register.simple_tag
def main_script() -> str:
    """The script of the default language: «ar», or «fr» for Latin letters."""
    return scripts()[0]


@register.simple_tag
def one_script() -> bool:
    """Are all names written in one script, so that each is shown once?"""
    return len(scripts()) == 1
