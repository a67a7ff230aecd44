"""How a declaration to the authority looks: its badge, and the days left or past in a sentence."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.filings.vocabulary import STATE_WORDS
from tajadur.foundation.formats import day_month_year, few
from tajadur.rules.filings import FilingState
from tajadur.web.components.states import badge, days_late

_LOOKS = {
    FilingState.RUNNING: ("warn", "hourglass"),
    FilingState.OVERDUE: ("late", "triangle-alert"),
    FilingState.IN_TIME: ("ok", "circle-check"),
    FilingState.LATE: ("warn", "check-check"),
    FilingState.SUPERSEDED: ("idle", "archive"),
}


def filing_badge(state: str) -> SafeString:
    """The badge of a state."""
    return badge(*_LOOKS[FilingState(state)], str(STATE_WORDS[FilingState(state)]))


def countdown(filing: Any, on: date) -> str:
    """«12 days left», «3 days late», «receipt of 3 March 2026»; nothing for what is asked no more."""
    match FilingState(filing.state):
        case FilingState.IN_TIME | FilingState.LATE:
            return _("receipt of %(day)s") % {"day": day_month_year(filing.received_on)}
        case FilingState.SUPERSEDED:
            return ""
        case FilingState.OVERDUE:
            return days_late((on - filing.due_on).days)
    left = (filing.due_on - on).days
    if left == 0:
        return _("today is the last day")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": few(left)}
