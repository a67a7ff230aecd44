"""The part of a form that attaches files: what is accepted so far, what was wrong, what is taken on this form.

A file is accepted at once, by the script of the page or with the whole form; its key stays in the form, so that
nothing is lost when something else in it is refused.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.sentences import filled
from tajadur.permissions.actors import Actor
from tajadur.registry.files.operations.staging import stage_file, unstage_file
from tajadur.registry.files.queries import staged_files
from tajadur.registry.files.vocabulary import (
    EVERY_KIND,
    FIELD,
    MEGABYTE,
    MOST_FILES,
    PAPERS,
    PROBLEMS,
    FileKind,
    most_bytes,
)
from tajadur.web.forms import PlainForm
from tajadur.web.typed import came_back

from .receiving import dropped_uploads

# Names in the form: the files chosen, the keys of those accepted, the buttons, and whether sheets are taken too.
KEYS, ATTACH, DETACH, KINDS, OFFICE = "attached", "attach", "detach", "file_kinds", "office"
EARLIER = "kept_file"


@dataclass(slots=True)
class AttachedFiles:
    """``files`` wait on this form, ``earlier`` hang on the thing it changes; ``kept`` are the keys of those that stay.

    ``is_attaching``: only the files were sent, by a button of theirs: show the form again, whatever else is in it.
    """

    kinds: Collection[FileKind]
    files: list[Any] = field(default_factory=list)
    earlier: Sequence[Any] = ()
    kept: frozenset[str] = frozenset()
    problems: list[str] = field(default_factory=list)
    is_attaching: bool = False

    @property
    def keys(self) -> list[str]:
        """The keys for ``attach_files``."""
        staying = [str(file.key) for file in self.earlier if str(file.key) in self.kept]
        return [*staying, *(str(file.key) for file in self.files)]

    @property
    def kept_values(self) -> dict[str, list[str]]:
        """The names and values by which a draft finds these files again; nothing without files."""
        values = {KEYS: [str(file.key) for file in self.files], EARLIER: sorted(self.kept)}
        return {name: keys for name, keys in values.items() if keys}

    @property
    def rows(self) -> list[tuple[Any, bool]]:
        """What hangs there already, each with whether it stays."""
        return [(file, str(file.key) in self.kept) for file in self.earlier]

    @property
    def takes_office(self) -> bool:
        """Are sheets and documents taken too?"""
        return FileKind.XLSX in self.kinds

    @property
    def accept(self) -> str:
        """For the browser's own choice of files."""
        kinds = sorted(FileKind(kind) for kind in self.kinds)
        return ",".join(f"{kind.suffix},{kind.content_type}" for kind in kinds)

    @property
    def hint(self) -> str:
        """What is taken, and how much of it."""
        kinds = _("PDF, photographs (JPEG, PNG), XLSX or DOCX") if self.takes_office else _("PDF or photographs")
        limits = ngettext(
            "%(kinds)s; %(limit)s MB each, %(count)s file at most.",
            "%(kinds)s; %(limit)s MB each, %(count)s files at most.",
            MOST_FILES,
        )
        return limits % {"kinds": kinds, "limit": most_bytes() // MEGABYTE, "count": MOST_FILES}

    def miss(self, gone: int) -> None:
        """Say that so many files of the form are not kept any more."""
        if gone > 0:
            self.problems.append(_sentence(BadInput(FIELD, "file_gone", count=gone)))

    def answer_to(self, form: PlainForm) -> int:
        """The status of the page where the form is shown again on account of its files; 0 where it goes on.

        What was typed stays. Sent to be taken, a form with a file that was refused is judged whole.
        """
        if self.is_attaching:
            form.leave_unjudged()
            return 422 if self.problems else 200
        for problem in self.problems:
            form.add_error(None, problem)
        return 422 if self.problems else 0


def attached_files(
    request: HttpRequest,
    *,
    by: Actor,
    kinds: Collection[FileKind] = PAPERS,
    earlier: Sequence[Any] = (),
    initial: Mapping[str, Any] | None = None,
) -> AttachedFiles:
    """What a form attaches; on a POST the files sent with it are accepted or refused first, one by one.

    ``initial``: what a draft kept of the form, by names.
    """
    if request.method != "POST":
        typed = came_back()
        begun: Mapping[str, Any] | None = dict(typed.lists()) if typed is not None else initial
        kept = [str(file.key) for file in earlier] if begun is None else _texts(begun.get(EARLIER))
        keys = _texts((begun or {}).get(KEYS))
        attached = AttachedFiles(kinds, staged_files(keys, account_id=by.account_id), earlier, frozenset(kept))
        attached.miss(len(set(keys)) - len(attached.files))
        return attached
    keys = request.POST.getlist(KEYS)
    if taken_away := request.POST.get(DETACH):
        unstage_file(key=taken_away, by=by)
        keys = [key for key in keys if key != taken_away]
    attached = AttachedFiles(
        kinds,
        staged_files(keys, account_id=by.account_id),
        earlier,
        frozenset(request.POST.getlist(EARLIER)),
        is_attaching=bool({ATTACH, DETACH} & request.POST.keys()),
    )
    attached.miss(len(set(keys)) - len(attached.files))
    _accept(request, attached, by)
    return attached


def kinds_asked(request: HttpRequest) -> Collection[FileKind]:
    """The kinds that the form says it takes; where they are attached this is looked at again."""
    return EVERY_KIND if request.POST.get(KINDS) == OFFICE else PAPERS


def _accept(request: HttpRequest, attached: AttachedFiles, by: Actor) -> None:
    limit = most_bytes() // MEGABYTE
    for refused in dropped_uploads(request, FIELD):
        attached.problems.append(_sentence(BadInput(FIELD, refused.code, name=refused.name, limit=limit)))
    for upload in request.FILES.getlist(FIELD):
        if len(attached.keys) >= MOST_FILES:
            attached.problems.append(_sentence(BadInput(FIELD, "too_many_files", limit=MOST_FILES)))
            return
        try:
            attached.files.append(
                stage_file(
                    source=cast(IO[bytes], upload), name=upload.name or "", kinds=attached.kinds, by=by, at=clock.now()
                )
            )
        except BadInput as problem:
            attached.problems.append(_sentence(problem))


def _sentence(problem: BadInput) -> str:
    return filled(PROBLEMS[problem.code], problem.params)


def _texts(value: Any) -> list[str]:
    return [text for text in ([value] if isinstance(value, str) else value or []) if isinstance(text, str)]
