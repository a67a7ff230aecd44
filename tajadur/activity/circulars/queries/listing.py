"""The lists of circulars: those within reach, one's own to confirm, drafts; and one of them for whoever may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission

from ..models import Addressee, Circular, CircularVersion
from ..vocabulary import CircularStatus
from .acting import grants_to


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A circular one of the actor's posts has not confirmed yet."""

    circular: Circular
    subject: str
    due_on: date
    is_overdue: bool


def circulars_seen(actor: Actor) -> QuerySet[Circular]:
    """The circulars the actor may open: issued ones that reach their posts or units they read, or come from those;
    and drafts of the units in whose name they draft."""
    issued = reach(actor, Permission.READ_CIRCULARS, "unit__path")
    if issued:  # an empty condition reaches everything: joining to it would narrow it
        below = reach(actor, Permission.READ_CIRCULARS, "post__unit__path")
        reached = Addressee.objects.filter(Q(post_id__in=actor.post_ids) | below, circular=OuterRef("pk"))
        issued |= Q(Exists(reached))
    drafting = [grant.unit_id for grant in grants_to(actor, Permission.DRAFT_CIRCULAR)]
    return Circular.objects.filter(
        ~Q(standing=CircularStatus.DRAFT) & issued | Q(standing=CircularStatus.DRAFT, unit_id__in=drafting)
    )


def circular_for(actor: Actor, circular_id: int) -> Circular:
    """One of them, with its unit, subtree and directive. Raises NotVisible."""
    rows = circulars_seen(actor).select_related("unit__kind", "subtree", "directive")
    circular = rows.filter(pk=circular_id).first()
    if circular is None:
        raise NotVisible
    return circular


def circular_of_obligation(obligation: Obligation) -> int | None:
    """The circular an obligation of a post comes from."""
    return Circular.objects.filter(directive_id=obligation.directive_id).values_list("pk", flat=True).first()


def circular_list(
    actor: Actor, *, standing: str = "", mine: bool = False, unit_id: int | None = None, year: int | None = None
) -> QuerySet[Any]:
    """The circulars seen, each with ``subject_ar`` and ``subject_fr`` of its newest version."""
    rows = circulars_seen(actor).select_related("unit")
    if standing in CircularStatus.values:
        rows = rows.filter(standing=standing)
    if mine:
        rows = rows.filter(Exists(Addressee.objects.filter(circular=OuterRef("pk"), post_id__in=actor.post_ids)))
    if unit_id:
        rows = rows.filter(unit_id=unit_id)
    if year:
        rows = rows.filter(year=year)
    newest = CircularVersion.objects.filter(circular=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        subject_ar=Subquery(newest.values("subject_ar")[:1]), subject_fr=Subquery(newest.values("subject_fr")[:1])
    )


def owed_by(actor: Actor) -> QuerySet[Addressee]:
    """The posts of the actor that have still to confirm a circular in force."""
    return Addressee.objects.filter(
        post_id__in=actor.post_ids,
        circular__standing=CircularStatus.ISSUED,
        obligation__filed_on=None,
        obligation__cancelled_on=None,
        obligation__isnull=False,
    )


def circulars_to_confirm(actor: Actor) -> QuerySet[Circular]:
    """The circulars that a post of the actor has still to confirm."""
    return Circular.objects.filter(pk__in=owed_by(actor).values("circular"))


def to_confirm(actor: Actor, on: date) -> list[ToConfirm]:
    """What the actor's posts have still to confirm, the earliest last day first. One query, none without a post."""
    if not actor.post_ids:
        return []
    rows = owed_by(actor).select_related("circular__directive", "obligation").order_by("obligation__due_on", "pk")
    waiting: dict[int, ToConfirm] = {}
    for row in rows:
        obligation, directive = row.obligation, row.circular.directive
        assert obligation is not None and directive is not None  # noqa: S101  the filter says so
        late = obligation.overdue_from <= on
        waiting.setdefault(row.circular_id, ToConfirm(row.circular, directive.name, obligation.due_on, is_overdue=late))
    return list(waiting.values())


def years_issued(actor: Actor) -> list[int]:
    """The years of the circulars seen, the newest first. One query."""
    years = circulars_seen(actor).exclude(year=None).order_by("-year").values_list("year", flat=True)
    return [year for year in years.distinct() if year is not None]


def addressed_posts(actor: Actor, circular: Circular) -> list[Addressee]:
    """The actor's own posts among the addressees, with what each owes. One query."""
    rows = Addressee.objects.filter(circular=circular, post_id__in=actor.post_ids)
    return list(rows.select_related("obligation", "mandate", "post__post_type", "post__unit").order_by("pk"))


def versions_of(circular: Circular, *, drafts: bool) -> list[CircularVersion]:
    """Its versions, the newest first; the one being drafted only for those who draft. One query."""
    rows: QuerySet[CircularVersion] = CircularVersion.objects.filter(circular=circular)
    return list((rows if drafts else rows.exclude(issued_at=None)).order_by("-number"))


def confirmed_among(circular_ids: Collection[int], actor: Actor) -> set[int]:
    """Which of these circulars every addressed post of the actor has confirmed. One query."""
    rows = Addressee.objects.filter(circular_id__in=circular_ids, post_id__in=actor.post_ids)
    answers: dict[int, bool] = {}
    for circular_id, filed_on in rows.values_list("circular_id", "obligation__filed_on"):
        answers[circular_id] = answers.get(circular_id, True) and filed_on is not None
    return {pk for pk, all_confirmed in answers.items() if all_confirmed}
