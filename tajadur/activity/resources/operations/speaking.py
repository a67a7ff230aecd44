"""The level above endorses, the cell recommends; or not, with the reason. Silence needs no act: it passes on."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.resources import timetable_from

from ..models import Endorsement, Recommendation
from ..queries.acting import RequestAct
from ..queries.levels import deciding_posts, levels_of
from ..vocabulary import LONGEST_TEXT
from .steps import begin, days_of, log, settle, tell, told


@transaction.atomic
def endorse_request(*, request_id: int, in_favour: bool, reason: str, on: date, by: Actor, at: datetime) -> int:
    """The secretary right above the unit endorses its request or not; returns its id. The unit and the cell are told.

    Raises NotVisible, PermissionDenied, Conflict ``moved_on`` or ``own_request``, BadInput ``reason_required``.
    """
    request, grant, _now = begin(request_id, RequestAct.ENDORSE, by, on)
    clean = _reason(reason, in_favour)
    levels = levels_of(request.unit, on)
    days = timetable_from(
        on,
        endorsing=None,
        recommending=days_of(FollowUpKind.RECOMMENDATION) if levels.cell else None,
        deciding=days_of(FollowUpKind.GRANT),
    )
    Endorsement.objects.create(
        request=request,
        in_favour=in_favour,
        reason=clean,
        given_on=on,
        given_at=at,
        mandate_id=grant.mandate_id,
        recommend_until=days.recommend_until,
        decide_until=days.decide_until,
    )
    settle(request, at, kinds=[FollowUpKind.ENDORSEMENT], step="to_endorse")
    event = "endorsed" if in_favour else "not_endorsed"
    notices = told(request, event, levels.own, on)
    if days.recommend_until:
        notices += told(request, "to_recommend", [levels.cell], on, due_on=days.recommend_until)
    else:
        deciders = deciding_posts([request.kind_id], on).values()
        notices += told(request, "to_decide", deciders, on, due_on=days.decide_until)
    tell(notices, at)
    log(event, request, by, at, grant)
    return request.pk


@transaction.atomic
def recommend_request(*, request_id: int, in_favour: bool, reason: str, on: date, by: Actor, at: datetime) -> int:
    """The cell recommends a request or not; returns its id. The unit and whoever decides are told.

    Raises NotVisible, PermissionDenied, Conflict ``moved_on`` or ``own_request``, BadInput ``reason_required``.
    """
    request, grant, _now = begin(request_id, RequestAct.RECOMMEND, by, on)
    clean = _reason(reason, in_favour)
    days = timetable_from(on, endorsing=None, recommending=None, deciding=days_of(FollowUpKind.GRANT))
    Recommendation.objects.create(
        request=request,
        in_favour=in_favour,
        reason=clean,
        given_on=on,
        given_at=at,
        mandate_id=grant.mandate_id,
        decide_until=days.decide_until,
    )
    settle(request, at, kinds=[FollowUpKind.ENDORSEMENT, FollowUpKind.RECOMMENDATION], step="to_recommend")
    event = "recommended" if in_favour else "not_recommended"
    deciders = deciding_posts([request.kind_id], on).values()
    notices = told(request, event, levels_of(request.unit, on).own, on)
    notices += told(request, "to_decide", deciders, on, due_on=days.decide_until)
    tell(notices, at)
    log(event, request, by, at, grant)
    return request.pk


def _reason(reason: str, in_favour: bool) -> str:
    clean = clean_text(reason, field="reason", limit=LONGEST_TEXT)
    if not clean and not in_favour:
        raise BadInput("reason", "reason_required")
    return clean
