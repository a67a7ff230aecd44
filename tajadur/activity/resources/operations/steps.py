"""What every act does: the request locked and judged, told to whose turn it is, and written in the audit log."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tajadur.duties.follow_ups.queries import terms_of
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.resources import RequestStatus, status_of_request

from ..models import ResourceRequest
from ..queries.acting import RequestAct, is_turn, require_act, stop_in_own_cause
from ..queries.requests import facts_of, whole_requests
from ..vocabulary import REQUEST, SUBJECTS


def locked(request_id: int) -> ResourceRequest:
    """The request, locked: what is said and done about it goes one after the other. Raises NotVisible."""
    if not ResourceRequest.objects.select_for_update().filter(pk=request_id).exists():
        raise NotVisible
    return whole_requests().get(pk=request_id)  # read after the lock: what the other one wrote is seen


def begin(request_id: int, act: RequestAct, by: Actor, on: date) -> tuple[ResourceRequest, Grant, RequestStatus]:
    """The locked request, the grant of the act, where the request stands.

    Raises NotVisible, PermissionDenied, Conflict ``own_request`` and, out of turn, ``moved_on``.
    """
    request = locked(request_id)
    require(by, Permission.READ_RESOURCES, request.unit)
    grant = require_act(by, act, request)
    stop_in_own_cause(by, act, request)
    now = status_of_request(facts_of(request), on)
    if not is_turn(by, act, request, now):
        raise Conflict("moved_on")
    return request, grant, now


def days_of(kind: FollowUpKind) -> int:
    """The days a level has by the terms in force. One query."""
    return terms_of(kind).days or 0


def told(
    request: ResourceRequest,
    event: str,
    posts: Iterable[int | None],
    on: date,
    *,
    due_on: date | None = None,
    step: str = "",
) -> list[NotificationRequest]:
    """What is told of a request to each of these posts."""
    params: dict[str, Any] = {"event": event} | ({"due_on": due_on.isoformat()} if due_on else {})
    return [
        NotificationRequest(
            kind=NoticeKind.RESOURCES,
            subject=(REQUEST, request.pk),
            step=step or event,
            post_id=post,
            unit_id=request.unit_id,
            step_on=on,
            params=params,
        )
        for post in posts
        if post is not None
    ]


def tell(requests: Iterable[NotificationRequest], at: datetime) -> int:
    """Write what is told; returns how many were new."""
    return notify(requests=requests, at=at)


def settle(request: ResourceRequest, at: datetime, *, kinds: Iterable[FollowUpKind], step: str = "") -> None:
    """What waited for the acts of these stages waits no longer; with ``step``, who was told of the turn neither."""
    for kind in kinds:
        clear(subject_kind=SUBJECTS[kind], subject_ids=[request.pk], because="done", at=at)
    if step:
        clear(subject_kind=REQUEST, subject_ids=[request.pk], because="done", at=at, step=step)


def log(act: str, request: ResourceRequest, by: Actor, at: datetime, grant: Grant, **detail: Any) -> None:
    """One entry about the request: codes, days and amounts."""
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in detail.items()}
    log_action(
        act=f"resources.{act}", by=by, at=at, grant=grant, unit_id=request.unit_id, subject=(REQUEST, request.pk),
        detail={"kind": request.kind.code, **values},
    )  # fmt: skip


def checked(*problems: BadInput | None) -> None:
    """Raises every problem there is, as one."""
    if refusals := [problem for problem in problems if problem is not None]:
        raise BadInput.of(*refusals)
