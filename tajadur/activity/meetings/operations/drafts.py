"""Keeping what is being typed for a report: nothing is checked, nothing is logged, nothing is lost."""

import json
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.operations.staging import renew_staged
from tajadur.rules.retention import drafts_since

from ..models import Draft, Meeting
from ..vocabulary import MeetingState

DRAFT_LIMIT = 200_000  # bytes of JSON
FILE_KEYS = "attached"  # the field that holds the keys of the files on the form


@transaction.atomic
def save_draft(*, meeting_id: int, payload: dict[str, Any], version: int, by: Actor, at: datetime) -> int:
    """Keep ``payload`` (field names to a text or a list of texts) as the next version; returns its number.

    ``version`` is the one the writer last saw, 0 when there was none. Sending again what is already kept is no change.
    Files that wait on the form are kept a day from now. Raises BadInput ``draft_too_large``, ``draft_unreadable``;
    Conflict ``draft_changed`` with ``version``, ``payload`` (what is kept) and ``mine``; Conflict ``already_reported``
    with ``report_id`` unless the payload corrects a report.
    """
    # Locked: a report being sent is waited for, and takes its draft with it.
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "body")
    meeting = rows.filter(pk=meeting_id).first()
    if meeting is None or by.account_id is None:
        raise NotVisible
    require(by, Permission.DRAFT_REPORT, in_body(meeting.unit, meeting.body))
    clean = _storable(payload)
    renew_staged(keys=_keys(clean.get(FILE_KEYS)), by=by, at=at)
    if meeting.state == MeetingState.REPORTED and not clean.get("base_version"):
        raise Conflict("already_reported", report_id=_first_report(meeting))
    if version == 0:
        if _begun(meeting_id, clean, by.account_id, at):
            return 1
    elif Draft.objects.filter(meeting_id=meeting_id, version=version).update(
        version=F("version") + 1, payload=clean, saved_at=at, saved_by_id=by.account_id
    ):
        return version + 1
    kept = Draft.objects.filter(meeting_id=meeting_id).first()
    if kept is not None and kept.payload == clean:
        return kept.version
    raise Conflict(
        "draft_changed", version=kept.version if kept else 0, payload=kept.payload if kept else {}, mine=clean
    )


def _begun(meeting_id: int, payload: dict[str, str | list[str]], account_id: int, at: datetime) -> bool:
    """Write the first version; False when somebody else began meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO meetings_draft (meeting_id, version, payload, saved_at, saved_by_id)"
            " VALUES (%s, 1, %s, %s, %s) ON CONFLICT DO NOTHING",
            [meeting_id, json.dumps(payload), at, account_id],
        )
        written: int = cursor.rowcount
        return written == 1


def _first_report(meeting: Meeting) -> int | None:
    return meeting.reports.order_by("version").values_list("pk", flat=True).first()


def _storable(payload: Any) -> dict[str, str | list[str]]:
    """The payload without what the database cannot keep (NUL, lone surrogates); BadInput when it is no draft."""
    if not isinstance(payload, dict):
        raise BadInput("", "draft_unreadable")
    kept: dict[str, str | list[str]] = {}
    for name, value in payload.items():
        if isinstance(value, str):
            kept[_sound(name)] = _sound(value)
        elif isinstance(value, list) and all(isinstance(text, str) for text in value):
            kept[_sound(name)] = [_sound(text) for text in value]
        else:
            raise BadInput("", "draft_unreadable")
    size = len(json.dumps(kept, ensure_ascii=False).encode())
    if size > DRAFT_LIMIT:
        raise BadInput("", "draft_too_large", limit=DRAFT_LIMIT // 1000, size=-(-size // 1000))
    return kept


def _keys(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _sound(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def forget_report_drafts(*, on: date) -> int:
    """Delete what nobody typed at for long, long after its meeting; how many. Again: none."""
    since = drafts_since(on)
    old = Draft.objects.filter(meeting__planned_on__lt=since, saved_at__lt=instant(since, time()))
    return old.delete()[0]
