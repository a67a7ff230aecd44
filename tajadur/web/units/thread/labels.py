"""What is said of every source of the thread; a new room adds its own here."""

from .action_labels import ACTION_LABELS
from .help_labels import HELP_LABELS
from .label import SourceLabels
from .minutes_labels import MINUTES_LABELS
from .own_labels import OWN_LABELS
from .place_labels import PLACE_LABELS
from .plan_labels import PLAN_LABELS

LABELS: dict[str, SourceLabels] = {
    **OWN_LABELS,
    **MINUTES_LABELS,
    **ACTION_LABELS,
    **HELP_LABELS,
    **PLACE_LABELS,
    **PLAN_LABELS,
}
