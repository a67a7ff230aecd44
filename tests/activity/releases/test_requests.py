"""A unit asks, the level its directive names decides; the first dates never move."""

from datetime import date, timedelta

import pytest

from tajadur.activity.releases.models import ReleaseDecision, ReleaseRequest
from tajadur.activity.releases.operations import ask_release, decide_release, withdraw_request
from tajadur.activity.releases.queries import requests_of, requests_waiting
from tajadur.duties.obligations.models import Obligation, Release
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.duties import at_noon, opened, owed, report, responsible, secretary_general, state
from tests.factories.party import Party, acting, holder, make_post

ON = date(2026, 6, 5)


@pytest.fixture
def row(party: Party) -> Obligation:
    """What the first province owes for May: due on 7 June, overdue from 15 June."""
    opened(on=date(2026, 5, 21))
    return owed(party.provinces[0][0], "provincial-office", "2026-05")


@pytest.fixture
def secretary(party: Party) -> Actor:
    return acting(holder(unit=party.provinces[0][0]), ON)


def ask(row: Obligation, by: Actor, *, kind: str = "extension", until: date | None = None, on: date = ON) -> int:
    day = until or (date(2026, 6, 25) if kind == "extension" else None)
    return ask_release(obligation_id=row.pk, kind=kind, until=day, reason="فيضانات", on=on, by=by, at=at_noon(on))


def decide(request_id: int, by: Actor, *, granted: bool, on: date = ON, **said) -> int:
    said = {"reason": "نظرا للظروف"} | said
    return decide_release(request_id=request_id, granted=granted, on=on, by=by, at=at_noon(on), **said)


def refused_with(row: Obligation, by: Actor, **said) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as wrong:
        ask(row, by, **said)
    return [(one.field, one.code) for one in wrong.value.problems]


def test_asked_then_granted_a_report_inside_the_new_time_is_extended_and_the_first_dates_stay(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    request = ask(row, secretary)
    assert decide(request, responsible(party, ON), granted=True) == row.pk
    report(row, held_on=date(2026, 5, 30), filed_on=date(2026, 6, 20))
    after = Obligation.objects.get(pk=row.pk)
    assert state(row, date(2026, 6, 10)) == "extension_running"
    assert state(row, date(2026, 6, 20)) == "extended"
    assert (after.due_on, after.overdue_from) == (row.due_on, row.overdue_from)
    assert (Release.objects.get().kind, Release.objects.get().until) == ("extension", date(2026, 6, 25))
    decision = ReleaseDecision.objects.get()
    assert (decision.granted, decision.until, decision.reason) == (True, date(2026, 6, 25), "نظرا للظروف")


def test_asked_then_not_granted_silence_is_silent(party: Party, row: Obligation, secretary: Actor) -> None:
    decide(ask(row, secretary), responsible(party, ON), granted=False)
    assert state(row, row.overdue_from) == "silent"
    assert Release.objects.count() == 0
    assert [(one.state, one.granted_until) for one in requests_of(row)] == [("refused", None)]
    again = ask(row, secretary, until=date(2026, 6, 20))
    assert ReleaseRequest.objects.get(pk=again).number == 2


def test_a_closed_period_is_reopened_on_request_and_its_report_counts_as_late(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    Obligation.objects.filter(pk=row.pk).update(locks_on=date(2026, 6, 30))
    on = date(2026, 7, 2)
    with pytest.raises(BadInput) as closed:
        report(row, held_on=date(2026, 5, 30), filed_on=on)
    assert closed.value.code == "period_locked"
    decide(ask(row, secretary, kind="reopening", on=on), responsible(party, on), granted=True, on=on)
    report(row, held_on=date(2026, 5, 30), filed_on=on)
    assert state(row, on) == "late"
    assert refused_with(row, secretary, kind="reopening", on=on) == [("", "already_settled")]


def test_an_excuse_is_granted_in_one_act_and_listed_apart(party: Party, row: Obligation, secretary: Actor) -> None:
    decide(ask(row, secretary, kind="excuse"), responsible(party, ON), granted=True)
    assert state(row, ON) == "excused"
    acts = (
        AuditEntry.objects.filter(subject_kind="obligation", subject_id=row.pk)
        .order_by("pk")
        .values_list("act", flat=True)
    )
    assert list(acts) == ["release.asked", "obligation.excuse", "release.granted"]


def test_more_time_may_be_granted_after_the_first_overdue_day_when_it_was_asked_before(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    request, late = ask(row, secretary, on=date(2026, 6, 14)), date(2026, 6, 18)
    decide(request, responsible(party, late), granted=True, on=late)
    assert [state(row, day) for day in (date(2026, 6, 17), late)] == ["silent", "extension_running"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"on": date(2026, 6, 15)}, ("kind", "extension_too_late")),
        ({"until": date(2026, 6, 7)}, ("until", "extension_not_later")),
        ({"until": date(2026, 9, 8)}, ("until", "extension_too_far")),
        ({"until": date(2026, 6, 9), "on": date(2026, 6, 10)}, ("until", "extension_over")),
        ({"kind": "reopening"}, ("kind", "not_locked")),
        ({"kind": "holiday"}, ("kind", "kind_required")),
    ],
)
def test_what_makes_no_sense_is_said_with_its_field(
    party: Party, row: Obligation, secretary: Actor, said: dict, problem: tuple[str, str]
) -> None:
    assert refused_with(row, secretary, **said) == [problem]
    assert ReleaseRequest.objects.count() == 0


def test_asked_too_late_about_a_closed_period_a_reopening_is_offered(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    Obligation.objects.filter(pk=row.pk).update(locks_on=date(2026, 6, 30))
    on = date(2026, 7, 2)
    assert refused_with(row, secretary, on=on) == [("kind", "extension_too_late_reopen")]


def test_a_second_request_waits_for_the_answer_to_the_first(party: Party, row: Obligation, secretary: Actor) -> None:
    first = ask(row, secretary)
    assert refused_with(row, secretary, kind="excuse") == [("", "already_asked")]
    withdraw_request(request_id=first, by=secretary, at=at_noon(ON))
    second = ask(row, secretary, kind="excuse")
    assert [one.state for one in requests_of(row)] == ["asked", "withdrawn"]
    with pytest.raises(Conflict):
        withdraw_request(request_id=first, by=secretary, at=at_noon(ON))
    cell = responsible(party, ON)
    with pytest.raises(Conflict):
        decide(first, cell, granted=True)
    decide(second, cell, granted=False)
    with pytest.raises(Conflict):
        decide(second, cell, granted=True)


def test_shorter_than_the_running_extension_is_refused(party: Party, row: Obligation, secretary: Actor) -> None:
    decide(ask(row, secretary), responsible(party, ON), granted=True)
    assert refused_with(row, secretary, until=date(2026, 6, 20)) == [("until", "extension_not_later")]


def test_a_reason_is_needed_to_ask_and_to_decide(party: Party, row: Obligation, secretary: Actor) -> None:
    with pytest.raises(BadInput) as empty:
        ask_release(obligation_id=row.pk, kind="excuse", until=None, reason=" ", on=ON, by=secretary, at=at_noon(ON))
    assert [(one.field, one.code) for one in empty.value.problems] == [("reason", "reason_required")]
    request, cell = ask(row, secretary), responsible(party, ON)
    for granted in (True, False):
        with pytest.raises(BadInput) as silent:
            decide(request, cell, granted=granted, reason=" \n")
        assert silent.value.code == "reason_required"
    assert ReleaseDecision.objects.count() == 0


def test_only_the_units_own_secretary_asks_and_only_the_named_level_decides(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    region = acting(holder(unit=party.regions[0]), ON)
    for stranger, answer in (
        (region, PermissionDenied),
        (acting(holder(unit=party.provinces[0][0], post="member"), ON), PermissionDenied),
        (secretary_general(party, ON), PermissionDenied),
        (acting(holder(unit=party.provinces[1][0]), ON), NotVisible),
    ):
        with pytest.raises(answer):
            ask(row, stranger)
    request = ask(row, secretary)
    with pytest.raises(PermissionDenied) as not_named:
        decide(request, region, granted=True)
    assert not_named.value.who == ("responsible", "secretary_general")
    for other in (secretary, responsible(party, ON, region=1)):
        with pytest.raises(PermissionDenied):
            decide(request, other, granted=True)
    decide(request, secretary_general(party, ON), granted=True)


def test_a_request_waits_for_its_level_only_and_leaves_when_it_is_answered(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    branch = owed(party.branches[0][0][0], "branch-office", "2026-05")
    first, cell = ask(row, secretary), responsible(party, ON)
    second = ask(branch, acting(holder(unit=party.branches[0][0][0]), ON))
    assert list(requests_waiting(cell).values_list("pk", flat=True)) == [first]
    assert list(requests_waiting(secretary).values_list("pk", flat=True)) == [second]
    assert requests_waiting(responsible(party, ON, region=1)).count() == 0
    chief = secretary_general(party, ON)
    assert (requests_waiting(chief).count(), requests_waiting(chief, everything=True).count()) == (0, 2)
    report(branch, held_on=date(2026, 5, 30), filed_on=ON)
    assert requests_waiting(secretary).count() == 0
    decide(first, cell, granted=False)
    assert requests_waiting(cell).count() == 0


def test_the_deciding_post_is_told_then_the_unit_and_a_vacant_level_passes_to_the_secretary_general(
    party: Party, row: Obligation, secretary: Actor
) -> None:
    cell = make_post(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    chief = secretary_general(party, ON)
    request = ask(row, secretary)
    notice = Notice.objects.get(kind="release_asked")
    assert (notice.post_id, notice.passed_from_id) == (chief.grants[0].post_id, cell.pk)
    assert notice.params["until"] == "2026-06-25"
    decide(request, chief, granted=True)
    assert Notice.objects.get(kind="release_asked").cleared_because == "decided"
    told = Notice.objects.get(kind="release_decided")
    assert (told.post_id, told.params["granted"], told.cleared_at) == (secretary.grants[0].post_id, True, None)


def test_reporting_clears_the_request_from_the_decider_s_inbox(party: Party, row: Obligation, secretary: Actor) -> None:
    responsible(party, ON)
    ask(row, secretary)
    report(row, held_on=date(2026, 5, 30), filed_on=ON + timedelta(days=1))
    assert Notice.objects.get(kind="release_asked").cleared_because == "settled"
