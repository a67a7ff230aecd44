"""An amendment drafted by one person and put in force by another, with what it would change."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.duties.directives.operations.amending import discard_amendment, draft_amendment
from tajadur.duties.directives.queries import amendment_terms, directive_for, last_drafting, mark_of
from tajadur.duties.directives.vocabulary import AMENDMENT_DRAFTED, DirectiveStatus
from tajadur.duties.obligations.operations.directing import issue_amendment
from tajadur.duties.obligations.operations.previewing import preview_amendment
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter

from .drafting import READ_AGAIN, add_ladder_problems
from .drafting_forms import AmendForm
from .labels import consequences, ladder_lines, term_lines
from .ladder_rows import ladder_of

STALE = gettext_lazy("The directive was amended after this was drafted. Draft it anew from what it is.")
_AGAIN = {**READ_AGAIN, "amendment_stale": {"may_act": False, "problem": STALE}}


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def amend(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Draft an amendment, or change the one that waits."""
    directive = directive_for(request.actor, directive_id)
    if directive.standing != DirectiveStatus.ISSUED:
        raise Conflict("directive_not_issued")
    waiting = getattr(directive, "amendment", None)
    form = AmendForm(
        request.POST if request.method == "POST" else None,
        directive=directive,
        ladder=ladder_of(directive.ladder.all()),
        drafted=amendment_terms(waiting) if waiting else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            draft_amendment(
                directive_id=directive.pk,
                changes=form.changes,
                ladder=form.new_ladder,
                by=request.actor,
                at=clock.now(),
            )
        except BadInput as error:
            add_ladder_problems(form, error)
        else:
            messages.success(request, _("The amendment is drafted. The Secretary General puts it in force."))
            return redirect("directives:amendment_preview", directive.pk)
    context = {
        "form": form,
        "directive": directive,
    }
    return render(request, "directives/amend.html", context, status=422 if form.errors else 200)


@enter(get=Permission.DRAFT_DIRECTIVE)
def preview(request: ActorRequest, directive_id: int) -> HttpResponse:
    """What the drafted amendment would change, for who drafts it."""
    return _page(request, directive_id, may_act=False)


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def issue(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Show what the drafted amendment would change (GET), then put it in force (POST)."""
    if request.method == "GET":
        return _page(request, directive_id, may_act=True)
    actor, seen = request.actor, request.POST.get("seen", "")
    try:
        issue_amendment(directive_id=directive_id, seen=seen, on=actor.on, by=actor, at=clock.now())
    except Conflict as error:
        if error.code not in _AGAIN:
            raise
        return _page(request, directive_id, **_AGAIN[error.code])
    messages.success(request, _("The directive is amended."))
    return redirect("directives:detail", directive_id)


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def discard(request: ActorRequest, directive_id: int) -> HttpResponse:
    """Ask for a confirmation (GET), then drop the drafted amendment (POST)."""
    if request.method == "GET":
        directive, _waiting = _read(request, directive_id)
        return render(request, "directives/discard.html", {"directive": directive, "is_amendment": True})
    discard_amendment(directive_id=directive_id, by=request.actor, at=clock.now())
    messages.success(request, _("The draft is discarded."))
    return redirect("directives:detail", directive_id)


def _read(request: ActorRequest, directive_id: int) -> tuple[Any, Any]:
    """The directive and its drafted amendment."""
    directive = directive_for(request.actor, directive_id)
    waiting = getattr(directive, "amendment", None)
    if waiting is None:
        raise Conflict("amendment_gone")
    return directive, waiting


def _page(request: ActorRequest, directive_id: int, *, may_act: bool, problem: str | Promise = "") -> HttpResponse:
    (directive, waiting), on = _read(request, directive_id), request.actor.on
    changes, ladder = amendment_terms(waiting)
    shown = None
    if waiting.version != directive.version:
        may_act, problem = False, STALE
    else:
        shown = consequences(preview_amendment(directive_id=directive.pk, on=on, at=clock.now()), on)
    context: dict[str, Any] = {
        "directive": directive,
        "terms": term_lines(directive, changes),
        "ladder": ladder_lines(ladder) if ladder is not None else None,
        "shown": shown,
        "drafted_at": waiting.drafted_at,
        "mark": mark_of(last_drafting(directive.pk, AMENDMENT_DRAFTED)) if may_act else "",
        "may_act": may_act,
        "may_draft": may_anywhere(request.actor, Permission.DRAFT_DIRECTIVE),
        "problem": problem,
    }
    return render(request, "directives/amendment.html", context, status=409 if problem else 200)
