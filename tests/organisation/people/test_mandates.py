"""Mandates: given, ended, corrected, lent; who is told; what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.people.operations.interims import approve_interim
from tajadur.organisation.people.operations.mandates import correct_mandate, end_mandate, give_mandate
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.people.queries.posts import holders_on, posts_of, vacant_posts
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import (
    Party,
    acting,
    confirm_waiting,
    holder,
    make_account,
    make_mandate,
    make_person,
    make_post,
)

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def post(party: Party) -> Post:
    return make_post(unit=party.provinces[0][0])


def given(by: Actor, post: Post, **values: object) -> Mandate:
    asked = {"person_id": make_person().pk, "from_on": ON, **values}
    mandate = give_mandate(post_id=post.pk, by=by, at=AT, **asked)
    if not mandate.interim:
        confirm_waiting(at=AT)
        mandate.refresh_from_db()
    return mandate


def problems(by: Actor, post: Post, **values: object) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        given(by, post, **values)
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_a_mandate_opens_its_power_from_its_first_day_and_the_unit_is_told(administrator: Actor, post: Post) -> None:
    person = make_person()
    account = make_account(person=person)
    mandate = given(administrator, post, person_id=person.pk, to_on=date(2026, 12, 31))
    assert [grant.post_id for grant in acting(account, ON).grants] == [post.pk]
    assert acting(account, ON - timedelta(days=1)).grants == ()
    assert acting(account, date(2027, 1, 1)).grants == ()
    notice = Notice.objects.get(subject_kind="mandate", person=person)
    assert (notice.kind, notice.subject_id, notice.post_id) == ("mandate", mandate.pk, post.pk)
    assert AuditEntry.objects.get(act="give_mandate").subject_id == mandate.pk


def test_impossible_days_are_refused(administrator: Actor, party: Party, post: Post) -> None:
    assert problems(administrator, post, to_on=ON - timedelta(days=1)) == [("to_on", "mandate_ends_before_start")]
    assert problems(administrator, post, from_on=date(2019, 12, 31)) == [("from_on", "mandate_before_unit")]
    Unit.objects.filter(pk=post.unit_id).update(closed_on=date(2026, 9, 1))
    assert problems(administrator, post) == [("to_on", "mandate_after_unit")]
    assert problems(administrator, post, to_on=date(2026, 9, 1)) == [("to_on", "mandate_after_unit")]
    assert given(administrator, post, to_on=date(2026, 8, 31)).pk


def test_two_holders_of_a_post_for_one_are_refused_with_the_days_of_the_first(administrator: Actor, post: Post) -> None:
    make_mandate(person=make_person(), post=post, from_on=date(2026, 1, 1), to_on=date(2026, 6, 30))
    with pytest.raises(BadInput) as refused:
        given(administrator, post, to_on=date(2027, 1, 1))
    assert refused.value.code == "mandate_overlaps"
    assert refused.value.params == {"from_on": date(2026, 1, 1), "to_on": date(2026, 6, 30)}
    assert given(administrator, post, from_on=date(2026, 7, 1)).to_on is None
    assert problems(administrator, post, from_on=date(2027, 1, 1)) == [("from_on", "mandate_overlaps_open")]


def test_the_database_stops_what_two_writers_do_at_once(post: Post) -> None:
    make_mandate(person=make_person(), post=post)
    with pytest.raises(IntegrityError):
        make_mandate(person=make_person(), post=post)


def test_members_are_many_but_nobody_twice(administrator: Actor, party: Party) -> None:
    seat = make_post(unit=party.provinces[0][0], post="member")
    first = given(administrator, seat)
    given(administrator, seat)
    assert problems(administrator, seat, person_id=first.person_id) == [("from_on", "mandate_twice")]


def test_nobody_gives_or_corrects_a_mandate_of_their_own(administrator: Actor, post: Post) -> None:
    assert problems(administrator, post, person_id=administrator.person_id) == [("", "mandate_for_oneself")]
    own = administrator.grants[0].mandate_id
    with pytest.raises(BadInput) as refused:
        correct_mandate(mandate_id=own, from_on=ON, to_on=None, by=administrator, at=AT)
    assert refused.value.code == "mandate_for_oneself"


def test_unknown_persons_and_posts_are_refused(administrator: Actor, post: Post) -> None:
    assert problems(administrator, post, person_id=999_999) == [("person", "person_unknown")]
    with pytest.raises(BadInput) as refused:
        give_mandate(post_id=999_999, person_id=1, from_on=ON, by=administrator, at=AT)
    assert refused.value.code == "post_unknown"


def test_only_administrators_give_mandates(party: Party, post: Post) -> None:
    with pytest.raises(PermissionDenied):
        given(acting(holder(unit=party.regions[0]), ON), post)
    with pytest.raises(NotVisible):
        given(acting(holder(unit=party.regions[1]), ON), post)


def test_an_interim_mandate_waits_for_the_secretary_general(administrator: Actor, party: Party, post: Post) -> None:
    person = make_person()
    account = make_account(person=person)
    assert problems(administrator, post, interim=True) == [("to_on", "interim_without_end")]
    assert problems(administrator, post, interim=True, to_on=ON + timedelta(days=91)) == [("to_on", "interim_too_long")]
    mandate = given(administrator, post, person_id=person.pk, interim=True, to_on=ON + timedelta(days=90))
    assert mandate.standing == MandateStatus.PROPOSED
    assert acting(account, ON).grants == ()
    assert Notice.objects.get().params["asked"] is True
    with pytest.raises(PermissionDenied):
        approve_interim(mandate_id=mandate.pk, by=administrator, at=AT)
    general = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)
    approve_interim(mandate_id=mandate.pk, by=general, at=AT)
    assert len(acting(account, ON).grants) == 1
    told = Notice.objects.filter(person=person).values_list("step", flat=True)
    assert sorted(told) == [f"interim-asked@{person.pk}", f"interim@{person.pk}"]
    with pytest.raises(BadInput) as refused:
        approve_interim(mandate_id=mandate.pk, by=general, at=AT)
    assert refused.value.code == "interim_not_waiting"


def test_ending_closes_the_power_the_next_day_and_never_lengthens(administrator: Actor, party: Party) -> None:
    account = holder(unit=party.provinces[0][0], to_on=date(2026, 12, 31))
    mandate = Mandate.objects.get(person=account.person)
    for day, code in ((date(2027, 1, 1), "mandate_end_later"), (date(2019, 1, 1), "mandate_ends_before_start")):
        with pytest.raises(BadInput) as refused:
            end_mandate(mandate_id=mandate.pk, to_on=day, by=administrator, at=AT)
        assert refused.value.code == code
    end_mandate(mandate_id=mandate.pk, to_on=ON, by=administrator, at=AT)
    assert len(acting(account, ON).grants) == 1
    assert acting(account, ON + timedelta(days=1)).grants == ()
    entry = AuditEntry.objects.filter(act="end_mandate").latest("pk")
    assert Notice.objects.get().step == f"ended-{entry.pk}@{account.person_id}"


def test_a_correction_keeps_both_versions_in_the_journal(administrator: Actor, party: Party) -> None:
    mandate = Mandate.objects.get(person=holder(unit=party.provinces[0][0]).person)
    correct_mandate(mandate_id=mandate.pk, from_on=date(2020, 2, 1), to_on=None, by=administrator, at=AT)
    confirm_waiting(at=AT)
    detail = AuditEntry.objects.get(act="correct_mandate").detail
    assert (detail["before"]["from_on"], detail["after"]["from_on"]) == ("2020-01-01", "2020-02-01")


def test_a_post_nobody_holds_is_vacant_and_visible(administrator: Actor, party: Party) -> None:
    open_posts(on=ON)
    assert open_posts(on=ON) == 0
    province = party.provinces[0][0]
    secretary_post = Post.objects.get(unit=province, post_type__code="secretary")
    assert secretary_post in vacant_posts(administrator, ON)
    person = holder(unit=province).person
    assert secretary_post not in vacant_posts(administrator, ON)
    assert [one.person_id for one in holders_on([secretary_post.pk], ON)[secretary_post.pk]] == [person.pk]
    pole = acting(holder(unit=party.national, body="pole", post="member"), ON)
    row = next(row for row in posts_of(pole, province, ON) if row.post == secretary_post)
    assert (row.held, row.mandates) == (True, [])
    assert list(vacant_posts(pole, ON)) == []
