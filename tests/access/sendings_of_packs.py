"""The sendings of the pack of the pole's meeting."""

from collections.abc import Mapping

from tests.access import table_of_packs as say
from tests.access.laid import Sending, of

SENDINGS_OF_PACKS: Mapping[str, Sending] = {
    "packs:make": Sending("pole"),
    "packs:decisions": Sending("responsible", of(say.decided), of(say.the_pack)),
    "packs:comment": Sending("bureau", of(say.said), of(say.the_pack)),
    "packs:send": Sending("general", of(say.as_seen), of(say.the_pack)),
}
