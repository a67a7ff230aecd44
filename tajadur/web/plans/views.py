"""The plan read: the nation side by side by region, one unit, and the text of editions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.plans.operations.issuing import issue_problems
from tajadur.activity.plans.queries.editions import edition_for, editions_for, editions_issued, text_of
from tajadur.activity.plans.queries.nation import (
    by_objective,
    objectives_in_force,
    place_standings,
    standings_of,
    units_with_plan,
    whole_standing,
)
from tajadur.activity.plans.queries.progress import standings
from tajadur.activity.plans.queries.unit import adoptions_of, words_of_unit
from tajadur.activity.plans.vocabulary import PROBLEMS, EditionStatus
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_of, same_list, text_in

from . import labels
from .exported import EDITIONS, UNITS_OF_PLAN
from .texts import axis_lines, sentences

_STATES = ("follows", "nothing", "stuck")


@enter(get=Permission.READ_FIGURES, shows="how far many units are, and no word of one of them")
@exported(UNITS_OF_PLAN)
def index(request: ActorRequest) -> HttpResponse:
    """The plan of the nation: each region beside the others, each objective, and the units within reach."""
    actor, on = request.actor, request.actor.on
    region, state = number_in(request, "region"), text_in(request, "state")
    objectives = objectives_in_force(on)
    if not objectives:
        return render(request, "plans/none.html", {"drafts": may_anywhere(actor, Permission.READ_PLAN_DRAFT)})
    edition = objectives[0].axis.edition
    axes = list({objective.axis_id: objective.axis for objective in objectives}.values())
    regions = regions_for(actor)
    places = place_standings(actor, edition.pk, on, under=region)
    units = units_with_plan(actor, edition.pk, on, under=region, state=state)

    def lines(rows: list[Any]) -> list[dict[str, Any]]:
        own = standings_of(rows, edition.pk)
        return [labels.unit_line(unit, own.get(unit.pk, []), objectives) for unit in rows]

    page = page_of(request, units, taken=UNITS_OF_PLAN.with_lines(lines))
    means = by_objective(places)
    whole = whole_standing(objectives, {pk: mean.progress for pk, mean in means.items()})
    context = {
        "edition": edition,
        "axes": axes,
        "page": page,
        "rows": lines(page.rows),
        "regions": regions,
        "region": region,
        "state": state,
        "table": labels.region_lines(
            [(each.pk, each.name, same_list(request, region=str(each.pk))) for each in regions],
            places, objectives, axes,
        ),
        "whole": labels.mean_words(whole.whole),
        "objectives": labels.objective_lines(objectives, means, places),
        "chips": [
            {"label": _("All units"), "url": same_list(request, state=""), "current": state not in _STATES},
            {"label": _("Follow the plan"), "url": same_list(request, state="follows"), "current": state == "follows"},
            {"label": _("Follow nothing yet"), "url": same_list(request, state="nothing"),
             "current": state == "nothing"},
            {"label": pgettext("plan", "Stuck"), "url": same_list(request, state="stuck"),
             "current": state == "stuck"},
        ],
    }  # fmt: skip
    template = "plans/index.html#list" if getattr(request, "htmx", False) else "plans/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.PLAN)
def detail(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The plan of one unit: what it follows and how far it is, and what it may still adopt.

    Its own words are shown to those who read its record.
    """
    actor, on = request.actor, request.actor.on
    unit = unit_for(actor, unit_id, Permission.READ_FIGURES)
    consulted(request, unit.pk, unit.path)
    asked = number_in(request, "edition")
    issued = editions_issued(on)
    edition = next((each for each in issued if asked in (None, each.pk)), None)
    if asked is not None and edition is None:
        raise NotVisible
    context: dict[str, Any] = {
        "unit": unit,
        "subject": pgettext("menu", "The plan"),
        "list_name": pgettext("menu", "The plan"),
        "list_url": reverse("plans:index"),
        "edition": edition,
        "axes": [],
    }
    if edition is not None:
        reads = may(actor, Permission.READ_RECORD, unit)
        writes = may(actor, Permission.FOLLOW_PLAN, unit) and not (unit.closed_on and unit.closed_on <= on)
        text = text_of(edition)
        adoptions = adoptions_of(unit, edition)
        followed = {each.adoption.objective_id: each for each in standings(adoptions, on)}
        words = words_of_unit(unit, adoptions if reads else [])
        rows = [each.row for each in text.objectives]
        whole = whole_standing(rows, {pk: each.mean.progress for pk, each in followed.items()})
        context |= {
            "axes": [
                {
                    "row": axis.row,
                    "mean": labels.mean_words(whole.axes[axis.row.pk]),
                    "objectives": [
                        (each.row, labels.objective(followed[each.row.pk], words, reads=reads, on=on)
                         if each.row.pk in followed else None)
                        for each in axis.objectives
                    ],
                }
                for axis in text.axes if axis.objectives
            ],
            "whole": labels.mean_words(whole.whole),
            "reads": reads,
            "writes": writes,
            "adopts": writes and edition == issued[0],
            "others": [each for each in issued if each != edition],
        }  # fmt: skip
    return render(request, "plans/detail.html", context)


@enter(get=Permission.READ_FIGURES, shows="the plan as headquarters laid it down, nothing of a unit")
@exported(EDITIONS)
def editions(request: ActorRequest) -> HttpResponse:
    """The editions of the plan, the newest first."""
    page = page_of(request, editions_for(request.actor))
    drafts = may_anywhere(request.actor, Permission.DRAFT_PLAN)
    has_draft = any(edition.status == EditionStatus.DRAFT for edition in page.rows)
    return render(request, "plans/editions.html", {"page": page, "drafts": drafts and not has_draft})


@enter(get=Permission.READ_FIGURES, shows="the plan as headquarters laid it down, nothing of a unit")
def edition(request: ActorRequest, edition_id: int) -> HttpResponse:
    """The text of an edition; of a draft, for those who draft, with what can be changed."""
    actor = request.actor
    row = edition_for(actor, edition_id)
    text, is_draft = text_of(row), row.status == EditionStatus.DRAFT
    context = {
        "edition": row,
        "axes": axis_lines(text),
        "is_draft": is_draft,
        "drafts": is_draft and may_anywhere(actor, Permission.DRAFT_PLAN),
        "issues": is_draft and may_anywhere(actor, Permission.ISSUE_PLAN),
        "problems": sentences(issue_problems(text), PROBLEMS) if is_draft else [],
    }
    return render(request, "plans/edition.html", context)
