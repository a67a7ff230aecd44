"""The report form to fill in by hand, for an office without a smartphone at the meeting."""

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.activity.meetings.queries.reports import report_sheet
from tajadur.activity.meetings.vocabulary import OUTCOME_WORDS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter

DECISIONS, ACTIONS, LINES = 5, 5, 6


@enter(get=Permission.DRAFT_REPORT)
def paper(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One A4 form with the points of the meeting and nothing filled in. The unit's own office only: nobody above
    types in a report for it."""
    sheet = report_sheet(request.actor, meeting_id)
    context = {
        "sheet": sheet,
        "outcomes": [*OUTCOME_WORDS.values()],
        "decisions": range(DECISIONS),
        "actions": range(ACTIONS),
        "lines": range(LINES),
    }
    return render(request, "reports/paper.html", context)
