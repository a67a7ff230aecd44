"""The Islamic holidays of this year and the next: computed, until an administrator says which day was announced."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import language
from tajadur.organisation.profile.operations.days import confirm_day
from tajadur.organisation.profile.queries import estimates_with_days
from tajadur.organisation.profile.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, PlainForm, add_problems


class ConfirmForm(PlainForm):
    """Which computed day, and the day that was announced."""

    estimated_on = DayField(label=gettext_lazy("Computed day"))
    observed_on = DayField(label=gettext_lazy("Day announced"))


@enter(get=Permission.CONFIRM_DAYS, post=Permission.CONFIRM_DAYS)
def holidays(request: ActorRequest) -> HttpResponse:
    """The list; POST confirms one of them."""
    actor = request.actor
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm_day(**form.cleaned_data, by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The day is confirmed. Letters and warnings follow it."))
            return redirect("meetings:holidays")
    rows = [
        (day, day.names[language()])
        for day in estimates_with_days(actor.on.year, actor.on.year + 1)
        if max(day.estimated_on, day.observed_on or day.estimated_on) >= actor.on
    ]
    context = {"form": form, "rows": rows}
    return render(request, "meetings/holidays.html", context, status=422 if form.errors else 200)
