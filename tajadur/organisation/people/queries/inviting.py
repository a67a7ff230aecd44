"""Who holds an office today and has no account to enter with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission

from ..actors import in_force
from ..models import Invitation, Mandate
from ..vocabulary import by_name


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many persons could be invited, and how many of them hold a link that still opens."""

    people: int
    linked: int


def without_account(actor: Actor, on: date, *, unit: Unit | None = None, kind: str = "") -> QuerySet[Mandate]:
    """The mandates in force of persons without an account, highest unit and post first, where the actor may invite.

    ``unit`` keeps that unit and all below it, ``kind`` the units of a kind.
    """
    rows = within(
        Mandate.objects.filter(in_force(on), person__account=None), actor, Permission.INVITE, "post__unit__path"
    )
    rows = rows.filter(Q(post__unit__closed_on=None) | Q(post__unit__closed_on__gt=on))
    if unit:
        rows = rows.filter(post__unit__path__startswith=unit.path)
    if kind:
        rows = rows.filter(post__unit__kind__code=kind)
    rows = rows.select_related("person", "post__post_type", "post__unit", "post__area")
    return rows.order_by("post__unit__path", "post__post_type__rank", *by_name("person__"))


def waiting_for_links(actor: Actor, on: date, at: datetime, *, unit: Unit | None = None, kind: str = "") -> Waiting:
    """How many would get a link: one query."""
    rows: Any = without_account(actor, on, unit=unit, kind=kind).order_by()
    opens = Invitation.objects.filter(person=OuterRef("person"), used_at=None, revoked_at=None, expires_at__gt=at)
    counts = rows.annotate(has_link=Exists(opens)).aggregate(
        people=Count("person", distinct=True), linked=Count("person", distinct=True, filter=Q(has_link=True))
    )
    return Waiting(**counts)
