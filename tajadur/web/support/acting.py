"""A form of help: sent, refused with what was typed kept, or done and led on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tajadur.activity.support.vocabulary import CONFLICTS, PROBLEMS
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.web.access import ActorRequest
from tajadur.web.forms import PlainForm, add_problems

ONLY_A_FORM = "a form of what those above say; it shows no record of the unit"


def form_page(
    request: ActorRequest,
    form: PlainForm,
    act: Callable[[], str],
    done: str,
    template: str,
    **context: Any,
) -> HttpResponse:
    """The form, or after ``act`` the address it returns. Refused: 422 (409 when somebody was first) with the form."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                address = act()
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                status = 409
            else:
                messages.success(request, done)
                return redirect(address)
    return render(request, template, {"form": form, **context}, status=status)
