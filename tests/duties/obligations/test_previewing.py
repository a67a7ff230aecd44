"""What an act on a directive would change, shown before it is done; the preview writes nothing and tells the truth."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.amending import draft_amendment
from tajadur.duties.directives.operations.exceptions import draft_exception
from tajadur.duties.directives.operations.terms import Terms, draft_directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import (
    amend_directive,
    issue_amendment,
    issue_directive,
    issue_exception,
    withdraw_exception,
)
from tajadur.duties.obligations.operations.previewing import (
    preview_amendment,
    preview_exception,
    preview_exception_end,
    preview_issue,
    preview_withdrawal,
)
from tajadur.foundation.errors import BadInput, Conflict, PermissionDenied
from tajadur.organisation.profile.models import UnitKind
from tajadur.rules.reminders import DEFAULT_LADDER, LadderAnchor, Level, Step
from tests.factories.duties import administrator, at_noon, opened, read, responsible, secretary_general
from tests.factories.party import Party

ON = date(2026, 5, 21)
AT = at_noon(ON)
CHANGES: list[dict[str, Any]] = [
    {"report_days": 3},
    {"report_days": 20, "grace_days": 0},
    {"grace_days": 30, "lock_days": 10},
    {"in_force_to": date(2026, 6, 30)},
    {"in_force_to": date(2026, 5, 31), "report_days": 1},
    {"period_type": "quarterly"},
    {"period_type": "two_monthly", "report_days": 2},
    {"period_type": "yearly"},
    {"released_by": "secretary_general"},
]


def everything() -> dict[str, list[Any]]:
    """Every row of every table of ours."""
    models = [one for one in apps.get_models() if one.__module__.startswith("tajadur.")]
    return {one._meta.label: list(one.objects.order_by("pk").values()) for one in models}


def owing(directive_id: int) -> dict[int, tuple[int, bool, tuple[Any, ...]]]:
    """id -> (unit, is it owed, its days), unanswered."""
    rows = Obligation.objects.filter(directive_id=directive_id, filed_on=None)
    return {
        row.pk: (row.unit_id, row.cancelled_on is None, (row.due_on, row.overdue_from, row.locks_on)) for row in rows
    }


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("code", ["provincial-office", "branch-office", "provincial-council"])
def test_the_preview_of_an_amendment_equals_what_the_amendment_then_does(
    party: Party, code: str, changes: dict[str, Any]
) -> None:
    pk = opened(on=ON)[code].pk
    chief = secretary_general(party, ON)
    draft_amendment(directive_id=pk, changes=changes, by=administrator(party, ON), at=AT)
    before = owing(pk)
    shown = preview_amendment(directive_id=pk, on=ON, at=AT)
    assert owing(pk) == before
    effect = issue_amendment(directive_id=pk, seen=read(pk), on=ON, by=chief, at=AT)
    after = owing(pk)
    added = Counter(row[0] for key, row in after.items() if row[1] and not before.get(key, (0, False))[1])
    gone = [row[0] for key, row in after.items() if not row[1] and before[key][1]]
    moved = [row[0] for key, row in after.items() if row[1] and key in before and before[key][1:] != row[1:]]
    assert (shown.owed, shown.owed_units, shown.most) == (added.total(), len(added), max(added.values(), default=0))
    assert (shown.released, shown.released_units) == (len(gone), len(set(gone)))
    assert (shown.redated, shown.redated_units) == (len(moved), len(set(moved)))
    assert shown.effect == effect


def test_a_preview_writes_nothing_in_any_table(party: Party) -> None:
    directives = opened(on=ON)
    admin, chief = administrator(party, ON), secretary_general(party, ON)
    kind = UnitKind.objects.get(code="branch").pk
    terms = Terms(
        names=("تصريح", "Déclaration", "Declaration"), unit_kind_id=kind, fulfilment="declaration",
        period_type="monthly", report_days=5, grace_days=5, in_force_from=date(2026, 4, 1), released_by="cell",
    )  # fmt: skip
    draft = draft_directive(code="note", terms=terms, by=admin, at=AT)
    exception = draft_exception(
        directive_id=directives["branch-office"].pk, unit_id=party.provinces[0][0].pk, whole_subtree=True,
        period_type="", from_on=ON, to_on=date(2026, 12, 31), reason="سبب", authority="سلطة", by=admin, at=AT,
    )  # fmt: skip
    draft_amendment(directive_id=directives["branch-office"].pk, changes={"report_days": 9}, by=admin, at=AT)
    before = everything()
    amended = preview_amendment(directive_id=directives["branch-office"].pk, on=ON, at=AT)
    assert amended.redated > 0
    issue = preview_issue(directive_id=draft, on=ON, at=AT)
    suspended = preview_exception(exception_id=exception, on=ON, at=AT)
    withdrawn = preview_withdrawal(directive_id=directives["provincial-office"].pk, on=ON, by=chief, at=AT)
    assert everything() == before
    assert (issue.owed, issue.owed_units, issue.most, issue.overdue) == (8 * 4, 8, 4, 8)
    assert (suspended.released, suspended.released_units, suspended.owed) == (2 * 3, 2, 0)
    assert (withdrawn.released, withdrawn.released_units) == (4 * 3, 4)
    assert issue_directive(directive_id=draft, seen=read(draft), on=ON, by=chief, at=AT) == issue.owed
    seen = read(directives["branch-office"].pk, exception_id=exception)
    issue_exception(exception_id=exception, seen=seen, on=ON, by=chief, at=AT)
    assert Obligation.objects.filter(cancelled_because="suspended").count() == suspended.released
    ended = preview_exception_end(exception_id=exception, on=ON, by=chief, at=AT)
    withdraw_exception(exception_id=exception, on=ON, by=chief, at=AT)
    assert ended.owed == suspended.released - Obligation.objects.filter(cancelled_because="suspended").count()


def test_an_amendment_is_drafted_by_who_may_and_contradicted_as_the_act_is(party: Party) -> None:
    pk = opened(on=ON)["branch-office"].pk
    for by in (secretary_general(party, ON), responsible(party, ON)):
        with pytest.raises(PermissionDenied):
            draft_amendment(directive_id=pk, changes={"report_days": 3}, by=by, at=AT)
    with pytest.raises(BadInput) as wrong, transaction.atomic():
        draft_amendment(directive_id=pk, changes={"in_force_to": date(2025, 1, 1)}, by=administrator(party, ON), at=AT)
    with pytest.raises(Conflict) as gone:
        preview_amendment(directive_id=pk, on=ON, at=AT)
    assert gone.value.code == "amendment_gone"
    assert wrong.value.code == "dates_contradict"


@pytest.mark.parametrize(
    ("step", "code", "row"),
    [
        (Step(-60, LadderAnchor.DUE, Level.POST), "ladder_before_opening", 7),
        (Step(0, LadderAnchor.DUE, Level.POST), "ladder_twice", 7),
        (Step(7, LadderAnchor.PERIOD_END, Level.POST), "ladder_twice", 7),
    ],
)
def test_a_ladder_that_goes_before_the_opening_or_twice_a_day_is_refused(
    party: Party, step: Step, code: str, row: int
) -> None:
    pk = opened(on=ON)["branch-office"].pk
    said = {"directive_id": pk, "changes": {}, "on": ON, "by": secretary_general(party, ON), "at": AT}
    with pytest.raises(BadInput) as wrong:
        amend_directive(ladder=[*DEFAULT_LADDER, step], **said)
    assert [(one.code, one.params["row"]) for one in wrong.value.problems] == [(code, row)]
    kept = [one for one in DEFAULT_LADDER if one.to is Level.POST]
    amend_directive(ladder=kept, **said)
    assert Directive.objects.get(pk=pk).ladder.count() == 4
