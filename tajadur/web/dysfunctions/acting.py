"""What is done about a case: opened, a remedy agreed and done, settled, answered, dismissed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.dysfunctions.operations.closing import answer_case, dismiss_case, settle_case
from tajadur.activity.dysfunctions.operations.opening import open_case
from tajadur.activity.dysfunctions.operations.remedies import agree_remedy, mark_done
from tajadur.activity.dysfunctions.queries.owners import labels_of, owners_for
from tajadur.activity.dysfunctions.queries.reading import case_for
from tajadur.activity.dysfunctions.vocabulary import CONFLICTS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.dysfunctions import CaseKind, Severity
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.forms import PlainForm, add_problems

from .forms import AnswerForm, DismissForm, OpenForm, RemedyDoneForm, RemedyForm, SettleForm

Act = Callable[[dict[str, Any]], Any]


@enter(get=Permission.OPEN_CASE, post=Permission.OPEN_CASE, shows="a form, and nothing of the unit's record")
def open_one(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Somebody observes a dysfunction of a unit; who comes second is shown the case of the first."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.OPEN_CASE)
    form = OpenForm(_sent(request), initial={"kind": CaseKind.OTHER.value, "severity": Severity.LOW.value})

    def act(values: dict[str, Any]) -> int:
        return open_case(unit_id=unit.pk, **values, on=actor.on, by=actor, at=clock.now()).pk

    return _answer(request, form, act, _("The case is open, and the unit is told."), "open", unit=unit)


@enter(get=Permission.OPEN_CASE, post=Permission.OPEN_CASE, shows=RecordPart.CASES)
def remedy(request: ActorRequest, case_id: int) -> HttpResponse:
    """Agree what is to be done, by whom and by when."""
    actor = request.actor
    case = case_for(actor, case_id, Permission.OPEN_CASE)
    form = RemedyForm(_sent(request), owners=labels_of(list(owners_for(actor, case.unit))))

    def act(values: dict[str, Any]) -> int:
        values = {"text": values["text"], "owner_id": values["owner"], "due_on": values["due_on"]}
        agree_remedy(case_id=case.pk, **values, on=actor.on, by=actor, at=clock.now())
        return case.pk

    return _answer(request, form, act, _("The remedy is agreed."), "remedy", case=case)


@enter(get=Permission.OPEN_CASE, post=Permission.OPEN_CASE, shows=RecordPart.CASES)
def done(request: ActorRequest, case_id: int) -> HttpResponse:
    """Say on which day the remedy was done."""
    actor = request.actor
    case = case_for(actor, case_id, Permission.OPEN_CASE)

    def act(values: dict[str, Any]) -> int:
        return mark_done(case_id=case.pk, **values, on=actor.on, by=actor, at=clock.now()).pk

    done_words = _("The remedy is marked as done. The unit closes its case when it is settled.")
    return _answer(
        request, RemedyDoneForm(_sent(request), initial={"done_on": actor.on}), act, done_words, "done", case=case
    )


@enter(get=Permission.SETTLE_CASE, post=Permission.SETTLE_CASE, shows=RecordPart.CASES)
def settle(request: ActorRequest, case_id: int) -> HttpResponse:
    """The unit closes its own case."""
    actor = request.actor
    case = case_for(actor, case_id, Permission.SETTLE_CASE)

    def act(values: dict[str, Any]) -> int:
        return settle_case(case_id=case.pk, **values, on=actor.on, by=actor, at=clock.now()).pk

    done_words = _("Your case is settled, and the follow-up cell is told.")
    return _answer(request, SettleForm(_sent(request)), act, done_words, "settle", case=case)


@enter(get=Permission.SETTLE_CASE, post=Permission.SETTLE_CASE, shows=RecordPart.CASES)
def answer(request: ActorRequest, case_id: int) -> HttpResponse:
    """The unit answers."""
    actor = request.actor
    case = case_for(actor, case_id, Permission.SETTLE_CASE)

    def act(values: dict[str, Any]) -> int:
        answer_case(case_id=case.pk, **values, by=actor, at=clock.now())
        return case.pk

    return _answer(request, AnswerForm(_sent(request)), act, _("Your answer is kept."), "answer", case=case)


@enter(get=Permission.DISMISS_CASE, post=Permission.DISMISS_CASE, shows=RecordPart.CASES)
def dismiss(request: ActorRequest, case_id: int) -> HttpResponse:
    """The cell dismisses a false alarm."""
    actor = request.actor
    case = case_for(actor, case_id, Permission.DISMISS_CASE)

    def act(values: dict[str, Any]) -> int:
        return dismiss_case(case_id=case.pk, **values, on=actor.on, by=actor, at=clock.now()).pk

    done_words = _("The case is dismissed, and the unit is told why.")
    return _answer(request, DismissForm(_sent(request)), act, done_words, "dismiss", case=case)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: ActorRequest, form: PlainForm, act: Act, done_words: str, what: str, *, case: Any = None, unit: Any = None
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted, or the page of the case."""
    status, already = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if not name.startswith("confirm_")}
            try:
                case_id = act(values)
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                days = {name: day_month_year(value) for name, value in error.params.items() if name != "case_id"}
                form.add_error(None, str(CONFLICTS[error.code]) % days)
                status, already = 409, error.params.get("case_id")
            else:
                messages.success(request, done_words)
                return redirect("dysfunctions:detail", case_id)
    if case is not None:
        consulted(request, case.unit_id, case.unit.path)
    context = {"form": form, "what": what, "case": case, "unit": unit or case.unit, "already": already}
    return render(request, "dysfunctions/act.html", context, status=status)
