"""The words that spread a date by phone: what, day, hour, place. Never a name of a person."""

from urllib.parse import quote

from django.utils.translation import gettext as _

from ..models import Meeting

__all__ = ["share_link", "share_text"]


def share_text(meeting: Meeting, day: str) -> str:
    """The message in the language of the page; ``day`` is the day as the page writes it."""
    lines = [
        _("Meeting: %(body)s, %(unit)s") % {"body": meeting.body.body_type.name, "unit": meeting.unit.name},
        _("Day: %(day)s") % {"day": day},
        _("Hour: %(hour)s") % {"hour": f"{meeting.wall_time:%H:%M}"},
        _("Place: %(place)s") % {"place": meeting.place},
    ]
    return "\n".join(lines)


def share_link(text: str) -> str:
    """The link that opens WhatsApp with the message, on a phone or a computer."""
    return f"https://wa.me/?text={quote(text, safe='')}"
