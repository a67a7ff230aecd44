"""Minutes and the preparation of meetings: what was circulated, where adoption stands, what was ticked."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F

from tajadur.activity.meetings.models import Meeting, MinutesCirculation, Point, PointOutcome, PreparationTick, Report
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import PreparationStep

from .as_of import AsOf

_REMEMBERED, _STILL_REPORTED = timedelta(days=400), timedelta(days=7)


def minutes_circulated(as_of: AsOf) -> Iterator[str]:
    """What was circulated is a version of its meeting, sent by its unit once it was there, each time a later one."""
    rows = MinutesCirculation.objects.select_related("meeting", "report").order_by("meeting_id", "circulated_at")
    units = dict(Mandate.objects.filter(pk__in=rows.values("mandate_id")).values_list("pk", "post__unit_id"))
    versions: dict[int, int] = {}
    for row in rows.iterator(2000):
        if row.report.meeting_id != row.meeting_id:
            yield f"circulation {row.pk} is of the report of another meeting"
        if row.circulated_on != civil_day(row.circulated_at) or row.circulated_at < row.report.submitted_at:
            yield f"circulation {row.pk} is of another day, or of before its report"
        if units.get(row.mandate_id) != row.meeting.unit_id:
            yield f"circulation {row.pk} was made under a mandate of others"
        if row.report.version <= versions.get(row.meeting_id, 0):
            yield f"circulation {row.pk} is of no later version than the one before it"
        versions[row.meeting_id] = row.report.version


def adoptions_placed(as_of: AsOf) -> Iterator[str]:
    """Minutes that wait stand on the next agenda of their body, once; what is adopted or sent back on none to come."""
    lines = Point.objects.filter(minutes_of__isnull=False)
    strange = lines.exclude(kind="item", minutes_of__body_id=F("meeting__body_id"))
    for pk in strange.values_list("pk", flat=True):
        yield f"point {pk} puts the minutes of another body to adoption"
    for pk in lines.filter(minutes_of__circulations=None).values_list("pk", flat=True):
        yield f"point {pk} puts minutes to adoption that were never circulated"
    if not as_of.passes_run:
        return
    standing: dict[int, list[tuple[date, int]]] = defaultdict(list)
    programmed = lines.filter(meeting__state="programmed", meeting__planned_on__gte=as_of.on - _STILL_REPORTED)
    for of, day, meeting_id in programmed.values_list("minutes_of_id", "meeting__planned_on", "meeting_id"):
        standing[of or 0].append((day, meeting_id))
    ahead: dict[int, list[tuple[date, int]]] = defaultdict(list)
    coming = Meeting.objects.filter(state="programmed", planned_on__gte=as_of.on).order_by("planned_on", "pk")
    for body_id, day, pk in coming.values_list("body_id", "planned_on", "pk"):
        ahead[body_id].append((day, pk))
    for meeting, held_on, is_open in _minutes(as_of.on):
        expected = [place for place in ahead[meeting.body_id] if place[0] > held_on][:1] if is_open else []
        here = [place for place in standing[meeting.pk] if place[0] >= as_of.on]
        awaited = is_open and len(here) < len(standing[meeting.pk])
        if here != expected and not (awaited and not here):
            yield f"the minutes of meeting {meeting.pk} stand on {here}, and belong on {expected}"


def preparation_noted(as_of: AsOf) -> Iterator[str]:
    """A tick is of a step of its body type, by its unit, on its day; steps of a body type count from one."""
    rows = PreparationTick.objects.select_related("meeting__body", "step").order_by("pk")
    units = dict(Mandate.objects.filter(pk__in=rows.values("mandate_id")).values_list("pk", "post__unit_id"))
    for row in rows.iterator(2000):
        if row.step.body_type_id != row.meeting.body.body_type_id:
            yield f"tick {row.pk} is of a step of another body type"
        if row.done_on != civil_day(row.done_at):
            yield f"tick {row.pk} is of another day"
        if units.get(row.mandate_id) != row.meeting.unit_id:
            yield f"tick {row.pk} was made under a mandate of others"
    places: dict[int, list[int]] = defaultdict(list)
    for body_type_id, position in PreparationStep.objects.order_by("position").values_list("body_type_id", "position"):
        places[body_type_id].append(position)
    for body_type_id, positions in places.items():
        if positions != list(range(1, len(positions) + 1)):
            yield f"the steps of body type {body_type_id} do not count from 1 to {len(positions)}"


def _minutes(on: date) -> Iterator[tuple[Meeting, date, bool]]:
    """(meeting, the day it was held, do its minutes wait?) of what was circulated by a day, as simply as can be."""
    last: dict[int, Report] = {}
    for report in Report.objects.filter(meeting__circulations__isnull=False).order_by("version"):
        last[report.meeting_id] = report
    sent: dict[int, list[date]] = defaultdict(list)
    meetings: dict[int, Meeting] = {}
    rows = MinutesCirculation.objects.filter(circulated_on__lte=on, meeting__planned_on__gte=on - _REMEMBERED)
    for row in rows.select_related("meeting"):
        sent[row.meeting_id].append(row.circulated_on)
        meetings[row.meeting_id] = row.meeting
    for meeting_id, days in sent.items():
        if meeting_id not in last:  # of a meeting without a report, which another invariant tells
            continue
        held_on = last[meeting_id].held_on
        words = [word for word in _words(meeting_id, on) if word[0] >= min(days) and word[0] > held_on]
        adopted = any(outcome in {"reached", "partly"} for _day, outcome in words)
        refused = [day for day, outcome in words if outcome == "not_reached"]
        yield meetings[meeting_id], held_on, not adopted and (not refused or max(days) > max(refused))


def _words(meeting_id: int, on: date) -> list[tuple[date, str]]:
    """What the last version of each later report says."""
    latest: dict[int, Any] = {}
    rows = PointOutcome.objects.filter(point__minutes_of=meeting_id, report__held_on__lte=on).select_related("report")
    for row in rows.order_by("report__version"):
        latest[row.report.meeting_id] = row
    return [(row.report.held_on, row.outcome) for row in latest.values()]
