"""What a hand-over of posts would do, and what stands in its way; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import POWERFUL

from ..models import Mandate, Person, Post
from ..vocabulary import MandateStatus
from .mandate_checks import checked_day_order, not_for_oneself
from .notifying import Concern


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
    def held_post(self) -> Post:
        """The post of a plan without problems."""
        return (self.begins or self.ends[0]).post

    def waits(self, on: date) -> bool:
        """Does it need a second person: power passes, or days that are past are taken?"""
        powerful = self.begins is not None and self.held_post.post_type.office in POWERFUL
        return powerful or (bool(self.ends) and self.last_day < on)

    @property
    def concern(self) -> Concern:
        """Whom it touches, for those who are told."""
        mandate = self.begins or self.ends[0]
        persons = dict.fromkeys(m.person_id for m in (mandate, *self.ends))
        return Concern(
            ("mandate", mandate.pk), self.held_post, tuple(persons), {"from_on": self.asked.from_on.isoformat()}
        )

    @property
    def values(self) -> dict[str, Any]:
        """What carrying it out later needs, as JSON."""
        return {
            "post": self.asked.post_id,
            "person": self.asked.person_id,
            "from_on": self.asked.from_on.isoformat(),
            "to_on": text_of(self.asked.to_on),
            "ends": [m.pk for m in self.ends if m.pk],
            "mandate": self.begins.pk if self.begins else None,
        }

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
    return planned_hand_overs(hand_overs, by, held=False)[0]


def planned_hand_overs(
    hand_overs: Sequence[HandOver], by: Actor, *, held: bool, grant: Grant | None = None
) -> tuple[list[PlannedHandOver], list[Grant]]:
    """The plans in the order given, and the grant of each whose post there is; ``held`` locks what would end.

    ``grant`` is that of a second person, who needs no other.
    """
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
        grants.append(grant or require(by, Permission.MANAGE_MANDATES, plan.post.unit))
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


def text_of(day: date | None) -> str | None:
    """A day as JSON keeps it."""
    return day.isoformat() if day else None
