"""The Secretary General issues the draft, once it is complete; from then on it is never changed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.locks import take_lock
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.plans import weights_add_up

from ..models import PlanEdition
from ..queries.editions import EditionText, digest_of, text_of
from ..vocabulary import EDITION, EditionStatus
from .notifying import tell_issued


@transaction.atomic
def issue_edition(*, edition_id: int, version: int, on: date, by: Actor, at: datetime) -> int:
    """Issue the draft as it was previewed; returns its number. It follows the edition before, and every unit hears.

    Raises PermissionDenied, NotVisible, Conflict ``edition_issued`` or ``edition_changed``, BadInput of
    ``issue_problems``.
    """
    grant = require_anywhere(by, Permission.ISSUE_PLAN)
    take_lock("plan_editions")
    edition = PlanEdition.objects.select_for_update().filter(pk=edition_id).first()
    if edition is None:
        raise NotVisible
    if edition.status != EditionStatus.DRAFT:
        raise Conflict("edition_issued")
    if edition.version != version:
        raise Conflict("edition_changed")
    text = text_of(edition)
    if problems := issue_problems(text):
        raise BadInput.of(*problems)
    edition.number = (PlanEdition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition.status, edition.issued_on, edition.issued_at = EditionStatus.ISSUED, on, at
    edition.mandate_id, edition.digest = grant.mandate_id, digest_of(text)
    edition.save(update_fields=["number", "status", "issued_on", "issued_at", "mandate_id", "digest"])
    detail = {"number": edition.number, "digest": edition.digest}
    log_action(act="plan.issued", by=by, at=at, grant=grant, subject=(EDITION, edition.pk), detail=detail)
    tell_issued(edition, by=by, at=at)
    return edition.number


def issue_problems(text: EditionText) -> list[BadInput]:
    """What keeps an edition from being issued: what is empty, weights that do not add up."""
    problems = [] if text.axes else [BadInput("", "edition_without_axes")]
    for axis in text.axes:
        if not axis.objectives:
            problems.append(BadInput("", "edition_empty", name=axis.row.name))
        weights = [objective.row.weight for objective in axis.objectives]
        if not weights_add_up(weights):
            problems.append(BadInput("", "weights_sum", name=axis.row.name, sum=sum(each or 0 for each in weights)))
        for objective in axis.objectives:
            if not objective.actions:
                problems.append(BadInput("", "edition_empty", name=objective.row.name))
            for action in objective.actions:
                days = [action.row.due_on, *(row.due_on for row in action.indicators)]
                if not all(text.row.starts_on <= day <= text.row.ends_on for day in days):
                    first, last = text.row.starts_on, text.row.ends_on
                    problems.append(BadInput("", "days_outside", name=action.row.name, first=first, last=last))
    return problems
