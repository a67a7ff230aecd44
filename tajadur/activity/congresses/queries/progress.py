"""How far a congress has come on a day, what past editions taught of it, and what is to be expected: no query here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tajadur.foundation.calendar import civil_day
from tajadur.rules.forecast import Forecast, Part, Work, forecast, lasted, usual_of
from tajadur.rules.stages import Days, PlannedStage

from ..vocabulary import DELEGATES, HELD


@dataclass(frozen=True, slots=True)
class CongressProgress:
    """One congress on the day ``on``: all its forecast is made from.

    ``rules`` are its stages in order, ``marked`` the days of those done; ``filed`` of ``sharing`` provinces filed their
    delegates; ``usual`` days of some stages are those of past editions.
    """

    on: date
    opens_on: date
    by_on: date
    extended_until: date | None
    extension_granted_on: date | None
    planned_on: date | None
    held_on: date | None
    rules: Sequence[PlannedStage]
    marked: Mapping[str, date]
    sharing: int = 0
    filed: int = 0
    usual: Mapping[str, int] = field(default_factory=dict)

    @property
    def deadline(self) -> date:
        """The last day to hold it, extension included."""
        granted = self.extension_granted_on is not None and self.extension_granted_on <= self.on
        return self.extended_until if granted and self.extended_until else self.by_on

    @property
    def days(self) -> Days:
        """The days it is counted from; an extension granted takes the place of the deadline."""
        return Days(self.opens_on, self.deadline, self.planned_on, self.held_on)

    @property
    def done(self) -> dict[str, date]:
        """Stage -> the day it was done; a declaration that it was held counts for the congress itself."""
        return {**self.marked, **({HELD: self.held_on} if self.held_on else {})}

    @property
    def parts(self) -> dict[str, Part]:
        """What is half done: the delegates, province by province."""
        return {DELEGATES: Part(self.filed, self.sharing)} if self.sharing else {}

    @property
    def forecast(self) -> Forecast:
        """What is to be expected."""
        work = Work(self.rules, self.days, self.done, self.parts, self.usual)
        return forecast(work, max(self.on, self.opens_on))


@dataclass(frozen=True, slots=True)
class EditionKey:
    """Whose congress it is, by which directive, and its last day."""

    unit_id: int
    directive_id: int
    by_on: date


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one past edition took: ``days`` by stage."""

    edition: EditionKey
    days: dict[str, int]


def lesson_of(
    edition: EditionKey, rules: Sequence[PlannedStage], held_on: date, marked: Iterable[tuple[str, date, datetime]]
) -> Lesson:
    """What a past edition teaches; ``marked`` are its stages, the day of each and the instant it was said."""
    rows = list(marked)
    done = {HELD: held_on} | {code: day for code, day, _ in rows}
    return Lesson(edition, lasted(rules, done, {code: civil_day(at) for code, _, at in rows}))


def usual_for(edition: EditionKey, lessons: Iterable[Lesson]) -> dict[str, int]:
    """The usual days of a congress, from the editions before it: its own unit's, or of all that are asked the same."""
    past = [
        lesson
        for lesson in lessons
        if lesson.edition.directive_id == edition.directive_id and lesson.edition.by_on < edition.by_on and lesson.days
    ]
    own = [lesson.days for lesson in past if lesson.edition.unit_id == edition.unit_id]
    return usual_of(own, [lesson.days for lesson in past if lesson.edition.unit_id != edition.unit_id])
