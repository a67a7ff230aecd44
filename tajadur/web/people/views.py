"""Lists of persons and of vacant posts, and the page of one person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.organisation.people.operations.doubles import merge_to_undo
from tajadur.organisation.people.queries.persons import (
    mandates_of,
    people_for,
    person_for,
    waiting_interims,
    with_mandates,
)
from tajadur.organisation.people.queries.posts import vacant_posts
from tajadur.organisation.people.queries.second_person import acts_waiting
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.vocabulary import ROLE_CHOICES
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_reading
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_of, same_list, text_in
from tajadur.web.trees import tree_of

from .exported import PEOPLE, VACANT

OUT_OF_OFFICE = "none"


@enter(get=Permission.READ_PEOPLE, shows=RecordPart.PEOPLE)
@exported(PEOPLE)
def index(request: ActorRequest) -> HttpResponse:
    """The persons the actor may know: search, unit, office, those who hold nothing today."""
    actor = request.actor
    words, office, state = text_in(request, "q"), text_in(request, "office"), text_in(request, "state")
    unit = _unit(request)
    if unit:
        consulted(request, unit.pk, unit.path)
    people = people_for(
        actor,
        on=actor.on,
        words=words,
        unit_id=unit.pk if unit else None,
        office=office,
        out_of_office=state == OUT_OF_OFFICE,
        tree=tree_of(request, Permission.READ_PEOPLE).narrows,
    )
    page = page_of(request, people)
    log_reading(page="people", shown=len(page.rows), unit_id=unit.pk if unit else None, by=actor, at=clock.now())
    context = {
        "page": page,
        "rows": with_mandates(actor, page.rows, actor.on),
        "q": words,
        "office": office,
        "offices": ROLE_CHOICES,
        "state": state,
        "unit": unit,
        "chips": _chips(request, state),
        "without_unit_url": same_list(request, unit=""),
        "may_manage": may_anywhere(actor, Permission.MANAGE_PEOPLE),
        "acts": acts_waiting(actor).count() if may_anywhere(actor, Permission.CONFIRM_ACTS) else 0,
        "waiting": waiting_interims(actor).count() if may_anywhere(actor, Permission.APPROVE_INTERIM) else 0,
    }
    template = "people/index.html#list" if getattr(request, "htmx", False) else "people/index.html"
    return render(request, template, context)


def _unit(request: ActorRequest) -> Any:
    """The unit of the filter, when the actor may know its people."""
    asked = number_in(request, "unit")
    return unit_for(request.actor, asked, Permission.READ_PEOPLE) if asked else None


def _chips(request: ActorRequest, state: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Everybody"), "url": same_list(request, state=""), "current": not state},
        {"label": _("Without office today"), "url": same_list(request, state=OUT_OF_OFFICE), "current": bool(state)},
        {"label": _("Vacant posts"), "url": reverse("people:vacant") + request.trees.begun, "current": False},
        {"label": _("Against the rules today"), "url": reverse("people:against"), "current": False},
    ]


@enter(get=Permission.READ_PEOPLE)
@exported(VACANT)
def vacant(request: ActorRequest) -> HttpResponse:
    """The posts nobody holds today, highest units first; by region."""
    actor, region = request.actor, number_in(request, "region")
    trees = tree_of(request, Permission.READ_PEOPLE)
    single = request.GET.get("posts") != "all"
    posts = vacant_posts(actor, actor.on, region_id=region, single=single, tree=trees.narrows)
    context = {
        "page": page_of(request, posts),
        "region": region,
        "regions": regions_for(actor, trees.tree),
        "chips": [
            {
                "label": _("Posts for one holder"),
                "url": same_list(request, posts=""),
                "current": request.GET.get("posts") != "all",
            },
            {
                "label": _("All vacant posts"),
                "url": same_list(request, posts="all"),
                "current": request.GET.get("posts") == "all",
            },
        ],
        "may_mandate": may_anywhere(actor, Permission.MANAGE_MANDATES),
    }
    template = "people/vacant.html#list" if getattr(request, "htmx", False) else "people/vacant.html"
    return render(request, template, context)


@enter(get=Permission.READ_PEOPLE, shows="the reading of a person is noted for that person")
def detail(request: ActorRequest, person_id: int) -> HttpResponse:
    """One person: how to reach them, and their mandates with their days."""
    actor = request.actor
    person = person_for(actor, person_id)
    own = person.pk == actor.person_id
    log_reading(page="person", shown=1, read_person_id=person.pk, by=actor, at=clock.now())
    mandates = [
        {
            "mandate": mandate,
            "running": mandate.from_on <= actor.on and (mandate.to_on is None or mandate.to_on >= actor.on),
            "over": bool(mandate.to_on and mandate.to_on < actor.on),
            "waiting": mandate.standing == MandateStatus.PROPOSED,
            "refused": mandate.standing == MandateStatus.REFUSED,
            "taken_back": mandate.standing == MandateStatus.TAKEN_BACK,
            "may_refuse": mandate.interim and may(actor, Permission.REFUSE_INTERIM, mandate.post.unit),
            "may_approve": mandate.interim and not own and may(actor, Permission.APPROVE_INTERIM, mandate.post.unit),
        }
        for mandate in mandates_of(actor, person)
    ]
    is_known = person.blanked_on is None
    may_manage = may_anywhere(actor, Permission.MANAGE_PEOPLE) and is_known
    in_office = any(not (row["over"] or row["refused"] or row["taken_back"]) for row in mandates)
    context = {
        "person": person,
        "sex": person.get_sex_display(),
        "mandates": mandates,
        "may_manage": may_manage,
        "may_erase": may_manage and not own and not in_office,
        "may_mandate": may_anywhere(actor, Permission.MANAGE_MANDATES) and not own and is_known,
        "merge": merge_to_undo(person.pk, clock.now()) if may_manage else None,
        "may_invite": may_anywhere(actor, Permission.INVITE) and not own and is_known,
    }
    return render(request, "people/detail.html", context)
