"""Bringing in people and mandates from a sheet: the empty sheet, the dry run, the confirmation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.people.operations.import_plan import ImportFlaw, ImportRow, plan_import
from tajadur.organisation.people.operations.importing import import_people
from tajadur.organisation.people.vocabulary import IMPORT_PROBLEMS, PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PROBLEMS as TYPED
from tajadur.web.forms import PlainForm, Sentences, add_problems

from .columns import TITLES, row_of
from .sheets import MOST_BYTES, Line, read_sheet

SHOWN = 100
MOST_PAYLOAD = 900_000
MINUTES = 120
SHEET_PROBLEMS: Sentences = {
    "sheet_too_big": gettext_lazy("The file is larger than 2 MB. Split it in two."),
    "sheet_old": gettext_lazy("This is an old Excel file (XLS). Save it as XLSX or as CSV, then send it again."),
    "sheet_unreadable": gettext_lazy("This file cannot be read as a sheet. Save it as XLSX or as CSV (UTF-8)."),
    "sheet_empty": gettext_lazy("No row is filled in under the titles."),
    "sheet_too_many": gettext_lazy("The file has more than %(most)s rows. Split it."),
    "column_missing": gettext_lazy("The column «%(title)s» is missing. Keep the titles of the empty sheet."),
    "column_unknown": gettext_lazy("The column «%(title)s» is not one of ours. Remove it: nothing more is kept here."),
    "column_twice": gettext_lazy("The column «%(title)s» stands there twice. Remove one."),
    "formula": gettext_lazy("This cell holds a formula. Type the value itself, as text."),
    "year_shape": gettext_lazy("Type a year of four digits, for example 1990."),
    "said": "%(sentence)s",
    "import_expired": gettext_lazy("This check is too old. Send the file again."),
}
_SENTENCES: Sentences = {**TYPED, **PROBLEMS, **IMPORT_PROBLEMS, **SHEET_PROBLEMS}
_SIGNED = "tajadur.people.import"


class SheetForm(PlainForm):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Sheet (XLSX or CSV, 2 MB at most)"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,text/csv"}),
    )


@enter(get=Permission.MANAGE_MANDATES)
def template(request: ActorRequest, kind: str) -> HttpResponse:
    """The empty sheet, ``xlsx`` or ``csv``."""
    from .blank_sheet import csv_sheet, xlsx_sheet  # brings openpyxl: see sheets

    made = {"xlsx": (xlsx_sheet, _XLSX), "csv": (csv_sheet, "text/csv; charset=utf-8")}.get(kind)
    if made is None:
        raise NotVisible
    write, content_type = made
    response = HttpResponse(write(), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="people.{kind}"'
    return response


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def bring_in(request: ActorRequest) -> HttpResponse:
    """Send a sheet: a dry run says what each row would do; nothing is written before the confirmation."""
    sent = request.method == "POST"
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise BadInput("file", "sheet_too_big")
            return _checked(request, read_sheet(file.read()))
        except BadInput as error:
            add_problems(form, error, _SENTENCES)
    return render(request, "people/import.html", {"form": form}, status=422 if form.errors else 200)


@enter(post=Permission.MANAGE_MANDATES)
def confirm(request: ActorRequest) -> HttpResponse:
    """Carry out what the dry run showed. The rows come back with the page, signed for this very account."""
    form = SheetForm(None)
    try:
        kept = signing.loads(
            request.POST.get("rows", ""), salt=f"{_SIGNED}.{request.actor.account_id}", max_age=MINUTES * 60
        )
    except signing.BadSignature:
        form = SheetForm({})
        form.errors.clear()
        add_problems(form, BadInput("", "import_expired"), _SENTENCES)
        return render(request, "people/import.html", {"form": form}, status=422)
    lines = [Line(number, cells) for number, cells in kept]
    try:
        done = import_people(
            rows=[row_of(line.number, line.cells)[0] for line in lines], by=request.actor, at=clock.now()
        )
    except BadInput:
        return _checked(request, lines, changed=True)
    mandates = ngettext("%(n)s mandate is recorded", "%(n)s mandates are recorded", done.mandates)
    people = ngettext("%(n)s person is new", "%(n)s persons are new", done.people)
    counts = {"mandates": mandates % {"n": done.mandates}, "people": people % {"n": done.people}}
    messages.success(request, _("%(mandates)s, %(people)s.") % counts)
    return redirect("people:index")


def _checked(request: ActorRequest, lines: Sequence[Line], *, changed: bool = False) -> HttpResponse:
    """The page of the dry run: 422 with what must be corrected, or what would be written with its button."""
    rows: list[ImportRow] = []
    flaws: list[ImportFlaw] = []
    for line in lines:
        if line.formulas:
            flaws += [ImportFlaw(line.number, name, "formula") for name in line.formulas]
            continue
        row, problems = row_of(line.number, line.cells)
        rows.append(row)
        flaws += [ImportFlaw(line.number, problem.field, problem.code, problem.params) for problem in problems]
    plan = plan_import(rows=rows, by=request.actor)
    flaws = sorted([*flaws, *plan.flaws], key=lambda flaw: flaw.row)
    payload = "" if flaws else _signed(request, lines)
    if not flaws and len(payload) > MOST_PAYLOAD:
        raise BadInput("file", "sheet_too_many", most=len(lines) // 2)
    context = {
        "total": len(lines),
        "plan": plan,
        "planned": plan.planned[:SHOWN],
        "flaws": [_flaw_words(flaw) for flaw in flaws[:SHOWN]],
        "flaw_count": len(flaws),
        "rows_with_flaws": len({flaw.row for flaw in flaws}),
        "payload": payload,
        "changed": changed,
        "form": SheetForm(),
    }
    response = render(request, "people/import_check.html", context, status=422 if flaws or changed else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _signed(request: ActorRequest, lines: Sequence[Line]) -> str:
    kept = [[line.number, line.cells] for line in lines]
    return signing.dumps(kept, salt=f"{_SIGNED}.{request.actor.account_id}", compress=True)


def _flaw_words(flaw: ImportFlaw) -> dict[str, Any]:
    """A flaw in words: row, column, sentence."""
    name = {"unit_code": "unit"}.get(flaw.field, flaw.field)
    shown = {key: day_month_year(value) if hasattr(value, "year") else value for key, value in flaw.params.items()}
    sentence = str(_SENTENCES.get(flaw.code, TYPED["unknown"]))
    return {"row": flaw.row, "column": TITLES.get(name, ""), "sentence": sentence % shown if shown else sentence}
