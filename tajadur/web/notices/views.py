"""The inbox of whoever is logged in, and the ledger of what was told to whom and what came of it."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tajadur.duties.obligations.nightly.reminding import reminders_due
from tajadur.foundation import clock
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices import queries
from tajadur.registry.notices.operations.inbox import mark_read
from tajadur.registry.notices.vocabulary import Fate
from tajadur.web.access import MEMBER, ActorRequest, enter

from .forms import LedgerForm, ReadForm
from .paging import pager

PAGE = 50
LEDGER_DAYS = 30
TARGETS = {"obligation": "obligations:detail", "meeting": "meetings:detail", "report": "reports:detail"}
FATE_LABELS = {"": _("All"), **dict(Fate.choices)}


@enter(get=MEMBER)
def inbox(request: ActorRequest) -> HttpResponse:
    """What there is to know, live first; 50 a page."""
    page = Paginator(queries.inbox_of(request.actor), PAGE).get_page(request.GET.get("page"))
    rows = [(item, target_of(item.notice)) for item in page]
    context = {"rows": rows, "on": request.actor.on, **pager(page, request)}
    return render(request, "notices/inbox.html", context)


@enter(post=MEMBER)
def read(request: ActorRequest) -> HttpResponse:
    """One line read (``item``), or all; back to the inbox."""
    form = ReadForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    item = form.cleaned_data["item"]
    mark_read(item_ids=[item] if item else None, by=request.actor, at=clock.now())
    return redirect("notices:inbox")


@enter(get=Permission.READ_LEDGER)
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
        "tomorrow": reminders_due(on=on + timedelta(days=1)) if last >= on else None,
        "on": on,
        **pager(page, request),
    }
    return render(request, "notices/ledger.html", context)


def target_of(notice: Any) -> str:
    """The address of what a notice is about."""
    route = TARGETS.get(notice.subject_kind)
    return reverse(route, args=[notice.subject_id]) if route else reverse("units:detail", args=[notice.unit_id])


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
