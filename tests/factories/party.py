"""One small party: 2 regions × 2 provinces × 2 branches, their bodies and posts, and whoever a test needs in them."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

from django.db import connection

from tajadur.foundation.arabic import searchable
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account, Mandate, PendingAct, Person, Post, derived_names
from tajadur.organisation.people.operations.confirming import confirm_act
from tajadur.organisation.people.vocabulary import PendingStatus
from tajadur.organisation.profile.models import (
    BodyType,
    BodyTypeSettings,
    PostType,
    PreparationStep,
    Profile,
    UnitKind,
)
from tajadur.organisation.profile.operations.installing import install_profile
from tajadur.organisation.units.models import Body, Placement, Unit
from tajadur.organisation.units.operations.opening import sort_keys
from tajadur.permissions.actors import Actor
from tests.factories.kept import Rows, is_empty, kept_rows, put_back

FOUNDED_ON = date(2020, 1, 1)
_LAID_DOWN = (Profile, UnitKind, BodyType, BodyTypeSettings, PreparationStep, PostType, Unit, Placement, Body)
_number = count(1)


def make_unit(
    *, kind: str, parent: Unit | None = None, name: str = "", code: str = "", opened_on: date = FOUNDED_ON
) -> Unit:
    """A unit with its placement and the bodies of its kind."""
    label = name or f"{kind} {next(_number)}"
    unit_kind = UnitKind.objects.get(code=kind)
    unit = Unit.objects.create(
        kind=unit_kind,
        parent=parent,
        path=f"new-{next(_number)}.",
        depth=parent.depth + 1 if parent else 0,
        code=code or f"T{next(_number)}",
        name_ar=label,
        name_latin=label,
        sort_ar=sort_keys(label, label)[0],
        sort_latin=sort_keys(label, label)[1],
        folded=searchable(label, label),
        opened_on=opened_on,
    )
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    Placement.objects.create(unit=unit, parent=parent, from_on=opened_on)
    for body_type in BodyType.objects.filter(unit_kind=unit_kind, on_demand=False):
        Body.objects.create(unit=unit, body_type=body_type, members=body_type.usual_members, opened_on=opened_on)
    return unit


def make_person(*, name: str = "", email: str = "", sex: str = "f") -> Person:
    """An invented person."""
    label, latin = name or f"شخص {next(_number)}", f"Person {next(_number)}"
    return Person.objects.create(name_ar=label, name_latin=latin, **derived_names(label, latin), sex=sex, email=email)


def make_post(*, unit: Unit, body: str = "office", post: str = "secretary", area: Unit | None = None) -> Post:
    """The post of a body of ``unit``, made when it is missing; of a follower, the one for the tree of ``area``."""
    types = PostType.objects.filter(body_type__unit_kind=unit.kind, body_type__code=body)
    post_type = types.get(code=post)
    if area is not None and area.kind.tree != post_type.area_tree:
        post_type = types.get(office=post_type.office, area_tree=area.kind.tree)
    found, _ = Post.objects.get_or_create(
        body=Body.objects.get(unit=unit, body_type__code=body),
        post_type=post_type,
        unit=unit,
        area=area,
    )
    return found


def make_mandate(
    *, person: Person, post: Post, from_on: date = FOUNDED_ON, to_on: date | None = None, interim: bool = False
) -> Mandate:
    """A confirmed mandate."""
    return Mandate.objects.create(
        person=person, post=post, from_on=from_on, to_on=to_on, interim=interim, exclusive=post.post_type.single_holder
    )


def make_account(
    *, person: Person | None = None, username: str = "", password: str = "correct horse battery"
) -> Account:
    """An account that can log in."""
    name = username or f"user{next(_number)}"
    email = person.email if person and person.email else f"{name}@example.org"
    return Account.objects.create_user(
        name, email, password, person=person, created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


def holder(
    *,
    unit: Unit,
    body: str = "office",
    post: str = "secretary",
    area: Unit | None = None,
    from_on: date = FOUNDED_ON,
    to_on: date | None = None,
    username: str = "",
) -> Account:
    """The account of a new person who holds a post; ``account.person`` is the person."""
    name = username or f"user{next(_number)}"
    person = make_person(email=f"{name}@example.org")
    make_mandate(
        person=person, post=make_post(unit=unit, body=body, post=post, area=area), from_on=from_on, to_on=to_on
    )
    return make_account(person=person, username=name)


def confirm_waiting(*, at: datetime) -> int:
    """A second person, new to the party, confirms every act of administration that waits; returns how many."""
    on = civil_day(at)
    national = Unit.objects.get(kind__code="national")
    another = acting(holder(unit=national, body="headquarters", post="administrator"), on)
    waiting = PendingAct.objects.filter(standing=PendingStatus.WAITING).order_by("pk")
    return sum(bool(confirm_act(act_id=pending.pk, by=another, at=at)) for pending in waiting)


def acting(account: Account, on: date) -> Actor:
    """The actor of ``account`` on a day."""
    return actor_of(account, on)


@dataclass
class Party:
    """The small party. ``regions[i]``, ``provinces[i][j]``, ``branches[i][j][k]``."""

    national: Unit
    regions: list[Unit] = field(default_factory=list)
    provinces: list[list[Unit]] = field(default_factory=list)
    branches: list[list[list[Unit]]] = field(default_factory=list)


_KEPT: dict[tuple[object, ...], tuple[Party, Rows]] = {}


def small_party(*, installed_on: date = FOUNDED_ON, regions: int = 2, provinces: int = 2, branches: int = 2) -> Party:
    """The profile and a territory of the given shape; no persons, no directives.

    In empty tables a shape that was laid down before is put back as it was: some 300 statements become eight.
    """
    shape = (connection.settings_dict["NAME"], installed_on, regions, provinces, branches)
    if not is_empty(_LAID_DOWN):
        return _laid_down(installed_on, regions, provinces, branches)
    if shape not in _KEPT:
        party = _laid_down(installed_on, regions, provinces, branches)
        _KEPT[shape] = deepcopy(party), kept_rows(_LAID_DOWN)
        return party
    party, rows = _KEPT[shape]
    put_back(rows)
    return deepcopy(party)


def _laid_down(installed_on: date, regions: int, provinces: int, branches: int) -> Party:
    install_profile(installed_on=installed_on)
    party = Party(national=make_unit(kind="national", name="وطني", code="MA"))
    for i in range(regions):
        region = make_unit(kind="region", parent=party.national, name=f"جهة {i + 1}", code=f"{i + 1:02}.")
        party.regions.append(region)
        rows = [make_unit(kind="province", parent=region, name=f"إقليم {i + 1}-{j + 1}") for j in range(provinces)]
        party.provinces.append(rows)
        party.branches.append(
            [
                [make_unit(kind="branch", parent=row, name=f"فرع {row.name_ar}-{k + 1}") for k in range(branches)]
                for row in rows
            ]
        )
    return party
