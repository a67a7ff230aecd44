"""The sendings of the preparation of meetings and of their minutes, and of the rules about holding posts."""

from collections.abc import Mapping

from tests.access import table_of_councils as say
from tests.access.laid import Sending, of, on, own, ruling

_NAMES = {"name_ar": "ضبط اللوائح", "name_fr": "Listes arrêtées", "name_en": "Lists settled"}
SENDINGS_OF_COUNCILS: Mapping[str, Sending] = {
    "meetings:prepare": Sending("secretary", of(say.done), of(say.a_step)),
    "units:step_add": Sending("admin", on("from_on", 1, **_NAMES, days_before="12"), own("body_type")),
    "units:step_change": Sending("admin", on("ended_on", 9, **_NAMES, days_before="12"), own("step")),
    "people:rule_add": Sending("admin", ruling),
    "people:rule_end": Sending("admin", on("to_on", 3), own("rule")),
    "units:step_move": Sending("admin", {"to": "down"}, own("step")),
    "reports:circulate": Sending("secretary", at=own("report")),
}
