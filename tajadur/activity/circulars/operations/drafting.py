"""Drafting a circular, its amendment, or the text that waited; nobody is told before it is issued."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.text import clean_line, clean_text
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.operations.attaching import attach_files, hang_anew
from tajadur.registry.files.queries import attachments_of, known_keys
from tajadur.rules.circulars import ACKNOWLEDGE_DAYS, GRACE_DAYS, MOST_DAYS, MOST_VERSIONS

from ..models import Circular, CircularAttachment, CircularVersion
from ..queries.acting import is_headquarters, require_in_name_of
from ..queries.audience import audience_choices
from ..queries.files import files_of
from ..vocabulary import LANGUAGES, LONGEST_SUBJECT, LONGEST_TEXT, CircularStatus
from .steps import begin, checked, drafted_version, drop_version, log, names_of

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is meant: what fits all of these; empty: any. ``subtree_id`` is a unit."""

    tree: str = ""
    kinds: Collection[str] = ()
    subtree_id: int | None = None
    bodies: Collection[str] = ()
    posts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class CircularDraft:
    """What is typed: ``texts`` has subject_ar, text_ar, subject_fr, text_fr; days to confirm, and of grace.

    ``files``: the keys of all that hang on it.
    """

    texts: Texts
    audience: Audience = field(default_factory=Audience)
    days: int | None = ACKNOWLEDGE_DAYS
    grace_days: int | None = GRACE_DAYS
    files: Sequence[str] = ()


@transaction.atomic
def draft_circular(*, unit: Unit, draft: CircularDraft, on: date, by: Actor, at: datetime) -> int:
    """Draft a circular in the name of a unit; returns its id.

    Raises NotVisible, PermissionDenied, BadInput of ``attach_files``, and with every problem: ``unit_closed``,
    ``text_required``, ``subject_required``, ``body_required``, ``text_too_long``, ``days_out_of_range``,
    ``grace_out_of_range``, ``outside_subtree``, ``kind_unknown``, ``body_unknown``, ``post_unknown``.
    """
    grant = require_in_name_of(by, Permission.DRAFT_CIRCULAR, unit)
    circular = Circular(unit=unit, drafted_at=at, listed_at=at, mandate_id=grant.mandate_id)
    texts = _taken_in(circular, draft, on)
    circular.save()
    values = {"saved_at": at, "mandate_id": grant.mandate_id}
    version = CircularVersion.objects.create(circular=circular, number=1, **values, **texts)
    attached = attach_files(CircularAttachment, keys=draft.files, unit_id=unit.pk, by=by, at=at, version=version)
    log("drafted", circular, by, at, grant, **_counted(attached))
    return circular.pk


@transaction.atomic
def edit_circular(*, circular_id: int, draft: CircularDraft, on: date, by: Actor, at: datetime) -> int:
    """Change a draft; returns its id. Raises as ``draft_circular``, and Conflict ``not_a_draft``."""
    circular, grant = begin(circular_id, Permission.DRAFT_CIRCULAR, by)
    version = drafted_version(circular)
    if circular.standing != CircularStatus.DRAFT or version is None:
        raise Conflict("not_a_draft")
    texts = _taken_in(circular, draft, on)
    circular.save()
    _rewrite(version, texts, at, grant.mandate_id)
    attached = _hang(version, draft.files, circular, by, at)
    log("edited", circular, by, at, grant, **_counted(attached))
    return circular.pk


@transaction.atomic
def draft_amendment(*, circular_id: int, texts: Texts, files: Sequence[str] = (), by: Actor, at: datetime) -> int:
    """Draft, or change the draft of, the next version of a circular in force; returns the circular's id.

    ``files``: the keys of all that hang on the next version, those that stay among them. Raises NotVisible,
    PermissionDenied, Conflict ``not_in_force``, BadInput ``language_missing`` (a language the version in force has),
    ``nothing_changed``, ``too_many_versions``, those of texts and of ``attach_files``.
    """
    circular, grant = begin(circular_id, Permission.DRAFT_CIRCULAR, by)
    if circular.standing != CircularStatus.ISSUED:
        raise Conflict("not_in_force")
    clean = cleaned(texts)
    current = circular.versions.get(number=circular.version)
    missing = [
        BadInput(f"text_{language}", "language_missing", version=current.number)
        for language in LANGUAGES
        if getattr(current, f"text_{language}") and not clean[f"text_{language}"]
    ]
    checked([*_text_problems(clean), *missing])
    if circular.version >= MOST_VERSIONS:
        raise BadInput("", "too_many_versions")
    kept = files_of(current)
    same_files = set(known_keys(files)) == {file.key for file in kept}
    if same_files and all(getattr(current, name) == value for name, value in clean.items()):
        raise BadInput("", "nothing_changed")
    version = drafted_version(circular)
    if version is None:
        number = circular.version + 1
        values = {"saved_at": at, "mandate_id": grant.mandate_id}
        version = CircularVersion.objects.create(circular=circular, number=number, **values, **clean)
    else:
        _rewrite(version, clean, at, grant.mandate_id)
    attached = _hang(version, files, circular, by, at, earlier=kept)
    log("amendment_drafted", circular, by, at, grant, version=version.number, **_counted(attached))
    return circular.pk


@transaction.atomic
def discard_draft(*, circular_id: int, by: Actor, at: datetime) -> int | None:
    """Drop what is drafted: the whole circular before its issue (None comes back), else its amendment.

    Raises NotVisible, PermissionDenied, Conflict ``not_a_draft``.
    """
    circular, grant = begin(circular_id, Permission.DRAFT_CIRCULAR, by)
    version = drafted_version(circular)
    if version is None:
        raise Conflict("not_a_draft")
    log("discarded", circular, by, at, grant, version=version.number)
    drop_version(version)
    if circular.standing == CircularStatus.DRAFT:
        circular.delete()
        return None
    return circular.pk


@transaction.atomic
def add_language(*, circular_id: int, subject: str, text: str, by: Actor, at: datetime) -> int:
    """Add the text that waited to the version in force: it says the same, so nobody owes again; returns the id.

    Raises NotVisible, PermissionDenied, Conflict ``not_in_force``, BadInput ``nothing_waits`` and those of texts.
    """
    circular, grant = begin(circular_id, Permission.ISSUE_CIRCULAR, by)
    if circular.standing != CircularStatus.ISSUED or circular.directive is None:
        raise Conflict("not_in_force")
    version = circular.versions.get(number=circular.version)
    language = version.waiting
    if not language:
        raise BadInput("", "nothing_waits")
    clean = cleaned({f"subject_{language}": subject, f"text_{language}": text})
    subject, text = clean[f"subject_{language}"], clean[f"text_{language}"]
    checked(
        [
            None if subject else BadInput("subject", "subject_required"),
            None if text else BadInput("text", "body_required"),
        ]
    )
    setattr(version, f"subject_{language}", subject)
    setattr(version, f"text_{language}", text)
    version.save(update_fields=[f"subject_{language}", f"text_{language}"])
    for code, name in names_of(circular, version).items():
        setattr(circular.directive, f"name_{code}", name)
    circular.directive.save(update_fields=["name_ar", "name_fr", "name_en"])
    log("completed", circular, by, at, grant, version=version.number, language=language)
    return circular.pk


def cleaned(texts: Texts) -> dict[str, str]:
    """The four texts as they are kept. Raises BadInput with the problems of each."""
    clean: dict[str, str] = {}
    problems: list[BadInput] = []
    for language in LANGUAGES:
        subject, text = f"subject_{language}", f"text_{language}"
        for name, clean_with, limit in ((subject, clean_line, LONGEST_SUBJECT), (text, clean_text, LONGEST_TEXT)):
            try:
                clean[name] = clean_with(texts.get(name, ""), field=name, limit=limit)
            except BadInput as problem:
                problems.append(problem)
    checked(problems)
    return clean


def _taken_in(circular: Circular, draft: CircularDraft, on: date) -> dict[str, str]:
    """Put the audience and the days on the circular; returns the texts. Raises BadInput with every problem."""
    unit, asked = circular.unit, draft.audience
    clean = cleaned(draft.texts)
    choices = audience_choices(unit, on)
    subtree = Unit.objects.filter(pk=asked.subtree_id).first() if asked.subtree_id else None
    outside = asked.subtree_id and (
        subtree is None or (not is_headquarters(unit) and not subtree.path.startswith(unit.path))
    )
    checked(
        [
            BadInput("", "unit_closed") if unit.closed_on and unit.closed_on <= on else None,
            *_text_problems(clean),
            None if draft.days and 1 <= draft.days <= MOST_DAYS else _out_of_range("days"),
            None if draft.grace_days is not None and 0 <= draft.grace_days <= MOST_DAYS else _out_of_range("grace"),
            BadInput("subtree", "outside_subtree") if outside else None,
            None if asked.tree in ("", *Tree.values) else BadInput("tree", "kind_unknown"),
            _unknown("kinds", "kind_unknown", asked.kinds, choices.kinds),
            _unknown("bodies", "body_unknown", asked.bodies, choices.bodies),
            _unknown("posts", "post_unknown", asked.posts, choices.posts),
        ]
    )
    circular.tree, circular.subtree = asked.tree, subtree
    circular.kinds, circular.bodies, circular.posts = list(asked.kinds), list(asked.bodies), list(asked.posts)
    circular.days, circular.grace_days = draft.days or ACKNOWLEDGE_DAYS, draft.grace_days or 0
    return clean


def _out_of_range(name: str) -> BadInput:
    field_name = "days" if name == "days" else "grace_days"
    return BadInput(field_name, f"{name}_out_of_range", most=MOST_DAYS)


def _unknown(name: str, code: str, asked: Collection[str], known: Collection[tuple[str, str]]) -> BadInput | None:
    return BadInput(name, code) if set(asked) - {value for value, _label in known} else None


def _text_problems(clean: Texts) -> list[BadInput | None]:
    if not any(clean.values()):
        return [BadInput("text_ar", "text_required")]
    problems: list[BadInput | None] = []
    for language in LANGUAGES:
        subject, text = clean[f"subject_{language}"], clean[f"text_{language}"]
        if text and not subject:
            problems.append(BadInput(f"subject_{language}", "subject_required"))
        if subject and not text:
            problems.append(BadInput(f"text_{language}", "body_required"))
    return problems


def _rewrite(version: CircularVersion, texts: Texts, at: datetime, mandate_id: int) -> None:
    for name, value in texts.items():
        setattr(version, name, value)
    version.saved_at, version.mandate_id = at, mandate_id
    version.save()


def _hang(
    version: CircularVersion,
    files: Sequence[str],
    circular: Circular,
    by: Actor,
    at: datetime,
    earlier: Sequence[StoredFile] = (),
) -> list[CircularAttachment]:
    """What hangs on a drafted version becomes these files; ``earlier`` are those of the version in force."""
    return hang_anew(
        CircularAttachment,
        instead_of=list(attachments_of(CircularAttachment, version=version)),
        keys=files,
        unit_id=circular.unit_id,
        earlier=earlier,
        by=by,
        at=at,
        version=version,
    )


def _counted(attached: Sequence[CircularAttachment]) -> dict[str, int]:
    return {"files": len(attached)} if attached else {}
