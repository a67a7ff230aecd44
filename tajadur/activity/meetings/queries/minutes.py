"""Where minutes stand: what was circulated, what later meetings said, and on which agenda they wait."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tajadur.organisation.profile.queries import settings_on
from tajadur.rules.carry_over import Outcome
from tajadur.rules.minutes import (
    BodyAnswer,
    CirculatedVersion,
    MinutesState,
    MinutesStatus,
    minutes_status,
    stands_for_adoption,
)

from ..models import Meeting, MinutesCirculation, Point, PointOutcome, Report
from ..vocabulary import MINUTES_WORDS, MeetingState
from .vanished import MEMORY


@dataclass(slots=True)
class MinutesFacts:
    """What is recorded of the minutes of one meeting."""

    body_id: int
    held_on: date
    circulated: list[CirculatedVersion] = field(default_factory=list)
    answers: list[BodyAnswer] = field(default_factory=list)

    def status(self, on: date) -> MinutesStatus:
        """Where they stand on a day."""
        return minutes_status(held_on=self.held_on, circulated=self.circulated, answers=self.answers, on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCard:
    """The minutes as the page of a report shows them.

    ``agenda``: the point on the agenda where they wait; ``answer``: what the body said last, with its report.
    """

    status: MinutesStatus
    agenda: Any
    answer: Any
    is_corrected_since: bool

    @property
    def words(self) -> Any:
        """«Minutes adopted», in the language of the page."""
        return MINUTES_WORDS[self.status.state]

    @property
    def is_final(self) -> bool:
        """Are they adopted, with corrections or without?"""
        return self.status.state in {MinutesState.ADOPTED, MinutesState.CORRECTED}

    @property
    def waits(self) -> bool:
        """Do they wait for the next meeting?"""
        return stands_for_adoption(self.status.state)

    @property
    def may_circulate(self) -> bool:
        """Is there a version to circulate: the first, or one corrected since?"""
        return not self.is_final and (self.status.version is None or self.is_corrected_since)


def minutes_held_on(minutes_of: str = "minutes_of") -> Subquery:
    """The day a meeting was held, by its last report: of the meeting whose minutes a point puts to adoption."""
    return Subquery(Report.objects.filter(meeting=OuterRef(minutes_of)).order_by("-version").values("held_on")[:1])


def minutes_facts(meeting_ids: Collection[int]) -> dict[int, MinutesFacts]:
    """What is recorded of the minutes of those of the meetings that circulated any. Two queries."""
    facts: dict[int, MinutesFacts] = {}
    rows = MinutesCirculation.objects.filter(meeting__in=meeting_ids).annotate(held_on=minutes_held_on("meeting"))
    columns = ("meeting_id", "meeting__body_id", "held_on", "circulated_on", "report__version")
    for meeting_id, body_id, held_on, circulated_on, version in rows.order_by("pk").values_list(*columns):
        of_meeting = facts.setdefault(meeting_id, MinutesFacts(body_id, held_on))
        of_meeting.circulated.append(CirculatedVersion(circulated_on, version))
    for row in answers_to(facts):
        facts[row.point.minutes_of_id].answers.append(BodyAnswer(row.report.held_on, Outcome(row.outcome)))
    return facts


def answers_to(meeting_ids: Collection[int]) -> QuerySet[Any]:
    """What the latest versions of later reports say of the minutes of these meetings, in the order of days."""
    newer = Report.objects.filter(meeting=OuterRef("report__meeting"), version__gt=OuterRef("report__version"))
    rows = PointOutcome.objects.filter(~Exists(newer), point__minutes_of__in=list(meeting_ids))
    return rows.select_related("point", "report").order_by("report__held_on", "pk")


def bodies_with_minutes(on: date) -> list[int]:
    """The bodies with a meeting ahead that circulated minutes since MEMORY began."""
    ahead = Meeting.objects.filter(state=MeetingState.PROGRAMMED, body=OuterRef("meeting__body"), planned_on__gte=on)
    rows = MinutesCirculation.objects.filter(Exists(ahead), meeting__planned_on__gte=on - MEMORY)
    return list(rows.order_by("meeting__body_id").values_list("meeting__body_id", flat=True).distinct())


def minutes_of(report: Any, *, latest: int, on: date) -> MinutesCard | None:
    """The minutes of the meeting of a report; None when its body asks for no adoption and none were circulated.

    ``latest``: the version of the report that counts. One query for a body that asks for none, else five.
    """
    meeting = report.meeting
    if not settings_on(meeting.body.body_type_id, report.held_on).adopts_minutes:
        return None
    facts = minutes_facts([meeting.pk]).get(meeting.pk)
    status = facts.status(on) if facts else MinutesStatus(MinutesState.DRAFT)
    agenda = Point.objects.filter(minutes_of=meeting, meeting__state=MeetingState.PROGRAMMED).select_related("meeting")
    return MinutesCard(
        status=status,
        agenda=agenda.order_by("-meeting__planned_on").first() if stands_for_adoption(status.state) else None,
        answer=answers_to([meeting.pk]).last() if facts and facts.answers else None,
        is_corrected_since=status.version is not None and status.version < latest,
    )
