"""Reading: the board of an edition, the road of one region, the region's own list."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tajadur.activity.congresses.queries.board import board
from tajadur.activity.congresses.queries.comments import comments_on
from tajadur.activity.congresses.queries.finding import congress_of, meetings_opened, road_for, shares_within
from tajadur.activity.congresses.queries.results import elected_in
from tajadur.activity.congresses.queries.weighing import aims_of
from tajadur.foundation import clock
from tajadur.organisation.people.queries.posts import is_led
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.compliance.visits import remember, visit_of
from tajadur.web.consulting import consulted
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.many_links import links_for_picked
from tajadur.web.paging import same_list
from tajadur.web.trees import tree_of

from . import labels, presenters
from .exported import BOARD
from .forms import CommentForm

MOST_FACTS = 4


@enter(get=Permission.READ_FIGURES)
@exported(BOARD)
def index(request: ActorRequest) -> HttpResponse:
    """The board: countdown, stage by stage, what is to be expected, what changed since the last visit."""
    actor, at = request.actor, clock.now()
    visit = visit_of(request, at)
    trees = tree_of(request, Permission.READ_FIGURES)
    page = board(actor, on=actor.on, edition=request.GET.get("edition", "")[:20], since=visit.since, tree=trees.shown)
    offer_rows(request, presenters.board_rows(page, actor))
    shares = [] if page.roads else list(shares_within(actor, Permission.DECLARE)[:6])
    context = {
        "page": page,
        "countdown": presenters.countdown_card(page, trees.congresses_word),
        "rows": (rows := presenters.board_rows(page, actor)),
        "many": links_for_picked(
            actor, [row["pick"] for row in rows if row["help"] and not row["is_held"]], "congresses"
        ),
        "facts": [
            {"text": labels.change_words(change), "url": f"{change.congress_id}/"}
            for change in page.changes[:MOST_FACTS]
        ],
        "since": visit.since,
        "chips": [
            {"label": term.key, "url": same_list(request, edition=term.key), "current": term == page.term}
            for term in page.terms
        ],
        "ours": [road for road in page.roads if may(actor, Permission.CONDUCT_CONGRESS, road.congress.unit)],
        "shares": shares,
        "stages": may_anywhere(actor, Permission.READ_DIRECTIVES),
        "confirms": may_anywhere(actor, Permission.MANAGE_MANDATES),
    }
    response = render(request, "congresses/index.html", context)
    return remember(request, response, visit, [], at)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.CONGRESS)
def detail(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The road of one region, with what was said of it from above."""
    actor = request.actor
    road = road_for(actor, congress_id, Permission.READ_FIGURES, actor.on)
    unit = road.congress.unit
    consulted(request, unit.pk, unit.path)
    reads = may(actor, Permission.READ_RECORD, unit)
    comments = comments_on(road.congress) if reads else []
    opened = meetings_opened(actor, road) if reads else frozenset()
    context = {
        "road": road,
        "congress": road.congress,
        "steps": presenters.road_steps(road, comments, reads=reads, opened=opened),
        "badge": labels.verdict_badge(road),
        "reason": labels.reason(road),
        "deadline": labels.deadline_words(road),
        "authority": labels.authority_words(road, actor.on),
        "results": [presenters.elected_body(body) for body in elected_in(road.congress)] if road.days.held_on else [],
        "delegates": presenters.delegates_table(road, aims_of(unit, road.days.held_on or road.days.event_on)),
        "reads": reads,
        "is_ours": may(actor, Permission.CONDUCT_CONGRESS, unit),
        "may_form": may(actor, Permission.MANAGE_MANDATES, unit) and not is_led(unit, actor.on),
        "comment_form": CommentForm() if may(actor, Permission.ADVISE, unit) else None,
    }
    return render(request, "congresses/detail.html", context)


@enter(get=Permission.CONDUCT_CONGRESS)
def todo(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The region's own list, made for a phone."""
    actor = request.actor
    road = road_for(actor, congress_id, Permission.CONDUCT_CONGRESS, actor.on)
    rows = presenters.tasks(road, actor.on)
    context = {
        "road": road,
        "congress": road.congress,
        "open": [row for row in rows if not row["is_done"]],
        "done": [row for row in rows if row["is_done"]],
        "badge": labels.verdict_badge(road),
        "reason": labels.reason(road),
        "deadline": labels.deadline_words(road),
        "authority": labels.authority_words(road, actor.on),
        "fixed": presenters.print_line(road, actor.on),
    }
    return render(request, "congresses/todo.html", context)


@enter(get=Permission.READ_FIGURES, shows="leads to the page of the congress and shows nothing itself")
def of_obligation(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """From what is owed to its congress."""
    congress = congress_of(request.actor, obligation_id, Permission.READ_FIGURES)
    if congress is None:
        raise Http404
    return redirect("congresses:detail", congress.pk)
