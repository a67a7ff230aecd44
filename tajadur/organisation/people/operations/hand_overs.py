"""Handing posts over on a day: whoever holds one ends the day before, whoever follows begins that day, in one act."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_actions
from tajadur.registry.audit.queries import entries_about

from ..models import Mandate, PendingAct
from ..vocabulary import MandateStatus
from .asking import ask_for_hand_overs
from .hand_over_plan import HandOver, PlannedHandOver, planned_hand_overs, text_of
from .holding import AgainstRule, Beginning, against_rules, note_reasons, paired, stop_at_rules
from .mandate_checks import locked, not_for_oneself
from .notifying import Concern, tell_of_power

_ACT = "hand_over"


@transaction.atomic
def hand_over_posts(
    *,
    hand_overs: Sequence[HandOver],
    expected: Collection[int] | None = None,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> list[PlannedHandOver]:
    """Hand the posts over, all or none, in statements whose number does not depend on theirs; those it touches are
    told.

    A post with power, and an end that is past, wait for a second person: proposed, and nobody ends before (``waits``).
    ``expected`` are the mandates that the preview said would end. Days to come are planned by it as well: until its
    first day ``take_back_mandate`` undoes one. Logged by mandate. Raises BadInput with all that ``plan_hand_overs``
    tells, ``hand_over_changed`` when others would end than expected, and as ``stop_at_rules``; NotVisible,
    PermissionDenied.
    """
    planned, grants = planned_hand_overs(hand_overs, by, held=True)
    if problems := [problem for plan in planned for problem in plan.problems]:
        raise BadInput.of(*problems)
    ended = [mandate for plan in planned for mandate in plan.ends if mandate.pk]
    if expected is not None and {mandate.pk for mandate in ended} != set(expected):
        raise BadInput("", "hand_over_changed")
    grant = grants[0] if grants else None
    breaches, why = _kept_to_rules(planned, rule_reason)
    now, later = ([plan for plan in planned if plan.waits(by.on) is waits] for waits in (False, True))
    _write(now, [], grant, by, at)
    _ask(later, by, at)
    begun = [plan.begins for plan in planned if plan.begins]
    note_reasons(paired(breaches, begun), why, by=by, grant=grant, at=at)
    return planned


def _kept_to_rules(planned: Sequence[PlannedHandOver], reason: str) -> tuple[list[AgainstRule], str]:
    """What begins, judged by the rules about holding posts once those who end have. Raises as ``stop_at_rules``."""
    beginnings = [Beginning.of(plan.begins) for plan in planned if plan.begins]
    ended = {mandate.pk: plan.last_day for plan in planned for mandate in plan.ends if mandate.pk}
    breaches = against_rules(beginnings, ended=ended, hold=True)
    return breaches, stop_at_rules(breaches, reason)


def handed_over(pending: PendingAct, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """Carry out a hand-over once confirmed. Raises BadInput for what stands in the way by now, hand_over_changed, and
    as ``stop_at_rules``."""
    values = pending.values
    asked = HandOver(
        post_id=values["post"],
        person_id=values["person"],
        from_on=date.fromisoformat(values["from_on"]),
        to_on=date.fromisoformat(values["to_on"]) if values["to_on"] else None,
        ends=frozenset(values["ends"]),
    )
    (plan,), _grants = planned_hand_overs([asked], by, held=True, grant=grant)
    if plan.problems:
        raise BadInput.of(*plan.problems)
    if {mandate.pk for mandate in plan.ends} != set(values["ends"]):
        raise BadInput("", "hand_over_changed")
    begins = locked(values["mandate"]) if values["mandate"] else None
    if begins:
        begins.standing = MandateStatus.CONFIRMED
        plan.begins = begins
        breaches, why = _kept_to_rules([plan], reason)
        note_reasons(paired(breaches, [begins]), why, by=by, grant=grant, at=at)
    _write([plan], [begins] if begins else [], grant, by, at)


def _write(
    planned: list[PlannedHandOver], proposed: list[Mandate], grant: Grant | None, by: Actor, at: datetime
) -> None:
    """Write what ends and begins (``proposed`` are rows already), log it and tell of it."""
    ended = [mandate for plan in planned for mandate in plan.ends if mandate.pk]
    former = dict(Mandate.objects.filter(pk__in=[mandate.pk for mandate in ended]).values_list("pk", "to_on"))
    begins = [plan.begins for plan in planned if plan.begins and plan.begins not in proposed]
    try:
        with transaction.atomic():
            Mandate.objects.bulk_update(ended, ["to_on"], batch_size=1000)
            Mandate.objects.bulk_create(begins, batch_size=1000)
            Mandate.objects.bulk_update(proposed, ["standing"])
    except IntegrityError as error:  # a mandate written since the plan was made stands in the way
        raise BadInput("", "hand_over_changed") from error
    _log(planned, grant, former, by, at)
    if planned:
        concerns = [plan.concern for plan in planned]
        whole = ("hand_overs", concerns[0].subject[1])
        step = f"-{planned[0].asked.from_on}" if len(planned) == 1 else ""
        tell_of_power(act=PowerAct.HAND_OVER, concerns=concerns, step=step, whole=whole, on=by.on, at=at)


def _ask(planned: list[PlannedHandOver], by: Actor, at: datetime) -> None:
    """Keep what waits for a second person: proposed mandates, and nobody ends yet."""
    begins = [plan.begins for plan in planned if plan.begins]
    for mandate in begins:
        mandate.standing = MandateStatus.PROPOSED
    Mandate.objects.bulk_create(begins, batch_size=1000)
    given = [(plan.held_post, plan.begins or plan.ends[0], plan.values, plan.concern) for plan in planned]
    ask_for_hand_overs(given, by=by, at=at)


@transaction.atomic
def take_back_mandate(*, mandate_id: int, by: Actor, at: datetime) -> list[Mandate]:
    """A mandate that has not begun is taken back, and whoever would have ended for it goes on as before; both are told.

    Returns the mandates that go on. Raises BadInput mandate_begun, mandate_not_planned, mandate_for_oneself,
    hand_over_changed; NotVisible, PermissionDenied.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit", "post__post_type")
    mandate = rows.filter(pk=mandate_id).first()
    if mandate is None:
        raise NotVisible
    grant = require(by, Permission.MANAGE_MANDATES, mandate.post.unit)
    if mandate.standing != MandateStatus.CONFIRMED or mandate.interim:
        raise BadInput("", "mandate_not_planned")
    if mandate.from_on <= by.on:
        raise BadInput("", "mandate_begun", day=mandate.from_on)
    entry = entries_about(("mandate", mandate.pk)).filter(act=_ACT).first()
    former = {pk: date.fromisoformat(day) if day else None for pk, day in entry.detail["ended"]} if entry else {}
    # Whoever was ended again since then, for an earlier day, stays ended.
    last_day = mandate.from_on - timedelta(days=1)
    go_on = list(rows.filter(pk__in=former, to_on=last_day, standing=MandateStatus.CONFIRMED).order_by("pk"))
    for held in (mandate, *go_on):
        not_for_oneself(held.person_id, by)
    mandate.standing = MandateStatus.TAKEN_BACK
    mandate.save(update_fields=["standing"])
    for held in go_on:
        held.to_on = former[held.pk]
    try:
        with transaction.atomic():
            Mandate.objects.bulk_update(go_on, ["to_on"])
    except IntegrityError as error:
        raise BadInput("", "hand_over_changed") from error
    about: list[tuple[int | None, int, dict[str, Any]]] = [
        (mandate.post.unit_id, mandate.pk, {"go_on": [held.pk for held in go_on]})
    ]
    log_actions(act="take_back_mandate", by=by, at=at, grant=grant, kind="mandate", about=about)
    persons = (mandate.person_id, *(held.person_id for held in go_on))
    concern = Concern(("mandate", mandate.pk), mandate.post, persons)
    tell_of_power(act=PowerAct.SHORTENED, concerns=[concern], step="-taken-back", on=by.on, at=at)
    return go_on


def _log(
    planned: Iterable[PlannedHandOver], grant: Grant | None, former: dict[int, date | None], by: Actor, at: datetime
) -> None:
    """An entry for each mandate that begins, with what ended for it and until when that was; one for each that only
    ends."""
    begun: list[tuple[int | None, int, dict[str, Any]]] = []
    over: list[tuple[int | None, int, dict[str, Any]]] = []
    for plan in planned:
        unit_id = (plan.begins or plan.ends[0]).post.unit_id
        last_day = plan.last_day.isoformat()
        ended = [(m.pk, day.isoformat() if (day := former.get(m.pk)) else None) for m in plan.ends]
        over += [(unit_id, pk, {"to_on": last_day, "before": day}) for pk, day in ended]
        if plan.begins:
            days = {"from_on": plan.asked.from_on.isoformat(), "to_on": text_of(plan.asked.to_on), "ended": ended}
            begun.append((unit_id, plan.begins.pk, days))
    log_actions(act="end_mandate", by=by, at=at, grant=grant, kind="mandate", about=over)
    log_actions(act=_ACT, by=by, at=at, grant=grant, kind="mandate", about=begun)
