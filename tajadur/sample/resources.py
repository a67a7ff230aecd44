"""Requests for resources over the history: who asked, what each level said, what was granted, delivered, confirmed."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db.models import Q

from tajadur.activity.resources.models import (
    BudgetLine,
    DecisionDelegate,
    DeliveryConfirmation,
    Endorsement,
    Recommendation,
    ResourceDecision,
    ResourceDelivery,
    ResourceKind,
    ResourceRequest,
)
from tajadur.activity.resources.operations.installing import install_kinds
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.units.models import Unit
from tajadur.rules.resources import timetable_from

from . import words
from .people import BRANCH, PROVINCE

DIRHAM = 100
SHARE = {"region": 1.0, "province": 0.8, "branch": 0.07, "sector": 0.6}
ENDORSING, RECOMMENDING, DECIDING, CONFIRMING = 10, 10, 15, 14
LEAST_LINE = 300_000 * DIRHAM


@dataclass(slots=True)
class _Plan:
    """A request and the days after it was asked on which each did their part; None: no word, or not yet."""

    unit: Unit
    kind: ResourceKind
    dirhams: int | None
    asked_on: date
    purpose: str
    endorsed: tuple[int, bool] | None = None
    recommended: tuple[int, bool] | None = None
    decided: int | None = None
    granted: int | None = None
    refused: bool = False
    parts: tuple[tuple[int, int], ...] = ()  # (day of the delivery, dirhams)
    confirmed: bool = True


@dataclass(slots=True)
class _Rows:
    """What is written, table by table, each after those it refers to."""

    tables: dict[type[Any], list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        self.tables.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        for model, rows in self.tables.items():
            model._base_manager.bulk_create(rows, batch_size=1000)


def write_resources(*, seed: int, start: date, on: date, at: datetime) -> None:
    """Some hundred requests of the history up to ``on``, those of the demo accounts among them, and their lines."""
    install_kinds()
    kinds = {kind.code: kind for kind in ResourceKind.objects.all()}
    offices = _Offices()
    plans = [plan for plan in _plans(seed, kinds, start, on) if offices.secretary(plan.unit, plan.asked_on)]
    lines, rows = _Lines(offices.held("secretary_general", None, on), at), _Rows()
    for plan in sorted(plans, key=lambda plan: plan.asked_on):
        _write(plan, offices, lines, rows, on)
    lines.settle(kinds.values(), on)
    rows.write()
    pole = Post.objects.filter(post_type__code="secretary", body__body_type__code="pole").first()
    general = offices.held("secretary_general", None, on)
    if pole and general:
        named = {"from_on": on - timedelta(days=60), "named_at": instant(on - timedelta(days=60), time(10))}
        DecisionDelegate.objects.create(kind=kinds["travel"], post=pole, mandate_id=general, **named)


def _plans(seed: int, kinds: dict[str, ResourceKind], start: date, on: date) -> list[_Plan]:
    units = Unit.objects.filter(kind__code__in=SHARE, closed_on=None).select_related("kind", "parent")
    plans = []
    for unit in units.order_by("code"):
        random = Random(f"{seed}/{unit.code}/resources")
        if unit.code in (BRANCH, PROVINCE):
            plans += _story(unit, kinds, on)
        elif random.random() < SHARE[unit.kind.code]:
            plans += [_plan(unit, random, kinds, start, on) for _ in range(random.choice((1, 1, 1, 2)))]
    return plans


def _story(unit: Unit, kinds: dict[str, ResourceKind], on: date) -> list[_Plan]:
    """The branch was granted a part, delivered in two, and has one to confirm; both units wait for an endorsement."""
    activity, premises = kinds["activity"], kinds["premises"]
    waiting = _Plan(unit, premises, 18_000, on - timedelta(days=3), words.RESOURCES_FOR["premises"][0])
    if unit.code == PROVINCE:
        return [waiting]
    told = _Plan(
        unit, activity, 12_000, on - timedelta(days=75), words.RESOURCES_FOR["activity"][0], (4, True), (8, True), 13,
        9_000, parts=((30, 5_000), (55, 4_000)),
    )  # fmt: skip
    prints = _Plan(
        unit, kinds["equipment"], 6_500, on - timedelta(days=40), words.RESOURCES_FOR["equipment"][0], (5, True),
        (9, True), 15, 6_500, parts=((36, 6_500),), confirmed=False,
    )  # fmt: skip
    return [told, prints, waiting]


def _plan(unit: Unit, random: Random, kinds: dict[str, ResourceKind], start: date, on: date) -> _Plan:
    kind = random.choice(list(kinds.values()))
    asked_on = start + timedelta(days=random.randint(20, max(21, (on - start).days - 1)))
    dirhams = random.randint(4, 60) * 500 if kind.with_amount else None
    plan = _Plan(unit, kind, dirhams, asked_on, random.choice(words.RESOURCES_FOR[kind.code]))
    after = 0
    if random.random() < 0.75:
        after = random.randint(1, ENDORSING)
        plan.endorsed = (after, random.random() < 0.9)
    else:
        after = ENDORSING + 1
    if random.random() < 0.85:
        after += random.randint(0, RECOMMENDING)
        plan.recommended = (after, random.random() < 0.85)
    else:
        after += RECOMMENDING + 1
    plan.decided = after + random.randint(0, DECIDING + 4)
    plan.refused = random.random() < 0.2
    if plan.refused:
        return plan
    plan.granted = dirhams
    if dirhams and random.random() < 0.4:
        plan.granted = max(1, int(dirhams * random.choice((5, 6, 7, 8)) / 10 / 500)) * 500
        plan.granted = plan.granted if plan.granted < dirhams else dirhams
    first, second = plan.decided + random.randint(2, 20), plan.decided + random.randint(21, 45)
    whole = plan.granted or 0
    if random.random() < 0.5 or whole < 1000:
        plan.parts = ((first, whole),)
    else:
        plan.parts = ((first, whole // 2), (second, whole - whole // 2))
    plan.confirmed = random.random() < 0.9
    return plan


def _write(plan: _Plan, offices: "_Offices", lines: "_Lines", rows: _Rows, on: date) -> None:
    """The rows of one request as far as it has come by ``on``."""
    asked_on, unit = plan.asked_on, plan.unit
    above, cell = offices.above(unit, asked_on), offices.cell(unit, asked_on)
    if plan.endorsed and not above:  # nobody there: the days of the others count from the day it was asked
        plan.endorsed = None
    ahead = timetable_from(
        asked_on, endorsing=ENDORSING if above else None, recommending=RECOMMENDING if cell else None, deciding=DECIDING
    )
    request = rows.add(
        ResourceRequest(
            unit=unit, kind=plan.kind, amount=plan.dirhams * DIRHAM if plan.dirhams else None, purpose=plan.purpose,
            needed_by=asked_on + timedelta(days=90), asked_on=asked_on, asked_at=instant(asked_on, time(11)),
            mandate_id=offices.secretary(unit, asked_on) or 0, endorse_until=ahead.endorse_until,
            recommend_until=ahead.recommend_until, decide_until=ahead.decide_until,
        )
    )  # fmt: skip
    first = ahead.endorse_until + timedelta(days=1) if ahead.endorse_until else asked_on
    if plan.endorsed and (day := asked_on + timedelta(days=plan.endorsed[0])) <= on and offices.above(unit, day):
        ahead = timetable_from(day, endorsing=None, recommending=RECOMMENDING if cell else None, deciding=DECIDING)
        _say(Endorsement, request, day, plan.endorsed[1], offices.above(unit, day), ahead, rows)
        first = day
    if plan.recommended and ahead.recommend_until:
        day = min(max(asked_on + timedelta(days=plan.recommended[0]), first), ahead.recommend_until)
        if day <= on and offices.cell(unit, day):
            after = timetable_from(day, endorsing=None, recommending=None, deciding=DECIDING)
            _say(Recommendation, request, day, plan.recommended[1], offices.cell(unit, day), after, rows)
            first = day
    if plan.decided is not None:
        _decide(plan, request, max(asked_on + timedelta(days=plan.decided), first), offices, lines, rows, on)


def _say(model: Any, request: Any, day: date, in_favour: bool, mandate_id: int | None, ahead: Any, rows: _Rows) -> None:
    days = {"decide_until": ahead.decide_until}
    if model is Endorsement:
        days["recommend_until"] = ahead.recommend_until
    rows.add(
        model(
            request=request, in_favour=in_favour, reason="" if in_favour else words.RESOURCES_NOT_NOW, given_on=day,
            given_at=instant(day, time(12)), mandate_id=mandate_id, **days,
        )
    )  # fmt: skip


def _decide(plan: _Plan, request: Any, day: date, offices: "_Offices", lines: "_Lines", rows: _Rows, on: date) -> None:
    general, admin = offices.held("secretary_general", None, day), offices.held("administrator", None, day) or 0
    if day > on or not general:
        return
    amount = plan.granted * DIRHAM if plan.granted and not plan.refused else None
    outcome = "refused" if plan.refused else "whole" if plan.granted == plan.dirhams else "part"
    reasons = {"refused": words.RESOURCES_REFUSED, "part": words.RESOURCES_PART, "whole": ""}
    decision = rows.add(
        ResourceDecision(
            request=request, outcome=outcome, amount=amount, line=lines.take(plan.kind, day.year, amount),
            reason=reasons[outcome], deliver_by=None if plan.refused else day + timedelta(days=60), decided_on=day,
            decided_at=instant(day, time(13)), mandate_id=general,
        )
    )  # fmt: skip
    made = [(plan.asked_on + timedelta(days=after), dirhams) for after, dirhams in plan.parts]
    done = [(max(when, day), dirhams) for when, dirhams in made if max(when, day) <= on]
    confirmations = []
    for number, (when, dirhams) in enumerate(done if admin and not plan.refused else [], 1):
        decision.delivered += dirhams * DIRHAM if amount else 0
        part = rows.add(
            ResourceDelivery(
                decision=decision, number=number, amount=dirhams * DIRHAM if amount else None,
                completes=number == len(plan.parts), proof=words.RESOURCES_PROOF % {"number": 100 + number + when.day},
                delivered_on=when, noted_on=when, noted_at=instant(when, time(14)), mandate_id=admin,
                confirm_by=when + timedelta(days=CONFIRMING),
            )
        )  # fmt: skip
        received = when + timedelta(days=2)
        mandate_id = offices.secretary(plan.unit, received)
        if plan.confirmed and received <= on and mandate_id:
            confirmations.append(received)
            rows.add(
                DeliveryConfirmation(
                    delivery=part, unit=plan.unit, confirmed_on=received, confirmed_at=instant(received, time(18)),
                    mandate_id=mandate_id,
                )
            )  # fmt: skip
    if confirmations and len(confirmations) == len(plan.parts):
        request.confirmed_on = confirmations[-1]


class _Lines:
    """The budget lines from which the invented decisions take; each has a little more than was taken."""

    def __init__(self, mandate_id: int | None, at: datetime) -> None:
        self._lines: dict[tuple[int, int], BudgetLine] = {}
        self._mandate_id, self._at = mandate_id or 0, at

    def take(self, kind: ResourceKind, year: int, amount: int | None) -> BudgetLine | None:
        """The line of a kind and year, with the amount taken."""
        if amount is None:
            return None
        line = self._line(kind, year)
        line.granted += amount
        line.amount = max(line.amount, -(-line.granted * 5 // 4 // (50_000 * DIRHAM)) * 50_000 * DIRHAM)
        line.save()
        return line

    def settle(self, kinds: Any, on: date) -> None:
        """Each kind with an amount has a line of this year, also where nothing was taken yet."""
        for kind in kinds:
            if kind.with_amount:
                self._line(kind, on.year)

    def _line(self, kind: ResourceKind, year: int) -> BudgetLine:
        if (kind.pk, year) not in self._lines:
            self._lines[kind.pk, year] = BudgetLine.objects.create(
                kind=kind, year=year, amount=LEAST_LINE, set_at=self._at, mandate_id=self._mandate_id
            )
        return self._lines[kind.pk, year]


class _Offices:
    """Who held which office on a day: mandates by (office, unit or area). One query."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, int | None], list[tuple[date, date | None, int]]] = {}
        office = Q(post__post_type__office="secretary", post__body__body_type__code="office")
        rows = Mandate.objects.filter(
            office | Q(post__post_type__office__in=("secretary_general", "administrator", "responsible")),
            standing="confirmed",
        )
        names = ("post__post_type__office", "post__unit_id", "post__area_id", "from_on", "to_on", "pk")
        for office_name, unit_id, area_id, from_on, to_on, pk in rows.order_by("from_on", "pk").values_list(*names):
            place = {"secretary": unit_id, "responsible": area_id}.get(office_name)
            self._held.setdefault((office_name, place), []).append((from_on, to_on, pk))

    def held(self, office: str, place: int | None, day: date) -> int | None:
        """The mandate in force on a day, or None."""
        rows = self._held.get((office, place), ())
        return next((pk for from_on, to_on, pk in rows if from_on <= day and (to_on is None or to_on >= day)), None)

    def secretary(self, unit: Unit, day: date) -> int | None:
        """Of the office of the unit."""
        return self.held("secretary", unit.pk, day)

    def above(self, unit: Unit, day: date) -> int | None:
        """Of the office of the unit right above."""
        return self.held("secretary", unit.parent_id, day) if unit.parent_id else None

    def cell(self, unit: Unit, day: date) -> int | None:
        """Who follows the narrowest area in which the unit stands."""
        places = [int(part) for part in unit.path.strip(".").split(".")]
        return next((pk for place in reversed(places) if (pk := self.held("responsible", place, day))), None)
