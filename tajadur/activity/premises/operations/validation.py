"""What a unit types about its premises, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line
from tajadur.organisation.units.models import Unit
from tajadur.rules.map_links import problem_of_map_link
from tajadur.rules.opening_hours import DAYS_OF_WEEK, MOST_BLOCKS, HoursBlock, overlapping_day, spans_of

from ..queries.reading import units_to_share_with
from ..vocabulary import LONGEST_ADDRESS, PROBLEM_VALUES, PremisesCondition, Sharing


@dataclass(frozen=True, slots=True)
class PremisesData:
    """What was typed. ``hours``: spans with the days of the week on which they hold."""

    from_on: date | None
    to_on: date | None
    address: str
    condition: str
    sharing: str
    shared_with: int | None = None
    map_link: str = ""
    hours: Sequence[HoursBlock] = ()


@dataclass(frozen=True, slots=True)
class CheckedPremises:
    """What may be kept."""

    from_on: date
    to_on: date | None
    address: str
    condition: str
    sharing: str
    shared_with_id: int | None
    map_link: str


def checked_premises(data: PremisesData, unit: Unit, on: date, *, shared_before: int | None = None) -> CheckedPremises:
    """The columns to keep. ``shared_before``: the unit of the row corrected, which may have moved or closed since.

    Raises BadInput with every problem, of the codes of ``vocabulary.PROBLEMS``.
    """
    address = clean_line(data.address, field="address", limit=LONGEST_ADDRESS)
    problems = [] if address else [BadInput("address", "address_required")]
    if data.condition not in PremisesCondition.values:
        problems.append(BadInput("condition", "condition_required"))
    link = data.map_link.strip()
    if link and (code := problem_of_map_link(link)):
        problems.append(BadInput("map_link", code, **_values(code)))
    problems += [*_days(data, unit, on), *_sharing(data, unit, on, shared_before), *_hours(data.hours)]
    if problems:
        raise BadInput.of(*problems)
    assert data.from_on is not None  # noqa: S101  narrows the type: a missing day is a problem
    return CheckedPremises(
        data.from_on, data.to_on, address, data.condition, data.sharing, data.shared_with or None, link
    )


def first_day_problem(day: date | None, unit: Unit, on: date) -> BadInput | None:
    """What is wrong with the first day of something of the unit."""
    if day is None:
        return BadInput("from_on", "from_required")
    if day > on:
        return BadInput("from_on", "from_in_future")
    return BadInput("from_on", "from_before_unit", opened=unit.opened_on) if day < unit.opened_on else None


def _values(code: str) -> dict[str, object]:
    names = {"map_link_elsewhere": ("sites",), "hours_many": ("most",)}.get(code, ())
    return {name: PROBLEM_VALUES[name] for name in names}


def _days(data: PremisesData, unit: Unit, on: date) -> Iterator[BadInput]:
    if problem := first_day_problem(data.from_on, unit, on):
        yield problem
    if data.to_on and data.from_on and data.to_on < data.from_on:
        yield BadInput("to_on", "to_before_from")
    elif data.to_on and unit.closed_on and data.to_on >= unit.closed_on:
        yield BadInput("to_on", "to_after_closing", closed=unit.closed_on)


def _sharing(data: PremisesData, unit: Unit, on: date, shared_before: int | None) -> Iterator[BadInput]:
    if data.sharing not in Sharing.values:
        yield BadInput("sharing", "sharing_required")
    elif data.sharing != Sharing.UNIT:
        if data.shared_with:
            yield BadInput("shared_with", "shared_unit_unasked")
    elif not data.shared_with:
        yield BadInput("shared_with", "shared_unit_required")
    elif data.shared_with != shared_before and not units_to_share_with(unit, on).filter(pk=data.shared_with).exists():
        yield BadInput("shared_with", "shared_unit_unknown")


def _hours(blocks: Sequence[HoursBlock]) -> Iterator[BadInput]:
    if len(blocks) > MOST_BLOCKS:
        yield BadInput("", "hours_many", **_values("hours_many"))
        return
    wrong = False
    for number, block in enumerate(blocks):
        if not block.weekdays or not set(block.weekdays) <= set(range(DAYS_OF_WEEK)):
            wrong = True
            yield BadInput(f"days{number}", "hours_day_required")
        if block.closes <= block.opens:
            wrong = True
            yield BadInput(f"closes{number}", "hours_order")
    if not wrong and overlapping_day(spans_of(blocks)) is not None:
        yield BadInput("days0", "hours_overlap")
