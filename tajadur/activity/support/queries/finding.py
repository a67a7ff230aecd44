"""One thing said, planned or promised, for whoever may read it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import Meeting
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.support import (
    AdviceState,
    PromiseState,
    VisitState,
    advice_state_on,
    awaits_answer_on,
    promise_state_on,
    visit_state_on,
)

from ..models import Advice, AdviceAnswer, AdviceReply, Promise, Visit, VisitPost
from ..vocabulary import SubjectKind, VisitSide
from .facts import advice_rows, facts_of_advice, facts_of_promise, facts_of_visit, promise_rows, visit_rows
from .reach import acting_grant, acting_or_above, reads, require_reading

Subject = Meeting | Obligation | Case


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """One word of the thread under advice. ``post`` is empty for the unit's own words."""

    at: datetime
    kind: str
    text: str
    post: Post | None


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """Advice with its thread, and what the actor may do with it."""

    advice: Any
    state: AdviceState
    is_awaited: bool
    subject: Subject | None
    thread: list[ThreadEntry]
    promises: list[tuple[Promise, PromiseState]]
    may_answer: bool
    may_reply: bool
    may_withdraw: bool
    may_promise: bool


@dataclass(frozen=True, slots=True)
class VisitPage:
    """A visit with who took part and what was promised, and what the actor may do with it."""

    visit: Visit
    state: VisitState
    visitors: list[Post]
    met: list[Post]
    promises: list[tuple[Promise, PromiseState]]
    may_say: bool
    may_promise: bool


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A promise, where it came from, and what the actor may do with it."""

    promise: Promise
    state: PromiseState
    may_settle: bool
    reads_advice: bool = False


def advice_page(actor: Actor, advice_id: int, on: date) -> AdvicePage:
    """Advice as its page shows it. At most six queries. Raises NotVisible, PermissionDenied."""
    row = advice_for(actor, advice_id)
    facts = facts_of_advice(row)
    state = advice_state_on(facts, on)
    own = may(actor, Permission.ANSWER_SUPPORT, row.unit)
    is_live = state is not AdviceState.WITHDRAWN
    giver = (row.post_id,)
    return AdvicePage(
        advice=row,
        state=state,
        is_awaited=awaits_answer_on(facts, on),
        subject=subject_of(row),
        thread=_thread(row),
        promises=_promises(on, advice=row),
        may_answer=own and is_live,
        may_reply=is_live and acting_or_above(actor, Permission.ADVISE, row.unit, giver) is not None,
        may_withdraw=is_live and acting_grant(actor, Permission.ADVISE, row.unit, giver) is not None,
        may_promise=is_live and acting_or_above(actor, Permission.ADVISE, row.unit, giver) is not None,
    )


def visit_page(actor: Actor, visit_id: int, on: date) -> VisitPage:
    """A visit as its page shows it: three queries. Raises NotVisible, PermissionDenied."""
    row, sides = visit_for(actor, visit_id)
    posts = [post.post_id for post in sides if post.side == VisitSide.VISITOR]
    acts = acting_or_above(actor, Permission.VISIT, row.unit, [row.post_id, *posts]) is not None
    state = visit_state_on(facts_of_visit(row), on)
    return VisitPage(
        visit=row,
        state=state,
        visitors=[side.post for side in sides if side.side == VisitSide.VISITOR],
        met=[side.post for side in sides if side.side == VisitSide.MET],
        promises=_promises(on, visit=row),
        may_say=acts and state in {VisitState.PLANNED, VisitState.OVERDUE},
        may_promise=acts and state is VisitState.MADE,
    )


def promise_page(actor: Actor, promise_id: int, on: date) -> PromisePage:
    """A promise as its page shows it: one query. Raises NotVisible, PermissionDenied.

    What was promised beside advice is read by more than the advice: ``reads_advice`` says whether it leads there.
    """
    row = promise_for(actor, promise_id)
    advice = row.advice
    state = promise_state_on(facts_of_promise(row), on)
    is_open = state in {PromiseState.OPEN, PromiseState.OVERDUE}
    return PromisePage(
        row,
        state,
        may_settle=is_open and acting_grant(actor, Permission.PROMISE, row.unit, [row.owner_id]) is not None,
        reads_advice=advice is not None
        and reads(actor, Permission.READ_ADVICE, row.unit, advice.given_on, [advice.post_id]),
    )


def advice_for(actor: Actor, advice_id: int) -> Any:
    """One row of ``advice_rows`` that the actor reads. Raises NotVisible, PermissionDenied."""
    row = advice_rows().filter(pk=advice_id).first()
    if row is None:
        raise NotVisible
    require_reading(actor, Permission.READ_ADVICE, row.unit, row.given_on, [row.post_id])
    return row


def visit_for(actor: Actor, visit_id: int) -> tuple[Visit, list[VisitPost]]:
    """A visit that the actor reads, with its posts on both sides: two queries. Raises NotVisible, PermissionDenied."""
    row = visit_rows().filter(pk=visit_id).first()
    if row is None:
        raise NotVisible
    rows = VisitPost.objects.filter(visit=row).select_related("post__post_type", "post__unit", "post__area")
    sides = list(rows.order_by("post__post_type__rank", "post_id"))
    visitors = [side.post_id for side in sides if side.side == VisitSide.VISITOR]
    require_reading(actor, Permission.READ_SUPPORT, row.unit, row.planned_on, [row.post_id, *visitors])
    return row, sides


def promise_for(actor: Actor, promise_id: int) -> Promise:
    """A promise that the actor reads, with its source. Raises NotVisible, PermissionDenied."""
    rows = promise_rows().select_related("visit", "advice", "decision__report__meeting")
    row = rows.filter(pk=promise_id).first()
    if row is None:
        raise NotVisible
    require_reading(actor, Permission.READ_SUPPORT, row.unit, row.made_on, [row.owner_id])
    return row


def subject_found(unit: Unit, kind: str, subject_id: int) -> Subject | None:
    """The thing of the unit under this kind and number; None when there is none of this unit. One query."""
    if kind == SubjectKind.MEETING:
        return Meeting.objects.filter(pk=subject_id, unit=unit).select_related("body__body_type").first()
    if kind == SubjectKind.OBLIGATION:
        return Obligation.objects.filter(pk=subject_id, unit=unit).select_related("directive").first()
    if kind == SubjectKind.CASE:
        return Case.objects.filter(pk=subject_id, unit=unit).first()
    return None


def subject_of(row: Any) -> Subject | None:
    """What advice or an observation is about; None when it is about the unit as a whole."""
    return subject_found(row.unit, row.subject_kind, row.subject_id) if row.subject_kind else None


def _thread(row: Advice) -> list[ThreadEntry]:
    """The unit's words and those from above, the first one first: two queries."""
    answers = AdviceAnswer.objects.filter(advice=row).order_by("answered_at", "pk")
    replies = AdviceReply.objects.filter(advice=row).select_related("post__post_type", "post__unit", "post__area")
    words = [ThreadEntry(answer.answered_at, answer.kind, answer.text, None) for answer in answers]
    for reply in replies.order_by("replied_at", "pk"):
        words.append(ThreadEntry(reply.replied_at, "reply", reply.text, reply.post))
    return sorted(words, key=lambda word: word.at)


def _promises(on: date, **source: Any) -> list[tuple[Promise, PromiseState]]:
    rows = promise_rows().filter(**source).order_by("due_on", "pk")
    return [(row, promise_state_on(facts_of_promise(row), on)) for row in rows]
