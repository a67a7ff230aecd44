"""The stages as data: an administrator asks to rename, re-date or move them, the Secretary General issues it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.foundation.text import clean_line
from tajadur.organisation.people.models import Post
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.stages import StageAnchor

from ..models import Congress, StageChange, StageTemplate
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
def change_stage(*, code: str, fields: StageFields, version: int, by: Actor, at: datetime) -> StageChange:
    """Ask to rename or re-date one stage: nothing changes before another person issues it (``issue_stage``).

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
    values["after"] = list(fields.after)
    _apply(rows, row, values)
    return _ask(row, version, values, grant, by, at)


@transaction.atomic
def move_stage(*, code: str, up: bool, by: Actor, at: datetime) -> StageChange:
    """Ask to change places with the stage before (``up``) or after; issued as any change.

    Raises PermissionDenied, NotVisible, BadInput ``stage_edge``, ``stage_order``.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    rows, row = _locked(code)
    _swap(rows, row, up=up)
    return _ask(row, row.version, {"up": up}, grant, by, at)


@transaction.atomic
def issue_stage(*, change_id: int, by: Actor, at: datetime) -> None:
    """Put a change in force that another person asked for, and tell the regions. No row of theirs is written.

    What is done, or of a congress held, stays counted as it was. Raises PermissionDenied, NotVisible, Conflict
    ``stage_changed``, BadInput ``stage_not_waiting``, ``stage_by_oneself`` or what stands in the way by now.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    change = _waiting(change_id)
    if change.asked_by_id == by.person_id:
        raise BadInput("", "stage_by_oneself")
    rows, row = _locked(change.template.code)
    if row.version != change.version:
        raise Conflict("stage_changed")
    before, changed = (row.offset, row.anchor), {}
    if "up" in change.values:
        touched = list(_swap(rows, row, up=change.values["up"]))
    else:
        was = {name: getattr(row, name) for name in change.values}
        _apply(rows, row, change.values)
        changed = {name: [was[name], value] for name, value in change.values.items() if was[name] != value}
        touched = [row]
    if (row.offset, row.anchor) != before:
        row.former = [*row.former, {"until": at.isoformat(), "offset": before[0], "anchor": before[1]}]
    for template in touched:
        template.version += 1
        template.save()
    change.issued, change.decided_by_id, change.decided_at = True, by.person_id, at
    change.save()
    detail = {"stage": row.code, "changed": changed, "asked_by": change.asked_by_id}
    log_action(act="congress.stage_changed", by=by, at=at, grant=grant, detail=detail)
    _tell(row, by, at)


@transaction.atomic
def drop_stage_change(*, change_id: int, by: Actor, at: datetime) -> None:
    """Take back or refuse a change that waits. Raises PermissionDenied, NotVisible, BadInput ``stage_not_waiting``."""
    grant = require_anywhere(by, Permission.DROP_STAGE_CHANGE)
    change = _waiting(change_id)
    change.decided_by_id, change.decided_at = by.person_id, at
    change.save()
    detail = {"stage": change.template.code, "change": change.pk}
    log_action(act="congress.stage_change_dropped", by=by, at=at, grant=grant, detail=detail)


def _ask(
    row: StageTemplate, version: int, values: dict[str, Any], grant: Grant, by: Actor, at: datetime
) -> StageChange:
    if by.person_id is None:
        raise PermissionDenied(Permission.DRAFT_DIRECTIVE)
    change = StageChange(template=row, version=version, values=values, asked_by_id=by.person_id, asked_at=at)
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError:
        raise BadInput("", "stage_waits") from None
    detail = {"stage": row.code, "change": change.pk}
    log_action(act="congress.stage_change_asked", by=by, at=at, grant=grant, detail=detail)
    return change


def _waiting(change_id: int) -> StageChange:
    rows = StageChange.objects.select_for_update(of=("self",)).select_related("template")
    change = rows.filter(pk=change_id).first()
    if change is None:
        raise NotVisible
    if change.decided_at is not None:
        raise BadInput("", "stage_not_waiting")
    return change


def _apply(rows: list[StageTemplate], row: StageTemplate, values: dict[str, Any]) -> None:
    """Set the columns, not saved. Raises BadInput."""
    for language in _LANGUAGES:
        field = f"name_{language}"
        if not values[field]:
            raise BadInput(field, "stage_name_required")
        others = [getattr(template, field).casefold() for template in rows if template is not row]
        if values[field].casefold() in others:
            raise BadInput(field, "stage_name_taken")
    for name, value in values.items():
        setattr(row, name, value)
    _check(rows, row)


def _swap(rows: list[StageTemplate], row: StageTemplate, *, up: bool) -> tuple[StageTemplate, StageTemplate]:
    """Change the places of two stages, not saved. Raises BadInput."""
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
    return first, second


def _tell(row: StageTemplate, by: Actor, at: datetime) -> None:
    """The secretaries of the units that have a congress."""
    units = Congress.objects.values("unit_id")
    posts = Post.objects.filter(unit__in=units, post_type__office=Role.SECRETARY).order_by("pk")
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.STAGES,
                subject=("stage", row.pk),
                step=f"version-{row.version}",
                post_id=post_id,
                unit_id=unit_id,
                step_on=by.on,
            )
            for post_id, unit_id in posts.values_list("pk", "unit_id")
        ],
        at=at,
    )


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
