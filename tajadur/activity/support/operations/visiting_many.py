"""Visits to many units planned at once, each on its own day, by one member."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.queries.many import UnitsAtOnce, none_left, units_at_once
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_actions
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Visit, VisitPost
from ..queries.choices import posts_above_all
from ..vocabulary import LOOKED_AHEAD, VISIT, VisitSide
from .checks import cleaned


def units_to_visit(by: Actor, unit_ids: Collection[int], on: date) -> UnitsAtOnce:
    """The units to which no visit is planned yet and that do not close; the others are left out, with a day.

    Two queries. Raises as ``units_at_once``.
    """
    chosen = units_at_once(by, unit_ids, Permission.VISIT, on)
    for pk, unit in list(chosen.units.items()):
        if unit.closed_on is not None:
            chosen.leave_out(pk, "closes", unit.closed_on)
    ahead = Visit.objects.filter(unit_id__in=list(chosen.units), outcome="", planned_on__gte=on)
    for unit_id, planned_on in ahead.order_by("planned_on", "pk").values_list("unit_id", "planned_on"):
        chosen.leave_out(unit_id, "visit_planned", planned_on)
    return chosen


def days_taken(post_ids: Collection[int], on: date) -> set[date]:
    """The days from ``on`` on for which one of the posts has planned a visit already: one query."""
    rows = VisitPost.objects.filter(post_id__in=post_ids, side=VisitSide.VISITOR, visit__outcome="")
    return set(rows.filter(visit__planned_on__gte=on).values_list("visit__planned_on", flat=True))


@transaction.atomic
def plan_visits(*, days: Mapping[int, date | None], aim: str, visitor_id: int | None, by: Actor, at: datetime) -> int:
    """Announce a visit to each unit on its day, by one post above them all; returns how many. All or none.

    ``visitor_id`` None: the planner, under the post that follows each unit. Units that close, or to which a visit is
    planned already, are left out. The units' secretaries are told, and the visitor. Nine statements, one more for each
    further mandate of the actor. Raises NotVisible, PermissionDenied, and BadInput with every problem: of the field
    ``day_`` and the unit ``visit_day_required``, ``visit_not_ahead``, ``visit_too_far``; ``visitors_unknown``,
    ``text_required`` and those of texts; ``no_units``, ``too_many_units``, ``all_left_out``.
    """
    on = civil_day(at)
    chosen = units_to_visit(by, days, on)
    if not chosen.units:
        raise none_left()
    known = {pk: day for pk in chosen.units if (day := days[pk]) is not None}
    problems = [problem for pk in chosen.units for problem in _day_problems(pk, known.get(pk), on)]
    if visitor_id is not None and visitor_id not in {post.pk for post in posts_above_all(chosen.units.values(), on)}:
        problems.append(BadInput("visitor", "visitors_unknown"))
    if problems:
        raise BadInput.of(*problems)
    clean = cleaned(aim, field="aim")
    planned = Visit.objects.bulk_create(
        Visit(
            unit_id=pk,
            planned_on=known[pk],
            aim=clean,
            announced_on=on,
            announced_at=at,
            post_id=visitor_id or chosen.grants[pk].post_id,
            mandate_id=chosen.grants[pk].mandate_id,
        )
        for pk in chosen.units
    )
    VisitPost.objects.bulk_create(
        VisitPost(visit=visit, post_id=visit.post_id, side=VisitSide.VISITOR) for visit in planned
    )
    _tell(planned, chosen, on, at)
    by_mandate: dict[int, list[Visit]] = {}
    for visit in planned:
        by_mandate.setdefault(visit.mandate_id, []).append(visit)
    for alike in by_mandate.values():
        about: list[tuple[int | None, int, dict[str, Any]]] = [
            (visit.unit_id, visit.pk, {"planned_on": visit.planned_on.isoformat()}) for visit in alike
        ]
        log_actions(act="visit.planned", by=by, at=at, grant=chosen.grants[alike[0].unit_id], kind=VISIT, about=about)
    return len(planned)


def _tell(planned: Collection[Visit], chosen: UnitsAtOnce, on: date, at: datetime) -> None:
    secretaries = leading_secretaries(list(chosen.units))
    requests = []
    for visit in planned:
        others = [] if visit.post_id == chosen.grants[visit.unit_id].post_id else [visit.post_id]
        posts = [*filter(None, [secretaries.get(visit.unit_id)]), *others]
        requests += [
            NotificationRequest(
                kind=NoticeKind.SUPPORT,
                subject=(VISIT, visit.pk),
                step="planned",
                post_id=post_id,
                unit_id=visit.unit_id,
                step_on=on,
                params={"event": "visit_planned", "planned_on": visit.planned_on.isoformat()},
            )
            for post_id in dict.fromkeys(posts)
        ]
    notify(requests=requests, at=at)


def _day_problems(unit_id: int, day: date | None, on: date) -> list[BadInput]:
    field = f"day_{unit_id}"
    if day is None:
        return [BadInput(field, "visit_day_required")]
    if day < on:
        return [BadInput(field, "visit_not_ahead")]
    return [BadInput(field, "visit_too_far", latest=on + LOOKED_AHEAD)] if day > on + LOOKED_AHEAD else []
