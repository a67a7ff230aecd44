"""The road of each congress: its stages against their days, its delegates, and what is to be expected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import get_language

from tajadur.rules.forecast import Forecast, Part
from tajadur.rules.stages import Days, PlannedStage, Reached, days_late, may_begin, reached, target_day

from ..models import Congress, SeatShare, Stage
from .progress import CongressProgress, EditionKey, Lesson, lesson_of, usual_for


@dataclass(frozen=True, slots=True)
class SeatsOfProvince:
    """The seats of one province and what it filed; the counts are None until it did."""

    id: int
    unit_id: int
    name_ar: str
    name_latin: str
    weight: int
    seats: int
    elected: int | None = None
    women: int | None = None
    youth: int | None = None
    filed_at: datetime | None = None
    filed_on: date | None = None

    @property
    def name(self) -> str:
        """The name in the script of the page's language."""
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_latin

    @property
    def is_filed(self) -> bool:
        """Has the province filed its delegates?"""
        return self.elected is not None

    @property
    def is_over(self) -> bool:
        """More delegates than seats (the seats were shared out again since)?"""
        return self.elected is not None and self.elected > self.seats


@dataclass(frozen=True, slots=True)
class RoadStep:
    """One stage on a day: ``row`` as stored, its target, where it stands, whether it may be marked now."""

    row: Stage
    rule: PlannedStage
    target_on: date
    done_on: date | None
    reached: Reached
    days_late: int
    may_begin: bool

    @property
    def code(self) -> str:
        """The code of the stage."""
        return self.rule.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.row.template.name


@dataclass
class Road:
    """One congress on a day. ``rules`` are its stages in order, ``done`` maps a stage's code to the day it was done."""

    congress: Congress
    on: date
    rows: dict[str, Stage]
    shares: list[SeatsOfProvince] = field(default_factory=list)
    usual: dict[str, int] = field(default_factory=dict)

    @cached_property
    def rules(self) -> list[PlannedStage]:
        """Its stages, in order."""
        return [row.rule for row in self.rows.values()]

    @cached_property
    def progress(self) -> CongressProgress:
        """All its forecast is made from."""
        owed = self.congress.obligation
        return CongressProgress(
            on=self.on,
            opens_on=owed.period_start,
            by_on=owed.period_end,
            extended_until=owed.extended_until,
            extension_granted_on=owed.extension_granted_on,
            planned_on=self.congress.planned_on,
            held_on=owed.held_on,
            rules=self.rules,
            marked={code: row.done_on for code, row in self.rows.items() if row.done_on},
            sharing=len(self.shares),
            filed=self.filed,
            usual=self.usual,
        )

    @cached_property
    def days(self) -> Days:
        """The days it is counted from; an extension granted takes the place of the deadline."""
        return self.progress.days

    @property
    def deadline(self) -> date:
        """The last day to hold it, extension included."""
        return self.progress.deadline

    @cached_property
    def done(self) -> dict[str, date]:
        """Stage -> the day it was done; a declaration that it was held counts for the congress itself."""
        return self.progress.done

    @property
    def filed(self) -> int:
        """How many provinces filed their delegates."""
        return sum(share.is_filed for share in self.shares)

    @property
    def parts(self) -> dict[str, Part]:
        """What is half done: the delegates, province by province."""
        return self.progress.parts

    @cached_property
    def steps(self) -> list[RoadStep]:
        """Every stage against its days."""
        days, done = self.days, self.done
        return [
            RoadStep(
                row,
                rule,
                target_day(rule, days),
                done.get(rule.code),
                reached(rule, days, done.get(rule.code), self.on),
                days_late(rule, days, done.get(rule.code), self.on),
                rule.code not in done and may_begin(rule, done),
            )
            for row, rule in zip(self.rows.values(), self.rules, strict=True)
        ]

    @cached_property
    def forecast(self) -> Forecast:
        """What is to be expected."""
        return self.progress.forecast

    @property
    def is_after_deadline(self) -> bool:
        """Is the day fixed after the last day?"""
        return self.congress.planned_on is not None and self.congress.planned_on > self.deadline


def roads_of(congresses: Iterable[Congress], on: date, *, learns: bool = True) -> list[Road]:
    """The roads of ``congresses`` (read with unit and obligation): three queries, whatever their number.

    What past editions took, of the unit itself or of all that are asked the same, replaces the usual days; not asked
    for with ``learns`` False, where nothing is forecast: one query less.
    """
    wanted = list(congresses)
    known = {congress.pk: congress for congress in wanted}
    rows: dict[int, dict[str, Stage]] = {congress.pk: {} for congress in wanted}
    stages = Stage.objects.filter(congress__in=rows).select_related("template")
    for row in stages.order_by("template__rank", "template_id"):
        row.congress = known[row.congress_id]
        rows[row.congress_id][row.template.code] = row
    shares = shares_of(congress.pk for congress in wanted)
    lessons = _lessons(wanted, rows, on) if learns else []
    return [
        Road(congress, on, rows[congress.pk], shares.get(congress.pk, []), usual_for(_edition(congress), lessons))
        for congress in wanted
    ]


def _edition(congress: Congress) -> EditionKey:
    owed = congress.obligation
    return EditionKey(congress.unit_id, owed.directive_id, owed.period_end)


def _lessons(wanted: Sequence[Congress], rows: Mapping[int, Mapping[str, Stage]], on: date) -> list[Lesson]:
    """What the editions before the newest of ``wanted`` took, as known on ``on``, whoever reads: one query."""
    rules = next(([row.rule for row in steps.values()] for steps in rows.values() if steps), [])
    if not rules:
        return []
    stages = Stage.objects.filter(
        congress__obligation__directive_id__in={congress.obligation.directive_id for congress in wanted},
        congress__obligation__period_end__lt=max(congress.obligation.period_end for congress in wanted),
        congress__obligation__held_on__isnull=False,
        congress__obligation__filed_on__lte=on,
        done_on__lte=on,
    ).values_list(
        "congress_id",
        "done_on",
        "marked_at",
        "template__code",
        "congress__unit_id",
        "congress__obligation__directive_id",
        "congress__obligation__period_end",
        "congress__obligation__held_on",
        named=True,
    )
    editions: dict[int, list[Any]] = {}
    for stage in stages:
        editions.setdefault(stage.congress_id, []).append(stage)
    return [_lesson(marked, rules) for marked in editions.values()]


def _lesson(stages: Sequence[Any], rules: Sequence[PlannedStage]) -> Lesson:
    first = stages[0]
    return lesson_of(
        EditionKey(
            first.congress__unit_id,
            first.congress__obligation__directive_id,
            first.congress__obligation__period_end,
        ),
        rules,
        first.congress__obligation__held_on,
        [(stage.template__code, stage.done_on, stage.marked_at) for stage in stages],
    )


def shares_of(congress_ids: Iterable[int]) -> dict[int, list[SeatsOfProvince]]:
    """The seats of each province with its latest list, by congress: one query."""
    by_congress: dict[int, list[SeatsOfProvince]] = {}
    for row in latest_lists(SeatShare.objects.filter(congress__in=list(congress_ids))):
        by_congress.setdefault(row.congress_id, []).append(
            SeatsOfProvince(
                id=row.pk,
                unit_id=row.unit_id,
                name_ar=row.unit__name_ar,
                name_latin=row.unit__name_latin,
                weight=row.weight,
                seats=row.seats,
                elected=row.latest__elected,
                women=row.latest__women,
                youth=row.latest__youth,
                filed_at=row.latest__filed_at,
                filed_on=row.latest__filed_on,
            )
        )
    return by_congress


def latest_lists(shares: QuerySet[SeatShare]) -> QuerySet[SeatShare, Any]:
    """The seats of each province with its latest list. Names of delegates are never among them."""
    latest = FilteredRelation("lists", condition=Q(lists__is_latest=True))
    return (
        shares.filter(Q(seats__gt=0) | Q(lists__isnull=False))
        .annotate(latest=latest)
        .distinct()
        .order_by(F("unit__code"), "pk")
        .values_list(
            "congress_id",
            "pk",
            "unit_id",
            "unit__name_ar",
            "unit__name_latin",
            "weight",
            "seats",
            "latest__elected",
            "latest__women",
            "latest__youth",
            "latest__filed_at",
            "latest__filed_on",
            "unit__code",
            named=True,
        )
    )
