"""Rules about holding posts: said from a day, ended on a day. A rule is never changed: another one follows it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.holding import MOST_COUNTED, HoldingEffect, HoldingKind, HoldingScope, PostsMeant

from ..models import BodyType, HoldingRule, PostType

SOURCE_LIMIT = 200
_ONCE = "holding_rule_said_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFields:
    """What a rule says. ``other`` for posts that exclude each other, ``most`` for the other kinds."""

    kind: HoldingKind
    subject: PostsMeant
    other: PostsMeant | None = None
    most: int | None = None
    scope: HoldingScope
    effect: HoldingEffect
    source: str
    from_on: date
    to_on: date | None = None


@transaction.atomic
def add_holding_rule(*, fields: RuleFields, by: Actor, at: datetime) -> HoldingRule:
    """Say a rule about holding posts. Its first day may be past: statutes are older than their record, and nothing
    recorded changes by it; what stands against it is listed.

    Raises PermissionDenied, BadInput ``posts_unknown``, ``posts_exclude_themselves``, ``most_out_of_range``,
    ``source_required``, ``holding_days_crossed``, ``holding_said_already``, ``text_too_long``.
    """
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    source = clean_line(fields.source, field="source", limit=SOURCE_LIMIT)
    if problems := _problems(fields, source):
        raise BadInput.of(*problems)
    excludes = fields.kind == HoldingKind.EXCLUDES
    other = fields.other if excludes and fields.other else PostsMeant()
    columns: dict[str, Any] = {
        "kind": fields.kind,
        "post_type_id": fields.subject.post_type_id,
        "body_type_id": fields.subject.body_type_id,
        "other_post_type_id": other.post_type_id,
        "other_body_type_id": other.body_type_id,
        "most": None if excludes else fields.most,
        "scope": fields.scope,
        "effect": fields.effect,
    }
    row = HoldingRule(**columns, source=source, from_on=fields.from_on, to_on=fields.to_on, decided_at=at)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if _ONCE not in str(error):
            raise
        raise BadInput("from_on", "holding_said_already") from error
    detail = {name: value for name, value in columns.items() if value is not None}
    _log("holding_rule.added", row, detail | _days(row), grant, by, at)
    return row


@transaction.atomic
def end_holding_rule(*, rule_id: int, to_on: date, by: Actor, at: datetime) -> HoldingRule:
    """The rule holds until ``to_on``, its last day: today or later, and earlier than it would. What it judged stays.

    Raises NotVisible, PermissionDenied, BadInput ``holding_ended``, ``holding_ends_in_past``, ``holding_days_crossed``.
    """
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    row = HoldingRule.objects.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotVisible
    if row.to_on and row.to_on <= min(to_on, by.on):
        raise BadInput("to_on", "holding_ended")
    if to_on < by.on:
        raise BadInput("to_on", "holding_ends_in_past")
    if to_on < row.from_on:
        raise BadInput("to_on", "holding_days_crossed")
    row.to_on = min(to_on, row.to_on or to_on)
    row.save(update_fields=["to_on"])
    _log("holding_rule.ended", row, _days(row), grant, by, at)
    return row


def _problems(fields: RuleFields, source: str) -> list[BadInput]:
    problems = []
    if not _is_known(fields.subject):
        problems.append(BadInput("subject", "posts_unknown"))
    if fields.kind == HoldingKind.EXCLUDES:
        if fields.other is None or not _is_known(fields.other):
            problems.append(BadInput("other", "posts_unknown"))
        elif _share_posts(fields.subject, fields.other):
            problems.append(BadInput("other", "posts_exclude_themselves"))
    elif fields.most is None or not 1 <= fields.most <= MOST_COUNTED:
        problems.append(BadInput("most", "most_out_of_range", most=MOST_COUNTED))
    if not source:
        problems.append(BadInput("source", "source_required"))
    if fields.to_on and fields.to_on < fields.from_on:
        problems.append(BadInput("to_on", "holding_days_crossed"))
    return problems


def _is_known(meant: PostsMeant) -> bool:
    if meant.post_type_id is not None:
        return meant.body_type_id is None and PostType.objects.filter(pk=meant.post_type_id).exists()
    return meant.body_type_id is not None and BodyType.objects.filter(pk=meant.body_type_id).exists()


def _share_posts(subject: PostsMeant, other: PostsMeant) -> bool:
    """Is a post among both: the same type, the same body, or a post and the body it sits in?"""
    if subject == other:
        return True
    pairs = ((subject.post_type_id, other.body_type_id), (other.post_type_id, subject.body_type_id))
    return any(PostType.objects.filter(pk=post, body_type=body).exists() for post, body in pairs if post and body)


def _days(row: HoldingRule) -> dict[str, str | None]:
    return {"from_on": row.from_on.isoformat(), "to_on": row.to_on.isoformat() if row.to_on else None}


def _log(act: str, row: HoldingRule, detail: dict[str, Any], grant: Grant, by: Actor, at: datetime) -> None:
    log_action(act=act, by=by, at=at, grant=grant, subject=("holding_rule", row.pk), detail=detail)
