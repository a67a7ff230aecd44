"""Visits: planned, read, moved, said to be made or not."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.support.operations import visiting
from tajadur.activity.support.queries.finding import VisitPage, visit_page
from tajadur.activity.support.queries.reach import require_acting_or_above
from tajadur.activity.support.vocabulary import VisitOutcome
from tajadur.foundation import clock
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted

from .acting import ONLY_A_FORM, form_page
from .choices import met, owners, visitors
from .forms import DropForm, MadeForm, PlanForm, VisitMoveForm
from .labels import post_title, visit_badge
from .promises import promise_lines


@enter(get=Permission.VISIT, post=Permission.VISIT, shows=ONLY_A_FORM)
def plan(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Announce a visit to a unit."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.VISIT)
    posts = visitors(actor, unit)
    own = [post_id for post_id in actor.post_ids if post_id in dict(posts)][:1]
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, posts=posts, initial={"visitors": own})

    def act() -> str:
        values = form.cleaned_data
        visit_id = visiting.plan_visit(
            unit_id=unit.pk, planned_on=values["planned_on"], aim=values["aim"], visitor_ids=values["visitors"],
            by=actor, at=clock.now(),
        )  # fmt: skip
        return reverse("support:visit", args=[visit_id])

    return form_page(request, form, act, _("The visit is planned and the unit is told."), "support/plan.html",
                     unit=unit)  # fmt: skip


@enter(get=Permission.READ_SUPPORT, shows=RecordPart.SUPPORT)
def detail(request: ActorRequest, visit_id: int) -> HttpResponse:
    """One visit: who, when, why; whom they met, what was seen and promised."""
    page = visit_page(request.actor, visit_id, request.actor.on)
    unit = page.visit.unit
    consulted(request, unit.pk, unit.path)
    context = {
        "page": page,
        "visit": page.visit,
        "unit": unit,
        "badge": visit_badge(page.state),
        "visitors": [post_title(post) for post in page.visitors],
        "met": [post_title(post) for post in page.met],
        "promises": promise_lines(page.promises, request.actor.on),
        "is_closed": bool(unit.closed_on and unit.closed_on <= request.actor.on),
        "may_say_made": page.may_say,
    }
    return render(request, "support/visit.html", context)


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def move(request: ActorRequest, visit_id: int) -> HttpResponse:
    """Another day for the visit."""
    page = _acting(request, visit_id)
    data = request.POST if request.method == "POST" else None
    form = VisitMoveForm(data, initial={"planned_on": page.visit.planned_on})

    def act() -> str:
        day = form.cleaned_data["planned_on"]
        visiting.move_visit(visit_id=visit_id, planned_on=day, by=request.actor, at=clock.now())
        return reverse("support:visit", args=[visit_id])

    return form_page(request, form, act, _("The visit is moved and the unit is told."), "support/visit_move.html",
                     **_about(page))  # fmt: skip


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def made(request: ActorRequest, visit_id: int) -> HttpResponse:
    """The visit was made."""
    actor, page = request.actor, _acting(request, visit_id)
    unit = page.visit.unit
    rows, own = owners(actor, unit)
    data = request.POST if request.method == "POST" else None
    initial = {"made_on": min(page.visit.planned_on, actor.on), **{f"owner{number}": own for number in range(3)}}
    form = MadeForm(data, posts=met(actor, unit), owners=rows, initial=initial)

    def act() -> str:
        values = form.cleaned_data
        visiting.say_visit_made(
            visit_id=visit_id, made_on=values["made_on"], met_ids=values["met"], seen=values["seen"],
            promises=form.promises, by=actor, at=clock.now(),
        )  # fmt: skip
        return reverse("support:visit", args=[visit_id])

    return form_page(request, form, act, _("The visit is noted and the unit is told."), "support/visit_made.html",
                     **_about(page))  # fmt: skip


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def drop(request: ActorRequest, visit_id: int) -> HttpResponse:
    """The visit was not made, or is cancelled."""
    page = _acting(request, visit_id)
    has_come = page.visit.planned_on <= request.actor.on
    initial = {"what": VisitOutcome.NOT_MADE if has_come else VisitOutcome.CANCELLED}
    form = DropForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> str:
        values = form.cleaned_data
        say = visiting.say_visit_not_made if values["what"] == VisitOutcome.NOT_MADE else visiting.cancel_visit
        say(visit_id=visit_id, because=values["because"], by=request.actor, at=clock.now())
        return reverse("support:visit", args=[visit_id])

    return form_page(request, form, act, _("It is noted and the unit is told."), "support/visit_drop.html",
                     **_about(page))  # fmt: skip


def _acting(request: ActorRequest, visit_id: int) -> VisitPage:
    """The visit, for whoever carries it on. Raises NotVisible, PermissionDenied."""
    page = visit_page(request.actor, visit_id, request.actor.on)
    posts = [page.visit.post_id, *(post.pk for post in page.visitors)]
    require_acting_or_above(request.actor, Permission.VISIT, page.visit.unit, posts)
    return page


def _about(page: VisitPage) -> dict[str, Any]:
    return {"page": page, "visit": page.visit, "unit": page.visit.unit, "badge": visit_badge(page.state)}
