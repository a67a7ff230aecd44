"""What may be kept of a session: its days, its seats, who is invited and who teaches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line, clean_text
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing
from tajadur.rules.dysfunctions import months_after

from ..queries.sessions import provinces_to_choose, trainers_to_choose
from ..vocabulary import (
    LONGEST_DAYS,
    LONGEST_NAMES,
    LONGEST_PLACE,
    LONGEST_PROGRAMME,
    MONTHS_AROUND,
    MOST_SEATS,
    TrainingKind,
)


@dataclass(frozen=True, slots=True)
class SessionData:
    """What was typed of a session. ``held_in``: the id of a province; ``trainers``: of posts; ``invited``: of units.

    ``trainer_names``: of those without a post; for the unit alone.
    """

    kind: str
    from_on: date | None
    to_on: date | None
    place: str
    programme: str
    seats: int | None
    held_in: int | None = None
    trainer_names: str = ""
    trainers: tuple[int, ...] = ()
    invited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownSession:
    """What stands already, and may stay: the day it was said first, its posts, units and province."""

    said_on: date
    is_attended: bool
    trainers: frozenset[int]
    invited: frozenset[int]
    held_in: int | None


@dataclass(frozen=True, slots=True)
class CheckedSession:
    """The columns of a version, as they are kept."""

    kind: str
    from_on: date
    to_on: date
    place: str
    programme: str
    seats: int
    held_in_id: int | None
    trainer_names: str


def checked_session(data: SessionData, unit: Unit, on: date, known: KnownSession | None = None) -> CheckedSession:
    """What may be kept of it. ``known``: what stands already, when it is changed.

    Raises BadInput with every problem of ``vocabulary.SESSION_PROBLEMS``.
    """
    place = clean_line(data.place, field="place", limit=LONGEST_PLACE)
    programme = clean_text(data.programme, field="programme", limit=LONGEST_PROGRAMME)
    names = clean_line(data.trainer_names, field="trainer_names", limit=LONGEST_NAMES)
    problems = [*_days(data, unit, on, known), *_units(data, unit, on, known)]
    if data.kind not in TrainingKind.values:
        problems.append(BadInput("kind", "kind_required"))
    if not place:
        problems.append(BadInput("place", "place_required"))
    if not programme:
        problems.append(BadInput("programme", "programme_required"))
    if data.seats is None:
        problems.append(BadInput("seats", "seats_required"))
    elif not 1 <= data.seats <= MOST_SEATS:
        problems.append(BadInput("seats", "seats_range", most=MOST_SEATS))
    if problems:
        raise BadInput.of(*problems)
    assert data.from_on is not None  # noqa: S101  narrows the types: what is missing is a problem
    assert data.to_on is not None  # noqa: S101
    assert data.seats is not None  # noqa: S101
    return CheckedSession(data.kind, data.from_on, data.to_on, place, programme, data.seats, data.held_in, names)


def _days(data: SessionData, unit: Unit, on: date, known: KnownSession | None) -> Iterator[BadInput]:
    said_on = known.said_on if known else on
    earliest, latest = months_after(said_on, -MONTHS_AROUND), months_after(on, MONTHS_AROUND)
    if data.from_on is None:
        yield BadInput("from_on", "from_required")
    elif data.from_on < unit.opened_on:
        yield BadInput("from_on", "before_unit", opened=unit.opened_on)
    elif not earliest <= data.from_on <= latest:
        yield BadInput("from_on", "days_far", earliest=earliest, latest=latest)
    if data.to_on is None:
        yield BadInput("to_on", "to_required")
    elif data.from_on is not None:
        if data.to_on < data.from_on:
            yield BadInput("to_on", "days_order")
        elif data.to_on > (latest_end := data.from_on + timedelta(days=LONGEST_DAYS - 1)):
            yield BadInput("to_on", "days_many", latest=latest_end)
        elif known and known.is_attended and data.to_on > on:
            yield BadInput("to_on", "days_attended")


def _units(data: SessionData, unit: Unit, on: date, known: KnownSession | None) -> Iterator[BadInput]:
    if not data.invited:
        yield BadInput("invited", "invited_required")
    invited = set(data.invited) - (known.invited if known else frozenset())
    below = Unit.objects.filter(existing(on), pk__in=invited, path__startswith=unit.path)
    if invited and below.count() != len(invited):
        yield BadInput("invited", "invited_unknown")
    trainers = set(data.trainers) - (known.trainers if known else frozenset())
    if trainers and trainers_to_choose(unit, on).filter(pk__in=trainers).count() != len(trainers):
        yield BadInput("trainers", "trainer_unknown")
    if data.held_in is None or (known and data.held_in == known.held_in):
        return
    if not provinces_to_choose(unit, on).filter(pk=data.held_in).exists():
        yield BadInput("held_in", "province_unknown")
