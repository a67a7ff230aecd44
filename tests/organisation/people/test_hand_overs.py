"""A post handed over on a day: in one act, seen before, planned, many at once, taken back until it begins."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Mandate, PendingAct, Post
from tajadur.organisation.people.operations.confirming import confirm_act, refuse_act
from tajadur.organisation.people.operations.hand_over_plan import HandOver, PlannedHandOver, plan_hand_overs
from tajadur.organisation.people.operations.hand_overs import hand_over_posts, take_back_mandate
from tajadur.organisation.people.operations.mandates import correct_mandate, give_mandate
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import (
    Party,
    acting,
    holder,
    make_account,
    make_mandate,
    make_person,
    make_post,
)

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
DAY = ON + timedelta(days=1)
EVE = ON


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def post(party: Party) -> Post:
    """A post for one whose holder writes as no unit."""
    return followed(party, 0)


def followed(party: Party, region: int) -> Post:
    return make_post(unit=party.national, body="cell", post="responsible", area=party.regions[region])


def handed(by: Actor, *asked: HandOver, expected: list[int] | None = None) -> list[PlannedHandOver]:
    return hand_over_posts(hand_overs=asked, expected=expected, by=by, at=AT)


def refused(by: Actor, *asked: HandOver) -> list[tuple[str, str]]:
    """What the preview says, which is what the act says too, having written nothing."""
    before = list(Mandate.objects.order_by("pk").values_list("pk", "from_on", "to_on", "standing"))
    told = [problem for plan in plan_hand_overs(hand_overs=asked, by=by) for problem in plan.problems]
    with pytest.raises(BadInput) as raised:
        handed(by, *asked)
    assert [(p.field, p.code, p.params) for p in raised.value.problems] == [(p.field, p.code, p.params) for p in told]
    assert list(Mandate.objects.order_by("pk").values_list("pk", "from_on", "to_on", "standing")) == before
    return [(problem.field, problem.code) for problem in told]


def test_the_holder_ends_the_day_before_and_the_next_begins_that_day(administrator: Actor, post: Post) -> None:
    former, follower = make_mandate(person=make_person(), post=post), make_person()
    out, into = make_account(person=former.person), make_account(person=follower)
    (plan,) = handed(administrator, HandOver(post.pk, follower.pk, DAY, date(2030, 5, 20)))
    former.refresh_from_db()
    assert plan.begins is not None
    assert (former.to_on, plan.begins.from_on, plan.begins.to_on) == (EVE, DAY, date(2030, 5, 20))
    assert [len(acting(out, day).grants) for day in (EVE, DAY)] == [1, 0]
    assert [len(acting(into, day).grants) for day in (EVE, DAY)] == [0, 1]
    told = Notice.objects.filter(params__act="hand_over", subject_id=plan.begins.pk)
    assert {former.person_id, follower.pk} <= set(told.values_list("person_id", flat=True))
    entry = AuditEntry.objects.get(act="hand_over")
    assert (entry.subject_id, entry.unit_id) == (plan.begins.pk, post.unit_id)
    assert entry.detail == {"from_on": "2026-05-22", "to_on": "2030-05-20", "ended": [[former.pk, None]]}
    assert AuditEntry.objects.get(act="end_mandate").subject_id == former.pk


def test_the_preview_names_who_ends_and_writes_nothing(administrator: Actor, post: Post) -> None:
    former, follower = make_mandate(person=make_person(), post=post, to_on=date(2027, 1, 1)), make_person()
    (plan,) = plan_hand_overs(hand_overs=[HandOver(post.pk, follower.pk, DAY)], by=administrator)
    assert ([m.pk for m in plan.ends], plan.last_day, plan.problems) == ([former.pk], EVE, [])
    assert Mandate.objects.get(post=post).to_on == date(2027, 1, 1)
    assert not Notice.objects.exists()


def test_a_vacant_post_is_filled_and_a_held_one_becomes_vacant(administrator: Actor, party: Party, post: Post) -> None:
    other = followed(party, 1)
    held = make_mandate(person=make_person(), post=other)
    filled, emptied = handed(
        administrator, HandOver(post.pk, make_person().pk, DAY), HandOver(other.pk, None, DAY + timedelta(days=9))
    )
    assert (filled.ends, emptied.begins) == ([], None)
    held.refresh_from_db()
    assert held.to_on == ON + timedelta(days=9)
    assert refused(administrator, HandOver(other.pk, None, date(2026, 9, 1))) == [("person", "nothing_to_hand_over")]


def test_an_interim_makes_place_and_may_follow_itself(administrator: Actor, post: Post) -> None:
    interim = make_mandate(
        person=make_person(), post=post, from_on=date(2026, 4, 1), to_on=date(2026, 6, 1), interim=True
    )
    (plan,) = handed(administrator, HandOver(post.pk, interim.person_id, DAY))
    interim.refresh_from_db()
    assert plan.is_renewed
    assert (interim.to_on, Mandate.objects.get(post=post, interim=False).from_on) == (EVE, DAY)


def test_what_cannot_be_is_said_before_and_refused(administrator: Actor, party: Party, post: Post) -> None:
    person = make_person()
    make_mandate(person=make_person(), post=post)
    follows = make_mandate(person=make_person(), post=followed(party, 1), from_on=date(2026, 8, 1))
    say = refused
    assert say(administrator, HandOver(0, person.pk, DAY)) == [("post", "post_unknown")]
    assert say(administrator, HandOver(post.pk, 0, DAY)) == [("person", "person_unknown")]
    assert say(administrator, HandOver(post.pk, administrator.person_id, DAY)) == [("", "mandate_for_oneself")]
    assert say(administrator, HandOver(post.pk, person.pk, DAY, EVE)) == [("to_on", "mandate_ends_before_start")]
    assert say(administrator, HandOver(post.pk, person.pk, date(2019, 1, 1))) == [("from_on", "mandate_before_unit")]
    assert say(administrator, HandOver(follows.post_id, person.pk, DAY)) == [("from_on", "mandate_follows")]
    assert say(administrator, HandOver(follows.post_id, person.pk, date(2026, 8, 1))) == [
        ("from_on", "mandate_follows")
    ]
    assert say(administrator, HandOver(follows.post_id, follows.person_id, DAY)) == [("person", "mandate_twice")]
    assert say(administrator, HandOver(post.pk, person.pk, DAY), HandOver(post.pk, make_person().pk, DAY)) == [
        ("from_on", "mandate_follows")
    ]
    Unit.objects.filter(pk=post.unit_id).update(closed_on=date(2026, 9, 1))
    assert say(administrator, HandOver(post.pk, person.pk, DAY)) == [("to_on", "mandate_after_unit")]


def test_only_an_administrator_hands_over(party: Party) -> None:
    asked = HandOver(make_post(unit=party.provinces[0][0]).pk, make_person().pk, DAY)
    with pytest.raises(PermissionDenied):
        handed(acting(holder(unit=party.provinces[0][0]), ON), asked)
    with pytest.raises(NotVisible):
        handed(acting(holder(unit=party.provinces[1][0]), ON), asked)


def test_of_an_office_of_many_the_named_ones_end(administrator: Actor, party: Party) -> None:
    members = make_post(unit=party.provinces[0][0], post="member")
    stays, goes = (make_mandate(person=make_person(), post=members) for _ in range(2))
    (plan,) = handed(administrator, HandOver(members.pk, make_person().pk, DAY, ends=frozenset({goes.pk})))
    assert [m.pk for m in plan.ends] == [goes.pk]
    assert Mandate.objects.get(pk=stays.pk).to_on is None
    assert refused(administrator, HandOver(members.pk, None, DAY, ends=frozenset({goes.pk}))) == [
        ("", "holder_changed")
    ]
    assert refused(administrator, HandOver(members.pk, stays.person_id, DAY)) == [("person", "mandate_twice")]


def test_a_post_handed_over_twice_in_one_list_is_a_chain(administrator: Actor, post: Post) -> None:
    first = make_mandate(person=make_person(), post=post)
    later = HandOver(post.pk, make_person().pk, date(2026, 9, 1))
    sooner = HandOver(post.pk, make_person().pk, DAY)
    handed(administrator, later, sooner)
    days = Mandate.objects.filter(post=post).order_by("from_on").values_list("person_id", "from_on", "to_on")
    assert list(days) == [
        (first.person_id, first.from_on, EVE),
        (sooner.person_id, DAY, date(2026, 8, 31)),
        (later.person_id, date(2026, 9, 1), None),
    ]


def test_what_was_not_seen_in_the_preview_is_not_carried_out(administrator: Actor, post: Post) -> None:
    asked = HandOver(post.pk, make_person().pk, DAY)
    (seen,) = plan_hand_overs(hand_overs=[asked], by=administrator)
    make_mandate(person=make_person(), post=post)
    with pytest.raises(BadInput, match="hand_over_changed"):
        handed(administrator, asked, expected=[m.pk for m in seen.ends])


def test_two_thousand_at_once_take_the_statements_of_two(administrator: Actor, party: Party) -> None:
    members = make_post(unit=party.provinces[0][0], post="member")

    def counted(many: int, day: date) -> int:
        people = [make_person() for _ in range(many)]
        with CaptureQueriesContext(connection) as queries:
            handed(administrator, *(HandOver(members.pk, person.pk, day) for person in people))
        return len(queries)

    assert counted(60, DAY) == counted(2, DAY)


def test_a_planned_one_is_taken_back_until_its_day(administrator: Actor, post: Post) -> None:
    former = make_mandate(person=make_person(), post=post, to_on=date(2027, 1, 1))
    (plan,) = handed(administrator, HandOver(post.pk, make_person().pk, date(2026, 6, 1)))
    assert plan.begins is not None
    go_on = take_back_mandate(mandate_id=plan.begins.pk, by=administrator, at=AT)
    former.refresh_from_db()
    assert ([m.pk for m in go_on], former.to_on) == ([former.pk], date(2027, 1, 1))
    assert Mandate.objects.get(pk=plan.begins.pk).standing == MandateStatus.TAKEN_BACK
    assert Notice.objects.filter(subject_id=plan.begins.pk, step__contains="taken-back").exists()
    with pytest.raises(BadInput, match="mandate_not_planned"):
        take_back_mandate(mandate_id=plan.begins.pk, by=administrator, at=AT)
    # The post is free for another on that day.
    assert handed(administrator, HandOver(post.pk, plan.begins.person_id, date(2026, 6, 1)))[0].begins


def test_taking_back_leaves_what_was_decided_since(administrator: Actor, post: Post) -> None:
    former = make_mandate(person=make_person(), post=post)
    (plan,) = handed(administrator, HandOver(post.pk, make_person().pk, date(2026, 6, 1)))
    assert plan.begins is not None
    correct_mandate(mandate_id=former.pk, from_on=former.from_on, to_on=date(2026, 5, 25), by=administrator, at=AT)
    assert take_back_mandate(mandate_id=plan.begins.pk, by=administrator, at=AT) == []
    former.refresh_from_db()
    assert former.to_on == date(2026, 5, 25)


def test_what_began_is_not_taken_back_and_a_given_one_to_come_is(
    administrator: Actor, party: Party, post: Post
) -> None:
    (plan,) = handed(administrator, HandOver(post.pk, make_person().pk, DAY))
    assert plan.begins is not None
    with pytest.raises(BadInput, match="mandate_begun"):
        take_back_mandate(mandate_id=plan.begins.pk, by=replace(administrator, on=DAY), at=AT)
    to_come = give_mandate(
        person_id=make_person().pk,
        post_id=followed(party, 1).pk,
        from_on=date(2026, 7, 1),
        by=administrator,
        at=AT,
    )
    assert take_back_mandate(mandate_id=to_come.pk, by=administrator, at=AT) == []
    with pytest.raises(NotVisible):
        take_back_mandate(mandate_id=0, by=administrator, at=AT)


def secretary_post(party: Party) -> Post:
    return make_post(unit=party.provinces[0][0])


def second(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)


def test_a_post_with_power_waits_for_a_second_person(administrator: Actor, party: Party) -> None:
    post, general = secretary_post(party), second(party)
    former, follower = make_mandate(person=make_person(), post=post), make_person()
    out, into = make_account(person=former.person), make_account(person=follower)
    (plan,) = handed(administrator, HandOver(post.pk, follower.pk, DAY))
    pending = PendingAct.objects.get(act="hand_over")
    assert plan.begins is not None
    assert (pending.mandate_id, pending.about_id) == (plan.begins.pk, follower.pk)
    assert Mandate.objects.get(pk=former.pk).to_on is None
    assert [len(acting(account, DAY).grants) for account in (out, into)] == [1, 0]
    told = Notice.objects.filter(params__act="hand_over", params__asked=True).values_list("person_id", flat=True)
    assert {former.person_id, follower.pk, general.person_id} <= set(told)
    with pytest.raises(BadInput, match="act_by_oneself"):
        confirm_act(act_id=pending.pk, by=administrator, at=AT)
    confirm_act(act_id=pending.pk, by=general, at=AT)
    assert Mandate.objects.get(pk=former.pk).to_on == EVE
    assert [len(acting(account, DAY).grants) for account in (out, into)] == [0, 1]


def test_refused_nobody_begins_and_nobody_ends(administrator: Actor, party: Party) -> None:
    post, general = secretary_post(party), second(party)
    former = make_mandate(person=make_person(), post=post)
    handed(administrator, HandOver(post.pk, make_person().pk, DAY))
    refuse_act(act_id=PendingAct.objects.get().pk, reason="لا", by=general, at=AT)
    former.refresh_from_db()
    assert (former.to_on, Mandate.objects.exclude(pk=former.pk).get(post=post).standing) == (
        None,
        MandateStatus.REFUSED,
    )


def test_days_that_are_past_wait_too_and_what_changed_meanwhile_is_not_carried_out(
    administrator: Actor, party: Party, post: Post
) -> None:
    general = second(party)
    former = make_mandate(person=make_person(), post=post)
    handed(administrator, HandOver(post.pk, make_person().pk, ON))
    pending = PendingAct.objects.get()
    assert Mandate.objects.get(pk=former.pk).to_on is None
    Mandate.objects.filter(pk=former.pk).update(to_on=date(2026, 5, 1))
    with pytest.raises(BadInput, match="holder_changed"):
        confirm_act(act_id=pending.pk, by=general, at=AT)
    Mandate.objects.filter(pk=former.pk).update(to_on=None)
    confirm_act(act_id=pending.pk, by=general, at=AT)
    assert Mandate.objects.get(pk=former.pk).to_on == ON - timedelta(days=1)


def test_a_post_with_power_that_becomes_vacant_as_of_a_past_day_waits(administrator: Actor, party: Party) -> None:
    post, general = secretary_post(party), second(party)
    held = make_mandate(person=make_person(), post=post)
    handed(administrator, HandOver(post.pk, None, ON))
    assert Mandate.objects.get(pk=held.pk).to_on is None
    confirm_act(act_id=PendingAct.objects.get().pk, by=general, at=AT)
    held.refresh_from_db()
    assert (held.to_on, held.standing) == (ON - timedelta(days=1), MandateStatus.CONFIRMED)
