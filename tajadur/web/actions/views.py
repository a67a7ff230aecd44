"""Reading actions, and telling what becomes of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.meetings.operations.actions import tell_news
from tajadur.activity.meetings.queries.actions import action_for
from tajadur.activity.meetings.vocabulary import NEWS_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.actions import NEWS_DAYS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.forms import add_problems
from tajadur.web.plans.linked import item_in_plan

from .forms import NewsForm


@enter(get=Permission.READ_RECORD, post=Permission.REPORT, shows=RecordPart.REPORTS)
def detail(request: ActorRequest, action_id: int) -> HttpResponse:
    """One action with all that was told of it; POST: its unit tells what was done."""
    actor, status = request.actor, 200
    page = action_for(actor, action_id)
    consulted(request, page.item.unit_id, page.item.meeting.unit.path)
    form = NewsForm(request.POST if request.method == "POST" else None, initial={"told_on": actor.on})
    if request.method == "POST":
        status = 422
        # What is no valid form is asked of the operation all the same: it says first who may not.
        if form.is_valid() or not page.is_ours:
            try:
                tell_news(
                    action_id=action_id,
                    told_on=form.cleaned_data.get("told_on"),
                    text=form.cleaned_data.get("text", ""),
                    by=actor,
                    at=clock.now(),
                )
            except BadInput as error:
                add_problems(form, error, NEWS_PROBLEMS)
            else:
                messages.success(request, _("Your news is kept: the action is in progress."))
                return redirect("actions:detail", action_id)
    context = {
        "page": page,
        "item": page.item,
        "action": page.row,
        "form": form,
        "news_days": NEWS_DAYS,
        "plan": item_in_plan(actor, page.item.meeting.unit, action_id),
    }
    return render(request, "actions/detail.html", context, status=status)
