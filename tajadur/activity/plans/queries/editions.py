"""Editions of the plan, whole: each axis with its objectives, their actions and indicators, in their order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Model, QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission

from ..models import PlanAction, PlanAxis, PlanEdition, PlanIndicator, PlanObjective
from ..vocabulary import EditionStatus, PlanLevel


@dataclass(frozen=True, slots=True)
class LevelTable:
    """Where the items of a level are kept, and the field that leads to what they stand under."""

    model: Any
    parent: str
    parent_level: PlanLevel | None
    to_edition: str


LEVELS: dict[PlanLevel, LevelTable] = {
    PlanLevel.AXIS: LevelTable(PlanAxis, "edition", None, "edition"),
    PlanLevel.OBJECTIVE: LevelTable(PlanObjective, "axis", PlanLevel.AXIS, "axis__edition"),
    PlanLevel.ACTION: LevelTable(PlanAction, "objective", PlanLevel.OBJECTIVE, "objective__axis__edition"),
    PlanLevel.INDICATOR: LevelTable(PlanIndicator, "action", PlanLevel.ACTION, "action__objective__axis__edition"),
}


@dataclass(frozen=True, slots=True)
class ActionText:
    """An action with its indicators."""

    row: PlanAction
    indicators: Sequence[PlanIndicator]


@dataclass(frozen=True, slots=True)
class ObjectiveText:
    """An objective with its actions."""

    row: PlanObjective
    actions: Sequence[ActionText]


@dataclass(frozen=True, slots=True)
class AxisText:
    """An axis with its objectives."""

    row: PlanAxis
    objectives: Sequence[ObjectiveText]


@dataclass(frozen=True, slots=True)
class EditionText:
    """An edition, whole."""

    row: PlanEdition
    axes: Sequence[AxisText]

    @property
    def objectives(self) -> list[ObjectiveText]:
        """All of them, axis by axis."""
        return [objective for axis in self.axes for objective in axis.objectives]

    @property
    def indicators(self) -> list[PlanIndicator]:
        """All of them, in their order."""
        return [
            indicator
            for objective in self.objectives
            for action in objective.actions
            for indicator in action.indicators
        ]


def edition_in_force(on: date) -> PlanEdition | None:
    """The edition issued last by ``on``. One query."""
    return next(iter(editions_issued(on)), None)


def editions_for(actor: Actor) -> QuerySet[PlanEdition]:
    """The editions the actor may read, the newest first: drafts for those alone who draft and issue."""
    rows = PlanEdition.objects.order_by("-drafted_at", "-pk")
    if may_anywhere(actor, Permission.READ_PLAN_DRAFT):
        return rows
    return rows.filter(status=EditionStatus.ISSUED)


def editions_issued(on: date) -> list[PlanEdition]:
    """Those issued by ``on``, the one in force first. One query."""
    return list(PlanEdition.objects.filter(status=EditionStatus.ISSUED, issued_on__lte=on).order_by("-number"))


def edition_for(actor: Actor, edition_id: int) -> PlanEdition:
    """One edition the actor may read. Raises NotVisible."""
    row = editions_for(actor).filter(pk=edition_id).first()
    if row is None:
        raise NotVisible
    return row


def text_of(edition: PlanEdition) -> EditionText:
    """Everything in an edition. Four queries, whatever its size."""
    axes = list(PlanAxis.objects.filter(edition=edition).order_by("position"))
    objectives = _under(PlanObjective.objects.filter(axis__edition=edition), "axis_id")
    actions = _under(PlanAction.objects.filter(objective__axis__edition=edition), "objective_id")
    indicators = _under(PlanIndicator.objects.filter(action__objective__axis__edition=edition), "action_id")

    def action(row: PlanAction) -> ActionText:
        return ActionText(row, indicators.get(row.pk, []))

    def objective(row: PlanObjective) -> ObjectiveText:
        return ObjectiveText(row, [action(each) for each in actions.get(row.pk, [])])

    return EditionText(
        edition, [AxisText(row, [objective(each) for each in objectives.get(row.pk, [])]) for row in axes]
    )


def digest_of(text: EditionText) -> str:
    """What changes when anything in the edition does."""
    columns: list[Any] = [_columns(text.row, "starts_on", "ends_on")]
    for axis in text.axes:
        columns.append(_columns(axis.row, "position"))
        for objective in axis.objectives:
            columns.append(_columns(objective.row, "position", "weight"))
            for action in objective.actions:
                columns.append(_columns(action.row, "position", "due_on"))
                wanted = ("position", "measure", "measured_in", "direction", "start", "target", "due_on")
                columns += [_columns(row, *wanted) for row in action.indicators]
    return sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def item_of(edition: PlanEdition, level: PlanLevel, item_id: int) -> Any:
    """One item of an edition. Raises NotVisible."""
    table = LEVELS[level]
    row = table.model.objects.filter(pk=item_id, **{table.to_edition: edition}).first()
    if row is None:
        raise NotVisible
    return row


def _columns(row: Model, *names: str) -> list[str]:
    return [str(getattr(row, name)) for name in ("name_ar", "name_fr", "name_en", *names)]


def _under(rows: QuerySet[Any], parent: str) -> dict[int, list[Any]]:
    by_parent: dict[int, list[Any]] = {}
    for row in rows.order_by("position"):
        by_parent.setdefault(getattr(row, parent), []).append(row)
    return by_parent


def objective_shown(objective_id: int) -> PlanObjective:
    """An objective of an issued edition. Raises NotVisible."""
    rows = PlanObjective.objects.filter(axis__edition__status=EditionStatus.ISSUED)
    row = rows.filter(pk=objective_id).select_related("axis__edition").first()
    if row is None:
        raise NotVisible
    return row


def actions_under(objective: PlanObjective) -> list[PlanAction]:
    """Its actions in their order. One query."""
    return list(PlanAction.objects.filter(objective=objective).order_by("position"))


def indicators_of(objective: PlanObjective) -> list[PlanIndicator]:
    """The indicators of its actions in their order. One query."""
    return list(PlanIndicator.objects.filter(action__objective=objective).order_by("action__position", "position"))
