"""What every act does: the circular locked and judged, whoever is concerned told, an entry in the audit log."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy, override

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.files.operations.attaching import let_go
from tajadur.registry.files.queries import attachments_of

from ..models import Circular, CircularAttachment, CircularVersion
from ..queries.acting import require_in_name_of
from ..vocabulary import CIRCULAR

_NAME = gettext_lazy("Circular %(number)s: %(subject)s")
_LONGEST_NAME = 160


def locked(circular_id: int) -> Circular:
    """The circular, locked: what is done about it goes one after the other. Raises NotVisible."""
    rows = Circular.objects.select_for_update(of=("self",)).select_related("unit__kind", "subtree", "directive")
    circular = rows.filter(pk=circular_id).first()
    if circular is None:
        raise NotVisible
    return circular


def begin(circular_id: int, permission: Permission, by: Actor) -> tuple[Circular, Grant]:
    """The locked circular and the grant in its unit's name. Raises NotVisible, PermissionDenied."""
    circular = locked(circular_id)
    return circular, require_in_name_of(by, permission, circular.unit)


def drafted_version(circular: Circular) -> CircularVersion | None:
    """The version that is being drafted, if any."""
    return circular.versions.filter(issued_at=None).first()


def drop_version(version: CircularVersion) -> None:
    """Drop what is drafted, with its files; those of a version in force stay with it."""
    let_go(list(attachments_of(CircularAttachment, version=version)))
    version.delete()


def names_of(circular: Circular, version: CircularVersion) -> dict[str, str]:
    """What the circular is called among the duties, in each language; a subject that waits is given in the other."""
    names = {}
    for language, _name in settings.LANGUAGES:
        own, other = version.subject_ar, version.subject_fr
        subject = (own or other) if language == "ar" else (other or own)
        with override(language):
            names[language] = (str(_NAME) % {"number": circular.label, "subject": subject})[:_LONGEST_NAME]
    return names


def log(
    act: str, circular: Circular, by: Actor | None, at: datetime, grant: Grant | None = None, **detail: Any
) -> None:
    """One entry about the circular, among those of the unit that sends it: codes, numbers and days."""
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in detail.items()}
    named = {"number": circular.label} if circular.label else {}
    log_action(
        act=f"circular.{act}", by=by, at=at, grant=grant, unit_id=circular.unit_id, subject=(CIRCULAR, circular.pk),
        detail={**named, **values},
    )  # fmt: skip


def checked(problems: Iterable[BadInput | None]) -> None:
    """Raises every problem there is, as one."""
    if refusals := [problem for problem in problems if problem is not None]:
        raise BadInput.of(*refusals)
