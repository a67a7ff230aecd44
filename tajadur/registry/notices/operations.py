"""Writing what is to be told, and clearing it when its subject is settled. Always inside the caller's transaction."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from .models import Delivery, DeliveryItem, Notice
from .vocabulary import DeliveryState


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
    """Write the notices that do not exist yet; returns how many were new. Running again writes nothing."""
    rows = [
        Notice(
            kind=one.kind,
            subject_kind=one.subject[0],
            subject_id=one.subject[1],
            step=one.step,
            post_id=one.post_id,
            unit_id=one.unit_id,
            passed_from_id=one.passed_from_id,
            step_on=one.step_on,
            decided_at=at,
            params=one.params,
        )
        for one in tellings
    ]
    if not rows:
        return 0
    return sum(1 for row in Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000) if row.pk)


def clear(*, subject_kind: str, subject_ids: Collection[int], because: str, at: datetime) -> int:
    """The subjects are settled: their live notices are cleared, and waiting messages left empty are cancelled.

    Returns how many notices were cleared.
    """
    live = Notice.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids, cleared_at=None)
    cleared = list(live.values_list("pk", flat=True))
    if not cleared:
        return 0
    Notice.objects.filter(pk__in=cleared, cleared_at=None).update(cleared_at=at, cleared_because=because)
    still_carried = DeliveryItem.objects.filter(delivery=OuterRef("pk"), notice__cleared_at=None)
    Delivery.objects.filter(~Exists(still_carried), state=DeliveryState.PENDING, items__notice__in=cleared).update(
        state=DeliveryState.CANCELLED
    )
    return len(cleared)
