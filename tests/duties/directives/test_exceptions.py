"""Dated exceptions: drafted, issued; the most specific wins, overlaps at one level are refused."""

from datetime import date

import pytest

from tajadur.duties.directives.models import DirectiveException
from tajadur.duties.directives.operations.exceptions import draft_exception
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import issue_exception, withdraw_exception
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import administrator, at_noon, opened, owed, read, secretary_general
from tests.factories.party import Party

ON = date(2026, 5, 21)
AT = at_noon(ON)
Q3 = (date(2026, 7, 1), date(2026, 9, 30))


def _draft(party: Party, directive, unit: Unit, span: tuple[date, date], kind: str = "", **more) -> int:
    given = {"whole_subtree": False, "reason": "فيضانات", "authority": "المكتب السياسي", **more}
    admin = administrator(party, ON)
    return draft_exception(
        directive_id=directive.pk,
        unit_id=unit.pk,
        period_type=kind,
        from_on=span[0],
        to_on=span[1],
        by=admin,
        at=AT,
        **given,
    )


def _issue(party: Party, exception_id: int, on: date = ON) -> None:
    chief = secretary_general(party, on)
    directive_id = DirectiveException.objects.get(pk=exception_id).directive_id
    seen = read(directive_id, exception_id=exception_id)
    issue_exception(exception_id=exception_id, seen=seen, on=on, by=chief, at=at_noon(on))


def _asked(unit: Unit, code: str, since: date) -> list[str]:
    rows = Obligation.objects.filter(unit=unit, directive__code=code, cancelled_on=None, period_end__gte=since)
    return list(rows.order_by("period_start").values_list("period_key", flat=True))


def test_a_suspension_releases_the_periods_whose_last_day_it_covers_from_the_day_decided(party: Party) -> None:
    directives = opened(on=ON)
    unit = party.branches[0][0][0]
    span = (date(2026, 4, 10), date(2026, 6, 20))
    pk = _draft(party, directives["branch-office"], unit, span)
    assert cancel_and_rewrite(on=ON, at=AT)["suspended"] == 0
    _issue(party, pk)
    assert _asked(unit, "branch-office", date(2026, 4, 1)) == ["2026-06", "2026-07"]
    row = owed(unit, "branch-office", "2026-04")
    assert (row.cancelled_on, row.cancelled_because) == (ON, "suspended")
    assert _asked(party.branches[0][0][1], "branch-office", date(2026, 4, 1))[0] == "2026-04"
    acts = AuditEntry.objects.filter(subject_kind="directive").order_by("pk").values_list("act", "unit_id")
    assert list(acts) == [("exception.drafted", unit.pk), ("exception.issued", unit.pk)]


def test_another_frequency_takes_the_place_of_the_directives_own(party: Party) -> None:
    directives = opened(on=ON)
    unit = party.branches[0][0][0]
    _issue(party, _draft(party, directives["branch-office"], unit, Q3, "quarterly"))
    assert _asked(unit, "branch-office", ON) == ["2026-05", "2026-06", "2026Q3"]
    open_periods(on=date(2026, 9, 15), at=at_noon(date(2026, 9, 15)))
    assert _asked(unit, "branch-office", ON) == ["2026-05", "2026-06", "2026Q3", "2026-10", "2026-11"]


def test_a_units_own_exception_wins_over_that_of_the_subtree_above(party: Party) -> None:
    directives = opened(on=ON)
    branch, other = party.branches[0][0]
    _issue(party, _draft(party, directives["branch-office"], party.regions[0], Q3, whole_subtree=True))
    _issue(party, _draft(party, directives["branch-office"], branch, Q3, "quarterly"))
    assert _asked(other, "branch-office", date(2026, 7, 1)) == []
    assert _asked(branch, "branch-office", date(2026, 7, 1)) == ["2026Q3"]
    assert _asked(party.branches[1][0][0], "branch-office", date(2026, 7, 1)) == ["2026-07"]


def test_withdrawing_an_exception_asks_again_for_what_has_not_begun(party: Party) -> None:
    directives = opened(on=ON)
    unit = party.branches[0][0][0]
    pk = _draft(party, directives["branch-office"], unit, (date(2026, 5, 1), date(2026, 12, 31)))
    _issue(party, pk)
    assert _asked(unit, "branch-office", ON) == []
    chief = secretary_general(party, ON)
    withdraw_exception(exception_id=pk, on=ON, by=chief, at=AT)
    assert _asked(unit, "branch-office", ON) == ["2026-06", "2026-07"]


def test_overlaps_at_one_level_are_refused(party: Party) -> None:
    directives = opened(on=ON)
    unit = party.branches[0][0][0]
    _draft(party, directives["branch-office"], unit, Q3)
    with pytest.raises(BadInput) as overlap:
        _draft(party, directives["branch-office"], unit, (date(2026, 9, 30), date(2026, 10, 31)))
    assert (overlap.value.field, overlap.value.code) == ("from_on", "exception_overlaps")
    assert DirectiveException.objects.count() == 1


@pytest.mark.parametrize(
    ("span", "kind", "more", "problems"),
    [
        ((Q3[1], Q3[0]), "", {}, [("to_on", "dates_contradict")]),
        (
            Q3,
            "",
            {"reason": " ", "authority": ""},
            [("reason", "reason_required"), ("authority", "authority_required")],
        ),
        (Q3, "monthly", {}, [("period_type", "frequency_unchanged")]),
        (Q3, "dated", {}, [("period_type", "choice_unknown")]),
        ((date(2026, 7, 5), date(2026, 9, 30)), "quarterly", {}, [("from_on", "exception_cuts_a_period")]),
    ],
)
def test_what_contradicts_is_refused_with_the_field(party: Party, span, kind, more, problems) -> None:
    directives = opened(on=ON)
    with pytest.raises(BadInput) as wrong:
        _draft(party, directives["branch-office"], party.branches[0][0][0], span, kind, **more)
    assert [(one.field, one.code) for one in wrong.value.problems] == problems


def test_a_dated_directive_is_only_suspended_and_a_unit_that_owes_nothing_has_no_exception(party: Party) -> None:
    directives = opened(on=ON)
    with pytest.raises(BadInput) as dated:
        _draft(party, directives["regional-congress"], party.regions[0], Q3, "quarterly")
    assert dated.value.code == "frequency_not_for_dated"
    with pytest.raises(BadInput) as nothing:
        _draft(party, directives["branch-office"], party.regions[0], Q3)
    assert nothing.value.code == "unit_owes_nothing"
    with pytest.raises(BadInput) as useless:
        _draft(party, directives["provincial-office"], party.branches[0][0][0], Q3, whole_subtree=True)
    assert (useless.value.field, useless.value.code) == ("unit", "nothing_owes_below")


def test_only_an_administrator_drafts_and_only_the_secretary_general_issues(party: Party) -> None:
    directives = opened(on=ON)
    pk = _draft(party, directives["branch-office"], party.branches[0][0][0], Q3)
    admin = administrator(party, ON)
    with pytest.raises(PermissionDenied):
        issue_exception(exception_id=pk, seen="", on=ON, by=admin, at=AT)
    chief = secretary_general(party, ON)
    with pytest.raises(PermissionDenied):
        draft_exception(
            directive_id=directives["branch-office"].pk,
            unit_id=party.branches[0][0][0].pk,
            whole_subtree=False,
            period_type="",
            from_on=Q3[0],
            to_on=Q3[1],
            reason="x",
            authority="x",
            by=chief,
            at=AT,
        )
