"""Messages that failed, or whose answer was lost: an administrator decides about each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.people.operations.letters import leave_letter, send_again
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices import queries
from tajadur.registry.notices.vocabulary import LETTER_PROBLEMS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PROBLEMS, add_problems

from .forms import LeaveForm
from .paging import pager

PAGE = 25
DECIDED_SHOWN = 10


@enter(get=Permission.READ_LEDGER)
def trouble(request: ActorRequest) -> HttpResponse:
    """Messages in trouble that wait for a decision, by post and unit, and the last ones decided. No address."""
    return _page(request)


@enter(post=Permission.DECIDE_LETTERS)
def again(request: ActorRequest, delivery_id: int) -> HttpResponse:
    """Send the message again. 422 when none of its notices is live; 409 when somebody decided first."""
    try:
        send_again(delivery_id=delivery_id, by=request.actor, at=clock.now())
    except BadInput as error:
        return _page(request, problem=LETTER_PROBLEMS[error.code], status=422)
    except Conflict as error:
        return _page(request, problem=LETTER_PROBLEMS[error.code], status=409)
    messages.success(request, _("The message waits to be sent again, outside quiet hours."))
    return redirect("notices:trouble")


@enter(post=Permission.DECIDE_LETTERS)
def leave(request: ActorRequest, delivery_id: int) -> HttpResponse:
    """Leave it as it is, for the ``reason`` typed."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, asked_id=delivery_id, status=422)
    try:
        leave_letter(delivery_id=delivery_id, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now())
    except BadInput as error:
        add_problems(form, error, {**PROBLEMS, **LETTER_PROBLEMS})
        return _page(request, form=form, asked_id=delivery_id, status=422)
    except Conflict as error:
        return _page(request, problem=LETTER_PROBLEMS[error.code], status=409)
    messages.success(request, _("The message is left as it is."))
    return redirect("notices:trouble")


def _page(request: ActorRequest, *, status: int = 200, **overrides: Any) -> HttpResponse:
    page = Paginator(queries.letters_in_trouble(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "letters": [_shown(letter) for letter in page],
        "decided": [
            _shown(letter) for letter in queries.letters_in_trouble(request.actor, decided=True)[:DECIDED_SHOWN]
        ],
        "decides": may_anywhere(request.actor, Permission.DECIDE_LETTERS),
        "problem": "",
        "form": None,
        "asked_id": None,
        **pager(page, request),
        **overrides,
    }
    return render(request, "notices/trouble.html", context, status=status)


def _shown(letter: Any) -> dict[str, Any]:
    """A letter with the posts it was for and how many of its notices are still live."""
    notices = [item.notice for item in letter.items.all()]
    posts = {notice.post_id: notice.post for notice in notices}
    live = sum(notice.cleared_at is None for notice in notices)
    return {"letter": letter, "posts": list(posts.values()), "count": len(notices), "live": live}
