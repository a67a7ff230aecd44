"""The constituencies in which a unit lies, and those that lie in it."""

from django.db.models import Q, QuerySet

from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import sort_field

from ..models import Constituency, ConstituencyPart
from ..vocabulary import ElectionStatus
from .readiness import steps_of


def constituencies_around(unit: Unit) -> QuerySet[Constituency]:
    """Those of issued elections, the newest election first, each with its ``election`` and ``owner``."""
    near = Q(unit__path__startswith=unit.path) | Q(unit__in=steps_of(unit.path))
    name = "name_ar" if sort_field() == "sort_ar" else "name_latin"
    rows = Constituency.objects.filter(
        election__standing=ElectionStatus.ISSUED, pk__in=ConstituencyPart.objects.filter(near).values("constituency")
    )
    return rows.select_related("election", "owner__kind").order_by("-election__month_on", "election__kind", name, "pk")
