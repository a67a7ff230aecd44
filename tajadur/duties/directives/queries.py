"""Reading directives, their ladders and exceptions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.queries.changes import ChangeRow, ChangesWanted, change_rows
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere, require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.queries import entries_about, narrowed_entries
from tajadur.registry.audit.words.acts import ACTS
from tajadur.registry.audit.words.kinds import ActFamily
from tajadur.rules.reminders import Ladder, ladder_from

from .models import Amendment, Directive, DirectiveException
from .vocabulary import ASKED_OF_UNITS, DirectiveStatus

PLACES_DEEP = 2


@dataclass(frozen=True, slots=True)
class DraftingChoices:
    """What a draft may name, as (value, label): kinds of units, bodies under their kind, regions and provinces."""

    kinds: list[tuple[int, str]]
    bodies: list[tuple[str, list[tuple[int, str]]]]
    places: list[tuple[int, str]]


def drafting_choices(actor: Actor) -> DraftingChoices:
    """The choices of the form of a directive: three queries. Raises PermissionDenied or NotVisible."""
    require_anywhere(actor, Permission.DRAFT_DIRECTIVE)
    kinds = list(UnitKind.objects.order_by("tree", "rank", "pk"))
    bodies: dict[int, list[tuple[int, str]]] = {}
    for body in BodyType.objects.order_by("pk"):
        bodies.setdefault(body.unit_kind_id, []).append((body.pk, body.name))
    places = Unit.objects.filter(depth__range=(1, PLACES_DEEP), closed_on=None).order_by("path")
    return DraftingChoices(
        kinds=[(kind.pk, kind.name) for kind in kinds],
        bodies=[(kind.name, bodies[kind.pk]) for kind in kinds if kind.pk in bodies],
        places=[(place.pk, place.name) for place in places],
    )


def free_code(name: str) -> str:
    """A code no directive has, from a name in Latin letters."""
    base = slugify(name[:200])[:32].strip("-") or "directive"
    taken = set(Directive.objects.filter(code__startswith=base).values_list("code", flat=True))
    return base if base not in taken else next(code for number in count(2) if (code := f"{base}-{number}") not in taken)


def codes_missing(actor: Actor, codes: Iterable[str]) -> list[str]:
    """Those of ``codes`` that no directive has, in their order; one query. Raises PermissionDenied or NotVisible."""
    require_anywhere(actor, Permission.DRAFT_DIRECTIVE)
    there = set(Directive.objects.values_list("code", flat=True))
    return [code for code in codes if code not in there]


def directives_for(actor: Actor) -> QuerySet[Directive]:
    """Every directive that asks of units, with kind of unit, body and ladder. Raises PermissionDenied, NotVisible."""
    require_anywhere(actor, Permission.READ_DIRECTIVES)
    rows = Directive.objects.filter(fulfilment__in=ASKED_OF_UNITS)
    return rows.select_related("unit_kind", "body_type", "subtree", "amendment").prefetch_related("ladder")


def directive_for(actor: Actor, directive_id: int) -> Directive:
    """One directive. Raises PermissionDenied or NotVisible."""
    directive = directives_for(actor).filter(pk=directive_id).first()
    if directive is None:
        raise NotVisible
    return directive


def amendment_terms(row: Amendment) -> tuple[dict[str, Any], Ladder | None]:
    """What a drafted amendment changes, as ``amend_directive`` takes it, and its ladder; None: it stays."""
    changes = dict(row.changes)
    if changes.get("in_force_to"):
        changes["in_force_to"] = date.fromisoformat(changes["in_force_to"])
    return changes, None if row.ladder is None else ladder_from(row.ladder)


def last_drafting(directive_id: int, acts: Sequence[str], *, exception_id: int | None = None) -> Any:
    """The newest audit entry that wrote a draft, or None: it names the author, and ``mark_of`` gives its version."""
    rows = entries_about(("directive", directive_id)).filter(act__in=acts)
    return (rows if exception_id is None else rows.filter(detail__exception=exception_id)).first()


def mark_of(drafting: Any) -> str:
    """The version of a draft as a short text, for «was it read as it is now?»; empty for what was never drafted."""
    return str(drafting.pk) if drafting else ""


def directives_to_sign(actor: Actor) -> QuerySet[Directive]:
    """The directives with an order that waits for the actor's signature: drafted, to be amended, or excepted.

    Raises PermissionDenied.
    """
    require_anywhere(actor, Permission.ISSUE_DIRECTIVE)
    drafted = DirectiveException.objects.filter(directive=OuterRef("pk"), standing=DirectiveStatus.DRAFT)
    waits = Q(standing=DirectiveStatus.DRAFT) | Q(amendment__isnull=False) | Q(Exists(drafted))
    return Directive.objects.filter(waits).order_by("rank", "pk")


def exceptions_of(actor: Actor, directive: Directive) -> QuerySet[DirectiveException]:
    """The exceptions of a directive, newest first; drafts only for those who draft or issue."""
    rows = DirectiveException.objects.filter(directive=directive).select_related("unit").order_by("-from_on", "-pk")
    if may_anywhere(actor, Permission.DRAFT_DIRECTIVE) or may_anywhere(actor, Permission.ISSUE_DIRECTIVE):
        return rows
    return rows.exclude(standing=DirectiveStatus.DRAFT)


def exception_for(actor: Actor, exception_id: int) -> DirectiveException:
    """One exception with its directive and unit, for readers of directives. Raises PermissionDenied or NotVisible."""
    require_anywhere(actor, Permission.READ_DIRECTIVES)
    rows = DirectiveException.objects.select_related("directive", "unit")
    exception = rows.filter(pk=exception_id).first()
    if exception is None:
        raise NotVisible
    return exception


def issued_directives(tree: str = "") -> QuerySet[Directive]:
    """What is or was asked of units, of one tree or of all, in the order of the pages: for filters and menus."""
    rows = Directive.objects.filter(fulfilment__in=ASKED_OF_UNITS)
    rows = rows.filter(unit_kind__tree=tree) if tree else rows
    return rows.exclude(standing=DirectiveStatus.DRAFT).order_by("rank", "pk")


def exceptions_in_force(unit_path: str, directive_id: int, on: date) -> QuerySet[DirectiveException]:
    """The exceptions of a directive that reach a period ending ``on`` for a unit: its own, or an ancestor's subtree.

    One that was ended since is among them when it had reached that period.
    """
    ids = [int(part) for part in unit_path.strip(".").split(".")]
    reached = Q(standing=DirectiveStatus.ISSUED) | Q(standing=DirectiveStatus.WITHDRAWN, reaches_to__isnull=False)
    rows = DirectiveException.objects.filter(reached, directive_id=directive_id, unit_id__in=ids).alias(
        first=Coalesce("reaches_from", "from_on"), last=Coalesce("reaches_to", "to_on")
    )
    return rows.filter(first__lte=on, last__gte=on).select_related("unit").order_by("-unit__depth")


def changes_of_directive(actor: Actor, directive_id: int, asked: ChangesWanted) -> tuple[Directive, list[ChangeRow]]:
    """A directive and what was changed of it and of its exceptions, newest first; drafts for those who draft or issue.

    At most five queries. Raises NotVisible, PermissionDenied.
    """
    directive = directive_for(actor, directive_id)
    drafts = may_anywhere(actor, Permission.DRAFT_DIRECTIVE) or may_anywhere(actor, Permission.ISSUE_DIRECTIVE)
    acts = [
        act for act, words in ACTS.items() if words.family == ActFamily.DIRECTIVE and (drafts or not words.is_draft)
    ]
    rows = narrowed_entries(asked.entries(acts)).filter(subject_kind="directive", subject_id=directive.pk)
    return directive, change_rows(rows[: asked.limit])
