"""What is said of the unit's own life: opening, mandates, meetings, congress, declarations, releases."""

from django.utils.translation import gettext_lazy as _

from .label import EventLabel, SourceLabels
from .notes import (
    note_of_declaration,
    note_of_meeting,
    note_of_place,
    note_of_request,
    note_of_terms,
    to_congress,
    to_declaration,
    to_meeting,
    to_obligation,
    to_people,
)

OWN_LABELS: dict[str, SourceLabels] = {
    "placed": SourceLabels(
        {
            "opened": EventLabel("landmark", "ok", _("The unit was opened")),
            "moved": EventLabel("move", "info", _("The unit moved: from this day it stands under %(above)s")),
        },
        to_people,
        note_of_place,
    ),
    "closed": SourceLabels({"closed": EventLabel("archive", "", _("The unit was closed"))}, to_people),
    "term-began": SourceLabels(
        {
            "regular": EventLabel("user-check", "ok", _("Mandates that began: %(body)s")),
            "interim": EventLabel("hourglass", "info", _("Interim mandates that began: %(body)s")),
        },
        to_people,
        note_of_terms,
    ),
    "term-ended": SourceLabels(
        {
            "regular": EventLabel("user-x", "", _("Mandates that ended: %(body)s")),
            "interim": EventLabel("user-x", "", _("Interim mandates that ended: %(body)s")),
        },
        to_people,
        note_of_terms,
    ),
    "meeting": SourceLabels(
        {
            "held": EventLabel("circle-check", "ok", _("Meeting held: %(body)s")),
            "not_held": EventLabel("message-square-text", "info", _("Meeting declared not held: %(body)s")),
            "cancelled": EventLabel("calendar-x", "", _("Meeting cancelled: %(body)s")),
            "unreported": EventLabel("hourglass", "warn", _("Meeting programmed, no report yet: %(body)s")),
        },
        to_meeting,
        note_of_meeting,
    ),
    "congress": SourceLabels(
        {
            "held": EventLabel("flag", "ok", _("Congress held, edition %(period)s")),
            "stage": EventLabel("flag", "", _("Congress of %(period)s: %(stage)s")),
        },
        to_congress,
    ),
    "declaration": SourceLabels(
        {
            "done": EventLabel("file-check", "ok", _("Declared done: %(what)s")),
            "not_held": EventLabel("message-square-text", "info", _("Declared not held: %(what)s")),
            "withdrawn": EventLabel("undo-2", "", _("Declaration taken back or corrected: %(what)s")),
        },
        to_declaration,
        note_of_declaration,
    ),
    "release-asked": SourceLabels(
        {
            "extension": EventLabel("calendar-clock", "info", _("Asked for more time until %(until_on)s: %(what)s")),
            "excuse": EventLabel("shield", "info", _("Asked for an excuse: %(what)s")),
            "reopening": EventLabel("lock-open", "info", _("Asked for a reopening: %(what)s")),
        },
        to_obligation,
        note_of_request,
    ),
    "release-given": SourceLabels(
        {
            "extension": EventLabel("calendar-check", "ok", _("More time given until %(until_on)s: %(what)s")),
            "excuse": EventLabel("shield-check", "ok", _("Excused: %(what)s")),
            "reopening": EventLabel("lock-open", "ok", _("Reopened: %(what)s")),
        },
        to_obligation,
    ),
    "release-refused": SourceLabels(
        {
            "extension": EventLabel("ban", "warn", _("More time refused: %(what)s")),
            "excuse": EventLabel("ban", "warn", _("Excuse refused: %(what)s")),
            "reopening": EventLabel("ban", "warn", _("Reopening refused: %(what)s")),
        },
        to_obligation,
    ),
}
