"""The limits by which the situation of branches is judged: those in force, those to come, and setting others."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.situations.operations.limits import set_limits
from tajadur.activity.situations.queries.limits import limits_over_time
from tajadur.activity.situations.vocabulary import MOST_DAYS, MOST_MONTHS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.permissions.matrix import Permission
from tajadur.rules.situation import SituationLimits
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import CountField, DayField, PlainForm, add_problems


class LimitsForm(PlainForm):
    """Each limit, and from which day."""

    from_on = DayField(
        label=gettext_lazy("Holds from"), help_text=gettext_lazy("Tomorrow or later: past days keep their limits.")
    )
    renewed_within_days = CountField(
        label=gettext_lazy("To be renewed: days before the mandate of the office ends"), least=1, most=MOST_DAYS
    )
    dormant_months = CountField(label=gettext_lazy("Dormant: months without a meeting"), least=1, most=MOST_MONTHS)
    sure_months = CountField(
        label=gettext_lazy("A word of the branch is confirmed for so many months"), least=1, most=MOST_MONTHS
    )
    ageing_months = CountField(
        label=gettext_lazy("It counts as «confirmed long ago» up to so many months"), least=1, most=MOST_MONTHS
    )


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def limits(request: ActorRequest) -> HttpResponse:
    """Read and set them."""
    known = limits_over_time(request.actor.on)
    initial: dict[str, Any] = asdict(known[-1][1])
    form = LimitsForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if name in initial}
            try:
                set_limits(
                    from_on=form.cleaned_data["from_on"],
                    limits=SituationLimits(**values),
                    by=request.actor,
                    at=clock.now(),
                )
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            else:
                messages.success(request, _("The limits are kept: they hold from the day you chose."))
                return redirect("situations:limits")
    return render(request, "situations/limits.html", {"form": form, "known": known}, status=status)
