"""Circulars of a test: drafted and issued as their sender does, confirmed as their addressees do."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from tajadur.activity.circulars.models import Circular
from tajadur.activity.circulars.operations.confirming import confirm_circular, note_reading
from tajadur.activity.circulars.operations.drafting import Audience, CircularDraft, draft_amendment, draft_circular
from tajadur.activity.circulars.operations.issuing import issue_circular, withdraw_circular
from tajadur.activity.circulars.queries.audience import audience_of, preview_of
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.party import acting

ON = date(2026, 11, 2)
TEXTS = {
    "subject_ar": "تحضير المؤتمر الجهوي",
    "text_ar": "يعقد كل مكتب اجتماعا قبل نهاية الشهر.\nوترفع المحاضر إلى المقر.",
    "subject_fr": "Préparation du congrès régional",
    "text_fr": "Chaque bureau se réunit avant la fin du mois.\nLes procès-verbaux sont transmis au siège.",
}


def drafted(
    unit: Unit,
    by: Account,
    on: date = ON,
    *,
    texts: dict[str, str] | None = None,
    files: Sequence[str] = (),
    **audience: Any,
) -> int:
    """The draft of a circular in the name of ``unit``; ``audience`` as ``Audience`` takes it."""
    draft = CircularDraft(texts=TEXTS if texts is None else texts, audience=Audience(**audience), files=files)
    return draft_circular(unit=unit, draft=draft, on=on, by=acting(by, on), at=instant(on, time(9)))


def count_of(circular_id: int, on: date = ON) -> int:
    """How many posts a draft, or a circular, goes to."""
    circular = Circular.objects.select_related("unit__kind", "subtree").get(pk=circular_id)
    return circular.addressees.count() or preview_of(audience_of(circular, on), on).count


def issued(unit: Unit, by: Account, on: date = ON, **drafting: Any) -> int:
    """A circular in force; ``drafting`` as ``drafted`` takes it."""
    circular_id = drafted(unit, by, on, **drafting)
    return sends(circular_id, by, on)


def sends(circular_id: int, by: Account, on: date = ON) -> int:
    """What is drafted goes to its posts."""
    count = count_of(circular_id, on)
    return issue_circular(circular_id=circular_id, count=count, on=on, by=acting(by, on), at=instant(on, time(10)))


def amended(circular_id: int, by: Account, on: date, *, files: Sequence[str] = (), **texts: str) -> int:
    """A next version in force."""
    at = instant(on, time(9))
    draft_amendment(circular_id=circular_id, texts=TEXTS | texts, files=files, by=acting(by, on), at=at)
    return sends(circular_id, by, on)


def withdrawn(circular_id: int, by: Account, on: date) -> int:
    """Withdrawn, with its reason."""
    at = instant(on, time(11))
    return withdraw_circular(circular_id=circular_id, reason="عوضت بمذكرة أخرى", on=on, by=acting(by, on), at=at)


def confirms(circular_id: int, by: Account, on: date = ON, version: int = 1) -> int:
    """The holder reads and confirms; how many posts did just now."""
    actor, at = acting(by, on), instant(on, time(12))
    reads(circular_id, by, on)
    return confirm_circular(circular_id=circular_id, version=version, on=on, by=actor, at=at)


def reads(circular_id: int, by: Account, on: date = ON) -> int:
    """The holder opens the version in force."""
    actor = acting(by, on)
    circular = Circular.objects.get(pk=circular_id)
    posts: Sequence[int] = list(
        circular.addressees.filter(post_id__in=actor.post_ids).values_list("post_id", flat=True)
    )
    version = circular.versions.get(number=circular.version)
    return note_reading(version=version, by=actor, post_ids=posts, at=instant(on, time(12)), on=on)
