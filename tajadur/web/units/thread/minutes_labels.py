"""What is said of the minutes of the unit's meetings."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tajadur.compliance.thread.reading import Entry

from .label import EventLabel, SourceLabels


def _to_report(entry: Entry, _unit_id: int) -> str:
    return reverse("reports:detail", args=[entry.detail["report_id"]])


def _note_of_answer(entry: Entry) -> str:
    """Which corrections, or why they were sent back."""
    return str(entry.detail["remark"])


MINUTES_LABELS: dict[str, SourceLabels] = {
    "minutes-circulated": SourceLabels(
        {"sent": EventLabel("send", "info", _("Minutes of %(held_on)s circulated: %(body)s"))}, _to_report
    ),
    "minutes-answered": SourceLabels(
        {
            "reached": EventLabel("file-check", "ok", _("Minutes of %(held_on)s adopted: %(body)s")),
            "partly": EventLabel("file-check", "ok", _("Minutes of %(held_on)s adopted with corrections: %(body)s")),
            "not_reached": EventLabel("undo-2", "warn", _("Minutes of %(held_on)s sent back: %(body)s")),
            "carried": EventLabel("hourglass", "", _("Minutes of %(held_on)s carried to the next meeting: %(body)s")),
        },
        _to_report,
        _note_of_answer,
    ),
}
