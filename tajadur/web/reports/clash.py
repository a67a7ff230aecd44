"""When two texts meet: both are shown side by side, and the person chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tajadur.activity.meetings.queries.record import ReportPage, ReportSheet
from tajadur.foundation.errors import Conflict
from tajadur.web.access import ActorRequest

from .forms import ReportForm


@dataclass(frozen=True, slots=True)
class Pair:
    """One field that differs: its label, the text just sent and the one that was there."""

    label: str
    mine: str
    theirs: str


def clash_page(request: ActorRequest, conflict: Conflict, sheet: ReportSheet, mine: Mapping[str, Any]) -> HttpResponse:
    """The page of a conflict (409): both texts where there are two, the way on, and nothing of what was typed lost."""
    theirs = conflict.params.get("payload")
    report = conflict.params.get("report_id")
    context = {
        "code": conflict.code,
        "sheet": sheet,
        "mine": [
            (name, value)
            for name, values in mine.items()
            for value in ([values] if isinstance(values, str) else values)
        ],
        "pairs": _pairs(sheet, mine, theirs or {}),
        "theirs": theirs,
        "version": conflict.params.get("version", 0),
        "report_url": reverse("reports:detail", args=[report]) if report else "",
        "correct_url": reverse("reports:correct", args=[report]) if report and sheet.may_submit else "",
        "form_url": reverse("reports:form", args=[sheet.meeting_id]),
    }
    return render(request, "reports/clash.html", context, status=409)


def correction_values(page: ReportPage) -> dict[str, Any]:
    """The latest version as the values of the form that corrects it."""
    report = page.report
    values: dict[str, Any] = {"client_key": str(uuid4()), "base_version": str(report.version)}
    for name in ("held_on", "started", "ended", "place", "present", "women", "youth", "excused", "absent", "text"):
        values[name] = getattr(report, name)
    if report.absent == max(0, report.convened - report.present - report.excused):
        values["absent"] = ""  # counted from the members: it follows when the other counts are corrected
    for point in page.points:
        values |= {f"outcome-{point.id}": point.outcome, f"note-{point.id}": point.note}
    values["decisions-TOTAL_FORMS"] = max(1, len(page.decisions))
    places = {number: place for place, number in enumerate(page.decision_numbers)}
    for number, place in places.items():
        values |= {f"decisions-{place}-text": page.decisions[place], f"decisions-{place}-number": number}
    open_actions = [action for action in page.actions if not action.closed_on]
    values["actions-TOTAL_FORMS"] = max(1, len(open_actions))
    for place, action in enumerate(open_actions):
        row = {"id": action.id, "text": action.text, "owner": action.owner_id, "due_on": action.due_on}
        if action.decision_number in places:
            row["decision"] = places[action.decision_number] + 1
        values |= {f"actions-{place}-{name}": value for name, value in row.items()}
    return values


def _pairs(sheet: ReportSheet, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Pair]:
    rows = {"decisions-TOTAL_FORMS": "20", "actions-TOTAL_FORMS": "20"}
    labels = {name: str(field.label) for name, field in ReportForm(sheet=sheet, initial=rows).fields.items()}
    names = [name for name in labels if not name.endswith(("client_key", "TOTAL_FORMS", "-id", "-number"))]
    pairs = [Pair(labels[name], _text(mine.get(name)), _text(theirs.get(name))) for name in names]
    return [pair for pair in pairs if (pair.mine or pair.theirs) and (not theirs or pair.mine != pair.theirs)]


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
