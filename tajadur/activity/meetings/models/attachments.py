"""The files of a report."""

from django.db import models

from tajadur.registry.files.models import Attachment

from .records import Report


class ReportAttachment(Attachment):
    """A file of a version of a report: its minutes, its list of attendance. A correction may keep those before it."""

    unit_path = "report__meeting__unit_id"

    report = models.ForeignKey(Report, models.CASCADE, related_name="attachments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "file"], name="report_file_once")]
