"""The Islamic holidays of this year and the next: computed, until an administrator says which day was announced; and
the hours at which messages leave in Ramadan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import language
from tajadur.organisation.profile.operations.days import confirm_day, set_ramadan_hours
from tajadur.organisation.profile.queries import estimates_with_days, ramadan_hours
from tajadur.organisation.profile.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, PlainForm, add_problems, hour_field


class ConfirmForm(PlainForm):
    """Which computed day, and the day that was announced."""

    estimated_on = DayField(label=gettext_lazy("Computed day"))
    observed_on = DayField(label=gettext_lazy("Day announced"))


class RamadanForm(PlainForm):
    """From which hour on and before which one messages leave in Ramadan."""

    ramadan_from = hour_field(FIRST_HOUR, LAST_HOUR - 1, label=gettext_lazy("Messages leave from"))
    ramadan_to = hour_field(FIRST_HOUR + 1, LAST_HOUR, label=gettext_lazy("and before"))


@enter(get=Permission.CONFIRM_DAYS, post=Permission.CONFIRM_DAYS)
def holidays(request: ActorRequest) -> HttpResponse:
    """The list, and the hours in Ramadan; POST confirms one of the days."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm_day(**form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The day is confirmed. Letters and warnings follow it."))
            return redirect("meetings:holidays")
    return _page(request, form=form)


@enter(post=Permission.CONFIRM_DAYS)
def ramadan(request: ActorRequest) -> HttpResponse:
    """Set the hours of messages in Ramadan."""
    form = RamadanForm(request.POST)
    if form.is_valid():
        try:
            set_ramadan_hours(**form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The hours are kept. They hold in the next Ramadan, or at once in this one."))
            return redirect("meetings:holidays")
    return _page(request, hours=form)


def _page(request: ActorRequest, *, form: ConfirmForm | None = None, hours: RamadanForm | None = None) -> HttpResponse:
    actor, kept = request.actor, ramadan_hours()
    form = form or ConfirmForm(None)
    hours = hours or RamadanForm(initial={"ramadan_from": kept.first, "ramadan_to": kept.last})
    rows = [
        (day, day.names[language()])
        for day in estimates_with_days(actor.on.year, actor.on.year + 1)
        if max(day.estimated_on, day.observed_on or day.estimated_on) >= actor.on
    ]
    context = {"form": form, "hours": hours, "rows": rows}
    return render(request, "meetings/holidays.html", context, status=422 if form.errors or hours.errors else 200)
