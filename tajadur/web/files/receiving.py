"""How the files of a form come in: each measured while it arrives, dropped where it is too large, the form kept."""

from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from tajadur.registry.files.vocabulary import MEGABYTE, most_bytes, most_bytes_of_a_thing

_IN_MEMORY = MEGABYTE


class DroppedUpload(NamedTuple):
    """A file that did not arrive: the field it was for, its name, a code of the problems of files."""

    field: str
    name: str
    code: str


def most_bytes_of_a_request() -> int:
    """A longer request is not read: two forms full of files."""
    return 2 * most_bytes_of_a_thing()


def dropped_uploads(request: HttpRequest, field: str) -> list[DroppedUpload]:
    """What did not arrive for a field of the form of this request."""
    return [upload for upload in getattr(request, "dropped_uploads", ()) if upload.field == field]


class MeasuredUploadHandler(FileUploadHandler):
    """In memory up to a megabyte, else in a file without a name; the rest of one that is too large is not kept."""

    request: Any

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> None:  # noqa: N803  Django's name
        """Refuse what is longer than any form: 413."""
        if content_length > most_bytes_of_a_request():
            raise RequestDataTooBig(f"{content_length} bytes in one form")
        self.request.dropped_uploads = []

    def new_file(self, *more: Any, **named: Any) -> None:
        """A file begins."""
        super().new_file(*more, **named)
        self.spool: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep it, or drop the file."""
        if start + len(raw_data) > most_bytes():
            self._drop("file_too_large")
        try:
            self.spool.write(raw_data)
        except OSError:
            self._drop("no_room")

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file, read from its beginning."""
        self.spool.seek(0)
        return UploadedFile(
            file=self.spool,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The connection broke: nothing stays."""
        if hasattr(self, "spool"):
            self.spool.close()

    def _drop(self, code: str) -> None:
        self.spool.close()
        self.request.dropped_uploads.append(DroppedUpload(self.field_name or "", self.file_name or "", code))
        raise SkipFile
