"""Decisions sent to the body above: the lists, one with its way, sending and taking back."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.meetings.operations.proposals import send_proposal, withdraw_proposal
from tajadur.activity.meetings.queries.proposals import (
    REACH,
    RECEIVED,
    SENT,
    decision_to_send,
    proposal_for,
    proposal_row,
    proposals_found,
)
from tajadur.activity.meetings.vocabulary import OUTCOME_WORDS, PROPOSAL_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.permissions.check import may
from tajadur.permissions.matrix import MATRIX, Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.carry_over import Outcome
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.forms import add_problems
from tajadur.web.paging import page_of, same_list
from tajadur.web.trees import tree_of

from .exported import PROPOSALS
from .forms import SendForm

_CHIPS = (
    (SENT, gettext_lazy("Sent by our unit")),
    (RECEIVED, gettext_lazy("Received from below")),
    (REACH, gettext_lazy("All within reach")),
)


@enter(get=Permission.READ_RECORD)
@exported(PROPOSALS)
def index(request: ActorRequest) -> HttpResponse:
    """What our unit sent up, what our bodies received from below, or all within reach; with what came of each."""
    actor, asked = request.actor, request.GET.get("whose", "")
    has_own = any(grant.role in MATRIX[Permission.DRAFT_REPORT] for grant in actor.grants)
    kinds = _CHIPS if has_own else _CHIPS[2:]
    whose = asked if asked in dict(kinds) else kinds[0][0]
    trees = tree_of(request, Permission.READ_RECORD, is_queue=True)
    page = page_of(request, proposals_found(actor, whose, trees.narrows))
    context = {
        "page": replace(page, rows=[proposal_row(item) for item in page.rows]),
        "whose": whose,
        "chips": [
            {"label": label, "url": same_list(request, whose=code), "current": code == whose} for code, label in kinds
        ],
    }
    return render(request, "proposals/index.html", context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.REPORTS)
def detail(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """One proposal: where it comes from, the agendas it stood on, what the body above said."""
    actor = request.actor
    page = proposal_for(actor, proposal_id)
    unit = page.row.item.unit
    if may(actor, Permission.READ_RECORD, unit):  # the body that received it reads what it was sent, not a record
        consulted(request, unit.pk, unit.path)
    places = [(point, OUTCOME_WORDS[Outcome(point.outcome)] if point.outcome else "") for point in page.places]
    return render(request, "proposals/detail.html", {"page": page, "item": page.row.item, "places": places})


@enter(get=Permission.PROPOSE, post=Permission.PROPOSE)
def send(request: ActorRequest, report_id: int, number: int) -> HttpResponse:
    """A decision of our report is sent to the body above."""
    actor, status = request.actor, 200
    decision = decision_to_send(actor, report_id, number)
    if decision is None:
        raise NotVisible
    origins = [
        (origin.pk, _("%(label)s: %(text)s") % {"label": origin.unit.name, "text": origin.text[:80]})
        for origin in decision.origins
    ]
    form = SendForm(request.POST if request.method == "POST" else None, origins=origins)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            origin: Any = form.cleaned_data.get("origin")
            try:
                sent = send_proposal(report_id=report_id, number=number, origin_id=origin, by=actor, at=clock.now())
            except BadInput as error:
                add_problems(form, error, PROPOSAL_PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(PROPOSAL_PROBLEMS[error.code]))
                status = 409
            else:
                messages.success(request, _("The decision is sent: it will stand on the next agenda of that body."))
                return redirect("proposals:detail", sent)
    context = {"form": form, "found": decision, "report": decision.report}
    return render(request, "proposals/send.html", context, status=status)


@enter(post=Permission.PROPOSE)
def withdraw(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Our unit takes back what it sent, while nothing was said of it."""
    try:
        withdraw_proposal(proposal_id=proposal_id, by=request.actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(PROPOSAL_PROBLEMS[error.code]))
    else:
        messages.success(request, _("It is taken back."))
    return redirect("proposals:detail", proposal_id)
