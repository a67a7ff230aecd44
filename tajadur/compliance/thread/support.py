"""Help from above: advice with what the unit did with it, visits, promises and whether they were kept, observations.

Visits and promises are acts of those above, read by more than the record is; their words are the record.
"""

from tajadur.foundation.sql import quoted
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

# Names are read of the few rows that are kept, not joined: the fewer tables are joined, the sooner it is planned.
_POST = "(SELECT t.{words} FROM people_post p JOIN profile_posttype t ON t.id = p.post_type_id WHERE p.id = x.{post})"
_PLACE = """(SELECT w.{name} FROM people_post p JOIN units_unit w ON w.id = coalesce(p.area_id, p.unit_id)
              WHERE p.id = x.{post})"""
_BY = f"'by', {_POST}, 'place', {_PLACE}"
_QUOTE = "'quote', CASE WHEN {opens} THEN {text} END"


def _source(
    kind: str,
    permission: Permission,
    *,
    rows: str,
    day: str,
    event: str,
    detail: str,
    where: str = "",
    post: str = "post_id",
) -> Source:
    return Source(
        kind=kind,
        group=ThreadGroup.SUPPORT,
        permission=permission,
        rows=rows,
        where=f"x.unit_id = %(unit)s{where}",
        day=day,
        key="x.id",
        event=event,
        detail=f"json_build_object({_BY.replace('{post}', post)}, {detail})",
    )


ADVICE = _source(
    "advice",
    Permission.READ_ADVICE,
    rows="support_advice x",
    day="x.given_on",
    event=f"CASE WHEN x.withdrawn_at IS NULL THEN {quoted(ThreadEvent.GIVEN)} ELSE {quoted(ThreadEvent.WITHDRAWN)} END",
    detail=f"""'answer_on', x.due_on,
        'read_on', (SELECT r.read_on FROM support_adviceread r WHERE r.advice_id = x.id),
        'used_on', (SELECT u.used_on FROM support_adviceuse u WHERE u.advice_id = x.id),
        {_QUOTE.replace("{text}", "CASE WHEN x.withdrawn_at IS NULL THEN x.text END")}""",  # noqa: S608  words of ours
)
ANSWER = Source(
    kind="advice-answer",
    group=ThreadGroup.SUPPORT,
    permission=Permission.READ_ADVICE,
    rows="support_advice x JOIN support_adviceanswer n ON n.advice_id = x.id",
    where="x.unit_id = %(unit)s",
    day="n.answered_on",
    key="n.id",
    event="n.kind",
    detail="json_build_object('advice_id', x.id, 'quote', n.text)",
)
REPLY = Source(
    kind="advice-reply",
    group=ThreadGroup.SUPPORT,
    permission=Permission.READ_ADVICE,
    rows="support_advice x JOIN support_advicereply n ON n.advice_id = x.id",
    where="x.unit_id = %(unit)s",
    day="n.replied_on",
    key="n.id",
    event=quoted(ThreadEvent.REPLIED),
    detail="json_build_object('advice_id', x.id, 'quote', n.text)",
)
USED = Source(
    kind="advice-used",
    group=ThreadGroup.SUPPORT,
    permission=Permission.READ_ADVICE,
    rows="support_advice x JOIN support_adviceuse n ON n.advice_id = x.id",
    where="x.unit_id = %(unit)s",
    day="n.used_on",
    key="n.id",
    event=quoted(ThreadEvent.USED),
    detail="json_build_object('advice_id', x.id)",
)
OBSERVATION = _source(
    "observation",
    Permission.READ_ADVICE,
    rows="support_observation x",
    day="x.seen_on",
    event=quoted(ThreadEvent.SEEN),
    detail=_QUOTE.replace("{text}", "x.text"),
)
VISIT = _source(
    "visit",
    Permission.READ_SUPPORT,
    rows="support_visit x",
    day="coalesce(x.made_on, x.planned_on)",
    event=f"CASE WHEN x.outcome = '' THEN {quoted(ThreadEvent.PLANNED)} ELSE x.outcome END",
    detail=_QUOTE.replace("{text}", "coalesce(nullif(x.seen, ''), nullif(x.because, ''), x.aim)"),
)
PROMISE = _source(
    "promise",
    Permission.READ_SUPPORT,
    rows="support_promise x",
    day="x.made_on",
    event=f"CASE WHEN x.withdrawn_at IS NULL THEN {quoted(ThreadEvent.GIVEN)} ELSE {quoted(ThreadEvent.WITHDRAWN)} END",
    detail=f"'due_on', x.due_on, {_QUOTE.replace('{text}', 'x.text')}",
    post="owner_id",
)
KEPT = _source(
    "promise-kept",
    Permission.READ_SUPPORT,
    rows="support_promise x",
    where=" AND x.kept_on IS NOT NULL",
    day="x.kept_on",
    event=f"CASE WHEN x.kept_on <= x.due_on THEN {quoted(ThreadEvent.KEPT)} ELSE {quoted(ThreadEvent.KEPT_LATE)} END",
    detail=f"'due_on', x.due_on, {_QUOTE.replace('{text}', 'x.proof')}",
    post="owner_id",
)
