"""The sendings of premises and of proximity activities."""

from collections.abc import Mapping

from tests.access import table_of_premises as say
from tests.access.laid import Sending, of, own

SENDINGS_OF_PREMISES: Mapping[str, Sending] = {
    "premises:record": Sending("secretary", of(say.premises), own("unit")),
    "premises:correct": Sending("secretary", of(say.premises), of(say.its_premises)),
    "premises:none": Sending("secretary", of(say.none), own("unit")),
    "premises:correct_none": Sending("secretary", of(say.none), of(say.its_word)),
    "proximity:record": Sending("secretary", of(say.activity), own("unit")),
    "proximity:correct": Sending("secretary", of(say.activity), of(say.its_activity)),
}
