"""Three thousand rows are planned by work that grows as they do: many units, one office, one name, a second time."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.people.operations.import_plan import plan_import
from tajadur.organisation.people.operations.import_rows import ImportRow
from tajadur.organisation.people.operations.importing import import_people
from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.permissions.actors import Actor
from tests.factories.party import FOUNDED_ON, Party, acting, holder

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
FEW, MANY = 60, 480


@pytest.fixture
def administrator(party: Party) -> Actor:
    open_posts(on=FOUNDED_ON)
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


def of_one_office(party: Party, count: int) -> list[ImportRow]:
    unit = party.provinces[0][0].code
    return [
        ImportRow(number, unit, "office", "member", Details(f"عضو رقم {number}", birth_year=1950 + number % 50), ON)
        for number in range(2, count + 2)
    ]


def of_one_name(party: Party, count: int) -> list[ImportRow]:
    units = [branch.code for group in party.branches for rows in group for branch in rows]
    return [
        ImportRow(
            number, units[number % len(units)], "office", "member", Details("محمد العلوي", phone=f"066{number:07}"), ON
        )
        for number in range(2, count + 2)
    ]


def of_units_by_name(party: Party, count: int) -> list[ImportRow]:
    units = [branch.name_ar for group in party.branches for rows in group for branch in rows]
    return [
        ImportRow(number, f"الفرع المحلي {units[number % len(units)]}", "", "عضوة", Details(f"عضو رقم {number}"), ON)
        for number in range(2, count + 2)
    ]


def work(act: Callable[[], Any]) -> tuple[int, int]:
    """(calls of Python functions, statements) of an act: the same on every machine."""
    calls = 0

    def count(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    with CaptureQueriesContext(connection) as asked:
        sys.setprofile(count)
        try:
            act()
        finally:
            sys.setprofile(None)
    return calls, len(asked)


@pytest.mark.parametrize("made", [of_one_office, of_one_name, of_units_by_name])
def test_the_work_of_a_check_grows_as_the_rows_do(
    party: Party, administrator: Actor, made: Callable[[Party, int], Sequence[ImportRow]]
) -> None:
    plan_import(rows=made(party, 2), by=administrator)  # what is made once in a process
    few, statements = work(lambda: plan_import(rows=made(party, FEW), by=administrator))
    many, as_many = work(lambda: plan_import(rows=made(party, MANY), by=administrator))
    assert as_many == statements
    assert many / few <= 1.5 * MANY / FEW


def test_a_sheet_sent_a_second_time_costs_as_much_as_the_first(party: Party, administrator: Actor) -> None:
    rows = of_one_office(party, MANY)
    first, _statements = work(lambda: plan_import(rows=rows, by=administrator))
    import_people(rows=rows, by=administrator, at=AT)
    again, _statements = work(lambda: plan_import(rows=rows, by=administrator))
    assert again <= 3 * first


def test_as_many_statements_write_sixty_rows_as_write_five_hundred(party: Party, administrator: Actor) -> None:
    counts = []
    for count in (FEW, MANY):
        rows = of_one_office(party, count)
        counts.append(work(lambda rows=rows: import_people(rows=rows, by=administrator, at=AT))[1])  # type: ignore[misc]
        Mandate.objects.filter(person__name_ar__startswith="عضو رقم", from_on=ON).delete()
        Person.objects.filter(mandates=None, account=None).delete()
    assert counts[0] == counts[1]
