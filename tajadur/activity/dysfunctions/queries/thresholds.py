"""The thresholds in force: the party's own, else those of the rule."""

from collections.abc import Mapping

from tajadur.rules.dysfunctions import FOUND_BY_RULE, RULES, CaseKind

from ..models import DetectionSettings

AllThresholds = Mapping[CaseKind, Mapping[str, int]]


def thresholds_in_force() -> AllThresholds:
    """Kind -> its thresholds by name, for every kind that a rule finds. One query."""
    own = dict(DetectionSettings.objects.values_list("kind", "thresholds"))
    return {kind: {**RULES[kind].thresholds, **own.get(kind.value, {})} for kind in FOUND_BY_RULE}
