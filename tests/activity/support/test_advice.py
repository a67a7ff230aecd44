"""Advice: given within one's regions, read, answered or used by the unit alone, withdrawn by its giver."""

from datetime import date, timedelta

import pytest

from tajadur.activity.support.models import Advice, AdviceAnswer, AdviceRead, AdviceUse
from tajadur.activity.support.operations.advising import give_advice, reply_to_unit, withdraw_advice
from tajadur.activity.support.operations.answering import answer_advice, mark_used, note_read
from tajadur.activity.support.queries.facts import facts_of_advice
from tajadur.activity.support.queries.finding import advice_for, advice_page
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Post
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.rules.support import advice_state_on, awaits_answer_on
from tests.factories.cases import make_case
from tests.factories.duties import at_noon, responsible, secretary_general
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, make_obligation
from tests.factories.support import advised

MAY = date(2026, 5, 20)


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


def later(account: Account, days: int = 1) -> Actor:
    return acting(account, MAY + timedelta(days=days))


def codes(error: BadInput) -> list[str]:
    return [problem.code for problem in error.problems]


def live() -> list[tuple[str, int]]:
    rows = Notice.objects.filter(cleared_at=None).order_by("pk")
    return [(row.params["event"], row.post_id) for row in rows]


def test_the_cell_advises_within_its_regions_and_the_unit_is_told_with_the_day(
    party: Party, secretary: Account
) -> None:
    advice = advised(party.branches[0][0][0], responsible(party, MAY))
    assert (advice.given_on, advice.due_on) == (MAY, date(2026, 6, 3))
    notice = Notice.objects.get()
    post = Post.objects.get(mandates__person=secretary.person)
    assert (notice.post_id, notice.subject_kind, notice.subject_id) == (post.pk, "advice", advice.pk)
    assert notice.params == {"event": "advice_wanted", "due_on": "2026-06-03"}
    assert AuditEntry.objects.filter(act="advice.given", subject_id=advice.pk, unit_id=advice.unit_id).exists()


def test_advice_to_a_unit_outside_one_s_regions_is_refused(party: Party) -> None:
    by, outsider = responsible(party, MAY, region=1), acting(holder(unit=party.provinces[1][0]), MAY)
    unit = party.branches[0][0][0]
    with pytest.raises(PermissionDenied):
        advised(unit, by)
    with pytest.raises(NotVisible):
        advised(unit, outsider)
    with pytest.raises(PermissionDenied):
        advised(unit, acting(holder(unit=unit), MAY))  # nobody advises their own unit
    with pytest.raises(PermissionDenied):
        advised(unit, acting(holder(unit=party.national, body="pole", post="member"), MAY))
    assert not Advice.objects.exists()


def test_the_province_advises_its_branches_and_the_secretary_general_anybody(party: Party) -> None:
    province = acting(holder(unit=party.provinces[0][0]), MAY)
    assert advised(party.branches[0][0][0], province).post.unit_id == party.provinces[0][0].pk
    assert advised(party.branches[1][1][1], secretary_general(party, MAY)).due_on


def test_what_it_is_about_is_of_that_unit(party: Party) -> None:
    unit, other = party.branches[0][0][:2]
    by = responsible(party, MAY)
    meeting = make_meeting(unit=unit, planned_on=MAY)
    end = date(2026, 5, 31)
    owed = make_obligation(
        unit=unit, period_start=date(2026, 5, 1), period_end=end, due_on=end + timedelta(days=7),
        overdue_from=end + timedelta(days=15),
    )  # fmt: skip
    case = make_case(unit, on=MAY)
    for subject in (("meeting", meeting.pk), ("owed", owed.pk), ("case", case.pk)):
        advice = advised(unit, by, subject=subject)
        assert (advice.subject_kind, advice.subject_id) == subject
        with pytest.raises(BadInput) as refused:
            advised(other, by, subject=subject)
        assert codes(refused.value) == ["subject_unknown"]
    with pytest.raises(BadInput):
        advised(unit, by, subject=("report", 1))
    assert Advice.objects.count() == 3


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_empty_advice_is_refused(party: Party, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        advised(party.branches[0][0][0], responsible(party, MAY), text=text)
    assert codes(refused.value) == ["text_required"]


def test_ten_thousand_characters_are_too_many(party: Party) -> None:
    with pytest.raises(BadInput) as refused:
        advised(party.branches[0][0][0], responsible(party, MAY), text="ا" * 10_000)
    assert (codes(refused.value), refused.value.params["limit"]) == (["text_too_long"], 4000)


def test_a_closed_unit_is_told_nothing_new(party: Party) -> None:
    unit = party.branches[0][0][0]
    unit.closed_on = MAY
    unit.save()
    with pytest.raises(BadInput) as refused:
        advised(unit, responsible(party, MAY))
    assert codes(refused.value) == ["unit_closed"]


def test_only_the_unit_s_own_secretary_opening_it_is_its_reading(party: Party, secretary: Account) -> None:
    unit = party.branches[0][0][0]
    by = responsible(party, MAY)
    advice = advised(unit, by, wants_answer=False)
    member = acting(holder(unit=unit, post="member"), MAY)
    for reader in (by, member, secretary_general(party, MAY), acting(holder(unit=party.provinces[0][0]), MAY)):
        assert not note_read(advice_id=advice.pk, by=reader, at=at_noon(MAY))
    assert not AdviceRead.objects.exists()
    assert note_read(advice_id=advice.pk, by=later(secretary), at=at_noon(MAY + timedelta(days=1)))
    assert not note_read(advice_id=advice.pk, by=later(secretary, 2), at=at_noon(MAY + timedelta(days=2)))
    assert AdviceRead.objects.get().read_on == MAY + timedelta(days=1)
    assert live() == []  # nothing else was asked for


def test_the_unit_answers_asks_back_and_is_replied_to(party: Party, secretary: Account) -> None:
    by = responsible(party, MAY)
    advice = advised(party.branches[0][0][0], by)
    post = Post.objects.get(mandates__person=secretary.person)
    ours, at = later(secretary), at_noon(MAY + timedelta(days=1))
    answer_advice(advice_id=advice.pk, kind="question", text="أي قاعة؟", by=ours, at=at)
    assert live() == [("advice_asked", advice.post_id)]  # what asked for the answer is settled
    reply_to_unit(advice_id=advice.pk, text="قاعة الجماعة", by=by, at=at + timedelta(hours=1))
    assert live() == [("advice_replied", post.pk)]
    answer_advice(advice_id=advice.pk, kind="answer", text="تم", by=ours, at=at + timedelta(hours=2))
    assert live() == [("advice_answered", advice.post_id)]
    page = advice_page(by, advice.pk, ours.on)
    assert [word.kind for word in page.thread] == ["question", "reply", "answer"]
    assert (page.state, page.is_awaited, page.may_answer, page.may_withdraw) == ("answered", False, False, True)


def test_a_word_added_from_above_does_not_settle_what_the_unit_is_asked(party: Party, secretary: Account) -> None:
    by = responsible(party, MAY)
    advice = advised(party.branches[0][0][0], by)
    reply_to_unit(advice_id=advice.pk, text="وأيضا", by=by, at=at_noon(MAY) + timedelta(hours=1))
    assert [event for event, _ in live()] == ["advice_wanted", "advice_replied"]


def test_marked_as_used_once_it_waits_for_no_answer(party: Party, secretary: Account) -> None:
    by = responsible(party, MAY)
    advice = advised(party.branches[0][0][0], by)
    ours = later(secretary)
    assert mark_used(advice_id=advice.pk, by=ours, at=at_noon(ours.on))
    assert not mark_used(advice_id=advice.pk, by=ours, at=at_noon(ours.on))
    facts = facts_of_advice(advice_for(by, advice.pk))
    assert (advice_state_on(facts, ours.on), awaits_answer_on(facts, ours.on)) == ("used", False)
    assert (advice_state_on(facts, MAY), awaits_answer_on(facts, MAY)) == ("unread", True)
    assert live() == [("advice_used", advice.post_id)]


def test_nobody_above_answers_for_the_unit(party: Party, secretary: Account) -> None:
    advice = advised(party.branches[0][0][0], responsible(party, MAY))
    for by in (
        secretary_general(party, MAY),
        acting(holder(unit=party.provinces[0][0]), MAY),
        acting(holder(unit=party.branches[0][0][0], post="member"), MAY),
    ):
        with pytest.raises(PermissionDenied):
            answer_advice(advice_id=advice.pk, kind="answer", text="نعم", by=by, at=at_noon(MAY))
        with pytest.raises(PermissionDenied):
            mark_used(advice_id=advice.pk, by=by, at=at_noon(MAY))
    with pytest.raises(NotVisible):
        answer_advice(
            advice_id=advice.pk, kind="answer", text="نعم", by=acting(holder(unit=party.branches[0][0][1]), MAY),
            at=at_noon(MAY),
        )  # fmt: skip
    assert not AdviceAnswer.objects.exists() and not AdviceUse.objects.exists()


def test_withdrawn_advice_takes_no_answer(party: Party, secretary: Account) -> None:
    by = responsible(party, MAY)
    advice = advised(party.branches[0][0][0], by)
    withdraw_advice(advice_id=advice.pk, by=by, at=at_noon(MAY))
    assert [event for event, _ in live()] == ["advice_withdrawn"]
    ours, at = later(secretary), at_noon(MAY + timedelta(days=1))
    for act in (
        lambda: answer_advice(advice_id=advice.pk, kind="answer", text="نعم", by=ours, at=at),
        lambda: mark_used(advice_id=advice.pk, by=ours, at=at),
        lambda: reply_to_unit(advice_id=advice.pk, text="نعم", by=by, at=at),
    ):
        with pytest.raises(BadInput) as refused:
            act()
        assert (codes(refused.value), refused.value.params) == (["advice_withdrawn"], {"day": MAY})
    with pytest.raises(Conflict):
        withdraw_advice(advice_id=advice.pk, by=by, at=at)


def test_advice_is_withdrawn_by_the_post_that_gave_it(party: Party) -> None:
    advice = advised(party.branches[0][0][0], responsible(party, MAY))
    for by in (
        acting(holder(unit=party.provinces[0][0]), MAY),
        acting(holder(unit=party.national, body="cell", post="assistant", area=party.regions[0]), MAY),
    ):
        with pytest.raises(PermissionDenied):
            withdraw_advice(advice_id=advice.pk, by=by, at=at_noon(MAY))
    withdraw_advice(advice_id=advice.pk, by=secretary_general(party, MAY), at=at_noon(MAY))
    assert Advice.objects.get().withdrawn_at


def test_without_an_answer_wanted_nothing_is_due(party: Party) -> None:
    by = responsible(party, MAY)
    advice = advised(party.branches[0][0][0], by, wants_answer=False)
    assert advice.due_on is None
    assert not awaits_answer_on(facts_of_advice(advice_for(by, advice.pk)), MAY)


def test_what_an_answer_says_is_kept_whole(party: Party, secretary: Account) -> None:
    advice = advised(party.branches[0][0][0], responsible(party, MAY))
    ours = later(secretary)
    with pytest.raises(BadInput) as refused:
        answer_advice(advice_id=advice.pk, kind="shrug", text="نعم", by=ours, at=at_noon(ours.on))
    assert codes(refused.value) == ["answer_kind"]
    with pytest.raises(BadInput) as refused:
        answer_advice(advice_id=advice.pk, kind="answer", text=" ", by=ours, at=at_noon(ours.on))
    assert codes(refused.value) == ["text_required"]
    with pytest.raises(NotVisible):
        give_advice(unit_id=0, text="x", wants_answer=False, by=ours, at=at_noon(ours.on))
