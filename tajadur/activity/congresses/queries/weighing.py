"""What the seats of each province are computed from, and the shares of women and youth aimed at."""

from datetime import date

from django.db import connection

from tajadur.foundation.sql import quoted
from tajadur.organisation.profile.models import BodyTypeSettings
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit

from ..vocabulary import Basis

_BRANCHES_SQL = """
SELECT p.id, count(b.id)
  FROM units_unit p
  LEFT JOIN units_unit b ON b.parent_id = p.id AND b.opened_on <= %(on)s
       AND (b.closed_on IS NULL OR b.closed_on > %(on)s)
 WHERE p.parent_id = %(unit)s AND p.opened_on <= %(on)s AND (p.closed_on IS NULL OR p.closed_on > %(on)s)
 GROUP BY p.id ORDER BY p.code, p.id
"""
_MEMBERS_SQL = f"""
SELECT p.id, coalesce(sum(o.members), 0)::int
  FROM units_unit p
  LEFT JOIN units_unit b ON b.parent_id = p.id AND b.opened_on <= %(on)s
       AND (b.closed_on IS NULL OR b.closed_on > %(on)s)
  LEFT JOIN units_body o ON o.unit_id = b.id AND (o.closed_on IS NULL OR o.closed_on > %(on)s)
       AND o.body_type_id IN (SELECT id FROM profile_bodytype WHERE code = {quoted(LeadingBody.OFFICE)})
 WHERE p.parent_id = %(unit)s AND p.opened_on <= %(on)s AND (p.closed_on IS NULL OR p.closed_on > %(on)s)
 GROUP BY p.id ORDER BY p.code, p.id
"""  # noqa: S608  constants of ours


def weights_of(unit: Unit, basis: Basis, on: date) -> dict[int, int]:
    """The weight of each open unit right below ``unit``: its branches, or the members of their offices. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS_SQL if basis == Basis.MEMBERS else _BRANCHES_SQL, {"unit": unit.pk, "on": on})
        return dict(cursor.fetchall())


def aims_of(unit: Unit, on: date) -> BodyTypeSettings | None:
    """The settings whose aimed shares of women and youth hold on ``on`` for the delegates of ``unit``: one query."""
    rows = BodyTypeSettings.objects.filter(body_type__unit_kind=unit.kind_id, from_on__lte=on)
    in_force = rows.order_by("body_type", "-from_on").distinct("body_type")
    return next((row for row in in_force if row.women_percent is not None), None)
