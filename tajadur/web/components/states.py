"""What each state of an obligation looks like: tone, shape and word, fixed everywhere."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
