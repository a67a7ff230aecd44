"""The thresholds of a kind, given by the Secretary General."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.dysfunctions import FOUND_BY_RULE, MOST, RULES, CaseKind

from ..models import DetectionSettings
from ..queries.thresholds import thresholds_in_force

SHARES = frozenset({"percent", "similarity"})


@transaction.atomic
def set_thresholds(*, kind: str, thresholds: Mapping[str, int | None], by: Actor, at: datetime) -> None:
    """Give a kind its thresholds, every one of them; the rule follows them from its next pass on.

    Raises PermissionDenied, NotVisible for a kind without a rule, BadInput with every problem, on the threshold's own
    field: ``threshold_range``, ``threshold_percent``, ``threshold_of_last``, ``threshold_high`` or
    ``threshold_not_held``.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    asked = next((known for known in FOUND_BY_RULE if known.value == kind), None)
    if asked is None:
        raise NotVisible
    before = thresholds_in_force()[asked]
    given = {name: thresholds.get(name) or 0 for name in RULES[asked].thresholds}
    if problems := _problems(asked, given):
        raise BadInput.of(*problems)
    DetectionSettings.objects.update_or_create(kind=asked.value, defaults={"thresholds": given, "changed_at": at})
    detail = {"kind": asked.value, "thresholds": [dict(before), given]}
    log_action(act="case.thresholds", by=by, at=at, grant=grant, detail=detail)


def _problems(kind: CaseKind, given: Mapping[str, int]) -> list[BadInput]:
    problems = [
        BadInput(name, "threshold_percent" if name in SHARES else "threshold_range", most=MOST)
        for name, value in given.items()
        if not 1 <= value <= (100 if name in SHARES else MOST)
    ]
    if kind is CaseKind.COPIED and given["reports"] > given["of_last"]:
        problems.append(BadInput("reports", "threshold_of_last"))
    if kind is CaseKind.SILENT and given["high_from"] < given["periods"]:
        problems.append(BadInput("high_from", "threshold_high"))
    if kind is CaseKind.UNPROGRAMMED and given["not_held"] > given["periods"]:
        problems.append(BadInput("not_held", "threshold_not_held"))
    return problems
