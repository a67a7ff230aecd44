"""The rows of files: attaching on a form, and those of a record, a request, a circular, a receipt; long ones."""

from typing import Any

from tests.access.roles import LONG_FILES, MEMBERS, RECORD, SHUT
from tests.access.rows import Row
from tests.access.table_of_circulars import READERS as READERS_OF_CIRCULARS
from tests.access.table_of_resources import READERS
from tests.access.world import World
from tests.factories.files import pdf_upload


def _of(things: str, argument: str) -> Any:
    return lambda world, target: {argument: getattr(world, things)[target], "file_id": world.files[target]}


def upload(world: World, target: str) -> dict[str, Any]:
    """A small file."""
    return {"files": [pdf_upload()]}


def a_list(world: World, target: str) -> dict[str, Any]:
    """A list that may be long, as its page asks for the file."""
    return {"address": "/obligations/?state=all", "kind": "csv"}


FILES: dict[str, Row] = {
    "exports:index": Row(get=MEMBERS),
    "exports:ask": Row(post=LONG_FILES, data=a_list),
    **dict.fromkeys(("exports:progress", "exports:file"), Row(get=SHUT, at=lambda *_: {"export_id": 1})),
    "files:attach": Row(post=MEMBERS, data=upload),
    "reports:file": Row(get=RECORD, at=_of("reports", "report_id")),
    "declarations:file": Row(get=RECORD, at=_of("declarations", "declaration_id")),
    "resources:file": Row(get=READERS, at=_of("resources", "request_id")),
    "filings:file": Row(get=RECORD, at=_of("filings", "filing_id")),
    "circulars:file": Row(get=READERS_OF_CIRCULARS, at=_of("circulars", "circular_id")),
}
