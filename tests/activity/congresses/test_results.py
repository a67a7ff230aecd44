"""Who was elected becomes proposed mandates; once confirmed, the former ones end that day and access passes."""

from datetime import date, timedelta

import pytest

from tajadur.activity.congresses.models import Congress, Elected
from tajadur.activity.congresses.operations.results import confirm_results, propose_elected, withdraw_elected
from tajadur.activity.congresses.queries.results import elected_in, results_waiting
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.people.models import Mandate, Person, Post
from tajadur.organisation.people.operations.posts import form_body
from tajadur.organisation.profile.operations.settings import BodyRules, set_body_settings
from tajadur.permissions.actors import Actor
from tests.factories.congresses import hold, make_congress, mark
from tests.factories.duties import administrator, at_noon, responsible
from tests.factories.party import FOUNDED_ON, Party, acting, holder, make_mandate, make_person, make_post

HELD, TODAY, LATER = date(2026, 6, 28), date(2026, 7, 3), date(2026, 7, 4)


@pytest.fixture
def congress(party: Party) -> Congress:
    return hold(make_congress(unit=party.regions[0]), HELD)


@pytest.fixture
def region(party: Party) -> Actor:
    return acting(holder(unit=party.regions[0], username="regional"), TODAY)


def propose(congress: Congress, post: Post, by: Actor, **said: object) -> Elected:
    return propose_elected(congress_id=congress.pk, post_id=post.pk, by=by, at=at_noon(TODAY), **said)  # type: ignore[arg-type]


def test_elected_are_proposed_and_open_nothing(party: Party, congress: Congress, region: Actor) -> None:
    secretary = make_post(unit=party.regions[0])
    elected = propose(congress, secretary, region, name_ar="ليلى", sex="f")
    mandate = Mandate.objects.get(pk=elected.mandate_id)
    assert (mandate.standing, mandate.from_on, mandate.to_on) == ("proposed", date(2026, 6, 29), date(2030, 6, 28))
    assert not elected.is_confirmed
    assert Mandate.objects.filter(post=secretary, standing="confirmed", to_on=None).count() == 1


def test_confirmed_the_former_end_on_the_day_of_the_congress_and_the_elected_begin_the_day_after(
    party: Party, congress: Congress, region: Actor
) -> None:
    unit = party.regions[0]
    secretary, member = make_post(unit=unit), make_post(unit=unit, post="member")
    former = holder(unit=unit, post="member")
    admin = administrator(party, TODAY)
    propose(congress, secretary, region, person_id=former.person_id)
    propose(congress, member, region, person_id=region.person_id)
    assert [(one.pk, one.waiting) for one in results_waiting(admin)] == [(congress.pk, 2)]
    found = confirm_results(congress_id=congress.pk, by=admin, at=at_noon(TODAY))
    assert (found.began, found.ended, found.ended_on) == (2, 2, HELD)
    of = Mandate.objects.filter(post__body=secretary.body).order_by("from_on", "post__post_type__rank")
    assert set(of.values_list("person_id", "post_id", "to_on")) >= {
        (region.person_id, secretary.pk, HELD),
        (former.person_id, member.pk, HELD),
    }
    assert [grant.role for grant in acting(former, HELD).grants] == ["member"]
    assert [grant.role for grant in acting(former, TODAY).grants] == ["secretary"]
    assert list(results_waiting(admin)) == []
    with pytest.raises(BadInput) as refused:
        confirm_results(congress_id=congress.pk, by=admin, at=at_noon(TODAY))
    assert refused.value.code == "nobody_elected"


def test_somebody_elected_again_to_the_same_post_goes_on(party: Party, congress: Congress, region: Actor) -> None:
    secretary = make_post(unit=party.regions[0])
    propose(congress, secretary, region, person_id=region.person_id)
    confirm_results(congress_id=congress.pk, by=administrator(party, TODAY), at=at_noon(TODAY))
    days = Mandate.objects.filter(post=secretary, person_id=region.person_id).order_by("from_on")
    assert [(one.from_on, one.to_on) for one in days] == [
        (FOUNDED_ON, HELD),
        (date(2026, 6, 29), date(2030, 6, 28)),
    ]


def test_who_took_the_post_since_the_congress_ends_today_and_the_elected_begin_tomorrow(
    party: Party, congress: Congress, region: Actor
) -> None:
    secretary = make_post(unit=party.regions[0])
    Mandate.objects.filter(post=secretary).update(to_on=HELD)
    since = make_mandate(person=make_person(), post=secretary, from_on=HELD + timedelta(days=2))
    propose(congress, secretary, region, name_ar="ليلى")
    confirm_results(congress_id=congress.pk, by=administrator(party, TODAY), at=at_noon(TODAY))
    since.refresh_from_db()
    elected = Mandate.objects.get(post=secretary, person__name_ar="ليلى")
    assert (since.to_on, elected.from_on) == (TODAY, TODAY + timedelta(days=1))


def test_with_a_new_secretary_the_preparatory_committee_ends_and_is_closed(party: Party, congress: Congress) -> None:
    unit, admin = party.regions[0], administrator(party, TODAY)
    body = form_body(unit_id=unit.pk, code="preparatory", by=admin, at=at_noon(TODAY))
    account = holder(unit=unit, body="preparatory", post="chair")
    propose(congress, make_post(unit=unit), acting(account, TODAY), name_ar="ليلى")
    found = confirm_results(congress_id=congress.pk, by=admin, at=at_noon(TODAY))
    body.refresh_from_db()
    assert (found.began, found.ended, body.closed_on) == (1, 1, TODAY + timedelta(days=1))
    assert acting(account, HELD).grants != ()
    assert acting(account, TODAY).grants == ()


def test_a_past_congress_keeps_the_shares_of_its_day(party: Party, congress: Congress, region: Actor) -> None:
    """What is asked of the body from a later day on changes neither the aims shown nor the term proposed then."""
    elected = propose(congress, make_post(unit=party.regions[0]), region, name_ar="ليلى", sex="f")
    body_type = elected.post.body.body_type
    before = elected_in(congress)[0].aims
    rules = BodyRules(quorum_percent=67, women_percent=50, youth_percent=30, mandate_months=12)
    by = administrator(party, TODAY)
    set_body_settings(body_type_id=body_type.pk, from_on=LATER, rules=rules, by=by, at=at_noon(TODAY))
    assert elected_in(congress)[0].aims == before
    assert (before.women_percent, before.mandate_months) != (50, 12)
    assert Mandate.objects.get(pk=elected.mandate_id).to_on == date(2030, 6, 28)
    Obligation.objects.filter(pk=congress.obligation_id).update(held_on=LATER, filed_on=LATER)
    after = elected_in(congress)[0].aims
    assert (after.quorum_percent, after.women_percent, after.youth_percent) == (67, 50, 30)


def test_before_it_is_held_nobody_is_elected(party: Party) -> None:
    congress = make_congress(unit=party.regions[1])
    by = acting(holder(unit=party.regions[1]), TODAY)
    with pytest.raises(BadInput) as refused:
        propose(congress, make_post(unit=party.regions[1]), by, name_ar="ليلى")
    assert refused.value.code == "not_held_yet"


def test_what_cannot_be_proposed_is_refused(party: Party, congress: Congress, region: Actor) -> None:
    secretary = make_post(unit=party.regions[0])
    cases = [
        (make_post(unit=party.regions[1]), {"name_ar": "ليلى"}, "post_unknown"),
        (secretary, {"name_ar": " "}, "name_required"),
        (secretary, {"name_ar": "AB123456"}, "identity_number"),
        (secretary, {"person_id": 987_654}, "person_unknown"),
    ]
    for post, said, code in cases:
        with pytest.raises(BadInput) as refused:
            propose(congress, post, region, **said)
        assert refused.value.code == code
    propose(congress, secretary, region, name_ar="ليلى")
    with pytest.raises(BadInput) as refused:
        propose(congress, secretary, region, name_ar="مريم")
    assert refused.value.code == "post_taken"
    assert Person.objects.filter(name_ar="مريم").count() == 0


def test_a_proposal_is_taken_back_until_it_is_confirmed(party: Party, congress: Congress, region: Actor) -> None:
    elected = propose(congress, make_post(unit=party.regions[0]), region, name_ar="ليلى")
    withdraw_elected(congress_id=congress.pk, elected_id=elected.pk, by=region, at=at_noon(TODAY))
    assert Mandate.objects.filter(standing="proposed").count() == 0
    again = propose(congress, make_post(unit=party.regions[0]), region, name_ar="مريم")
    confirm_results(congress_id=congress.pk, by=administrator(party, TODAY), at=at_noon(TODAY))
    with pytest.raises(BadInput) as refused:
        withdraw_elected(congress_id=congress.pk, elected_id=again.pk, by=region, at=at_noon(TODAY))
    assert refused.value.code == "already_confirmed"


def test_neither_the_cell_nor_an_administrator_proposes_and_a_region_never_confirms(
    party: Party, congress: Congress, region: Actor
) -> None:
    post, admin = make_post(unit=party.regions[0]), administrator(party, TODAY)
    for by in (responsible(party, TODAY), admin):
        with pytest.raises(PermissionDenied):
            propose(congress, post, by, name_ar="ليلى")
    with pytest.raises(PermissionDenied):
        confirm_results(congress_id=congress.pk, by=region, at=at_noon(TODAY))


def test_an_administrator_does_not_confirm_a_mandate_of_his_own(
    party: Party, congress: Congress, region: Actor
) -> None:
    admin = administrator(party, TODAY)
    propose(congress, make_post(unit=party.regions[0]), region, person_id=admin.person_id)
    with pytest.raises(BadInput) as refused:
        confirm_results(congress_id=congress.pk, by=admin, at=at_noon(TODAY))
    assert refused.value.code == "mandate_for_oneself"


def test_a_region_without_a_secretary_works_through_its_preparatory_committee(party: Party) -> None:
    unit = party.regions[1]
    congress = make_congress(unit=unit)
    admin = administrator(party, TODAY)
    body = form_body(unit_id=unit.pk, code="preparatory", by=admin, at=at_noon(TODAY))
    assert form_body(unit_id=unit.pk, code="preparatory", by=admin, at=at_noon(TODAY)).pk == body.pk
    assert sorted(body.posts.values_list("post_type__code", flat=True)) == ["chair", "member"]
    chair = acting(holder(unit=unit, body="preparatory", post="chair"), TODAY)
    mark(congress, "committee", TODAY, chair)
    with pytest.raises(PermissionDenied):
        mark(congress, "situation", TODAY, acting(holder(unit=unit, body="preparatory", post="member"), TODAY))
    with pytest.raises(BadInput) as refused:
        form_body(unit_id=party.provinces[0][0].pk, code="preparatory", by=admin, at=at_noon(TODAY))
    assert refused.value.code == "body_unknown"
