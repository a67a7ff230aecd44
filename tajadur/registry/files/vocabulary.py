"""The kinds of files, how much of them is taken, and the sentences where one is not."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MEGABYTE: Final = 1024 * 1024
LONGEST_NAME: Final = 255
# A file that was accepted on a form waits so long for the form to be sent.
STAGED_FOR: Final = timedelta(days=1)
FIELD: Final = "files"  # where a form shows what is wrong with a file


class FileKind(models.TextChoices):
    """What is taken; told by what is in a file, never by its name."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"
    XLSX = "xlsx", "XLSX"
    DOCX = "docx", "DOCX"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".jpg" if self is FileKind.JPEG else f".{self.value}"

    @property
    def content_type(self) -> str:
        """As it is served."""
        return _CONTENT_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_CONTENT_TYPES: Final[Mapping[FileKind, str]] = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.XLSX: f"{_OFFICE}spreadsheetml.sheet",
    FileKind.DOCX: f"{_OFFICE}wordprocessingml.document",
}
PICTURES: Final = frozenset({FileKind.JPEG, FileKind.PNG})
PAPERS: Final = PICTURES | {FileKind.PDF}
EVERY_KIND: Final = frozenset(FileKind)

# Of one thing, and of what one account has accepted on forms that are not sent yet.
MOST_FILES: Final = 10
MOST_STAGED: Final = 30


def most_bytes() -> int:
    """The largest file."""
    return int(settings.FILE_MEGABYTES) * MEGABYTE


def most_bytes_of_a_thing() -> int:
    """All files of one thing together; what waits for an account's forms may be twice as much."""
    return 3 * most_bytes()


def most_bytes_of_a_unit() -> int:
    """All files of one unit together."""
    return int(settings.UNIT_FILES_MEGABYTES) * MEGABYTE


PROBLEMS: Mapping[str, str | Promise] = {
    "file_empty": _("«%(name)s» is empty. Choose the file again."),
    "file_too_large": _("«%(name)s» is larger than %(limit)s MB. Make it smaller, or photograph it again."),
    "file_kind_unknown": _("«%(name)s» is not a file of a kind that is taken here: %(kinds)s."),
    "file_broken": _("«%(name)s» cannot be opened: it is damaged, or not what its name says. Choose another copy."),
    "picture_too_large": _("The picture «%(name)s» is too fine to be opened here. Photograph it again, less finely."),
    "file_explodes": _("«%(name)s» would unpack to far more than it is. It is not taken."),
    "file_has_macros": _("«%(name)s» holds macros or embedded objects. Save it without them, or as PDF."),
    "file_has_scripts": _("«%(name)s» holds scripts or embedded files. Print it to PDF again, without them."),
    "file_locked": _("«%(name)s» is protected by a password. Save it without one."),
    "file_gone": ngettext_lazy(
        "%(count)s file is not kept any more. Attach it again.",
        "%(count)s files are not kept any more. Attach them again.",
        "count",
    ),
    "too_many_files": _("%(limit)s files at most: take some away."),
    "files_too_large": _("Together the files are larger than %(limit)s MB. Take some away, or make them smaller."),
    "too_many_staged": _("Too many files wait on forms you did not send. Send one, or take files away from it."),
    "unit_full": _(
        "With this, the files of your unit would pass %(limit)s MB, all it may keep. Attach less, or ask headquarters."
    ),
    "store_away": _("The place where files are kept does not answer now. What you typed is kept: try again later."),
    "no_room": _("The server has no room for files now. What you typed is kept: try again later."),
}
