"""Proximity activities: counts by kind, month and unit, the activities of one unit, and the forms of the unit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.proximity.operations.recording import correct_activity, record_activity
from tajadur.activity.proximity.queries.counting import kinds_by_month, kinds_by_month_of, units_counted
from tajadur.activity.proximity.queries.reading import activities_of, activity_row, former_of
from tajadur.activity.proximity.vocabulary import CONFLICTS, PROBLEMS, ProximityKind
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_by_key, page_of, same_list, text_in
from tajadur.web.record_forms import RecordForms, typed_in
from tajadur.web.trees import tree_of

from . import labels
from .exported import UNITS_COUNTED
from .forms import ActivityForm

_FORMS = RecordForms("proximity:detail", "proximity/form.html", PROBLEMS, CONFLICTS)
_ACTED = {"yes": True, "no": False}


@enter(get=Permission.READ_FIGURES, shows="counts of the activities of many units, and no word of one of them")
@exported(UNITS_COUNTED)
def index(request: ActorRequest) -> HttpResponse:
    """The activities within reach by kind and month, and each unit with its own; those without are named too."""
    actor, on = request.actor, request.actor.on
    region, kind, acted = number_in(request, "region"), text_in(request, "kind"), text_in(request, "acted")
    trees = tree_of(request, Permission.READ_FIGURES)
    counted = kinds_by_month(actor, on, under=region, tree=trees.narrows)
    kind = kind if kind in ProximityKind.values else ""
    units = units_counted(actor, on, under=region, kind=kind, acted=_ACTED.get(acted), tree=trees.narrows)
    page = page_of(request, units)
    context = {
        "page": page,
        "rows": [(unit, _address(actor, unit), labels.reached_words(unit.reached or 0)) for unit in page.rows],
        "table": labels.table_of(counted),
        **labels.month_range(counted.months),
        "kinds": ProximityKind.choices,
        "kind": kind,
        "regions": regions_for(actor, trees.tree),
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
        "subject": pgettext("menu", "Proximity activities"),
        "list_name": pgettext("menu", "Proximity activities"),
        "list_url": reverse("proximity:index"),
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
    return _FORMS.answer(request, unit, ActivityForm(typed_in(request)), record_activity, _("Record an activity"))


@enter(get=Permission.RECORD_PROXIMITY, post=Permission.RECORD_PROXIMITY)
def correct(request: ActorRequest, unit_id: int, activity_id: int) -> HttpResponse:
    """The unit corrects what it recorded, or takes it back."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PROXIMITY)
    form = ActivityForm(typed_in(request), row=activity_row(unit, activity_id))
    title = _("Correct an activity")
    return _FORMS.answer(request, unit, form, correct_activity, title, activity_id=activity_id)


def _address(actor: Actor, unit: Any) -> str:
    """The page of its activities, or of the unit for whoever reads its counts alone."""
    reads = may(actor, Permission.READ_RECORD, unit)
    return reverse("proximity:detail" if reads else "units:detail", args=[unit.pk])
