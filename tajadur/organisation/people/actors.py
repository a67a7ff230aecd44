"""From an account to the actor of a request: the powers of the mandates in force on a day."""

from datetime import date

from django.db.models import Q

from tajadur.policy.actors import Actor, Power
from tajadur.policy.matrix import Office

from .models import Account, Mandate, Post
from .vocabulary import Standing

_POWER_COLUMNS = (
    "post__post_type__office",
    "pk",
    "post_id",
    "post__body_id",
    "post__unit_id",
    "post__unit__path",
    "post__area__path",
)
_NAME_COLUMNS = (
    "post__unit__depth",
    *(f"post__{place}__name_{script}" for place in ("unit", "area") for script in ("ar", "latin")),
    *(f"post__post_type__name_{language}" for language in ("ar", "fr", "en")),
)


def _place(depth: int, unit: tuple[str, str], area: tuple[str | None, str | None]) -> tuple[str, str]:
    """Where a post is held, in words; nothing for a post of the whole country."""
    if area[0]:
        return area[0], area[1] or area[0]
    return unit if depth else ("", "")


def names_of(post: Post) -> tuple[tuple[str, str, str], tuple[str, str]]:
    """(post in ar, fr, en; place in ar, latin) of a post read with its type, unit and area."""
    kind, area = post.post_type, post.area
    followed = (area.name_ar, area.name_latin) if area else (None, None)
    place = _place(post.unit.depth, (post.unit.name_ar, post.unit.name_latin), followed)
    return (kind.name_ar, kind.name_fr, kind.name_en), place


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
        .values_list(*_POWER_COLUMNS, *_NAME_COLUMNS)
    )
    powers = tuple(
        Power(
            office=Office(office),
            mandate_id=mandate,
            post_id=post,
            body_id=body,
            unit_id=unit,
            unit_path=path,
            area_path=area,
            post_names=(names[0], names[1], names[2]),
            place_names=_place(depth, (unit_ar, unit_latin), (area_ar, area_latin)),
        )
        for (
            office,
            mandate,
            post,
            body,
            unit,
            path,
            area,
            depth,
            unit_ar,
            unit_latin,
            area_ar,
            area_latin,
            *names,
        ) in rows
    )
    return Actor(account_id=account.pk, person_id=account.person_id, on=on, powers=powers)
