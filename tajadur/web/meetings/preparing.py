"""What is done of the preparation of a meeting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.meetings.operations.preparation import mark_prepared
from tajadur.activity.meetings.vocabulary import PREPARATION_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter


@enter(post=Permission.PROGRAMME)
def prepare(request: ActorRequest, meeting_id: int, step_id: int) -> HttpResponse:
    """Our unit notes a step of its meeting as done (``done``: yes), or takes that back."""
    is_done = request.POST.get("done") == "yes"
    try:
        changed = mark_prepared(
            meeting_id=meeting_id, step_id=step_id, is_done=is_done, by=request.actor, at=clock.now()
        )
    except BadInput as error:
        messages.error(request, str(PREPARATION_PROBLEMS[error.code]))
    else:
        if changed:
            messages.success(request, _("Noted as done.") if is_done else _("It stands as to be done again."))
    return redirect(f"{reverse('meetings:detail', args=[meeting_id])}#preparation")
