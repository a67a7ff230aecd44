"""The minutes of a meeting go to the members of its body."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tajadur.activity.meetings.operations.minutes import circulate_minutes
from tajadur.activity.meetings.vocabulary import MINUTES_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter


@enter(post=Permission.REPORT)
def circulate(request: ActorRequest, report_id: int) -> HttpResponse:
    """Our unit circulates this version of the report as the minutes of the meeting."""
    try:
        circulate_minutes(report_id=report_id, by=request.actor, at=clock.now())
    except (BadInput, Conflict) as error:
        messages.error(request, str(MINUTES_PROBLEMS[error.code]))
    else:
        messages.success(request, _("The minutes are circulated. The next meeting of the body has them on its agenda."))
    return redirect("reports:detail", report_id)
