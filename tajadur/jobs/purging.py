"""The purge: what is kept for a time goes when that time is over. What is kept how long: ``rules/retention.py``."""

from datetime import date, datetime

from django.contrib.sessions.models import Session

from tajadur.registry.audit.nightly import forget_readings
from tajadur.registry.exports.nightly import forget_exports
from tajadur.registry.notices.nightly import forget_addresses


def purge(*, on: date, at: datetime) -> dict[str, int]:
    """Sessions that ended, notes of who read what, addresses of letters, long files; how many of each. Safe at once."""
    return {
        "sessions": Session.objects.filter(expire_date__lt=at).delete()[0],
        "readings": forget_readings(on=on),
        "addresses": forget_addresses(on=on),
        "exports": forget_exports(at=at),
    }
