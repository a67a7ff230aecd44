"""Records that are probably one person: found, looked at side by side, made one, and taken back for a time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.people.operations.doubles import likely_doubles, merge_for, preview_merge
from tajadur.organisation.people.operations.merging import merge_persons, undo_merge
from tajadur.organisation.people.queries.persons import with_mandates
from tajadur.organisation.people.vocabulary import MERGE_WORDS, PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_reading
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import number_in, page_of

from .naming import person_choices
from .rule_reasons import ask_reason, asks_only, reason_in


class MergeForm(PlainForm):
    """Which account stays, when both records have one."""

    account = forms.ChoiceField(label=gettext_lazy("Which account stays?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(accounts) < 2:
            del self.fields["account"]
        else:
            self.fields["account"].choices = accounts  # type: ignore[attr-defined]


@enter(get=Permission.MANAGE_PEOPLE)
def doubles(request: ActorRequest) -> HttpResponse:
    """The pairs of records that are probably one person."""
    actor = request.actor
    page = page_of(request, likely_doubles(by=actor))
    persons = [person for pair in page.rows for person in pair]
    held = {row.person.pk: row for row in with_mandates(actor, persons, actor.on)}
    log_reading(page="doubles", shown=len(persons), by=actor, at=clock.now())
    pairs = [(held[first.pk], held[second.pk]) for first, second in page.rows]
    return render(request, "people/doubles.html", {"page": page, "pairs": pairs})


@enter(get=Permission.MANAGE_PEOPLE, post=Permission.MANAGE_PEOPLE)
def merge(request: ActorRequest) -> HttpResponse:
    """Two records side by side (GET ``stays``, ``goes``): what would move, then the act (POST)."""
    actor, at = request.actor, clock.now()
    stays_id, goes_id = number_in(request, "stays"), number_in(request, "goes")
    if not stays_id or not goes_id:
        raise NotVisible
    preview = preview_merge(stays_id=stays_id, goes_id=goes_id, by=actor, on=actor.on)
    log_reading(page="merge", shown=2, by=actor, at=at)
    names = preview.accounts
    accounts = [(which, names[person.pk]) for which, person in _sides(preview) if person.pk in names]
    form = MergeForm(
        request.POST if request.method == "POST" else None, accounts=accounts, initial={"account": "stays"}
    )
    if request.method == "POST" and form.is_valid():
        of_goes = form.cleaned_data.get("account") == "goes"
        try:
            done = merge_persons(
                stays_id=stays_id,
                goes_id=goes_id,
                account_of_goes=of_goes,
                rule_reason=reason_in(request),
                by=actor,
                at=at,
            )
        except BadInput as error:
            if asks_only(error):
                return ask_reason(request, error, request.get_full_path())
            add_problems(form, error, PROBLEMS)
        else:
            waits = _("It is asked: a second person confirms it, and those it concerns are told.")
            at_once = _("The two records are one.")
            messages.success(request, at_once if hasattr(done, "merged_at") else waits)
            return redirect("people:detail", person_id=stays_id)
    context = {
        "form": form,
        "preview": preview,
        "labels": dict(person_choices([preview.stays, preview.goes], actor.on)),
        "moving": [(MERGE_WORDS[row.reference], row.rows) for row in preview.moving],
        "filled": [MERGE_WORDS[name] for name in preview.filled],
        "two_accounts": len(accounts) == 2,
    }
    return render(request, "people/merge.html", context, status=422 if form.errors else 200)


def _sides(preview: Any) -> list[tuple[str, Any]]:
    return [("stays", preview.stays), ("goes", preview.goes)]


@enter(get=Permission.MANAGE_PEOPLE, post=Permission.MANAGE_PEOPLE)
def undo(request: ActorRequest, merge_id: int) -> HttpResponse:
    """Take a merge back."""
    actor, at = request.actor, clock.now()
    merge = merge_for(merge_id, by=actor)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            undo_merge(merge_id=merge.pk, by=actor, at=at)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The two records are two again."))
            return redirect("people:detail", person_id=merge.stays_id)
    return render(request, "people/merge_undo.html", {"form": form, "merge": merge}, status=422 if form.errors else 200)
