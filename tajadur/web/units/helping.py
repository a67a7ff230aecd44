"""What of help a reader of a unit's page may read, answer, ask and give."""

from typing import Any

from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.foundation.installation import leaf_kinds
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import MATRIX, Permission, Relation


def help_for(actor: Actor, unit: UnitSummary) -> dict[str, Any]:
    """The card of help; nothing new to a closed unit."""
    is_open = not (unit.closed_on and unit.closed_on <= actor.on)
    return {
        "reads": may(actor, Permission.READ_SUPPORT, unit),
        "reads_cases": may(actor, Permission.READ_CASES, unit),
        "reads_resources": may(actor, Permission.READ_RESOURCES, unit),
        "reads_record": may(actor, Permission.READ_RECORD, unit),
        "has_situation": unit.kind in leaf_kinds(),
        "reads_filings": may(actor, Permission.READ_RECORD, unit),
        "side": "received" if may(actor, Permission.READ_DRAFT, unit) else "reach",
        "advises": is_open and may(actor, Permission.ADVISE, unit),
        "visits": is_open and may(actor, Permission.VISIT, unit),
        "observes": is_open and may(actor, Permission.OBSERVE, unit),
        "opens_case": is_open and may(actor, Permission.OPEN_CASE, unit),
        "asks": is_open and may(actor, Permission.ASK_RESOURCES, unit),
        "promises": is_open and may(actor, Permission.PROMISE, unit) and _reads_pole(actor),
    }


def _reads_pole(actor: Actor) -> bool:
    """May the actor read what the organisation pole decides: its coordinator, and the Secretary General?"""
    rule = MATRIX[Permission.READ_RECORD]
    reads = {grant: rule.get(grant.role, frozenset()) for grant in actor.grants}
    return any(
        Relation.ANYWHERE in relations or (grant.is_national and Relation.OWN in relations)
        for grant, relations in reads.items()
    )
