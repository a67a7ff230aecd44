"""The posts held on a day that see further than their own unit, with what each lets its holder do."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Grant
from tajadur.permissions.matrix import MATRIX, Permission, Relation, Role

from ..actors import in_force
from ..models import Mandate, Post

_WIDER = {role for role, relations in MATRIX[Permission.READ_FIGURES].items() if relations - {Relation.OWN}}


def grants_above(on: date) -> list[Grant]:
    """One grant for each post held on ``on`` in an open unit that has open units below it. One query.

    A post with several holders gives one: what it lets them do is the same.
    """
    is_open = Q(closed_on=None) | Q(closed_on__gt=on)
    below = Unit.objects.filter(is_open, parent=OuterRef("unit"))
    rows = Post.objects.filter(
        Exists(Mandate.objects.filter(in_force(on), post=OuterRef("pk"))),
        Exists(below),
        Q(unit__closed_on=None) | Q(unit__closed_on__gt=on),
        post_type__office__in=_WIDER,
    )
    columns = ("pk", "body_id", "post_type__office", "post_type__body_type_id", "post_type__body_type__code")
    places = ("unit_id", "unit__path", "area__path")
    return [
        Grant(
            role=Role(row.post_type__office),
            mandate_id=0,
            post_id=row.pk,
            body_id=row.body_id,
            body_type_id=row.post_type__body_type_id,
            leads=row.post_type__body_type__code in set(LeadingBody),
            unit_id=row.unit_id,
            unit_path=row.unit__path,
            area_path=row.area__path,
        )
        for row in rows.order_by("pk").values_list(*columns, *places, named=True)
    ]
