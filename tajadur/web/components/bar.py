"""A progress bar: width by attribute, direction by class."""

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tajadur.foundation.shares import percent_of

Tone = Literal["", "ok", "warn", "late"]


def bar(part: int, whole: int, tone: Tone = "", label: str = "") -> SafeString:
    """`part` of `whole` as a thin bar; with `label` it speaks, without it it is decoration beside written numbers."""
    percent = percent_of(min(part, whole), whole) if whole else 0
    voice = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="bar mirror" height="6" width="100%" {}><rect class="bg" width="100%" height="6" rx="3"/>'
        '<rect class="fg{}" width="{}%" height="6" rx="3"/></svg>',
        voice,
        f" fg--{tone}" if tone else "",
        percent,
    )
