"""What is said of what the unit makes of the plan, and of its training."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tajadur.compliance.thread.reading import Entry

from .label import EventLabel, SourceLabels


def _to_plan(_entry: Entry, unit_id: int) -> str:
    return reverse("plans:detail", args=[unit_id])


def _to_training(_entry: Entry, unit_id: int) -> str:
    return reverse("training:unit", args=[unit_id])


def _to_session(entry: Entry, _unit_id: int) -> str:
    return reverse("training:session", args=[entry.detail["session_id"]])


PLAN_LABELS: dict[str, SourceLabels] = {
    "plan-adopted": SourceLabels(
        {"adopted": EventLabel("trending-up", "ok", _("An objective of the plan was adopted: %(what)s"))}, _to_plan
    ),
    "plan-done": SourceLabels(
        {"done": EventLabel("circle-check", "ok", _("An action of the plan was done: %(what)s"))}, _to_plan
    ),
    "plan-value": SourceLabels(
        {"stated": EventLabel("activity", "info", _("A value was stated for the plan: %(what)s"))}, _to_plan
    ),
    "training-need": SourceLabels(
        {"asked": EventLabel("graduation-cap", "info", _("A need for training was declared: %(subject)s"))},
        _to_training,
    ),
    "training-session": SourceLabels(
        {
            "held": EventLabel("graduation-cap", "ok", _("A training session was held: %(subject)s")),
            "cancelled": EventLabel("ban", "warn", _("A training session was cancelled: %(subject)s")),
        },
        _to_session,
    ),
    "training-attended": SourceLabels(
        {"attended": EventLabel("graduation-cap", "ok", _("People of the unit came to a session: %(subject)s"))},
        _to_session,
    ),
}
