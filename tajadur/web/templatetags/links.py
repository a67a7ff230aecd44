"""Addresses inside what people typed, as links that can be pressed. Loaded in every template."""

import re
from urllib.parse import urlsplit

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LONGEST_SHOWN = 48
_SPACES = re.compile(r"(\s+)")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_BEHIND = ".,;:!?،؛؟'\"”’»>)]}"


@register.filter
def linked(value: str | None) -> SafeString:
    """The text, escaped, its web addresses as links; a long one shows its host and its beginning.

    An address that names a user before its host («https://bank.example@elsewhere») stays text.
    """
    return mark_safe("".join(map(_word, _SPACES.split(value or ""))))  # noqa: S308  each word is escaped below


def _word(word: str) -> SafeString:
    scheme = _SCHEME.search(word)
    if scheme is None:
        return conditional_escape(word)
    before, address = word[: scheme.start()], word[scheme.start() :]
    bare = address.rstrip(_BEHIND)
    if not _is_plain(bare):
        return conditional_escape(word)
    return format_html(
        '{}<a class="out" href="{}" rel="noopener noreferrer nofollow" dir="ltr">{}</a>{}',
        before,
        bare,
        _shown(bare[len(scheme.group()) :]),
        address[len(bare) :],
    )


def _is_plain(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False


def _shown(address: str) -> str:
    return address if len(address) <= LONGEST_SHOWN else f"{address[:LONGEST_SHOWN]}…"
