"""From a figure to help: what the reader may do for a unit."""

from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.organisation.units.queries.tree import unit_for
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.many_links import pick
from tajadur.web.paging import row_number

# What can be done for a unit: permission, address, icon, words.
ACTS: tuple[tuple[Permission, str, str, Any], ...] = (
    (Permission.ADVISE, "support:advise", "message-square-text", gettext_lazy("Give advice")),
    (Permission.VISIT, "support:plan", "map-pin", gettext_lazy("Plan a visit")),
    (Permission.OPEN_CASE, "dysfunctions:open", "life-buoy", gettext_lazy("Open a case")),
    (Permission.OBSERVE, "support:observe", "eye", gettext_lazy("Note an observation")),
)


@enter(get=Permission.ADVISE, shows="what the reader may do for a unit; nothing of its record")
def acts(request: ActorRequest, unit_id: int) -> HttpResponse:
    """What the reader may do for a unit, in the drawer or as a page."""
    actor = request.actor
    unit = unit_for(actor, unit_id, Permission.ADVISE)
    subject = request.GET.get("subject", "")[:40]
    rows = []
    for permission, route, icon, words in ACTS:
        if may(actor, permission, unit):
            with suppress(NoReverseMatch):
                address = reverse(route, args=[unit.pk])
                rows.append(
                    {"url": f"{address}?subject={subject}" if subject else address, "icon": icon, "words": words}
                )
    if may(actor, Permission.REMIND, unit):
        owed = row_number(subject.removeprefix("owed:")) if subject.startswith("owed:") else None
        address = f"{reverse('support:many_reminders')}?pick={pick(unit.pk, owed)}"
        rows.append({"url": address, "icon": "clock-3", "words": _("Remind")})
    context = {"unit": unit, "acts": rows, "reads": may(actor, Permission.READ_RECORD, unit)}
    in_drawer = request.headers.get("HX-Target") == "drawer"
    return render(request, "support/acts_drawer.html" if in_drawer else "support/acts.html", context)
