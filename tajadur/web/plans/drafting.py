"""The draft of an edition: its names and days, each of its items, and issuing it as it was previewed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.plans.operations.drafting import (
    discard_edition,
    draft_edition,
    edit_edition,
    move_item,
    remove_item,
    save_item,
)
from tajadur.activity.plans.operations.issuing import issue_edition, issue_problems
from tajadur.activity.plans.queries.editions import LEVELS, EditionText, edition_for, item_of, text_of
from tajadur.activity.plans.vocabulary import CONFLICTS, PROBLEMS, EditionStatus, PlanLevel
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.paging import text_in
from tajadur.web.record_forms import typed_in

from .forms import EditionForm, PlanItemForm
from .texts import axis_lines, sentences

_DRAFT = Permission.DRAFT_PLAN


@enter(get=_DRAFT, post=_DRAFT)
def new(request: ActorRequest) -> HttpResponse:
    """Begin the next edition."""
    form = EditionForm(typed_in(request))

    def save() -> int:
        values = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
        return draft_edition(names=form.names, **values, by=request.actor, at=clock.now())

    return _answer(request, form, save, _("Draft an edition of the plan"), reverse("plans:editions"))


@enter(get=_DRAFT, post=_DRAFT)
def edit(request: ActorRequest, edition_id: int) -> HttpResponse:
    """Its names and days."""
    row = _draft(request, edition_id)
    columns = ("name_ar", "name_fr", "name_en", "starts_on", "ends_on")
    form = EditionForm(typed_in(request), initial={name: getattr(row, name) for name in columns})

    def save() -> int:
        values = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
        return edit_edition(edition_id=row.pk, names=form.names, **values, by=request.actor, at=clock.now())

    return _answer(request, form, save, _("Names and days of the edition"), reverse("plans:edition", args=[row.pk]))


@enter(post=_DRAFT)
def discard(request: ActorRequest, edition_id: int) -> HttpResponse:
    """Drop the draft."""
    return _act(request, _("The draft is dropped."), "plans:editions", discard_edition, edition_id=edition_id)


@enter(get=_DRAFT, post=_DRAFT)
def add(request: ActorRequest, edition_id: int, level: str) -> HttpResponse:
    """Add an item under what the address names."""
    return _item(request, edition_id, level, None)


@enter(get=_DRAFT, post=_DRAFT)
def change(request: ActorRequest, edition_id: int, level: str, item_id: int) -> HttpResponse:
    """Change an item, or put it under another."""
    return _item(request, edition_id, level, item_id)


@enter(post=_DRAFT)
def remove(request: ActorRequest, edition_id: int, level: str, item_id: int) -> HttpResponse:
    """Take an item out, with everything under it."""
    done, what = _("It is taken out of the draft."), {"level": _level(level), "item_id": item_id}
    return _act(request, done, "plans:edition", remove_item, edition_id, edition_id=edition_id, **what)


@enter(post=_DRAFT)
def move(request: ActorRequest, edition_id: int, level: str, item_id: int) -> HttpResponse:
    """An item goes one place up or down."""
    done, up = _("The draft is kept."), request.POST.get("to") == "up"
    what: dict[str, Any] = {"level": _level(level), "item_id": item_id, "up": up}
    return _act(request, done, "plans:edition", move_item, edition_id, edition_id=edition_id, **what)


@enter(get=Permission.ISSUE_PLAN, post=Permission.ISSUE_PLAN)
def issue(request: ActorRequest, edition_id: int) -> HttpResponse:
    """The draft whole, as it would be issued; the Secretary General issues it."""
    row, status = edition_for(request.actor, edition_id), 200
    problems: list[str] = []
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            number = issue_edition(
                edition_id=row.pk, version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
                on=request.actor.on, by=request.actor, at=clock.now(),
            )  # fmt: skip
        except BadInput as error:
            problems, status = sentences(error.problems, PROBLEMS), 422
        except Conflict as error:
            problems, status = [str(CONFLICTS[error.code])], 409
            row = edition_for(request.actor, edition_id)
        else:
            messages.success(request, _("Edition %(number)s of the plan is issued.") % {"number": number})
            return redirect("plans:edition", row.pk)
    elif row.status != EditionStatus.DRAFT:
        return redirect("plans:edition", row.pk)
    text = text_of(row)
    problems = problems or sentences(issue_problems(text), PROBLEMS)
    return render(
        request, "plans/issue.html", {"edition": row, "axes": axis_lines(text), "problems": problems}, status=status
    )


def _item(request: ActorRequest, edition_id: int, level_name: str, item_id: int | None) -> HttpResponse:
    edition, level = _draft(request, edition_id), _level(level_name)
    text = text_of(edition)
    parents = _parents(text, level)
    initial: dict[str, Any] = {"under": text_in(request, "under"), "due_on": edition.ends_on}
    if item_id is not None:
        row, table = item_of(edition, level, item_id), LEVELS[level]
        initial = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
        if table.parent_level:
            initial["under"] = f"{table.parent_level}-{initial[table.parent]}"
    form = PlanItemForm(typed_in(request), level=level, parents=parents, initial=initial)

    def save() -> int:
        save_item(
            edition_id=edition.pk, level=level, item_id=item_id, data=form.data_typed(), by=request.actor,
            at=clock.now(),
        )  # fmt: skip
        return edition_id

    return _answer(request, form, save, str(level.label), reverse("plans:edition", args=[edition.pk]))


def _answer(request: ActorRequest, form: Any, save: Callable[[], int], title: str, page_url: str) -> HttpResponse:
    """The form, again with why not; else the page of the edition."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                pk = save()
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, _("The draft is kept."))
                return redirect("plans:edition", pk)
    return render(request, "plans/form.html", {"form": form, "title": title, "page_url": page_url}, status=status)


def _act(
    request: ActorRequest, done: str, page: str, operation: Callable[..., None], *where: int, **what: Any
) -> HttpResponse:
    try:
        operation(**what, by=request.actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
    else:
        messages.success(request, done)
    return redirect(page, *where)


def _draft(request: ActorRequest, edition_id: int) -> Any:
    """The edition; that it is still a draft is asked when something is written."""
    return edition_for(request.actor, edition_id)


def _level(name: str) -> PlanLevel:
    if name not in PlanLevel.values:
        raise NotVisible
    return PlanLevel(name)


def _parents(text: EditionText, level: PlanLevel) -> list[tuple[str, str]]:
    """What an item of the level may stand under."""
    match level:
        case PlanLevel.OBJECTIVE:
            return [(f"axis-{axis.row.pk}", axis.row.name) for axis in text.axes]
        case PlanLevel.ACTION:
            return [(f"objective-{each.row.pk}", each.row.name) for each in text.objectives]
        case PlanLevel.INDICATOR:
            actions = [each.row for objective in text.objectives for each in objective.actions]
            return [(f"{level.ACTION}-{row.pk}", row.name) for row in actions]
        case PlanLevel.AXIS:
            return []
