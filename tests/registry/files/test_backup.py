"""The copies of attached files beside a backup: whole, once, and put back where they are missing."""

import os
import subprocess
from pathlib import Path

from django.conf import settings

SCRIPT = Path(settings.ROOT) / "deploy" / "copy_files.sh"


def copy(source: Path, target: Path) -> None:
    subprocess.run(["/bin/sh", str(SCRIPT), str(source), str(target)], check=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_copied_once_and_none_that_is_being_written(tmp_path: Path) -> None:
    store, kept = tmp_path / "store", tmp_path / "kept"
    (store / "ab").mkdir(parents=True)
    (store / "ab" / "abc.pdf").write_bytes(b"minutes")
    (store / "ab" / ".partial-abd.pdf").write_bytes(b"half")
    copy(store, kept)
    assert contents(kept) == {"ab/abc.pdf": b"minutes"}
    (store / "ab" / "abd.pdf").write_bytes(b"more")
    (kept / "ab" / "abc.pdf").write_bytes(b"as it was copied")
    os.utime(kept / "ab" / "abc.pdf", (0, 0))
    copy(store, kept)
    assert contents(kept) == {"ab/abc.pdf": b"as it was copied", "ab/abd.pdf": b"more"}
    assert (kept / "ab" / "abc.pdf").stat().st_mtime > 1_000_000_000  # still there: it is kept on


def test_what_is_missing_is_put_back_and_nothing_is_overwritten(tmp_path: Path) -> None:
    store, kept = tmp_path / "store", tmp_path / "kept"
    for folder, text in ((store, b"of the store"), (kept, b"of the backup")):
        (folder / "cd").mkdir(parents=True)
        (folder / "cd" / "one.jpg").write_bytes(text)
    (kept / "cd" / "two.jpg").write_bytes(b"lost")
    copy(kept, store)
    assert contents(store) == {"cd/one.jpg": b"of the store", "cd/two.jpg": b"lost"}
