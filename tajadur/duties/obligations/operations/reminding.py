"""Somebody above reminds units of what they owe, by hand, beside the ladders."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.units.queries.many import none_left
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.operations import log_actions
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..queries.remindable import Remindable, remindable

REMINDED, SUBJECT = "obligation.reminded", "obligation"


@transaction.atomic
def remind_many(*, obligation_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Remind the unit's secretary of each of these that is owed now; returns how many were told. All or none.

    What needs no reminder is left out (``remindable`` says why). Six statements, two more for each further mandate of
    the actor. Raises NotVisible, PermissionDenied, and BadInput ``no_units``, ``too_many_units``, ``all_left_out``.
    """
    on = civil_day(at)
    able, _left_out = remindable(by, obligation_ids, on, locked=True)
    if not able:
        raise none_left()
    notify(requests=[_request(asked, on) for asked in able], at=at)
    by_mandate: dict[int, list[Remindable]] = {}
    for asked in able:
        by_mandate.setdefault(asked.grant.mandate_id, []).append(asked)
    for alike in by_mandate.values():
        about: list[tuple[int | None, int, dict[str, Any]]] = [(asked.row.unit_id, asked.row.pk, {}) for asked in alike]
        log_actions(act=REMINDED, by=by, at=at, grant=alike[0].grant, kind=SUBJECT, about=about)
    return len(able)


def _request(asked: Remindable, on: date) -> NotificationRequest:
    row, directive = asked.row, asked.row.directive
    return NotificationRequest(
        kind=NoticeKind.SUPPORT,
        subject=(SUBJECT, row.pk),
        step=f"by-hand-{on.isoformat()}",
        post_id=asked.post_id,
        unit_id=row.unit_id,
        step_on=on,
        params={
            "event": "reminded_late" if row.due_on < on else "reminded",
            "name": {"ar": directive.name_ar, "fr": directive.name_fr, "en": directive.name_en},
            "period": row.period_key,
            "due_on": row.due_on.isoformat(),
        },
    )
