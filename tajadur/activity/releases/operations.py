"""Asking for a release, taking the request back, deciding it. The grant itself is the obligations app's act."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.releasing import excuse, extend, reopen, stop_unless_extends
from tajadur.duties.obligations.queries.finding import require_on, require_releasing
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.organisation.people.models import Post
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.status import is_locked

from .models import ReleaseDecision, ReleaseRequest
from .queries import ACTS, UNANSWERED, deciding_post
from .vocabulary import ReleaseKind


@transaction.atomic
def ask_release(
    *, obligation_id: int, kind: str, until: date | None, reason: str, on: date, by: Actor, at: datetime
) -> int:
    """The unit asks for more time until ``until``, an excuse or a reopening; the deciding post is told. Returns its id.

    Raises NotVisible, PermissionDenied, and BadInput with every problem: ``kind_required``, ``reason_required``,
    ``already_settled``, ``already_asked``, ``until_required``, ``extension_too_late`` (or ``…_reopen`` when the period
    is closed), ``extension_not_later``, ``extension_over``, ``extension_too_far``, ``not_locked`` or
    ``already_reopened``.
    """
    row = _locked(obligation_id)
    grant = require_on(by, Permission.ASK_RELEASE, row)
    clean = clean_text(reason, field="reason")
    problems = [] if clean else [BadInput("reason", "reason_required")]
    problems += _problems(row, kind, until, on)
    if problems:
        raise BadInput.of(*problems)
    before = ReleaseRequest.objects.filter(obligation=row).count()
    try:
        with transaction.atomic():
            request = ReleaseRequest.objects.create(
                unit_id=row.unit_id,
                obligation=row,
                number=before + 1,
                kind=kind,
                until=until if kind == ReleaseKind.EXTENSION else None,
                reason=clean,
                asked_on=on,
                asked_at=at,
                mandate_id=grant.mandate_id,
            )
    except IntegrityError as error:
        if "release_request_numbered" not in str(error):
            raise
        raise BadInput("", "already_asked") from error
    if recipient := deciding_post(row, on):
        post_id, passed_from_id = recipient
        params = _params(row, kind, until)
        notify(
            requests=[
                _notification_request(NoticeKind.RELEASE_ASKED, request, row, post_id, on, params, passed_from_id)
            ],
            at=at,
        )
    _log("release.asked", row, request, by, at, grant)
    return request.pk


@transaction.atomic
def withdraw_request(*, request_id: int, by: Actor, at: datetime) -> int:
    """The unit takes its request back; returns the obligation's id. Raises NotVisible, PermissionDenied, Conflict."""
    request, row = _request(request_id)
    grant = require_on(by, Permission.ASK_RELEASE, row)
    _stop_if_closed(request)
    request.withdrawn_at = at
    request.save(update_fields=["withdrawn_at"])
    _clear(request, "withdrawn", at)
    _log("release.withdrawn", row, request, by, at, grant)
    return row.pk


@transaction.atomic
def decide_release(
    *, request_id: int, granted: bool, until: date | None = None, reason: str, on: date, by: Actor, at: datetime
) -> int:
    """The level the directive names grants or refuses, with its reason; returns the obligation's id.

    A grant is given in the same transaction: until the day asked, or another ``until``. The unit's secretaries are
    told. Raises NotVisible, PermissionDenied, Conflict ``request_closed``, BadInput ``reason_required`` and those of
    the grant.
    """
    request, row = _request(request_id)
    grant = require_releasing(by, ACTS[ReleaseKind(request.kind)], row)
    _stop_if_closed(request)
    clean = clean_text(reason, field="reason")
    if not clean:
        raise BadInput("reason", "reason_required")
    day = (until or request.until) if granted and request.kind == ReleaseKind.EXTENSION else None
    if granted:
        give_release(
            obligation_id=row.pk,
            kind=request.kind,
            until=day,
            reason=clean,
            asked_on=request.asked_on,
            on=on,
            by=by,
            at=at,
        )
    ReleaseDecision.objects.create(
        request=request,
        granted=granted,
        until=day,
        reason=clean,
        decided_on=on,
        decided_at=at,
        mandate_id=grant.mandate_id,
    )
    _clear(request, "decided", at)
    _tell_the_unit(request, row, granted, day, on, at)
    _log("release.granted" if granted else "release.refused", row, request, by, at, grant)
    return row.pk


@transaction.atomic
def give_release(
    *,
    obligation_id: int,
    kind: str,
    until: date | None,
    reason: str,
    asked_on: date | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Release by the kind: more time until ``until``, an excuse, a reopening. Errors as in the obligations app."""
    arguments: dict[str, Any] = {"obligation_id": obligation_id, "reason": reason, "on": on, "by": by, "at": at}
    if kind == ReleaseKind.EXTENSION:
        if until is None:
            raise BadInput("until", "until_required")
        extend(until=until, asked_on=asked_on, **arguments)
    elif kind == ReleaseKind.REOPENING:
        reopen(**arguments)
    elif kind == ReleaseKind.EXCUSE:
        excuse(**arguments)
    else:
        raise BadInput("kind", "kind_required")


def _problems(row: Obligation, kind: str, until: date | None, on: date) -> list[BadInput]:
    if row.filed_on is not None or row.cancelled_on is not None or row.excused_on is not None:
        return [BadInput("", "already_settled")]
    if ReleaseRequest.objects.filter(UNANSWERED, obligation=row).exists():
        return [BadInput("", "already_asked")]
    closed = is_locked(row.facts, on)
    if kind == ReleaseKind.EXTENSION:
        if on >= row.overdue_from:
            code = "extension_too_late_reopen" if closed else "extension_too_late"
            return [BadInput("kind", code, overdue_from=row.overdue_from)]
        if until is None:
            return [BadInput("until", "until_required")]
        try:
            stop_unless_extends(row, until, on)
        except BadInput as problem:
            return [problem]
    elif kind == ReleaseKind.REOPENING:
        if row.reopened_on is not None:
            return [BadInput("kind", "already_reopened")]
        return [] if closed else [BadInput("kind", "not_locked")]
    elif kind != ReleaseKind.EXCUSE:
        return [BadInput("kind", "kind_required")]
    return []


def _locked(obligation_id: int) -> Obligation:
    """The obligation, locked: what is asked and decided about it goes one after the other."""
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("directive", "unit")
    row = rows.filter(pk=obligation_id, addressee=0).first()
    if row is None:
        raise NotVisible
    return row


def _request(request_id: int) -> tuple[ReleaseRequest, Obligation]:
    obligation_id = ReleaseRequest.objects.filter(pk=request_id).values_list("obligation_id", flat=True).first()
    if obligation_id is None:
        raise NotVisible
    row = _locked(obligation_id)
    return ReleaseRequest.objects.select_related("decision").get(pk=request_id), row


def _stop_if_closed(request: ReleaseRequest) -> None:
    if request.withdrawn_at is not None or hasattr(request, "decision"):
        raise Conflict("request_closed")


def _clear(request: ReleaseRequest, because: str, at: datetime) -> None:
    subjects = [request.obligation_id]
    clear(subject_kind="obligation", subject_ids=subjects, because=because, at=at, step=_step(request))


def _tell_the_unit(
    request: ReleaseRequest, row: Obligation, granted: bool, until: date | None, on: date, at: datetime
) -> None:
    posts = Post.objects.filter(unit_id=row.unit_id, post_type__office=Role.SECRETARY, area=None)
    params = _params(row, request.kind, until) | {"granted": granted}
    requests = [
        _notification_request(NoticeKind.RELEASE_DECIDED, request, row, post, on, params)
        for post in posts.values_list("pk", flat=True)
    ]
    notify(requests=requests, at=at)


def _notification_request(
    kind: NoticeKind,
    request: ReleaseRequest,
    row: Obligation,
    post_id: int,
    on: date,
    params: dict[str, Any],
    passed_from_id: int | None = None,
) -> NotificationRequest:
    return NotificationRequest(
        kind=kind,
        subject=("obligation", row.pk),
        step=_step(request),
        post_id=post_id,
        unit_id=row.unit_id,
        step_on=on,
        passed_from_id=passed_from_id,
        params=params,
    )


def _params(row: Obligation, kind: str, until: date | None) -> dict[str, Any]:
    directive = row.directive
    return {
        "directive": directive.code,
        "name": {"ar": directive.name_ar, "fr": directive.name_fr, "en": directive.name_en},
        "period": row.period_key,
        "due_on": row.due_on.isoformat(),
        "release": str(kind),
        "until": until.isoformat() if until else "",
    }


def _step(request: ReleaseRequest) -> str:
    return f"release-{request.pk}"


def _log(act: str, row: Obligation, request: ReleaseRequest, by: Actor, at: datetime, grant: Any) -> None:
    detail = {"request": request.pk, "kind": str(request.kind)}
    if request.until:
        detail["until"] = request.until.isoformat()
    log_action(act=act, by=by, at=at, grant=grant, unit_id=row.unit_id, subject=("obligation", row.pk), detail=detail)
