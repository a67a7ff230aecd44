"""How a case looks: the badges of its state and severity, and its few words, the same on every page."""

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from tajadur.activity.dysfunctions.vocabulary import SEVERITY_WORDS, STATE_WORDS, FoundBy
from tajadur.activity.filings.vocabulary import STATE_WORDS as FILING_WORDS
from tajadur.foundation.formats import day_month_year
from tajadur.registry.notices.words.cases import KIND_WORDS
from tajadur.rules.cases import CaseState
from tajadur.rules.dysfunctions import CaseKind, Severity
from tajadur.rules.filings import FilingState

from .states import badge

LOOKS = {
    CaseState.OPEN: ("warn", "circle-dashed"),
    CaseState.REMEDY: ("info", "handshake"),
    CaseState.OVERDUE: ("late", "triangle-alert"),
    CaseState.DONE: ("info", "check-check"),
    CaseState.PROPOSED: ("info", "message-square-text"),
    CaseState.SETTLED: ("ok", "circle-check"),
    CaseState.FACTS: ("ok", "check"),
    CaseState.DISMISSED: ("idle", "ban"),
    CaseState.UNIT_CLOSED: ("idle", "archive"),
}
SEVERITY_LOOKS = {
    Severity.LOW: ("idle", "minus"),
    Severity.MEDIUM: ("warn", "activity"),
    Severity.HIGH: ("late", "octagon-alert"),
}
SINCE_WORDS = {
    "vacancy": gettext_lazy("Without a secretary since %(day)s"),
    "mandate_end": gettext_lazy("The mandate ended on %(day)s"),
    "opening": gettext_lazy("Opened on %(day)s, and not declared"),
    "filing": gettext_lazy("The declaration to the authority was due by %(day)s"),
    "without_premises": gettext_lazy("The unit says that it has no premises since %(day)s"),
    "new_secretary": gettext_lazy("A new secretary since %(day)s, and not declared"),
}


def case_badge(state: str) -> SafeString:
    """The badge of a state."""
    known = CaseState(state)
    return badge(*LOOKS[known], str(STATE_WORDS[known]))


def severity_badge(severity: int) -> SafeString:
    """The badge of a severity."""
    known = Severity(severity)
    return badge(*SEVERITY_LOOKS[known], str(SEVERITY_WORDS[known]))


def kind_words(kind: str) -> str:
    """What a case is about."""
    return str(KIND_WORDS[CaseKind(kind)])


def found_words(found_by: str) -> str:
    """Who brought it."""
    return str(FoundBy(found_by).label)


def recurrence_words(recurrence: int) -> str:
    """«2nd time within a year», empty the first time."""
    if recurrence < 2:
        return ""
    return ngettext("%(n)s time within a year", "%(n)s times within a year", recurrence) % {"n": recurrence}


def filing_words(state: str) -> str:
    """Where a declaration to the authority stands today."""
    return str(FILING_WORDS[FilingState(state)])


def since_words(what: str, day: date) -> str:
    """Since when something lasts."""
    return str(SINCE_WORDS[what]) % {"day": day_month_year(day)}
