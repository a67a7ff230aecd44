"""One row for each pass, rewritten by each run; and one for the watcher, which is a pass of its own."""

from datetime import datetime, timedelta

from django.db import models

AHEAD = timedelta(minutes=2)  # more than hosts may differ by without harm


class PassRun(models.Model):
    """The last run of a pass. Begun after it ended: it is running, or died; ``tally`` is that of the last whole run."""

    name = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    tally = models.JSONField(default=dict)

    def is_ahead_of(self, at: datetime) -> bool:
        """Did it begin or end in what is still to come at ``at``? Then two clocks differ, or one was put back.

        The passes would then seem to run for as long as the difference lasts, whether they do or not.
        """
        return max(self.started_at, self.ended_at or self.started_at) > at + AHEAD
