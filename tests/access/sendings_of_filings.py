"""The sendings of declarations to the authority."""

from collections.abc import Mapping

from tests.access import table_of_filings as say
from tests.access.laid import Sending, of, own

SENDINGS_OF_FILINGS: Mapping[str, Sending] = {
    "filings:receipt": Sending("secretary", of(say.receipt), own("filing")),
}
