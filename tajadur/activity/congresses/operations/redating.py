"""The stages as data: an administrator renames them, re-dates them, changes their order."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.stages import StageAnchor

from ..models import Stage, StageTemplate
from ..vocabulary import HELD

MOST_DAYS = 365
_LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True, slots=True)
class StageFields:
    """What a stage shall be; ``offset`` in days after the anchor, negative: before."""

    name_ar: str
    name_fr: str
    name_en: str
    offset: int
    anchor: str
    usual_days: int
    evidence: str
    after: tuple[str, ...] = ()
    responsible_id: int | None = None


@transaction.atomic
def change_stage(*, code: str, fields: StageFields, version: int, by: Actor, at: datetime) -> None:
    """Rename or re-date one stage. What is done, or of a congress held, stays counted as it was.

    Raises PermissionDenied, NotVisible, Conflict ``stage_changed``, BadInput with the codes ``stage_…``.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    rows, row = _locked(code)
    if row.version != version:
        raise Conflict("stage_changed")
    values = asdict(fields)
    for language in _LANGUAGES:
        field = f"name_{language}"
        values[field] = clean_line(values[field], field=field, limit=160)
        if not values[field]:
            raise BadInput(field, "stage_name_required")
        if any(
            getattr(template, field).casefold() == values[field].casefold() for template in rows if template is not row
        ):
            raise BadInput(field, "stage_name_taken")
    values["after"] = list(fields.after)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    _check(rows, row)
    if (row.offset, row.anchor) != (before["offset"], before["anchor"]):
        Stage.objects.filter(
            Q(done_on__isnull=False) | Q(congress__obligation__held_on__isnull=False),
            template=row,
            kept_offset=None,
        ).update(kept_offset=before["offset"], kept_anchor=before["anchor"])
    row.version += 1
    row.save()
    changed = {name: [before[name], values[name]] for name in values if before[name] != values[name]}
    log_action(act="congress.stage_changed", by=by, at=at, grant=grant, detail={"stage": code, "changed": changed})


@transaction.atomic
def move_stage(*, code: str, up: bool, by: Actor, at: datetime) -> None:
    """Change places with the stage before (``up``) or after.

    Raises PermissionDenied, NotVisible, BadInput ``stage_edge``, ``stage_order``.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    rows, row = _locked(code)
    place = rows.index(row)
    other_place = place - 1 if up else place + 1
    if not 0 <= other_place < len(rows):
        raise BadInput("", "stage_edge")
    other = rows[other_place]
    first, second = (other, row) if up else (row, other)
    held_between = HELD in (row.code, other.code) and StageAnchor.HELD in (row.anchor, other.anchor)
    if first.code in second.after or held_between:
        raise BadInput("", "stage_order", stage=other.name)
    first.rank, second.rank = second.rank, first.rank
    for template in (first, second):
        template.version += 1
        template.save(update_fields=["rank", "version"])
    log_action(act="congress.stage_moved", by=by, at=at, grant=grant, detail={"stage": code, "past": other.code})


def _locked(code: str) -> tuple[list[StageTemplate], StageTemplate]:
    rows = list(StageTemplate.objects.select_for_update())
    row = next((template for template in rows if template.code == code), None)
    if row is None:
        raise NotVisible
    return rows, row


def _check(rows: list[StageTemplate], row: StageTemplate) -> None:
    if abs(row.offset) > MOST_DAYS:
        raise BadInput("days", "stage_offset", most=MOST_DAYS)
    if row.code == HELD and (row.offset or row.anchor != StageAnchor.EVENT):
        raise BadInput("days", "stage_held")
    earlier = {template.code: template for template in rows[: rows.index(row)]}
    if row.anchor == StageAnchor.HELD and (HELD not in earlier or row.offset < 0):
        raise BadInput("anchor", "stage_counts_from_held")
    names = {template.code: template for template in rows}
    for code in row.after:
        if code not in earlier:
            raise BadInput("after", "stage_later", stage=names[code].name if code in names else code)
        if earlier[code].offset > row.offset:
            raise BadInput("days", "stage_too_early", stage=earlier[code].name)
    for template in rows:
        if row.code in template.after and template.offset < row.offset:
            raise BadInput("days", "stage_leaves_late", stage=template.name)
