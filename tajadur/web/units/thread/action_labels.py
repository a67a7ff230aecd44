"""What is said of the unit's actions and of its decisions sent up, what stands under it and where it leads."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.compliance.thread.reading import Entry

from .label import EventLabel, SourceLabels
from .notes import values_of

MOST_ACTIONS = 3


def _to_meeting(entry: Entry, _unit_id: int) -> str:
    return reverse("meetings:detail", args=[entry.id])


def _to_action(entry: Entry, _unit_id: int) -> str:
    return reverse("actions:detail", args=[entry.id])


def _to_proposal(entry: Entry, _unit_id: int) -> str:
    return reverse("proposals:detail", args=[entry.detail["proposal_id"]])


def _note_of_actions(entry: Entry) -> str:
    """The first of them, each with the decision it carries out."""
    actions = entry.detail["actions"]
    lines = [_action(row) for row in actions[:MOST_ACTIONS]]
    if left := len(actions) - len(lines):
        lines.append(ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left})
    return " · ".join(lines)


def _action(row: Mapping[str, Any]) -> str:
    if row["of_decision"] is None:
        return str(row["action"])
    return _("%(action)s (decision %(number)s)") % {"action": row["action"], "number": row["of_decision"]}


def _note_of_action(entry: Entry) -> str:
    """The decision it carries out, and the day it was for."""
    values, parts = values_of(entry.detail), []
    if values["of_decision"]:
        parts.append(_("Carries out decision %(of_decision)s") % values)
    if values["due_on"]:
        parts.append(_("to be done by %(due_on)s") % values)
    return " · ".join(parts)


def _note_of_answer(entry: Entry) -> str:
    """What the body above wrote beside it."""
    return str(entry.detail["remark"])


ACTION_LABELS: dict[str, SourceLabels] = {
    "actions-begun": SourceLabels(
        {"opened": EventLabel("list-checks", "info", gettext_lazy("Actions decided: %(count)s"))},
        _to_meeting,
        _note_of_actions,
    ),
    "action-done": SourceLabels(
        {"closed": EventLabel("check", "ok", gettext_lazy("Action done"))},
        _to_action,
        _note_of_action,
    ),
    "proposal-sent": SourceLabels(
        {
            "sent": EventLabel("send", "info", gettext_lazy("Proposal sent up to: %(above)s")),
            "withdrawn": EventLabel("undo-2", "", gettext_lazy("Proposal taken back from: %(above)s")),
        },
        _to_proposal,
    ),
    "proposal-answered": SourceLabels(
        {
            "reached": EventLabel("circle-check", "ok", gettext_lazy("%(above)s on the proposal: reached")),
            "partly": EventLabel("circle-check", "info", gettext_lazy("%(above)s on the proposal: partly reached")),
            "not_reached": EventLabel("circle-x", "warn", gettext_lazy("%(above)s on the proposal: not reached")),
            "carried": EventLabel("hourglass", "", gettext_lazy("%(above)s carried the proposal to its next meeting")),
        },
        _to_proposal,
        _note_of_answer,
    ),
}
