"""Proximity activities: counts by kind, month and unit, the activities of one unit, and the forms of the unit."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.proximity.operations.recording import correct_activity, record_activity
from tajadur.activity.proximity.queries.counting import kinds_by_month, kinds_by_month_of, units_counted
from tajadur.activity.proximity.queries.reading import activities_of, activity_row, former_of
from tajadur.activity.proximity.vocabulary import CONFLICTS, PROBLEMS, ProximityKind
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.forms import add_problems
from tajadur.web.paging import number_in, page_by_key, page_of, same_list, text_in

from . import labels
from .forms import ActivityForm

_REFUSED, _TOO_LATE = 422, 409  # of a page with a form
_ACTED = {"yes": True, "no": False}


@enter(get=Permission.READ_FIGURES, shows="counts of the activities of many units, and no word of one of them")
def index(request: ActorRequest) -> HttpResponse:
    """The activities within reach by kind and month, and each unit with its own; those without are named too."""
    actor, on = request.actor, request.actor.on
    region, kind, acted = number_in(request, "region"), text_in(request, "kind"), text_in(request, "acted")
    counted = kinds_by_month(actor, on, under=region)
    kind = kind if kind in ProximityKind.values else ""
    units = units_counted(actor, on, under=region, kind=kind, acted=_ACTED.get(acted))
    page = page_of(request, units)
    context = {
        "page": page,
        "rows": [(unit, _address(actor, unit), labels.reached_words(unit.reached or 0)) for unit in page.rows],
        "table": labels.table_of(counted),
        **labels.month_range(counted.months),
        "kinds": ProximityKind.choices,
        "kind": kind,
        "regions": regions_for(actor),
        "region": region,
        "acted": acted,
        "chips": [
            {"label": _("All units"), "url": same_list(request, acted=""), "current": acted not in _ACTED},
            {"label": _("With an activity"), "url": same_list(request, acted="yes"), "current": acted == "yes"},
            {"label": _("Nothing recorded"), "url": same_list(request, acted="no"), "current": acted == "no"},
        ],
    }
    template = "proximity/index.html#list" if getattr(request, "htmx", False) else "proximity/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.PROXIMITY)
def detail(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The activities of one unit, the last first, with its counts by kind and month."""
    actor = request.actor
    unit, kind = unit_for(actor, unit_id, Permission.READ_RECORD), text_in(request, "kind")
    consulted(request, unit.pk, unit.path)
    kind = kind if kind in ProximityKind.values else ""
    page = page_by_key(request, activities_of(unit, kind=kind), "held_on")
    former = former_of(page.rows, unit)
    counted = kinds_by_month_of(unit, actor.on)
    context = {
        "unit": unit,
        "page": page,
        "entries": [labels.entry(row, former.get(row.pk, [])) for row in page.rows],
        "table": labels.table_of(counted),
        **labels.month_range(counted.months),
        "kinds": ProximityKind.choices,
        "kind": kind,
        "writes": may(actor, Permission.RECORD_PROXIMITY, unit),
    }
    template = "proximity/detail.html#list" if getattr(request, "htmx", False) else "proximity/detail.html"
    return render(request, template, context)


@enter(get=Permission.RECORD_PROXIMITY, post=Permission.RECORD_PROXIMITY)
def record(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit records an activity."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PROXIMITY)
    form = ActivityForm(_typed(request))

    def act() -> None:
        record_activity(unit_id=unit.pk, data=form.typed(), **_by(request))

    return _form_page(request, unit, form, act, _("Record an activity"))


@enter(get=Permission.RECORD_PROXIMITY, post=Permission.RECORD_PROXIMITY)
def correct(request: ActorRequest, unit_id: int, activity_id: int) -> HttpResponse:
    """The unit corrects what it recorded, or takes it back."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PROXIMITY)
    form = ActivityForm(_typed(request), row=activity_row(unit, activity_id))

    def act() -> None:
        correct_activity(
            unit_id=unit.pk,
            activity_id=activity_id,
            data=form.typed(),
            is_void=form.cleaned_data["is_void"],
            **_by(request),
        )

    return _form_page(request, unit, form, act, _("Correct an activity"))


def _form_page(
    request: ActorRequest, unit: Any, form: ActivityForm, act: Callable[[], None], title: str
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted; else the page of the unit."""
    status = _done(form, act) if request.method == "POST" else 0
    if status == 200:
        messages.success(request, _("It is kept; those above read it."))
        return redirect("proximity:detail", unit.pk)
    return render(request, "proximity/form.html", {"unit": unit, "form": form, "title": title}, status=status or 200)


def _done(form: ActivityForm, act: Callable[[], None]) -> int:
    """200 when it was done; else the status of the page with the form and why not."""
    if not form.is_valid():
        return _REFUSED
    try:
        act()
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return _REFUSED
    except Conflict as error:
        form.add_error(None, str(CONFLICTS[error.code]))
        return _TOO_LATE
    return 200


def _address(actor: Actor, unit: Any) -> str:
    """The page of its activities, or of the unit for whoever reads its counts alone."""
    reads = may(actor, Permission.READ_RECORD, unit)
    return reverse("proximity:detail" if reads else "units:detail", args=[unit.pk])


def _typed(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _by(request: ActorRequest) -> dict[str, Any]:
    return {"on": request.actor.on, "by": request.actor, "at": clock.now()}
