"""Declarations to the authority: the list by state, one with its receipt, recording it, and the sheet to print."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tajadur.activity.filings.operations.recording import record_receipt
from tajadur.activity.filings.queries.listing import (
    counts_by_state,
    filing_for,
    filings_for,
    may_on_filing,
    unit_read,
)
from tajadur.activity.filings.queries.officers import officers_on
from tajadur.activity.filings.queries.receipts import receipts_of, scan_of_filing, scans_of
from tajadur.activity.filings.vocabulary import CONFLICTS, PROBLEMS, STATE_WORDS, Occasion
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.rules.filings import FilingFacts, FilingState, sheet_day
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.files.attached import AttachedFiles, attached_files
from tajadur.web.files.serving import FileAnswer, links_to, send_file
from tajadur.web.forms import add_problems
from tajadur.web.paging import number_in, page_by_key, same_list, text_in
from tajadur.web.trees import reads_other_trees

from . import labels
from .exported import FILINGS
from .forms import ReceiptForm
from .printing import SHEET_LANGUAGES, sheet_pdf


@enter(get=Permission.READ_RECORD, shows=RecordPart.FILINGS)
@exported(FILINGS)
def index(request: ActorRequest) -> HttpResponse:
    """The declarations within reach, the office that began last first, with the counts of each state."""
    actor, on = request.actor, request.actor.on
    state, region = text_in(request, "state"), number_in(request, "region")
    unit = unit_read(actor, number_in(request, "unit"))
    if unit:
        consulted(request, unit.pk, unit.path)
    rows = filings_for(actor, on, region_id=region, unit_id=unit.pk if unit else None)
    counts = counts_by_state(rows)
    page = page_by_key(request, rows.filter(state=state) if state in list(FilingState) else rows, "since_on")
    context = {
        "page": page,
        "rows": [
            {
                "filing": filing,
                "badge": labels.filing_badge(filing.state),
                "countdown": labels.countdown(filing, on),
                "occasion": Occasion(filing.occasion).label,
            }
            for filing in page.rows
        ],
        "chips": [
            {"label": _("All"), "url": same_list(request, state=""), "current": not state},
            *(
                {
                    "label": STATE_WORDS[each],
                    "count": counts[each],
                    "url": same_list(request, state=each),
                    "current": state == each,
                }
                for each in (FilingState.OVERDUE, FilingState.RUNNING, FilingState.LATE, FilingState.IN_TIME)
            ),
        ],
        "regions": regions_for(actor),
        "region": region,
        "state": state,
        "unit": unit,
        "everywhere": same_list(request, unit=""),
        "other_trees": reads_other_trees(request, Permission.READ_RECORD),
    }
    template = "filings/index.html#list" if getattr(request, "htmx", False) else "filings/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.FILINGS)
def detail(request: ActorRequest, filing_id: int) -> HttpResponse:
    """One declaration: until when, the office it declares, the receipt with its scans, and the sheets to print."""
    actor = request.actor
    filing = filing_for(actor, filing_id, actor.on)
    receipts = receipts_of(filing)
    form = attached = None
    if may_on_filing(actor, Permission.DECLARE, filing) and filing.state != FilingState.SUPERSEDED:
        form = ReceiptForm(initial=_values(filing, _in_force(receipts)))
        attached = attached_files(request, by=actor, earlier=scans_of(_in_force(receipts)))
    return _page(request, filing, receipts, form, attached)


@enter(post=Permission.DECLARE)
def receipt(request: ActorRequest, filing_id: int) -> HttpResponse:
    """The unit records the receipt, with its scans, or corrects what it recorded."""
    actor, form = request.actor, ReceiptForm(request.POST)
    filing = filing_for(actor, filing_id, actor.on, Permission.DECLARE)
    receipts = receipts_of(filing)
    attached = attached_files(request, by=actor, earlier=scans_of(_in_force(receipts)))
    status = attached.answer_to(form)
    if not status and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("number", "received_on", "authority", "corrects")}
        try:
            record_receipt(filing_id=filing_id, **values, files=attached.keys, on=actor.on, by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, {**FILE_PROBLEMS, **PROBLEMS})
        except Conflict as error:
            form.add_error(None, str(CONFLICTS[error.code]))
            status, receipts = 409, receipts_of(filing)
            form.renew(corrects=getattr(_in_force(receipts), "pk", ""))
        else:
            messages.success(request, _("The receipt is recorded."))
            return redirect("filings:detail", filing_id)
    return _page(request, filing, receipts, form, attached, status or 422)


@enter(get=Permission.READ_RECORD, shows=RecordPart.FILINGS)
def file(request: ActorRequest, filing_id: int, file_id: int) -> FileAnswer:
    """A scan of a receipt."""
    filing = filing_for(request.actor, filing_id, request.actor.on)
    consulted(request, filing.unit_id, filing.unit.path)
    return send_file(scan_of_filing(filing, file_id))


@enter(get=Permission.READ_PEOPLE, shows=RecordPart.FILINGS)
def sheet(request: ActorRequest, filing_id: int, language: str) -> HttpResponse:
    """The sheet to print, sign and hand in; it names the officers, for those who may read who they are."""
    filing = filing_for(request.actor, filing_id, request.actor.on, Permission.READ_PEOPLE)
    if language not in SHEET_LANGUAGES:
        raise NotVisible
    consulted(request, filing.unit_id, filing.unit.path)
    name = f"declaration-{filing.unit.code}-{filing.since_on:%Y-%m-%d}-{language}.pdf"
    pdf = sheet_pdf(filing, _sheet_day(filing, request.actor.on), language)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: ActorRequest,
    filing: Any,
    receipts: Sequence[Any],
    form: ReceiptForm | None,
    attached: AttachedFiles | None,
    status: int = 200,
) -> HttpResponse:
    actor, on = request.actor, request.actor.on
    consulted(request, filing.unit_id, filing.unit.path)
    shown = [(row, links_to(scans_of(row), "filings:file", filing.pk)) for row in receipts]
    in_force, scans = next((pair for pair in shown if pair[0].replaced_at is None), (None, []))
    reads_people = may(actor, Permission.READ_PEOPLE, filing.unit)
    as_of = _sheet_day(filing, on)
    context = {
        "filing": filing,
        "unit": filing.unit,
        "subject": _("Declaration to the authority"),
        "list_name": _("Declarations to the authority"),
        "list_url": reverse("filings:index"),
        "badge": labels.filing_badge(filing.state),
        "countdown": labels.countdown(filing, on),
        "occasion": Occasion(filing.occasion).label,
        "officers": officers_on(filing, as_of) if reads_people else [],
        "as_of": as_of,
        "reads_people": reads_people,
        "in_force": in_force,
        "scans": scans,
        "replaced": [pair for pair in shown if pair[0].replaced_at is not None],
        "form": form,
        "noted": in_force is None and _is_noted(filing),
        "attached": attached,
        "advises": filing.state in (FilingState.RUNNING, FilingState.OVERDUE)
        and may(actor, Permission.ADVISE, filing.unit),
    }
    return render(request, "filings/detail.html", context, status=status)


def _in_force(receipts: Sequence[Any]) -> Any:
    return next((row for row in receipts if row.replaced_at is None), None)


def _sheet_day(filing: Any, on: date) -> date:
    return sheet_day(FilingFacts(filing.since_on, filing.received_on, None, filing.superseded_on), on)


def _values(filing: Any, in_force: Any) -> dict[str, Any]:
    """What the form begins with: the receipt it corrects, else what headquarters had noted of this very office."""
    if in_force is not None:
        values = {name: getattr(in_force, name) for name in ("number", "received_on", "authority")}
        return {"corrects": in_force.pk, **values}
    return {"number": filing.unit.receipt, "received_on": filing.unit.declared_on} if _is_noted(filing) else {}


def _is_noted(filing: Any) -> bool:
    """Had headquarters noted a declaration of the unit since this office began?"""
    return filing.unit.declared_on is not None and filing.unit.declared_on >= filing.since_on
