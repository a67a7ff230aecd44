"""A file is given out after the gate of what holds it: as an attachment, never shown by the site itself."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.http import content_disposition_header

from tajadur.registry.files.queries import content_of, require_content


class FileLink(NamedTuple):
    """A file of a thing as a page lists it."""

    file: Any
    url: str


def links_to(files: Iterable[Any], view_name: str, *holder: Any) -> list[FileLink]:
    """The files of a thing with the addresses that give them out: ``view_name`` takes the holder and the file's id."""
    return [FileLink(file, reverse(view_name, args=[*holder, file.pk])) for file in files]


class FileAnswer(StreamingHttpResponse):
    """A file as it is stored; it is opened when the answer is sent, and closed with it."""


def send_file(file: Any) -> FileAnswer:
    """The answer that carries the file under its own name (RFC 6266); nobody's cache keeps it.

    The caller has let the reader through the gate of what holds the file. Raises NotVisible where the store lost it.
    """
    require_content(file)
    response = FileAnswer(content_of(file), content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


class PageCompression(GZipMiddleware):
    """Pages are compressed; files are packed already, and keep their length."""

    def process_response(self, request: Any, response: Any) -> Any:
        """As Django's, but for files."""
        return response if isinstance(response, FileAnswer) else super().process_response(request, response)
