"""From an account to the actor of a request: the powers of the mandates in force on a day."""

from datetime import date

from django.db.models import Q

from tajadur.policy.actors import Actor, Power
from tajadur.policy.matrix import Office

from .models import Account, Mandate
from .vocabulary import Standing


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a mandate is confirmed and in force on ``on``; ``prefix`` leads to the mandate."""
    return Q(
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on}),
        **{f"{prefix}standing": Standing.CONFIRMED, f"{prefix}from_on__lte": on},
    )


def actor_of(account: Account, on: date) -> Actor:
    """The actor of ``account`` on the civil day ``on``: one query. Units closed by then give no power."""
    if account.person_id is None:
        return Actor(account_id=account.pk, person_id=None, on=on)
    rows = (
        Mandate.objects.filter(in_force(on), person_id=account.person_id)
        .filter(Q(post__unit__closed_on=None) | Q(post__unit__closed_on__gt=on))
        .order_by("post__post_type__rank", "pk")
        .values_list(
            "post__post_type__office", "pk", "post_id", "post__body_id", "post__unit_id", "post__unit__path", "post__area__path"
        )
    )
    powers = tuple(
        Power(
            office=Office(office), mandate_id=mandate, post_id=post, body_id=body, unit_id=unit, unit_path=path, area_path=area
        )
        for office, mandate, post, body, unit, path, area in rows
    )
    return Actor(account_id=account.pk, person_id=account.person_id, on=on, powers=powers)
