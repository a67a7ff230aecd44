"""Every act by which an administrator could come to write as a unit: who was told, by which ways, and that it gives
nothing by itself where a second person is needed."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.test import override_settings

from tajadur.delivery.letters import compose_letter
from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.people.models import Invitation, Mandate, PendingAct, Person
from tajadur.organisation.people.operations.accounts import invite_person
from tajadur.organisation.people.operations.confirming import confirm_act, refuse_act
from tajadur.organisation.people.operations.interims import approve_interim
from tajadur.organisation.people.operations.inviting import invite_people
from tajadur.organisation.people.operations.mandates import correct_mandate, end_mandate, give_mandate
from tajadur.organisation.people.operations.persons import edit_person
from tajadur.organisation.people.operations.posts import close_unit, withdraw_closing
from tajadur.organisation.people.operations.renewals import propose_mandate
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Role
from tajadur.permissions.powers import POWER_ACTS, POWERFUL, PowerAct, Second
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice
from tajadur.registry.notices.vocabulary import Channel
from tests.factories.party import Party, acting, holder, make_account, make_mandate, make_person, make_post, make_unit
from tests.factories.powers import (
    ACTS,
    OF_OTHERS,
    Scene,
    change_days,
    details,
    end_before_today,
    give_power,
    new_link,
    power_scene,
)

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def scene(party: Party) -> Scene:
    return power_scene(party)


@pytest.mark.parametrize(("act", "do"), ACTS)
def test_each_act_is_told_at_once_to_everybody_by_every_way(
    scene: Scene, act: PowerAct, do: Callable[[Scene], None]
) -> None:
    do(scene)
    notices = Notice.objects.filter(params__act=act.value)
    general = scene.general.person_id
    persons = {account.person_id for account in scene.told.values()} if act not in OF_OTHERS else set()
    told = set(notices.values_list("person_id", flat=True))
    assert persons | {general} <= told
    for person in Person.objects.filter(pk__in=persons | {general}):
        items = DeliveryItem.objects.filter(person=person, notice__in=notices)
        letters = Delivery.objects.filter(items__in=items, channel=Channel.EMAIL)
        assert items.filter(channel=Channel.IN_APP).exists()
        assert person.email in set(letters.values_list("address", flat=True))
        assert all(letter.not_before == AT for letter in letters)
        if person.pk != general and act is not PowerAct.LINK_OPENED:  # that act forgets the devices of the holder
            assert items.filter(channel=Channel.PUSH).exists()
        letter = compose_letter(letters.earliest("pk").pk, AT)
        assert letter is not None
        assert letter.recipient == person.email


@pytest.mark.parametrize(("act", "do"), [(act, do) for act, do in ACTS if POWER_ACTS[act].second is Second.ALWAYS])
def test_what_needs_a_second_person_gives_and_takes_nothing_before(
    scene: Scene, act: PowerAct, do: Callable[[Scene], None]
) -> None:
    do(scene)
    pending = PendingAct.objects.get()
    assert (pending.act, pending.asked_by_id) == (act, scene.actor.person_id)
    assert len(acting(scene.secretary, ON).grants) == 1
    tomorrow = ON + timedelta(days=1)
    given = Mandate.objects.exclude(pk=scene.mandate.pk).filter(post=scene.mandate.post)
    assert all(acting(make_account(person=row.person), tomorrow).grants == () for row in given)
    with pytest.raises(BadInput) as refused:
        confirm_act(act_id=pending.pk, by=scene.actor, at=AT)
    assert refused.value.code == "act_by_oneself"
    with pytest.raises(PermissionDenied):
        confirm_act(act_id=pending.pk, by=acting(scene.above, ON), at=AT)
    confirm_act(act_id=pending.pk, by=scene.general, at=AT)
    assert Notice.objects.filter(params__act=act.value, person=scene.secretary.person).count() == 2
    assert AuditEntry.objects.get(act="act_confirmed").detail["asked_by"] == scene.actor.person_id
    with pytest.raises(BadInput) as twice:
        confirm_act(act_id=pending.pk, by=scene.general, at=AT)
    assert twice.value.code == "act_not_waiting"


@pytest.mark.parametrize("do", [give_power, end_before_today, change_days])
def test_what_is_refused_changes_nothing_ever_and_is_told(scene: Scene, do: Callable[[Scene], None]) -> None:
    do(scene)
    days = list(Mandate.objects.order_by("pk").values_list("pk", "from_on", "to_on"))
    pending = PendingAct.objects.get()
    refuse_act(act_id=pending.pk, reason="لا حاجة", by=scene.actor, at=AT)
    assert list(Mandate.objects.order_by("pk").values_list("pk", "from_on", "to_on")) == days
    assert not Mandate.objects.filter(standing=MandateStatus.PROPOSED).exists()
    assert Notice.objects.filter(params__refused=True, person=scene.secretary.person).exists()
    with pytest.raises(BadInput) as late:
        confirm_act(act_id=pending.pk, by=scene.general, at=AT)
    assert late.value.code == "act_not_waiting"


def test_every_act_of_the_table_is_an_operation_and_is_walked() -> None:
    walked = {act for act, _ in ACTS} | {PowerAct.GIVEN}  # a post without power: told as ever
    for act, rule in POWER_ACTS.items():
        for operation in rule.operations:
            module, _, name = f"tajadur.organisation.{operation}".rpartition(".")
            found = import_module(module)
            assert callable(getattr(found, name))
            assert act in walked


def test_powerful_are_those_who_submit_for_a_unit_or_decide_who_enters() -> None:
    assert POWERFUL == {Role.SECRETARY, Role.ADMINISTRATOR, Role.SECRETARY_GENERAL}


def test_an_emptied_address_is_still_told_of_the_link(scene: Scene) -> None:
    person = scene.secretary.person
    assert person is not None
    edit_person(person_id=person.pk, details=details(person, email=""), by=scene.actor, at=AT)
    invite_person(person_id=person.pk, by=scene.actor, at=AT + timedelta(hours=1))
    letters = Delivery.objects.filter(person=person, channel=Channel.EMAIL, address=scene.former_email)
    assert letters.count() == 2
    letter = compose_letter(letters.latest("pk").pk, AT)
    assert letter is not None
    assert letter.recipient == scene.former_email


def test_what_is_done_again_on_the_same_day_is_told_again(scene: Scene) -> None:
    ends = ON + timedelta(days=30)
    for _ in range(2):
        end_mandate(mandate_id=scene.mandate.pk, to_on=ends, by=scene.actor, at=AT)
        correct_mandate(mandate_id=scene.mandate.pk, from_on=scene.mandate.from_on, to_on=None, by=scene.actor, at=AT)
        confirm_act(act_id=PendingAct.objects.latest("pk").pk, by=scene.general, at=AT)
    for child in Unit.objects.filter(parent=scene.unit):
        close_unit(unit_id=child.pk, closed_on=ON, by=scene.actor, at=AT)
    for _ in range(2):
        close_unit(unit_id=scene.unit.pk, closed_on=ends, by=scene.actor, at=AT)
        withdraw_closing(unit_id=scene.unit.pk, by=scene.actor, at=AT)
    told = Notice.objects.filter(person=scene.general.person_id, unit=scene.unit).values_list("params__act", flat=True)
    assert Counter(told) == {"ended": 2, "change_days": 4, "unit_closed": 2, "closing_withdrawn": 2}


def test_a_preference_without_e_mail_does_not_stop_what_is_told_at_once(scene: Scene) -> None:
    from tajadur.organisation.people.models import NotificationPreferences

    NotificationPreferences.objects.create(person=scene.secretary.person, by_email=False, changed_at=AT)
    new_link(scene)
    letter = compose_letter(Delivery.objects.get(person=scene.secretary.person, channel=Channel.EMAIL).pk, AT)
    assert letter is not None


def test_the_vacant_level_above_is_passed_over_to_the_next(scene: Scene) -> None:
    branch = scene.party.branches[0][0][0]
    secretary = holder(unit=branch)
    Mandate.objects.filter(person=scene.secretary.person).update(to_on=ON - timedelta(days=1))
    invite_person(person_id=secretary.person_id or 0, by=scene.actor, at=AT)
    assert Notice.objects.filter(params__act="new_link", person=scene.above.person).exists()


def test_of_many_links_at_once_the_secretary_general_is_told_the_number(scene: Scene) -> None:
    for n in range(12):
        unit = make_unit(kind="branch", parent=scene.unit, name=f"فرع {n}")
        make_mandate(person=make_person(email=f"b{n}@example.org"), post=make_post(unit=unit))
    made = len(invite_people(by=scene.actor, at=AT))
    own = Notice.objects.get(person=scene.general.person_id)
    assert own.params["count"] == made == 12
    assert Invitation.objects.count() == 12
    assert Notice.objects.filter(person=scene.secretary.person).count() == 12  # the level above, once for each unit


def test_the_first_secretary_general_is_given_by_an_administrator_alone_and_no_other(party: Party) -> None:
    alone = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    post = make_post(unit=party.national, body="secretariat", post="secretary_general")
    first = give_mandate(person_id=make_person().pk, post_id=post.pk, from_on=ON, by=alone, at=AT)
    assert first.standing == MandateStatus.CONFIRMED
    end_mandate(mandate_id=first.pk, to_on=ON, by=alone, at=AT)
    second = give_mandate(person_id=make_person().pk, post_id=post.pk, from_on=ON + timedelta(days=1), by=alone, at=AT)
    assert second.standing == MandateStatus.PROPOSED


def test_another_administrator_is_not_made_alone_either(scene: Scene) -> None:
    post = make_post(unit=scene.party.national, body="headquarters", post="administrator")
    puppet = make_account(person=make_person())
    mandate = give_mandate(person_id=puppet.person_id or 0, post_id=post.pk, from_on=ON, by=scene.actor, at=AT)
    assert mandate.standing == MandateStatus.PROPOSED
    assert acting(puppet, ON).grants == ()


def test_nobody_confirms_what_is_about_themselves(scene: Scene) -> None:
    other = holder(unit=scene.party.national, body="headquarters", post="administrator")
    post = make_post(unit=scene.party.branches[0][0][0])
    give_mandate(person_id=other.person_id or 0, post_id=post.pk, from_on=ON, by=scene.actor, at=AT)
    with pytest.raises(BadInput) as refused:
        confirm_act(act_id=PendingAct.objects.get().pk, by=acting(other, ON), at=AT)
    assert refused.value.code == "act_about_oneself"


def test_a_second_wish_of_the_same_kind_waits_for_the_first(scene: Scene) -> None:
    end_before_today(scene)
    with pytest.raises(BadInput) as refused:
        end_before_today(scene)
    assert refused.value.code == "act_waits_already"


def test_a_mandate_that_a_congress_proposed_is_not_approved_as_an_interim(scene: Scene) -> None:
    by = acting(scene.secretary, ON)
    elected = propose_mandate(
        post_id=scene.mandate.post_id, person_id=make_person().pk, details=None, from_on=ON, by=by, at=AT
    )
    with pytest.raises(BadInput) as refused:
        approve_interim(mandate_id=elected.pk, by=scene.general, at=AT)
    assert refused.value.code == "interim_not_waiting"
    elected.refresh_from_db()
    assert elected.standing == MandateStatus.PROPOSED


@override_settings(LANGUAGE_CODE="fr")
def test_a_letter_names_the_post_and_no_person(scene: Scene) -> None:
    end_before_today(scene)
    letter = compose_letter(Delivery.objects.filter(channel=Channel.EMAIL).earliest("pk").pk, AT)
    assert letter is not None
    body = letter.message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert scene.unit.name_ar in text
    assert scene.secretary.person is not None
    assert scene.secretary.person.name_ar not in text
