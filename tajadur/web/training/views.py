"""The sessions within reach, which provinces were reached, and the training of one unit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.training.queries.acting import grants_to_organise, organises
from tajadur.activity.training.queries.coverage import provinces_covered
from tajadur.activity.training.queries.needs import former_needs, needs_of
from tajadur.activity.training.queries.sessions import counts_by_state, sessions_for, sessions_of, with_present
from tajadur.activity.training.vocabulary import STATE_WORDS, TrainingKind
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.training import COVERAGE_MONTHS, TrainingState, covered_since
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_by_key, page_of, same_list, text_in
from tajadur.web.trees import reads_other_trees, tree_of

from . import labels
from .exported import COVERAGE, SESSIONS
from .places import by_place

_REACHED = {"yes": True, "no": False}


@enter(get=Permission.READ_FIGURES, shows="sessions of many units, each by its subject, its days and its counts alone")
@exported(SESSIONS)
def index(request: ActorRequest) -> HttpResponse:
    """The sessions the actor reads, the last first, with the counts of each state."""
    actor, on = request.actor, request.actor.on
    state, kind, region = text_in(request, "state"), text_in(request, "kind"), number_in(request, "region")
    trees, kind = tree_of(request, Permission.READ_FIGURES), kind if kind in TrainingKind.values else ""
    rows = sessions_for(actor, on, under=region, kind=kind, tree=trees.narrows)
    counts = counts_by_state(rows)
    page = page_by_key(request, with_present(rows.filter(state=state) if state in STATE_WORDS else rows), "from_on")
    own = next(iter(grants_to_organise(actor)), None)
    context = {
        "page": page,
        "rows": [labels.session_line(version) for version in page.rows],
        "chips": [
            {"label": _("All"), "url": same_list(request, state=""), "current": state not in STATE_WORDS},
            *(
                {
                    "label": word,
                    "count": counts[each],
                    "url": same_list(request, state=each),
                    "current": state == each,
                }
                for each, word in STATE_WORDS.items()
            ),
        ],
        "kinds": TrainingKind.choices,
        "kind": kind,
        "regions": regions_for(actor, trees.tree),
        "region": region,
        "state": state,
        "organise_url": reverse("training:organise", args=[own.unit_id]) if own else "",
    }
    template = "training/index.html#list" if getattr(request, "htmx", False) else "training/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_FIGURES, shows="figures of many provinces, and no word of one of them")
@exported(COVERAGE)
def coverage(request: ActorRequest) -> HttpResponse:
    """The provinces within reach: which were reached by a session in the last months, and which were not."""
    actor, on = request.actor, request.actor.on
    region, reached = number_in(request, "region"), text_in(request, "reached")
    provinces = provinces_covered(actor, on, under=region)
    chosen = [row for row in provinces if _REACHED.get(reached) in (None, row.is_covered)]
    covered = sum(row.is_covered for row in provinces)
    page = page_of(request, chosen)
    context = {
        "page": page,
        "places": by_place(request, provinces),
        "months": COVERAGE_MONTHS,
        "since": covered_since(on),
        "chips": [
            {"label": _("All"), "url": same_list(request, reached=""), "current": reached not in _REACHED},
            {
                "label": _("No session this year"),
                "count": len(provinces) - covered,
                "url": same_list(request, reached="no"),
                "current": reached == "no",
            },
            {
                "label": _("With a session"),
                "count": covered,
                "url": same_list(request, reached="yes"),
                "current": reached == "yes",
            },
        ],
        "regions": regions_for(actor),
        "region": region,
        "reached": reached,
        "level": text_in(request, "level"),
        "other_trees": reads_other_trees(request, Permission.READ_FIGURES),
    }
    template = "training/coverage.html#list" if getattr(request, "htmx", False) else "training/coverage.html"
    return render(request, template, context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.TRAINING)
def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What a unit needs to learn, and the sessions it organises or is invited to."""
    actor, on = request.actor, request.actor.on
    row = unit_for(actor, unit_id, Permission.READ_RECORD)
    consulted(request, row.pk, row.path)
    needs = needs_of(row, on)
    former = former_needs(needs, row)
    page = page_by_key(request, with_present(sessions_of(actor, row, on)), "from_on")
    context = {
        "unit": row,
        "subject": pgettext("menu", "Training"),
        "list_name": pgettext("menu", "Training"),
        "list_url": reverse("training:index"),
        "needs": [labels.need_line(need, former.get(need.pk, ())) for need in needs],
        "page": page,
        "rows": [labels.session_line(version) for version in page.rows],
        "declares": may(actor, Permission.DECLARE_TRAINING_NEED, row),
        "organises": organises(actor, row),
        "undeclared": TrainingState.UNDECLARED,
    }
    return render(request, "training/unit.html", context)
