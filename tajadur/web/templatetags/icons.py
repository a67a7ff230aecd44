"""Icons of the sprite, and the party's mark."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Drawn for left-to-right; they point the other way in Arabic.
DIRECTIONAL = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "external-link",
        "list",
        "list-checks",
        "log-in",
        "log-out",
        "redo-2",
        "send",
        "trending-down",
        "trending-up",
        "undo-2",
    }
)


@lru_cache(maxsize=512)
def _drawn(name: str, extra: str, sprite: str) -> SafeString:
    classes = " ".join(part for part in ("i", "i--dir" if name in DIRECTIONAL else "", extra) if part)
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>', classes, sprite, name
    )


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """The icon `name` of static/icons.svg, hidden from screen readers; `extra` adds classes.

    Icons that point somewhere are mirrored in right-to-left pages by themselves.
    """
    return _drawn(name, extra, static("icons.svg"))


_MARK = mark_safe(
    '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<circle class="seed" cx="12" cy="5.2" r="3"/>'
    '<path d="M12 8.6v4.2M12 12.6c0 3.4-6.2 2.2-6.6 6.6M12 12.6v6.8M12 12.6c0 3.4 6.2 2.2 6.6 6.6"/>'
    '<circle class="tip" cx="5.3" cy="20.6" r="1.5"/><circle class="tip" cx="12" cy="20.9" r="1.5"/>'
    '<circle class="tip" cx="18.7" cy="20.6" r="1.5"/></svg>'
)


@register.simple_tag
def mark() -> SafeString:
    """The party's mark, a seed with three roots, as SVG."""
    return _MARK
