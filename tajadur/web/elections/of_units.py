"""From the page of a unit to its elections: the constituencies it lies in, and those that lie in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.elections.queries.around import constituencies_around
from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.paging import page_of

from . import labels


@enter(get=Permission.READ_FIGURES, shows="which constituencies there are, and nothing that a unit wrote of them")
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The constituencies around a unit, the newest election first; each leads to its page for whoever may read it."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.READ_FIGURES)
    page = page_of(request, constituencies_around(unit))
    own = may(actor, Permission.READ_RECORD, unit)
    context = {
        "unit": unit,
        "subject": _("Electoral readiness"),
        "list_name": _("Electoral readiness"),
        "list_url": reverse("elections:index"),
        "page": page,
        "rows": [
            {
                "place": place,
                "election": labels.election_name(place.election),
                "election_url": reverse("elections:unit", args=[place.election_id, unit.pk])
                if own and unit.pk == place.owner_id
                else reverse("elections:detail", args=[place.election_id]),
                "url": reverse("elections:constituency", args=[place.pk])
                if may(actor, Permission.READ_RECORD, place.owner)
                else "",
            }
            for place in page.rows
        ],
    }
    return render(request, "elections/of_unit.html", context)
