"""The rows of what is due now, in words."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.compliance.home import Owing
from tajadur.compliance.tasks import Task, TaskKind
from tajadur.foundation.formats import day_month_year, day_short, period
from tajadur.rules.status import State
from tajadur.web.compliance.presenters import record_link
from tajadur.web.components.states import badge, days_late

_ICONS = {
    TaskKind.REPORT: "file-text",
    TaskKind.PROGRAMME: "calendar-plus",
    TaskKind.ANSWER: "triangle-alert",
    TaskKind.CONGRESS: "flag",
    TaskKind.CONFIRM: "megaphone",
    TaskKind.FILE: "shield-check",
}
_TONES = {State.SILENT: "late", State.GRACE: "warn"}


def task_row(task: Task, page: Owing, on: date) -> dict[str, Any]:
    """What components/task.html takes."""
    return {
        "title": _title(task),
        "url": _link(task, page),
        "icon": _ICONS.get(task.kind, "clipboard-list"),
        "tone": _TONES.get(State(task.state), "info" if task.kind is TaskKind.DECLARE else "warn"),
        "text": _text(task),
        "badge": _badge(task, on),
        "hot": task.is_overdue,
    }


def _title(task: Task) -> str:
    if task.kind is TaskKind.REPORT:
        values = {"day": day_short(task.planned_on)}
        return (_("Finish the report of %(day)s") if task.has_draft else _("Report the meeting of %(day)s")) % values
    values = {"what": task.directive, "period": period(task.period_key)}
    if task.kind is TaskKind.PROGRAMME:
        return _("Programme: %(what)s, %(period)s") % values
    if task.kind is TaskKind.ANSWER:
        return _("Answer for %(period)s: %(what)s") % values
    if task.kind is TaskKind.CONGRESS:
        return _("Prepare: %(what)s, %(period)s") % values
    if task.kind is TaskKind.FILE:
        return task.directive
    if task.kind is TaskKind.CONFIRM:
        return _("Read and confirm: %(what)s") % values
    return _("Declare: %(what)s, %(period)s") % values


def _text(task: Task) -> str:
    if task.kind is TaskKind.ANSWER:
        return _("Send the report, or say that it was not held and why.")
    if task.kind is TaskKind.PROGRAMME:
        return _("To be held by %(day)s") % {"day": day_month_year(task.period_end)}
    return task.directive if task.kind is TaskKind.REPORT else ""


def _badge(task: Task, on: date) -> SafeString:
    if task.days:
        return badge(
            "late" if task.state == State.SILENT else "warn",
            "triangle-alert" if task.state == State.SILENT else "hourglass",
            days_late(task.days),
        )
    if task.kind is TaskKind.PROGRAMME and task.due_on < on:
        return badge("warn", "clock-3", _("by %(day)s") % {"day": day_short(task.period_end)})
    left = (task.due_on - on).days
    tone, icon = ("warn", "clock-3") if left <= 7 else ("idle", "calendar-days")
    if task.obligation_id is None:
        words = _("within seven days, if you can") if left >= 0 else _("as soon as you can")
        return badge("info", "calendar-days", words)
    return badge(tone, icon, _("by %(day)s") % {"day": day_short(task.due_on)})


def _link(task: Task, page: Owing) -> str:
    if task.kind is TaskKind.REPORT:
        return reverse("reports:form", args=[task.meeting_id])
    if task.kind is TaskKind.PROGRAMME:
        return reverse("meetings:programme", args=[page.unit_id]) if page.programmes else ""
    if task.kind is TaskKind.CONGRESS:
        return reverse("congresses:of_obligation", args=[task.obligation_id])
    return record_link(task.obligation_id)


def silent_words(count: int) -> str:
    """«3 more»."""
    return ngettext("and %(n)s more", "and %(n)s more", count) % {"n": count} if count else ""
