"""What units need to learn: the list with its counts, and the forms of the unit."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.training.operations.needs import correct_need, declare_need
from tajadur.activity.training.queries.acting import grants_to_organise
from tajadur.activity.training.queries.needs import counts_of_needs, need_row, needs_within, of_state
from tajadur.activity.training.vocabulary import (
    NEED_CONFLICTS,
    NEED_PROBLEMS,
    NEED_WORDS,
    NeedPriority,
    TrainingKind,
)
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.training import NeedState
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_by_key, same_list, text_in
from tajadur.web.record_forms import RecordForms, typed_in
from tajadur.web.trees import tree_of

from . import labels
from .exported import NEEDS
from .forms import NeedForm

_FORMS = RecordForms("training:unit", "units/record_form.html", NEED_PROBLEMS, NEED_CONFLICTS)


@enter(get=Permission.READ_FIGURES, shows="counts of what many units need, and no word of one of them")
@exported(NEEDS)
def index(request: ActorRequest) -> HttpResponse:
    """The needs within reach, the last first, with how many units and people wait for each subject."""
    actor, on = request.actor, request.actor.on
    kind, priority, region = text_in(request, "kind"), text_in(request, "priority"), number_in(request, "region")
    kind = kind if kind in TrainingKind.values else ""
    priority = priority if priority in NeedPriority.values else ""
    state = text_in(request, "state")
    trees = tree_of(request, Permission.READ_FIGURES)
    rows = needs_within(actor, on, under=region, kind=kind, priority=priority, tree=trees.narrows)
    states, kinds = counts_of_needs(rows)
    page = page_by_key(request, of_state(rows, state), "since_on")
    context = {
        "page": page,
        "rows": [labels.need_line(need) | _leads(actor, need) for need in page.rows],
        "waiting": [
            {
                "name": each.label,
                "units": kinds[each][0],
                "people": kinds[each][1],
                "url": same_list(request, kind=each, state=NeedState.OPEN),
            }
            for each in TrainingKind
            if each in kinds
        ],
        "chips": [
            {"label": _("All"), "url": same_list(request, state=""), "current": state not in states},
            *(
                {
                    "label": NEED_WORDS[each],
                    "count": states[each],
                    "url": same_list(request, state=each),
                    "current": state == each,
                }
                for each in states
            ),
        ],
        "kinds": TrainingKind.choices,
        "kind": kind,
        "priorities": NeedPriority.choices,
        "priority": priority,
        "regions": regions_for(actor, trees.tree),
        "region": region,
        "state": state,
    }
    template = "training/needs.html#list" if getattr(request, "htmx", False) else "training/needs.html"
    return render(request, template, context)


@enter(get=Permission.DECLARE_TRAINING_NEED, post=Permission.DECLARE_TRAINING_NEED)
def declare(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit declares a need."""
    unit = unit_for(request.actor, unit_id, Permission.DECLARE_TRAINING_NEED)
    return _FORMS.answer(request, unit, NeedForm(typed_in(request)), declare_need, _("Declare a need of training"))


@enter(get=Permission.DECLARE_TRAINING_NEED, post=Permission.DECLARE_TRAINING_NEED)
def correct(request: ActorRequest, unit_id: int, need_id: int) -> HttpResponse:
    """The unit corrects a need, or takes it back."""
    unit = unit_for(request.actor, unit_id, Permission.DECLARE_TRAINING_NEED)
    form = NeedForm(typed_in(request), row=need_row(unit, need_id))
    return _FORMS.answer(request, unit, form, correct_need, _("Correct a need of training"), need_id=need_id)


def _leads(actor: Actor, need: Any) -> dict[str, str]:
    """The page of its training (of the unit for whoever reads its counts alone), and a session to organise for it."""
    reads = may(actor, Permission.READ_RECORD, need.unit)
    url = reverse("training:unit" if reads else "units:detail", args=[need.unit_id])
    for grant in grants_to_organise(actor):
        if need.met_on is None and need.unit.path.startswith(grant.unit_path):
            query = urlencode({"kind": need.kind, "invite": need.unit_id})
            return {"url": url, "organise_url": f"{reverse('training:organise', args=[grant.unit_id])}?{query}"}
    return {"url": url, "organise_url": ""}
