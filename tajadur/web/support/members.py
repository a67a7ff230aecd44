"""The page of a member of the cell, «my regions», and the list of members for those who oversee them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.activity.support.queries.facts import facts_of_promise, facts_of_visit
from tajadur.activity.support.queries.members import member_page, own_posts
from tajadur.activity.support.queries.members import members as members_of
from tajadur.organisation.people.vocabulary import title_of
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.support import days_late, promise_state_on, visit_state_on
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported

from .exported import MEMBERS
from .labels import post_title, promise_badge, visit_badge
from .views import actor_sees_members


@enter(get=Permission.READ_SUPPORT)
@exported(MEMBERS)
def index(request: ActorRequest) -> HttpResponse:
    """Everybody who follows regions, with what each owes and keeps; for those who may oversee them."""
    rows = [(post_title(row.post), row) for row in members_of(request.actor, request.actor.on)]
    offer_rows(request, rows)
    return render(request, "support/members.html", {"rows": rows})


@enter(get=Permission.READ_SUPPORT, shows="what a post above owes, of no unit’s record")
def detail(request: ActorRequest, post_id: int) -> HttpResponse:
    """One member: regions, open promises with the rate of those kept on their day, visits owed, advice unanswered."""
    actor, on = request.actor, request.actor.on
    page = member_page(actor, post_id, on)
    row = page.row
    promises = [(promise, facts_of_promise(promise)) for promise in page.promises]
    context = {
        "page": page,
        "row": row,
        "title": post_title(row.post),
        "is_own": post_id in actor.post_ids,
        "promises": [
            (promise, promise_badge(promise_state_on(facts, on), days_late(facts, on))) for promise, facts in promises
        ],
        "visits": [(visit, visit_badge(visit_state_on(facts_of_visit(visit), on))) for visit in page.visits],
        "sees_members": actor_sees_members(actor),
        "own_posts": _own_tabs(actor, post_id),
        "heading": _("My regions") if post_id in actor.post_ids else post_title(row.post),
    }
    return render(request, "support/member.html", context)


def _own_tabs(actor: Actor, post_id: int) -> list[dict[str, Any]]:
    """The actor's own posts as tabs, when this is one of them: one region each."""
    own = own_posts(actor)
    if post_id not in own:
        return []
    latin = not (get_language() or "ar").startswith("ar")
    return [
        {
            "post_id": grant.post_id,
            "title": grant.place_names[int(latin)] or title_of(grant),
            "current": grant.post_id == post_id,
        }
        for grant in actor.grants
        if grant.post_id in own
    ]
