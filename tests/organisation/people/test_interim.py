"""Interim mandates: what was approved is never lengthened; what waits can be refused; whoever acts says why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Mandate, Post
from tajadur.organisation.people.operations.interims import approve_interim, refuse_interim
from tajadur.organisation.people.operations.mandates import correct_mandate, end_mandate, give_mandate
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import Party, acting, confirm_waiting, holder, make_account, make_person, make_post

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
END = ON + timedelta(days=30)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def general(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)


@pytest.fixture
def post(party: Party) -> Post:
    return make_post(unit=party.provinces[0][0])


@pytest.fixture
def account() -> Account:
    return make_account(person=make_person())


@pytest.fixture
def interim(administrator: Actor, post: Post, account: Account) -> Mandate:
    lent = {"person_id": account.person_id, "post_id": post.pk, "from_on": ON, "to_on": END, "interim": True}
    return give_mandate(**lent, by=administrator, at=AT)


def code_of(act: object, **said: object) -> str:
    with pytest.raises(BadInput) as refused:
        act(at=AT, **said)  # type: ignore[operator]
    return refused.value.code


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [(ON, END + timedelta(days=1)), (ON - timedelta(days=1), END), (END, END + timedelta(days=90)), (ON, None)],
)
def test_an_approved_interim_is_never_lengthened_by_a_correction(
    administrator: Actor, general: Actor, interim: Mandate, from_on: date, to_on: date | None
) -> None:
    approve_interim(mandate_id=interim.pk, by=general, at=AT)
    days = {"mandate_id": interim.pk, "from_on": from_on, "to_on": to_on, "by": administrator}
    assert code_of(correct_mandate, **days) == "interim_shortened_only"
    interim.refresh_from_db()
    assert (interim.from_on, interim.to_on) == (ON, END)
    shorter = {"from_on": ON, "to_on": END - timedelta(days=1)}
    correct_mandate(mandate_id=interim.pk, **shorter, by=administrator, at=AT)
    told = Notice.objects.filter(person=interim.person_id).order_by("pk").values_list("step", flat=True)
    entry = AuditEntry.objects.filter(act="correct_mandate").latest("pk")
    assert [step.split("@")[0] for step in told] == ["interim-asked", "interim", f"shortened-{entry.pk}"]


def test_a_refused_interim_opens_nothing_ever_and_leaves_the_post_free(
    administrator: Actor, general: Actor, interim: Mandate, account: Account, post: Post
) -> None:
    said = {"mandate_id": interim.pk, "by": general}
    assert code_of(refuse_interim, **said, reason=" ") == "reason_required"
    refuse_interim(**said, reason="الكاتب حاضر", at=AT)
    interim.refresh_from_db()
    assert (interim.standing, interim.closed_because) == (MandateStatus.REFUSED, "الكاتب حاضر")
    assert AuditEntry.objects.get(act="refuse_interim").subject_id == interim.pk
    assert code_of(approve_interim, **said) == "interim_not_waiting"
    by_hand = {"mandate_id": interim.pk, "by": administrator}
    assert code_of(correct_mandate, **by_hand, from_on=ON, to_on=END) == "mandate_refused"
    assert code_of(end_mandate, **by_hand, to_on=END) == "mandate_refused"
    assert acting(account, ON).grants == ()
    given = give_mandate(person_id=account.person_id or 0, post_id=post.pk, from_on=ON, by=administrator, at=AT)
    assert given.standing == MandateStatus.PROPOSED
    assert confirm_waiting(at=AT) == 1
    assert len(acting(account, ON).grants) == 1


def test_an_administrator_refuses_too_and_nobody_below(party: Party, administrator: Actor, interim: Mandate) -> None:
    for unit, stop in ((party.regions[0], PermissionDenied), (party.regions[1], NotVisible)):
        with pytest.raises(stop):
            refuse_interim(mandate_id=interim.pk, reason="x", by=acting(holder(unit=unit), ON), at=AT)
    refuse_interim(mandate_id=interim.pk, reason="طلب خاطئ", by=administrator, at=AT)
    assert Mandate.objects.get(pk=interim.pk).standing == MandateStatus.REFUSED


def test_an_interim_is_ended_with_a_reason_and_only_once_it_runs(
    administrator: Actor, general: Actor, interim: Mandate, account: Account
) -> None:
    said = {"mandate_id": interim.pk, "to_on": ON, "by": administrator}
    assert code_of(end_mandate, **said, reason="انتخاب كاتب") == "mandate_only_proposed"
    approve_interim(mandate_id=interim.pk, by=general, at=AT)
    assert code_of(end_mandate, **said) == "reason_required"
    end_mandate(**said, reason="انتخاب كاتب", at=AT)
    interim.refresh_from_db()
    assert (interim.to_on, interim.closed_because) == (ON, "انتخاب كاتب")
    assert acting(account, ON + timedelta(days=1)).grants == ()
