"""What is said under each thing that happened, and where it leads."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.declarations.vocabulary import DeclarationKind, NotHeldReason
from tajadur.activity.training.vocabulary import TrainingKind
from tajadur.compliance.thread.reading import Entry
from tajadur.compliance.thread.source import ThreadEvent
from tajadur.foundation.formats import day_month_year, period
from tajadur.registry.notices.words.cases import KIND_WORDS
from tajadur.rules.dysfunctions import CaseKind
from tajadur.rules.periods import PeriodType
from tajadur.web.templatetags.formats import dirhams

MOST_NAMED = 8


def values_of(detail: Mapping[str, Any]) -> dict[str, str]:
    """The detail in words: days, periods, and ``what``: the directive with its period."""
    values = {name: _value(name, value) for name, value in detail.items() if not isinstance(value, list | dict)}
    if "duty" in values:
        of_once = detail.get("period") == PeriodType.ONCE
        values["what"] = (
            values["duty"]
            if of_once
            else _("%(directive)s, %(period)s") % {"directive": values["duty"], "period": values["period"]}
        )
    return values


def _value(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name.endswith("_on"):
        return day_month_year(date.fromisoformat(value))
    return _WORDS.get(name, str)(value)


_WORDS: dict[str, Callable[[Any], str]] = {
    "period": period,
    "amount": dirhams,
    "subject": lambda kind: str(TrainingKind(kind).label),
    "matter": lambda kind: str(KIND_WORDS[CaseKind(kind)]),
}


def to_people(_entry: Entry, unit_id: int) -> str:
    """The page of who is in the unit."""
    return reverse("units:people", args=[unit_id])


def to_meeting(entry: Entry, _unit_id: int) -> str:
    """The report of a meeting, else the meeting; nowhere for whoever may not read it."""
    if not entry.opens:
        return ""
    report = entry.detail["report_id"]
    return reverse("reports:detail", args=[report]) if report else reverse("meetings:detail", args=[entry.id])


def to_congress(entry: Entry, _unit_id: int) -> str:
    """The road of the congress."""
    return reverse("congresses:detail", args=[entry.detail["congress"]])


def to_obligation(entry: Entry, _unit_id: int) -> str:
    """What was owed."""
    return reverse("obligations:detail", args=[entry.detail["obligation"]])


def to_declaration(entry: Entry, unit_id: int) -> str:
    """The declaration, or what was owed for whoever may not read it."""
    return reverse("declarations:detail", args=[entry.id]) if entry.opens else to_obligation(entry, unit_id)


def note_of_place(entry: Entry) -> str:
    """Under what the unit was opened."""
    above = entry.detail.get("above")
    return _("Under %(unit)s") % {"unit": above} if above and entry.event == ThreadEvent.OPENED else ""


def note_of_terms(entry: Entry) -> str:
    """«Secretary: Amina T., Treasurer: …», or by post alone, alike ones counted; the first few."""
    posts = [_post(row) for row in entry.detail["posts"]]
    lines = [f"{line} × {count}" if count > 1 else line for line, count in Counter(posts).items()]
    left = len(lines) - MOST_NAMED
    if left > 1:
        lines = [*lines[:MOST_NAMED], ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left}]
    return " · ".join(lines)


def _post(row: Mapping[str, Any]) -> str:
    post = f"{row['name']} ({row['area']})" if row["area"] else row["name"]
    return _("%(post)s: %(person)s") % {"post": post, "person": row["person"]} if row["person"] else str(post)


def note_of_meeting(entry: Entry) -> str:
    """Who was there and what was decided, or why it was cancelled."""
    detail, parts = entry.detail, []
    if entry.event == ThreadEvent.CANCELLED:
        return str(detail.get("because") or "")
    if detail.get("convened"):
        parts.append(
            _("%(present)s of %(convened)s present") % {"present": detail["present"], "convened": detail["convened"]}
        )
        if detail["needed"]:
            reached = detail["present"] >= detail["needed"]
            parts.append(_("quorum reached") if reached else _("quorum not reached"))
    if count := detail.get("decisions"):
        parts.append(ngettext("%(n)s decision", "%(n)s decisions", count) % {"n": count})
    return " · ".join(parts)


def note_of_declaration(entry: Entry) -> str:
    """On which day it was done, or why it was not held."""
    if entry.event == DeclarationKind.DONE:
        return _("Done on %(day)s") % {"day": values_of(entry.detail)["happened_on"]}
    reason = entry.detail["reason"]
    return str(NotHeldReason(reason).label) if reason else ""


def note_of_request(entry: Entry) -> str:
    """What became of it."""
    return _("Taken back by the unit") if entry.detail["taken_back"] else ""
