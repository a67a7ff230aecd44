"""The reminders to come of one obligation, and putting the next one off."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.duties.directives.vocabulary import LEVEL_CHOICES
from tajadur.duties.obligations.operations import snoozing
from tajadur.duties.obligations.queries.finding import may_on, obligation_for
from tajadur.duties.obligations.queries.ladders import rungs_of, snoozable, snoozable_of
from tajadur.duties.obligations.vocabulary import PROBLEMS, RowState
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, PlainForm, TextField, add_problems

from .labels import step_of

WAITING = ("planned", "snoozed")


class SnoozeForm(PlainForm):
    """Until which day, and why."""

    until = DayField(label=gettext_lazy("Remind us on"))
    reason = TextField(
        label=gettext_lazy("Reason"), limit=300, error_messages={"required": PROBLEMS["reason_required"]}
    )


def ladder_shown(actor: Actor, row: Any, on: date) -> dict[str, Any]:
    """What will be told about ``row`` if nothing is done, and whether ``actor`` may put the next reminder off."""
    rungs = [rung for rung in rungs_of(row) if rung.state in WAITING]
    levels = dict(LEVEL_CHOICES)
    steps = [
        {
            "words": step_of(rung.step),
            "level": levels[rung.level],
            "goes_on": rung.goes_on,
            "is_snoozed": rung.state == RowState.SNOOZED,
            "reason": rung.snooze_reason,
        }
        for rung in rungs
    ]
    may = may_on(actor, Permission.SNOOZE, row) and snoozable_of(rungs, on) is not None
    return {"steps": steps, "may_snooze": may}


@enter(get=Permission.SNOOZE, post=Permission.SNOOZE)
def snooze(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """Put the next reminder to the unit off by some days, with a reason."""
    actor = request.actor
    row = obligation_for(actor, obligation_id, Permission.SNOOZE)
    form = SnoozeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            snoozing.snooze(obligation_id=row.pk, **form.cleaned_data, on=actor.on, by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The next reminder is put off."))
            return redirect("obligations:detail", row.pk)
    reminder_and_limit = snoozable(row, actor.on)
    day, latest = (reminder_and_limit[0].day, reminder_and_limit[1]) if reminder_and_limit else (None, None)
    context = {"form": form, "row": row, "day": day, "latest": latest}
    return render(request, "obligations/snooze.html", context, status=422 if form.errors else 200)
