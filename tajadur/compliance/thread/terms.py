"""Mandates that begin and end, those of one body on one day together; by post, named for whoever may know names."""

from tajadur.foundation.sql import quoted
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.permissions.matrix import Permission

from .source import Source, ThreadEvent, ThreadGroup

_TOGETHER = """(
    SELECT p.body_id, {day} AS day, bool_and(m.interim) AS interim,
           json_agg(json_build_object(
               'name', t.{words}, 'area', (SELECT a.{name} FROM units_unit a WHERE a.id = p.area_id),
               'person', CASE WHEN %(people)s THEN coalesce(nullif(n.{name}, ''), n.name_ar) END
           ) ORDER BY t.rank, p.id, m.id) AS posts
      FROM people_post p
      JOIN people_mandate m ON m.post_id = p.id AND m.standing = {confirmed}
      JOIN people_person n ON n.id = m.person_id
      JOIN profile_posttype t ON t.id = p.post_type_id
     WHERE p.unit_id = %(unit)s AND {day} IS NOT NULL
     GROUP BY p.body_id, {day}) x
""".replace("{confirmed}", quoted(MandateStatus.CONFIRMED))

_BODY = """(SELECT y.{words} FROM units_body b JOIN profile_bodytype y ON y.id = b.body_type_id
             WHERE b.id = x.body_id)"""


def _terms(kind: str, day: str) -> Source:
    return Source(
        kind=kind,
        group=ThreadGroup.PEOPLE,
        permission=Permission.SEE_UNIT,
        rows=_TOGETHER.replace("{day}", day),
        where="TRUE",
        day="x.day",
        key="x.body_id",
        event=f"CASE WHEN x.interim THEN {quoted(ThreadEvent.INTERIM)} ELSE {quoted(ThreadEvent.REGULAR)} END",
        detail=f"json_build_object('body', {_BODY}, 'posts', x.posts)",
    )


BEGAN = _terms("term-began", "m.from_on")
ENDED = _terms("term-ended", "m.to_on")
