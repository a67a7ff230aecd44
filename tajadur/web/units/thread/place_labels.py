"""What is said of premises and of proximity activities."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tajadur.activity.proximity.vocabulary import ProximityKind
from tajadur.compliance.thread.reading import Entry
from tajadur.web.proximity.labels import ICONS, reached_words

from .label import EventLabel, SourceLabels


def _to_premises(_entry: Entry, unit_id: int) -> str:
    return reverse("premises:detail", args=[unit_id])


def _to_activities(_entry: Entry, unit_id: int) -> str:
    return reverse("proximity:detail", args=[unit_id])


def _address(entry: Entry) -> str:
    return str(entry.detail["address"])


def _where_and_how_many(entry: Entry) -> str:
    return f"{entry.detail['place']} · {reached_words(entry.detail['reached'])}"


PLACE_LABELS: dict[str, SourceLabels] = {
    "premises-began": SourceLabels(
        {"moved_in": EventLabel("building-2", "ok", _("The unit took premises"))}, _to_premises, _address
    ),
    "premises-ended": SourceLabels(
        {"moved_out": EventLabel("building-2", "warn", _("Last day of premises"))}, _to_premises, _address
    ),
    "premises-none": SourceLabels(
        {"without": EventLabel("circle-x", "warn", _("The unit said that it has no premises since %(since_on)s"))},
        _to_premises,
    ),
    "proximity": SourceLabels(
        {kind.value: EventLabel(ICONS[kind], "ok", kind.label) for kind in ProximityKind},
        _to_activities,
        _where_and_how_many,
    ),
}
