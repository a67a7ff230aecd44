"""Posts come with bodies, so that a post nobody holds is a row one can see; closing a unit ends what is held in it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings, PostType
from tajadur.organisation.profile.operations import settings
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.operations import census, changing, opening, siting
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_action
from tajadur.registry.audit.queries import entries_about

from ..models import Mandate, Post, ShortenedMandate
from ..queries.posts import is_led
from .notifying import Concern, tell_of_power

_FOLLOWERS = (Role.RESPONSIBLE, Role.ASSISTANT)


@transaction.atomic
def open_posts(*, on: date, unit_ids: list[int] | None = None) -> int:
    """Make the posts that open bodies lack, of the given units or of all; returns how many. Safe to run again.

    A follower's post exists once per region, sector and parallel organisation, and once per root of another tree, as
    its area; its type is that of the tree of the area.
    """
    bodies = Body.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on))
    if unit_ids is not None:
        # A new region, sector or organisation, or a new root, gives the national cell a new area to follow.
        bodies = bodies.filter(Q(unit_id__in=unit_ids) | Q(body_type__post_types__office__in=_FOLLOWERS)).distinct()
    of_type: dict[int, list[PostType]] = {}
    for post_type in PostType.objects.all():
        of_type.setdefault(post_type.body_type_id, []).append(post_type)
    followed = Unit.objects.filter(Q(depth=1) | Q(depth=0) & ~Q(kind__tree=Tree.TERRITORY), closed_on=None)
    areas = list(followed.values_list("pk", "kind__tree"))
    have = set(Post.objects.values_list("body_id", "post_type_id", "area_id"))
    made = [
        Post(body_id=body_id, post_type=post_type, unit_id=unit_id, area_id=area)
        for body_id, unit_id, body_type_id in bodies.order_by("pk").values_list("pk", "unit_id", "body_type_id")
        for post_type in of_type.get(body_type_id, ())
        for area in _areas_of(post_type, areas)
        if (body_id, post_type.pk, area) not in have
    ]
    Post.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)
    return len(made)


def _areas_of(post_type: PostType, areas: list[tuple[int, str]]) -> list[int] | list[None]:
    """Of each of which area the type has a post; a post of no area where it follows none."""
    if post_type.office not in _FOLLOWERS:
        return [None]
    return [area for area, tree in areas if tree == post_type.area_tree]


@transaction.atomic
def open_unit(*, by: Actor, at: datetime, sits_on: int | None = None, **what: Any) -> Unit:
    """``units.operations.open_unit``, the posts of its bodies, and the territory a chapter sits on from its first day.

    Arguments and errors are its own and those of ``siting.place_chapter``, under ``sits_on``.
    """
    unit = opening.open_unit(by=by, at=at, **what)
    if sits_on is not None:
        try:
            siting.place_chapter(unit_id=unit.pk, place_id=sits_on, from_on=unit.opened_on, by=by, at=at)
        except BadInput as error:
            raise BadInput.of(*(BadInput("sits_on", wrong.code, **wrong.params) for wrong in error.problems)) from None
    open_posts(on=unit.opened_on, unit_ids=[unit.pk])
    return unit


@transaction.atomic
def open_census_branches(*, opened_on: date, by: Actor, at: datetime, **what: Any) -> list[Unit]:
    """``units.operations.census.open_census_branches`` and the posts of their bodies. Arguments and errors are its."""
    made = census.open_census_branches(opened_on=opened_on, by=by, at=at, **what)
    open_posts(on=opened_on, unit_ids=[unit.pk for unit in made])
    return made


@transaction.atomic
def form_body(*, unit_id: int, code: str, by: Actor, at: datetime) -> Body:
    """Form a body that is not formed with its unit (a preparatory committee), with its posts; or open it again.

    A body with officers of its own is for a unit that nobody leads. The office, the level above and the Secretary
    General are told. Raises NotVisible, PermissionDenied, BadInput ``body_unknown`` for a body this kind of unit cannot
    form on demand, ``unit_is_led`` while its office has a secretary.
    """
    return _formed(unit_id, code, Permission.MANAGE_MANDATES, by, at)


@transaction.atomic
def form_elected_body(*, unit_id: int, code: str, by: Actor, at: datetime) -> Body:
    """The unit itself forms the body its congress elected (a regional council). Raises as ``form_body``."""
    return _formed(unit_id, code, Permission.PROPOSE_MANDATES, by, at)


def _formed(unit_id: int, code: str, permission: Permission, by: Actor, at: datetime) -> Body:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    grant = require(by, permission, unit)
    body_type = BodyType.objects.filter(unit_kind=unit.kind_id, code=code, on_demand=True).first()
    if body_type is None:
        raise BadInput("", "body_unknown")
    officers = PostType.objects.filter(body_type=body_type, office=Role.SECRETARY).exists()
    if officers and is_led(unit, by.on, but=body_type):
        raise BadInput("", "unit_is_led")
    body, is_new = Body.objects.get_or_create(unit=unit, body_type=body_type, defaults={"opened_on": by.on})
    if not is_new and body.closed_on is not None:
        body.closed_on = None
        body.save(update_fields=["closed_on"])
    open_posts(on=by.on, unit_ids=[unit.pk])
    entry = log_action(act="form_body", by=by, at=at, grant=grant, unit_id=unit.pk, subject=("body", body.pk))
    _tell(PowerAct.COMMITTEE, body, entry.pk, by.on, at)
    return body


def _tell(act: PowerAct, body: Body, number: int, on: date, at: datetime, person_ids: tuple[int, ...] = ()) -> None:
    post = Post.objects.select_related("unit", "post_type").filter(body=body).order_by("post_type__rank", "pk").first()
    if post is not None:
        concern = Concern(("body", body.pk), post, person_ids)
        tell_of_power(act=act, concerns=[concern], step=f"-{number}", on=on, at=at)


@transaction.atomic
def set_members(*, body_id: int, members: int, by: Actor, at: datetime) -> Body:
    """``units.operations.set_members``, told to the office, the level above and the Secretary General.

    Arguments and errors are its own.
    """
    body = changing.set_members(body_id=body_id, members=members, by=by, at=at)
    entry = entries_about(("body", body.pk)).filter(act="set_members").order_by("-pk").first()
    _tell(PowerAct.MEMBERS, body, entry.pk if entry else 0, by.on, at)
    return body


@transaction.atomic
def set_body_settings(
    *, body_type_id: int, from_on: date, rules: settings.BodyRules, by: Actor, at: datetime
) -> BodyTypeSettings | None:
    """``profile.operations.settings.set_body_settings``, told to the Secretary General.

    Arguments, answer and errors are its own.
    """
    row = settings.set_body_settings(body_type_id=body_type_id, from_on=from_on, rules=rules, by=by, at=at)
    general = Post.objects.select_related("unit", "post_type").filter(post_type__office=Role.SECRETARY_GENERAL)
    if row is not None and (post := general.order_by("pk").first()) is not None:
        subject, kind = ("body_type", body_type_id), row.body_type
        entry = entries_about(subject).filter(act="set_body_settings").order_by("-pk").first()
        names = {language: getattr(kind, f"name_{language}") for language in ("ar", "fr", "en")}
        concern = Concern(subject, post, params={"post": names, "from_on": from_on.isoformat()})
        step = f"-{entry.pk if entry else 0}"
        tell_of_power(act=PowerAct.BODY_SETTINGS, concerns=[concern], step=step, on=by.on, at=at)
    return row


@transaction.atomic
def close_unit(*, unit_id: int, closed_on: date, by: Actor, at: datetime) -> Unit:
    """Close the unit and its bodies from ``closed_on``; mandates in it end the day before.

    Given another day before the first has come, they end on the eve of that one. Raises what
    ``units.operations.close_unit`` raises, and BadInput mandate_starts_later.
    """
    unit = changing.close_unit(unit_id=unit_id, closed_on=closed_on, by=by, at=at)
    _give_back(unit)
    later = Mandate.objects.filter(post__unit=unit, from_on__gte=closed_on).order_by("from_on").first()
    if later is not None:
        raise BadInput("", "mandate_starts_later", day=later.from_on)
    eve = closed_on - timedelta(days=1)
    ending = list(Mandate.objects.filter(Q(to_on=None) | Q(to_on__gte=closed_on), post__unit=unit))
    persons = tuple(mandate.person_id for mandate in ending)
    _tell_of_unit(PowerAct.UNIT_CLOSED, unit, persons, {"to_on": closed_on.isoformat()}, by.on, at)
    ShortenedMandate.objects.bulk_create(
        ShortenedMandate(mandate=mandate, to_on=mandate.to_on, ends_on=eve) for mandate in ending
    )
    Mandate.objects.filter(pk__in=[mandate.pk for mandate in ending]).update(to_on=eve)
    return unit


@transaction.atomic
def withdraw_closing(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """The unit does not close: bodies stay, and mandates last as long as they would have.

    Raises what ``units.operations.withdraw_closing`` raises.
    """
    unit = changing.withdraw_closing(unit_id=unit_id, by=by, at=at)
    _tell_of_unit(PowerAct.CLOSING_WITHDRAWN, unit, _give_back(unit), {}, by.on, at)
    return unit


def _give_back(unit: Unit) -> tuple[int, ...]:
    """Mandates that a planned closing shortened last again as they did, but those whose end was set otherwise since.

    Returns whose they are.
    """
    rows = ShortenedMandate.objects.filter(mandate__post__unit=unit)
    given_back = [row for row in rows.select_related("mandate") if row.mandate.to_on == row.ends_on]
    for row in given_back:
        row.mandate.to_on = row.to_on
        row.mandate.save(update_fields=["to_on"])
    rows.delete()
    return tuple(row.mandate.person_id for row in given_back)


def _tell_of_unit(
    act: PowerAct, unit: Unit, persons: tuple[int, ...], days: dict[str, str], on: date, at: datetime
) -> None:
    """Tell that a unit closes, or that it does not: each time, the same day planned twice is two acts."""
    posts = Post.objects.select_related("unit", "post_type").filter(unit=unit).order_by("post_type__rank", "pk")
    entry = entries_about(("unit", unit.pk)).order_by("-pk").first()
    if (post := posts.first()) is not None:
        step = f"-{entry.pk if entry else 0}"
        tell_of_power(act=act, concerns=[Concern(("unit", unit.pk), post, persons, days)], step=step, on=on, at=at)
