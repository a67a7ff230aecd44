"""How long what tells of persons is kept (law 09-08 art. 3; the design's rooms, §10). Pure: the day is given."""

from datetime import date, datetime, timedelta

from .dysfunctions import months_after

READ_LOG_MONTHS = 24
ADDRESS_DAYS = 90
PERSON_MONTHS = 24
DRAFT_DAYS = 90
EXPORT_DAYS = 7


def read_log_since(on: date) -> date:
    """The first day whose notes of who read what are still kept on ``on``."""
    return months_after(on, -READ_LOG_MONTHS)


def addresses_since(on: date) -> date:
    """The first day whose letters still say on ``on`` to which address they went."""
    return on - timedelta(days=ADDRESS_DAYS)


def offices_since(on: date) -> date:
    """Whoever left their last office before this day, and did not come in since, is no longer known on ``on``."""
    return months_after(on, -PERSON_MONTHS)


def drafts_since(on: date) -> date:
    """The first day on which what a draft is about may have ended, for the draft to be still there on ``on``."""
    return on - timedelta(days=DRAFT_DAYS)


def exports_since(at: datetime) -> datetime:
    """The first instant whose long files are still kept at ``at``."""
    return at - timedelta(days=EXPORT_DAYS)
