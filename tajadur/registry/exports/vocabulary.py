"""The states of a long file, its formats, and how patient we are with it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SUBJECT: Final = "export"  # of its notice and its audit entries
FOLDER: Final = "exports"  # of the store of files, beside the folders of what hangs on things
# A writer says so often that it lives: whoever is silent for so long was killed, and another begins anew.
LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 3
MOST_WAITING: Final = 5  # of one account


class ExportFormat(models.TextChoices):
    """What a long file may be; what is printed is never long."""

    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"

    @property
    def content_type(self) -> str:
        """As it is served."""
        return "text/csv; charset=utf-8" if self is ExportFormat.CSV else _SHEET


_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportState(models.TextChoices):
    """Where it stands."""

    WAITING = "waiting", pgettext_lazy("file", "Waits")
    RUNNING = "running", pgettext_lazy("file", "Being written")
    DONE = "done", pgettext_lazy("file", "Ready")
    FAILED = "failed", pgettext_lazy("file", "Failed")


class ExportFault(models.TextChoices):
    """Why it failed, in words that say what to do."""

    NONE = "", ""
    REFUSED = "refused", _("You may not read this list any more.")
    GONE = "gone", _("This list is not there any more.")
    BROKEN = "broken", _("The file could not be written. Ask for it again; if it fails again, narrow the list.")


PROBLEMS: Mapping[str, str | Promise] = {
    "too_many_exports": _("Several files of yours are being written already. Wait for one of them."),
}
