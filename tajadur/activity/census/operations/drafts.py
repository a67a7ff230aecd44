"""Keeping what is being typed as answers: nothing is checked, nothing is logged, nothing is lost."""

import json
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.retention import drafts_since

from ..models import AnswersDraft
from ..queries.answering import asked_of
from ..vocabulary import DRAFT_LIMIT


def save_answers_draft(*, obligation_id: int, payload: dict[str, Any], version: int, by: Actor, at: datetime) -> int:
    """Keep ``payload`` as the next version; returns its number. ``version``: the one the writer last saw, 0 for none.

    Raises NotVisible, PermissionDenied; BadInput ``draft_too_large``, ``draft_unreadable``; Conflict ``draft_changed``
    with ``version`` and ``payload`` (what is kept).
    """
    asked = asked_of(by, obligation_id, Permission.DECLARE)
    clean = _storable(payload)
    changes = {"payload": clean, "saved_at": at, "saved_by_id": by.account_id}
    if version == 0:
        try:
            with transaction.atomic():
                AnswersDraft.objects.create(obligation=asked.obligation, version=1, **changes)
        except IntegrityError:
            pass
        else:
            return 1
    rows = AnswersDraft.objects.filter(obligation_id=obligation_id)
    if version and rows.filter(version=version).update(version=F("version") + 1, **changes):
        return version + 1
    kept = rows.first()
    if kept is not None and kept.payload == clean:
        return kept.version
    raise Conflict("draft_changed", version=kept.version if kept else 0, payload=kept.payload if kept else {})


def _storable(payload: Any) -> dict[str, list[str]]:
    """Field names to lists of texts, without what the database cannot keep; BadInput when it is no draft."""
    if not isinstance(payload, dict):
        raise BadInput("", "draft_unreadable")
    kept: dict[str, list[str]] = {}
    for name, value in payload.items():
        texts = value if isinstance(value, list) else [value]
        if not all(isinstance(text, str) for text in texts):
            raise BadInput("", "draft_unreadable")
        kept[_sound(name)] = [_sound(text) for text in texts]
    if len(json.dumps(kept, ensure_ascii=False).encode()) > DRAFT_LIMIT:
        raise BadInput("", "draft_too_large", limit=DRAFT_LIMIT // 1000)
    return kept


def _sound(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def forget_answer_drafts(*, on: date) -> int:
    """Delete what nobody typed at for long, long after its last day; how many. Again: none."""
    since = drafts_since(on)
    old = AnswersDraft.objects.filter(obligation__due_on__lt=since, saved_at__lt=instant(since, time()))
    return old.delete()[0]
