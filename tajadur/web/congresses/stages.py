"""The stages every congress goes through: headquarters reads them, an administrator changes them."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.activity.congresses.operations.redating import (
    StageFields,
    change_stage,
    drop_stage_change,
    issue_stage,
    move_stage,
)
from tajadur.activity.congresses.queries.templates import changes_waiting, posts_responsible, template_of, templates
from tajadur.activity.congresses.vocabulary import PROBLEMS, STAGE_ANCHOR_CHOICES, EvidenceKind
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import CountField, LineField, PlainForm, add_problems

from .labels import due_words

_NAME: dict[str, Any] = {
    "limit": 160,
    "about_persons": False,
    "error_messages": {"required": PROBLEMS["stage_name_required"]},
}


class TemplateForm(PlainForm):
    """One stage: its names, its day, what it waits for, what shows it, who answers for it."""

    name_ar = LineField(label=gettext_lazy("Name in Arabic"), **_NAME)
    name_fr = LineField(label=gettext_lazy("Name in French"), **_NAME)
    name_en = LineField(label=gettext_lazy("Name in English"), **_NAME)
    days = CountField(label=gettext_lazy("Days from the day it is counted from"), most=9999)
    side = forms.ChoiceField(
        label=gettext_lazy("Before or after that day"),
        choices=[("before", gettext_lazy("Before it")), ("after", gettext_lazy("After it"))],
        widget=forms.RadioSelect,
    )
    anchor = forms.ChoiceField(
        label=gettext_lazy("The stage is counted from"), choices=STAGE_ANCHOR_CHOICES, widget=forms.RadioSelect
    )
    usual_days = CountField(label=gettext_lazy("Days it usually takes once it can begin"), most=365)
    after = forms.MultipleChoiceField(
        label=gettext_lazy("Waits for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.ChoiceField(label=gettext_lazy("What shows that it is done"), choices=EvidenceKind.choices)
    responsible = forms.TypedChoiceField(
        label=gettext_lazy("Who answers for it"), coerce=int, empty_value=None, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = earlier  # type: ignore[attr-defined]
        if not earlier:  # the first stage has nothing to wait for
            del self.fields["after"]
        self.fields["responsible"].choices = [("", "—"), *posts_responsible()]  # type: ignore[attr-defined]

    @property
    def values(self) -> StageFields:
        """The values of the form as ``change_stage`` takes them; valid forms only."""
        given = self.cleaned_data
        names = ("name_ar", "name_fr", "name_en", "anchor", "usual_days", "evidence")
        return StageFields(
            **{name: given[name] for name in names},
            offset=-given["days"] if given["side"] == "before" else given["days"],
            after=tuple(given.get("after", ())),
            responsible_id=given["responsible"],
        )


@enter(get=Permission.READ_DIRECTIVES)
def stages(request: ActorRequest) -> HttpResponse:
    """The stages in order, each with its day in the running edition."""
    return _list(request)


@enter(post=Permission.DRAFT_DIRECTIVE)
def move(request: ActorRequest, code: str) -> HttpResponse:
    """One place up or down."""
    form = PlainForm(request.POST)
    form.is_valid()
    try:
        move_stage(code=code, up=request.POST.get("to") == "up", by=request.actor, at=clock.now())
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return _list(request, form, status=422)
    return redirect("congresses:stages")


@enter(post=Permission.ISSUE_DIRECTIVE)
def issue(request: ActorRequest, change_id: int) -> HttpResponse:
    """Put in force what another person asked for."""
    return _decide(
        request,
        lambda: issue_stage(change_id=change_id, by=request.actor, at=clock.now()),
        _("Issued, and the units are told. Stages not done yet follow the new days."),
    )


@enter(post=Permission.DROP_STAGE_CHANGE)
def drop(request: ActorRequest, change_id: int) -> HttpResponse:
    """Drop what waits."""
    return _decide(
        request,
        lambda: drop_stage_change(change_id=change_id, by=request.actor, at=clock.now()),
        _("Dropped: nothing changes."),
    )


def _decide(request: ActorRequest, act: Callable[[], None], sentence: str) -> HttpResponse:
    form = PlainForm({})
    form.is_valid()
    try:
        act()
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return _list(request, form, status=422)
    except Conflict as error:
        form.add_error(None, ValidationError(str(PROBLEMS[error.code]), code=error.code))
        return _list(request, form, status=409)
    messages.success(request, sentence)
    return redirect("congresses:stages")


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def change(request: ActorRequest, code: str) -> HttpResponse:
    """Rename or re-date one stage."""
    actor = request.actor
    row = template_of(actor, code, Permission.DRAFT_DIRECTIVE)
    _term, known = templates(actor, on=actor.on)
    initial = {name: getattr(row, name) for name in ("name_ar", "name_fr", "name_en", "anchor", "usual_days")}
    initial |= {"evidence": row.evidence, "after": row.after, "responsible": row.responsible_id}
    initial |= {"days": abs(row.offset), "side": "after" if row.offset > 0 else "before", "version": row.version}
    earlier = [(template.row.code, template.row.name) for template in known if template.row.rank < row.rank]
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial, earlier=earlier)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_stage(
                    code=code, fields=form.values, version=form.cleaned_data["version"], by=actor, at=clock.now()
                )
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, ValidationError(str(PROBLEMS[error.code]), code=error.code))
                status = 409
            else:
                messages.success(request, _("It waits: another person issues it, and nothing changes before."))
                return redirect("congresses:stages")
    return render(request, "congresses/stage_change.html", {"form": form, "row": row}, status=status)


def _list(request: ActorRequest, form: PlainForm | None = None, status: int = 200) -> HttpResponse:
    term, rows = templates(request.actor, on=request.actor.on)
    context = {
        "term": term,
        "rows": [{"stage": row, "due": due_words(row.row.anchor, row.row.offset)} for row in rows],
        "form": form,
        "waiting": [_shown(change) for change in changes_waiting(request.actor)],
        "person_id": request.actor.person_id,
        "issues": may_anywhere(request.actor, Permission.ISSUE_DIRECTIVE),
        "drops": may_anywhere(request.actor, Permission.DROP_STAGE_CHANGE),
        "changes": may_anywhere(request.actor, Permission.DRAFT_DIRECTIVE),
    }
    return render(request, "congresses/stages.html", context, status=status)


def _shown(change: Any) -> dict[str, Any]:
    """A change that waits: which stage, and each thing that changes, before and after, in words."""
    row, values = change.template, change.values
    was = {name: getattr(row, name) for name in _COLUMNS}
    shall = was | values
    lines = [
        {"label": str(label), "was": words(was), "shall": words(shall)}
        for label, words in _IN_WORDS
        if words(was) != words(shall)
    ]
    rest = any(was[name] != shall[name] for name in ("after", "responsible_id"))
    return {"change": change, "stage": row, "lines": lines, "rest": rest, "moves": values.get("up")}


def _usual_words(values: Mapping[str, Any]) -> str:
    n = values["usual_days"]
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


_COLUMNS = tuple(column.name for column in dataclasses.fields(StageFields))
# What a change can touch, under its label.
_IN_WORDS: tuple[tuple[Any, Callable[[Mapping[str, Any]], str]], ...] = (
    (gettext_lazy("Name in Arabic"), lambda values: str(values["name_ar"])),
    (gettext_lazy("Name in French"), lambda values: str(values["name_fr"])),
    (gettext_lazy("Name in English"), lambda values: str(values["name_en"])),
    (gettext_lazy("When it is due"), lambda values: due_words(values["anchor"], values["offset"])),
    (gettext_lazy("Days it usually takes"), _usual_words),
    (gettext_lazy("What shows that it is done"), lambda values: str(EvidenceKind(values["evidence"]).label)),
)
