"""The sendings of the preparation of meetings and of their minutes."""

from collections.abc import Mapping

from tests.access import table_of_councils as say
from tests.access.laid import Sending, of, own

SENDINGS_OF_COUNCILS: Mapping[str, Sending] = {
    "meetings:prepare": Sending("secretary", of(say.done), of(say.a_step)),
    "reports:circulate": Sending("secretary", at=own("report")),
}
