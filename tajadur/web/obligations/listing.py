"""The rows of the list within reach, as one string: a template per row costs ten times as much."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tajadur.foundation.formats import period
from tajadur.web.components.states import state_badge
from tajadur.web.templatetags.formats import time_tag

COLUMNS = (
    "period_key", "due_on", "unit__name_ar", "unit__name_latin",
    *(f"{place}__name_{language}" for place in ("unit__kind", "directive") for language in ("ar", "fr", "en")),
)  # fmt: skip


def reach_rows(rows: Iterable[Any]) -> SafeString:
    """Unit with its kind, directive, period, last day, state; each row leads to its obligation."""
    before = reverse("obligations:detail", args=[0]).removesuffix("0/")
    badge = cache(state_badge)
    day, key_words = cache(lambda on: time_tag(on, "day_month_year")), cache(lambda key: escape(period(key)))
    named, due = cache(escape), escape(_("Due on"))
    return mark_safe(  # noqa: S308  every value goes through escape() or is drawn by a component
        "".join(
            f'<tr><th scope="row"><a href="{before}{row.pk}/"><bdi>{escape(row.unit.name)}</bdi></a>'
            f"<small>{named(row.unit.kind.name)}</small></th>"
            f'<td class="f-full">{named(row.directive.name)}</td>'
            f'<td class="muted"><bdi>{key_words(row.period_key)}</bdi></td>'
            f'<td class="f-end"><span class="only-phone xs muted">{due}</span> {day(row.due_on)}</td>'
            f'<td class="f-row">{badge(row.state)}</td></tr>\n'
            for row in rows
        )
    )
