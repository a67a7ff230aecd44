"""What an act changed, in words: each value with its name, and what it was before where the audit log kept it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.congresses.queries.templates import stage_names
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.people.queries.changes import ChangeRow
from tajadur.organisation.people.vocabulary import title_of
from tajadur.organisation.units.queries.tree import units_named
from tajadur.web.templatetags.formats import dirhams, number

from .fields import BEFORE, ShownAs, ShownField, field_of

_TARGETS = {
    "meeting": "meetings:detail",
    "series": "meetings:series",
    "report": "reports:detail",
    "obligation": "obligations:detail",
}


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value: its name, what it is from this act on, what it was (empty when nothing says)."""

    label: str
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One act as the page shows it; ``about`` is the post or body it is about, ``url`` the page of its subject."""

    row: ChangeRow
    sentence: str
    by: str
    about: str
    url: str
    values: list[ChangedValue]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that values refer to: of units by id, of stages by code."""

    units: Mapping[int, str]
    stages: Mapping[str, str]


def shown_changes(
    rows: Iterable[ChangeRow], *, reads_people: bool = False, with_unit: bool = False
) -> list[ShownChange]:
    """The acts in words: at most two queries. ``reads_people``: a mandate leads to the page of its holder."""
    read = [(row, _pairs(row)) for row in rows]
    names = _names(read, [row.unit_id for row, _ in read if row.unit_id] if with_unit else [])
    return [
        ShownChange(
            row=row,
            sentence=str(row.words.sentence),
            by=title_of(row.by) if row.by else _("The system") if row.is_system else _("The office was not noted"),
            about=title_of(row.office) if row.office else row.body,
            url=_url(row, reads_people),
            values=_values(row, pairs, names),
            unit=names.units.get(row.unit_id or 0, "") if with_unit else "",
        )
        for row, pairs in read
    ]


def _url(row: ChangeRow, reads_people: bool) -> str:
    kind, number_of = row.subject
    if kind == "mandate" and row.person_id and reads_people:
        return reverse("people:detail", args=[row.person_id])
    if kind == "obligation" and row.detail.get("congress"):
        return reverse("congresses:detail", args=[row.detail["congress"]])
    return reverse(_TARGETS[kind], args=[number_of]) if kind in _TARGETS and number_of else ""


def _pairs(row: ChangeRow) -> list[tuple[ShownField, Any, Any]]:
    """(field, after, before) of what is shown of the act."""
    after, before = _sides(row.act, row.detail)
    pairs = []
    for key, value in after.items():
        shown = field_of(row.act, key)
        if shown is None or (value is None and before.get(key) is None):
            continue
        pairs.append((shown, value, before.get(key)))
    return pairs


def _sides(act: str, detail: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    was, after = detail.get("was"), detail.get("after")
    if isinstance(after, dict):
        whole = detail.get("before")
        return after, whole if isinstance(whole, dict) else {}
    before = dict(was) if isinstance(was, dict) else {}
    before |= {key: detail.get(former) for key, former in BEFORE.get(act, {}).items()}
    now = {}
    for key, value in detail.items():
        if isinstance(value, list) and len(value) == 2 and key == "amount":
            before[key], now[key] = value
        else:
            now[key] = value
    return now, before


def _names(read: list[tuple[ChangeRow, list[tuple[ShownField, Any, Any]]]], also: list[int]) -> _Names:
    values = [(shown.shown, value) for _, pairs in read for shown, *both in pairs for value in both]
    units = {value for how, value in values if how is ShownAs.UNIT and isinstance(value, int)}
    needs_stages = any(how is ShownAs.STAGE for how, _ in values)
    return _Names(units_named(units.union(also)), stage_names() if needs_stages else {})


def _values(row: ChangeRow, pairs: list[tuple[ShownField, Any, Any]], names: _Names) -> list[ChangedValue]:
    lines = []
    for shown, after, before in pairs:
        now, was = _written(shown, after, names), _written(shown, before, names)
        if now or was:
            lines.append(ChangedValue(str(shown.label), now or "—", was if was != now else ""))
    return lines


def _written(shown: ShownField, value: Any, names: _Names) -> str:
    """One value in words; nothing for what is not of the kind it should be: a row of long ago."""
    if value is None or value == "" or value == "None":
        return ""
    match shown.shown:
        case ShownAs.DAY:
            return _day(value)
        case ShownAs.NUMBER:
            return number(value) if isinstance(value, int) and not isinstance(value, bool) else _digits(value)
        case ShownAs.AMOUNT:
            return dirhams(value) if isinstance(value, int) and not isinstance(value, bool) else ""
        case ShownAs.YES_NO:
            return (_("yes") if value else _("no")) if isinstance(value, bool) else ""
        case ShownAs.UNIT:
            return names.units.get(value, "") if isinstance(value, int) else ""
        case ShownAs.STAGE:
            return names.stages.get(str(value), "")
        case ShownAs.WORDS:
            words = shown.words or {}
            codes = value if isinstance(value, list) else [value]
            return " · ".join(str(words[code]) for code in map(str, codes) if code in words)
    return str(value) if isinstance(value, str) else ""


def _day(value: Any) -> str:
    try:
        return day_month_year(date.fromisoformat(str(value)))
    except ValueError:
        return ""


def _digits(value: Any) -> str:
    return number(int(value)) if isinstance(value, str) and value.isascii() and value.isdecimal() else ""
