"""What the unit makes of the plan, and its training: objectives adopted, actions done, values, needs, sessions."""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup


def _source(
    kind: str, rows: str, where: str, day: str, event: str, detail: str,
    permission: Permission = Permission.READ_RECORD,
) -> Source:  # fmt: skip
    return Source(
        kind=kind,
        group=ThreadGroup.PLAN,
        permission=permission,
        rows=rows,
        where=where,
        day=day,
        key="x.id",
        event=event,
        detail=f"json_build_object({detail})",
    )


ADOPTED = _source(
    "plan-adopted", "plans_planadoption x JOIN plans_planobjective o ON o.id = x.objective_id",
    "x.unit_id = %(unit)s", "x.adopted_on", quoted(ThreadEvent.ADOPTED), "'what', o.{words}",
    Permission.READ_FIGURES,
)  # fmt: skip
DONE = _source(
    "plan-done",
    """plans_adoptedaction x JOIN plans_planadoption a ON a.id = x.adoption_id
        LEFT JOIN plans_planaction p ON p.id = x.action_id""",
    "a.unit_id = %(unit)s AND x.done_on IS NOT NULL", "x.done_on", quoted(ThreadEvent.DONE),
    "'what', coalesce(p.{words}, x.text)",
)  # fmt: skip
STATED = _source(
    "plan-value", "plans_statedvalue x JOIN plans_planindicator i ON i.id = x.indicator_id",
    "x.unit_id = %(unit)s AND x.is_current AND NOT x.is_void", "x.valued_on", quoted(ThreadEvent.STATED),
    "'what', i.{words}, 'quote', x.proof",
)  # fmt: skip
NEED = _source(
    "training-need", "training_trainingneed x", "x.unit_id = %(unit)s AND x.is_current AND NOT x.is_void",
    "x.since_on", quoted(ThreadEvent.ASKED), "'subject', x.kind",
)  # fmt: skip
SESSION = _source(
    "training-session", "training_sessionversion x JOIN training_trainingsession s ON s.id = x.session_id",
    """s.unit_id = %(unit)s AND x.is_current AND (s.cancelled_on IS NOT NULL OR EXISTS (
        SELECT FROM training_sessionattendance t
        WHERE t.session_id = s.id AND t.is_current AND NOT t.is_void))""",
    "coalesce(s.cancelled_on, x.to_on)",
    f"CASE WHEN s.cancelled_on IS NULL THEN {quoted(ThreadEvent.HELD)} ELSE {quoted(ThreadEvent.CANCELLED)} END",
    "'subject', x.kind, 'session_id', s.id, 'quote', s.cancelled_because",
)  # fmt: skip
ATTENDED = _source(
    "training-attended",
    """training_sessionattendance x JOIN training_trainingsession s ON s.id = x.session_id
        JOIN training_sessionversion v ON v.session_id = s.id AND v.is_current""",
    "x.unit_id = %(unit)s AND s.unit_id <> x.unit_id AND x.is_current AND NOT x.is_void", "v.to_on",
    quoted(ThreadEvent.ATTENDED), "'subject', v.kind, 'session_id', s.id",
)  # fmt: skip
