"""Promises of those above: made on a visit, with advice or by a decision of the Pole; kept with a proof; withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Promise, Visit
from ..queries.choices import pole_decisions, posts_above
from ..queries.reach import require_acting, require_acting_or_above
from ..vocabulary import PROMISE, PROMISED_AHEAD, SHORT_LIMIT, VisitOutcome
from .checks import cleaned, locked_advice, locked_promise, locked_visit, open_unit
from .notifying import settle, tell


@dataclass(frozen=True, slots=True)
class PromiseData:
    """What is promised, by when, by which post (None: the post of whoever promises). ``number``: its row of a form."""

    text: str
    due_on: date | None
    owner_id: int | None = None
    number: int | None = None

    def field(self, name: str) -> str:
        """The field of the form that typed ``name``."""
        return name if self.number is None else f"{name}{self.number}"


@transaction.atomic
def promise_on_visit(*, visit_id: int, promise: PromiseData, by: Actor, at: datetime) -> int:
    """One more promise of a visit that was made; returns its id. The unit is told, and the owner.

    Raises NotVisible, PermissionDenied, Conflict ``visit_not_made``, BadInput as ``write_promises``.
    """
    visit = locked_visit(visit_id)
    grant = require_acting_or_above(by, Permission.VISIT, visit.unit, [visit.post_id])
    if visit.outcome != VisitOutcome.MADE or visit.made_on is None:
        raise Conflict("visit_not_made")
    (made,) = write_promises(
        unit=visit.unit, promises=[promise], visit=visit, earliest=visit.made_on, grant=grant, by=by, at=at
    )
    return made


@transaction.atomic
def promise_with_advice(*, advice_id: int, promise: PromiseData, by: Actor, at: datetime) -> int:
    """A promise beside advice; returns its id. The unit is told, and the owner.

    Raises NotVisible, PermissionDenied, Conflict ``advice_withdrawn``, BadInput as ``write_promises``.
    """
    advice = locked_advice(advice_id)
    grant = require_acting_or_above(by, Permission.ADVISE, advice.unit, [advice.post_id])
    if advice.withdrawn_at is not None:
        raise Conflict("advice_withdrawn")
    (made,) = write_promises(
        unit=advice.unit, promises=[promise], advice=advice, earliest=civil_day(at), grant=grant, by=by, at=at
    )
    return made


@transaction.atomic
def promise_by_decision(*, unit_id: int, decision_id: int | None, promise: PromiseData, by: Actor, at: datetime) -> int:
    """What the organisation pole decided for a unit, as a promise with a day and an owner; returns its id.

    Only whoever reads the Pole's record can name its decision. Raises NotVisible, PermissionDenied, BadInput
    ``decision_unknown``, ``unit_closed`` and as ``write_promises``.
    """
    on = civil_day(at)
    unit, grant = open_unit(unit_id, Permission.PROMISE, on, by)
    decision = next((row for row in pole_decisions(by, on) if row.pk == decision_id), None)
    if decision is None:
        raise BadInput("decision", "decision_unknown")
    (made,) = write_promises(unit=unit, promises=[promise], decision=decision, earliest=on, grant=grant, by=by, at=at)
    return made


@transaction.atomic
def keep_promise(*, promise_id: int, kept_on: date | None, proof: str, by: Actor, at: datetime) -> int:
    """The owner (or the Secretary General) says when it was kept and how that can be seen; returns the unit's id.

    Raises NotVisible, PermissionDenied, Conflict ``promise_settled``, BadInput ``kept_day_required``,
    ``kept_in_the_future``, ``kept_before_promised``, ``proof_required`` and those of texts.
    """
    promise, grant = _open(promise_id, by)
    if kept_on is None:
        raise BadInput("kept_on", "kept_day_required")
    if kept_on > civil_day(at):
        raise BadInput("kept_on", "kept_in_the_future")
    if kept_on < promise.made_on:
        raise BadInput("kept_on", "kept_before_promised", day=promise.made_on)
    promise.kept_on, promise.kept_at = kept_on, at
    promise.proof = cleaned(proof, field="proof", code="proof_required", limit=SHORT_LIMIT)
    promise.save(update_fields=["kept_on", "kept_at", "proof"])
    return _ended(promise, "kept", by, grant, at, kept_on=kept_on)


@transaction.atomic
def withdraw_promise(*, promise_id: int, because: str, by: Actor, at: datetime) -> int:
    """The owner (or the Secretary General) withdraws it with a reason that the unit reads; returns the unit's id.

    Withdrawn after its day it still counts as not kept. Raises NotVisible, PermissionDenied, Conflict
    ``promise_settled``, BadInput ``reason_required`` and those of texts.
    """
    promise, grant = _open(promise_id, by)
    promise.withdrawn_at = at
    promise.withdrawn_because = cleaned(because, field="because", code="reason_required", limit=SHORT_LIMIT)
    promise.save(update_fields=["withdrawn_at", "withdrawn_because"])
    return _ended(promise, "withdrawn", by, grant, at, due_on=promise.due_on)


def write_promises(
    *,
    unit: Unit,
    promises: Sequence[PromiseData],
    earliest: date,
    grant: Grant,
    by: Actor,
    at: datetime,
    tells_unit: bool = True,
    **source: Any,
) -> list[int]:
    """Write promises of one source (``visit``, ``advice`` or ``decision``) made on ``earliest``; returns their ids.

    Raises BadInput with every problem: ``text_required``, ``promise_due_required``, ``promise_before_visit`` or
    ``promise_in_the_past``, ``promise_too_far``, ``promise_owner``, those of texts.
    """
    if not promises:
        return []
    on = civil_day(at)
    owners = {post.pk for post in posts_above(unit, on)} | {grant.post_id}
    problems = [problem for promise in promises for problem in _problems(promise, earliest, on, owners, source)]
    if problems:
        raise BadInput.of(*problems)
    made = []
    for data in promises:
        if data.due_on is None:  # told above
            continue
        promise = Promise.objects.create(
            unit=unit,
            text=cleaned(data.text, field=data.field("text")),
            owner_id=data.owner_id or grant.post_id,
            due_on=data.due_on,
            made_on=earliest,
            made_at=at,
            mandate_id=grant.mandate_id,
            **source,
        )
        _tell_made(promise, grant, on, at, tells_unit)
        detail = {"due_on": promise.due_on.isoformat(), "owner": promise.owner_id}
        subject = (PROMISE, promise.pk)
        log_action(act="promise.made", by=by, at=at, grant=grant, unit_id=unit.pk, subject=subject, detail=detail)
        made.append(promise.pk)
    return made


def _tell_made(promise: Promise, grant: Grant, on: date, at: datetime, tells_unit: bool) -> None:
    """The unit, unless the visit tells it; and the owner when somebody else promised it."""
    subject = (PROMISE, promise.pk)
    if tells_unit:
        posts = leading_secretaries([promise.unit_id]).values()
        tell(
            event="promise_made", subject=subject, step="made", unit_id=promise.unit_id, posts=posts, on=on, at=at,
            due_on=promise.due_on,
        )  # fmt: skip
    if promise.owner_id != grant.post_id:
        tell(
            event="promise_yours", subject=subject, step="yours", unit_id=promise.unit_id, posts=[promise.owner_id],
            on=on, at=at, due_on=promise.due_on,
        )  # fmt: skip


def _problems(
    promise: PromiseData, earliest: date, on: date, owners: set[int], source: dict[str, Any]
) -> list[BadInput]:
    problems = []
    due = promise.field("due_on")
    if not promise.text.strip():
        problems.append(BadInput(promise.field("text"), "text_required"))
    if promise.due_on is None:
        problems.append(BadInput(due, "promise_due_required"))
    elif promise.due_on < earliest and isinstance(source.get("visit"), Visit):
        problems.append(BadInput(due, "promise_before_visit", due=promise.due_on, day=earliest))
    elif promise.due_on < earliest:
        problems.append(BadInput(due, "promise_in_the_past"))
    elif promise.due_on > on + PROMISED_AHEAD:
        problems.append(BadInput(due, "promise_too_far", latest=on + PROMISED_AHEAD))
    if promise.owner_id is not None and promise.owner_id not in owners:
        problems.append(BadInput(promise.field("owner"), "promise_owner"))
    return problems


def _open(promise_id: int, by: Actor) -> tuple[Promise, Grant]:
    promise = locked_promise(promise_id)
    grant = require_acting(by, Permission.PROMISE, promise.unit, [promise.owner_id])
    if promise.kept_on is not None or promise.withdrawn_at is not None:
        raise Conflict("promise_settled")
    return promise, grant


def _ended(promise: Promise, what: str, by: Actor, grant: Grant, at: datetime, **days: date) -> int:
    subject = (PROMISE, promise.pk)
    settle(subject=subject, because=what, at=at)
    posts = leading_secretaries([promise.unit_id]).values()
    tell(
        event=f"promise_{what}", subject=subject, step=what, unit_id=promise.unit_id, posts=posts, on=civil_day(at),
        at=at, **days,
    )  # fmt: skip
    detail = {name: day.isoformat() for name, day in days.items()}
    log_action(
        act=f"promise.{what}", by=by, at=at, grant=grant, unit_id=promise.unit_id, subject=subject, detail=detail
    )
    return promise.unit_id
