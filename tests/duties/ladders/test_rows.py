"""The ladder stands as rows in advance: written once, following what changes, dropped when nothing is owed any more."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.duties.directives.models import LadderStep
from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.operations.fulfilling import withdraw_fulfilment
from tajadur.duties.obligations.operations.ladders import write_ladders
from tajadur.duties.obligations.operations.releasing import extend
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import INVARIANTS
from tests.factories.duties import at_noon, opened, owed, report, secretary_general
from tests.factories.party import Party

ON = date(2026, 5, 1)
LAID = "what is owed has its ladder laid in advance"


def _rows(row: Obligation) -> list[tuple[str, str, str]]:
    rows = LadderRow.objects.filter(obligation=row).order_by("day", "pk")
    return [(one.step, one.day.isoformat(), one.state) for one in rows]


def test_every_live_obligation_has_its_rows_when_it_is_opened(party: Party) -> None:
    opened(on=ON)
    row = owed(party.provinces[0][0], "provincial-office", "2026-06")
    assert _rows(row) == [
        ("due-7:post", "2026-06-30", "planned"),
        ("due-2:post", "2026-07-05", "planned"),
        ("due+0:post", "2026-07-07", "planned"),
        ("overdue+0:post", "2026-07-15", "planned"),
        ("overdue+7:above", "2026-07-22", "planned"),
        ("overdue+14:cell", "2026-07-29", "planned"),
    ]
    assert list(INVARIANTS[LAID](AsOf(ON, at_noon(ON)))) == []
    assert write_ladders(at=at_noon(ON)) == 0


def test_laying_ladders_takes_as_many_statements_for_all_as_for_two(party: Party) -> None:
    opened(on=ON)
    live = Obligation.objects.exclude(ladder_mark="")
    ids, counts = list(live.values_list("pk", flat=True)), []
    for some in (ids[:2], ids):
        LadderRow.objects.filter(obligation__in=some).delete()
        Obligation.objects.filter(pk__in=some).update(ladder_mark="")
        with CaptureQueriesContext(connection) as asked:
            assert write_ladders(at=at_noon(ON)) == len(some)
        counts.append(len(asked))
    assert (len(ids) > 100, counts) == (True, [counts[0]] * 2)


def test_rows_are_dropped_when_it_is_settled_and_wait_again_when_it_is_taken_back(party: Party) -> None:
    opened(on=ON)
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    report(row, held_on=date(2026, 5, 10), filed_on=date(2026, 5, 11))
    assert {state for _, _, state in _rows(row)} == {"dropped"}
    withdraw_fulfilment(source=("report", 1000 + row.pk), at=at_noon(date(2026, 5, 12)))
    assert {state for _, _, state in _rows(row)} == {"planned"}


def test_rows_follow_an_extension(party: Party) -> None:
    opened(on=ON)
    row, on = owed(party.provinces[0][0], "provincial-office", "2026-05"), date(2026, 6, 1)
    until, by = date(2026, 6, 20), secretary_general(party, on)
    extend(obligation_id=row.pk, until=until, reason="سبب", on=on, by=by, at=at_noon(on))
    days = [day for _, day, _ in _rows(row)]
    assert days == ["2026-06-13", "2026-06-18", "2026-06-20", "2026-06-21", "2026-06-28", "2026-07-05"]


def test_rows_follow_another_ladder_of_the_directive(party: Party) -> None:
    directive = opened(on=ON)["provincial-office"]
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    LadderStep.objects.filter(directive=directive).exclude(anchor="due", offset=0).delete()
    LadderStep.objects.create(directive=directive, anchor="overdue", offset=1, to="cell")
    assert write_ladders(at=at_noon(ON)) > 0
    assert _rows(row) == [("due+0:post", "2026-06-07", "planned"), ("overdue+1:cell", "2026-06-16", "planned")]


def test_invariants_name_a_missing_row_a_wrong_day_and_a_row_that_waits_for_nothing(party: Party) -> None:
    opened(on=ON)
    rows = [owed(unit, "provincial-office", "2026-05") for line in party.provinces for unit in line]
    LadderRow.objects.filter(obligation=rows[0], step="due+0:post").delete()
    LadderRow.objects.filter(obligation=rows[1], step="due+0:post").update(day=ON + timedelta(days=3))
    Obligation.objects.filter(pk=rows[2].pk).update(excused_on=ON)
    found = list(INVARIANTS[LAID](AsOf(ON, at_noon(ON))))
    assert found[0] == f"obligation {rows[0].pk} lacks the steps ['due+0:post'] of its ladder"
    assert found[1] == f"obligation {rows[1].pk} has its steps ['due+0:post'] on other days than the rule gives"
    assert {line.split(" is settled")[0] for line in found[2:]} == {f"obligation {rows[2].pk}"}


def test_steps_of_one_day_keep_the_order_they_were_laid_down_in_wherever_their_rows_lie(party: Party) -> None:
    opened(on=ON)
    steps = LadderStep.objects.filter(directive__code="regional-congress", offset=-30).order_by("pk")
    first = steps[0].pk
    assert len(steps) > 1
    # Written anew, its row lies behind the one it stood before.
    LadderStep.objects.filter(pk=first).update(offset=-30)
    assert write_ladders(at=at_noon(ON)) == 0
