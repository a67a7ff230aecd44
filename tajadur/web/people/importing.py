"""Bringing in people and mandates from a sheet: the empty sheet, the dry run, what must be asked, the confirmation."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.sheets.lines import Line
from tajadur.organisation.people.operations.import_plan import plan_import
from tajadur.organisation.people.operations.import_rows import ANOTHER, Answers, Doubt
from tajadur.organisation.people.operations.importing import import_people
from tajadur.organisation.people.vocabulary import IMPORT_PROBLEMS, PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PROBLEMS as TYPED
from tajadur.web.forms import Sentences, add_problems
from tajadur.web.sheets.forms import SheetForm
from tajadur.web.sheets.kept import opened, sealed
from tajadur.web.sheets.labels import SHEET_PROBLEMS, rows_in_words
from tajadur.web.sheets.steps import SheetPages, lines_sent
from tajadur.web.sheets.writing import csv_of, file_answer

from .blank_sheet import csv_sheet, xlsx_sheet
from .columns import LAYOUT, TITLES, rows_of
from .rule_reasons import ask_reason, asks_only, reason_in

SHOWN = 100
ALL_THE_SAME, ALL_OTHERS = "same", "new"
_SENTENCES: Sentences = {
    **TYPED,
    **PROBLEMS,
    **SHEET_PROBLEMS,
    **IMPORT_PROBLEMS,
    "year_shape": gettext_lazy("Type a year of four digits, for example 1990."),
}
PAGES = SheetPages("people", LAYOUT, "people:import", gettext_lazy("Bring in people and mandates"))


@enter(get=Permission.MANAGE_MANDATES)
def template(request: ActorRequest, kind: str) -> HttpResponse:
    """The empty sheet, ``xlsx`` or ``csv``."""
    if kind not in {"xlsx", "csv"}:
        raise NotVisible
    return file_answer(xlsx_sheet(request.actor) if kind == "xlsx" else csv_sheet(), "people", kind)


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def bring_in(request: ActorRequest) -> HttpResponse:
    """Send a sheet: what it leaves open is asked, then a dry run says what each row would do; nothing is written."""
    sent = request.method == "POST"
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and (request.POST.get("step") or form.is_valid()):
        try:
            lines = lines_sent(request, PAGES, form)
            return lines if isinstance(lines, HttpResponse) else _checked(request, lines, secrets.randbits(62))
        except BadInput as error:
            form = _refused(error)
    return render(request, "people/import.html", {"form": form}, status=422 if form.errors else 200)


@enter(post=Permission.MANAGE_MANDATES)
def confirm(request: ActorRequest) -> HttpResponse:
    """Carry out what the dry run showed, once. The rows come back with the page, signed for this very account."""
    try:
        lines, key = _kept(request)
    except BadInput as error:
        return render(request, "people/import.html", {"form": _refused(error)}, status=422)
    rows, _flaws, _notes = rows_of(lines)
    answers = _answers(request)
    try:
        if choice := request.POST.get("who_all", ""):
            answers = _for_all(choice, plan_import(rows=rows, answers=answers, by=request.actor).doubts) | answers
        done = import_people(
            rows=rows, answers=answers, key=key, rule_reason=reason_in(request), by=request.actor, at=clock.now()
        )
    except BadInput as error:
        if asks_only(error):
            return ask_reason(request, error, reverse("people:import"))
        return _checked(request, lines, key, answers)
    mandates = ngettext("%(n)s mandate is recorded", "%(n)s mandates are recorded", done.mandates)
    people = ngettext("%(n)s person is new", "%(n)s persons are new", done.people)
    counts = {"mandates": mandates % {"n": done.mandates}, "people": people % {"n": done.people}}
    messages.success(request, _("%(mandates)s, %(people)s.") % counts)
    return redirect("people:index")


@enter(post=Permission.MANAGE_MANDATES)
def flaws_file(request: ActorRequest) -> HttpResponse:
    """What must be corrected, all of it, as a sheet: row, column, sentence."""
    try:
        lines, _key = _kept(request)
    except BadInput as error:
        return render(request, "people/import.html", {"form": _refused(error)}, status=422)
    rows, flaws, _notes = rows_of(lines)
    plan = plan_import(rows=rows, by=request.actor)
    told = rows_in_words(sorted([*flaws, *plan.flaws], key=lambda flaw: flaw.row), TITLES, _SENTENCES)
    titles = [_("Row"), _("Column"), _("What to correct")]
    return file_answer(csv_of(titles, [(line["row"], str(line["column"]), line["sentence"]) for line in told]),
                       "corrections", "csv")  # fmt: skip


def _refused(error: BadInput) -> SheetForm:
    form = SheetForm({})
    form.errors.clear()
    add_problems(form, error, _SENTENCES)
    return form


def _kept(request: ActorRequest) -> tuple[list[Line], int]:
    lines, key = opened(request, PAGES.name)
    return [Line(number, cells, bad) for number, cells, bad in lines], key


def _answers(request: ActorRequest) -> dict[int, str]:
    """Row -> who it is, as chosen on the page."""
    names = (name for name in request.POST if name.startswith("who_") and name.removeprefix("who_").isdecimal())
    return {int(name[4:12]): answer for name in names if (answer := request.POST[name])}


def _for_all(choice: str, doubts: Sequence[Doubt]) -> dict[int, str]:
    if choice == ALL_THE_SAME:
        return {doubt.row: doubt.namesakes[0].answer for doubt in doubts}
    return {doubt.row: ANOTHER for doubt in doubts}


def _checked(request: ActorRequest, lines: Sequence[Line], key: int, answers: Answers | None = None) -> HttpResponse:
    """The page of the dry run: 422 with what must be corrected, or what would be written with its button.

    ``answers`` are given when the confirmation led here: something changed, or somebody is still in doubt.
    """
    rows, flaws, notes = rows_of(lines)
    plan = plan_import(rows=rows, answers=answers, by=request.actor)
    flaws = sorted([*flaws, *plan.flaws], key=lambda flaw: flaw.row)
    notes = sorted([*notes, *plan.notes], key=lambda note: note.row)
    confirming = answers is not None
    context: dict[str, Any] = {
        "total": len(lines),
        "plan": plan,
        "planned": plan.planned[:SHOWN],
        "hand_overs": plan.hand_overs[:SHOWN],
        "doubts": plan.doubts[:SHOWN],
        "another": ANOTHER,
        "flaws": rows_in_words(flaws[:SHOWN], TITLES, _SENTENCES),
        "flaw_count": len(flaws),
        "rows_with_flaws": len({flaw.row for flaw in flaws}),
        "notes": rows_in_words(notes[:SHOWN], TITLES, _SENTENCES),
        "note_count": len(notes),
        "payload": sealed(request, PAGES.name, [[[li.number, li.cells, dict(li.bad)] for li in lines], key],
                          rows=len(lines)),
        "answered": sorted((answers or {}).items())[:SHOWN],
        "unanswered": confirming and bool(plan.doubts) and not flaws,
        "changed": confirming and (bool(flaws) or not plan.doubts),
        "form": SheetForm(),
    }  # fmt: skip
    response = render(request, "people/import_check.html", context, status=422 if flaws or confirming else 200)
    response["Cache-Control"] = "private, no-store"
    return response
