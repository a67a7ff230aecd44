"""Directives are drafted, issued, amended, withdrawn; contradicting dates never get in."""

from dataclasses import replace
from datetime import date

import pytest

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.directives.operations.terms import Terms, draft_directive, edit_directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import amend_directive, issue_directive, withdraw_directive
from tajadur.foundation.errors import BadInput, Conflict, PermissionDenied
from tajadur.organisation.profile.models import UnitKind
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import administrator, at_noon, opened, read, secretary_general
from tests.factories.party import Party

ON = date(2026, 5, 21)
AT = at_noon(ON)


def _terms(**changes) -> Terms:
    terms = Terms(
        names=("تصريح", "Déclaration", "Declaration"),
        unit_kind_id=UnitKind.objects.get(code="region").pk,
        fulfilment="declaration",
        period_type="quarterly",
        report_days=5,
        grace_days=5,
        in_force_from=date(2026, 1, 1),
        released_by="cell",
    )
    return replace(terms, **changes)


def test_the_six_seeded_directives_carry_their_table_and_ladders_once(party: Party) -> None:
    for _ in range(2):
        install_directives(from_on=date(2026, 1, 1))
    rows = Directive.objects.values_list("code", "period_type", "report_days", "grace_days", "released_by")
    assert list(rows) == [
        ("pole-meeting", "monthly", 7, 7, "secretary_general"),
        ("provincial-office", "monthly", 7, 7, "cell"),
        ("provincial-council", "six_monthly", 15, 15, "cell"),
        ("branch-office", "monthly", 7, 14, "above"),
        ("regional-congress", "dated", 10, 5, "secretary_general"),
        ("branch-situation", "dated", 0, 15, "above"),
    ]
    steps = LadderStep.objects.filter(directive__code="branch-office").values_list("anchor", "offset", "to")
    assert sorted(steps) == [
        ("due", -7, "post"),
        ("due", -2, "post"),
        ("due", 0, "post"),
        ("overdue", 0, "post"),
        ("overdue", 7, "above"),
        ("overdue", 14, "cell"),
    ]
    assert LadderStep.objects.filter(directive__code="regional-congress").count() == 15
    above = LadderStep.objects.filter(directive__code="pole-meeting").exclude(to="post")
    assert list(above.values_list("offset", "to")) == [(7, "secretary_general")]


def test_a_draft_asks_nothing_until_the_secretary_general_issues_it(party: Party) -> None:
    admin, chief = administrator(party, ON), secretary_general(party, ON)
    pk = draft_directive(code="quarterly-note", terms=_terms(), by=admin, at=AT)
    edit_directive(directive_id=pk, terms=_terms(report_days=9), by=admin, at=AT)
    assert Obligation.objects.count() == 0
    old = read(pk)
    edit_directive(directive_id=pk, terms=_terms(report_days=9), by=admin, at=AT)
    with pytest.raises(Conflict) as anew:
        issue_directive(directive_id=pk, seen=old, on=ON, by=chief, at=AT)
    assert anew.value.code == "redrafted"
    with pytest.raises(PermissionDenied):
        issue_directive(directive_id=pk, seen=read(pk), on=ON, by=admin, at=AT)
    assert issue_directive(directive_id=pk, seen=read(pk), on=ON, by=chief, at=AT) == 2 * 3
    assert Obligation.objects.get(unit=party.regions[0], period_key="2026Q1").due_on == date(2026, 4, 9)
    with pytest.raises(Conflict):
        edit_directive(directive_id=pk, terms=_terms(), by=admin, at=AT)
    acts = list(AuditEntry.objects.filter(subject_kind="directive").order_by("pk").values_list("act", flat=True))
    assert acts == ["directive.drafted", "directive.edited", "directive.edited", "directive.issued"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"in_force_to": date(2025, 12, 31)}, "in_force_to", "dates_contradict"),
        ({"report_days": -1}, "report_days", "days_out_of_range"),
        ({"names": ("تصريح", " ", "x")}, "name_fr", "name_required"),
        ({"fulfilment": "meeting"}, "body_type", "body_required"),
        ({"period_type": "hourly"}, "period_type", "choice_unknown"),
        ({"period_type": "dated"}, "by", "dated_needs_days"),
        ({"period_type": "dated", "opens": (1, 1), "by": (31, 6)}, "by", "day_of_no_year"),
        ({"period_type": "once"}, "once_by_on", "once_needs_dates"),
        (
            {"period_type": "once", "once_opens_on": date(2026, 6, 30), "once_by_on": date(2026, 6, 1)},
            "once_by_on",
            "dates_contradict",
        ),
    ],
)
def test_a_draft_whose_terms_contradict_is_refused_with_the_field(party: Party, changes, field: str, code: str) -> None:
    with pytest.raises(BadInput) as wrong:
        draft_directive(code="x", terms=_terms(**changes), by=administrator(party, ON), at=AT)
    assert [(one.field, one.code) for one in wrong.value.problems] == [(field, code)]
    assert Directive.objects.count() == 0


def test_a_code_is_taken_once_and_dated_directives_never_change_their_type(party: Party) -> None:
    directives = opened(on=ON)
    with pytest.raises(BadInput) as taken:
        draft_directive(code="branch-office", terms=_terms(), by=administrator(party, ON), at=AT)
    assert taken.value.code == "code_taken"
    with pytest.raises(BadInput) as fixed:
        amend_directive(
            directive_id=directives["regional-congress"].pk,
            changes={"period_type": "yearly"},
            on=ON,
            by=secretary_general(party, ON),
            at=AT,
        )
    assert fixed.value.code == "period_type_fixed"


def test_a_withdrawn_directive_cancels_what_is_open_and_upcoming_only(party: Party) -> None:
    directives = opened(on=ON)
    pk = directives["provincial-office"].pk
    withdraw_directive(directive_id=pk, on=ON, by=secretary_general(party, ON), at=AT)
    rows = Obligation.objects.filter(directive_id=pk, unit=party.provinces[0][0]).order_by("period_start")
    assert dict(rows.values_list("period_key", "cancelled_because")) == {
        "2026-01": "",
        "2026-02": "",
        "2026-03": "",
        "2026-04": "",
        "2026-05": "withdrawn",
        "2026-06": "withdrawn",
        "2026-07": "withdrawn",
    }
