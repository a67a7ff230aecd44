"""Opens the congresses that units owe: obligations without their congress get it, with all its stages."""

from datetime import date, datetime

from django.db import connection, transaction

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.sql import quoted
from tajadur.registry.audit.operations import log_action

from .models import StageTemplate
from .operations.installing import install_stages
from .vocabulary import Basis

_CONGRESSES_SQL = f"""
INSERT INTO congresses_congress (unit_id, obligation_id, place, seats, seats_floor, seats_basis)
SELECT o.unit_id, o.id, '', 0, 0, {quoted(Basis.BRANCHES)}
  FROM obligations_obligation o JOIN directives_directive d ON d.id = o.directive_id
 WHERE d.fulfilment = {quoted(FulfilmentKind.CONGRESS)} AND o.cancelled_on IS NULL
   AND NOT EXISTS (SELECT 1 FROM congresses_congress c WHERE c.obligation_id = o.id)
 ORDER BY o.id
ON CONFLICT DO NOTHING
"""  # noqa: S608  only our own constants are inserted
_STAGES_SQL = """
INSERT INTO congresses_stage (congress_id, template_id, note, reference, kept_anchor)
SELECT c.id, t.id, '', '', ''
  FROM congresses_congress c CROSS JOIN congresses_stagetemplate t
 WHERE NOT EXISTS (SELECT 1 FROM congresses_stage s WHERE s.congress_id = c.id AND s.template_id = t.id)
 ORDER BY c.id, t.rank
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def open_congresses(*, on: date, at: datetime) -> int:
    """Open the congress, with its stages, of each unit that owes one and has none yet; returns how many. Safe twice.

    A stage added to the templates is added to every congress.
    """
    if not StageTemplate.objects.exists():
        install_stages()
    with connection.cursor() as cursor:
        cursor.execute(_CONGRESSES_SQL)
        opened: int = cursor.rowcount
        cursor.execute(_STAGES_SQL)
    if opened:
        log_action(act="congresses.opened", by=None, at=at, detail={"on": on.isoformat(), "opened": opened})
    return opened
