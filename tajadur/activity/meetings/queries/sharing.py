"""The text that shares a date by phone: what, day, hour, place. Never the name of a person."""

from datetime import time
from urllib.parse import quote

from django.utils.translation import gettext as _

from ..models import Meeting


def share_text(meeting: Meeting, day: str) -> str:
    """The message in the language of the page; ``day`` is the day as the page writes it."""
    what = _("Meeting: %(body)s, %(unit)s") % {"body": meeting.body.body_type.name, "unit": meeting.unit.name}
    return date_text(what, day, meeting.wall_time, meeting.place)


def date_text(what: str, day: str, wall_time: time, place: str) -> str:
    """The lines that share a date: ``what``, then the day, the hour and the place."""
    lines = [
        what,
        _("Day: %(day)s") % {"day": day},
        _("Hour: %(hour)s") % {"hour": f"{wall_time:%H:%M}"},
        _("Place: %(place)s") % {"place": place},
    ]
    return "\n".join(lines)


def share_link(text: str) -> str:
    """The link that opens WhatsApp with the message, on a phone or a computer."""
    return f"https://wa.me/?text={quote(text, safe='')}"
