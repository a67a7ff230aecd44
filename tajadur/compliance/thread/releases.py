"""More time, excuses and reopenings: asked by the unit, given or refused from above."""

from tajadur.permissions.matrix import Permission

from .declarations import OF_BODY, OWED
from .source import Source, ThreadGroup

_ABOUT = "'duty', d.{words}, 'period', o.period_key, 'obligation', o.id"

ASKED = Source(
    kind="release-asked",
    group=ThreadGroup.DUTIES,
    permission=Permission.READ_RECORD,
    rows=f"releases_releaserequest x {OWED.replace('{of}', 'x')}",
    where="x.unit_id = %(unit)s",
    day="x.asked_on",
    key="x.id",
    event="x.kind",
    detail=f"""json_build_object({_ABOUT}, 'until_on', x.until, 'quote', x.reason,
        'taken_back', x.withdrawn_at IS NOT NULL)""",
    body=OF_BODY,
)
GIVEN = Source(
    kind="release-given",
    group=ThreadGroup.DUTIES,
    permission=Permission.READ_RECORD,
    rows="""obligations_obligation o
        JOIN obligations_release x ON x.obligation_id = o.id JOIN directives_directive d ON d.id = o.directive_id""",
    where="o.unit_id = %(unit)s",
    day="x.decided_on",
    key="x.id",
    event="x.kind",
    detail=f"json_build_object({_ABOUT}, 'until_on', x.until, 'quote', x.reason)",
    body=OF_BODY,
)
REFUSED = Source(
    kind="release-refused",
    group=ThreadGroup.DUTIES,
    permission=Permission.READ_RECORD,
    rows=f"""releases_releaserequest q JOIN releases_releasedecision x ON x.request_id = q.id
        {OWED.replace("{of}", "q")}""",
    where="q.unit_id = %(unit)s AND NOT x.granted",
    day="x.decided_on",
    key="x.id",
    event="q.kind",
    detail=f"json_build_object({_ABOUT}, 'quote', x.reason)",
    body=OF_BODY,
)
