"""What waits for a second person: read, confirmed many at once, or refused with a reason."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.confirming import confirm_acts, refuse_act
from tajadur.organisation.people.queries.second_person import act_waiting, acts_waiting
from tajadur.organisation.people.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import page_of

from .forms import ReasonForm
from .rule_reasons import ask_reason, asks_only, reason_in


@enter(get=Permission.CONFIRM_ACTS, post=Permission.CONFIRM_ACTS)
def acts(request: ActorRequest) -> HttpResponse:
    """The acts that wait; POST ``act`` (several) confirms them, all or none."""
    form = PlainForm({} if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        chosen = [int(text) for text in request.POST.getlist("act") if text.isascii() and text.isdecimal()]
        try:
            done = confirm_acts(
                act_ids=[pk for pk in chosen if pk < 2**63],
                rule_reason=reason_in(request),
                by=request.actor,
                at=clock.now(),
            )
        except BadInput as error:
            if asks_only(error):
                return ask_reason(request, error, reverse("people:acts"))
            add_problems(form, error, PROBLEMS)
        else:
            told = ngettext("%(count)s act is confirmed.", "%(count)s acts are confirmed.", done) % {"count": done}
            messages.success(request, told)
            return redirect("people:acts")
    page = page_of(request, acts_waiting(request.actor))
    rows = [_row(request, pending) for pending in page.rows]
    context = {"page": page, "rows": rows, "form": form, "may_confirm": any(row["may_confirm"] for row in rows)}
    return render(request, "people/acts.html", context, status=422 if form.errors else 200)


@enter(get=Permission.CONFIRM_ACTS, post=Permission.CONFIRM_ACTS)
def refuse(request: ActorRequest, act_id: int) -> HttpResponse:
    """Refuse one, saying why; whoever asked for it takes it back so."""
    actor, pending = request.actor, act_waiting(request.actor, act_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_act(act_id=pending.pk, reason=form.cleaned_data["reason"], by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("It is refused. Those it concerned are told."))
            return redirect("people:acts")
    context = {"form": form, "row": _row(request, pending)}
    return render(request, "people/act_refuse.html", context, status=422 if form.errors else 200)


def _row(request: ActorRequest, pending: Any) -> dict[str, Any]:
    days = {name: date.fromisoformat(text) if text else None for name, text in _days(pending).items()}
    own = request.actor.person_id in (pending.asked_by_id, pending.about_id)
    return {"act": pending, "may_confirm": not own, "own": pending.asked_by_id == request.actor.person_id, **days}


def _days(pending: Any) -> dict[str, str | None]:
    if pending.values:
        return {name: pending.values.get(name) for name in ("from_on", "to_on")}
    mandate = pending.mandate
    both = {"from_on": mandate.from_on, "to_on": mandate.to_on} if mandate else {}
    return {name: day.isoformat() if day else None for name, day in both.items()}
