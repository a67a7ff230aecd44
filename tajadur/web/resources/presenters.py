"""How a request is shown: its badge, the line of its stages, what was done by which post."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.resources.queries.page import PostTitle, RequestPage
from tajadur.activity.resources.vocabulary import STATE_WORDS, TURN_WORDS, DecisionOutcome
from tajadur.foundation.errors import BadInput
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.people.vocabulary import title_of
from tajadur.rules.resource_stages import RequestStage
from tajadur.rules.resources import RequestStatus, ResourceState, StageOutcome, Turn
from tajadur.web.components.states import Look, badge
from tajadur.web.templatetags.formats import dirhams

LOOKS: Mapping[ResourceState, Look] = {
    ResourceState.ENDORSEMENT: Look("info", "hourglass", STATE_WORDS[ResourceState.ENDORSEMENT]),
    ResourceState.RECOMMENDATION: Look("info", "hourglass", STATE_WORDS[ResourceState.RECOMMENDATION]),
    ResourceState.DECISION: Look("warn", "hourglass", STATE_WORDS[ResourceState.DECISION]),
    ResourceState.DELIVERY: Look("ok", "check", STATE_WORDS[ResourceState.DELIVERY]),
    ResourceState.PARTLY_DELIVERED: Look("ok", "check", STATE_WORDS[ResourceState.PARTLY_DELIVERED]),
    ResourceState.CONFIRMATION: Look("warn", "hourglass", STATE_WORDS[ResourceState.CONFIRMATION]),
    ResourceState.CONFIRMED: Look("ok", "circle-check", STATE_WORDS[ResourceState.CONFIRMED]),
    ResourceState.CLOSED: Look("idle", "archive", STATE_WORDS[ResourceState.CLOSED]),
    ResourceState.REFUSED: Look("late", "ban", STATE_WORDS[ResourceState.REFUSED]),
    ResourceState.WITHDRAWN: Look("idle", "undo-2", STATE_WORDS[ResourceState.WITHDRAWN]),
    ResourceState.UNIT_CLOSED: Look("idle", "archive", STATE_WORDS[ResourceState.UNIT_CLOSED]),
}
_TITLES: Mapping[Turn, Promise] = {
    Turn.ABOVE: gettext_lazy("Endorsement"),
    Turn.CELL: gettext_lazy("Recommendation"),
    Turn.DECIDER: gettext_lazy("Decision on it"),
    Turn.DELIVERER: gettext_lazy("Delivery"),
    Turn.UNIT: gettext_lazy("Confirmation"),
}
_DONE: Mapping[tuple[Turn, StageOutcome], Promise] = {
    (Turn.ABOVE, StageOutcome.YES): gettext_lazy("Endorsed, %(day)s"),
    (Turn.ABOVE, StageOutcome.NO): gettext_lazy("Not endorsed, %(day)s"),
    (Turn.CELL, StageOutcome.YES): gettext_lazy("Recommended, %(day)s"),
    (Turn.CELL, StageOutcome.NO): gettext_lazy("Not recommended, %(day)s"),
    (Turn.DECIDER, StageOutcome.YES): gettext_lazy("Granted whole, %(day)s"),
    (Turn.DECIDER, StageOutcome.PART): gettext_lazy("Granted in part, %(day)s"),
    (Turn.DECIDER, StageOutcome.NO): gettext_lazy("Not granted, %(day)s"),
    (Turn.DELIVERER, StageOutcome.YES): gettext_lazy("Delivered whole, %(day)s"),
    (Turn.DELIVERER, StageOutcome.PART): gettext_lazy("Delivered in part, %(day)s"),
    (Turn.UNIT, StageOutcome.YES): gettext_lazy("Confirmed, %(day)s"),
}
_WORDS: Mapping[StageOutcome, Promise] = {
    StageOutcome.AHEAD: gettext_lazy("by %(day)s at the latest"),
    StageOutcome.RUNNING: gettext_lazy("Awaited by %(day)s"),
    StageOutcome.SILENT: gettext_lazy("No word by %(day)s: it went on"),
    StageOutcome.NOBODY: gettext_lazy("Nobody was there to be heard: it went on"),
    StageOutcome.OVERTAKEN: gettext_lazy("Decided before a word came"),
    StageOutcome.ENDED: gettext_lazy("Not reached"),
}
_MARKS = {
    StageOutcome.YES: "done",
    StageOutcome.PART: "done",
    StageOutcome.NO: "late",
    StageOutcome.RUNNING: "run",
    StageOutcome.SILENT: "late",
}


def state_badge(now: RequestStatus) -> SafeString:
    """The state as a badge."""
    look = LOOKS[now.state]
    return badge(look.tone, look.icon, str(look.word))


def turn_words(now: RequestStatus, post: PostTitle | None = None) -> str:
    """Whose turn it is: the post where it is known."""
    return title_of(post) if post else str(TURN_WORDS[now.turn])


def is_late(now: RequestStatus, on: date) -> bool:
    """Has the last day for it gone by?"""
    return now.due_on is not None and now.due_on < on


def milestones(page: RequestPage, on: date) -> list[dict[str, Any]]:
    """The stages as steps of a line: asked, then each of the five."""
    asked = {"title": _("Asked"), "note": day_month_year(page.request.asked_on), "state": "done"}
    return [asked, *(_step(stage, page.now, on) for stage in page.stages)]


def _step(stage: RequestStage, now: RequestStatus, on: date) -> dict[str, Any]:
    words = _DONE.get((stage.turn, stage.outcome)) or _WORDS[stage.outcome]
    if stage.day is None and stage.outcome in (StageOutcome.AHEAD, StageOutcome.RUNNING):
        note = ""
    else:
        note = str(words) % {"day": day_month_year(stage.day)} if stage.day else str(words)
    mark = _MARKS.get(stage.outcome, "")
    if stage.outcome is StageOutcome.RUNNING and is_late(now, on):
        mark = "late"
    return {"title": str(_TITLES[stage.turn]), "note": note, "state": mark}


def thread(page: RequestPage) -> list[dict[str, Any]]:
    """What was done, newest first: the act, the post and the day, and what was written."""
    request, lines = page.request, []
    decision = getattr(request, "decision", None)
    lines.append((request.asked_at, "send", "", _("The unit asked"), request.mandate_id, request.purpose))
    for name, (yes, no) in {
        "endorsement": (_("Endorsed by the level above"), _("Not endorsed by the level above")),
        "recommendation": (_("Recommended by the cell"), _("Not recommended by the cell")),
    }.items():
        if word := getattr(request, name, None):
            shape = ("circle-check", "ok") if word.in_favour else ("ban", "late")
            lines.append((word.given_at, *shape, yes if word.in_favour else no, word.mandate_id, word.reason))
    if decision:
        title, shape = _decided(decision)
        lines.append((decision.decided_at, *shape, title, decision.mandate_id, decision.reason))
        for part in decision.deliveries.all():
            lines.append((part.noted_at, "hand-helping", "ok", _delivered(part), part.mandate_id, part.note))
            if confirmation := getattr(part, "confirmation", None):
                title = _("Delivery %(number)s received, says the unit") % {"number": part.number}
                rest = (title, confirmation.mandate_id, confirmation.note)
                lines.append((confirmation.confirmed_at, "mail-check", "ok", *rest))
        if closing := getattr(decision, "closing", None):
            title = _("Closed: nothing more is delivered")
            lines.append((closing.closed_at, "archive", "", title, closing.mandate_id, closing.reason))
    if request.withdrawn_at:
        lines.append((request.withdrawn_at, "undo-2", "", _("The unit took its request back"), request.mandate_id, ""))
    return [
        {"icon": icon, "tone": tone, "title": title, "note": _by(page, mandate, at), "quote": quote}
        for at, icon, tone, title, mandate, quote in sorted(lines, key=lambda line: line[0], reverse=True)
    ]


def _by(page: RequestPage, mandate_id: int, at: Any) -> str:
    title = page.posts.get(mandate_id)
    day = day_month_year(at)
    return f"{title_of(title)} · {day}" if title else day


def _decided(decision: Any) -> tuple[str, tuple[str, str]]:
    if decision.outcome == DecisionOutcome.REFUSED:
        return _("Not granted"), ("ban", "late")
    if decision.amount is None:
        return str(DecisionOutcome(decision.outcome).label), ("circle-check", "ok")
    words = _("Granted whole: %(amount)s") if decision.outcome == DecisionOutcome.WHOLE else _(
        "Granted in part: %(amount)s"
    )  # fmt: skip
    return words % {"amount": dirhams(decision.amount)}, ("circle-check", "ok")


def _delivered(part: Any) -> str:
    values = {"number": part.number, "day": day_month_year(part.delivered_on), "proof": part.proof}
    if part.amount is None:
        return _("Delivery %(number)s made on %(day)s; proof: %(proof)s") % values
    values["amount"] = dirhams(part.amount)
    return _("Delivery %(number)s of %(amount)s, made on %(day)s; proof: %(proof)s") % values


def with_amounts(error: BadInput) -> BadInput:
    """The same problems, with the amounts among their values written in dirhams."""
    for problem in error.problems:
        problem.params = {
            name: dirhams(value) if name in ("left", "asked", "granted") else str(value) if name == "year" else value
            for name, value in problem.params.items()
        }
    return error
