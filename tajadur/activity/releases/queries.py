"""Reading requests: those of an obligation, of one's own units, and those that wait for the actor's decision."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import may_on, owed_by_own_bodies, require_on, require_releasing
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.models import Post
from tajadur.organisation.people.queries.posts import holders_on
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission, Role
from tajadur.rules.reminders import Level
from tajadur.rules.status import is_locked

from .models import ReleaseRequest
from .vocabulary import ReleaseKind, RequestState

ACTS = {
    ReleaseKind.EXTENSION: Permission.EXTEND,
    ReleaseKind.EXCUSE: Permission.EXCUSE,
    ReleaseKind.REOPENING: Permission.REOPEN,
}
UNANSWERED = Q(withdrawn_at=None, decision=None)
_STILL_OWED = Q(obligation__filed_on=None, obligation__cancelled_on=None, obligation__excused_on=None)


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """One request with its answer. ``answer`` and ``decided_at`` are empty while it waits."""

    id: int
    kind: str
    state: str
    until: date | None
    granted_until: date | None
    reason: str
    asked_at: datetime
    answer: str
    decided_at: datetime | None


def requests_of(row: Obligation) -> list[AnsweredRequest]:
    """Every request about an obligation, newest first: one query."""
    rows = ReleaseRequest.objects.filter(obligation=row).select_related("decision").order_by("-number")
    return [asked_of(request) for request in rows]


def asked_of(request: ReleaseRequest) -> AnsweredRequest:
    """The request as it stands; ``request`` is read with its decision."""
    decision = getattr(request, "decision", None)
    state = RequestState.ASKED if request.withdrawn_at is None else RequestState.WITHDRAWN
    if decision is not None:
        state = RequestState.GRANTED if decision.granted else RequestState.REFUSED
    return AnsweredRequest(
        id=request.pk,
        kind=request.kind,
        state=state.value,
        until=request.until,
        granted_until=decision.until if decision else None,
        reason=request.reason,
        asked_at=request.asked_at,
        answer=decision.reason if decision else "",
        decided_at=decision.decided_at if decision else None,
    )


def pending_of(row: Obligation) -> int | None:
    """The id of the request about ``row`` that waits for an answer, or None: one query."""
    return ReleaseRequest.objects.filter(UNANSWERED, obligation=row).values_list("pk", flat=True).first()


def open_kinds(row: Obligation, on: date) -> list[ReleaseKind]:
    """What may be asked or given about ``row`` on ``on``, in the order of the form; empty when nothing is owed."""
    if row.addressee or row.filed_on is not None or row.cancelled_on is not None or row.excused_on is not None:
        return []  # what is asked of a post (a circular) is neither excused nor put off: it is a button
    kinds = [ReleaseKind.EXTENSION] if on < row.overdue_from else []
    if is_locked(row.facts, on):
        kinds.append(ReleaseKind.REOPENING)
    return [*kinds, ReleaseKind.EXCUSE]


def may_ask(actor: Actor, row: Obligation, on: date) -> bool:
    """May the actor ask something about ``row`` today, pending requests apart?"""
    return may_on(actor, Permission.ASK_RELEASE, row) and bool(open_kinds(row, on))


def obligation_to_ask(actor: Actor, obligation_id: int) -> Obligation:
    """The obligation of the actor's own unit. Raises NotVisible or PermissionDenied."""
    row = _obligation(obligation_id)
    require_on(actor, Permission.ASK_RELEASE, row)
    return row


def obligation_to_release(actor: Actor, obligation_id: int) -> Obligation:
    """The obligation, for the level its directive names. Raises NotVisible or PermissionDenied (with who can)."""
    row = _obligation(obligation_id)
    require_releasing(actor, Permission.EXCUSE, row)
    return row


def request_to_decide(actor: Actor, request_id: int) -> ReleaseRequest:
    """The request with its obligation, for the level that decides.

    Raises NotVisible or PermissionDenied (with who can).
    """
    wanted = ("decision", "obligation__directive", "obligation__unit__kind")
    request = ReleaseRequest.objects.select_related(*wanted).filter(pk=request_id).first()
    if request is None:
        raise NotVisible
    require_releasing(actor, ACTS[ReleaseKind(request.kind)], request.obligation)
    return request


def requests_waiting(actor: Actor, *, everything: bool = False) -> QuerySet[ReleaseRequest]:
    """What waits for a decision of the actor's own level, the oldest first.

    ``everything`` adds, for the Secretary General, what waits for the levels below.
    """
    rows = ReleaseRequest.objects.filter(UNANSWERED & _STILL_OWED & _of_my_level(actor, everything))
    return rows.select_related("obligation__directive", "obligation__unit__kind").order_by("asked_at", "pk")


def own_requests(actor: Actor) -> QuerySet[ReleaseRequest]:
    """The requests of the actor's own units and bodies, newest first, with their decisions."""
    own = Obligation.objects.filter(owed_by_own_bodies(actor, Permission.ASK_RELEASE))
    wanted = ("decision", "obligation__directive", "obligation__unit")
    return ReleaseRequest.objects.filter(obligation__in=own).select_related(*wanted).order_by("-asked_at", "-pk")


def deciding_post(row: Obligation, on: date) -> tuple[int, int | None] | None:
    """(post to tell, vacant post it was meant for) of the level the directive of ``row`` names; None without any.

    A level nobody holds on ``on`` passes to the Secretary General. At most three queries.
    """
    named = _posts_of_level(row)
    general = list(Post.objects.filter(post_type__office=Role.SECRETARY_GENERAL).values_list("pk", flat=True))
    held = holders_on([*named, *general], on)
    for post in [*named, *general]:
        if post in held:
            return post, (named[0] if named and post not in named else None)
    return None


def _posts_of_level(row: Obligation) -> list[int]:
    rows = Post.objects.none()
    if row.directive.released_by == Level.ABOVE:
        rows = Post.objects.filter(unit_id=row.above_id or 0, post_type__office=Role.SECRETARY)
        return sorted_office_first(rows.order_by("pk"))
    if row.directive.released_by == Level.CELL:
        places = [int(part) for part in row.path.strip(".").split(".")]
        rows = Post.objects.filter(post_type__office=Role.RESPONSIBLE, area_id__in=places).order_by("-area__depth")
    return list(rows.values_list("pk", flat=True))


def sorted_office_first(rows: QuerySet[Post]) -> list[int]:
    """The ids of the posts, those of the office before those of other bodies."""
    posts = rows.values_list("pk", "post_type__body_type__code")
    return [pk for pk, _ in sorted(posts, key=lambda post: post[1] != "office")]


def _of_my_level(actor: Actor, everything: bool) -> Q:
    condition = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role == Role.SECRETARY_GENERAL:
            if everything:
                return Q()
            condition |= Q(obligation__directive__released_by__in=(Level.SECRETARY_GENERAL, Level.POST))
        elif grant.role == Role.SECRETARY and not grant.is_national:
            right_below = rf"(^|\.){grant.unit_id}\.[0-9]+\.$"
            condition |= Q(obligation__directive__released_by=Level.ABOVE, obligation__path__regex=right_below)
        elif grant.role == Role.RESPONSIBLE and grant.area_path:
            condition |= Q(obligation__directive__released_by=Level.CELL, obligation__path__startswith=grant.area_path)
    return condition


def _obligation(obligation_id: int) -> Obligation:
    row = (
        Obligation.objects.select_related("directive", "unit", "unit__kind")
        .filter(pk=obligation_id, addressee=0)
        .first()
    )
    if row is None:
        raise NotVisible
    return row
