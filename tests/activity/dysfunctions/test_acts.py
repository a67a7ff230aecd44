"""What people do about cases: who may, what comes of it, who is told, and each refusal with its sentence."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.dysfunctions import vocabulary
from tajadur.activity.dysfunctions.models import Case, CaseAnswer, CaseClosing, CaseDismissal, Remedy
from tajadur.activity.dysfunctions.operations.closing import answer_case, dismiss_case, settle_case
from tajadur.activity.dysfunctions.operations.remedies import agree_remedy, mark_done
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.cases import make_case, observed
from tests.factories.duties import administrator, at_noon, responsible, secretary_general
from tests.factories.party import Party, acting, holder, make_post

ON = date(2026, 5, 20)
DAY = timedelta(days=1)


def at(unit: Unit, on: date = ON) -> Actor:
    return acting(holder(unit=unit), on)


def codes(error: BadInput) -> set[str]:
    return {problem.code for problem in error.problems}


@pytest.mark.django_db
def test_unit_level_above_cell_and_secretary_general_observe(party: Party) -> None:
    branch = party.branches[0][0][0]
    observers = {
        "found_by_unit": at(branch),
        "found_by_above": at(party.provinces[0][0]),
        "found_by_cell": responsible(party, ON),
        "found_by_general": secretary_general(party, ON),
    }
    kinds = (CaseKind.OTHER, CaseKind.SILENT, CaseKind.QUORUM, CaseKind.COPIED)
    for (found_by, actor), kind in zip(observers.items(), kinds, strict=True):
        case = observed(branch, actor, kind=kind)
        assert (case.found_by, case.severity, case.path, case.facts) == (found_by, Severity.LOW, branch.path, [])
    assert AuditEntry.objects.filter(act="case.opened", unit_id=branch.pk).count() == 4
    # Nobody is told of what they said themselves.
    assert Notice.objects.filter(kind="case", post=make_post(unit=branch)).count() == 3


@pytest.mark.django_db
def test_nobody_else_opens_one(party: Party) -> None:
    branch = party.branches[0][0][0]
    for actor, refusal in (
        (at(party.branches[0][0][1]), NotVisible),
        (responsible(party, ON, region=1), PermissionDenied),
        (administrator(party, ON), PermissionDenied),
        (acting(holder(unit=branch, post="member"), ON), PermissionDenied),
    ):
        with pytest.raises(refusal):
            observed(branch, actor)
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_the_second_to_open_one_is_told_of_the_first(party: Party) -> None:
    branch = party.branches[0][0][0]
    first, cell = observed(branch, at(party.provinces[0][0]), kind=CaseKind.QUORUM), responsible(party, ON + DAY)
    with pytest.raises(Conflict) as caught:
        observed(branch, cell, kind=CaseKind.QUORUM)
    assert caught.value.code == "case_open_already"
    assert caught.value.params == {"case_id": first.pk, "opened": ON}
    assert observed(branch, cell, kind=CaseKind.OTHER).recurrence == 1


@pytest.mark.django_db
def test_bad_input_is_refused_with_every_problem(party: Party) -> None:
    branch = party.branches[0][0][0]
    by = at(party.provinces[0][0])
    with pytest.raises(BadInput) as caught:
        observed(branch, by, kind="nothing", severity=9, text=" ")  # type: ignore[arg-type]
    assert codes(caught.value) == {"case_kind_required", "severity_required", "case_text_required"}
    with pytest.raises(BadInput) as long:
        observed(branch, by, text="ب" * 10_000)
    assert codes(long.value) == {"text_too_long"}
    Unit.objects.filter(pk=branch.pk).update(closed_on=ON)
    with pytest.raises(BadInput) as closed:
        observed(branch, by)
    assert codes(closed.value) == {"case_unit_closed"}


@pytest.mark.django_db
def test_only_the_unit_settles_its_case_and_the_cell_is_told(party: Party) -> None:
    branch = party.branches[0][0][0]
    case = make_case(branch, on=ON - DAY)
    cell = responsible(party, ON)
    said: dict[str, Any] = {"case_id": case.pk, "text": "انتخب مكتب جديد", "on": ON, "at": at_noon(ON)}
    for actor, refusal in (
        (at(party.branches[0][0][1]), NotVisible),
        (at(party.provinces[0][0]), PermissionDenied),
        (cell, PermissionDenied),
        (secretary_general(party, ON), PermissionDenied),
    ):
        with pytest.raises(refusal):
            settle_case(by=actor, **said)
    own = at(branch)
    with pytest.raises(BadInput, match="what_done_required"):
        settle_case(by=own, **said | {"text": "  "})
    settle_case(by=own, **said)
    case.refresh_from_db()
    assert (case.ended_as, case.ended_on) == (CaseEnd.SETTLED, ON)
    assert CaseClosing.objects.get().case_id == case.pk
    notice = Notice.objects.get(kind="case")
    assert (notice.params["event"], notice.post_id) == ("settled", cell.post_ids[0])
    with pytest.raises(Conflict, match="case_ended"):
        settle_case(by=own, **said)


@pytest.mark.django_db
def test_the_unit_answers_and_its_case_stays_open(party: Party) -> None:
    branch = party.branches[0][0][0]
    case = make_case(branch, kind=CaseKind.COPIED, on=ON)
    said: dict[str, Any] = {"case_id": case.pk, "text": "الموضوع نفسه، عن قصد", "on_purpose": True, "at": at_noon(ON)}
    with pytest.raises(PermissionDenied):
        answer_case(by=responsible(party, ON), **said)
    answer_case(by=at(branch), **said)
    case.refresh_from_db()
    assert (CaseAnswer.objects.get().on_purpose, case.ended_on) == (True, None)


@pytest.mark.django_db
def test_the_cell_dismisses_with_a_reason_and_the_unit_is_told(party: Party) -> None:
    branch = party.branches[0][0][0]
    secretary = at(branch)
    case = make_case(branch, kind=CaseKind.COPIED, on=ON, facts=["meeting:1"], about=["body:1"])
    said: dict[str, Any] = {"case_id": case.pk, "reason": "اجتماعات دورية", "on": ON, "at": at_noon(ON)}
    for actor, refusal in (
        (secretary, PermissionDenied),
        (at(party.provinces[0][0]), PermissionDenied),
        (responsible(party, ON, region=1), PermissionDenied),
    ):
        with pytest.raises(refusal):
            dismiss_case(by=actor, **said)
    cell = responsible(party, ON)
    with pytest.raises(BadInput, match="dismissal_reason_required"):
        dismiss_case(by=cell, **said | {"reason": ""})
    dismiss_case(by=cell, **said)
    assert (CaseDismissal.objects.get().about, Case.objects.get().ended_as) == (["body:1"], CaseEnd.DISMISSED)
    notice = Notice.objects.get(kind="case")
    assert (notice.params["event"], notice.post_id) == ("dismissed", secretary.post_ids[0])


def remedy(case: Case, by: Actor, **changed: Any) -> Remedy:
    said = {"text": "مساعدة في البرمجة", "owner_id": by.post_ids[0], "due_on": by.on + 10 * DAY, **changed}
    return agree_remedy(case_id=case.pk, on=by.on, by=by, at=at_noon(by.on), **said)


@pytest.mark.django_db
def test_a_remedy_is_agreed_from_above_or_by_the_unit_and_replaced(party: Party) -> None:
    branch = party.branches[0][0][0]
    case = make_case(branch, on=ON)
    own, above = at(branch), at(party.provinces[0][0])
    first = remedy(case, above)
    assert Notice.objects.get(kind="case", cleared_at=None).params == {"event": "remedy", "due_on": "2026-05-30"}
    second = remedy(case, own, owner_id=above.post_ids[0])
    first.refresh_from_db()
    assert (first.is_current, first.number, second.is_current, second.number) == (False, 1, True, 2)
    assert not Notice.objects.filter(kind="case", cleared_at=None).exists()


@pytest.mark.django_db
def test_a_remedy_wants_words_a_post_near_the_unit_and_a_day_within_a_year(party: Party) -> None:
    case = make_case(party.branches[0][0][0], on=ON)
    by = at(party.provinces[0][0])
    elsewhere = make_post(unit=party.branches[1][0][0]).pk
    for changed, expected in (
        ({"text": "", "owner_id": elsewhere, "due_on": ON - DAY},
         {"remedy_text_required", "remedy_owner_unknown", "remedy_day_past"}),
        ({"owner_id": None, "due_on": None}, {"remedy_owner_unknown", "remedy_day_required"}),
        ({"due_on": ON + timedelta(days=400)}, {"remedy_day_far"}),
    ):  # fmt: skip
        with pytest.raises(BadInput) as caught:
            remedy(case, by, **changed)
        assert codes(caught.value) == expected
    assert not Remedy.objects.exists()


@pytest.mark.django_db
def test_a_remedy_is_done_on_a_day_that_has_come_and_its_case_stays_open(party: Party) -> None:
    branch = party.branches[0][0][0]
    case = make_case(branch, on=ON)
    later = acting(holder(unit=branch), ON + 5 * DAY)
    said: dict[str, Any] = {"case_id": case.pk, "on": later.on, "by": later, "at": at_noon(later.on)}
    with pytest.raises(Conflict, match="remedy_missing"):
        mark_done(done_on=ON, **said)
    remedy(case, at(party.provinces[0][0]))
    for day, code in ((None, "done_day_required"), (ON + 6 * DAY, "done_in_future"), (ON - DAY, "done_before_agreed")):
        with pytest.raises(BadInput, match=code):
            mark_done(done_on=day, **said)
    mark_done(done_on=ON + 2 * DAY, **said)
    with pytest.raises(Conflict, match="remedy_done_already"):
        mark_done(done_on=ON + 3 * DAY, **said)
    case.refresh_from_db()
    assert (case.ended_on, Remedy.objects.get().done_on) == (None, ON + 2 * DAY)


@pytest.mark.django_db
def test_a_case_observed_again_within_a_year_comes_back_with_its_history(party: Party) -> None:
    branch = party.branches[0][0][0]
    own = at(branch)
    first = observed(branch, own)
    settle_case(case_id=first.pk, text="تم", on=ON, by=own, at=at_noon(ON))
    above = holder(unit=party.provinces[0][0])
    again = observed(branch, acting(above, ON + 300 * DAY))
    assert (again.recurrence, again.previous_id) == (2, first.pk)
    settle_case(case_id=again.pk, text="تم", on=again.opened_on, by=own, at=at_noon(again.opened_on))
    much_later = observed(branch, acting(above, ON + 700 * DAY))
    assert (much_later.recurrence, much_later.previous_id) == (1, None)


def test_every_problem_has_a_sentence() -> None:
    assert {"case_ended", "case_open_already"} <= set(vocabulary.CONFLICTS)
    assert {"remedy_day_far", "threshold_of_last"} <= set(vocabulary.PROBLEMS)
