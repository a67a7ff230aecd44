"""Decisions that invented branches and provinces sent up, and what the bodies above said of them."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Exists, OuterRef

from tajadur.activity.meetings.models import Decision, Meeting, Point, PointOutcome, Proposal, Report
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.queries.bodies import bodies_above

from . import words
from .people import BRANCH, PROVINCE

DAYS, HOW_MANY = 150, 60


def write_proposals(*, seed: int, on: date, at: datetime) -> None:
    """Send up some decisions of the last months; most were dealt with in a meeting of the body above since."""
    random = Random(f"{seed}/proposals")
    first = on - timedelta(days=DAYS)
    taken = Decision.objects.filter(
        report__submitted_on__range=(first, on), report__meeting__unit__parent__isnull=False
    )
    later = Report.objects.filter(meeting=OuterRef("report__meeting"), version__gt=OuterRef("report__version"))
    rows = list(taken.filter(~Exists(later)).select_related("report__meeting__unit").order_by("pk"))
    chosen = sorted(random.sample(rows, min(HOW_MANY, len(rows))), key=lambda row: row.pk)
    shown = [row for row in rows if row.report.meeting.unit.code in (BRANCH, PROVINCE)][-3:]
    chosen += [row for row in shown if row not in chosen]
    above = bodies_above({row.report.meeting.unit_id for row in chosen}, on)
    mandates = dict(
        Mandate.objects.filter(post__post_type__office="secretary").order_by("from_on").values_list("post__unit", "pk")
    )
    reports: dict[int, list[Report]] = {}
    held = Report.objects.filter(meeting__body__in=above.values(), version=1, meeting__planned_on__gt=first)
    for report in held.select_related("meeting").order_by("meeting__planned_on", "pk"):
        reports.setdefault(report.meeting.body_id, []).append(report)
    _write(chosen, above, mandates, reports, random, on, at)


def _write(
    chosen: list[Decision],
    above: dict[int, int],
    mandates: dict[int, int],
    reports: dict[int, list[Report]],
    random: Random,
    on: date,
    at: datetime,
) -> None:
    sent: list[Proposal] = []
    points: list[Point] = []
    outcomes: list[PointOutcome] = []
    most: dict[int, int] = {}
    for row in chosen:
        meeting = row.report.meeting
        if meeting.unit_id not in above or meeting.unit_id not in mandates:
            continue
        sent_on = min(row.report.submitted_on + timedelta(days=random.randint(0, 3)), on)
        proposal = Proposal(
            unit_id=meeting.unit_id, meeting=meeting, decision_number=row.lasting, text=row.text,
            to_body_id=above[meeting.unit_id], sent_on=sent_on, sent_at=min(instant(sent_on, time(22)), at),
            mandate_id=mandates[meeting.unit_id],
        )  # fmt: skip
        sent.append(proposal)
        dealt = next((report for report in reports.get(above[meeting.unit_id], []) if report.held_on > sent_on), None)
        if dealt is None:
            continue
        position = most.get(dealt.meeting_id) or _last_item(dealt.meeting)
        most[dealt.meeting_id] = position + 1
        text = f"{row.text} ({meeting.unit.name_ar}, {sent_on:%d/%m/%Y}, {row.lasting})"[-300:]
        point = Point(meeting=dealt.meeting, kind="item", position=position + 1, text=text, proposal=proposal)
        points.append(point)
        outcome = random.choices(("reached", "partly", "not_reached", "carried"), (5, 2, 2, 1))[0]
        remark = "" if outcome == "reached" else random.choice(words.REMARKS)
        outcomes.append(PointOutcome(report=dealt, point=point, outcome=outcome, note=remark))
    Proposal.objects.bulk_create(sent)
    Point.objects.bulk_create(points)
    PointOutcome.objects.bulk_create(outcomes)


def _last_item(meeting: Meeting) -> int:
    return meeting.points.filter(kind="item").count()
