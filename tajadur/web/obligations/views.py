"""What is owed: a unit's own list, the list within reach, and one obligation with its reasons."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.circulars.queries.listing import circular_of_obligation
from tajadur.activity.declarations.queries import live_declarations, open_acts
from tajadur.activity.filings.queries.listing import filing_of_obligation
from tajadur.activity.meetings.queries.within_reach import body_types_that_meet, meeting_to_report
from tajadur.activity.releases.queries import may_ask, open_kinds, requests_of
from tajadur.activity.releases.vocabulary import RequestState
from tajadur.duties.directives.queries import exceptions_in_force, issued_directives
from tajadur.duties.directives.vocabulary import PERIOD_WORDS, FulfilmentKind
from tajadur.duties.obligations.queries.finding import (
    may_on,
    obligation_for,
    obligations_for,
    releasing_grants,
    state_of,
    unit_named,
)
from tajadur.duties.obligations.queries.history import happenings, reminders_of
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.formats import period as period_words
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import MATRIX, Permission, Relation
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.many_links import links_for_many
from tajadur.web.paging import page_of_many, same_list

from .exported import OBLIGATIONS
from .history import story
from .labels import explanation, released_by_words, step_of
from .listing import COLUMNS, reach_rows
from .narrowing import GROUPS, narrowed
from .snoozing import ladder_shown

KEPT_DAYS, DONE_SHOWN = 400, 12
TO_DO = GROUPS["late"] | GROUPS["soon"]


@dataclass(slots=True)
class Group:
    """Rows of the own list under one heading."""

    key: str
    title: str
    rows: list[Any] = field(default_factory=list)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.OBLIGATIONS)
@exported(OBLIGATIONS)
def index(request: ActorRequest) -> HttpResponse:
    """A secretary's or member's own list; with ``?reach=1``, or without a unit of one's own, all within reach."""
    own = _own_units(request.actor)
    if own and request.GET.get("reach") != "1":
        return _own_list(request, own)
    return _reach_list(request, bool(own))


@enter(get=Permission.READ_FIGURES, shows=RecordPart.OBLIGATIONS)
def detail(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """One obligation: its dates, its state and why, what happened, who was reminded, what may be done."""
    actor, on = request.actor, request.actor.on
    row = obligation_for(actor, obligation_id, Permission.READ_FIGURES)
    reads = may_on(actor, Permission.READ_RECORD, row)
    # A declaration to the authority is of the unit's record: who reads figures only sees its days and its state here.
    if row.addressee and (reads or row.directive.fulfilment != FulfilmentKind.FILING):
        return _page_of_post(row)
    consulted(request, row.unit_id, row.path)
    state = state_of(row, on)
    live = live_declarations(row)
    happened, amended = happenings(row)
    reports = row.directive.fulfilment == FulfilmentKind.MEETING and may_on(actor, Permission.DRAFT_REPORT, row)
    # Every request has left its line in the audit log.
    asked = requests_of(row) if any(event.act.startswith("release.") for event in happened) else []
    context = {
        "row": row,
        "state": state,
        "explanation": explanation(row, state),
        "frequency": PERIOD_WORDS[row.frequency],
        "released_by": released_by_words(row.directive.released_by),
        "history": story(row, asked, happened, amended) if reads else [],
        "requests": asked if reads else [],
        "may_ask": may_ask(actor, row, on) and not any(release.state == RequestState.ASKED for release in asked),
        "may_withdraw": may_on(actor, Permission.ASK_RELEASE, row),
        "settled": not open_kinds(row, on),
        "may_release": bool(releasing_grants(actor, Permission.EXCUSE, row)) and bool(open_kinds(row, on)),
        "reminders": [(reminder, step_of(reminder.step)) for reminder in reminders_of(row)] if reads else [],
        "ladder": ladder_shown(actor, row, on) if reads else None,
        "exceptions": exceptions_in_force(row.path, row.directive_id, row.period_end),
        "acts": open_acts(actor, row, live, on),
        "live": live,
        "reads": reads,
        "may_programme": row.directive.fulfilment == FulfilmentKind.MEETING
        and may_on(actor, Permission.PROGRAMME, row),
        "to_report": meeting_to_report(row, on) if state in TO_DO and reports else None,
        "on": on,
    }
    return render(request, "obligations/detail.html", context)


def _page_of_post(row: Any) -> HttpResponse:
    """What is asked of a post has its own page: the circular to confirm, the declaration to the authority."""
    if row.directive.fulfilment == FulfilmentKind.FILING:
        return redirect("filings:detail", filing_of_obligation(row))
    circular_id = circular_of_obligation(row)
    if circular_id is None:
        raise NotVisible
    return redirect("circulars:detail", circular_id)


def _own_units(actor: Actor) -> list[int]:
    return [
        grant.unit_id for grant in actor.grants if Relation.OWN in MATRIX[Permission.READ_DRAFT].get(grant.role, ())
    ]


def _own_list(request: ActorRequest, units: list[int]) -> HttpResponse:
    actor, on = request.actor, request.actor.on
    since = on - timedelta(days=KEPT_DAYS)
    own = Q(unit_id__in=units, addressee=0) | Q(addressee__gt=0, addressee__in=actor.post_ids)
    obligations = obligations_for(actor, Permission.READ_FIGURES, on).filter(own, period_end__gte=since)
    groups = {
        "late": Group("late", _("Late")),
        "soon": Group("soon", _("To do now")),
        "upcoming": Group("upcoming", _("To come")),
        "done": Group("done", _("Answered")),
    }
    obligations = obligations.order_by("due_on", "directive__rank", "pk")
    for row in obligations:
        key = next((name for name in ("late", "soon", "upcoming") if row.state in GROUPS[name]), "done")
        groups[key].rows.append((row, explanation(row, row.state)))
    groups["done"].rows.reverse()  # the newest first
    offer_rows(request, [row for group in groups.values() for row, _words in group.rows])
    groups["done"].rows = groups["done"].rows[:DONE_SHOWN]
    below = any(Relation.BELOW in MATRIX[Permission.READ_FIGURES].get(grant.role, ()) for grant in actor.grants)
    context = {"groups": list(groups.values()), "several": len(set(units)) > 1, "has_below": below, "on": on}
    return render(request, "obligations/index.html", context)


def _reach_list(request: ActorRequest, has_own: bool) -> HttpResponse:
    actor, chosen = request.actor, narrowed(request)
    state = chosen.state
    named = unit_named(actor, chosen.unit) if chosen.unit else None
    if named:
        consulted(request, named.pk, named.path)
    page = page_of_many(request, chosen.rows.only(*COLUMNS), ("-period_end", "path", "directive_id", "pk"))
    context = {
        "page": page,
        "lines": reach_rows(page.rows),
        "chips": _chips(request, state),
        "directives": list(issued_directives(request.trees.shown)),
        "directive": chosen.directive,
        "periods": [(key, period_words(key)) for key in chosen.periods],
        "period": chosen.period,
        "unit": named,
        "words": chosen.words,
        "regions": list(regions_for(actor, request.trees.tree)),
        "region": chosen.region,
        "bodies": list(body_types_that_meet()),
        "body": chosen.body,
        "state": state,
        "has_own": has_own,
        "without_unit": same_list(request, unit=""),
        "may_read_directives": may_anywhere(actor, Permission.READ_DIRECTIVES),
        "may_remind": may_anywhere(actor, Permission.REMIND),
        "many": links_for_many(actor, {"from": "owed", **request.GET.dict(), "page": "", "reach": ""})
        if page.rows
        else [],
    }
    part = "#list" if getattr(request, "htmx", False) else ""
    return render(request, f"obligations/reach.html{part}", context)


def _chips(request: ActorRequest, state: str) -> list[dict[str, Any]]:
    labels = {
        "late": _("Late"),
        "soon": _("Open"),
        "answered": _("Answered"),
        "released": _("Released"),
        "upcoming": _("To come"),
        "all": _("All"),
    }
    return [
        {"label": label, "url": same_list(request, state=key), "current": key == state} for key, label in labels.items()
    ]
