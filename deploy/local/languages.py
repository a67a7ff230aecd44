"""Compiled translations from tajadur/locale/*/LC_MESSAGES/*.po, without gettext's binaries."""

import io
import os
import pathlib
import re
import sys

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_translations(root: pathlib.Path) -> list[pathlib.Path]:
    """Write each .mo that is missing or older than its .po; the files written."""
    written = []
    for source in sorted((root / "tajadur" / "locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        stamp = source.stat().st_mtime_ns
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name)
        if source.parent.parent.name == "fr":
            _bind_french_signs(catalogue)
        made = io.BytesIO()
        write_mo(made, catalogue)
        beside = target.with_suffix(f".{os.getpid()}")
        beside.write_bytes(made.getvalue())
        os.utime(beside, ns=(stamp, stamp))
        beside.replace(target)
        written.append(target)
    return written


def _bind_french_signs(catalogue: Catalog) -> None:
    """The space before «: ; ? !» and inside guillemets never breaks a line; the .po keep plain ones, easy to type."""
    for message in catalogue:
        if message.id:
            forms = message.string if isinstance(message.string, (list, tuple)) else [message.string or ""]
            bound = tuple(re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text) for text in forms)
            message.string = bound if isinstance(message.string, (list, tuple)) else bound[0]


if __name__ == "__main__":
    for path in compile_translations(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")):
        print(path)
