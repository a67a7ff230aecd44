"""Reporting a meeting: the form, its draft, the record, its corrections."""

import json
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tajadur.activity.meetings.operations.actions import close_action, note_receipt, reopen_action
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.drafts import DRAFT_LIMIT, save_draft
from tajadur.activity.meetings.operations.reports import submit_report
from tajadur.activity.meetings.queries.minutes import minutes_of
from tajadur.activity.meetings.queries.record import ReportPage, ReportSheet
from tajadur.activity.meetings.queries.reports import file_of_report, report_for, report_sheet
from tajadur.activity.meetings.vocabulary import REPORT_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.sentences import filled
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.receipt import Receipt
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.files.attached import AttachedFiles, attached_files
from tajadur.web.files.serving import FileAnswer, links_to, send_file
from tajadur.web.paging import row_number
from tajadur.web.way_back import is_own_address

from .clash import clash_page, correction_values
from .forms import ReportForm, first_values, typed_values
from .sections import sections_of
from .spoken import add_report_problems


@never_cache
@enter(get=Permission.DRAFT_REPORT, post=Permission.DRAFT_REPORT)
def form(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The form of a meeting's report; POST sends it, or keeps it as a draft (``keep``)."""
    sheet = report_sheet(request.actor, meeting_id)
    if request.method == "GET":
        if sheet.report_id:
            return redirect("reports:detail", sheet.report_id)
        attached = attached_files(request, by=request.actor, initial=sheet.draft)
        values = ReportForm(sheet=sheet, initial=first_values(sheet, clock.today()))
        return _form_page(request, sheet, values, attached)
    attached = attached_files(request, by=request.actor)
    here = reverse("reports:form", args=[meeting_id])
    if "keep" in request.POST:
        return _keep(request, sheet, attached, here)
    typed = ReportForm(request.POST, sheet=sheet, initial={})
    if status := attached.answer_to(typed):
        return _form_page(request, sheet, typed, attached, status=status)
    if typed.is_valid():
        try:
            receipt = submit_report(
                meeting_id=meeting_id,
                data=typed.report_data(attached.keys),
                client_key=typed.cleaned_data["client_key"],
                confirmed=typed.confirmed,
                by_phone=_is_phone(request),
                by=request.actor,
            )
        except BadInput as error:
            add_report_problems(typed, error)
        except Conflict as conflict:
            return clash_page(request, conflict, sheet, _values(request, attached))
        else:
            return _sent(request, receipt)
    return _form_page(request, sheet, typed, attached, status=422)


@never_cache
@enter(get=Permission.REPORT, post=Permission.REPORT)
def correct(request: ActorRequest, report_id: int) -> HttpResponse:
    """The same form, filled with the latest version; sending it adds a version."""
    page = report_for(request.actor, report_id, on=clock.today())
    sheet = report_sheet(request.actor, page.meeting_id)
    if request.method == "GET":
        if not page.is_latest:
            return redirect("reports:correct", page.versions[-1].report_id)
        values, draft = correction_values(page), sheet.draft
        if draft is not None and draft.get("base_version") == str(page.report.version):
            values = first_values(sheet, clock.today())
        else:
            draft = None
        attached = attached_files(request, by=request.actor, earlier=page.files, initial=draft)
        return _form_page(request, sheet, ReportForm(sheet=sheet, initial=values), attached, corrects=page)
    attached = attached_files(request, by=request.actor, earlier=page.files)
    if "keep" in request.POST:
        return _keep(request, sheet, attached, reverse("reports:correct", args=[report_id]))
    typed = ReportForm(request.POST, sheet=sheet, initial={"base_version": ""})
    if status := attached.answer_to(typed):
        return _form_page(request, sheet, typed, attached, corrects=page, status=status)
    if typed.is_valid():
        try:
            receipt = correct_report(
                report_id=report_id,
                data=typed.report_data(attached.keys),
                base_version=typed.cleaned_data["base_version"],
                client_key=typed.cleaned_data["client_key"],
                confirmed=typed.confirmed,
                by_phone=_is_phone(request),
                by=request.actor,
            )
        except BadInput as error:
            add_report_problems(typed, error)
        except Conflict as conflict:
            return clash_page(request, conflict, sheet, _values(request, attached))
        else:
            return _sent(request, receipt)
    return _form_page(request, sheet, typed, attached, corrects=page, status=422)


@enter(post=Permission.DRAFT_REPORT, once=False)
def draft(request: ActorRequest, meeting_id: int) -> JsonResponse:
    """Keep a draft: ``{version, payload}`` → 200 ``{version, saved_at}``, 409 ``{version, payload}``, 410, 413, 422."""
    size = row_number(request.META.get("CONTENT_LENGTH") or "") or 0
    if size > 2 * DRAFT_LIMIT:
        too_large = {"limit": DRAFT_LIMIT // 1000, "size": size // 1000}
        return JsonResponse({"sentence": filled(REPORT_PROBLEMS["draft_too_large"], too_large)}, status=413)
    try:
        if request.content_type != "application/json":  # what was read as a form cannot be read again
            raise ValueError(request.content_type)
        body = json.loads(request.body)
        version, payload = body["version"], body["payload"]
        if not isinstance(version, int) or not 0 <= version < 2**31:
            raise ValueError(version)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"sentence": str(REPORT_PROBLEMS["draft_unreadable"])}, status=422)
    at = clock.now()
    try:
        kept = save_draft(meeting_id=meeting_id, payload=payload, version=version, by=request.actor, at=at)
    except BadInput as error:
        status = 413 if error.code == "draft_too_large" else 422
        return JsonResponse({"sentence": filled(REPORT_PROBLEMS[error.code], error.params)}, status=status)
    except Conflict as conflict:
        if conflict.code == "already_reported":
            return JsonResponse({"report": reverse("reports:detail", args=[conflict.params["report_id"]])}, status=410)
        return JsonResponse({key: conflict.params[key] for key in ("version", "payload")}, status=409)
    return JsonResponse({"version": kept, "saved_at": at.isoformat()})


@never_cache
@enter(get=Permission.READ_RECORD, shows=RecordPart.REPORTS)
def detail(request: ActorRequest, report_id: int) -> HttpResponse:
    """The record as it was sent, for the unit and for those who may read it; one version of it."""
    page = report_for(request.actor, report_id, on=clock.today())
    consulted(request, page.unit_id, page.report.meeting.unit.path)
    just_sent = request.GET.get("sent") == page.report.receipt
    files = links_to(page.files, "reports:file", report_id)
    minutes = minutes_of(page.report, latest=page.latest.version, on=request.actor.on)
    context = {"page": page, "report": page.report, "just_sent": just_sent, "files": files, "minutes": minutes}
    return render(request, "reports/detail.html", context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.REPORTS)
def file(request: ActorRequest, report_id: int, file_id: int) -> FileAnswer:
    """A file of the report: its minutes, its list of attendance."""
    meeting, stored = file_of_report(request.actor, report_id, file_id)
    consulted(request, meeting.unit_id, meeting.unit.path)
    return send_file(stored)


@enter(post=Permission.NOTE_RECEIPT)
def note(request: ActorRequest, report_id: int) -> HttpResponse:
    """Note that the report came in."""
    if note_receipt(report_id=report_id, by=request.actor, at=clock.now()):
        messages.success(request, _("Receipt noted. The unit will see it."))
    return redirect("reports:detail", report_id)


@enter(post=Permission.REPORT)
def close(request: ActorRequest, action_id: int) -> HttpResponse:
    """An action is done."""
    close_action(action_id=action_id, by=request.actor, at=clock.now())
    return redirect(_back(request))


@enter(post=Permission.REPORT)
def reopen(request: ActorRequest, action_id: int) -> HttpResponse:
    """An action is not done after all."""
    reopen_action(action_id=action_id, by=request.actor, at=clock.now())
    return redirect(_back(request))


def _form_page(
    request: ActorRequest,
    sheet: ReportSheet,
    form: ReportForm,
    attached: AttachedFiles,
    *,
    corrects: ReportPage | None = None,
    status: int = 200,
) -> HttpResponse:
    sections = sections_of(form)
    context: dict[str, Any] = {
        "form": form,
        "sheet": sheet,
        "sections": sections,
        "ready": sum(section.state == "ok" for section in sections),
        "corrects": corrects,
        "tried": status != 200,
        "attached": attached,
        "draft_key": f"{'correction' if corrects else 'report'}-{sheet.meeting_id}",
        "draft_url": reverse("reports:draft", args=[sheet.meeting_id]),
        "login_url": reverse("account_login"),
    }
    return render(request, "reports/form.html", context, status=status)


def _keep(request: ActorRequest, sheet: ReportSheet, attached: AttachedFiles, here: str) -> HttpResponse:
    """Without script: the draft is kept by a button, which may also add a row, and the page comes back."""
    what, _sep, version = request.POST["keep"].partition(":")
    payload = _values(request, attached)
    name = f"{what}-TOTAL_FORMS"
    if what in {"decisions", "actions"} and str(payload.get(name, "")).isdecimal():
        payload[name] = str(min(20, int(payload[name][:4]) + 1))
    try:
        seen = int(version) if version.isdecimal() and len(version) < 10 else 0
        save_draft(meeting_id=sheet.meeting_id, payload=payload, version=seen, by=request.actor, at=clock.now())
    except Conflict as conflict:
        return clash_page(request, conflict, sheet, payload)
    except BadInput as error:
        typed = ReportForm(request.POST, sheet=sheet, initial={})
        add_report_problems(typed, error)
        return _form_page(request, sheet, typed, attached, status=422)
    if what == "later":
        messages.success(request, _("Your text is kept. Nothing was sent."))
        return redirect("meetings:detail", sheet.meeting_id)
    return redirect(f"{here}#{what}" if what in {"decisions", "actions"} else here)


def _values(request: HttpRequest, attached: AttachedFiles) -> dict[str, Any]:
    """What was typed, as a draft keeps it, with the files that were accepted just now."""
    return typed_values(request.POST) | attached.kept_values


def _sent(request: ActorRequest, receipt: Receipt) -> HttpResponse:
    return redirect(f"{reverse('reports:detail', args=[receipt.submission_id])}?sent={quote(receipt.number)}")


def _is_phone(request: HttpRequest) -> bool:
    return "Mobi" in request.META.get("HTTP_USER_AGENT", "")


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    return asked if is_own_address(request, asked) else reverse("home")
