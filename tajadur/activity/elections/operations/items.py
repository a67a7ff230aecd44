"""The checklist of an election that is being prepared: items are added, changed and taken off."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.elections import MOST_DAYS_BEFORE, MOST_WEIGHT, ItemScope

from ..models import ChecklistItem
from ..queries.drafting import posts_of_scope
from ..vocabulary import LONGEST_NAME, MOST_ITEMS, ItemEvidence
from .steps import hold_draft, log


@dataclass(frozen=True, slots=True)
class ItemData:
    """What was typed of an item. ``days_before``: below zero is after the election. ``owner_id``: a type of post."""

    name_ar: str
    name_fr: str
    name_en: str
    days_before: int | None
    scope: str
    owner_id: int | None
    evidence: str
    weight: int | None


@dataclass(frozen=True, slots=True)
class _Checked:
    name_ar: str
    name_fr: str
    name_en: str
    days_before: int
    scope: str
    owner_id: int
    evidence: str
    weight: int


@transaction.atomic
def add_item(*, election_id: int, data: ItemData, by: Actor, at: datetime) -> int:
    """An item is added; returns its id. The same item once more is the one that is there.

    Raises NotVisible, PermissionDenied, Conflict ``election_issued``, BadInput of ``vocabulary.PROBLEMS``.
    """
    election, grant = hold_draft(election_id, Permission.DRAFT_ELECTION, by)
    checked = _checked(data)
    known = ChecklistItem.objects.filter(election=election, **asdict(checked)).first()
    if known is not None:
        return known.pk
    if election.items.count() >= MOST_ITEMS:
        raise BadInput("", "items_many", most=MOST_ITEMS)
    row = ChecklistItem.objects.create(election=election, **asdict(checked))
    log("item_added", election.pk, by, at, grant, item=row.pk)
    return row.pk


@transaction.atomic
def change_item(*, election_id: int, item_id: int, data: ItemData, by: Actor, at: datetime) -> None:
    """An item is changed. Raises as ``add_item``."""
    election, grant = hold_draft(election_id, Permission.DRAFT_ELECTION, by)
    rows = ChecklistItem.objects.filter(election=election, pk=item_id)
    if not rows.exists():
        raise NotVisible
    rows.update(**asdict(_checked(data)))
    log("item_changed", election.pk, by, at, grant, item=item_id)


@transaction.atomic
def remove_item(*, election_id: int, item_id: int, by: Actor, at: datetime) -> None:
    """An item is taken off. Raises NotVisible, PermissionDenied, Conflict ``election_issued``."""
    election, grant = hold_draft(election_id, Permission.DRAFT_ELECTION, by)
    deleted, _ = ChecklistItem.objects.filter(election=election, pk=item_id).delete()
    if not deleted:
        raise NotVisible
    log("item_removed", election.pk, by, at, grant, item=item_id)


def _checked(data: ItemData) -> _Checked:
    names = {key: clean_line(getattr(data, key), field=key, limit=LONGEST_NAME)
             for key in ("name_ar", "name_fr", "name_en")}  # fmt: skip
    problems = [] if names["name_ar"] else [BadInput("name_ar", "item_name_required")]
    problems += _problems(data)
    if problems:
        raise BadInput.of(*problems)
    assert data.days_before is not None and data.owner_id and data.weight  # noqa: S101  narrows the types
    return _Checked(
        names["name_ar"],
        names["name_fr"] or names["name_en"] or names["name_ar"],
        names["name_en"] or names["name_fr"] or names["name_ar"],
        data.days_before,
        data.scope,
        data.owner_id,
        data.evidence,
        data.weight,
    )


def _problems(data: ItemData) -> Iterator[BadInput]:
    if data.days_before is None or data.days_before > MOST_DAYS_BEFORE:
        yield BadInput("days_before", "days_range", most=MOST_DAYS_BEFORE)
    elif data.days_before < 0:
        yield BadInput("days_before", "item_after_election")
    if data.weight is None or not 1 <= data.weight <= MOST_WEIGHT:
        yield BadInput("weight", "weight_range", most=MOST_WEIGHT)
    if data.evidence not in ItemEvidence.values:
        yield BadInput("evidence", "evidence_unknown")
    scope = next((each for each in ItemScope if each == data.scope), None)
    if scope is None:
        yield BadInput("scope", "scope_required")
    if data.owner_id is None:
        yield BadInput("owner", "owner_required")
    elif scope is not None and not posts_of_scope(scope).filter(pk=data.owner_id).exists():
        yield BadInput("owner", "owner_elsewhere")
