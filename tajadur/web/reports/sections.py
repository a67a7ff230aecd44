"""The five sections of the form: which fields they hold, and how they stand."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.foundation import formats

from .forms import ReportForm


@dataclass(frozen=True, slots=True)
class Section:
    """One folding section: ``state`` is ok, bad or cur."""

    number: int
    title: Any
    body: str
    state: str
    note: str
    open: bool


def sections_of(form: ReportForm) -> list[Section]:
    """The sections in order; all are open but the first, which is folded while its values stand."""
    names = {
        "meeting": ReportForm.MEETING,
        "points": tuple(name for name in form.fields if name.startswith(("outcome-", "note-", "rest_"))),
        "attendance": ReportForm.ATTENDANCE,
        "decisions": tuple(name for name in form.fields if name.startswith(("decisions-", "actions-"))),
        "closing": ("text", *(field.name for field in form.ticks)),
    }
    titles = (
        _("The meeting"),
        _("Objectives and agenda"),
        _("Attendance"),
        _("Decisions and actions"),
        _("Text and sending"),
    )
    sections = []
    for number, ((key, fields), title) in enumerate(zip(names.items(), titles, strict=True), 1):
        wrong = any(form.has_error(name) for name in fields)
        complete = key == "meeting" and all(form[name].value() for name in ("held_on", "started", "place"))
        state = "bad" if wrong else "ok" if complete else ""
        sections.append(
            Section(
                number,
                title,
                f"reports/_{key}.html",
                state,
                _note(form) if key == "meeting" else "",
                wrong or not complete,
            )
        )
    return sections


def _note(form: ReportForm) -> str:
    sheet = form.sheet
    return f"{formats.day_short(sheet.planned_on)} · {sheet.wall_time:%H:%M} · {sheet.place}"
