"""The inbox of whoever is logged in, and the ledger of what was told to whom and what came of it."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tajadur.activity.circulars.vocabulary import CIRCULAR
from tajadur.activity.packs.vocabulary import SUBJECT as PACK
from tajadur.activity.plans.vocabulary import EDITION, FOLLOWED
from tajadur.activity.resources.vocabulary import REQUEST, SUBJECTS
from tajadur.activity.situations.vocabulary import SUBJECT as SITUATION
from tajadur.activity.training.vocabulary import SUBJECT as TRAINING
from tajadur.duties.obligations.nightly.reminding import reminders_due
from tajadur.foundation import clock
from tajadur.organisation.people.queries.inbox import InboxLine, inbox_like, inbox_lines
from tajadur.organisation.units.queries.tree import third_level
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.exports.vocabulary import SUBJECT as EXPORT
from tajadur.registry.notices import queries
from tajadur.registry.notices.operations.inbox import mark_read
from tajadur.registry.notices.vocabulary import Fate
from tajadur.registry.notices.words.news import WEEK
from tajadur.web.access import MEMBER, ActorRequest, enter
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.paging import MOST_PAGES, number_in

from .exported import LEDGER
from .forms import LedgerForm, ReadForm
from .paging import pager

PAGE = 50
LEDGER_DAYS = 30
TARGETS = {
    "obligation": "obligations:detail",
    "meeting": "meetings:detail",
    "report": "reports:detail",
    "advice": "support:advice",
    "visit": "support:visit",
    "promise": "support:promise",
    "case": "dysfunctions:detail",
    **dict.fromkeys((REQUEST, *SUBJECTS.values()), "resources:detail"),
    "proposal": "proposals:detail",
    WEEK: "compliance:unit",
    CIRCULAR: "circulars:detail",
    TRAINING: "training:session",
    PACK: "packs:detail",
    EXPORT: "exports:progress",
}
# Of what has no page of its own: that of its unit.
TARGETS_OF_UNITS = {SITUATION: "situations:detail", **dict.fromkeys((EDITION, FOLLOWED), "plans:detail")}
FATE_LABELS = {"": _("All"), **dict(Fate.choices)}


@enter(get=MEMBER)
def inbox(request: ActorRequest) -> HttpResponse:
    """What there is to know, live first, what is alike in one line; 50 a page. ``like``: the list behind a line."""
    actor, like = request.actor, number_in(request, "like")
    if like:
        rows = queries.inbox_of(actor).filter(pk__in=inbox_like(actor, like))
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        lines = [InboxLine([item], 1, int(item.read_at is None)) for item in page]
        pages = pager(page, request)
    else:
        lines, pages = _lines(request)
    provinces = third_level(line.first.notice.unit for line in lines if line.size > 1)
    context = {
        "rows": [
            {
                "line": line,
                "item": line.first,
                "url": target_of(actor, line.first.notice),
                "place": provinces.get(line.first.notice.unit_id) or line.first.notice.unit,
                "units": _units_of(actor, line),
                "rest": line.size - len(line.items),
            }
            for line in lines
        ],
        "like": like,
        "on": actor.on,
        **pages,
    }
    return render(request, "notices/inbox.html", context)


@enter(post=MEMBER)
def read(request: ActorRequest) -> HttpResponse:
    """One line read (``item``), all that say the same (``like``), or all; back to the inbox."""
    form = ReadForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    item, like = form.cleaned_data["item"], form.cleaned_data["like"]
    ids = [item] if item else inbox_like(request.actor, like) if like else None
    mark_read(item_ids=ids, by=request.actor, at=clock.now())
    return redirect("notices:inbox")


@enter(get=Permission.READ_LEDGER)
@exported(LEDGER)
def ledger(request: ActorRequest) -> HttpResponse:
    """What was due, decided, sent, failed, cleared or lost in the chosen days (at most a year), 50 a page."""
    on = request.actor.on
    form = LedgerForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    last = asked.get("last") or on
    first = max(asked.get("first") or last - timedelta(days=LEDGER_DAYS), last - timedelta(days=366))
    fate, kind = asked.get("fate", ""), asked.get("kind", "")
    tally, in_trouble = queries.ledger_tally(request.actor, first=first, last=last, kind=kind)
    rows = queries.ledger_for(request.actor, first=first, last=last, fate=fate, kind=kind)
    offer_rows(request, rows)
    pages = Paginator(rows, PAGE)
    pages.count = sum(row.count for row in tally if fate in ("", row.fate))  # spares the paginator a query
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "first_on": first,
        "last_on": last,
        "kind": kind,
        "tally": tally,
        "chips": _chips(tally, fate, first, last, kind),
        "notices": page.object_list,
        "fate_labels": {choice.value: choice.label for choice in Fate},
        "manages_channels": may_anywhere(request.actor, Permission.MANAGE_CHANNELS),
        "in_trouble": in_trouble,
        "due": reminders_due(on=on) if last >= on else None,
        "tomorrow": on + timedelta(days=1) if may_anywhere(request.actor, Permission.READ_FORECAST) else None,
        "on": on,
        **pager(page, request),
    }
    return render(request, "notices/ledger.html", context)


def target_of(actor: Actor, notice: Any) -> str:
    """The address of what a notice is about; of its unit for whoever is told without reading it.

    The last follow-ups of a case reach the leading body, which reads figures, not the record."""
    route = TARGETS.get(notice.subject_kind)
    if notice.subject_kind == "case" and not may(actor, Permission.READ_CASES, notice.unit):
        route = None
    if route:
        return reverse(route, args=[notice.subject_id])
    return reverse(TARGETS_OF_UNITS.get(notice.subject_kind, "units:detail"), args=[notice.unit_id])


def _units_of(actor: Actor, line: InboxLine) -> list[tuple[Any, str]]:
    """(unit, address) of each that says the same; nothing where one alone says it."""
    if line.size == 1:
        return []
    return [(item.notice.unit, target_of(actor, item.notice)) for item in line.items]


def _lines(request: ActorRequest) -> tuple[list[InboxLine], dict[str, Any]]:
    """The lines of the page asked for, the first one when there is no such page, and what the pager needs."""
    number = min(number_in(request, "page") or 1, MOST_PAGES)
    lines, total = inbox_lines(request.actor, first=(number - 1) * PAGE, size=PAGE)
    if not lines and number > 1:
        number = 1
        lines, total = inbox_lines(request.actor, first=0, size=PAGE)
    pages = Paginator(range(total), PAGE)
    return lines, pager(pages.get_page(number), request)


def _chips(tally: list[queries.FateCount], fate: str, first: date, last: date, kind: str) -> list[dict[str, Any]]:
    counts = {"": sum(row.count for row in tally), **{row.fate: row.count for row in tally}}
    return [
        {
            "label": label,
            "url": f"?first={first}&last={last}&kind={kind}&fate={value}",
            "current": value == fate,
            "count": counts[value],
        }
        for value, label in FATE_LABELS.items()
    ]
