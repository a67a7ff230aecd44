"""A unit proposes who was elected to its own posts; an administrator confirms; the former mandates end that day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, Unseen
from tajadur.policy.actors import Actor
from tajadur.policy.gate import require
from tajadur.policy.matrix import Act
from tajadur.registry.journal.operations import record

from ..models import Mandate, Person, Post
from ..vocabulary import Standing
from .mandates import announce, checked_days, not_for_oneself, store
from .persons import Details, checked


@transaction.atomic
def propose_mandate(
    *,
    post_id: int,
    person_id: int | None,
    details: Details | None,
    from_on: date,
    identity_confirmed: bool = False,
    by: Actor,
    at: datetime,
) -> Mandate:
    """The unit says who was elected to one of its posts: somebody known, or a new person by ``details``.

    The mandate is proposed and opens nothing. Raises Unseen, Refused, BadInput (codes of the room's PROBLEMS).
    """
    post = Post.objects.select_related("unit", "post_type", "body__body_type").filter(pk=post_id).first()
    if post is None:
        raise BadInput("post", "post_unknown")
    power = require(by, Act.PROPOSE_MANDATES, post.unit)
    if person_id is None and details is not None:
        person_id = Person.objects.create(**checked(details, by.on, identity_confirmed)).pk
    if person_id is None or not Person.objects.filter(pk=person_id).exists():
        raise BadInput("person", "person_unknown")
    months = post.body.body_type.mandate_months
    mandate = Mandate(
        person_id=person_id,
        post=post,
        from_on=from_on,
        to_on=_months_later(from_on, months) if months else None,
        standing=Standing.PROPOSED,
        exclusive=post.post_type.single_holder,
    )
    mandate.save()
    subject = ("mandate", mandate.pk)
    record(act="propose_mandate", by=by, at=at, power=power, unit_id=post.unit_id, subject=subject)
    return mandate


@transaction.atomic
def withdraw_proposal(*, mandate_id: int, by: Actor, at: datetime) -> None:
    """The unit takes back a mandate it proposed and nobody confirmed yet. Raises Unseen, Refused, BadInput."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit").filter(pk=mandate_id).first()
    if mandate is None:
        raise Unseen
    power = require(by, Act.PROPOSE_MANDATES, mandate.post.unit)
    if mandate.standing != Standing.PROPOSED or mandate.interim:
        raise BadInput("", "renewal_not_waiting")
    mandate.delete()
    subject = ("mandate", mandate_id)
    record(act="withdraw_proposal", by=by, at=at, power=power, unit_id=mandate.post.unit_id, subject=subject)


@transaction.atomic
def confirm_renewal(*, mandate_ids: Collection[int], by: Actor, at: datetime) -> int:
    """An administrator confirms proposed mandates of one body: the mandates in force in it end today, these begin
    tomorrow, and access passes with them. Returns how many ended.

    Raises Unseen, Refused, BadInput ``renewal_not_waiting``, ``mandate_for_oneself`` or what stands in the way.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit", "post__post_type", "person")
    mandates = list(rows.filter(pk__in=mandate_ids).order_by("pk"))
    if not mandates:
        raise Unseen
    powers = [require(by, Act.MANAGE_MANDATES, mandate.post.unit) for mandate in mandates]
    for mandate in mandates:
        if mandate.standing != Standing.PROPOSED or mandate.interim:
            raise BadInput("", "renewal_not_waiting")
        not_for_oneself(mandate.person_id, by)
    ended = _end_former({mandate.post.body_id for mandate in mandates}, by.on)
    for mandate, power in zip(mandates, powers, strict=True):
        length = mandate.to_on - mandate.from_on if mandate.to_on else None
        mandate.from_on = by.on + timedelta(days=1)
        mandate.to_on = mandate.from_on + length if length else None
        mandate.standing = Standing.CONFIRMED
        checked_days(mandate)
        store(mandate)
        unit_id, subject = mandate.post.unit_id, ("mandate", mandate.pk)
        record(act="confirm_renewal", by=by, at=at, power=power, unit_id=unit_id, subject=subject)
        announce(mandate, "given", by.on, at)
    return ended


def _end_former(body_ids: Collection[int], last_day: date) -> int:
    in_force = Q(to_on=None) | Q(to_on__gt=last_day)
    rows = Mandate.objects.filter(in_force, post__body__in=body_ids, standing=Standing.CONFIRMED, from_on__lte=last_day)
    return rows.update(to_on=last_day)


def _months_later(day: date, months: int) -> date:
    """The last day of a term of ``months`` that begins on ``day``."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following) - timedelta(days=1)
