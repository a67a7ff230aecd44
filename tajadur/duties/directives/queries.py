"""Reading directives, their ladders and exceptions."""

from datetime import date

from django.db.models import QuerySet

from tajadur.foundation.errors import Unseen
from tajadur.policy.actors import Actor
from tajadur.policy.gate import may_anywhere, require_anywhere
from tajadur.policy.matrix import Act

from .models import Directive, DirectiveException
from .vocabulary import Standing


def directives_for(actor: Actor) -> QuerySet[Directive]:
    """Every directive with its kind of unit, body and ladder. Raises Refused or Unseen."""
    require_anywhere(actor, Act.READ_DIRECTIVES)
    return Directive.objects.select_related("unit_kind", "body_type", "subtree").prefetch_related("ladder")


def directive_for(actor: Actor, directive_id: int) -> Directive:
    """One directive. Raises Refused or Unseen."""
    found = directives_for(actor).filter(pk=directive_id).first()
    if found is None:
        raise Unseen
    return found


def exceptions_of(actor: Actor, directive: Directive) -> QuerySet[DirectiveException]:
    """The exceptions of a directive, newest first; drafts only for those who draft or issue."""
    rows = DirectiveException.objects.filter(directive=directive).select_related("unit").order_by("-from_on", "-pk")
    if may_anywhere(actor, Act.DRAFT_DIRECTIVE) or may_anywhere(actor, Act.ISSUE_DIRECTIVE):
        return rows
    return rows.exclude(standing=Standing.DRAFT)


def exception_for(actor: Actor, exception_id: int) -> DirectiveException:
    """One exception with its directive and unit, for whoever drafts or issues. Raises Refused or Unseen."""
    require_anywhere(actor, Act.READ_DIRECTIVES)
    rows = DirectiveException.objects.select_related("directive", "unit")
    found = rows.filter(pk=exception_id).first()
    if found is None:
        raise Unseen
    return found


def issued_directives() -> QuerySet[Directive]:
    """What is or was asked, in the order of the pages: for filters and menus."""
    return Directive.objects.exclude(standing=Standing.DRAFT).order_by("rank", "pk")


def exceptions_in_force(unit_path: str, directive_id: int, on: date) -> QuerySet[DirectiveException]:
    """The issued exceptions of a directive that cover a unit (its own, or an ancestor's subtree) on ``on``."""
    ids = [int(part) for part in unit_path.strip(".").split(".")]
    rows = DirectiveException.objects.filter(
        directive_id=directive_id, unit_id__in=ids, standing=Standing.ISSUED, from_on__lte=on, to_on__gte=on
    )
    return rows.select_related("unit").order_by("-unit__depth")
