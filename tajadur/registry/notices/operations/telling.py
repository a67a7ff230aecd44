"""Writing what is to be told, and clearing it when its subject is settled. Always inside the caller's transaction."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from ..models import Delivery, DeliveryItem, Notice
from ..vocabulary import DeliveryState

_TELL_SQL = """
INSERT INTO notices_notice (
    kind, subject_kind, subject_id, step, post_id, unit_id, passed_from_id, step_on, params, decided_at, cleared_because
)
SELECT told.*, %(at)s, ''
FROM unnest(
    %(kind)s::text[], %(subject_kind)s::text[], %(subject_id)s::bigint[], %(step)s::text[], %(post)s::bigint[],
    %(unit)s::bigint[], %(passed_from)s::bigint[], %(step_on)s::date[], %(params)s::jsonb[]
) AS told
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell to one post. ``params`` holds codes and days, never a person's name."""

    kind: str
    subject: tuple[str, int]
    step: str
    post_id: int
    unit_id: int
    step_on: date
    passed_from_id: int | None = None
    params: dict[str, Any] = field(default_factory=dict)


def tell(*, tellings: Iterable[Telling], at: datetime) -> int:
    """Write the notices that do not exist yet, in one statement; returns how many were new. Again: writes nothing."""
    rows = list(tellings)
    if not rows:
        return 0
    columns: dict[str, Any] = {
        "kind": [str(one.kind) for one in rows],
        "subject_kind": [one.subject[0] for one in rows],
        "subject_id": [one.subject[1] for one in rows],
        "step": [one.step for one in rows],
        "post": [one.post_id for one in rows],
        "unit": [one.unit_id for one in rows],
        "passed_from": [one.passed_from_id for one in rows],
        "step_on": [one.step_on for one in rows],
        "params": [json.dumps(one.params) for one in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TELL_SQL, {**columns, "at": at})
        return cursor.rowcount


def clear(
    *, subject_kind: str, subject_ids: Collection[int], because: str, at: datetime, step: str | None = None
) -> int:
    """The subjects are settled: their live notices are cleared, and waiting messages left empty are cancelled.

    Only those of one step when it is given. Returns how many notices were cleared.
    """
    live = Notice.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids, cleared_at=None)
    if step is not None:
        live = live.filter(step=step)
    cleared = list(live.values_list("pk", flat=True))
    if not cleared:
        return 0
    Notice.objects.filter(pk__in=cleared, cleared_at=None).update(cleared_at=at, cleared_because=because)
    still_carried = DeliveryItem.objects.filter(delivery=OuterRef("pk"), notice__cleared_at=None)
    Delivery.objects.filter(~Exists(still_carried), state=DeliveryState.PENDING, items__notice__in=cleared).update(
        state=DeliveryState.CANCELLED
    )
    return len(cleared)
