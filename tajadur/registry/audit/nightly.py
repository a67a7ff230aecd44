"""The purge of the read log: who read what is kept for a time, who did what for good."""

from datetime import date, time

from django.db import models

from tajadur.foundation.calendar import instant
from tajadur.rules.retention import read_log_since

from .models import Consultation, Reading

MOST = 5_000  # rows of each in one run: a first purge of years takes hours, and holds nobody up


def forget_readings(*, on: date) -> int:
    """Delete what was read before the first day that is kept, oldest first; how many rows. Again: the next ones.

    Rows were written in the order of their ids: where the oldest is kept, nothing else is looked at.
    """
    since = read_log_since(on)
    begin = instant(since, time())
    return _forget(Reading, models.Q(at__lt=begin)) + _forget(Consultation, models.Q(on__lt=since))


def _forget(model: type[models.Model], old: models.Q) -> int:
    first = model._default_manager.order_by("pk")[:MOST].values("pk")
    rows = model._default_manager.filter(pk__in=model._default_manager.filter(old, pk__in=first).values("pk"))
    return rows.delete()[0]
