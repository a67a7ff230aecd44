"""Help from above in words: states as badges, posts, what advice is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.support.vocabulary import ADVICE_WORDS, PROMISE_WORDS, VISIT_WORDS, SubjectKind
from tajadur.foundation.formats import day_month_year, period
from tajadur.organisation.people.actors import names_of
from tajadur.organisation.people.vocabulary import title_of
from tajadur.registry.notices.words.cases import KIND_WORDS
from tajadur.rules.dysfunctions import CaseKind
from tajadur.rules.follow_ups import Rung
from tajadur.rules.periods import parse_period_key
from tajadur.rules.support import AdviceState, PromiseState, VisitState
from tajadur.web.components.states import badge

_ADVICE_LOOKS = {
    AdviceState.WITHDRAWN: ("idle", "undo-2"),
    AdviceState.ANSWERED: ("ok", "message-square-text"),
    AdviceState.USED: ("ok", "check-check"),
    AdviceState.READ: ("info", "eye"),
    AdviceState.UNREAD: ("warn", "eye-off"),
}
_VISIT_LOOKS = {
    VisitState.CANCELLED: ("idle", "calendar-x"),
    VisitState.MADE: ("ok", "calendar-check"),
    VisitState.NOT_MADE: ("idle", "calendar-x"),
    VisitState.OVERDUE: ("late", "triangle-alert"),
    VisitState.PLANNED: ("info", "calendar-clock"),
}
_PROMISE_LOOKS = {
    PromiseState.WITHDRAWN: ("idle", "undo-2"),
    PromiseState.KEPT: ("ok", "circle-check"),
    PromiseState.KEPT_LATE: ("warn", "circle-check"),
    PromiseState.OVERDUE: ("late", "triangle-alert"),
    PromiseState.OPEN: ("info", "hourglass"),
}


@dataclass(frozen=True, slots=True)
class _Named:
    post_names: tuple[str, str, str]
    place_names: tuple[str, str]


def post_title(post: Any) -> str:
    """«Responsible, Rabat-Salé-Kénitra» of a post read with its type, unit and area."""
    return title_of(_Named(*names_of(post)))


def post_choices(posts: Iterable[Any]) -> list[tuple[int, str]]:
    """Posts as the choices of a form."""
    return [(post.pk, post_title(post)) for post in posts]


def advice_badge(state: AdviceState) -> SafeString:
    """The state of advice."""
    return badge(*_ADVICE_LOOKS[state], str(ADVICE_WORDS[state]))


def visit_badge(state: VisitState) -> SafeString:
    """The state of a visit."""
    return badge(*_VISIT_LOOKS[state], str(VISIT_WORDS[state]))


def promise_badge(state: PromiseState, late: int = 0) -> SafeString:
    """The state of a promise; ``late`` days are said beside it."""
    word = str(PROMISE_WORDS[state])
    if late:
        days = ngettext("%(n)s day", "%(n)s days", late) % {"n": late}
        word = f"{word} · {days}"
    return badge(*_PROMISE_LOOKS[state], word)


def subject_words(subject: Any) -> str:
    """«Meeting of 12 May 2026 (office)», «Provincial office meeting, May 2026»."""
    if hasattr(subject, "recurrence"):
        values = {"kind": KIND_WORDS[CaseKind(subject.kind)], "day": day_month_year(subject.opened_on)}
        return _("Dysfunction: %(kind)s, %(day)s") % values
    if not hasattr(subject, "directive"):
        values = {"body": subject.body.body_type.name, "day": day_month_year(subject.planned_on)}
        return _("Meeting of %(day)s, %(body)s") % values
    name = subject.directive.name
    return f"{name} · {period(subject.period_key)}" if parse_period_key(subject.period_key) else name


def subject_url(kind: str, subject: Any) -> str:
    """The page of what advice is about."""
    routes = {
        SubjectKind.MEETING: "meetings:detail",
        SubjectKind.OBLIGATION: "obligations:detail",
        SubjectKind.CASE: "dysfunctions:detail",
    }
    return reverse(routes[SubjectKind(kind)], args=[subject.pk])


def source_of(promise: Any, *, reads_advice: bool) -> tuple[str, str]:
    """(where a promise comes from, its page or nothing where the reader may not open it)."""
    if promise.visit_id:
        return _("A visit of %(day)s") % {"day": day_month_year(promise.visit.made_on)}, reverse(
            "support:visit", args=[promise.visit_id]
        )
    if promise.advice_id:
        page = reverse("support:advice", args=[promise.advice_id]) if reads_advice else ""
        return _("Advice of %(day)s") % {"day": day_month_year(promise.advice.given_on)}, page
    held_on = promise.decision.report.held_on
    return _("A decision of the organisation pole, %(day)s") % {"day": day_month_year(held_on)}, ""


def rung_words(rung: Rung) -> str:
    """«2 days before», «on the day», «3 days after»."""
    if rung.offset == 0:
        return _("on the day itself")
    days = abs(rung.offset)
    if rung.offset < 0:
        return ngettext("%(n)s day before", "%(n)s days before", days) % {"n": days}
    return ngettext("%(n)s day after", "%(n)s days after", days) % {"n": days}
