"""One row for each pass, rewritten by each run; and one for the watcher, which is a pass of its own."""

from django.db import models


class PassRun(models.Model):
    """The last run of a pass. Begun after it ended: it is running, or died; ``tally`` is that of the last whole run."""

    name = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    tally = models.JSONField(default=dict)
