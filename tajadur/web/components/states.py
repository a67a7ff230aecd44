"""What each state of an obligation looks like: tone, shape and word, fixed everywhere."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from tajadur.rules.status import State
from tajadur.web.templatetags.icons import icon


@dataclass(frozen=True, slots=True)
class Look:
    """Tone (ok, warn, late, info, idle), icon of the sprite, word."""

    tone: str
    icon: str
    word: str | Promise


# What a month of a strip says of a state; where nothing is said yet, the month is not due or not asked.
_HELD = ("ok", _("%(period)s: held and reported"))
_NOT_HELD = ("no", _("%(period)s: not held"))
_MONTHS = {
    State.ON_TIME: _HELD,
    State.EXTENDED: _HELD,
    State.LATE: ("late", _("%(period)s: reported late")),
    State.NOT_HELD: _NOT_HELD,
    State.GRACE: _NOT_HELD,
    State.SILENT: _NOT_HELD,
}
_NOT_DUE = ("", _("%(period)s: not due yet or not asked"))
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


def month_mark(state: str | None, number: int | str, period: str) -> dict[str, Any]:
    """A mark of components/months.html, with words for screen readers; ``state`` None: nothing was asked."""
    look, words = _NOT_DUE if state is None else _MONTHS.get(State(state), _NOT_DUE)
    return {"number": number, "state": look, "words": words % {"period": period}}


def days_late(days: int) -> str:
    """«126 days late»."""
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
