"""What is said of help from above, of cases, of requests for resources and of circulars."""

from django.utils.translation import gettext_lazy as _

from .help_notes import (
    note_of_advice,
    note_of_asking,
    note_of_case,
    note_of_confirmation,
    note_of_decision,
    note_of_delivery,
    note_of_remedy,
    note_of_version,
    note_of_words,
    receipt_of_advice,
    to_advice,
    to_case,
    to_circular,
    to_promise,
    to_request,
    to_support,
    to_visit,
)
from .label import EventLabel, SourceLabels

HELP_LABELS: dict[str, SourceLabels] = {
    "advice": SourceLabels(
        {
            "given": EventLabel("message-square-text", "info", _("Advice from %(by)s, %(place)s")),
            "withdrawn": EventLabel("undo-2", "", _("Advice withdrawn: %(by)s, %(place)s")),
        },
        to_advice,
        note_of_advice,
        receipt_of_advice,
    ),
    "advice-answer": SourceLabels(
        {
            "answer": EventLabel("send", "ok", _("The unit answered advice")),
            "question": EventLabel("send", "info", _("The unit asked back about advice")),
        },
        to_advice,
    ),
    "advice-reply": SourceLabels(
        {"replied": EventLabel("message-square-text", "info", _("Added from above to advice"))},
        to_advice,
    ),
    "advice-used": SourceLabels(
        {"used": EventLabel("circle-check", "ok", _("The unit used advice"))},
        to_advice,
    ),
    "observation": SourceLabels(
        {"seen": EventLabel("eye", "info", _("Observation: %(by)s, %(place)s"))},
        to_support,
    ),
    "visit": SourceLabels(
        {
            "planned": EventLabel("calendar-clock", "warn", _("Visit planned, nothing said since: %(by)s, %(place)s")),
            "made": EventLabel("map-pin", "ok", _("Visit made: %(by)s, %(place)s")),
            "not_made": EventLabel("calendar-x", "warn", _("Visit not made: %(by)s, %(place)s")),
            "cancelled": EventLabel("calendar-x", "", _("Visit cancelled: %(by)s, %(place)s")),
        },
        to_visit,
    ),
    "promise": SourceLabels(
        {
            "given": EventLabel("handshake", "info", _("Promised for %(due_on)s: %(by)s, %(place)s")),
            "withdrawn": EventLabel("undo-2", "", _("Promise withdrawn: %(by)s, %(place)s")),
        },
        to_promise,
    ),
    "promise-kept": SourceLabels(
        {
            "kept": EventLabel("handshake", "ok", _("Promise kept: %(by)s, %(place)s")),
            "kept_late": EventLabel("handshake", "warn", _("Promise kept late, due on %(due_on)s: %(by)s, %(place)s")),
        },
        to_promise,
    ),
    "case-opened": SourceLabels(
        {
            "found_by_rule": EventLabel("activity", "warn", _("Case opened by a rule: %(matter)s")),
            "found_by_unit": EventLabel("activity", "warn", _("Case opened by the unit: %(matter)s")),
            "found_by_above": EventLabel("activity", "warn", _("Case opened by the level above: %(matter)s")),
            "found_by_cell": EventLabel("activity", "warn", _("Case opened by the follow-up cell: %(matter)s")),
            "found_by_general": EventLabel("activity", "warn", _("Case opened by the Secretary General: %(matter)s")),
        },
        to_case,
        note_of_case,
    ),
    "case-remedy": SourceLabels(
        {"agreed": EventLabel("life-buoy", "info", _("Remedy agreed until %(due_on)s: %(matter)s"))},
        to_case,
        note_of_remedy,
    ),
    "case-ended": SourceLabels(
        {
            "settled_by_unit": EventLabel("circle-check", "ok", _("Case settled by the unit: %(matter)s")),
            "settled_by_facts": EventLabel("circle-check", "ok", _("Case settled by the facts: %(matter)s")),
            "case_dismissed": EventLabel("circle-x", "", _("Case dismissed: %(matter)s")),
            "ended_with_unit": EventLabel("archive", "", _("Case ended with its unit: %(matter)s")),
        },
        to_case,
    ),
    "resource-asked": SourceLabels(
        {"asked": EventLabel("hand-helping", "info", _("Resources asked for: %(what)s"))},
        to_request,
        note_of_asking,
    ),
    "resource-endorsed": SourceLabels(
        {
            "favoured": EventLabel("check", "ok", _("Endorsed by the level above: %(what)s")),
            "disfavoured": EventLabel("minus", "warn", _("Not endorsed by the level above: %(what)s")),
        },
        to_request,
        note_of_words,
    ),
    "resource-recommended": SourceLabels(
        {
            "favoured": EventLabel("check", "ok", _("Recommended by the follow-up cell: %(what)s")),
            "disfavoured": EventLabel("minus", "warn", _("Not recommended by the follow-up cell: %(what)s")),
        },
        to_request,
        note_of_words,
    ),
    "resource-decided": SourceLabels(
        {
            "whole": EventLabel("gavel", "ok", _("Resources granted whole: %(what)s")),
            "part": EventLabel("gavel", "ok", _("Resources granted in part: %(what)s")),
            "refused": EventLabel("ban", "warn", _("Resources refused: %(what)s")),
        },
        to_request,
        note_of_decision,
    ),
    "resource-delivered": SourceLabels(
        {"delivered": EventLabel("archive-restore", "ok", _("Resources delivered: %(what)s"))},
        to_request,
        note_of_delivery,
    ),
    "circular-sent": SourceLabels(
        {
            "issued": EventLabel("megaphone", "info", _("Circular %(what)s sent")),
            "amended": EventLabel("megaphone", "info", _("Circular %(what)s amended")),
        },
        to_circular,
    ),
    "circular-confirmed": SourceLabels(
        {"confirmed": EventLabel("check-check", "ok", _("Circular %(what)s confirmed"))},
        to_circular,
        note_of_version,
    ),
    "resource-confirmed": SourceLabels(
        {"confirmed": EventLabel("circle-check", "ok", _("The unit received resources: %(what)s"))},
        to_request,
        note_of_confirmation,
    ),
    "resource-closed": SourceLabels(
        {"closed": EventLabel("archive", "warn", _("Closed, nothing more is delivered: %(what)s"))},
        to_request,
        note_of_words,
    ),
}
