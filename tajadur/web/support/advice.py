"""Advice: given, read with its thread, answered by the unit, replied to, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.support.operations import advising, answering
from tajadur.activity.support.queries.facts import facts_of_advice
from tajadur.activity.support.queries.finding import advice_page
from tajadur.activity.support.queries.reach import require_acting_or_above
from tajadur.activity.support.vocabulary import PROBLEMS
from tajadur.duties.follow_ups.queries import due_day
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.forms import PlainForm, add_problems

from .acting import ONLY_A_FORM, form_page
from .choices import subjects
from .forms import AdviceAnswerForm, AdviseForm, ReplyForm
from .labels import advice_badge, subject_url, subject_words
from .promises import promise_lines


@enter(get=Permission.ADVISE, post=Permission.ADVISE, shows=ONLY_A_FORM)
def advise(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Give advice to a unit."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.ADVISE)
    rows, asked = subjects(request, unit)
    data = request.POST if request.method == "POST" else None
    form = AdviseForm(data, subjects=rows, initial={"subject": asked})
    due = day_month_year(due_day(FollowUpKind.ADVICE, actor.on))
    form.fields["wants_answer"].label = _("I ask the unit for an answer by %(day)s") % {"day": due}

    def act() -> str:
        values = form.cleaned_data
        advice_id = advising.give_advice(
            unit_id=unit.pk, text=values["text"], subject=form.about, wants_answer=values["wants_answer"], by=actor,
            at=clock.now(),
        )  # fmt: skip
        return reverse("support:advice", args=[advice_id])

    return form_page(request, form, act, _("The advice is given and the unit is told."), "support/advise.html",
                     unit=unit)  # fmt: skip


@enter(get=Permission.READ_SUPPORT, shows=RecordPart.SUPPORT)
def detail(request: ActorRequest, advice_id: int) -> HttpResponse:
    """Advice with its thread; the first time the unit's own secretary opens it, that is noted."""
    page = advice_page(request.actor, advice_id, request.actor.on)
    if page.may_answer and not hasattr(page.advice, "read"):
        answering.note_read(advice_id=advice_id, by=request.actor, at=clock.now())
        page = advice_page(request.actor, advice_id, request.actor.on)
    return _show(request, page)


@enter(post=Permission.ANSWER_SUPPORT)
def answer(request: ActorRequest, advice_id: int) -> HttpResponse:
    """The unit answers or asks back."""
    form = AdviceAnswerForm(request.POST)

    def act(values: dict[str, Any]) -> None:
        answering.answer_advice(
            advice_id=advice_id, kind=values["kind"], text=values["text"], by=request.actor, at=clock.now()
        )

    return _said(request, advice_id, form, act, _("Your words are sent to whoever advised you."), "answer_form")


@enter(post=Permission.ADVISE)
def reply(request: ActorRequest, advice_id: int) -> HttpResponse:
    """Those above reply to the unit's question."""
    form = ReplyForm(request.POST)

    def act(values: dict[str, Any]) -> None:
        advising.reply_to_unit(advice_id=advice_id, text=values["text"], by=request.actor, at=clock.now())

    return _said(request, advice_id, form, act, _("The reply is sent to the unit."), "reply_form")


@enter(post=Permission.ANSWER_SUPPORT)
def used(request: ActorRequest, advice_id: int) -> HttpResponse:
    """The unit marks the advice as used."""
    try:
        answering.mark_used(advice_id=advice_id, by=request.actor, at=clock.now())
    except BadInput as error:
        shown = {name: day_month_year(day) for name, day in error.params.items()}
        messages.error(request, str(PROBLEMS[error.code]) % shown)
    else:
        messages.success(request, _("Marked as used: whoever advised you sees it."))
    return redirect("support:advice", advice_id)


@enter(post=Permission.ADVISE)
def withdraw(request: ActorRequest, advice_id: int) -> HttpResponse:
    """The giver withdraws the advice."""
    advising.withdraw_advice(advice_id=advice_id, by=request.actor, at=clock.now())
    messages.success(request, _("The advice is withdrawn and the unit is told."))
    return redirect("support:advice", advice_id)


def _said(
    request: ActorRequest,
    advice_id: int,
    form: PlainForm,
    act: Callable[[dict[str, Any]], None],
    done: str,
    name: str,
) -> HttpResponse:
    """One more word in the thread; refused, the page again with what was typed."""
    page = advice_page(request.actor, advice_id, request.actor.on)
    advice = page.advice
    if name == "answer_form":
        require(request.actor, Permission.ANSWER_SUPPORT, advice.unit)
    else:
        require_acting_or_above(request.actor, Permission.ADVISE, advice.unit, [advice.post_id])
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, done)
            return redirect("support:advice", advice_id)
    return _show(request, page, status=422, **{name: form})


def _show(request: ActorRequest, page: Any, status: int = 200, **forms: Any) -> HttpResponse:
    on, subject = request.actor.on, page.subject
    unit = page.advice.unit
    facts = facts_of_advice(page.advice)
    consulted(request, unit.pk, unit.path)
    context = {
        "read_on": facts.read_on,
        "used_on": facts.used_on,
        "page": page,
        "advice": page.advice,
        "unit": unit,
        "badge": advice_badge(page.state),
        "subject": subject_words(subject) if subject else "",
        "subject_url": subject_url(page.advice.subject_kind, subject) if subject else "",
        "is_closed": bool(unit.closed_on and unit.closed_on <= on),
        "is_late": bool(page.is_awaited and page.advice.due_on < on),
        "promises": promise_lines(page.promises, on),
        "answer_form": AdviceAnswerForm() if page.may_answer else None,
        "reply_form": ReplyForm() if page.may_reply else None,
        **forms,
    }
    return render(request, "support/advice.html", context, status=status)
