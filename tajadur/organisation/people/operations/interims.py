"""Lent power: an interim that an administrator proposed is approved by the Secretary General, or refused."""

from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_action
from tajadur.registry.audit.queries import entries_about

from ..models import Mandate
from ..vocabulary import MandateStatus
from .holding import checked_rules, note_reasons, paired
from .mandate_checks import checked_days, locked, not_for_oneself, reason_of, store
from .notifying import tell_of_mandate


@transaction.atomic
def approve_interim(*, mandate_id: int, rule_reason: str = "", by: Actor, at: datetime) -> Mandate:
    """The Secretary General confirms a waiting interim mandate; those it touches are told at once.

    What a congress proposed is no interim: it is confirmed by another act. Raises BadInput interim_not_waiting,
    act_by_oneself, mandate_overlaps(_open), mandate_for_oneself, and as ``stop_at_rules``; NotVisible,
    PermissionDenied.
    """
    mandate = locked(mandate_id)
    grant = require(by, Permission.APPROVE_INTERIM, mandate.post.unit)
    if mandate.standing != MandateStatus.PROPOSED or not mandate.interim:
        raise BadInput("", "interim_not_waiting")
    if entries_about(("mandate", mandate.pk)).filter(act="propose_interim", person_id=by.person_id).exists():
        raise BadInput("", "act_by_oneself")
    not_for_oneself(mandate.person_id, by)
    mandate.standing = MandateStatus.CONFIRMED
    checked_days(mandate)
    breaches, why = checked_rules(mandate, rule_reason)
    store(mandate)
    note_reasons(paired(breaches, [mandate]), why, by=by, grant=grant, at=at)
    log_action(
        act="approve_interim", by=by, at=at, grant=grant, unit_id=mandate.post.unit_id, subject=("mandate", mandate.pk)
    )
    tell_of_mandate(PowerAct.INTERIM, mandate, on=by.on, at=at)
    return mandate


@transaction.atomic
def refuse_interim(*, mandate_id: int, reason: str, by: Actor, at: datetime) -> Mandate:
    """A waiting interim is refused with a reason, by the Secretary General or an administrator; it opens nothing, ever.

    Raises BadInput interim_not_waiting, reason_required; NotVisible, PermissionDenied.
    """
    mandate = locked(mandate_id)
    grant = require(by, Permission.REFUSE_INTERIM, mandate.post.unit)
    if mandate.standing != MandateStatus.PROPOSED or not mandate.interim:
        raise BadInput("", "interim_not_waiting")
    mandate.standing, mandate.closed_because = MandateStatus.REFUSED, reason_of(reason)
    mandate.save(update_fields=["standing", "closed_because"])
    log_action(
        act="refuse_interim", by=by, at=at, grant=grant, unit_id=mandate.post.unit_id, subject=("mandate", mandate.pk)
    )
    return mandate
