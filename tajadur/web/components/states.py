"""What each state of an obligation looks like: tone, shape and word, fixed everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from tajadur.rules.status import WAITING_STATES
from tajadur.web.templatetags.icons import icon


@dataclass(frozen=True, slots=True)
class Look:
    """Tone (ok, warn, late, info, idle), icon of the sprite, word."""

    tone: str
    icon: str
    word: str | Promise


LOOKS = {
    "on_time": Look("ok", "circle-check", _("On time")),
    "extended": Look("ok", "calendar-check", _("Within the extension")),
    "late": Look("warn", "clock-3", _("Received late")),
    "cancelled": Look("idle", "ban", _("No longer asked")),
    "excused": Look("idle", "shield-check", pgettext_lazy("obligation", "Excused")),
    "not_held": Look("info", "message-square-text", _("Declared not held")),
    "upcoming": Look("idle", "circle-dashed", _("Not due yet")),
    "open": Look("info", "calendar-days", _("Open")),
    "extension_running": Look("info", "calendar-clock", _("Extension running")),
    "grace": Look("warn", "hourglass", _("In the grace days")),
    "silent": Look("late", "triangle-alert", _("Overdue, no answer")),
}
NO_DUTY = Look("idle", "minus", _("not required"))


def badge(tone: str, icon_name: str, word: str) -> SafeString:
    """Shape, word and colour together; any of the three alone would not be enough."""
    return format_html('<span class="bd bd--{}">{}{}</span>', tone, icon(icon_name), word)


def state_icon(state: str) -> SafeString:
    """The shape of an obligation's `state` alone, where its word stands beside it."""
    return icon(LOOKS[state].icon)


def state_tone(state: str) -> str:
    """The tone of an obligation's `state`, where its mark is drawn without its badge."""
    return LOOKS[state].tone


def state_badge(state: str, word: str = "") -> SafeString:
    """The badge of an obligation's `state`; `word` replaces the word («2 days late»). Unknown states raise KeyError."""
    look = LOOKS[state]
    return badge(look.tone, look.icon, word or str(look.word))


def look_of(state: str | None) -> Look:
    """The look of an obligation's ``state``; None: there was nothing to do. Unknown states raise KeyError."""
    return NO_DUTY if state is None else LOOKS[state]


def month_mark(state: str | None, number: int | str, period: str) -> dict[str, Any]:
    """A mark of a strip of months: the shape and tone of its state everywhere else, and its word, read aloud."""
    look = look_of(state)
    words = _("%(period)s: %(state)s") % {"period": period, "state": look.word}
    return {"number": number, "tone": "" if state in WAITING_STATES else look.tone, "icon": look.icon, "words": words}


def months_strip(marks: Iterable[Mapping[str, Any]], *, small: bool = False) -> SafeString:
    """The periods of one unit as a list of marks, oldest first; ``small``: without the numbers under them."""
    number = SafeString("") if small else SafeString('<span aria-hidden="true">{}</span>')
    row = f'<li><span class="x x--{{}}" title="{{}}">{{}}</span>{number}<span class="vh">{{}}</span></li>'
    items = (
        format_html(row, mark["tone"], mark["words"], icon(mark["icon"]), *numbers, mark["words"])
        for mark in marks
        for numbers in [() if small else (mark["number"],)]
    )
    return format_html('<ol class="months{}">{}</ol>', " months--s" if small else "", mark_safe("".join(items)))  # noqa: S308


def marks_legend(states: Iterable[str | None]) -> list[Look]:
    """What the marks of these states mean: each once, in the order of the table of states, «not required» last."""
    known = set(states)
    return [look for state, look in LOOKS.items() if state in known] + ([NO_DUTY] if None in known else [])


def days_late(days: int) -> str:
    """«126 days late»."""
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
