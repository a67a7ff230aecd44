"""The parts of every page that are the same on all of them: drawn once, or by one component."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tajadur.web.exports.taking import addresses, is_exported

from .icons import icon

register = template.Library()


@register.simple_tag
def kept(name: str) -> SafeString:
    """The template ``name``, which takes nothing: rendered once for each language and kept."""
    if settings.DEBUG:
        return render_to_string(name)
    return _kept(name, get_language() or "")


@lru_cache(maxsize=64)
def _kept(name: str, _language: str) -> SafeString:
    return render_to_string(name)


def forget_kept() -> None:
    """Draw the parts kept anew: another party is served."""
    _kept.cache_clear()


@register.simple_tag(takes_context=True)
def export_menu(context: template.Context) -> SafeString:
    """The menu that takes the list of this page away as a file; nothing where the page has none, or is refused."""
    request = context.get("request")
    if request is None or request.resolver_match is None or context.get("is_trouble"):
        return SafeString("")
    if not is_exported(request.resolver_match.func):
        return SafeString("")
    return render_to_string("components/exports.html", {"addresses": addresses(request), "is_swapped": False})


@register.simple_tag
def menu_lines(menu: Sequence[dict[str, Any]]) -> SafeString:
    """The groups of the menu, ``[{label, items [{url, label, icon, count, hot, current}]}]``, as one string."""
    out = []
    for group in menu:
        if group["label"]:
            out.append(f'<p class="nav__h">{escape(group["label"])}</p>')
        for item in group["items"]:
            current = ' aria-current="page"' if item.get("current") else ""
            hot = " cnt--hot" if item.get("hot") else ""
            count = f'<span class="cnt{hot}">{escape(item["count"])}</span>' if item.get("count") else ""
            drawn, label = icon(item["icon"]), escape(item["label"])
            out.append(f'\n<a href="{escape(item["url"])}"{current}>{drawn}<span>{label}</span>{count}</a>')
    return mark_safe("".join(out))  # noqa: S308  every value above went through escape()
