"""Which things owed somebody above may remind of by hand, whom that tells, and why others are left out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.queries.many import LeftOut, units_at_once
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.status import MISSING_STATES, UNSETTLED_STATES, State

from ..models import Obligation
from .counting import with_state

REST_DAYS = 3  # nobody is reminded of one thing more often, whether by a ladder or by hand
_ASKED_NOW = sorted(UNSETTLED_STATES - {State.UPCOMING})


@dataclass(frozen=True, slots=True)
class Remindable:
    """What is owed now, with its ``state``; the post that is told; the grant under which somebody reminds of it."""

    row: Any
    post_id: int
    grant: Grant


def remindable(
    by: Actor, obligation_ids: Collection[int], on: date, *, locked: bool = False
) -> tuple[list[Remindable], dict[int, LeftOut]]:
    """(what ``by`` may remind of on ``on``, the others by id): four queries.

    Left out: closed units, what is asked of one post (its ladder tells that post), what is answered, released or not
    asked yet, what the unit was reminded of in the last days, a unit whose secretary's post nobody holds. ``locked``:
    two who remind at once come one after the other.
    Raises NotVisible, PermissionDenied, and BadInput as ``units_at_once``.
    """
    wanted = set(obligation_ids)
    owed = with_state(Obligation.objects.filter(pk__in=wanted), on).select_related("directive", "unit")
    rows = list((owed.select_for_update(of=("self",)) if locked else owed).order_by("pk"))
    if len(rows) < len(wanted):
        raise NotVisible
    chosen = units_at_once(by, [row.unit_id for row in rows], Permission.REMIND, on)
    reminded, posts = _reminded(wanted, on), _secretaries(list(chosen.units), on)
    able: list[Remindable] = []
    left_out: dict[int, LeftOut] = {}
    for row in rows:
        post_id = _told(row, posts)
        if row.unit_id in chosen.left_out:
            left_out[row.pk] = chosen.left_out[row.unit_id]
        elif row.addressee:
            left_out[row.pk] = LeftOut("of_a_post")
        elif row.state not in _ASKED_NOW:
            left_out[row.pk] = LeftOut("not_owed_now")
        elif row.pk in reminded:
            left_out[row.pk] = LeftOut("reminded_lately", reminded[row.pk])
        elif post_id is None:
            left_out[row.pk] = LeftOut("vacant")
        else:
            able.append(Remindable(row, post_id, chosen.grants[row.unit_id]))
    return able, left_out


def late_by_unit(unit_ids: Collection[int], on: date) -> dict[int, int]:
    """Unit -> what it is late with, the last one due of each: one query."""
    rows = with_state(Obligation.objects.filter(unit_id__in=unit_ids, due_on__lt=on), on)
    late = rows.filter(state__in=sorted(MISSING_STATES)).order_by("due_on", "pk")
    return dict(late.values_list("unit_id", "pk"))


def _reminded(obligation_ids: Collection[int], on: date) -> dict[int, date]:
    """What the unit's own post was reminded of lately, with the last day of that."""
    by_hand = Q(kind=NoticeKind.SUPPORT)
    told = Notice.objects.filter(
        by_hand | Q(kind=NoticeKind.REMINDER),
        subject_kind="obligation",
        subject_id__in=obligation_ids,
        step_on__gt=on - timedelta(days=REST_DAYS),
    )
    return dict(told.values_list("subject_id").annotate(last=Max("step_on")))


def _secretaries(unit_ids: Collection[int], on: date) -> dict[int, list[tuple[int, int, bool]]]:
    """Unit -> (post, type of its body, does it lead the unit) of its secretaries in office."""
    held = Exists(Mandate.objects.filter(in_force(on), post=OuterRef("pk")))
    rows = Post.objects.filter(held, unit__in=unit_ids, post_type__office=Role.SECRETARY, area=None).order_by("pk")
    posts: dict[int, list[tuple[int, int, bool]]] = {}
    for unit_id, pk, body_type_id, code in rows.values_list(
        "unit_id", "pk", "body__body_type_id", "body__body_type__code"
    ):
        posts.setdefault(unit_id, []).append((pk, body_type_id, code in set(LeadingBody)))
    return posts


def _told(row: Any, posts: dict[int, list[tuple[int, int, bool]]]) -> int | None:
    """The secretary of the body that owes, else of the body that leads the unit."""
    known = posts.get(row.unit_id, [])
    own = [pk for pk, body_type_id, _leads in known if body_type_id == row.directive.body_type_id]
    return next(iter(own + [pk for pk, _type, leads in known if leads]), None)
