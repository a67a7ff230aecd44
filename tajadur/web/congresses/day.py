"""The day of the congress: desks, quorum, texts with their votes, elections. Only the region writes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses.operations.checking_in import (
    check_in_code,
    check_in_count,
    make_codes,
    take_back_check_in,
)
from tajadur.activity.congresses.operations.deciding import (
    ResolutionFields,
    drop_resolution,
    note_resolution,
    note_vote,
    seen_of,
)
from tajadur.activity.congresses.queries.day import (
    codes_of,
    day_of,
    last_check_ins,
    resolution_of,
    resolutions_of,
    votes_of,
)
from tajadur.activity.congresses.queries.finding import congress_for
from tajadur.activity.congresses.queries.results import posts_to_fill
from tajadur.foundation import clock
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.qr import qr_code
from tajadur.web.consulting import consulted
from tajadur.web.forms import PlainForm
from tajadur.web.paging import number_in, page_of, text_in
from tajadur.web.sources import source_words

from .acting import done, page
from .forms_of_day import CodeForm, InsideForm, ResolutionForm, VoteForm

CARDS = 30


@enter(get=Permission.READ_RECORD, shows=RecordPart.CONGRESS)
def day(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Who is in, whether enough are, what was decided and how was voted."""
    congress = congress_for(request.actor, congress_id, Permission.READ_RECORD)
    consulted(request, congress.unit.pk, congress.unit.path)
    return _day_page(request, congress, None)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def check_in(request: ActorRequest, congress_id: int) -> HttpResponse:
    """One desk: a code, scanned or typed (``?code=``), or a number of delegates of a province."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    inside = day_of(congress)
    provinces = [(row.share.unit_id, row.share.unit.name) for row in inside.provinces if row.filed]
    by_count = request.method == "POST" and "count" in request.POST
    by_code = request.method == "POST" and not by_count
    code = CodeForm(request.POST if by_code else None, initial={"number": text_in(request, "code")})
    count = InsideForm(request.POST if by_count else None, provinces=provinces)
    counted: list[Any] = []

    def act() -> None:
        common: dict[str, Any] = {"congress_id": congress_id, "by": request.actor, "at": clock.now()}
        if by_count:
            typed = count.cleaned_data
            counted.append(check_in_count(unit_id=typed["unit"], count=typed["count"], **common))
        else:
            counted.append(check_in_code(number=code.cleaned_data["number"], **common))

    if done(count if by_count else code, act):
        row = counted[0]
        sentence = ngettext("%(n)s delegate is counted in.", "%(n)s delegates are counted in.", row.count)
        messages.success(request, sentence % {"n": row.count})
        return redirect("congresses:check_in", congress_id)
    context: dict[str, Any] = {"form": count if by_count else code, "code": code, "count": count, "congress": congress}
    context |= {"day": inside, "last": list(last_check_ins(congress)), "scanned": text_in(request, "code")}
    return render(request, "congresses/check_in.html", context, status=422 if request.method == "POST" else 200)


@enter(post=Permission.CONDUCT_CONGRESS)
def check_in_undo(request: ActorRequest, congress_id: int, check_in_id: int) -> HttpResponse:
    """A mistake at a desk is taken back."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    form = PlainForm({})

    def act() -> None:
        take_back_check_in(congress_id=congress_id, check_in_id=check_in_id, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("Taken back."))
        return redirect("congresses:check_in", congress_id)
    return _day_page(request, congress, form)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def codes(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The cards to print, one for each delegate filed, without a name; POST makes those that are missing."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    form = PlainForm({} if request.method == "POST" else None)
    made: list[int] = []

    def act() -> None:
        made.append(make_codes(congress_id=congress_id, by=request.actor, at=clock.now()))

    if done(form, act):
        sentence = ngettext("%(n)s code is made.", "%(n)s codes are made.", made[0])
        messages.success(request, sentence % {"n": made[0]})
        return redirect("congresses:codes", congress_id)
    shown = page_of(request, codes_of(congress), size=CARDS)
    address = request.build_absolute_uri(reverse("congresses:check_in", args=[congress_id]))
    cards = [{"code": code, "qr": qr_code(f"{address}?code={code.number}")} for code in shown.rows]
    return page(request, "congresses/codes.html", form, congress=congress, page=shown, cards=cards)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def resolution_add(request: ActorRequest, congress_id: int) -> HttpResponse:
    """A text that was put to the vote, with its result."""
    return _resolution(request, congress_id, None)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def resolution(request: ActorRequest, congress_id: int, resolution_id: int) -> HttpResponse:
    """Correct a text or its result."""
    return _resolution(request, congress_id, resolution_id)


@enter(post=Permission.CONDUCT_CONGRESS)
def resolution_drop(request: ActorRequest, congress_id: int, resolution_id: int) -> HttpResponse:
    """Take off what was written by mistake."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    form = PlainForm({})

    def act() -> None:
        drop_resolution(congress_id=congress_id, resolution_id=resolution_id, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("Taken off."))
        return redirect("congresses:day", congress_id)
    return _day_page(request, congress, form)


@enter(get=Permission.CONDUCT_CONGRESS, post=Permission.CONDUCT_CONGRESS)
def vote(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The counts of the election to one post (``?post=``); then who was elected is proposed."""
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    asked = number_in(request, "post")
    known = next((row for row in votes_of(congress) if row.post_id == asked), None)
    initial: dict[str, Any] = {"post": asked, "seen": seen_of(known)}
    if known:
        initial |= {name: getattr(known, name) for name in ("candidates", "cast", "spoiled", "won")}
    posts = [(post.pk, str(post.post_type)) for post in posts_to_fill(congress.unit_id)]
    form = VoteForm(request.POST if request.method == "POST" else None, posts=posts, initial=initial)

    def act() -> None:
        note_vote(
            congress_id=congress_id,
            post_id=form.cleaned_data["post"],
            fields=form.counts,
            seen=form.cleaned_data["seen"],
            confirmed=form.confirmed,
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("The counts are written. Say who was elected next."))
        return redirect("congresses:day", congress_id)
    return page(request, "congresses/vote.html", form, congress=congress)


def _resolution(request: ActorRequest, congress_id: int, resolution_id: int | None) -> HttpResponse:
    congress = congress_for(request.actor, congress_id, Permission.CONDUCT_CONGRESS)
    row = resolution_of(congress, resolution_id) if resolution_id else None
    initial = {name: getattr(row, name) for name in ResolutionFields.__dataclass_fields__} if row else {}
    initial["seen"] = seen_of(row)
    form = ResolutionForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        note_resolution(
            congress_id=congress_id,
            fields=form.resolution,
            resolution_id=resolution_id,
            seen=form.cleaned_data["seen"],
            confirmed=form.confirmed,
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("The text and its vote are written."))
        return redirect("congresses:day", congress_id)
    return page(request, "congresses/resolution.html", form, congress=congress, row=row)


def _day_page(request: ActorRequest, congress: Any, form: PlainForm | None) -> HttpResponse:
    inside = day_of(congress)
    context = {
        "congress": congress,
        "form": form,
        "day": inside,
        "source": source_words(inside.source),
        "resolutions": list(resolutions_of(congress)),
        "votes": list(votes_of(congress)),
        "is_ours": may(request.actor, Permission.CONDUCT_CONGRESS, congress.unit),
    }
    return render(request, "congresses/day.html", context, status=422 if form else 200)
