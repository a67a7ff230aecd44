"""Minutes that invented councils circulated and adopted, and how far their next meetings are prepared."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random

from tajadur.activity.meetings.models import Meeting, MinutesCirculation, Point, PointOutcome, PreparationTick, Report
from tajadur.activity.meetings.operations.adoption import ADOPTION_LINE, place_adoptions
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import PreparationStep
from tajadur.organisation.profile.queries import SettingsOverTime
from tajadur.rules.preparation import to_be_done_by

from . import words
from .councils import hold_council
from .people import PROVINCE


def write_minutes(*, seed: int, on: date, at: datetime) -> None:
    """Councils circulate what they reported; each later meeting adopts it. One council is about to meet again."""
    hold_council(seed=seed, on=on)
    random = Random(f"{seed}/minutes")
    mandates = dict(
        Mandate.objects.filter(post__post_type__office="secretary").order_by("from_on").values_list("post__unit", "pk")
    )
    held: dict[int, list[Report]] = defaultdict(list)
    rows = Report.objects.filter(version=1, meeting__body__body_type__code="council", meeting__circulations=None)
    for report in rows.select_related("meeting__unit").order_by("held_on", "pk"):
        if report.meeting.unit_id in mandates:
            held[report.meeting.body_id].append(report)
    _circulate(held, mandates, random, on, at)
    place_adoptions(on=on, body_ids=list(held))
    _prepare(mandates, random, on, at)


def _circulate(held: dict[int, list[Report]], mandates: dict[int, int], random: Random, on: date, at: datetime) -> None:
    sent: list[MinutesCirculation] = []
    points: list[Point] = []
    outcomes: list[PointOutcome] = []
    for reports in held.values():
        for report, following in zip(reports, [*reports[1:], None], strict=True):
            day = report.submitted_on + timedelta(days=random.randint(1, 12))
            shown = report.meeting.unit.code == PROVINCE
            if day > on or (following and day >= following.held_on) or (not shown and random.random() < 0.15):
                continue
            sent.append(
                MinutesCirculation(
                    meeting=report.meeting,
                    report=report,
                    circulated_on=day,
                    circulated_at=min(instant(day, time(23)), at),
                    mandate_id=mandates[report.meeting.unit_id],
                )
            )
            if following is None or following.held_on <= report.held_on:
                continue
            position = 1 + Point.objects.filter(meeting=following.meeting_id, kind="item").count()
            text = ADOPTION_LINE.format(day=report.held_on)
            point = Point(
                meeting=following.meeting, kind="item", position=position, text=text, minutes_of=report.meeting
            )
            points.append(point)
            outcome = random.choices(("reached", "partly", "not_reached"), (7, 2, 1))[0]
            remark = "" if outcome == "reached" else random.choice(words.CORRECTIONS)
            outcomes.append(PointOutcome(report=following, point=point, outcome=outcome, note=remark))
    MinutesCirculation.objects.bulk_create(sent)
    Point.objects.bulk_create(points)
    PointOutcome.objects.bulk_create(outcomes)


def _prepare(mandates: dict[int, int], random: Random, on: date, at: datetime) -> None:
    """Most of what is due is ticked, some of it late; the rest waits."""
    settings = SettingsOverTime()
    ticks: list[PreparationTick] = []
    steps: dict[int, list[PreparationStep]] = defaultdict(list)
    for step in PreparationStep.objects.order_by("position"):
        steps[step.body_type_id].append(step)
    coming = Meeting.objects.filter(state="programmed", planned_on__gte=on, body__body_type__in=steps, ticks=None)
    for meeting in coming.select_related("body").order_by("pk"):
        asked = settings.on(meeting.body.body_type_id, meeting.planned_on).convocation_days
        for step in steps[meeting.body.body_type_id]:
            days = asked if step.days_before is None else step.days_before
            if days is None or meeting.unit_id not in mandates or random.random() < 0.25:
                continue
            wished = to_be_done_by(meeting.planned_on, days) + timedelta(days=random.randint(-4, 3))
            done_on = max(wished, meeting.programmed_on)
            if done_on <= on:
                ticks.append(
                    PreparationTick(
                        meeting=meeting,
                        step=step,
                        done_on=done_on,
                        done_at=min(instant(done_on, time(20)), at),
                        mandate_id=mandates[meeting.unit_id],
                    )
                )
    PreparationTick.objects.bulk_create(ticks)
