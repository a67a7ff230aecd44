"""What a sheet of constituencies would do: tried first, row by row; nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from tajadur.foundation.arabic import digits
from tajadur.foundation.sheets.lines import RowFlaw
from tajadur.foundation.text import without_invisible
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.rules.attendance import whole_number
from tajadur.rules.elections import owner_of

from ..queries.drafting import Coverage, coverage
from ..vocabulary import LONGEST_CODE, LONGEST_NAME, MOST_COUNTED

_COUNTS = ("seats", "quota", "stations")
_NAMES = ("name_ar", "name_latin")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as typed: a constituency, with one of its places and how many polling stations there are in it."""

    number: int
    code: str
    unit: str
    name_ar: str = ""
    name_latin: str = ""
    seats: str = ""
    quota: str = ""
    stations: str = ""


@dataclass(slots=True)
class PlannedConstituency:
    """A constituency as its rows say: its first row, its numbers, its places in their order."""

    code: str
    row: int
    name_ar: str = ""
    name_latin: str = ""
    seats: int | None = None
    quota: int | None = None
    stations: int = 0
    units: dict[int, tuple[int, Unit]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name in the script of the page's language, as far as the rows say it."""
        is_arabic = (get_language() or "ar").startswith("ar")
        return (self.name_ar if is_arabic else self.name_latin) or self.name_ar or self.code

    @property
    def owner_id(self) -> int:
        """The unit to which it belongs."""
        return owner_of(unit.path for _row, unit in self.units.values())


@dataclass(frozen=True, slots=True)
class ConstituencyPlan:
    """The answer of the dry run. It can be carried out when ``flaws`` is empty; ``coverage`` is shown by name."""

    planned: list[PlannedConstituency]
    flaws: list[RowFlaw]
    coverage: Coverage

    @property
    def seats(self) -> int:
        """All seats together."""
        return sum(row.seats or 0 for row in self.planned)

    @property
    def stations(self) -> int:
        """All polling stations together."""
        return sum(row.stations for row in self.planned)


def plan_constituencies(rows: Sequence[SheetRow], on: date) -> ConstituencyPlan:
    """What ``rows`` would load, what must be corrected, places in two constituencies and in none. Three queries."""
    plan: dict[str, PlannedConstituency] = {}
    flaws: list[RowFlaw] = []
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={_code(row.unit) for row in rows})
             .select_related("kind")}  # fmt: skip
    for row in rows:
        code = _code(row.code)
        if not code:
            flaws.append(RowFlaw(row.number, "code", "code_missing"))
        elif len(code) > LONGEST_CODE:
            flaws.append(RowFlaw(row.number, "code", "text_too_long", {"most": LONGEST_CODE}))
        else:
            planned = plan.setdefault(code, PlannedConstituency(code, row.number))
            flaws += [*_place(planned, row, units, on), *_names(planned, row), *_numbers(planned, row)]
    flaws += [flaw for planned in plan.values() for flaw in _lacking(planned)]
    whole = [planned for planned in plan.values() if planned.units]
    parts = (
        (at, planned.name, unit.pk, unit.path)
        for at, planned in enumerate(whole)
        for _row, unit in planned.units.values()
    )
    return ConstituencyPlan(whole, sorted(flaws, key=lambda flaw: flaw.row), coverage(list(parts), on))


def _code(text: str) -> str:
    return digits(without_invisible(text)).strip()


def _place(planned: PlannedConstituency, row: SheetRow, units: dict[str, Unit], on: date) -> Iterable[RowFlaw]:
    code = _code(row.unit)
    unit = units.get(code)
    if not code:
        yield RowFlaw(row.number, "unit", "unit_missing")
    elif unit is None or unit.kind.tree != Tree.TERRITORY:
        yield RowFlaw(row.number, "unit", "unit_unknown", {"code": code[:LONGEST_CODE]})
    elif unit.depth == 0:
        yield RowFlaw(row.number, "unit", "unit_of_the_nation")
    elif unit.closed_on is not None and unit.closed_on <= on:
        yield RowFlaw(row.number, "unit", "unit_closed", {"name": unit.name})
    elif unit.pk in planned.units:
        yield RowFlaw(row.number, "unit", "unit_doubled", {"name": unit.name, "first": planned.units[unit.pk][0]})
    else:
        planned.units[unit.pk] = (row.number, unit)


def _names(planned: PlannedConstituency, row: SheetRow) -> Iterable[RowFlaw]:
    for name in _NAMES:
        text, before = " ".join(without_invisible(getattr(row, name)).split()), getattr(planned, name)
        if len(text) > LONGEST_NAME:
            yield RowFlaw(row.number, name, "text_too_long", {"most": LONGEST_NAME})
        elif text and before and text != before:
            yield _differs(planned, row, name, before)
        elif text:
            setattr(planned, name, text)


def _numbers(planned: PlannedConstituency, row: SheetRow) -> Iterable[RowFlaw]:
    for name in _COUNTS:
        text: str = getattr(row, name)
        number = whole_number(text) if text else None
        if text and number is None:
            yield RowFlaw(row.number, name, "not_a_count")
        elif number is not None and number > MOST_COUNTED:
            yield RowFlaw(row.number, name, "count_too_large", {"most": MOST_COUNTED})
        elif number is not None and name == "stations":
            planned.stations += number
        elif number is not None:
            before = getattr(planned, name)
            if before not in (None, number):
                yield _differs(planned, row, name, before)
            else:
                setattr(planned, name, number)


def _differs(planned: PlannedConstituency, row: SheetRow, name: str, before: object) -> RowFlaw:
    params = {"code": planned.code, "first": planned.row, "before": str(before)}
    return RowFlaw(row.number, name, "differs", params)


def _lacking(planned: PlannedConstituency) -> Iterable[RowFlaw]:
    if not planned.name_ar:
        yield RowFlaw(planned.row, "name_ar", "name_missing")
    if not planned.seats:
        yield RowFlaw(planned.row, "seats", "seats_missing")
    elif (planned.quota or 0) > planned.seats:
        yield RowFlaw(planned.row, "quota", "quota_above_seats")
