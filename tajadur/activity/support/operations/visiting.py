"""Visits: planned and announced, moved, said to be made or not, or cancelled."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Visit, VisitPost
from ..queries.choices import posts_above, posts_in
from ..queries.reach import require_acting_or_above
from ..vocabulary import LOOKED_AHEAD, LOOKED_BACK, VISIT, VisitOutcome, VisitSide
from .checks import cleaned, locked_visit, open_unit
from .notifying import settle, tell
from .promising import PromiseData, write_promises


@transaction.atomic
def plan_visit(
    *, unit_id: int, planned_on: date | None, aim: str, visitor_ids: Collection[int], by: Actor, at: datetime
) -> int:
    """Announce a visit to a unit; returns its id. The unit's secretaries and the other visitors are told.

    The planner's own post leads it when it is among the visitors, else the first of them, who is then asked what came
    of it. A day of the last month notes a visit that nobody planned. Raises NotVisible, PermissionDenied, and BadInput
    with every problem: ``unit_closed``, ``text_required``, ``visit_day_required``, ``visit_too_long_ago``,
    ``visit_too_far``, ``visit_after_closing``, ``visitors_required``, ``visitors_unknown``, those of texts.
    """
    on = civil_day(at)
    unit, grant = open_unit(unit_id, Permission.VISIT, on, by)
    problems = _day_problems(unit, planned_on, on, on - LOOKED_BACK)
    above = [post.pk for post in posts_above(unit, on)]
    if not visitor_ids:
        problems.append(BadInput("visitors", "visitors_required"))
    elif not set(visitor_ids) <= {*above, grant.post_id}:
        problems.append(BadInput("visitors", "visitors_unknown"))
    if problems or planned_on is None:
        raise BadInput.of(*problems)
    visitors = [grant.post_id] if grant.post_id in visitor_ids else []
    visitors += [post_id for post_id in above if post_id in visitor_ids and post_id not in visitors]
    visit = Visit.objects.create(
        unit=unit,
        planned_on=planned_on,
        aim=cleaned(aim, field="aim"),
        announced_on=on,
        announced_at=at,
        post_id=visitors[0],
        mandate_id=grant.mandate_id,
    )
    _write_posts(visit, VisitSide.VISITOR, visitors)
    if planned_on >= on:
        others = [post_id for post_id in visitors if post_id != grant.post_id]
        tell(
            event="visit_planned", subject=(VISIT, visit.pk), step="planned", unit_id=unit.pk,
            posts=[*leading_secretaries([unit.pk]).values(), *others], on=on, at=at, planned_on=planned_on,
        )  # fmt: skip
    _log("visit.planned", visit, by, at, grant, planned_on=planned_on)
    return visit.pk


@transaction.atomic
def move_visit(*, visit_id: int, planned_on: date | None, by: Actor, at: datetime) -> int:
    """Plan the visit for another day; returns the unit's id. The unit and the other visitors are told.

    Raises NotVisible, PermissionDenied, Conflict ``visit_settled``, and BadInput ``visit_day_required``,
    ``visit_in_the_past``, ``visit_too_far``, ``visit_after_closing``, ``same_day``.
    """
    visit, grant = _unsettled(visit_id, by)
    on, before_on = civil_day(at), visit.planned_on
    problems = _day_problems(visit.unit, planned_on, on, on)
    if planned_on == before_on:
        problems = [BadInput("planned_on", "same_day")]
    if problems or planned_on is None:
        raise BadInput.of(*problems)
    visit.planned_on = planned_on
    visit.save(update_fields=["planned_on"])
    entry = _log("visit.moved", visit, by, at, grant, planned_on=planned_on, before_on=before_on)
    settle(subject=(VISIT, visit.pk), because="moved", at=at)
    _tell(visit, "visit_moved", f"moved-{entry}", grant, at, planned_on=planned_on, before_on=before_on)
    return visit.unit_id


@transaction.atomic
def say_visit_made(
    *,
    visit_id: int,
    made_on: date | None,
    met_ids: Collection[int],
    seen: str,
    promises: Sequence[PromiseData] = (),
    by: Actor,
    at: datetime,
) -> list[int]:
    """The visit was made: whom they met, what was seen, what was promised; returns the ids of the promises.

    The unit's secretaries are told, and whoever owes a promise. Raises NotVisible, PermissionDenied, Conflict
    ``visit_settled``, and BadInput: ``made_day_required``, ``made_in_the_future``, ``made_too_long_ago``,
    ``met_required``, ``met_unknown``, ``text_required``, those of promises and of texts. Nothing is written then.
    """
    visit, grant = _unsettled(visit_id, by)
    on = civil_day(at)
    problems = _made_problems(visit, made_on, on)
    in_unit = {post.pk for post in posts_in(visit.unit, made_on or on)}
    if not met_ids:
        problems.append(BadInput("met", "met_required"))
    elif not set(met_ids) <= in_unit:
        problems.append(BadInput("met", "met_unknown"))
    if problems or made_on is None:
        raise BadInput.of(*problems)
    visit.outcome, visit.made_on, visit.seen = VisitOutcome.MADE, made_on, cleaned(seen, field="seen")
    _save_outcome(visit, grant, at)
    _write_posts(visit, VisitSide.MET, met_ids)
    settle(subject=(VISIT, visit.pk), because="made", at=at)
    _tell(visit, "visit_made", "made", grant, at, made_on=made_on)
    _log("visit.made", visit, by, at, grant, made_on=made_on)
    return write_promises(
        unit=visit.unit, promises=promises, visit=visit, earliest=made_on, grant=grant, by=by, at=at, tells_unit=False
    )


@transaction.atomic
def say_visit_not_made(*, visit_id: int, because: str, by: Actor, at: datetime) -> int:
    """The day came and the visit was not made, for a reason; returns the unit's id. The unit is told.

    Raises NotVisible, PermissionDenied, Conflict ``visit_settled``, BadInput ``not_made_too_early``,
    ``reason_required`` and those of texts.
    """
    visit, grant = _unsettled(visit_id, by)
    if civil_day(at) < visit.planned_on:
        raise BadInput("what", "not_made_too_early", day=visit.planned_on)
    return _drop(visit, VisitOutcome.NOT_MADE, because, by, at, grant)


@transaction.atomic
def cancel_visit(*, visit_id: int, because: str, by: Actor, at: datetime) -> int:
    """The visit does not take place, for a reason; returns the unit's id. The unit is told.

    Raises NotVisible, PermissionDenied, Conflict ``visit_settled``, BadInput ``reason_required`` and those of texts.
    """
    visit, grant = _unsettled(visit_id, by)
    return _drop(visit, VisitOutcome.CANCELLED, because, by, at, grant)


def _drop(visit: Visit, outcome: VisitOutcome, because: str, by: Actor, at: datetime, grant: Grant) -> int:
    visit.outcome = outcome
    visit.because = cleaned(because, field="because", code="reason_required")
    _save_outcome(visit, grant, at)
    settle(subject=(VISIT, visit.pk), because=outcome.value, at=at)
    _tell(visit, f"visit_{outcome.value}", outcome.value, grant, at, planned_on=visit.planned_on)
    _log(f"visit.{outcome.value}", visit, by, at, grant)
    return visit.unit_id


def _unsettled(visit_id: int, by: Actor) -> tuple[Visit, Grant]:
    """The visit, locked, and the grant of a visitor, or of whoever visits the unit where it stands now."""
    visit = locked_visit(visit_id)
    grant = require_acting_or_above(by, Permission.VISIT, visit.unit, [visit.post_id, *_visitors(visit)])
    if visit.outcome:
        raise Conflict("visit_settled")
    return visit, grant


def _visitors(visit: Visit) -> list[int]:
    rows = VisitPost.objects.filter(visit=visit, side=VisitSide.VISITOR)
    return list(rows.order_by("pk").values_list("post_id", flat=True))


def _day_problems(unit: Unit, planned_on: date | None, on: date, earliest: date) -> list[BadInput]:
    if planned_on is None:
        return [BadInput("planned_on", "visit_day_required")]
    if planned_on < earliest:
        code = "visit_in_the_past" if earliest == on else "visit_too_long_ago"
        return [BadInput("planned_on", code, earliest=earliest)]
    if planned_on > on + LOOKED_AHEAD:
        return [BadInput("planned_on", "visit_too_far", latest=on + LOOKED_AHEAD)]
    if unit.closed_on is not None and unit.closed_on <= planned_on:
        return [BadInput("planned_on", "visit_after_closing", day=unit.closed_on)]
    return []


def _made_problems(visit: Visit, made_on: date | None, on: date) -> list[BadInput]:
    if made_on is None:
        return [BadInput("made_on", "made_day_required")]
    if made_on > on:
        return [BadInput("made_on", "made_in_the_future", day=made_on)]
    if made_on < visit.announced_on - LOOKED_BACK:
        return [BadInput("made_on", "made_too_long_ago", day=visit.announced_on)]
    return []


def _save_outcome(visit: Visit, grant: Grant, at: datetime) -> None:
    visit.said_at, visit.said_mandate_id = at, grant.mandate_id
    visit.save(update_fields=["outcome", "made_on", "seen", "because", "said_at", "said_mandate_id"])


def _write_posts(visit: Visit, side: VisitSide, post_ids: Collection[int]) -> None:
    VisitPost.objects.bulk_create(VisitPost(visit=visit, post_id=post_id, side=side) for post_id in post_ids)


def _tell(visit: Visit, event: str, step: str, grant: Grant, at: datetime, **days: date) -> None:
    """The unit's secretaries, and the visitors other than whoever says it."""
    others = [post_id for post_id in _visitors(visit) if post_id != grant.post_id]
    posts = [*leading_secretaries([visit.unit_id]).values(), *others]
    tell(
        event=event, subject=(VISIT, visit.pk), step=step, unit_id=visit.unit_id, posts=posts, on=civil_day(at), at=at,
        **days,
    )  # fmt: skip


def _log(act: str, visit: Visit, by: Actor, at: datetime, grant: Grant, **days: date) -> int:
    detail = {name: day.isoformat() for name, day in days.items()}
    subject = (VISIT, visit.pk)
    return log_action(act=act, by=by, at=at, grant=grant, unit_id=visit.unit_id, subject=subject, detail=detail).pk
