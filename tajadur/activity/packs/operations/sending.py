"""A pack is sent: from then on it is kept as it was, its readers hear of it, its decisions go on the agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from tajadur.activity.meetings.models import Meeting, Point
from tajadur.activity.meetings.operations.carry_over import MOST_WITH_CARRIED
from tajadur.activity.meetings.vocabulary import MeetingState, PointKind
from tajadur.foundation.calendar import civil_day
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Pack, PackDecision, PackSheet
from ..queries.readers import reading_posts
from ..queries.reading import content_digest
from ..vocabulary import SUBJECT, TEMPLATE, PackStatus
from .holding import hold_draft


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in one language: its words, and the file made of them by ``typesetter``."""

    language: str
    content: Mapping[str, Any]
    pdf: bytes
    typesetter: str


@transaction.atomic
def send_pack(
    *,
    pack_id: int,
    version: int,
    words: Mapping[int, tuple[str, str]],
    sheets: Sequence[Sheet],
    by: Actor,
    at: datetime,
) -> Pack:
    """Keep the pack as the sender saw it and tell its readers.

    ``words``: the decisions in Arabic and French, by id, as they stand on the ``sheets``. Raises NotVisible,
    PermissionDenied, Conflict ``pack_sent``, ``pack_changed``.
    """
    pack, grant = hold_draft(pack_id, version, Permission.SEND_PACK, by)
    on = civil_day(at)
    for decision in pack.decisions.all():
        decision.text_ar, decision.text_fr = words[decision.pk]
        decision.save(update_fields=["text_ar", "text_fr"])
    PackSheet.objects.bulk_create(
        [
            PackSheet(
                pack=pack,
                language=sheet.language,
                content=dict(sheet.content),
                template=TEMPLATE,
                typesetter=sheet.typesetter,
                pdf=sheet.pdf,
                digest=sha256(sheet.pdf).hexdigest(),
                content_digest=content_digest(sheet.content, pack.facts),
            )
            for sheet in sheets
        ]
    )
    if pack.meeting and pack.meeting.state == MeetingState.PROGRAMMED:
        pack.for_on = pack.meeting.planned_on
    pack.standing, pack.sent_on, pack.sent_at, pack.sent_mandate_id = PackStatus.SENT, on, at, grant.mandate_id
    pack.save(update_fields=["standing", "for_on", "sent_on", "sent_at", "sent_mandate_id"])
    told = [
        NotificationRequest(
            kind=NoticeKind.PACK,
            subject=(SUBJECT, pack.pk),
            step="sent",
            post_id=post_id,
            unit_id=pack.unit_id,
            step_on=on,
            params={"event": "sent", "for_on": pack.for_on.isoformat()},
        )
        for post_id in reading_posts(pack.unit)
        if post_id != grant.post_id
    ]
    notify(requests=told, at=at)
    log_action(
        act="pack.sent",
        by=by,
        at=at,
        grant=grant,
        unit_id=pack.unit_id,
        subject=(SUBJECT, pack.pk),
        detail={"for_on": pack.for_on.isoformat(), "told": len(told)},
    )
    return pack


def place_decisions(*, on: date, at: datetime) -> int:
    """Put what was sent on the agenda of its meeting, where there is room; returns how many points. Caller's
    transaction.

    It is the system that does so, as with decisions sent from below: nobody writes the agenda of another body. What is
    placed is placed once; words that stand there already are not put a second time.
    """
    waiting = PackDecision.objects.filter(
        placed_at=None,
        pack__standing=PackStatus.SENT,
        pack__meeting__state=MeetingState.PROGRAMMED,
        pack__meeting__planned_on__gte=on,
    )
    rows = list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    if not rows:
        return 0
    placed = 0
    packs = {pack.pk: pack for pack in Pack.objects.filter(pk__in={row.pack_id for row in rows}).defer("facts")}
    meetings = Meeting.objects.select_for_update(no_key=True).filter(
        pk__in=[pack.meeting_id for pack in packs.values()]
    )
    for meeting in meetings.order_by("pk"):
        items = list(Point.objects.filter(meeting=meeting, kind=PointKind.ITEM).order_by("position"))
        texts, position = {item.text for item in items}, max((item.position for item in items), default=0)
        for row in (row for row in rows if packs[row.pack_id].meeting_id == meeting.pk):
            if row.text_ar not in texts:
                if len(texts) >= MOST_WITH_CARRIED:
                    break
                position += 1
                Point.objects.create(meeting=meeting, kind=PointKind.ITEM, position=position, text=row.text_ar)
                texts.add(row.text_ar)
                placed += 1
            row.placed_at = at
            row.save(update_fields=["placed_at"])
    return placed
