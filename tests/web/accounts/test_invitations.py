"""Single-use links: made once, used once, by one."""

import re
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Invitation, Mandate
from tajadur.organisation.people.operations.accounts import accept_invitation, invite_person
from tajadur.organisation.people.queries.accounts import LinkState, link_of
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post, small_party

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
CHOSEN = {"username": "amina.b", "password": "une phrase à moi seule", "language": "fr"}


def administrator(party: Party) -> Account:
    return holder(unit=party.national, body="headquarters", post="administrator")


def newcomer(party: Party):
    person = make_person(email="amina@example.org")
    make_mandate(person=person, post=make_post(unit=party.provinces[0][0]))
    return person


def test_a_link_is_kept_as_a_digest_only_and_opens_one_account(party: Party) -> None:
    person = newcomer(party)
    token = invite_person(person_id=person.pk, by=acting(administrator(party), ON), at=AT)
    assert token not in str(list(Invitation.objects.values()))
    assert accept_invitation(token=token, **CHOSEN, at=AT) == Account.objects.get(username="amina.b", person=person).pk
    with pytest.raises(NotVisible):
        accept_invitation(token=token, **{**CHOSEN, "username": "other"}, at=AT)
    assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == ["invite", "accept_invitation"]


def test_a_new_link_revokes_the_former_and_each_state_is_told(party: Party) -> None:
    actor, person = acting(administrator(party), ON), newcomer(party)
    first = invite_person(person_id=person.pk, by=actor, at=AT)
    second = invite_person(person_id=person.pk, valid_hours=1, by=actor, at=AT)
    late = AT + timedelta(hours=1)
    assert link_of(token=first, at=AT, on=ON).state == LinkState.REVOKED
    assert link_of(token=second, at=AT, on=ON).state == LinkState.OPEN
    assert link_of(token=second, at=late, on=ON).state == LinkState.EXPIRED
    assert link_of(token="nothing\0", at=AT, on=ON).state == LinkState.UNKNOWN
    for token in (first, "nothing"):
        with pytest.raises(NotVisible):
            accept_invitation(token=token, **CHOSEN, at=AT)
    with pytest.raises(NotVisible):
        accept_invitation(token=second, **CHOSEN, at=late)


def test_who_has_an_account_chooses_a_new_password_under_the_same_name(party: Party) -> None:
    account = holder(unit=party.provinces[0][0], username="amina")
    token = invite_person(person_id=account.person_id, by=acting(administrator(party), ON), at=AT)
    accept_invitation(token=token, username="", password=CHOSEN["password"], language="ar", at=AT)
    account.refresh_from_db()
    assert account.username == "amina"
    assert account.check_password(CHOSEN["password"])


def test_a_link_for_an_account_that_exists_is_told_to_the_office_it_opens(party: Party) -> None:
    account, by = holder(unit=party.provinces[1][0]), acting(administrator(party), ON)
    invite_person(person_id=account.person_id, by=by, at=AT)
    notice, grant = Notice.objects.get(), acting(account, ON).grants[0]
    assert (notice.kind, notice.post_id, notice.unit_id) == ("access", grant.post_id, grant.unit_id)


def test_the_account_of_the_secretary_general_is_opened_again_at_the_console_only(party: Party) -> None:
    general = holder(unit=party.national, body="secretariat", post="secretary_general")
    with pytest.raises(BadInput) as refused:
        invite_person(person_id=general.person_id, by=acting(administrator(party), ON), at=AT)
    assert (refused.value.code, Invitation.objects.count()) == ("account_of_general", 0)
    assert accept_invitation(
        token=invite_person(person_id=general.person_id, by=None, at=AT),
        username="",
        password=CHOSEN["password"],
        language="ar",
        at=AT,
    )


def test_only_an_administrator_invites_and_never_oneself(party: Party) -> None:
    person, admin = newcomer(party), administrator(party)
    with pytest.raises(PermissionDenied):
        invite_person(person_id=person.pk, by=acting(holder(unit=party.regions[0]), ON), at=AT)
    with pytest.raises(BadInput) as refused:
        invite_person(person_id=admin.person_id, by=acting(admin, ON), at=AT)
    assert refused.value.code == "invite_oneself"
    with pytest.raises(BadInput) as without:
        invite_person(person_id=make_person().pk, by=acting(admin, ON), at=AT)
    assert without.value.code == "no_mandate_to_open"
    waiting = make_person()
    mandate = make_mandate(person=waiting, post=make_post(unit=party.provinces[0][1]))
    Mandate.objects.filter(pk=mandate.pk).update(standing="proposed")
    with pytest.raises(BadInput) as early:
        invite_person(person_id=waiting.pk, by=acting(admin, ON), at=AT)
    assert early.value.code == "mandate_waits"
    with pytest.raises(NotVisible):
        invite_person(person_id=0, by=acting(admin, ON), at=AT)
    assert Invitation.objects.count() == 0


def test_what_is_typed_is_checked_and_the_link_stays_open(party: Party) -> None:
    holder(unit=party.provinces[0][1], username="taken")
    token = invite_person(person_id=newcomer(party).pk, by=acting(administrator(party), ON), at=AT)
    bad = [("username", "ta", "username_shape"), ("username", "Taken", "username_taken"),
           ("password", "short", "password_weak"), ("language", "tlh", "unknown")]  # fmt: skip
    for field, value, code in bad:
        with pytest.raises(BadInput) as refused:
            accept_invitation(token=token, **{**CHOSEN, field: value}, at=AT)
        assert (refused.value.field, refused.value.code) == (field, code)
    assert link_of(token=token, at=AT, on=ON).state == LinkState.OPEN


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    party = small_party(regions=1, provinces=1, branches=1)
    token = invite_person(person_id=newcomer(party).pk, by=acting(administrator(party), ON), at=AT)
    start, outcomes = threading.Barrier(2), []

    def use(name: str) -> None:
        start.wait()
        try:
            accept_invitation(token=token, **{**CHOSEN, "username": name}, at=AT)
            outcomes.append("in")
        except NotVisible:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=[name]) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "too late"]
    assert Account.objects.filter(username__in=["first", "second"]).count() == 1


def test_the_whole_way_through_the_pages(party: Party, client: Client) -> None:
    client.force_login(administrator(party))
    person = newcomer(party)
    made = client.post(reverse("accounts:invite"), {"person_id": person.pk})
    text = made.content.decode()
    assert made.status_code == 200
    assert person.name_ar not in text
    address = re.search(r"/invitation/[\w-]+/", text)[0]
    visitor = Client()
    page = visitor.get(address)
    assert page.status_code == 200
    assert "الكاتب الإقليمي" in page.content.decode()
    assert person.name_ar not in page.content.decode()
    kept = visitor.post(address, {**CHOSEN, "password": "short"})
    assert kept.status_code == 422
    assert 'value="amina.b"' in kept.content.decode()
    done = visitor.post(address, CHOSEN)
    assert done.headers["Location"] == "/"
    assert done.cookies["language"].value == "fr"
    assert visitor.get("/").status_code == 200
    assert Client().get(address).status_code == 410
    assert Client().get("/invitation/unknown/").status_code == 404


def test_the_page_of_links_refuses_others_and_nonsense(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    assert client.post(reverse("accounts:invite"), {"person_id": "1"}).status_code == 403
    client.force_login(administrator(party))
    for bad in ("", "x", "-1", "9" * 30, "٣"):
        assert client.post(reverse("accounts:invite"), {"person_id": bad}).status_code == 404, bad
    assert client.get(reverse("accounts:invite")).status_code == 405
