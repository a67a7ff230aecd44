"""The stages every congress goes through, as headquarters reads and changes them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.profile.models import PostType
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.rules.editions import CongressTerm, current_term
from tajadur.rules.stages import Days, target_day

from ..models import Congress, StageChange, StageTemplate


@dataclass(frozen=True, slots=True)
class Template:
    """One stage, the names of those it waits for, and its day in the running edition until a date is fixed."""

    row: StageTemplate
    waits_for: list[str]
    target_on: date | None


def templates(actor: Actor, *, on: date) -> tuple[CongressTerm | None, list[Template]]:
    """The edition that counts on ``on`` and the stages in order: 2 queries. Raises PermissionDenied."""
    require_anywhere(actor, Permission.READ_DIRECTIVES)
    known = list(
        Congress.objects.order_by("obligation__period_end")
        .values_list("obligation__period_key", "obligation__period_start", "obligation__period_end")
        .distinct()
    )
    term = current_term([CongressTerm(*edition) for edition in known], set(), on)
    rows = list(StageTemplate.objects.select_related("responsible__body_type__unit_kind"))
    names = {row.code: row.name for row in rows}
    days = Days(term.opens_on, term.by_on) if term else None
    return term, [
        Template(
            row, [names[code] for code in row.after if code in names], target_day(row.rule, days) if days else None
        )
        for row in rows
    ]


def template_of(actor: Actor, code: str, permission: Permission) -> StageTemplate:
    """One stage. Raises PermissionDenied, NotVisible."""
    require_anywhere(actor, permission)
    template = StageTemplate.objects.filter(code=code).first()
    if template is None:
        raise NotVisible
    return template


def changes_waiting(actor: Actor) -> list[StageChange]:
    """The changes that wait for another person, oldest first. One query. Raises PermissionDenied."""
    require_anywhere(actor, Permission.READ_DIRECTIVES)
    rows = StageChange.objects.filter(decided_at=None).select_related("template", "asked_by")
    return list(rows.order_by("asked_at", "pk"))


def changes_to_issue(actor: Actor) -> QuerySet[StageChange]:
    """The changes, asked for by another, that wait for the actor's signature. Raises PermissionDenied."""
    require_anywhere(actor, Permission.ISSUE_DIRECTIVE)
    return StageChange.objects.filter(decided_at=None).exclude(asked_by=actor.person_id)


def posts_responsible() -> list[tuple[int, str]]:
    """The posts that may be made responsible for a stage, each with the kind of its unit."""
    rows = PostType.objects.filter(code="secretary", body_type__code="office").select_related("body_type__unit_kind")
    return [(row.pk, f"{row.name} · {row.body_type.unit_kind.name}") for row in rows.order_by("pk")]


def stage_names() -> dict[str, str]:
    """The names of the stages by their code, in the language of the page: one query."""
    return {row.code: row.name for row in StageTemplate.objects.all()}
