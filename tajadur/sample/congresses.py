"""The roads of the invented congresses: stages that agree with the days held, seats, delegates, advice."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from tajadur.activity.congresses.models import Congress, DelegateList, SeatShare, Stage, StageComment
from tajadur.activity.congresses.nightly import open_congresses
from tajadur.activity.congresses.queries.weighing import weights_of
from tajadur.activity.congresses.vocabulary import CALL, DATE, DECLARED, DELEGATES, HELD, Basis
from tajadur.duties.obligations.operations.planning import note_planned_day
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.rules.apportionment import seats
from tajadur.rules.stages import PlannedStage

from . import words
from .declared import SLIPS

# A congress without a day in SLIPS is planned so many days after the deadline, and never gets past the call (see
# _BEYOND_CALL). FLOOR is the least number of seats of a province.
STUCK, FLOOR = 150, 2
_BEYOND_CALL = frozenset({DELEGATES, "documents", HELD, "minutes", DECLARED})


def write_roads(*, seed: int, on: date, at: datetime) -> None:
    """Fill in, up to ``on``, what each region did about its congress; what is written already stays."""
    open_congresses(on=on, at=at)
    mandates = _mandates("secretary", "post__unit_id")
    followers = _mandates("responsible", "post__area_id")
    rows = Congress.objects.filter(obligation__period_start__lte=on, obligation__cancelled_on=None)
    for congress in rows.select_related("unit", "obligation").order_by("pk"):
        _Road(congress, seed, on, at, mandates, followers.get(congress.unit_id)).write()


class _Road:
    """One congress as drawn from the seed, its unit and its edition."""

    def __init__(
        self, congress: Congress, seed: int, on: date, at: datetime, mandates: Mapping[int, int], follower: int | None
    ) -> None:
        self.congress, self.on, self.at, self.mandates, self.follower = congress, on, at, mandates, follower
        owed = congress.obligation
        self.random = Random(f"{seed}/road/{congress.unit.code}/{owed.period_key}")
        order = Random(f"{seed}/congress/{owed.period_key}").sample(range(12), 12)
        slip = SLIPS[order[int(congress.unit.code.rstrip(".")) - 1]]
        self.is_stuck = slip is None
        self.event_on = owed.held_on or owed.period_end + timedelta(days=STUCK if slip is None else slip)

    def write(self) -> None:
        """Stages, seats, delegates, the date, a comment."""
        stages = list(
            Stage.objects.filter(congress=self.congress).select_related("template").order_by("template__rank")
        )
        days = self._days([stage.template.rule for stage in stages])
        for stage in stages:
            if stage.done_on is None and (day := days.get(stage.template.code)) and day <= self.on:
                self._mark(stage, day)
        self._fix(days)
        self._share(days)
        self._advise(stages)

    def _days(self, rules: list[PlannedStage]) -> dict[str, date]:
        """The day of each stage, in order; stages a stuck congress never reached are left out."""
        days: dict[str, date] = {}
        opens_on = self.congress.obligation.period_start
        for rule in rules:
            drawn = self.event_on + timedelta(days=rule.offset + self.random.randint(-6, 4))
            earliest = max([opens_on + timedelta(days=4), *(days[code] for code in rule.after if code in days)])
            if self.is_stuck and rule.code in _BEYOND_CALL:
                continue
            day = max(drawn, earliest)
            days[rule.code] = self.event_on if rule.code == HELD else min(day, self._latest(rule))
        return days

    def _latest(self, rule: PlannedStage) -> date:
        """Nothing that the congress rests on comes after it."""
        return date.max if rule.code in {"minutes", DECLARED} else self.event_on

    def _mark(self, stage: Stage, day: date) -> None:
        owed = self.congress.obligation
        if stage.template.code == HELD and owed.held_on is None:
            return
        if stage.template.code in {"minutes", DECLARED} and owed.held_on is None:
            return
        stage.done_on = day
        stage.marked_at = self._instant(day)
        stage.mandate_id = self.mandates.get(self.congress.unit_id, 0)
        stage.number = self.random.randint(60, 180) if stage.template.evidence == "count" else None
        stage.reference = f"{self.random.randint(3, 90)}/{day.year}" if stage.template.evidence == "reference" else ""
        stage.note = "" if stage.reference or stage.number else self.random.choice(words.STAGE_NOTES)
        stage.save()

    def _fix(self, days: dict[str, date]) -> None:
        congress = self.congress
        if congress.planned_on is None and DATE in days and days[DATE] <= self.on:
            congress.planned_on = self.event_on
            congress.place = self.random.choice(words.PLACES)
            congress.save(update_fields=["planned_on", "place"])
            note_planned_day(obligation_id=congress.obligation_id, planned_on=self.event_on, on=days[DATE])

    def _share(self, days: dict[str, date]) -> None:
        congress, called_on = self.congress, days.get(CALL)
        if called_on is None or called_on > self.on:
            return
        if not congress.seats:
            weights = weights_of(congress.unit, Basis.BRANCHES, self.on)
            congress.seats, congress.seats_floor = 10 * self.random.randint(8, 20), FLOOR
            congress.save(update_fields=["seats", "seats_floor"])
            shared = seats(congress.seats, weights, floor=FLOOR)
            SeatShare.objects.bulk_create(
                SeatShare(congress=congress, unit_id=unit_id, seats=shared[unit_id], weight=weight)
                for unit_id, weight in weights.items()
            )
        by = days.get(DELEGATES, called_on + timedelta(days=30))
        shares = list(SeatShare.objects.filter(congress=congress).order_by("pk"))
        missing = 2 if self.is_stuck and len(shares) > 2 else 0
        DelegateList.objects.bulk_create(
            filed
            for number, share in enumerate(shares)
            if (filed := self._list(share, called_on, by))
            and filed.filed_on <= self.on
            and number >= missing
            and not DelegateList.objects.filter(share=share).exists()
        )

    def _list(self, share: SeatShare, called_on: date, by: date) -> DelegateList:
        random = Random(f"{share.congress_id}/{share.unit_id}")
        day = called_on + timedelta(days=random.randint(1, max(1, (by - called_on).days)))
        return DelegateList(
            share=share,
            version=1,
            elected=share.seats,
            women=round(share.seats * random.uniform(0.2, 0.45)),
            youth=round(share.seats * random.uniform(0.1, 0.3)),
            filed_at=self._instant(min(day, by)),
            filed_on=min(day, by),
            mandate_id=self.mandates.get(share.unit_id, 0),
        )

    def _advise(self, stages: list[Stage]) -> None:
        """The cell asks those that are stuck what would help."""
        next_stage = next((stage for stage in stages if stage.done_on is None), None)
        if not self.is_stuck or next_stage is None or self.follower is None:
            return
        if not StageComment.objects.filter(stage__congress=self.congress).exists():
            day = max(self.congress.obligation.period_start, self.on - timedelta(days=12))
            StageComment.objects.create(
                stage=next_stage, text=words.STAGE_ADVICE, at=self._instant(day), mandate_id=self.follower
            )

    def _instant(self, day: date) -> datetime:
        return min(instant(day, time(self.random.randint(9, 20), self.random.randrange(60))), self.at)


def _mandates(office: str, key: str) -> dict[int, int]:
    rows = Mandate.objects.filter(post__post_type__office=office, standing="confirmed").order_by("from_on")
    return dict(rows.values_list(key, "pk"))
