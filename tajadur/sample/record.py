"""The meetings and reports that the invented offices made since a day, drawn from their rhythm."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from tajadur.activity.meetings.models import Meeting, Point, PointOutcome, Report
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import ZONE_NAME, instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.queries import SettingsOverTime
from tajadur.organisation.units.models import Body
from tajadur.rules.periods import Period
from tajadur.rules.quorum import quorum

from . import words
from .copying import copy_rows, receipts_of, reserve_ids
from .followed import copy_followed, follow
from .fulfilling import note_programmed, note_settled
from .people import BRANCH, PROVINCE, REPEATING, SILENT_ONCE
from .rhythm import Character, DrawnMeeting, happening
from .tables import FULFILMENT, MEETING, OUTCOME, POINT, REPORT, PlannedMeeting, Tables

# The share of offices that send the same words each month.
COPYING = 0.015
SHOWN = frozenset({PROVINCE, BRANCH, SILENT_ONCE})


def write_meetings(
    *, natures: dict[str, Character], seed: int, after: date | None, on: date, at: datetime, owners: dict[int, int]
) -> list[tuple[Obligation, DrawnMeeting]]:
    """Write what happened in (``after``, ``on``]; returns the obligations declared not held in that time.

    What people of the demonstration did themselves is left alone: a period in which the body already has a meeting of
    their own gets no invented one. ``owners`` gives a post to hand actions to, by unit.
    """
    owed = list(
        Obligation.objects.filter(
            directive__fulfilment="meeting", period_start__lte=on + timedelta(days=21), cancelled_on=None
        )
        .filter(period_end__gte=(after or date.min) - timedelta(days=40) if after else date(1, 1, 1))
        .select_related("unit", "directive")
        .order_by("pk")
    )
    bodies = {(row.unit_id, row.body_type_id): row for row in Body.objects.select_related("body_type")}
    existing: dict[int, dict[date, tuple[int, str, bool]]] = defaultdict(dict)
    for body_id, planned_on, pk, state, series in Meeting.objects.values_list(
        "body_id", "planned_on", "pk", "state", "series_id"
    ):
        existing[body_id][planned_on] = (pk, state, series is not None)
    tables, plans = Tables(), []
    fresh: list[tuple[Obligation, Body, DrawnMeeting]] = []
    for row in owed:
        body = bodies[row.unit_id, row.directive.body_type_id or 0]
        period = Period(row.period_key, row.period_start, row.period_end)
        drawn = happening(seed, row.unit.code, row.directive.code, natures[row.unit.code], period, due_on=row.due_on)
        if drawn is None or drawn.programmed_on > on:
            continue
        if drawn.not_held_declared_on and drawn.not_held_declared_on <= on and not (row.not_held_on or row.filed_on):
            tables.not_held.append((row, drawn))
        drawn = _on_the_day_of_its_series(drawn, row, existing[body.pk])
        known = existing[body.pk].get(drawn.planned_on)
        if known and known[1] == "programmed" and row.filed_on is None:
            plans.append(PlannedMeeting(row, body, drawn, known[0], False))
        elif known is None and not any(row.period_start <= day <= row.period_end for day in existing[body.pk]):
            fresh.append((row, body, drawn))
    ids = reserve_ids(Meeting, len(fresh))
    plans += [PlannedMeeting(row, body, drawn, next(ids), True) for row, body, drawn in fresh]
    points_of = _points(tables, plans)
    _reports(tables, plans, points_of, on=on, at=at, owners=owners)
    _copy(tables, on=on)
    return tables.not_held


def _on_the_day_of_its_series(
    drawn: DrawnMeeting, row: Obligation, days: dict[date, tuple[int, str, bool]]
) -> DrawnMeeting:
    """A body with a regular series meets on the day of the series."""
    day = next(
        (
            day
            for day in sorted(days)
            if row.period_start <= day <= row.period_end and days[day][1:] == ("programmed", True)
        ),
        None,
    )
    if day is None:
        return drawn
    moved = day - drawn.planned_on
    return replace(
        drawn,
        planned_on=day,
        held_on=drawn.held_on and day,
        reported_on=drawn.reported_on and max(drawn.reported_on + moved, day),
        not_held_declared_on=drawn.not_held_declared_on and drawn.not_held_declared_on + moved,
    )


def _points(tables: Tables, plans: list[PlannedMeeting]) -> dict[int, list[int]]:
    """Draw the points of new meetings; give the point ids of every meeting to report."""
    points_of: dict[int, list[int]] = defaultdict(list)
    old = [plan.meeting_id for plan in plans if not plan.is_new]
    for meeting_id, pk in Point.objects.filter(meeting_id__in=old).values_list("meeting_id", "pk"):
        points_of[meeting_id].append(pk)
    new = [plan for plan in plans if plan.is_new]
    ids = reserve_ids(Point, 5 * len(new))
    for plan in new:
        random = Random(plan.drawn.seed)
        texts = [("objective", text) for text in random.sample(words.OBJECTIVES, 2)] + [
            ("item", text) for text in random.sample(words.ITEMS, 3)
        ]
        for place, (kind, text) in enumerate(texts):
            point_id, position = next(ids), place + 1 if kind == "objective" else place - 1
            tables.points.append((point_id, plan.meeting_id, kind, position, text))
            points_of[plan.meeting_id].append(point_id)
    return points_of


def _reports(
    tables: Tables,
    plans: list[PlannedMeeting],
    points_of: dict[int, list[int]],
    *,
    on: date,
    at: datetime,
    owners: dict[int, int],
) -> None:
    mandates = dict(
        Mandate.objects.filter(post__post_type__office="secretary")
        .order_by("from_on")
        .values_list("post__unit_id", "pk")
    )
    filed = {plan.meeting_id: day for plan in plans if (day := plan.drawn.reported_on) and day <= on}
    ids, receipts = reserve_ids(Report, len(filed)), receipts_of(filed.values())
    settings = SettingsOverTime()
    copying = _copying({plan.owed.unit.code for plan in plans})
    for plan in plans:
        random = Random(plan.drawn.seed + 1)
        wall = time(random.choice((10, 11, 16, 17, 18, 19)), random.choice((0, 30)))
        place = random.choice(words.PLACES)
        drawn, row = plan.drawn, plan.owed
        is_reported = plan.meeting_id in filed
        if plan.is_new:
            programmed_at = instant(drawn.programmed_on, time(11, random.randrange(60)))
            tables.meetings.append(
                (
                    plan.meeting_id,
                    row.unit_id,
                    plan.body.pk,
                    drawn.planned_on,
                    wall,
                    ZONE_NAME,
                    instant(drawn.planned_on, wall),
                    place,
                    "reported" if is_reported else "programmed",
                    min(programmed_at, at),
                    drawn.programmed_on,
                    120,
                    0,
                )
            )
            tables.programmed.append((row.pk, drawn.programmed_on, drawn.planned_on))
        if not is_reported or drawn.reported_on is None or drawn.held_on is None:
            continue
        report_id, held_on, filed_on = next(ids), drawn.held_on, drawn.reported_on
        copies = row.unit.code in copying
        submitted_at = min(instant(filed_on, time(random.randint(9, 22), random.randrange(60))), at)
        size = max(3, plan.body.members or plan.body.body_type.usual_members)
        present = round(size * random.uniform(0.5, 0.95))
        excused = min(size - present, random.randint(0, 3))
        women = min(present, round(present * random.uniform(0.15, 0.45)))
        youth = min(present, round(present * random.uniform(0.1, 0.4)))
        tables.reports.append(
            (
                report_id,
                plan.meeting_id,
                1,
                held_on,
                wall,
                (datetime.combine(held_on, wall) + timedelta(minutes=random.randint(70, 170))).time(),
                place,
                size,
                quorum(size, share_percent=settings.on(plan.body.body_type_id, held_on).quorum_percent),
                present,
                excused,
                size - present - excused,
                women,
                youth,
                _said(random, copies),
                UUID(int=random.getrandbits(128), version=4),
                sha256(f"{plan.meeting_id}".encode()).hexdigest(),
                next(receipts[filed_on.year]),
                submitted_at,
                filed_on,
                random.random() < 0.7,
                mandates.get(row.unit_id, 0),
            )
        )
        for point_id in points_of[plan.meeting_id]:
            outcome = random.choices(("reached", "partly", "not_reached", "carried"), (6, 2, 1, 1))[0]
            tables.outcomes.append((report_id, point_id, outcome, ""))
        follow(tables, plan, report_id, Random(plan.drawn.seed + 2), on, owners, mandates, copies=copies)
        tables.fulfilments.append(
            (row.unit_id, "report", plan.meeting_id, row.directive.body_type_id, held_on, filed_on, submitted_at)
        )
        tables.settled.append((row.pk, held_on, filed_on, submitted_at, plan.meeting_id))


def _copying(codes: set[str]) -> frozenset[str]:
    """The few offices that send the same words each month."""
    drawn = {code for code in codes if code not in SHOWN and Random(f"{code}/copies").random() < COPYING}
    return frozenset(drawn | (codes & {REPEATING}))


def _said(random: Random, copies: bool) -> str:
    text = random.choice(words.TEXTS)
    return words.REPEATED if copies else text


def _copy(tables: Tables, *, on: date) -> None:
    copy_rows(Meeting, MEETING, tables.meetings)
    already = [meeting_id for *_, meeting_id in tables.settled]
    Meeting.objects.filter(pk__in=already, state="programmed").update(state="reported")
    copy_rows(Point, POINT, tables.points)
    copy_rows(Report, REPORT, tables.reports)
    copy_rows(PointOutcome, OUTCOME, tables.outcomes)
    copy_followed(tables)
    copy_rows(Fulfilment, FULFILMENT, tables.fulfilments)
    note_programmed(tables.programmed)
    note_settled(tables.settled, source_kind="report")
