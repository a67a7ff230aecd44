"""The packs as readers see them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from tajadur.activity.meetings.models import Meeting
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require
from tajadur.permissions.matrix import Permission

from ..models import Pack, PackComment, PackDecision, PackSheet
from ..vocabulary import PackStatus
from .meetings import next_meeting, pole_body


@dataclass(frozen=True, slots=True)
class PackDesk:
    """Whose packs they are, what the actor may do with them, and the next meeting with its pack, if there is any."""

    unit: Unit
    prepares: bool
    sends: bool
    meeting: Meeting | None
    pack: Pack | None


def desk_for(actor: Actor, on: date) -> PackDesk:
    """The pole as the actor meets it: three queries. Raises NotVisible where there is none, PermissionDenied."""
    body = pole_body(on)
    if body is None:
        raise NotVisible
    require(actor, Permission.READ_PACK, body.unit)
    meeting = next_meeting(body, on)
    pack = Pack.objects.defer("facts").filter(meeting=meeting).first() if meeting else None
    prepares, sends = (may(actor, act, body.unit) for act in (Permission.PREPARE_PACK, Permission.SEND_PACK))
    return PackDesk(body.unit, prepares, sends, meeting, pack)


def packs_of(unit: Unit) -> QuerySet[Any]:
    """The packs of the pole, without their facts, each with ``comment_count``; for whoever may read them."""
    rows: QuerySet[Any] = Pack.objects.filter(unit=unit).defer("facts").select_related("meeting")
    counted: QuerySet[Any] = rows.annotate(comment_count=Count("comments"))
    return counted


def pack_for(actor: Actor, pack_id: int, permission: Permission = Permission.READ_PACK) -> Pack:
    """One pack with its decisions and the one sent before. Two queries. Raises NotVisible, PermissionDenied."""
    rows = Pack.objects.select_related("unit", "meeting__body", "previous")
    decisions = Prefetch("decisions", PackDecision.objects.select_related("unit").order_by("position"))
    pack = rows.prefetch_related(decisions).filter(pk=pack_id).first()
    if pack is None:
        raise NotVisible
    require(actor, permission, pack.unit)
    return pack


def pack_of_meeting(actor: Actor, meeting: Meeting) -> int | None:
    """The pack that a meeting has, for whoever reads it. One query for a meeting of headquarters, else none."""
    if meeting.unit.depth or not may(actor, Permission.READ_PACK, meeting.unit):
        return None
    return Pack.objects.filter(meeting=meeting).values_list("pk", flat=True).first()


def comments_of(pack: Pack) -> list[PackComment]:
    """What was said of it, the first first: one query."""
    rows = PackComment.objects.filter(pack=pack).select_related("post__post_type", "post__area", "post__unit")
    return list(rows.order_by("said_at", "pk"))


def sheets_of(pack: Pack) -> dict[str, PackSheet]:
    """The sheets it was sent with, by language, without their files: one query."""
    return {sheet.language: sheet for sheet in PackSheet.objects.filter(pack=pack).defer("pdf")}


def sheet_file(pack: Pack, language: str) -> bytes | None:
    """The file it was sent with; None when it was not sent in this language."""
    pdf = PackSheet.objects.filter(pack=pack, language=language).values_list("pdf", flat=True).first()
    return bytes(pdf) if pdf is not None else None


def sent_sheets(pack_id: int | None = None) -> QuerySet[PackSheet]:
    """The sheets of every pack that was sent, or of one, the oldest first."""
    rows = PackSheet.objects.filter(pack__standing=PackStatus.SENT).select_related("pack")
    return (rows.filter(pack=pack_id) if pack_id else rows).order_by("pack__sent_at", "pk")


def content_digest(content: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """The SHA-256 of the words of a sheet with the facts they are made of."""
    whole = json.dumps([content, facts], ensure_ascii=False, sort_keys=True)
    return sha256(whole.encode()).hexdigest()


def due_meeting(on: date) -> Meeting | None:
    """The next meeting of the pole, when it has no pack yet. Two queries, three when there is a meeting."""
    body = pole_body(on)
    meeting = next_meeting(body, on) if body else None
    return meeting if meeting and not Pack.objects.filter(meeting=meeting).exists() else None
