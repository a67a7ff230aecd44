"""What units need to learn, with the day on which it was met."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission
from tajadur.rules.training import NeedState

from ..models import SessionAttendance, TrainingNeed


def with_met_on(rows: QuerySet[TrainingNeed], on: date) -> QuerySet[Any]:
    """The needs with ``met_on`` as ``rules.training`` tells it: the last day of the first session that answered."""
    came = SessionAttendance.objects.filter(
        is_current=True,
        is_void=False,
        officers__gt=0,
        unit=OuterRef("unit"),
        session__cancelled_on=None,
        session__versions__is_current=True,
        session__versions__kind=OuterRef("kind"),
        session__versions__from_on__gt=OuterRef("since_on"),
        session__versions__to_on__lte=on,
    )
    last = came.order_by("session__versions__to_on").values("session__versions__to_on")[:1]
    return rows.annotate(met_on=Subquery(last))


def state_of(need: Any) -> NeedState:
    """Where a need (with its ``met_on``) stands."""
    return NeedState.WITHDRAWN if need.is_void else NeedState.MET if need.met_on else NeedState.OPEN


def needs_within(
    actor: Actor, on: date, *, under: int | None = None, kind: str = "", priority: str = "", tree: str = ""
) -> QuerySet[Any]:
    """The needs of the open units whose figures the actor reads, with ``met_on``; those taken back are left out."""
    rows = TrainingNeed.objects.filter(existing_unit(on), of_tree(tree), is_current=True, is_void=False)
    rows = within(rows, actor, Permission.READ_FIGURES, "unit__path").select_related("unit__kind")
    if under is not None:
        rows = rows.filter(unit__path__contains=f".{under}.")
    if kind:
        rows = rows.filter(kind=kind)
    if priority:
        rows = rows.filter(priority=priority)
    return with_met_on(rows, on)


def existing_unit(on: date) -> Q:
    """The condition that the unit of a need is not closed by ``on``."""
    return Q(unit__in=Unit.objects.filter(existing(on)))


def of_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Only the open ones, or only those met; all of them for any other word."""
    if state == NeedState.OPEN:
        return rows.filter(met_on=None)
    return rows.filter(met_on__isnull=False) if state == NeedState.MET else rows


def counts_of_needs(rows: QuerySet[Any]) -> tuple[dict[NeedState, int], dict[str, tuple[int, int]]]:
    """How many of ``rows`` stand where; of each kind the open ones: (units, people). One query."""
    counted = (
        rows.order_by()
        .values("kind")
        .annotate(
            met=Count("pk", filter=Q(met_on__isnull=False)),
            waiting=Count("pk", filter=Q(met_on=None)),
            persons=Sum("people", filter=Q(met_on=None)),
        )
    )
    states, kinds = {NeedState.OPEN: 0, NeedState.MET: 0}, {}
    for row in counted:
        states[NeedState.OPEN] += row["waiting"]
        states[NeedState.MET] += row["met"]
        if row["waiting"]:
            kinds[row["kind"]] = (row["waiting"], row["persons"])
    return states, kinds


def needs_of(unit: Unit, on: date) -> list[Any]:
    """What the unit said, as it says it today, those taken back too, the last first; with ``met_on``. One query."""
    return list(with_met_on(TrainingNeed.objects.filter(unit=unit, is_current=True), on).order_by("-since_on", "-pk"))


def former_needs(rows: Collection[Any], unit: Unit) -> dict[int, list[TrainingNeed]]:
    """Id of a current row -> what was said before, the last first. One query, none where nothing was corrected."""
    if all(row.corrects_id is None for row in rows):
        return {}
    replaced = TrainingNeed.objects.filter(unit=unit, is_current=False).in_bulk()
    former: dict[int, list[TrainingNeed]] = {}
    for row in rows:
        before = row.corrects_id
        while before is not None:
            former.setdefault(row.pk, []).append(replaced[before])
            before = replaced[before].corrects_id
    return former


def need_row(unit: Unit, need_id: int) -> TrainingNeed:
    """One row of the unit. Raises NotVisible."""
    row = TrainingNeed.objects.filter(unit=unit, pk=need_id).first()
    if row is None:
        raise NotVisible
    return row


def open_need(unit: Unit, kind: str, on: date) -> TrainingNeed | None:
    """What the unit said of this kind and is not met yet."""
    rows = TrainingNeed.objects.filter(unit=unit, kind=kind, is_current=True, is_void=False)
    return with_met_on(rows, on).filter(met_on=None).order_by(F("since_on")).first()
