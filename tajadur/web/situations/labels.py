"""How a situation looks: its badge, how sure it is, and the evidence in sentences."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.situations.queries.facts import BranchSituation
from tajadur.activity.situations.vocabulary import STATUS_WORDS, SURENESS_WORDS, SituationAnswer
from tajadur.foundation.formats import day_month_year
from tajadur.rules.situation import SituationFacts, SituationStatus, Sureness
from tajadur.web.components.states import badge

STATUS_LOOKS = {
    SituationStatus.ACTIVE: ("ok", "circle-check"),
    SituationStatus.WEAK: ("warn", "activity"),
    SituationStatus.DORMANT: ("late", "moon"),
    SituationStatus.TO_BE_RENEWED: ("warn", "refresh-cw"),
    SituationStatus.SECRETARY_VACANT: ("late", "user-x"),
    SituationStatus.DISSOLVED: ("idle", "archive"),
}
SURENESS_LOOKS = {
    Sureness.SURE: ("ok", "check-check"),
    Sureness.AGEING: ("info", "clock-3"),
    Sureness.UNCONFIRMED: ("idle", "circle-dashed"),
    Sureness.CONTRADICTED: ("warn", "triangle-alert"),
}

DISPUTED = "disputed"


def status_badge(status: SituationStatus) -> SafeString:
    """The badge of what the facts say."""
    return badge(*STATUS_LOOKS[status], str(STATUS_WORDS[status]))


def word_shown(branch: BranchSituation) -> str:
    """What the list says of the word of the branch: how sure it is, or that the branch says otherwise."""
    if branch.is_disputed and branch.sureness is not Sureness.CONTRADICTED:
        return DISPUTED
    return branch.sureness


def sureness_badge(branch: BranchSituation) -> SafeString:
    """The badge of what the word of the branch is worth; one that it disputes says so."""
    if word_shown(branch) == DISPUTED:
        return badge("warn", "message-square-text", _("The branch says otherwise"))
    return badge(*SURENESS_LOOKS[branch.sureness], str(SURENESS_WORDS[branch.sureness]))


def evidence(branch: BranchSituation, on: date) -> list[str]:
    """The facts behind the status, each with its day: the one that decided first."""
    facts, status = branch.facts, branch.status
    if status is SituationStatus.DISSOLVED and facts.closed_on:
        return [_("Closed on %(day)s.") % {"day": day_month_year(facts.closed_on)}]
    deciding = {
        SituationStatus.SECRETARY_VACANT: _secretary,
        SituationStatus.TO_BE_RENEWED: _mandate,
        SituationStatus.DORMANT: _meetings,
    }.get(status, _reports)
    parts = [deciding, *(part for part in (_secretary, _reports, _meetings, _mandate) if part is not deciding)]
    return [sentence for part in parts for sentence in part(facts, on)]


def _secretary(facts: SituationFacts, on: date) -> Iterator[str]:
    if not facts.has_secretary:
        yield _("Nobody holds the post of secretary.")


def _mandate(facts: SituationFacts, on: date) -> Iterator[str]:
    if facts.office_ends_on is None:
        yield _("No end of the mandate of the office is recorded.")
    elif facts.office_ends_on < on:
        yield _("The mandate of the office ended on %(day)s.") % {"day": day_month_year(facts.office_ends_on)}
    else:
        yield _("The mandate of the office ends on %(day)s.") % {"day": day_month_year(facts.office_ends_on)}


def _meetings(facts: SituationFacts, on: date) -> Iterator[str]:
    if facts.held_on:
        yield _("Last meeting held on %(day)s.") % {"day": day_month_year(facts.held_on)}
    else:
        yield _("No meeting held since it opened, on %(day)s.") % {"day": day_month_year(facts.opened_on)}
    if facts.programmed_on:
        yield _("A meeting is programmed for %(day)s.") % {"day": day_month_year(facts.programmed_on)}


def _reports(facts: SituationFacts, on: date) -> Iterator[str]:
    if not facts.due:
        yield _("No period is due yet.")
        return
    yield ngettext(
        "Reported in %(reported)s of the last %(due)s period due.",
        "Reported in %(reported)s of the last %(due)s periods due.",
        facts.due,
    ) % {"reported": facts.reported, "due": facts.due}


def entries(words: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """What the branch said and what the level above said of it, the newest first, for the timeline."""
    for word in words:
        if endorsement := getattr(word, "endorsement", None):
            icon, tone = ("circle-check", "ok") if endorsement.in_favour else ("ban", "late")
            title = _("Endorsed by the level above") if endorsement.in_favour else _("Not endorsed by the level above")
            yield {"icon": icon, "tone": tone, "title": title, "on": endorsement.given_on, "quote": endorsement.remark}
        yield {
            "icon": "check-check" if word.answer == SituationAnswer.AGREED else "message-square-text",
            "tone": "ok" if word.answer == SituationAnswer.AGREED else "warn",
            "title": word.get_answer_display(),
            "note": STATUS_WORDS[SituationStatus(word.status)],
            "on": word.given_on,
            "quote": word.remark,
        }
