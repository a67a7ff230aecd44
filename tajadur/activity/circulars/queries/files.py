"""The files of a version, what changed among them since the version before, and one of them for whoever may read it."""

from dataclasses import dataclass

from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file, attachments_of

from ..models import Circular, CircularAttachment, CircularVersion
from .acting import grant_in_name_of
from .listing import circular_for, versions_of


@dataclass(frozen=True, slots=True)
class VersionFiles:
    """The files of a version; ``added`` since the version before, and ``removed`` from it."""

    files: list[StoredFile]
    added: list[StoredFile]
    removed: list[StoredFile]


def files_of(version: CircularVersion) -> list[StoredFile]:
    """The files of a version, in the order they were attached: one query."""
    return [row.file for row in attachments_of(CircularAttachment, version=version)]


def version_files(version: CircularVersion, before: CircularVersion | None) -> VersionFiles:
    """The files of a version beside those of the one before (None: a first version): one query."""
    wanted = [version] if before is None else [version, before]
    rows = list(attachments_of(CircularAttachment, version__in=wanted))
    own = [row.file for row in rows if row.version_id == version.pk]
    if before is None:
        return VersionFiles(own, [], [])
    old = [row.file for row in rows if row.version_id == before.pk]
    return VersionFiles(
        files=own, added=[file for file in own if file not in old], removed=[file for file in old if file not in own]
    )


def file_of_circular(actor: Actor, circular_id: int, file_id: int) -> StoredFile:
    """A file of a version the actor may read: of an issued one, or of what their unit drafts. Raises NotVisible."""
    circular: Circular = circular_for(actor, circular_id)
    drafts = grant_in_name_of(actor, Permission.DRAFT_CIRCULAR, circular.unit) is not None
    return attached_file(CircularAttachment, file_id, version__in=versions_of(circular, drafts=drafts))
