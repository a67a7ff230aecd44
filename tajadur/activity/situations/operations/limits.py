"""The Secretary General sets the limits of the rule, from a day to come."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.situation import SituationLimits

from ..models import SituationSettings
from ..vocabulary import MOST_DAYS, MOST_MONTHS


@transaction.atomic
def set_limits(*, from_on: date, limits: SituationLimits, by: Actor, at: datetime) -> None:
    """From ``from_on``, which is to come, situations are judged by ``limits``; said again for a day, replaced.

    Days before keep what held then. Raises PermissionDenied, BadInput ``limits_from_today``, ``limit_range``,
    ``limits_order``.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    given = asdict(limits)
    problems = []
    for name, value in given.items():
        most = MOST_DAYS if name == "renewed_within_days" else MOST_MONTHS
        if not 1 <= value <= most:
            problems.append(BadInput(name, "limit_range", most=most))
    if from_on <= by.on:
        problems.append(BadInput("from_on", "limits_from_today"))
    if limits.ageing_months <= limits.sure_months:
        problems.append(BadInput("ageing_months", "limits_order"))
    if problems:
        raise BadInput.of(*problems)
    SituationSettings.objects.update_or_create(from_on=from_on, defaults={**given, "decided_at": at})
    log_action(act="situation.limits", by=by, at=at, grant=grant, detail={"from_on": from_on.isoformat(), **given})
