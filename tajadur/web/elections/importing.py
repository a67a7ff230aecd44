"""Bringing in the constituencies of an election: the sheet to fill in, the look at it first, the confirmation."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.activity.elections.operations.import_plan import plan_constituencies
from tajadur.activity.elections.operations.importing import import_constituencies
from tajadur.activity.elections.queries.drafting import leaf_units
from tajadur.activity.elections.queries.reading import draft_for, election_for
from tajadur.activity.elections.vocabulary import IMPORT_PROBLEMS, KNOWN_SEATS, ElectionKind
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.sheets.lines import Line
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PROBLEMS as TYPED
from tajadur.web.forms import Sentences, add_problems
from tajadur.web.sheets.forms import SheetForm
from tajadur.web.sheets.kept import opened, sealed
from tajadur.web.sheets.labels import SHEET_PROBLEMS, rows_in_words
from tajadur.web.sheets.steps import SheetPages, lines_sent
from tajadur.web.sheets.writing import Page, csv_of, file_answer, xlsx_of

from . import labels
from .columns import LAYOUT, NEEDED, TITLES, rows_of
from .drafting import issued_meanwhile

SHOWN = 100
_SENTENCES: Sentences = {**TYPED, **SHEET_PROBLEMS, **IMPORT_PROBLEMS}


@enter(get=Permission.DRAFT_ELECTION)
def sheet(request: ActorRequest, election_id: int, kind: str) -> HttpResponse:
    """The sheet to fill in, ``xlsx`` or ``csv``: a row for each commune and arrondissement, with its code."""
    draft_for(request.actor, election_id)
    if kind not in {"xlsx", "csv"}:
        raise NotVisible
    titles = [str(title) for title in TITLES.values()]
    rows = [
        [{"unit": unit.code, "place": unit.name}.get(key, "") for key in TITLES]
        for unit in leaf_units(request.actor.on)
    ]
    if kind == "csv":
        return file_answer(csv_of(titles, rows), "constituencies", kind)
    needed = frozenset(at for at, key in enumerate(TITLES) if key in NEEDED)
    return file_answer(xlsx_of(Page(_("Constituencies"), titles, rows, needed)), "constituencies", kind)


@enter(get=Permission.DRAFT_ELECTION, post=Permission.DRAFT_ELECTION)
def bring_in(request: ActorRequest, election_id: int) -> HttpResponse:
    """Send a sheet: what it leaves open is asked, then the page says what it would load; nothing is written."""
    election = election_for(request.actor, election_id)
    if election.is_issued:
        return issued_meanwhile(request, election_id)
    sent = request.method == "POST"
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and (request.POST.get("step") or form.is_valid()):
        try:
            lines = lines_sent(request, _pages(election_id), form)
            return lines if isinstance(lines, HttpResponse) else _checked(request, election, lines)
        except BadInput as error:
            form = _refused(error)
    return _asked(request, election, form)


@enter(post=Permission.DRAFT_ELECTION)
def confirm(request: ActorRequest, election_id: int) -> HttpResponse:
    """Load what the look showed. The rows come back with the page, signed for this very account."""
    election = election_for(request.actor, election_id)
    try:
        lines = [Line(number, cells, bad) for number, cells, bad in opened(request, _pages(election_id).name)]
    except BadInput as error:
        return _asked(request, election, _refused(error))
    rows, _flaws = rows_of(lines)
    try:
        number = import_constituencies(
            election_id=election_id, rows=rows, on=request.actor.on, by=request.actor, at=clock.now()
        )
    except BadInput:
        return _checked(request, election, lines, changed=True)
    except Conflict:
        return issued_meanwhile(request, election_id)
    loaded = ngettext("%(n)s constituency is loaded.", "%(n)s constituencies are loaded.", number) % {"n": number}
    messages.success(request, loaded)
    return redirect("elections:draft", election_id)


def _pages(election_id: int) -> SheetPages:
    title = gettext_lazy("Bring in constituencies")
    return SheetPages(f"elections.{election_id}", LAYOUT, "elections:import", title, (election_id,))


def _refused(error: BadInput) -> SheetForm:
    form = SheetForm({})
    form.errors.clear()
    add_problems(form, error, _SENTENCES)
    return form


def _asked(request: ActorRequest, election: Any, form: SheetForm) -> HttpResponse:
    context = {"election": election, "name": labels.election_name(election), "form": form}
    return render(request, "elections/import.html", context, status=422 if form.errors else 200)


def _checked(request: ActorRequest, election: Any, lines: Sequence[Line], *, changed: bool = False) -> HttpResponse:
    """The page of the look: 422 with what must be corrected, or what would be loaded with its button."""
    rows, flaws = rows_of(lines)
    if not rows and not flaws:
        return _asked(request, election, _refused(BadInput("file", "sheet_empty")))
    plan = plan_constituencies(rows, request.actor.on)
    flaws = sorted([*flaws, *plan.flaws], key=lambda flaw: flaw.row)
    pages = _pages(election.pk)
    context: dict[str, Any] = {
        "election": election,
        "name": labels.election_name(election),
        "plan": plan,
        "planned": plan.planned[:SHOWN],
        "known_seats": KNOWN_SEATS.get(ElectionKind(election.kind)),
        "flaws": rows_in_words(flaws[:SHOWN], TITLES, _SENTENCES),
        "flaw_count": len(flaws),
        "rows_with_flaws": len({flaw.row for flaw in flaws}),
        "payload": sealed(request, pages.name, [[li.number, li.cells, dict(li.bad)] for li in lines], rows=len(lines)),
        "changed": changed,
        "form": SheetForm(),
        "coverage": labels.coverage_words(plan.coverage),
    }
    response = render(request, "elections/import_check.html", context, status=422 if flaws or changed else 200)
    response["Cache-Control"] = "private, no-store"
    return response
