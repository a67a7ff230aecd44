"""How far a meeting is prepared, and what past attendance lets expect of its quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from tajadur.organisation.profile.models import BodyTypeSettings, PreparationStep
from tajadur.organisation.profile.queries import asked_on, preparation_steps, settings_on
from tajadur.rules.preparation import (
    MOST_MEETINGS,
    PreparationState,
    QuorumForecast,
    days_late,
    forecast_quorum,
    preparation_state,
    to_be_done_by,
)
from tajadur.rules.quorum import quorum

from ..models import Meeting, PreparationTick, Report


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as it stands: its last day, the day it was done, how many days late."""

    id: int
    name: str
    due_on: date
    done_on: date | None
    state: PreparationState
    late: int

    @property
    def is_done(self) -> bool:
        """Was it done, in time or not?"""
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class Preparation:
    """The checklist of a meeting, with what is expected of its quorum."""

    steps: Sequence[StepRow]
    forecast: QuorumForecast
    convocation_days: int | None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)


def days_asked(step: PreparationStep, asked: BodyTypeSettings) -> int | None:
    """How many days before a meeting a step is to be done, under the settings of its day; None where none are asked."""
    return asked.convocation_days if step.days_before is None else step.days_before


def preparation_of(meeting: Meeting, on: date) -> Preparation | None:
    """The preparation of a meeting as it stands on a day; None for a body without a checklist. One query then, else 3.

    A step without days of its own takes those of convocation, as they hold on the day of the meeting; it is left out
    where none are asked. What is done is held to the days that were asked when it was done. The forecast is made of
    the meetings held before this one.
    """
    ticks = PreparationTick.objects.filter(meeting=meeting, step=OuterRef("pk"))
    known = preparation_steps(meeting.body.body_type_id).annotate(
        done_on=Subquery(ticks.values("done_on")[:1]), days_then=Subquery(ticks.values("days_before")[:1])
    )
    rows: list[Any] = list(known.filter(asked_on(meeting.planned_on) | Q(done_on__isnull=False)))
    if not rows:
        return None
    asked = settings_on(meeting.body.body_type_id, meeting.planned_on)
    steps = []
    for row in rows:
        days = row.days_then if row.days_then is not None else days_asked(row, asked)
        if days is None:
            continue
        due_on = to_be_done_by(meeting.planned_on, days)
        state = preparation_state(due_on=due_on, done_on=row.done_on, on=on, meets_on=meeting.planned_on)
        late = days_late(due_on=due_on, done_on=row.done_on, on=on)
        steps.append(StepRow(row.pk, row.name, due_on, row.done_on, state, late))
    members = meeting.body.members
    newer = Report.objects.filter(meeting=OuterRef("meeting"), version__gt=OuterRef("version"))
    held = Report.objects.filter(~Exists(newer), meeting__body=meeting.body_id, held_on__lt=meeting.planned_on)
    attendance = list(held.order_by("-held_on", "-pk").values_list("present", "convened")[:MOST_MEETINGS])
    needed = quorum(members, share_percent=asked.quorum_percent)
    return Preparation(steps, forecast_quorum(attendance, members=members, needed=needed), asked.convocation_days)
