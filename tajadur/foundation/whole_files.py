"""A folder where a file is stored whole or not at all: a temporary name, to the disk, then its own name."""

import contextlib
import os
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

# Of a writer that was killed; no name of ours begins so.
PARTIAL = ".partial-"


class WholeFileStorage(FileSystemStorage):
    """Django's folder, for names that are given once; nobody but the process' own user reads what is in it."""

    def __init__(self, location: str) -> None:
        super().__init__(location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def _save(self, name: str, content: "File[Any]") -> str:
        """Raises OSError: the disk is full, or does not take it. Nothing is left of it then."""
        path = self.path(name)
        folder, last = os.path.split(path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        partial = os.path.join(folder, f"{PARTIAL}{last}")
        try:
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                for block in content.chunks():
                    written.write(block)
                written.flush()
                os.fsync(written.fileno())
            os.replace(partial, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(partial)
            raise
        _to_disk(folder)
        _to_disk(os.path.dirname(folder))
        return name


def _to_disk(folder: str) -> None:
    """The name of a file is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
