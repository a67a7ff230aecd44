"""Comments from above about a stage, in rows of their own: only the unit changes its stages."""

from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import StageComment
from ..queries.finding import step_for


@transaction.atomic
def comment_stage(*, congress_id: int, code: str, text: str, by: Actor, at: datetime) -> StageComment:
    """Advise the unit about one stage; returns the comment.

    Raises NotVisible, PermissionDenied, BadInput ``comment_required``.
    """
    stage = step_for(by, congress_id, code, Permission.ADVISE)
    congress = stage.congress
    grant = require(by, Permission.ADVISE, congress.unit)
    clean = clean_text(text, field="text", limit=2000)
    if not clean:
        raise BadInput("text", "comment_required")
    comment = StageComment.objects.create(stage=stage, text=clean, at=at, mandate_id=grant.mandate_id)
    subject = ("obligation", congress.obligation_id)
    detail = {"congress": congress.pk, "stage": code}
    log_action(
        act="congress.comment", by=by, at=at, grant=grant, unit_id=congress.unit_id, subject=subject, detail=detail
    )
    return comment
