"""What directives ask is opened once, whole, for whoever owes it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import at_noon, opened, owed
from tests.factories.party import Party, make_unit, small_party

ON = date(2026, 5, 21)


def _counts() -> dict[str, int]:
    return {
        one.code: Obligation.objects.filter(directive=one).values("period_key").distinct().count()
        for one in Directive.objects.all()
    }


def test_each_directive_opens_its_periods_for_the_units_of_its_kind(party: Party) -> None:
    opened(on=ON)
    assert _counts() == {
        "pole-meeting": 7,
        "provincial-office": 7,
        "provincial-council": 2,
        "branch-office": 7,
        "regional-congress": 1,
        "branch-situation": 1,
    }
    assert Obligation.objects.filter(directive__code="provincial-office", period_key="2026-05").count() == 4
    assert Obligation.objects.filter(directive__code="branch-office", period_key="2026-05").count() == 8
    row = owed(party.branches[0][1][0], "branch-office", "2026-05")
    assert (row.period_start, row.period_end, row.due_on, row.overdue_from, row.locks_on) == (
        date(2026, 5, 1),
        date(2026, 5, 31),
        date(2026, 6, 7),
        date(2026, 6, 22),
        None,
    )
    assert row.path == party.branches[0][1][0].path and row.calendar
    congress = owed(party.regions[0], "regional-congress", "2026")
    assert (congress.period_start, congress.period_end, congress.due_on) == (
        date(2026, 1, 1),
        date(2026, 6, 30),
        date(2026, 7, 10),
    )
    assert not congress.calendar


def test_opening_again_writes_nothing_and_journals_nothing(party: Party) -> None:
    opened(on=ON)
    before = list(Obligation.objects.order_by("pk").values())
    entries = AuditEntry.objects.filter(act="obligations.opened").count()
    assert entries == 6
    assert open_periods(on=ON, at=at_noon(ON)) == 0
    assert sum(cancel_and_rewrite(on=ON, at=at_noon(ON)).values()) == 0
    assert list(Obligation.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == entries


def test_an_interrupted_opening_goes_on_where_it_stopped(party: Party) -> None:
    opened(on=ON)
    whole = Obligation.objects.count()
    Obligation.objects.filter(directive__code="branch-office").delete()
    Obligation.objects.filter(
        directive__code="provincial-office", period_key="2026-06", unit=party.provinces[0][0]
    ).delete()
    assert open_periods(on=ON, at=at_noon(ON)) == 8 * 7 + 1
    assert Obligation.objects.count() == whole


def test_a_branch_opened_or_closed_in_mid_period_owes_nothing_for_it(party: Party) -> None:
    branch = make_unit(kind="branch", parent=party.provinces[0][0], opened_on=date(2026, 5, 10))
    closing = party.branches[1][1][1]
    closing.closed_on = date(2026, 5, 20)
    closing.save()
    opened(on=date(2026, 5, 12))
    monthly = Obligation.objects.filter(directive__code="branch-office")
    assert list(monthly.filter(unit=branch).order_by("period_end").values_list("period_key", flat=True)) == [
        "2026-06",
        "2026-07",
    ]
    assert list(monthly.filter(unit=closing).order_by("period_end").values_list("period_key", flat=True)) == [
        "2026-01",
        "2026-02",
        "2026-03",
        "2026-04",
    ]


def test_a_directive_may_ask_units_opened_inside_a_period(party: Party) -> None:
    branch = make_unit(kind="branch", parent=party.provinces[0][0], opened_on=date(2026, 5, 10))
    install_directives(from_on=date(2026, 1, 1))
    Directive.objects.filter(code="branch-situation").update(owed_if_opened_inside=True)
    open_periods(on=ON, at=at_noon(ON))
    assert owed(branch, "branch-situation", "2026").path == branch.path
    assert Obligation.objects.filter(unit=branch, period_key="2026-05").count() == 0


def test_a_unit_entered_late_owes_what_runs_and_not_what_is_over_unless_thorough(party: Party) -> None:
    opened(on=ON)
    branch = make_unit(kind="branch", parent=party.provinces[0][0], opened_on=date(2025, 1, 1))
    assert open_periods(on=ON, at=at_noon(ON)) == 4
    keys = Obligation.objects.filter(unit=branch, directive__code="branch-office").values_list("period_key", flat=True)
    assert sorted(keys) == ["2026-05", "2026-06", "2026-07"]
    assert open_periods(on=ON, at=at_noon(ON), thorough=True) == 4


def test_what_was_reported_before_its_row_existed_counts_at_once(party: Party) -> None:
    directives = install_directives(from_on=date(2026, 1, 1))
    office = next(one for one in directives if one.code == "provincial-office")
    Fulfilment.objects.create(
        unit=party.provinces[0][0],
        source_kind="report",
        source_id=1,
        body_type_id=office.body_type_id,
        held_on=date(2026, 5, 8),
        filed_on=date(2026, 5, 9),
        submitted_at=at_noon(date(2026, 5, 9)),
    )
    open_periods(on=ON, at=at_noon(ON))
    assert owed(party.provinces[0][0], "provincial-office", "2026-05").filed_on == date(2026, 5, 9)


def test_only_a_directive_in_force_asks(party: Party) -> None:
    install_directives(from_on=date(2026, 4, 15))
    Directive.objects.filter(code="pole-meeting").update(standing="draft", issued_at=None)
    Directive.objects.filter(code="provincial-office").update(in_force_to=date(2026, 6, 15))
    Directive.objects.filter(code="branch-office").update(subtree=party.regions[1])
    open_periods(on=ON, at=at_noon(ON))
    assert Obligation.objects.filter(directive__code="pole-meeting").count() == 0
    assert set(Obligation.objects.filter(directive__code="provincial-office").values_list("period_key", flat=True)) == {
        "2026-05"
    }
    branches = Obligation.objects.filter(directive__code="branch-office").values_list("unit_id", flat=True)
    assert set(branches) == {unit.pk for row in party.branches[1] for unit in row}
    assert Obligation.objects.filter(directive__code="regional-congress").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_passes_at_once_write_each_row_once() -> None:
    small_party()
    install_directives(from_on=date(2026, 1, 1))

    def opens(_: int) -> int:
        try:
            return open_periods(on=ON, at=at_noon(ON))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        written = sum(pool.map(opens, range(2)))
    assert written == Obligation.objects.count() == 7 + 4 * 7 + 4 * 2 + 8 * 7 + 2 + 8
