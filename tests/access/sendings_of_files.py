"""The sendings of files."""

from collections.abc import Mapping

from tests.access import table_of_files as say
from tests.access.laid import Sending, of

SENDINGS_OF_FILES: Mapping[str, Sending] = {"files:attach": Sending("secretary", of(say.upload))}
