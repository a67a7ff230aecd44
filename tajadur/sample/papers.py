"""The small files that hang on the circulars of the invented party: sheets and a picture, drawn here."""

import io
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

_PAGE = (595, 842)  # A4, in points
_LEFT, _TOP, _STEP = 72, 760, 26


def sheet(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page: a title and lines to tick. Latin letters: the font every reader has."""
    text = [f"BT /F1 18 Tf {_LEFT} {_TOP} Td ({_latin(title)}) Tj ET"]
    for number, line in enumerate(lines, 2):
        height = _TOP - number * _STEP
        text.append(f"{_LEFT} {height - 2} 11 11 re S")
        text.append(f"BT /F1 12 Tf {_LEFT + 22} {height} Td ({_latin(line)}) Tj ET")
    drawn = "\n".join(text).encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R" % _PAGE
        + b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _written(parts)


def calendar_picture(seed: int) -> bytes:
    """A PNG of six weeks with some days marked."""
    random, size = Random(f"{seed}/calendar"), 56
    image = Image.new("RGB", (7 * size + 1, 6 * size + 1), "white")
    draw = ImageDraw.Draw(image)
    for place in range(42):
        left, top = place % 7 * size, place // 7 * size
        marked = random.random() < 0.2
        draw.rectangle((left, top, left + size, top + size), fill="#dbe9ff" if marked else "white", outline="#8a94a6")
        if marked:
            draw.ellipse((left + 18, top + 18, left + 38, top + 38), fill="#1c5fd1")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _latin(text: str) -> str:
    return text.replace("\\", "").replace("(", "").replace(")", "")


def _written(parts: Sequence[bytes]) -> bytes:
    """The objects of a PDF, numbered from 1, with the table of where each begins."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    begins, count = len(out), len(parts) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, begins))
