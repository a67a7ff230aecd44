"""Files of lists: each is of the person behind its account, asked before it ended, and swept in time."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Q

from tajadur.registry.exports.models import Export
from tajadur.rules.retention import EXPORT_DAYS

from .as_of import AsOf

LATE = timedelta(days=2)  # the purge runs by night, and may miss one


def files_of_lists_consistent(as_of: AsOf) -> Iterator[str]:
    """A file is of its account's person, ended after it was asked for, and is gone when its days are over."""
    others = Export.objects.exclude(person_id=F("account__person_id")).values_list("pk", flat=True)
    yield from (f"file {pk} of a list is of another person than its account" for pk in others)
    early = Export.objects.filter(Q(ended_at__lt=F("asked_at")) | Q(asked_at__gt=as_of.at)).values_list("pk", flat=True)
    yield from (f"file {pk} of a list ended before it was asked for" for pk in early)
    over = as_of.at - timedelta(days=EXPORT_DAYS) - LATE
    kept = Export.objects.filter(ended_at__lt=over).values_list("pk", flat=True)
    yield from (f"file {pk} of a list is kept longer than its days" for pk in kept)
