"""Handing posts over on a day: one, or those of a whole office, seen before they are written; taking one back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.hand_over_plan import HandOver, PlannedHandOver, plan_hand_overs
from tajadur.organisation.people.operations.hand_overs import hand_over_posts, take_back_mandate
from tajadur.organisation.people.queries.persons import mandate_for, persons_named
from tajadur.organisation.people.queries.posts import body_for, posts_of
from tajadur.organisation.people.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_reading
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm, add_problems

from .forms import HandOverForm, RenewalForm
from .naming import person_choices
from .rule_reasons import REASON, ask_reason, asks_only, reason_in

CONFIRM = "confirm"


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def hand_over(request: ActorRequest) -> HttpResponse:
    """A post with a holder is given to somebody else from a day: what would happen (GET), and the act (POST)."""
    form = HandOverForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return redirect("people:vacant")
    values = form.cleaned_data
    asked = HandOver(values["post"], values["person"], values["from_on"], values["to_on"])
    back = f"{reverse('people:mandate')}?person={values['person']}&post={values['post']}"
    return _confirmed(request, [asked], form, back, reverse("people:detail", args=[values["person"]]))


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def renew(request: ActorRequest, body_id: int) -> HttpResponse:
    """A whole office on one page: who follows in each post, who leaves, who comes; seen first, then written."""
    actor = request.actor
    body = body_for(actor, body_id, Permission.MANAGE_MANDATES)
    rows = [row for row in posts_of(actor, body.unit, actor.on) if row.post.body_id == body.pk and not row.post.area_id]
    form = RenewalForm(request.POST if request.method == "POST" else None, rows=rows, initial={"from_on": actor.on})
    log_reading(page="renewal", shown=len(rows), unit_id=body.unit_id, by=actor, at=clock.now())
    context = {"form": form, "body": body}
    if request.method == "POST" and form.is_valid():
        asked = _asked(form, rows, actor.on)
        if not form.errors and not asked:
            form.add_error(None, _("Nothing would change yet: say who follows, who leaves or who comes."))
        if not form.errors:
            here = reverse("people:renew", args=[body.pk])
            return _confirmed(request, asked, form, here, reverse("units:people", args=[body.unit_id]))
    return render(request, "people/renewal.html", context, status=422 if form.errors else 200)


@enter(get=Permission.MANAGE_MANDATES, post=Permission.MANAGE_MANDATES)
def take_back(request: ActorRequest, mandate_id: int) -> HttpResponse:
    """A mandate to come is taken back; whoever would have ended for it goes on."""
    mandate = mandate_for(request.actor, mandate_id, Permission.MANAGE_MANDATES)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            go_on = take_back_mandate(mandate_id=mandate.pk, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            goes_on = _("The mandate is taken back; whoever would have left goes on as before.")
            messages.success(request, goes_on if go_on else _("The mandate is taken back."))
            return redirect("people:detail", person_id=mandate.person_id)
    context = {"form": form, "mandate": mandate}
    return render(request, "people/take_back.html", context, status=422 if form.errors else 200)


def _confirmed(request: ActorRequest, asked: list[HandOver], form: PlainForm, back: str, done: str) -> HttpResponse:
    """The preview of ``asked``; the act once it was seen. What stands in the way is said above it."""
    actor, status = request.actor, 200
    plans = plan_hand_overs(hand_overs=asked, by=actor)
    problems = [problem for plan in plans for problem in plan.problems]
    if problems:
        add_problems(form, BadInput.of(*problems), PROBLEMS)
        status = 422
    elif request.method == "POST" and request.POST.get(CONFIRM):
        expected = [int(pk) for pk in request.POST.getlist("ends") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
        try:
            hand_over_posts(
                hand_overs=asked, expected=expected, rule_reason=reason_in(request), by=actor, at=clock.now()
            )
        except BadInput as error:
            if asks_only(error):
                return ask_reason(request, error, back)
            add_problems(form, error, PROBLEMS)
            status = 422
        else:
            sentence = ngettext(
                "%(n)s change is recorded, and its unit is told.",
                "%(n)s changes are recorded, and their unit is told.",
                len(plans),
            )
            messages.success(request, sentence % {"n": len(plans)})
            return redirect(done)
    sent = request.POST if request.method == "POST" else request.GET
    kept = [(name, value) for name in sent for value in sent.getlist(name) if name not in _NOT_KEPT]
    context = {"form": form, "plans": _shown(plans), "kept": kept, "back": back, "may_confirm": not problems}
    return render(request, "people/hand_over.html", context, status=status)


_NOT_KEPT = frozenset({"csrfmiddlewaretoken", CONFIRM, "ends", REASON})


def _shown(plans: Sequence[PlannedHandOver]) -> list[PlannedHandOver]:
    return [plan for plan in plans if plan.post is not None and not plan.problems]


def _asked(form: RenewalForm, rows: Sequence[Any], on: Any) -> list[HandOver]:
    """What the form asks for; names that are nobody's or several persons' are said at their field."""
    day = form.cleaned_data["from_on"]
    names = form.names()
    known = persons_named([name for field in names.values() for name, _year in field])
    chosen: dict[str, list[int]] = {}
    for field, typed in names.items():
        for name, year in typed:
            alike = [person for person in known.get(name, ()) if year in (None, person.birth_year)]
            if len(alike) == 1:
                chosen.setdefault(field, []).append(alike[0].pk)
            elif alike:
                labels = " / ".join(label for _pk, label in person_choices(alike, on))
                form.add_error(
                    field,
                    _("Several persons have this name: %(who)s. Add the year of birth after it.") % {"who": labels},
                )
            else:
                form.add_error(field, _("Nobody is recorded as «%(name)s». Add the person first.") % {"name": name})
    asked = []
    for row in rows:
        post = row.post
        if post.post_type.single_holder:
            (person_id,) = chosen.get(f"next_{post.pk}", [None])[:1]
            if person_id or form.cleaned_data.get(f"vacant_{post.pk}"):
                asked.append(HandOver(post.pk, person_id, day))
            continue
        leaving = frozenset(m.pk for m in row.mandates if form.cleaned_data.get(f"leaves_{m.pk}"))
        if leaving:
            asked.append(HandOver(post.pk, None, day, ends=leaving))
        asked += [HandOver(post.pk, person_id, day) for person_id in chosen.get(f"names_{post.pk}", ())]
    return asked
