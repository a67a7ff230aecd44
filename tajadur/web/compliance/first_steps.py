"""The checklist of a new installation, in words: each step leads to its act."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.compliance.first_steps import first_steps
from tajadur.foundation.installation import closed_rooms
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.web.access import room_of

# code -> (address, who may go there, icon, title, what it is about); what only a unit does has no address here
_WORDS: dict[str, tuple[str, Permission, str, Promise, Promise]] = {
    "party": (
        "party",
        Permission.MANAGE_UNITS,
        "landmark",
        _("Write the name of the party"),
        _("As it is written officially, in three languages."),
    ),
    "units": (
        "units:census",
        Permission.MANAGE_UNITS,
        "map-pin",
        _("Open the branches"),
        _("Regions and provinces are there already; tick the communes of each province and open their branches."),
    ),
    "general": (
        "people:vacant",
        Permission.READ_PEOPLE,
        "user-check",
        _("Record the Secretary General and invite him or her"),
        _(
            "A person, the mandate, then a link to enter: the Secretary General issues the directives and confirms "
            "mandates."
        ),
    ),
    "people": (
        "people:import",
        Permission.MANAGE_PEOPLE,
        "users",
        _("Bring in persons and mandates"),
        _("From one sheet, or one by one from the vacant posts; those of secretaries wait for a second person."),
    ),
    "invitations": (
        "people:invitations",
        Permission.INVITE,
        "qr-code",
        _("Invite the secretaries"),
        _("A link and its code to print, cut and hand over; done when the first of them has entered."),
    ),
    "directives": (
        "directives:index",
        Permission.READ_DIRECTIVES,
        "scroll-text",
        _("Prepare the directives"),
        _("What is asked, of whom and how often. The Secretary General issues them, and the figures begin."),
    ),
    "meeting": (
        "",
        Permission.PROGRAMME,
        "calendar-plus",
        _("The first meeting is programmed"),
        _("By a secretary, on the first page of the unit: «Programme a meeting»."),
    ),
    "report": (
        "",
        Permission.PROGRAMME,
        "file-text",
        _("The first report is sent"),
        _("By the secretary, from the page of the meeting once it was held."),
    ),
}


def steps_for(actor: Actor) -> list[dict[str, Any]]:
    """The steps of the beginning for whoever administers; empty once all are done. One query."""
    if not may_anywhere(actor, Permission.MANAGE_MANDATES):
        return []
    rows = []
    for step in first_steps(actor.on):
        address, permission, icon, title, text = _WORDS[step.code]
        if room_of(address) in closed_rooms():
            address = "units:index"  # where there is no register of places, units are opened one by one
        url = reverse(address) if address and may_anywhere(actor, permission) else ""
        rows.append({"url": url, "icon": icon, "title": title, "text": text, "done": step.done})
    return rows
