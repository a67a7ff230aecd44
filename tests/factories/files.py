"""Small files of every kind, good and hostile, made as needed."""

import io
import zipfile
import zlib
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tajadur.foundation import clock
from tajadur.permissions.actors import Actor
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.operations.staging import stage_file

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/>'
    "{more}</Types>"
)
MACROS = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def pdf(inside: bytes = b"", after: bytes = b"") -> bytes:
    """One empty page; ``inside`` its catalogue, ``after`` behind it."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n"
    pages = b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    return head + pages + after + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def packed_objects(text: bytes) -> bytes:
    """A stream of objects, as newer files have them."""
    data = zlib.compress(text)
    head = b"7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length " + str(len(data)).encode()
    return head + b" >>\nstream\n" + data + b"\nendstream\nendobj\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, mode: str = "RGB", **more: Any) -> bytes:
    """A picture, its left half dark."""
    image = Image.new(mode, size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def claimed_picture(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 1000)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def photograph(size: tuple[int, int] = (60, 40), *, orientation: int = 6) -> bytes:
    """A picture as phones write it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker of phones"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(size=size, exif=exif, comment=b"a word beside it")


def office(kind: str = "xlsx", *, more: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """A workbook or a document, as small as can be."""
    part, main = {
        "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
        "docx": ("word/document.xml", "wordprocessingml.document"),
    }[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES.format(part=part, main=main, more=more))
        packed.writestr(part, b"<x/>")
        for name, content in (parts or {}).items():
            packed.writestr(name, content)
    return out.getvalue()


def staged(by: Actor, content: bytes | None = None, name: str = "محضر.pdf", at: datetime | None = None) -> StoredFile:
    """A file that waits on a form of ``by``."""
    return stage_file(source=io.BytesIO(pdf() if content is None else content), name=name, by=by, at=at or clock.now())


def pdf_upload(name: str = "محضر.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, pdf(), "application/pdf")
