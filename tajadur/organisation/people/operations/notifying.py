"""Notices of every act that touches who writes as a unit: at once, to persons, by every way they have."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from tajadur.permissions.matrix import Role
from tajadur.permissions.powers import PowerAct
from tajadur.registry.notices.operations.personal import Recipient, notify_persons
from tajadur.registry.notices.operations.requests import NotificationRequest
from tajadur.registry.notices.vocabulary import NoticeKind

from ..actors import in_force
from ..models import FormerAddress, Mandate, Person, PersonChannel, Post

KEPT_DAYS = 30  # how long an address that was replaced is still told
_ONE_BY_ONE = 10  # of more at once the Secretary General is told the number, not each
_OFFICE = (Role.SECRETARY, Role.MEMBER)
_ACCESS = frozenset({PowerAct.LINK, PowerAct.NEW_LINK, PowerAct.LINK_OPENED, PowerAct.ADDRESS})


@dataclass(frozen=True, slots=True)
class Concern:
    """What is told about (kind, id), the post it touches (read with its type and unit), who gains or loses by it."""

    subject: tuple[str, int]
    post: Post
    person_ids: tuple[int, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Officer:
    person_id: int
    post_id: int
    unit_id: int
    office: str


def tell_of_power(
    *,
    act: PowerAct,
    concerns: Sequence[Concern],
    step: str = "",
    whole: tuple[str, int] | None = None,
    on: date,
    at: datetime,
) -> int:
    """Tell the persons concerned, the members of the offices, the level above and the Secretary General: inbox, every
    e-mail address (one replaced lately too), devices, the other channel. Returns how many notices were new.

    ``step`` tells two acts on one subject apart. Of many at once (``whole`` names them together) the Secretary General
    is told the number. Nine queries, whatever the number.
    """
    officers = _officers([concern.post for concern in concerns], on)
    together = whole is not None and len(concerns) > _ONE_BY_ONE
    told: list[tuple[NotificationRequest, int]] = []
    for concern in concerns:
        for person_id, post_id in _recipients(concern, officers, general=not together).items():
            told.append((_request(act, concern, step, post_id, on), person_id))
    if together and whole is not None:
        first = concerns[0]
        many = Concern(whole, first.post, params={**first.params, "count": len(concerns)})
        told += [
            (_request(act, many, step, officer.post_id, on, unit_id=officer.unit_id), officer.person_id)
            for officer in officers
            if officer.office == Role.SECRETARY_GENERAL
        ]
    ways = _ways({person_id for _, person_id in told}, at)
    return notify_persons(told=[(request, ways[person_id]) for request, person_id in told], at=at)


def tell_of_mandate(
    act: PowerAct, mandate: Mandate, *, step: str = "", asked: bool = False, on: date, at: datetime
) -> None:
    """Tell of an act on one mandate, or that it is ``asked``: its holder and those of ``tell_of_power``."""
    params: dict[str, Any] = {"from_on": mandate.from_on.isoformat()}
    params["to_on"] = mandate.to_on.isoformat() if mandate.to_on else None
    if asked:
        params["asked"] = True
    concern = Concern(("mandate", mandate.pk), mandate.post, (mandate.person_id,), params)
    tell_of_power(act=act, concerns=[concern], step=step, on=on, at=at)


def posts_of_person(person_id: int, on: date) -> list[Post]:
    """The posts a person holds on ``on`` or later; without any, the one held last; none for whoever never held any."""
    rows = Mandate.objects.filter(person_id=person_id).select_related("post__post_type", "post__unit")
    running = [m.post for m in rows.filter(Q(to_on=None) | Q(to_on__gte=on)).order_by("from_on", "pk")]
    last = rows.order_by("-from_on", "-pk").first()
    return list(dict.fromkeys(running or ([last.post] if last else [])))


def _request(
    act: PowerAct, concern: Concern, step: str, post_id: int, on: date, unit_id: int | None = None
) -> NotificationRequest:
    kind = concern.post.post_type
    names = {"ar": kind.name_ar, "fr": kind.name_fr, "en": kind.name_en}
    return NotificationRequest(
        kind=NoticeKind.ACCESS if act in _ACCESS else NoticeKind.MANDATE,
        subject=concern.subject,
        step=f"{act}{step}",
        post_id=post_id,
        unit_id=unit_id or concern.post.unit_id,
        step_on=on,
        params={"act": str(act), "post": names, **concern.params},
    )


def _officers(posts: Iterable[Post], on: date) -> list[_Officer]:
    """The secretaries and members of the units of ``posts`` and of all above them, and the Secretary General."""
    ids = {int(part) for post in posts for part in post.unit.path.rstrip(".").split(".")}
    rows = Mandate.objects.filter(in_force(on)).filter(
        Q(post__unit_id__in=ids, post__post_type__office__in=_OFFICE)
        | Q(post__post_type__office=Role.SECRETARY_GENERAL)
    )
    columns = ("person_id", "post_id", "post__unit_id", "post__post_type__office")
    return [_Officer(*row) for row in rows.order_by("post__post_type__rank", "pk").values_list(*columns)]


def _recipients(concern: Concern, officers: Collection[_Officer], *, general: bool) -> dict[int, int]:
    """Person -> the post through which they are told."""
    recipients = dict.fromkeys(concern.person_ids, concern.post.pk)
    unit = concern.post.unit
    by_unit: dict[int, list[_Officer]] = defaultdict(list)
    for officer in officers:
        by_unit[officer.unit_id].append(officer)
    asked = [officer for officer in by_unit[unit.pk] if officer.office in _OFFICE]
    for ancestor in reversed([int(part) for part in unit.path.rstrip(".").split(".")][:-1]):
        if above := [officer for officer in by_unit[ancestor] if officer.office == Role.SECRETARY]:
            asked += above
            break
    if general:
        asked += [officer for officer in officers if officer.office == Role.SECRETARY_GENERAL]
    for officer in asked:
        recipients.setdefault(officer.person_id, officer.post_id)
    return recipients


def _ways(person_ids: Collection[int], at: datetime) -> dict[int, Recipient]:
    addresses: dict[int, list[str]] = {person_id: [] for person_id in person_ids}
    for person_id, *emails in Person.objects.filter(pk__in=person_ids).values_list("pk", "email", "account__email"):
        addresses[person_id] += [email for email in emails if email]
    former = FormerAddress.objects.filter(person__in=person_ids, replaced_at__gt=at - timedelta(days=KEPT_DAYS))
    for person_id, email in former.order_by("pk").values_list("person_id", "email"):
        addresses[person_id].append(email)
    agreed = PersonChannel.objects.filter(person__in=person_ids, revoked_at=None).exclude(config__enabled_at=None)
    configs = dict(agreed.values_list("person_id", "config_id"))
    each = {pk: tuple({email.casefold(): email for email in emails}.values()) for pk, emails in addresses.items()}
    return {person_id: Recipient(person_id, emails, configs.get(person_id)) for person_id, emails in each.items()}
