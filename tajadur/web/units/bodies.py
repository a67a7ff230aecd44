"""What is asked of each type of body (quorum, shares, term): what holds, what held, and what will hold from a day."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.posts import set_body_settings
from tajadur.organisation.profile.operations.settings import BodyRules
from tajadur.organisation.profile.queries import SettingsOverTime, body_types_by_kind, preparation_steps
from tajadur.organisation.profile.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.sources import source_typed, source_words

from .forms import BodySettingsForm

_SOURCES = ("quorum_source", "shares_source")


@enter(get=Permission.MANAGE_UNITS)
def index(request: ActorRequest) -> HttpResponse:
    """Every body type with what holds today, and from which day that changes."""
    on, over_time = request.actor.on, SettingsOverTime()
    rows = [
        {
            "body_type": body_type,
            "settings": over_time.on(body_type.pk, on),
            "next": next((row for row in over_time.of(body_type.pk) if row.from_on > on), None),
        }
        for body_type in body_types_by_kind()
    ]
    return render(request, "units/body_types.html", {"rows": rows})


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def settings(request: ActorRequest, body_type_id: int) -> HttpResponse:
    """What one body type asks over time; POST sets what it asks from a day to come."""
    actor, over_time = request.actor, SettingsOverTime()
    body_type = next((row for row in body_types_by_kind() if row.pk == body_type_id), None)
    if body_type is None:
        raise Http404
    rows = over_time.of(body_type.pk)
    tomorrow = actor.on + timedelta(days=1)
    known = BodyRules.of(over_time.on(body_type.pk, tomorrow)).columns
    initial = known | {"from_on": tomorrow} | {name: source_words(known[name]) for name in _SOURCES}
    form = BodySettingsForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        from_on = typed.pop("from_on")
        typed |= {name: source_typed(typed[name], known[name]) for name in _SOURCES}
        try:
            row = set_body_settings(
                body_type_id=body_type.pk, from_on=from_on, rules=BodyRules(**typed), by=actor, at=clock.now()
            )
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The settings are noted.") if row else _("The same holds already."))
            return redirect("units:body_type", body_type.pk)
    held = over_time.on(body_type.pk, actor.on)
    context = {"form": form, "body_type": body_type, "rows": rows[::-1], "held": held, "on": actor.on}
    context["steps"] = preparation_steps(body_type.pk)
    return render(request, "units/body_type.html", context, status=422 if form.errors else 200)
