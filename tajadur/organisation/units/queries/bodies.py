"""Bodies: the place of an act on what one records, and which of them leads the unit above."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q

from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.actors import InBody, Place

from ..models import Body


def in_body(unit: Place, body: Body) -> InBody:
    """``unit`` as the place of an act on what its ``body`` records: permission is asked in that body. No query."""
    return InBody(unit.id, unit.path, body.body_type_id)


def bodies_above(unit_ids: Collection[int], on: date) -> dict[int, int]:
    """Unit -> the body that leads the unit above it on a day; units below none, or below a closed one, are left out.

    One query.
    """
    lasting = Q(closed_on=None) | Q(closed_on__gt=on)
    unit_lasts = Q(unit__closed_on=None) | Q(unit__closed_on__gt=on)
    rows = Body.objects.filter(lasting, unit_lasts, unit__children__in=unit_ids, opened_on__lte=on)
    rows = rows.filter(body_type__code__in=[code.value for code in LeadingBody])
    return dict(rows.order_by("-pk").values_list(F("unit__children"), "pk"))
