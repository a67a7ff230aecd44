"""The pass over requests: says where silence has passed on, and reminds whoever is awaited."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from tajadur.duties.follow_ups.operations import Owed, tell_follow_ups
from tajadur.organisation.profile.models import Profile
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, clear
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.resources import TO_DELIVER, RequestFacts, RequestStatus, ResourceState, Turn, status_of_request

from .models import ResourceKind, ResourceRequest
from .operations.installing import install_kinds
from .operations.steps import tell, told
from .queries.levels import Levels, deciding_posts, delivering_post, levels_of_many
from .queries.requests import facts_of, open_requests
from .vocabulary import REQUEST, SUBJECTS

Waiting = tuple[ResourceRequest, RequestFacts, RequestStatus]


def follow_requests(*, on: date, at: datetime) -> int:
    """Tell where a request went on without a word, and remind of what is awaited; returns how many notices were new.

    The kinds of the standard party are laid down when there are none. A request that somebody holds is left to the next
    run. The number of queries does not depend on the number of requests.
    """
    if not ResourceKind.objects.exists():
        install_kinds()
    with transaction.atomic():
        held = ResourceRequest.objects.select_for_update(skip_locked=True).filter(
            pk__in=open_requests().filter(asked_on__lte=on).values("pk")
        )
        rows = open_requests().filter(pk__in=[row.pk for row in held])
        waiting = [(row, facts_of(row)) for row in rows.order_by("pk")]
        rows_waiting = [(row, facts, status_of_request(facts, on)) for row, facts in waiting if on >= row.asked_on]
        if not rows_waiting:
            return 0
        units = {row.unit_id: row.unit for row, _, _ in rows_waiting}
        levels = levels_of_many(units.values(), on, but={})
        deciders = deciding_posts({row.kind_id for row, _, _ in rows_waiting}, on)
        _forget_lapsed(rows_waiting, at)
        count = _tell_passed_on(rows_waiting, levels, deciders, on, at)
        for kind, owed in _owed(rows_waiting, levels, deciders, delivering_post()).items():
            count += tell_follow_ups(kind=kind, subject_kind=SUBJECTS[kind], owed=owed, on=on, at=at)
        return count


def _owed(
    rows_waiting: list[Waiting], levels: dict[int, Levels], deciders: dict[int, int], deliverer: int | None
) -> dict[FollowUpKind, list[Owed]]:
    """What each stage is awaited for. A word not given in its days stays on the ladder until the decision."""
    owed: dict[FollowUpKind, list[Owed]] = defaultdict(list)

    def add(kind: FollowUpKind, row: ResourceRequest, owner: int | None, since: date, due_on: date | None) -> None:
        if owner is not None and due_on is not None:
            owed[kind].append(Owed(row.pk, row.unit_id, owner, since, due_on))

    for row, facts, now in rows_waiting:
        level = levels[row.unit_id]
        if now.state is ResourceState.ENDORSEMENT:
            add(FollowUpKind.ENDORSEMENT, row, level.above, now.since, now.due_on)
        elif now.state is ResourceState.RECOMMENDATION:
            add(FollowUpKind.RECOMMENDATION, row, level.cell, now.since, now.due_on)
        elif now.state is ResourceState.DECISION:
            add(FollowUpKind.GRANT, row, deciders.get(row.kind_id), now.since, now.due_on)
            if until := _silent_until(facts):
                add(FollowUpKind.RECOMMENDATION, row, level.cell, now.since, until)
        elif now.state in TO_DELIVER and facts.verdict:
            add(FollowUpKind.HANDING_OVER, row, deliverer, facts.verdict.decided_on, now.due_on)
        if now.turn in (Turn.UNIT, Turn.DELIVERER):
            open_parts = [part for part in facts.parts if part.confirmed_on is None]
            if open_parts:
                first = min(open_parts, key=lambda part: part.confirm_by)
                add(FollowUpKind.RECEIPT, row, next(iter(level.own), None), first.noted_on, first.confirm_by)
    return owed


def _silent_until(facts: RequestFacts) -> date | None:
    """The last day of a recommendation that never came."""
    if facts.recommended:
        return None
    return (facts.endorsed.ahead if facts.endorsed else facts.asked).recommend_until


def _tell_passed_on(
    rows_waiting: list[Waiting], levels: dict[int, Levels], deciders: dict[int, int], on: date, at: datetime
) -> int:
    """Where a level's days went by: the next is asked, the unit knows. Nothing from before the installation."""
    installed_on = Profile.objects.values_list("installed_on", flat=True).filter(id=1).first()
    requests: list[NotificationRequest] = []
    for row, facts, now in rows_waiting:
        if installed_on is None or now.since < installed_on:
            continue
        level = levels[row.unit_id]
        if now.state is ResourceState.RECOMMENDATION and not facts.endorsed and facts.asked.endorse_until:
            requests += told(row, "passed_to_cell", level.own, on)
            requests += told(row, "to_recommend", [level.cell], on, due_on=now.due_on)
        elif now.state is ResourceState.DECISION and not facts.recommended and now.since > row.asked_on and (
            _silent_until(facts) or not facts.endorsed
        ):  # fmt: skip
            requests += told(row, "passed_to_decider", level.own, on)
            requests += told(row, "to_decide", [deciders.get(row.kind_id)], on, due_on=now.due_on)
    count = tell(requests, at)
    if count:
        log_action(act="resources.passed_on", by=None, at=at, detail={"on": on.isoformat(), "told": count})
    return count


def _forget_lapsed(rows_waiting: list[Waiting], at: datetime) -> None:
    """What can no longer be said is asked of nobody any more; what those above them were told stays."""
    for kind, state, step in (
        (FollowUpKind.ENDORSEMENT, ResourceState.ENDORSEMENT, "to_endorse"),
        (FollowUpKind.RECOMMENDATION, ResourceState.RECOMMENDATION, "to_recommend"),
    ):
        past = [row.pk for row, _facts, now in rows_waiting if now.state is not state and _is_after(now.state, state)]
        live = Notice.objects.filter(subject_kind=SUBJECTS[kind], subject_id__in=past, cleared_at=None)
        for told_step in live.filter(step__contains=":owner@").values_list("step", flat=True).distinct():
            clear(subject_kind=SUBJECTS[kind], subject_ids=past, because="passed_on", at=at, step=told_step)
        clear(subject_kind=REQUEST, subject_ids=past, because="passed_on", at=at, step=step)


def _is_after(state: ResourceState, stage: ResourceState) -> bool:
    order = list(ResourceState)
    return order.index(state) > order.index(stage)
