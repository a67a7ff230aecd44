"""Telling what is promised or awaited: to the owner, to those above when nobody holds the post, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tajadur.duties.follow_ups.models import FollowUpTerms
from tajadur.duties.follow_ups.operations import Owed, set_terms, tell_follow_ups
from tajadur.duties.follow_ups.queries import due_day, terms_of
from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.people.models import Post
from tajadur.registry.notices.models import Notice
from tajadur.rules.follow_ups import DEFAULT_TERMS, FollowUpKind, FollowUpLevel, Rung
from tests.factories.party import Party, acting, holder, make_post

DUE = date(2026, 6, 15)
OPENED = date(2026, 6, 1)
AT = datetime(2026, 6, 15, 9, tzinfo=UTC)


def _owed(party: Party, owner: Post, *, subject_id: int = 7) -> Owed:
    return Owed(subject_id, party.branches[0][0][0].pk, owner.pk, OPENED, DUE)


def _tell(owed: list[Owed], on: date, kind: FollowUpKind = FollowUpKind.PROMISE) -> int:
    return tell_follow_ups(kind=kind, subject_kind="promise", owed=owed, on=on, at=AT)


def _post_of(party: Party) -> Post:
    account = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    return Post.objects.get(mandates__person=account.person)


def test_the_owner_is_told_on_the_days_of_the_ladder_and_once(party: Party) -> None:
    owner = _post_of(party)
    told = []
    for day in range(40):
        on = OPENED + timedelta(days=day)
        told += [on] * _tell([_owed(party, owner)], on)
        assert _tell([_owed(party, owner)], on) == 0
    assert told == [date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 16)]  # nobody holds the pole
    assert set(Notice.objects.values_list("post_id", "step")) == {
        (owner.pk, "-7:owner@20260615"),
        (owner.pk, "+0:owner@20260615"),
        (owner.pk, "+1:owner@20260615"),
    }


def test_the_pole_hears_of_a_promise_two_weeks_late(party: Party) -> None:
    holder(unit=party.national, body="pole", post="secretary")
    assert _tell([_owed(party, _post_of(party))], date(2026, 6, 29)) == 1
    notice = Notice.objects.get()
    assert (notice.step, notice.post.body.body_type.code) == ("+14:pole@20260615", "pole")


def test_a_vacant_post_passes_it_to_the_next_level_of_its_own_ladder(party: Party) -> None:
    holder(unit=party.national, body="pole", post="secretary")
    holder(unit=party.provinces[0][0])  # above the branch, but in no rung of a promise
    vacant = make_post(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    assert _tell([_owed(party, vacant)], DUE) == 1
    notice = Notice.objects.get()
    assert (notice.post.body.body_type.code, notice.passed_from_id) == ("pole", vacant.pk)


def test_where_nobody_is_there_it_waits_for_whoever_comes(party: Party) -> None:
    vacant = make_post(unit=party.branches[0][0][0])
    assert _tell([_owed(party, vacant)], DUE, FollowUpKind.ADVICE) == 0
    holder(unit=party.branches[0][0][0], from_on=date(2026, 6, 16))
    assert _tell([_owed(party, vacant)], date(2026, 6, 16), FollowUpKind.ADVICE) == 1


def test_it_takes_the_same_number_of_queries_for_any_number(party: Party, django_assert_num_queries: object) -> None:
    owner = _post_of(party)
    for count, start in ((1, 100), (30, 200)):
        owed = [_owed(party, owner, subject_id=start + number) for number in range(count)]
        with django_assert_num_queries(6):  # type: ignore[operator]
            assert _tell(owed, DUE) == count


@pytest.mark.parametrize("kind", list(FollowUpKind))
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_kind_is_said_in_every_language_before_after_and_above(
    party: Party, kind: FollowUpKind, language: str
) -> None:
    sentences = set()
    for step_on, escalated in ((DUE, False), (DUE + timedelta(days=1), False), (DUE + timedelta(days=1), True)):
        params = {"follow_up": kind.value, "due_on": DUE.isoformat(), "escalated": escalated}
        notice = Notice(kind="follow_up", step_on=step_on, params=params)
        with override(language):
            sentences.add(render_to_string("notices/sentence.txt", {"notice": notice}).strip())
    assert len(sentences) >= 2
    assert all("2026" in sentence for sentence in sentences)


def test_the_secretary_general_gives_a_kind_its_days_and_ladder(party: Party) -> None:
    by = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), DUE)
    set_terms(kind="advice", days=7, ladder=[Rung(1, FollowUpLevel.ABOVE), Rung(0, FollowUpLevel.OWNER)], by=by, at=AT)
    assert terms_of(FollowUpKind.ADVICE).ladder == (Rung(0, FollowUpLevel.OWNER), Rung(1, FollowUpLevel.ABOVE))
    assert due_day(FollowUpKind.ADVICE, OPENED) == date(2026, 6, 8)
    assert terms_of(FollowUpKind.VISIT) == DEFAULT_TERMS[FollowUpKind.VISIT]


def test_terms_that_cannot_be_are_refused_all_at_once(party: Party) -> None:
    by = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), DUE)
    twice = [Rung(0, FollowUpLevel.OWNER)] * 2 + [Rung(400, FollowUpLevel.OWNER)]
    with pytest.raises(BadInput) as refused:
        set_terms(kind="advice", days=0, ladder=twice, by=by, at=AT)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["follow_up_days", "follow_up_ladder_offset", "follow_up_ladder_twice"]
    assert not FollowUpTerms.objects.exists()


def test_an_administrator_does_not_set_them(party: Party) -> None:
    by = acting(holder(unit=party.national, body="headquarters", post="administrator"), DUE)
    with pytest.raises(PermissionDenied):
        set_terms(kind="advice", days=7, ladder=[], by=by, at=AT)
