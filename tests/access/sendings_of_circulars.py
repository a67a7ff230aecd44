"""The sendings of the room of circulars."""

from collections.abc import Mapping

from tests.access import table_of_circulars as say
from tests.access.laid import Sending, of, own

_SENT, _DRAFT = own("circulars", "circular_id"), own("drafts", "circular_id")

SENDINGS_OF_CIRCULARS: Mapping[str, Sending] = {
    "circulars:new": Sending("secretary", of(say.draft), own("unit")),
    "circulars:edit": Sending("secretary", of(say.amendment_of_draft), _DRAFT),
    "circulars:issue": Sending("secretary", of(say.count), _DRAFT),
    "circulars:discard": Sending("secretary", at=_DRAFT),
    "circulars:confirm": Sending("secretary", of(say.first_version), _SENT),
    "circulars:amend": Sending("secretary", of(say.amendment), _SENT),
    "circulars:language": Sending("secretary", of(say.french), _SENT),
    "circulars:withdraw": Sending("secretary", of(say.reason), _SENT),
}
