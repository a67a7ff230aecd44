"""Handing posts over on a day: whoever holds one ends the day before, whoever follows begins that day, in one act."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_actions
from tajadur.registry.audit.queries import entries_about

from ..models import Mandate, Person, Post
from ..vocabulary import MandateStatus
from .mandate_checks import announce_all, checked_day_order, not_for_oneself

_ACT = "hand_over"


@dataclass(frozen=True, slots=True)
class HandOver:
    """A post changes hands on ``from_on``: ``person_id`` holds it from that day, nobody when it is None.

    The holder of a post for one ends the day before by itself; of a post that many hold, the mandates ``ends`` do.
    """

    post_id: int
    person_id: int | None
    from_on: date
    to_on: date | None = None
    ends: frozenset[int] = frozenset()


@dataclass(slots=True)
class PlannedHandOver:
    """What a hand-over would do: ``ends`` are the mandates that end on the day before, ``begins`` the one to write."""

    asked: HandOver
    post: Post | None = None
    ends: list[Mandate] = field(default_factory=list)
    begins: Mandate | None = None
    problems: list[BadInput] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        """The last day of those who end."""
        return self.asked.from_on - timedelta(days=1)

    @property
    def is_renewed(self) -> bool:
        """Does the holder follow themselves: elected again, or confirmed after an interim?"""
        return any(mandate.person_id == self.asked.person_id for mandate in self.ends)


def plan_hand_overs(*, hand_overs: Sequence[HandOver], by: Actor) -> list[PlannedHandOver]:
    """What ``hand_over_posts`` would do, in the order given, with what stands in the way of each; writes nothing.

    Three queries, whatever their number. ``problems``: post_unknown, person_unknown, mandate_for_oneself,
    mandate_ends_before_start, mandate_before_unit, mandate_after_unit, mandate_twice, mandate_follows, holder_changed,
    nothing_to_hand_over. Raises NotVisible, PermissionDenied.
    """
    return _planned(hand_overs, by, held=False)[0]


@transaction.atomic
def hand_over_posts(
    *, hand_overs: Sequence[HandOver], expected: Collection[int] | None = None, by: Actor, at: datetime
) -> list[PlannedHandOver]:
    """Hand the posts over, all or none, in statements whose number does not depend on theirs; the units are told.

    ``expected`` are the mandates that the preview said would end. Days to come are planned by it as well: until its
    first day ``take_back_mandate`` undoes one. Logged by mandate. Raises BadInput with all that ``plan_hand_overs``
    tells, and ``hand_over_changed`` when others would end than expected; NotVisible, PermissionDenied.
    """
    planned, grants = _planned(hand_overs, by, held=True)
    if problems := [problem for plan in planned for problem in plan.problems]:
        raise BadInput.of(*problems)
    ended = [mandate for plan in planned for mandate in plan.ends if mandate.pk]
    if expected is not None and {mandate.pk for mandate in ended} != set(expected):
        raise BadInput("", "hand_over_changed")
    # A mandate may be handed over twice in one list only when it is new: what is recorded ends once.
    former = dict(Mandate.objects.filter(pk__in=[mandate.pk for mandate in ended]).values_list("pk", "to_on"))
    begins = [plan.begins for plan in planned if plan.begins]
    try:
        with transaction.atomic():
            Mandate.objects.bulk_update(ended, ["to_on"], batch_size=1000)
            Mandate.objects.bulk_create(begins, batch_size=1000)
    except IntegrityError as error:  # a mandate written since the plan was made stands in the way
        raise BadInput("", "hand_over_changed") from error
    _log(planned, grants, former, by, at)
    announce_all([(mandate, f"ended-{mandate.to_on}") for mandate in ended], by.on, at)
    announce_all([(mandate, "given") for mandate in begins], by.on, at)
    return planned


@transaction.atomic
def take_back_mandate(*, mandate_id: int, by: Actor, at: datetime) -> list[Mandate]:
    """A mandate that has not begun is taken back, and whoever would have ended for it goes on as before; both are told.

    Returns the mandates that go on. Raises BadInput mandate_begun, mandate_not_planned, mandate_for_oneself,
    hand_over_changed; NotVisible, PermissionDenied.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit", "post__post_type")
    mandate = rows.filter(pk=mandate_id).first()
    if mandate is None:
        raise NotVisible
    grant = require(by, Permission.MANAGE_MANDATES, mandate.post.unit)
    if mandate.standing != MandateStatus.CONFIRMED or mandate.interim:
        raise BadInput("", "mandate_not_planned")
    if mandate.from_on <= by.on:
        raise BadInput("", "mandate_begun", day=mandate.from_on)
    entry = entries_about(("mandate", mandate.pk)).filter(act=_ACT).first()
    former = {pk: date.fromisoformat(day) if day else None for pk, day in entry.detail["ended"]} if entry else {}
    # Whoever was ended again since then, for an earlier day, stays ended.
    last_day = mandate.from_on - timedelta(days=1)
    go_on = list(rows.filter(pk__in=former, to_on=last_day, standing=MandateStatus.CONFIRMED).order_by("pk"))
    for held in (mandate, *go_on):
        not_for_oneself(held.person_id, by)
    mandate.standing = MandateStatus.TAKEN_BACK
    mandate.save(update_fields=["standing"])
    for held in go_on:
        held.to_on = former[held.pk]
    try:
        with transaction.atomic():
            Mandate.objects.bulk_update(go_on, ["to_on"])
    except IntegrityError as error:
        raise BadInput("", "hand_over_changed") from error
    about: list[tuple[int | None, int, dict[str, Any]]] = [
        (mandate.post.unit_id, mandate.pk, {"go_on": [held.pk for held in go_on]})
    ]
    log_actions(act="take_back_mandate", by=by, at=at, grant=grant, kind="mandate", about=about)
    announce_all([(mandate, "taken-back"), *((held, f"goes-on-{mandate.pk}") for held in go_on)], by.on, at)
    return go_on


def _planned(hand_overs: Sequence[HandOver], by: Actor, *, held: bool) -> tuple[list[PlannedHandOver], list[Grant]]:
    """The plans in the order given, and the grant of each whose post there is; ``held`` locks what would end."""
    ids = {asked.post_id for asked in hand_overs}
    posts = {
        post.pk: post
        for post in Post.objects.select_related("unit", "post_type", "body__body_type", "area").filter(pk__in=ids)
    }
    asked_for = {asked.person_id for asked in hand_overs} - {None}
    persons = Person.objects.in_bulk(asked_for)
    rows = Mandate.objects.filter(post__in=posts, standing=MandateStatus.CONFIRMED).select_related("person")
    if held:
        rows = rows.select_for_update(of=("self",))
    in_post: dict[int, list[Mandate]] = {}
    for mandate in rows.order_by("pk"):  # locked in the order of ids, against deadlocks
        mandate.post = posts[mandate.post_id]
        in_post.setdefault(mandate.post_id, []).append(mandate)
    plans = [PlannedHandOver(asked, posts.get(asked.post_id)) for asked in hand_overs]
    grants: list[Grant] = []
    # In the order of their days: whoever takes a post in March hands it over in June.
    for plan in sorted(plans, key=lambda plan: plan.asked.from_on):
        if plan.post is None:
            plan.problems.append(BadInput("post", "post_unknown"))
            continue
        grants.append(require(by, Permission.MANAGE_MANDATES, plan.post.unit))
        _plan(plan, plan.post, persons, in_post.setdefault(plan.post.pk, []), by)
    return plans, grants


def _plan(plan: PlannedHandOver, post: Post, persons: dict[int, Person], mandates: list[Mandate], by: Actor) -> None:
    """Fill ``plan`` against the ``mandates`` of its post, which it brings to what they would be afterwards."""
    asked = plan.asked
    running = [m for m in mandates if m.from_on < asked.from_on and (m.to_on is None or m.to_on >= asked.from_on)]
    single = post.post_type.single_holder
    plan.ends = running if single else [m for m in running if m.pk in asked.ends]
    if asked.ends - {m.pk for m in plan.ends}:
        plan.problems.append(BadInput("", "holder_changed"))
    if asked.person_id is None:
        plan.problems += [] if plan.ends or plan.problems else [BadInput("person", "nothing_to_hand_over")]
    else:
        _begin(plan, post, persons.get(asked.person_id), mandates, by)
    if plan.problems:
        return
    for mandate in plan.ends:
        mandate.to_on = plan.last_day
    if plan.begins:
        mandates.append(plan.begins)


def _begin(plan: PlannedHandOver, post: Post, person: Person | None, mandates: list[Mandate], by: Actor) -> None:
    """The mandate that begins, or why it cannot."""
    asked, single = plan.asked, post.post_type.single_holder
    if person is None:
        plan.problems.append(BadInput("person", "person_unknown"))
        return
    mandate = Mandate(
        person=person,
        post=post,
        from_on=asked.from_on,
        to_on=asked.to_on,
        standing=MandateStatus.CONFIRMED,
        exclusive=single,
    )
    try:
        not_for_oneself(person.pk, by)
        checked_day_order(mandate)
    except BadInput as error:
        plan.problems += error.problems
        return
    others = [other for other in mandates if other not in plan.ends and _meet(other, mandate)]
    own = [other for other in others if other.person_id == person.pk]
    if own:
        plan.problems.append(BadInput("person", "mandate_twice", from_on=own[0].from_on))
    elif single and others:
        plan.problems.append(BadInput("from_on", "mandate_follows", from_on=min(other.from_on for other in others)))
    else:
        plan.begins = mandate


def _meet(mandate: Mandate, other: Mandate) -> bool:
    """Have both a day in common?"""
    return (mandate.to_on is None or other.from_on <= mandate.to_on) and (
        other.to_on is None or mandate.from_on <= other.to_on
    )


def _log(
    planned: Iterable[PlannedHandOver], grants: Sequence[Grant], former: dict[int, date | None], by: Actor, at: datetime
) -> None:
    """An entry for each mandate that begins, with what ended for it and until when that was; one for each that only
    ends."""
    begun: list[tuple[int | None, int, dict[str, Any]]] = []
    over: list[tuple[int | None, int, dict[str, Any]]] = []
    for plan in planned:
        unit_id = (plan.begins or plan.ends[0]).post.unit_id
        last_day = plan.last_day.isoformat()
        ended = [(m.pk, day.isoformat() if (day := former.get(m.pk)) else None) for m in plan.ends]
        over += [(unit_id, pk, {"to_on": last_day, "before": day}) for pk, day in ended]
        if plan.begins:
            days = {"from_on": plan.asked.from_on.isoformat(), "to_on": _text(plan.asked.to_on), "ended": ended}
            begun.append((unit_id, plan.begins.pk, days))
    grant = grants[0] if grants else None
    log_actions(act="end_mandate", by=by, at=at, grant=grant, kind="mandate", about=over)
    log_actions(act=_ACT, by=by, at=at, grant=grant, kind="mandate", about=begun)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
