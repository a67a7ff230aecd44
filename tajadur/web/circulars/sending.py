"""The preview of exactly who, and sending; withdrawing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.circulars.operations.issuing import issue_circular, withdraw_circular
from tajadur.activity.circulars.queries.acting import grant_in_name_of, require_in_name_of
from tajadur.activity.circulars.queries.audience import audience_of, posts_of_audience, preview_of
from tajadur.activity.circulars.queries.files import version_files
from tajadur.activity.circulars.queries.listing import circular_for, versions_of
from tajadur.foundation import clock
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.paging import page_in_one

from . import presenters
from .drafting import OF_THE_SENDER, done, is_over, typed
from .forms import IssueForm, WithdrawForm


@enter(get=Permission.DRAFT_CIRCULAR, post=Permission.ISSUE_CIRCULAR, shows=OF_THE_SENDER)
def issue(request: ActorRequest, circular_id: int) -> HttpResponse:
    """The text as it will be read, exactly who will get it and how many of them have an account; then the button."""
    actor, on = request.actor, request.actor.on
    circular = circular_for(actor, circular_id)
    require_in_name_of(actor, Permission.DRAFT_CIRCULAR, circular.unit)
    drafted, *older = versions_of(circular, drafts=True)
    if drafted.issued_at is not None:
        return redirect("circulars:detail", circular_id)
    posts = posts_of_audience(circular) if circular.version else audience_of(circular, on)
    preview = preview_of(posts, on)
    form = IssueForm(typed(request))
    status, sent = done(
        request,
        form,
        lambda: issue_circular(
            circular_id=circular_id, count=form.cleaned_data["count"], on=on, by=actor, at=clock.now()
        ),
    )
    if sent:
        messages.success(request, _("It is sent: each post is told, and asked to confirm."))
        return redirect("circulars:detail", circular_id)
    before = older[0] if older else None
    context = {
        "form": form,
        "circular": circular,
        "version": drafted,
        "before": before,
        "texts": presenters.texts_of(drafted, before),
        "files": presenters.files_shown(circular, version_files(drafted, before)),
        "preview": preview,
        "page": page_in_one(request, posts.select_related("post_type", "unit__kind").order_by("unit__path", "pk")),
        "audience": presenters.audience_words(circular),
        "issues": grant_in_name_of(actor, Permission.ISSUE_CIRCULAR, circular.unit) is not None,
    }
    return render(request, "circulars/issue.html", context, status=status)


@enter(get=Permission.ISSUE_CIRCULAR, post=Permission.ISSUE_CIRCULAR, shows=OF_THE_SENDER)
def withdraw(request: ActorRequest, circular_id: int) -> HttpResponse:
    """Withdraw a circular, with the reason."""
    actor = request.actor
    circular = circular_for(actor, circular_id)
    require_in_name_of(actor, Permission.ISSUE_CIRCULAR, circular.unit)
    if is_over(request, circular):
        return redirect("circulars:detail", circular_id)
    form = WithdrawForm(typed(request))
    status, withdrawn = done(
        request,
        form,
        lambda: withdraw_circular(
            circular_id=circular_id, reason=form.cleaned_data["reason"], on=actor.on, by=actor, at=clock.now()
        ),
    )
    if withdrawn:
        messages.success(request, _("The circular is withdrawn. What was confirmed stays; nothing more is asked."))
        return redirect("circulars:detail", circular_id)
    context = {
        "form": form,
        "circular": circular,
        "version": next(iter(versions_of(circular, drafts=True)), None),
        "title": _("Withdraw a circular"),
        "button": _("Withdraw it"),
    }
    return render(request, "circulars/act.html", context, status=status)
