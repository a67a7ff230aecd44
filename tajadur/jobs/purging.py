"""The purge: what is kept for a time goes when that time is over. What is kept how long: ``rules/retention.py``."""

from datetime import date, datetime

from django.contrib.sessions.models import Session

from tajadur.activity.census.operations.drafts import forget_answer_drafts
from tajadur.activity.meetings.operations.drafts import forget_report_drafts
from tajadur.organisation.people.operations.blanking import blank_former_persons
from tajadur.registry.audit.nightly import forget_readings
from tajadur.registry.exports.nightly import forget_exports
from tajadur.registry.notices.operations.addresses import forget_addresses


def purge(*, on: date, at: datetime) -> dict[str, int]:
    """What is over of sessions, notes of who read what, addresses of letters, long files, drafts and persons; how many.

    Safe to run twice and at once."""
    return {
        "sessions": Session.objects.filter(expire_date__lt=at).delete()[0],
        "readings": forget_readings(on=on),
        "addresses": forget_addresses(on=on),
        "exports": forget_exports(at=at),
        "drafts": forget_report_drafts(on=on) + forget_answer_drafts(on=on),
        "persons": blank_former_persons(on=on, at=at),
    }
