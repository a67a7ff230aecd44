"""Every act of the table of powers, done by an administrator to a province of the small party."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tajadur.organisation.people.models import Account, Mandate, Person
from tajadur.organisation.people.operations.accounts import accept_invitation, invite_person
from tajadur.organisation.people.operations.hand_over_plan import HandOver
from tajadur.organisation.people.operations.hand_overs import hand_over_posts
from tajadur.organisation.people.operations.import_plan import ImportRow
from tajadur.organisation.people.operations.importing import import_people
from tajadur.organisation.people.operations.interims import approve_interim
from tajadur.organisation.people.operations.inviting import invite_people
from tajadur.organisation.people.operations.mandates import correct_mandate, end_mandate, give_mandate
from tajadur.organisation.people.operations.merging import merge_persons
from tajadur.organisation.people.operations.persons import Details, edit_person
from tajadur.organisation.people.operations.posts import (
    close_unit,
    form_body,
    set_body_settings,
    set_members,
    withdraw_closing,
)
from tajadur.organisation.people.operations.renewals import confirm_renewal, dissolve_body, propose_mandate
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.profile.operations.settings import BodyRules
from tajadur.organisation.units.models import Body, Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.powers import PowerAct
from tajadur.registry.notices.models import Notice, PushDevice, PushSetup
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
PASSWORD = "correct horse battery"


@dataclass
class Scene:
    """A province in a region, with everybody who has to know; ``actor`` is the administrator."""

    party: Party
    unit: Unit
    actor: Actor
    general: Actor
    secretary: Account
    member: Account
    above: Account
    former_email: str

    @property
    def mandate(self) -> Mandate:
        return Mandate.objects.get(person=self.secretary.person)

    @property
    def told(self) -> dict[str, Account]:
        return {"holder": self.secretary, "office": self.member, "above": self.above}


def power_scene(party: Party) -> Scene:
    """The scene in ``party``: devices are known of all but the Secretary General."""
    unit = party.provinces[0][0]
    secretary = holder(unit=unit, username="amina")
    national = party.national
    made = Scene(
        party=party,
        unit=unit,
        actor=acting(holder(unit=national, body="headquarters", post="administrator"), ON),
        general=acting(holder(unit=national, body="secretariat", post="secretary_general"), ON),
        secretary=secretary,
        member=holder(unit=unit, post="member"),
        above=holder(unit=party.regions[0]),
        former_email=secretary.email,
    )
    PushSetup.objects.create(contact="mailto:x@example.org", private_key="k", public_key="p", made_at=AT, enabled_at=AT)
    device = {"p256dh": "x", "auth": "x", "added_at": AT - timedelta(days=9)}
    for account in (secretary, made.member, made.above):
        mark = f"m{account.pk}"
        PushDevice.objects.create(
            person=account.person, endpoint=f"https://push.example.org/{mark}", mark_digest=mark, **device
        )
    return made


def details(person: Person, **changed: str) -> Details:
    known = {name: getattr(person, name) for name in ("name_ar", "name_latin", "phone", "email", "sex")}
    return Details(**{**known, **changed})


def link(scene: Scene) -> None:
    Account.objects.filter(pk=scene.secretary.pk).delete()
    invite_person(person_id=scene.secretary.person_id or 0, by=scene.actor, at=AT)


def links_at_once(scene: Scene) -> None:
    Account.objects.filter(pk=scene.secretary.pk).delete()
    invite_people(unit=scene.unit, by=scene.actor, at=AT)


def new_link(scene: Scene) -> None:
    invite_person(person_id=scene.secretary.person_id or 0, by=scene.actor, at=AT)


def link_opened(scene: Scene) -> None:
    token = invite_person(person_id=scene.secretary.person_id or 0, by=None, at=AT)
    accept_invitation(token=token, username="", password="another long sentence", language="ar", at=AT)


def address(scene: Scene) -> None:
    assert scene.secretary.person is not None
    changed = details(scene.secretary.person, email="mine@example.org")
    edit_person(person_id=scene.secretary.person_id or 0, details=changed, by=scene.actor, at=AT)


def give_power(scene: Scene) -> None:
    mandate = scene.mandate
    Mandate.objects.filter(pk=mandate.pk).update(to_on=ON)
    puppet = make_person(email="puppet@example.org")
    give_mandate(person_id=puppet.pk, post_id=mandate.post_id, from_on=ON + timedelta(days=1), by=scene.actor, at=AT)


def import_power(scene: Scene) -> None:
    Mandate.objects.filter(pk=scene.mandate.pk).update(to_on=ON)
    row = ImportRow(2, scene.unit.code, "office", "secretary", Details("شخص"), ON + timedelta(days=1))
    import_people(rows=[row], by=scene.actor, at=AT)


def give_interim(scene: Scene) -> None:
    Mandate.objects.filter(pk=scene.mandate.pk).update(to_on=ON)
    lent = give_mandate(
        person_id=make_person().pk,
        post_id=scene.mandate.post_id,
        from_on=ON + timedelta(days=1),
        to_on=ON + timedelta(days=30),
        interim=True,
        by=scene.actor,
        at=AT,
    )
    approve_interim(mandate_id=lent.pk, by=scene.general, at=AT)


def renewed(scene: Scene) -> None:
    by = acting(scene.secretary, ON)
    elected = propose_mandate(
        post_id=scene.mandate.post_id, person_id=make_person().pk, details=None, from_on=ON, by=by, at=AT
    )
    confirm_renewal(mandate_ids=[elected.pk], elected_on=ON - timedelta(days=1), by=scene.actor, at=AT)


def ended(scene: Scene) -> None:
    end_mandate(mandate_id=scene.mandate.pk, to_on=ON, by=scene.actor, at=AT)


def end_before_today(scene: Scene) -> None:
    end_mandate(mandate_id=scene.mandate.pk, to_on=ON - timedelta(days=1), by=scene.actor, at=AT)


def shortened(scene: Scene) -> None:
    mandate = scene.mandate
    later = ON + timedelta(days=3)
    correct_mandate(mandate_id=mandate.pk, from_on=mandate.from_on, to_on=later, by=scene.actor, at=AT)


def change_days(scene: Scene) -> None:
    correct_mandate(mandate_id=scene.mandate.pk, from_on=ON + timedelta(days=1), to_on=None, by=scene.actor, at=AT)


def committee(scene: Scene) -> None:
    Mandate.objects.filter(person=scene.above.person).update(to_on=ON - timedelta(days=1))
    form_body(unit_id=scene.party.regions[0].pk, code="preparatory", by=scene.actor, at=AT)


def dissolved(scene: Scene) -> None:
    region = scene.party.regions[0]
    Mandate.objects.filter(person=scene.above.person).update(to_on=ON - timedelta(days=1))
    body = form_body(unit_id=region.pk, code="preparatory", by=scene.actor, at=AT)
    make_mandate(person=make_person(), post=make_post(unit=region, body="preparatory", post="member"))
    Notice.objects.all().delete()
    dissolve_body(body_id=body.pk, last_day=ON, by=scene.actor, at=AT)


def unit_closed(scene: Scene) -> None:
    for child in Unit.objects.filter(parent=scene.unit):
        close_unit(unit_id=child.pk, closed_on=ON, by=scene.actor, at=AT)
    close_unit(unit_id=scene.unit.pk, closed_on=ON + timedelta(days=9), by=scene.actor, at=AT)


def closing_withdrawn(scene: Scene) -> None:
    unit_closed(scene)
    Notice.objects.all().delete()
    withdraw_closing(unit_id=scene.unit.pk, by=scene.actor, at=AT)


def members(scene: Scene) -> None:
    body = Body.objects.get(unit=scene.unit, body_type__code="office")
    set_members(body_id=body.pk, members=3, by=scene.actor, at=AT)


def body_settings(scene: Scene) -> None:
    """From tomorrow provincial offices need two thirds."""
    office = BodyType.objects.get(unit_kind__code="province", code="office")
    rules, tomorrow = BodyRules(quorum_percent=67), ON + timedelta(days=1)
    set_body_settings(body_type_id=office.pk, from_on=tomorrow, rules=rules, by=scene.actor, at=AT)


def hand_over(scene: Scene) -> None:
    """The secretary's post goes to somebody else, from tomorrow."""
    asked = HandOver(scene.mandate.post_id, make_person().pk, ON + timedelta(days=1))
    hand_over_posts(hand_overs=[asked], by=scene.actor, at=AT)


def merge(scene: Scene) -> None:
    """A record of headquarters' own becomes one with the secretary's."""
    merge_persons(stays_id=scene.secretary.person_id or 0, goes_id=make_person().pk, by=scene.actor, at=AT)


ACTS: list[tuple[PowerAct, Callable[[Scene], None]]] = [
    (PowerAct.LINK, link),
    (PowerAct.LINK, links_at_once),
    (PowerAct.NEW_LINK, new_link),
    (PowerAct.LINK_OPENED, link_opened),
    (PowerAct.ADDRESS, address),
    (PowerAct.GIVE_POWER, give_power),
    (PowerAct.GIVE_POWER, import_power),
    (PowerAct.INTERIM, give_interim),
    (PowerAct.RENEWED, renewed),
    (PowerAct.ENDED, ended),
    (PowerAct.END_BEFORE_TODAY, end_before_today),
    (PowerAct.SHORTENED, shortened),
    (PowerAct.CHANGE_DAYS, change_days),
    (PowerAct.COMMITTEE, committee),
    (PowerAct.DISSOLVED, dissolved),
    (PowerAct.UNIT_CLOSED, unit_closed),
    (PowerAct.CLOSING_WITHDRAWN, closing_withdrawn),
    (PowerAct.MEMBERS, members),
    (PowerAct.BODY_SETTINGS, body_settings),
    (PowerAct.HAND_OVER, hand_over),
    (PowerAct.MERGE, merge),
]
# About the region, whose office is empty, or about the whole party: the province's people are not concerned.
OF_OTHERS = {PowerAct.COMMITTEE, PowerAct.DISSOLVED, PowerAct.BODY_SETTINGS}
