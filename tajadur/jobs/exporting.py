"""Long files are written in the background by the pages they are taken from, which settings name."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from tajadur.registry.exports.operations import write_exports


def write_long_files(*, at: datetime) -> int:
    """Write the files that wait; returns how many ended. The pages are loaded only where there is one to write."""
    return write_exports(write=lambda row, out, told: import_string(settings.EXPORT_WRITER)(row, out, told), at=at)
