"""Two records of one person become one: what moves, what stays, who may, and the way back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.people import records_of_one_person
from tajadur.organisation.people.models import (
    Account,
    FeedToken,
    Invitation,
    Mandate,
    Merge,
    NotificationPreferences,
    PendingAct,
    Person,
)
from tajadur.organisation.people.operations.confirming import confirm_act, refuse_act
from tajadur.organisation.people.operations.doubles import likely_doubles, preview_merge
from tajadur.organisation.people.operations.merge_rows import HOW, references
from tajadur.organisation.people.operations.merging import UNDO_DAYS, merge_persons, undo_merge
from tajadur.organisation.people.queries.persons import people_for
from tajadur.organisation.people.vocabulary import MERGE_WORDS, MandateStatus
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice, PushDevice
from tests.factories.party import Party, acting, holder, make_account, make_mandate, make_person, make_post

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def general(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)


def merged(by: Actor, second: Actor, stays: Person, goes: Person, *, account_of_goes: bool = False) -> Merge:
    """The merge, confirmed by the second person when it waits."""
    done = merge_persons(stays_id=stays.pk, goes_id=goes.pk, account_of_goes=account_of_goes, by=by, at=AT)
    if isinstance(done, PendingAct):
        confirm_act(act_id=done.pk, by=second, at=AT)
    return Merge.objects.get(stays=stays, goes=goes, undone_at=None)


def test_every_table_that_refers_to_a_person_or_an_account_has_its_line() -> None:
    assert set(references()) == set(HOW)


def test_what_a_preview_counts_has_words() -> None:
    itself = {"people.Mandate.person", "people.Account.person", "notices.DeliveryItem.person", "notices.Notice.person"}
    assert set(HOW) - itself <= set(MERGE_WORDS)


def test_mandates_are_led_on_and_the_past_is_told_of_the_one_that_stays(
    party: Party, administrator: Actor, general: Actor
) -> None:
    stays, goes = make_person(), make_person(email="old@example.org")
    over = make_mandate(person=goes, post=make_post(unit=party.provinces[0][0]), to_on=date(2025, 1, 1))
    held = make_mandate(person=goes, post=make_post(unit=party.provinces[0][1], post="member"))
    merged(administrator, general, stays, goes)
    assert set(Mandate.objects.filter(person=stays)) == {over, held}
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.merged_into_id, stays.email) == (stays.pk, "old@example.org")
    assert not people_for(administrator, on=ON).filter(pk=goes.pk).exists()
    entries = AuditEntry.objects.filter(act="merge_persons")
    assert set(entries.values_list("subject_id", flat=True)) == {stays.pk, goes.pk}


def test_the_same_post_on_the_same_days_becomes_one_mandate(party: Party, administrator: Actor, general: Actor) -> None:
    stays, goes, post = make_person(), make_person(), make_post(unit=party.provinces[0][0], post="member")
    first = make_mandate(person=stays, post=post, from_on=date(2024, 1, 1), to_on=date(2026, 12, 31))
    double = make_mandate(person=goes, post=post, from_on=date(2023, 1, 1))
    merge = merged(administrator, general, stays, goes)
    first.refresh_from_db()
    double.refresh_from_db()
    assert (first.from_on, first.to_on, double.standing) == (date(2023, 1, 1), None, MandateStatus.TAKEN_BACK)
    undo_merge(merge_id=merge.pk, by=administrator, at=AT + timedelta(days=1))
    first.refresh_from_db()
    double.refresh_from_db()
    assert (first.from_on, first.to_on) == (date(2024, 1, 1), date(2026, 12, 31))
    assert (double.standing, double.person_id) == (MandateStatus.CONFIRMED, goes.pk)


def test_what_cannot_be_joined_moves_nothing(party: Party, administrator: Actor, general: Actor) -> None:
    stays, goes, post = make_person(), make_person(), make_post(unit=party.provinces[0][0], post="member")
    make_mandate(person=stays, post=post)
    make_mandate(person=goes, post=post, to_on=date(2020, 3, 1), interim=True)
    with pytest.raises(BadInput, match="merge_same_post"):
        merged(administrator, general, stays, goes)
    assert not Merge.objects.exists()


@pytest.mark.parametrize("of_goes", [False, True])
def test_of_two_accounts_one_stays_and_the_other_opens_nothing_and_is_told(
    party: Party, administrator: Actor, general: Actor, of_goes: bool
) -> None:
    first, second = holder(unit=party.provinces[0][0], post="member"), holder(unit=party.provinces[0][1], post="member")
    stays, goes = Person.objects.get(account=first), Person.objects.get(account=second)
    kept, closed = (second, first) if of_goes else (first, second)
    for account, person in ((first, stays), (second, goes)):
        FeedToken.objects.create(account=account, token_digest=f"d{account.pk}", created_at=AT)
        PushDevice.objects.create(person=person, endpoint=f"https://p.example/{account.pk}", added_at=AT)
    inside = Client()
    inside.force_login(closed)
    merge = merged(administrator, general, stays, goes, account_of_goes=of_goes)
    kept.refresh_from_db()
    closed.refresh_from_db()
    assert (kept.is_active, kept.person_id, closed.is_active, closed.person_id) == (True, stays.pk, False, goes.pk)
    assert (kept.email, closed.email) == (stays.email, goes.email)
    assert len(acting(kept, ON).grants) == 2
    assert acting(closed, ON).grants == ()
    assert inside.get("/me/").status_code == 302
    entering = Client().post("/account/login/", {"login": closed.username, "password": PASSWORD})
    assert entering.status_code != 302 or "inactive" in entering["Location"]
    live = FeedToken.objects.filter(revoked_at=None).values_list("account_id", flat=True)
    assert list(live) == [kept.pk]
    assert PushDevice.objects.count() == 1
    told = Delivery.objects.filter(channel="email").values_list("address", flat=True)
    assert {first.email, second.email} <= set(told)
    assert list(records_of_one_person(AsOf(ON, AT))) == []
    undo_merge(merge_id=merge.pk, by=administrator, at=AT)
    kept.refresh_from_db()
    closed.refresh_from_db()
    assert {first.person_id, second.person_id} == {stays.pk, goes.pk}
    assert list(records_of_one_person(AsOf(ON, AT))) == []
    assert (first.pk, closed.is_active) == (Account.objects.get(person=stays).pk, True)
    assert len(acting(Account.objects.get(person=goes), ON).grants) == 1


def test_links_letters_wishes_and_notices_are_led_on(party: Party, administrator: Actor, general: Actor) -> None:
    stays, goes, post = make_person(), make_person(), make_post(unit=party.provinces[0][0])
    Invitation.objects.create(person=goes, token_digest="x", created_at=AT, expires_at=AT + timedelta(days=3))
    NotificationPreferences.objects.create(person=goes, changed_at=AT, digest_hour=9)
    notice = Notice.objects.create(
        kind="mandate", subject_kind="x", subject_id=1, step="s", post=post, unit=post.unit, step_on=ON, decided_at=AT
    )
    for person in (stays, goes):
        letter = Delivery.objects.create(
            channel="email", person=person, digest_on=ON, state="sent", sent_at=AT, not_before=AT, created_at=AT
        )
        DeliveryItem.objects.create(delivery=letter, notice=notice, channel="email", person=person)
    merge = merged(administrator, general, stays, goes)
    assert Invitation.objects.get().revoked_at == AT
    assert NotificationPreferences.objects.get().person_id == stays.pk
    letters = Delivery.objects.filter(channel="email", digest_on=ON, person=stays)
    assert sorted(letters.values_list("again", flat=True)) == [0, 1]
    assert sorted(DeliveryItem.objects.filter(person=stays).values_list("again", flat=True)) == [0, 1]
    undo_merge(merge_id=merge.pk, by=administrator, at=AT)
    assert set(Delivery.objects.values_list("person_id", "again")) == {(stays.pk, 0), (goes.pk, 0)}
    assert set(DeliveryItem.objects.values_list("person_id", "again")) == {(stays.pk, 0), (goes.pk, 0)}


def test_with_a_mandate_it_waits_for_a_second_person(party: Party, administrator: Actor, general: Actor) -> None:
    secretary = holder(unit=party.provinces[0][0])
    puppet, held = make_account(person=make_person()), secretary.person
    assert held is not None
    asked = merge_persons(
        stays_id=puppet.person_id or 0, goes_id=held.pk, account_of_goes=False, by=administrator, at=AT
    )
    assert isinstance(asked, PendingAct)
    assert acting(puppet, ON).grants == ()
    told = set(Notice.objects.filter(params__act="merge").values_list("person_id", flat=True))
    assert {held.pk, general.person_id} <= told
    with pytest.raises(BadInput, match="act_by_oneself"):
        confirm_act(act_id=asked.pk, by=administrator, at=AT)
    with pytest.raises(BadInput, match="act_waits_already"):
        merge_persons(stays_id=held.pk, goes_id=puppet.person_id or 0, by=administrator, at=AT)
    refuse_act(act_id=asked.pk, reason="لا", by=general, at=AT)
    assert len(acting(secretary, ON).grants) == 1
    assert not Merge.objects.exists()


def test_without_any_mandate_it_is_done_at_once(administrator: Actor) -> None:
    stays, goes = make_person(), make_person()
    assert isinstance(merge_persons(stays_id=stays.pk, goes_id=goes.pk, by=administrator, at=AT), Merge)


def test_who_may_and_what_cannot_be(party: Party, administrator: Actor, general: Actor) -> None:
    stays, goes, third = (make_person() for _ in range(3))

    def said(stays_id: int, goes_id: int) -> str:
        with pytest.raises(BadInput) as refused:
            merge_persons(stays_id=stays_id, goes_id=goes_id, by=administrator, at=AT)
        return refused.value.code

    assert said(stays.pk, stays.pk) == "merge_same"
    assert said(stays.pk, 0) == "merge_unknown"
    assert said(stays.pk, administrator.person_id or 0) == "merge_oneself"
    merged(administrator, general, stays, goes)
    assert said(third.pk, goes.pk) == "merge_already"
    with pytest.raises(PermissionDenied):
        merge_persons(stays_id=stays.pk, goes_id=third.pk, by=general, at=AT)


def test_it_is_taken_back_for_a_time_only(administrator: Actor, general: Actor) -> None:
    stays, goes = make_person(), make_person(email="a@example.org")
    merge = merged(administrator, general, stays, goes)
    with pytest.raises(BadInput, match="merge_too_old"):
        undo_merge(merge_id=merge.pk, by=administrator, at=AT + timedelta(days=UNDO_DAYS, hours=1))
    undo_merge(merge_id=merge.pk, by=administrator, at=AT + timedelta(days=UNDO_DAYS))
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.merged_into_id, stays.email) == (None, "")
    with pytest.raises(BadInput, match="merge_undone"):
        undo_merge(merge_id=merge.pk, by=administrator, at=AT)
    with pytest.raises(NotVisible):
        undo_merge(merge_id=0, by=administrator, at=AT)
    again = merged(administrator, general, stays, goes)
    third = make_person()
    merged(administrator, general, third, stays)
    with pytest.raises(BadInput, match="merge_went_on"):
        undo_merge(merge_id=again.pk, by=administrator, at=AT)


def test_likely_doubles_follow_the_one_matching_rule(administrator: Actor, general: Actor) -> None:
    first = make_person(name="إدريس الوزاني")
    second = make_person(name="ادريس الوزاني")
    apart = make_person(name="ادريس الوزاني")
    Person.objects.filter(pk__in=(first.pk, second.pk)).update(birth_year=1985, name_latin="")
    Person.objects.filter(pk=apart.pk).update(birth_year=1960, name_latin="")
    assert [{a.pk, b.pk} for a, b in likely_doubles(by=administrator)] == [{first.pk, second.pk}]
    preview = preview_merge(stays_id=first.pk, goes_id=second.pk, by=administrator, on=ON)
    assert (preview.needs_second, preview.mandates) == (False, ())
    merged(administrator, general, first, second)
    assert likely_doubles(by=administrator) == []
    with pytest.raises(NotVisible):
        preview_merge(stays_id=first.pk, goes_id=second.pk, by=administrator, on=ON)
