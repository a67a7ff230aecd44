"""A pack is made of the facts of a day, on demand or by the pass; a draft is made again of the facts of today."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.vocabulary import MeetingState
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.locks import take_lock
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.packs import MOST_DECISIONS, DecisionSource

from ..models import Pack, PackDecision
from ..queries.meetings import next_meeting, pole_body
from ..vocabulary import SUBJECT, PackStatus

Facts = Mapping[str, Any]


@transaction.atomic
def make_pack(*, facts: Facts, on: date, by: Actor | None, at: datetime) -> int:
    """The draft of the next meeting of the pole, of ``facts`` of the day ``on``; returns its id.

    Without a meeting ahead it is a pack of today. A draft that is there is made again: its facts, and those proposed
    decisions that nobody wrote. ``by`` is None for the pass. Raises BadInput ``no_pole``, Conflict ``not_prepared``
    when it was sent; NotVisible, PermissionDenied.
    """
    body = pole_body(on)
    if body is None:
        raise BadInput("", "no_pole")
    grant = require(by, Permission.PREPARE_PACK, body.unit) if by else None
    take_lock("packs")
    meeting = next_meeting(body, on)
    pack = _known(body.unit, meeting, on)
    if pack is not None and pack.is_sent:
        raise Conflict("not_prepared")
    is_new = pack is None
    if pack is None:
        pack = Pack(unit=body.unit, made_at=at, mandate_id=grant.mandate_id if grant else None)
    else:
        pack.version += 1
    pack.meeting, pack.for_on = meeting, meeting.planned_on if meeting else on
    pack.facts_on, pack.facts = on, dict(facts)
    sent = Pack.objects.filter(unit=body.unit, standing=PackStatus.SENT, facts_on__lte=on)
    pack.previous = sent.order_by("-for_on", "-pk").first()
    pack.save()
    _propose(pack, facts)
    log_action(
        act="pack.made" if is_new else "pack.remade",
        by=by,
        at=at,
        grant=grant,
        unit_id=body.unit_id,
        subject=(SUBJECT, pack.pk),
        detail={"on": on.isoformat(), "for_on": pack.for_on.isoformat()},
    )
    return pack.pk


def _known(unit: Unit, meeting: Meeting | None, on: date) -> Pack | None:
    """The pack that is there: of the meeting; else the draft of a meeting that is not held; without one, of the day."""
    rows = Pack.objects.select_for_update(of=("self",)).filter(unit=unit)
    if meeting is None:
        return rows.filter(meeting=None, for_on=on).first()
    own = rows.filter(meeting=meeting).first()
    gone = rows.filter(standing=PackStatus.DRAFT, meeting__state=MeetingState.CANCELLED)
    return own or gone.order_by("-for_on").first()


def _propose(pack: Pack, facts: Facts) -> None:
    """What somebody wrote stays, in its order; the others are those that weigh most today."""
    kept = list(pack.decisions.exclude(text_ar=""))
    pack.decisions.filter(text_ar="").delete()
    named = {(decision.source, decision.subject_id) for decision in kept}
    fresh = [
        PackDecision(
            pack=pack, source=DecisionSource(row["kind"]), subject_id=row["id"], unit_id=row["unit"], about=row
        )
        for row in facts["to_decide"]
        if (row["kind"], row["id"]) not in named
    ]
    for position, decision in enumerate([*kept, *fresh][:MOST_DECISIONS], start=1):
        decision.position = position
        decision.save()
