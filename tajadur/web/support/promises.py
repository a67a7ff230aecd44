"""Promises: made on a visit, with advice or by a decision of the Pole; read, kept, withdrawn."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.support.operations import promising
from tajadur.activity.support.queries.facts import facts_of_promise
from tajadur.activity.support.queries.finding import (
    PromisePage,
    advice_for,
    promise_page,
    visit_for,
)
from tajadur.activity.support.queries.reach import require_acting, require_acting_or_above
from tajadur.foundation import clock
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.support import PromiseState, days_late
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted

from .acting import ONLY_A_FORM, form_page
from .choices import decisions, owners
from .forms import KeepForm, PromiseForm, WithdrawalForm
from .labels import post_title, promise_badge, source_of

Write = Callable[[PromiseForm], int]


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def with_advice(request: ActorRequest, advice_id: int) -> HttpResponse:
    """A promise beside advice."""
    advice = advice_for(request.actor, advice_id)
    require_acting_or_above(request.actor, Permission.ADVISE, advice.unit, [advice.post_id])

    def write(form: PromiseForm) -> int:
        return promising.promise_with_advice(
            advice_id=advice_id, promise=form.promise, by=request.actor, at=clock.now()
        )

    return _promise(request, advice.unit, write, reverse("support:advice", args=[advice_id]))


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def on_visit(request: ActorRequest, visit_id: int) -> HttpResponse:
    """One more promise of a visit."""
    visit, _sides = visit_for(request.actor, visit_id)
    require_acting_or_above(request.actor, Permission.VISIT, visit.unit, [visit.post_id])

    def write(form: PromiseForm) -> int:
        return promising.promise_on_visit(visit_id=visit_id, promise=form.promise, by=request.actor, at=clock.now())

    return _promise(request, visit.unit, write, reverse("support:visit", args=[visit_id]))


@enter(get=Permission.PROMISE, post=Permission.PROMISE, shows=ONLY_A_FORM)
def by_decision(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What the organisation pole decided for a unit."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.PROMISE)
    known = decisions(actor)

    def write(form: PromiseForm) -> int:
        return promising.promise_by_decision(
            unit_id=unit.pk, decision_id=form.cleaned_data["decision"], promise=form.promise, by=actor, at=clock.now()
        )

    return _promise(request, unit, write, reverse("units:detail", args=[unit.pk]), decisions=known)


@enter(get=Permission.READ_SUPPORT, shows=RecordPart.SUPPORT)
def detail(request: ActorRequest, promise_id: int) -> HttpResponse:
    """One promise."""
    page = promise_page(request.actor, promise_id, _on(request))
    unit = page.promise.unit
    consulted(request, unit.pk, unit.path)
    return render(request, "support/promise.html", _about(request, page))


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def keep(request: ActorRequest, promise_id: int) -> HttpResponse:
    """It was done, on a day, and this is how that can be seen."""
    page = _owned(request, promise_id)
    form = KeepForm(request.POST if request.method == "POST" else None, initial={"kept_on": _on(request)})

    def act() -> str:
        values = form.cleaned_data
        promising.keep_promise(
            promise_id=promise_id, kept_on=values["kept_on"], proof=values["proof"], by=request.actor, at=clock.now()
        )
        return reverse("support:promise", args=[promise_id])

    return form_page(request, form, act, _("It is noted as kept and the unit is told."), "support/promise_keep.html",
                     **_about(request, page))  # fmt: skip


@enter(get=Permission.READ_SUPPORT, post=Permission.READ_SUPPORT, shows=ONLY_A_FORM)
def withdraw(request: ActorRequest, promise_id: int) -> HttpResponse:
    """It will not be done, for a reason."""
    page = _owned(request, promise_id)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        because = form.cleaned_data["because"]
        promising.withdraw_promise(promise_id=promise_id, because=because, by=request.actor, at=clock.now())
        return reverse("support:promise", args=[promise_id])

    return form_page(request, form, act, _("The promise is withdrawn and the unit is told."),
                     "support/promise_withdraw.html", **_about(request, page))  # fmt: skip


def promise_lines(rows: Iterable[tuple[Any, PromiseState]], on: date) -> list[dict[str, Any]]:
    """Promises as lines of a page: text, owner, day, badge, address."""
    return [
        {
            "text": promise.text,
            "owner": post_title(promise.owner),
            "due_on": promise.due_on,
            "badge": promise_badge(state, days_late(facts_of_promise(promise), on)),
            "url": reverse("support:promise", args=[promise.pk]),
        }
        for promise, state in rows
    ]


def _promise(
    request: ActorRequest, unit: Any, write: Write, back: str, decisions: list[tuple[int, str]] | None = None
) -> HttpResponse:
    rows, own = owners(request.actor, unit)
    data = request.POST if request.method == "POST" else None
    form = PromiseForm(data, owners=rows, decisions=decisions, initial={"owner": own})

    def act() -> str:
        return reverse("support:promise", args=[write(form)])

    return form_page(request, form, act, _("The promise is noted and the unit is told."), "support/promise_form.html",
                     unit=unit, back=back, of_decision=decisions is not None)  # fmt: skip


def _owned(request: ActorRequest, promise_id: int) -> PromisePage:
    """The promise, for its owner. Raises NotVisible, PermissionDenied."""
    page = promise_page(request.actor, promise_id, _on(request))
    require_acting(request.actor, Permission.PROMISE, page.promise.unit, [page.promise.owner_id])
    return page


def _about(request: ActorRequest, page: PromisePage) -> dict[str, Any]:
    promise, on = page.promise, _on(request)
    source, source_url = source_of(promise, reads_advice=page.reads_advice)
    unit = promise.unit
    return {
        "page": page,
        "promise": promise,
        "unit": unit,
        "owner": post_title(promise.owner),
        "badge": promise_badge(page.state, days_late(facts_of_promise(promise), on)),
        "source": source,
        "source_url": source_url,
        "is_closed": bool(unit.closed_on and unit.closed_on <= on),
    }


def _on(request: ActorRequest) -> date:
    return request.actor.on
