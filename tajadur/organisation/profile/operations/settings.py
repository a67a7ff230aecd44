"""What is asked of the bodies of a type changes from a day to come; what was asked before stays."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import BodyType, BodyTypeSettings
from ..queries import settings_on

MOST_MONTHS = 240
MOST_CONVOCATION_DAYS = 90
SOURCE_LIMIT = 200
_SHARES = ("quorum_percent", "women_percent", "youth_percent")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRules:
    """What is asked of the bodies of a type; None asks nothing. The sources say where each rule is written."""

    quorum_percent: int | None = None
    quorum_source: str = ""
    women_percent: int | None = None
    youth_percent: int | None = None
    shares_source: str = ""
    mandate_months: int | None = None
    convocation_days: int | None = None
    adopts_minutes: bool = False

    @classmethod
    def of(cls, row: BodyTypeSettings) -> "BodyRules":
        """What a stored row asks."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})

    @property
    def columns(self) -> dict[str, Any]:
        """The settings by their column."""
        return asdict(self)


@transaction.atomic
def set_body_settings(
    *, body_type_id: int, from_on: date, rules: BodyRules, by: Actor, at: datetime
) -> BodyTypeSettings | None:
    """From ``from_on``, which is to come, the bodies of the type are held to ``rules``; said again for a day, replaced.

    Reports, mandates and congresses of days before keep what held then. Returns the row; None when the same is asked
    already, and nothing is written. Raises NotVisible, PermissionDenied, BadInput ``settings_from_today`` for a day
    that has begun (it may have its reports), ``share_out_of_range``, ``months_out_of_range``,
    ``convocation_out_of_range``, ``text_too_long``.
    """
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    body_type = BodyType.objects.select_for_update().filter(pk=body_type_id).first()
    if body_type is None:
        raise NotVisible
    rules = _checked(rules, from_on, by.on)
    if BodyRules.of(settings_on(body_type.pk, from_on)) == rules:
        return None
    row, _ = BodyTypeSettings.objects.update_or_create(
        body_type=body_type, from_on=from_on, defaults={**rules.columns, "decided_at": at}
    )
    detail = {"from_on": from_on.isoformat(), **rules.columns}
    subject = ("body_type", body_type.pk)
    log_action(act="set_body_settings", by=by, at=at, grant=grant, subject=subject, detail=detail)
    return row


def _checked(rules: BodyRules, from_on: date, today: date) -> BodyRules:
    problems = [BadInput(name, "share_out_of_range") for name in _SHARES if not 0 <= (getattr(rules, name) or 0) <= 100]
    if from_on <= today:
        problems.append(BadInput("from_on", "settings_from_today"))
    if rules.mandate_months is not None and not 1 <= rules.mandate_months <= MOST_MONTHS:
        problems.append(BadInput("mandate_months", "months_out_of_range", most=MOST_MONTHS))
    if rules.convocation_days is not None and not 1 <= rules.convocation_days <= MOST_CONVOCATION_DAYS:
        problems.append(BadInput("convocation_days", "convocation_out_of_range", most=MOST_CONVOCATION_DAYS))
    sources: dict[str, Any] = {}
    for name in ("quorum_source", "shares_source"):
        try:
            sources[name] = clean_line(getattr(rules, name), field=name, limit=SOURCE_LIMIT)
        except BadInput as error:
            problems.append(error)
    if problems:
        raise BadInput.of(*problems)
    return replace(rules, **sources)
