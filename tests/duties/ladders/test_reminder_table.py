"""The table of reminders: each moment × each period type × what happened meanwhile, exact recipients each time.

Every period ends on its day E; the report is due seven days later, silence counts from the fifteenth. The expected
recipients are written out by hand below, as days after E: none of them is computed by the code under test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from tajadur.delivery.digests import gather_digests
from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.fulfilling import record_not_held
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.releasing import excuse, extend
from tajadur.duties.obligations.operations.snoozing import snooze
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.organisation.units.models import Placement, Unit
from tajadur.registry.notices.models import Delivery, Notice
from tajadur.rules.reminders import DEFAULT_LADDER, ladder_rows
from tests.factories.duties import at_noon, report, secretary_general
from tests.factories.party import acting, holder, make_mandate, make_person, make_post, small_party

YEAR = 2027
# period type -> (its key, first day, last day)
PERIODS = {
    "monthly": ("2027-05", date(YEAR, 5, 1), date(YEAR, 5, 31)),
    "two_monthly": ("2027B3", date(YEAR, 5, 1), date(YEAR, 6, 30)),
    "quarterly": ("2027Q2", date(YEAR, 4, 1), date(YEAR, 6, 30)),
    "six_monthly": ("2027S1", date(YEAR, 1, 1), date(YEAR, 6, 30)),
    "yearly": ("2027", date(YEAR, 1, 1), date(YEAR, 12, 31)),
    "dated": ("2027", date(YEAR, 2, 1), date(YEAR, 6, 30)),
    "once": ("once", date(YEAR, 2, 10), date(YEAR, 6, 20)),
}
DATES = {
    "dated": {"opens_day": 1, "opens_month": 2, "by_day": 30, "by_month": 6},
    "once": {"once_opens_on": date(YEAR, 2, 10), "once_by_on": date(YEAR, 6, 20)},
}
# Days after E -> (step, whom it is for); on other days the one before counts, as after an outage.
USUAL = {
    0: ("due-7:post", "post"),
    5: ("due-2:post", "post"),
    7: ("due+0:post", "post"),
    15: ("overdue+0:post", "post"),
    22: ("overdue+7:above", "above"),
    29: ("overdue+14:cell", "cell"),
}
EXTENDED = {
    10: ("due-7:post", "post"),
    15: ("due-2:post", "post"),
    17: ("due+0:post", "post"),
    18: ("overdue+0:post", "post"),
    25: ("overdue+7:above", "above"),
    32: ("overdue+14:cell", "cell"),
}
PUT_OFF = {0: USUAL[0], 6: USUAL[5], 7: USUAL[7], 15: USUAL[15], 22: USUAL[22], 29: USUAL[29]}
NEVER: dict[int, tuple[str, str]] = {}
MOMENTS = (-1, 0, 3, 5, 6, 7, 15, 22, 29, 45)
EXTENDED_MOMENTS = (-1, 7, 10, 15, 17, 18, 25, 32, 45)
NEVER_MOMENTS = (0, 7, 22, 45)


@dataclass
class Table:
    """The party of the table and what is owed in it, one row for each period type."""

    rows: dict[str, Obligation]
    posts: dict[str, int]
    names: dict[int, str]
    party: Any
    secretary: Any


@pytest.fixture(scope="module")
def table(django_db_setup: None, django_db_blocker: Any) -> Iterator[Table]:
    """One party for the whole table, in one transaction that is never kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _laid()
        transaction.set_rollback(True)


def _laid() -> Table:
    party = small_party()
    unit = party.provinces[0][0]
    secretary = holder(unit=unit, username="the-secretary")
    posts = {
        "post": make_post(unit=unit),
        "above": make_post(unit=party.regions[0]),
        "cell": make_post(unit=party.national, body="cell", post="responsible", area=party.regions[0]),
        "other above": make_post(unit=party.regions[1]),
        "other cell": make_post(unit=party.national, body="cell", post="responsible", area=party.regions[1]),
    }
    for name, post in posts.items():
        if name != "post":
            make_mandate(person=make_person(email=f"{name.replace(' ', '-')}@example.org"), post=post)
    kind, body = UnitKind.objects.get(code="province"), BodyType.objects.get(unit_kind__code="province", code="office")
    for period_type in PERIODS:
        directive = Directive.objects.create(
            code=period_type, name_ar=period_type, name_fr=period_type, name_en=period_type, unit_kind=kind,
            subtree=unit, fulfilment="meeting", body_type=body, period_type=period_type, report_days=7, grace_days=7,
            in_force_from=date(YEAR, 1, 1), released_by="cell", standing="issued",
            issued_at=at_noon(date(YEAR, 1, 1)), **DATES.get(period_type, {}),
        )  # fmt: skip
        LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(DEFAULT_LADDER))
    day = date(YEAR, 1, 1)
    open_periods(on=day, at=at_noon(day), horizon_days=400)
    wanted = [(code, key) for code, (key, _, _) in PERIODS.items()]
    rows = {
        code: Obligation.objects.select_related("directive").get(unit=unit, directive__code=code, period_key=key)
        for code, key in wanted
    }
    assert {code: (row.period_start, row.period_end) for code, row in rows.items()} == {
        code: (first, last) for code, (_, first, last) in PERIODS.items()
    }
    Obligation.objects.exclude(pk__in=[row.pk for row in rows.values()]).delete()
    ids = {name: post.pk for name, post in posts.items()}
    return Table(rows, ids, {pk: name for name, pk in ids.items()}, party, secretary)


def _nothing(table: Table, row: Obligation) -> None:
    """Nothing happens."""


def _submitted(table: Table, row: Obligation) -> None:
    report(row, held_on=row.period_end - timedelta(days=2), filed_on=row.period_end - timedelta(days=1))


def _not_held(table: Table, row: Obligation) -> None:
    day = row.period_end - timedelta(days=1)
    record_not_held(obligation_id=row.pk, on=day, at=at_noon(day))


def _excused(table: Table, row: Obligation) -> None:
    day = row.period_end - timedelta(days=1)
    by = secretary_general(table.party, day)
    excuse(obligation_id=row.pk, reason="فيضان", on=day, by=by, at=at_noon(day))


def _extended(table: Table, row: Obligation) -> None:
    day, first = row.period_end - timedelta(days=1), row.due_on if row.calendar else row.period_end
    by = secretary_general(table.party, day)
    until = first + timedelta(days=10)
    extend(obligation_id=row.pk, until=until, reason="عزاء", on=day, by=by, at=at_noon(day))


def _vacant(*names: str) -> Callable[[Table, Obligation], None]:
    def happen(table: Table, row: Obligation) -> None:
        ids = [table.posts[name] for name in names]
        Mandate.objects.filter(post_id__in=ids).update(to_on=row.period_end - timedelta(days=2))

    return happen


def _moved(table: Table, row: Obligation) -> None:
    unit, region, day = table.party.provinces[0][0], table.party.regions[1], row.period_end - timedelta(days=2)
    Placement.objects.filter(unit=unit).update(to_on=day)
    Placement.objects.create(unit=unit, parent=region, from_on=day)
    Unit.objects.filter(pk=unit.pk).update(parent=region, path=f"{region.path}{unit.pk}.")


def _closed(table: Table, row: Obligation) -> None:
    Unit.objects.filter(pk=row.unit_id).update(closed_on=row.period_end)


def _put_off(table: Table, row: Obligation) -> None:
    day = row.period_end + timedelta(days=1)
    decide_reminders(on=row.period_end, at=at_noon(row.period_end))
    by, until = acting(table.secretary, day), row.period_end + timedelta(days=6)
    snooze(obligation_id=row.pk, until=until, reason="سفر", on=day, by=by, at=at_noon(day))


SITUATIONS: dict[str, tuple[Callable[[Table, Obligation], None], dict[int, tuple[str, str]], dict[str, str]]] = {
    "nothing done": (_nothing, USUAL, {}),
    "submitted": (_submitted, NEVER, {}),
    "declared not held": (_not_held, NEVER, {}),
    "excused": (_excused, NEVER, {}),
    "unit closed": (_closed, NEVER, {}),
    "extended": (_extended, EXTENDED, {}),
    "post vacant": (_vacant("post"), USUAL, {"post": "above"}),
    "post and level above vacant": (_vacant("post", "above"), USUAL, {"post": "cell", "above": "cell"}),
    "level above vacant": (_vacant("above"), USUAL, {"above": "cell"}),
    "cell vacant": (_vacant("cell"), USUAL, {"cell": ""}),
    "unit moved": (_moved, USUAL, {"above": "other above", "cell": "other cell"}),
    "put off": (_put_off, PUT_OFF, {}),
}
CASES = [
    (period_type, situation, ahead)
    for period_type in PERIODS
    for situation, (_, steps, _) in SITUATIONS.items()
    for ahead in (NEVER_MOMENTS if steps is NEVER else EXTENDED_MOMENTS if steps is EXTENDED else MOMENTS)
]
VACANCIES = {"post vacant", "post and level above vacant", "level above vacant", "cell vacant"}


@pytest.mark.django_db
@pytest.mark.parametrize(("period_type", "situation", "ahead"), CASES)
def test_exactly_those_are_told_whom_the_table_says(table: Table, period_type: str, situation: str, ahead: int) -> None:
    happen, steps, passes = SITUATIONS[situation]
    with transaction.atomic():
        row = Obligation.objects.select_related("directive").get(pk=table.rows[period_type].pk)
        on = row.period_end + timedelta(days=ahead)
        happen(table, row)
        if situation in ("unit closed", "unit moved"):
            cancel_and_rewrite(on=on, at=at_noon(on))
        if situation != "put off" or ahead > 0:
            decide_reminders(on=on, at=at_noon(on))
        told = [
            (one.step, table.names[one.post_id], table.names.get(one.passed_from_id or 0, ""))
            for one in Notice.objects.filter(subject_kind="obligation", subject_id=row.pk).order_by("pk")
        ]
        assert told[-1:] == _expected(steps, passes, situation, ahead)
        if ahead in (0, 22):
            assert decide_reminders(on=on, at=at_noon(on)) == 0
        transaction.set_rollback(True)


def _expected(
    steps: dict[int, tuple[str, str]], passes: dict[str, str], situation: str, ahead: int
) -> list[tuple[str, str, str]]:
    come = [day for day in steps if day <= max(ahead, 0 if situation == "put off" else ahead)]
    if not come:
        return []
    step, level = steps[max(come)]
    told = passes.get(level, level)
    return [(step, told, level if situation in VACANCIES and told != level else "")] if told else []


@pytest.mark.django_db
@pytest.mark.parametrize("ahead", [0, 7, 22])
@pytest.mark.parametrize("period_type", PERIODS)
def test_on_a_holiday_it_is_decided_and_its_letter_waits_for_the_next_day(
    table: Table, period_type: str, ahead: int
) -> None:
    with transaction.atomic():
        row = table.rows[period_type]
        Obligation.objects.exclude(pk=row.pk).update(excused_on=row.period_start)
        on = row.period_end + timedelta(days=ahead)
        at = instant(on, time(8, 1))
        assert decide_reminders(on=on, at=at) == 1
        gather_digests(on=on, at=at, holidays={on, on + timedelta(days=1)})
        letters = list(Delivery.objects.filter(channel="email").values_list("not_before", flat=True))
        assert letters == [instant(on + timedelta(days=2), time(8))]
        transaction.set_rollback(True)
