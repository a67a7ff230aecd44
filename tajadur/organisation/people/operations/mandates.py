"""Giving, ending and correcting mandates. What a mandate opened closes with its last day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action
from tajadur.registry.audit.queries import entries_about
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Mandate, Person, Post
from ..vocabulary import CLOSED, MandateStatus

INTERIM_DAYS = 90  # an interim mandate is lent power: it ends by itself
_SINGLE = "mandate_single_holder"
_ONCE = "mandate_person_once_per_post"


@transaction.atomic
def give_mandate(
    *,
    person_id: int,
    post_id: int,
    from_on: date,
    to_on: date | None = None,
    interim: bool = False,
    by: Actor,
    at: datetime,
) -> Mandate:
    """A person holds a post from a day to a day, both included; the unit's secretaries are told.

    An interim mandate waits for the Secretary General's approval and opens nothing before it. Raises BadInput:
    person_unknown, post_unknown, mandate_for_oneself, mandate_ends_before_start, mandate_before_unit,
    mandate_after_unit, mandate_overlaps(_open), mandate_twice, interim_without_end, interim_too_long; NotVisible,
    PermissionDenied.
    """
    post = Post.objects.select_related("unit", "post_type").filter(pk=post_id).first()
    if post is None:
        raise BadInput("post", "post_unknown")
    grant = require(by, Permission.MANAGE_MANDATES, post.unit)
    if not Person.objects.filter(pk=person_id).exists():
        raise BadInput("person", "person_unknown")
    not_for_oneself(person_id, by)
    mandate = Mandate(
        person_id=person_id,
        post=post,
        from_on=from_on,
        to_on=to_on,
        interim=interim,
        standing=MandateStatus.PROPOSED if interim else MandateStatus.CONFIRMED,
        exclusive=post.post_type.single_holder,
    )
    checked_days(mandate)
    store(mandate)
    log_action(
        act="propose_interim" if interim else "give_mandate",
        by=by,
        at=at,
        grant=grant,
        unit_id=post.unit_id,
        subject=("mandate", mandate.pk),
        detail=_days(mandate),
    )
    if not interim:
        announce(mandate, "given", by.on, at)
    return mandate


@transaction.atomic
def approve_interim(*, mandate_id: int, by: Actor, at: datetime) -> Mandate:
    """The Secretary General confirms a waiting interim mandate; the unit is told. Raises BadInput interim_not_waiting,
    mandate_overlaps(_open), mandate_for_oneself; NotVisible, PermissionDenied."""
    mandate = _locked(mandate_id)
    grant = require(by, Permission.APPROVE_INTERIM, mandate.post.unit)
    if mandate.standing != MandateStatus.PROPOSED:
        raise BadInput("", "interim_not_waiting")
    not_for_oneself(mandate.person_id, by)
    mandate.standing = MandateStatus.CONFIRMED
    checked_days(mandate)
    store(mandate)
    log_action(
        act="approve_interim", by=by, at=at, grant=grant, unit_id=mandate.post.unit_id, subject=("mandate", mandate.pk)
    )
    announce(mandate, "given", by.on, at)
    return mandate


@transaction.atomic
def refuse_interim(*, mandate_id: int, reason: str, by: Actor, at: datetime) -> Mandate:
    """A waiting interim is refused with a reason, by the Secretary General or an administrator; it opens nothing, ever.

    Raises BadInput interim_not_waiting, reason_required; NotVisible, PermissionDenied.
    """
    mandate = _locked(mandate_id)
    grant = require(by, Permission.REFUSE_INTERIM, mandate.post.unit)
    if mandate.standing != MandateStatus.PROPOSED or not mandate.interim:
        raise BadInput("", "interim_not_waiting")
    mandate.standing, mandate.closed_because = MandateStatus.REFUSED, _reason(reason)
    mandate.save(update_fields=["standing", "closed_because"])
    log_action(
        act="refuse_interim", by=by, at=at, grant=grant, unit_id=mandate.post.unit_id, subject=("mandate", mandate.pk)
    )
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: int, to_on: date, reason: str = "", by: Actor, at: datetime) -> Mandate:
    """End a mandate on ``to_on``, its last day, earlier than it would; an interim with a ``reason``.

    Raises BadInput: mandate_over, mandate_only_proposed, mandate_refused, mandate_end_later,
    mandate_ends_before_start, reason_required; NotVisible, PermissionDenied.
    """
    mandate = _locked(mandate_id)
    grant = require(by, Permission.MANAGE_MANDATES, mandate.post.unit)
    _stop_if_refused(mandate)
    if mandate.standing == MandateStatus.PROPOSED:
        raise BadInput("", "mandate_only_proposed")
    if mandate.to_on and mandate.to_on < by.on:
        raise BadInput("", "mandate_over", day=mandate.to_on)
    if mandate.to_on and to_on > mandate.to_on:
        raise BadInput("to_on", "mandate_end_later", day=mandate.to_on)
    if to_on < mandate.from_on:
        raise BadInput("to_on", "mandate_ends_before_start")
    mandate.to_on = to_on
    if mandate.interim:
        mandate.closed_because = _reason(reason)
    store(mandate)
    log_action(
        act="end_mandate",
        by=by,
        at=at,
        grant=grant,
        unit_id=mandate.post.unit_id,
        subject=("mandate", mandate.pk),
        detail=_days(mandate),
    )
    announce(mandate, f"ended-{to_on.isoformat()}", by.on, at)
    return mandate


@transaction.atomic
def correct_mandate(*, mandate_id: int, from_on: date, to_on: date | None, by: Actor, at: datetime) -> Mandate:
    """Correct days that were typed wrongly; the unit is told. One's own is corrected by another.

    What was approved is never made longer: of an approved interim only fewer days. Raises as ``give_mandate``, and
    BadInput interim_shortened_only, mandate_refused.
    """
    mandate = _locked(mandate_id)
    grant = require(by, Permission.MANAGE_MANDATES, mandate.post.unit)
    not_for_oneself(mandate.person_id, by)
    _stop_if_refused(mandate)
    before = _days(mandate)
    if mandate.interim and mandate.standing == MandateStatus.CONFIRMED and _goes_beyond(mandate, from_on, to_on):
        raise BadInput("to_on", "interim_shortened_only", from_on=mandate.from_on, to_on=mandate.to_on)
    mandate.from_on, mandate.to_on = from_on, to_on
    checked_days(mandate)
    store(mandate)
    log_action(
        act="correct_mandate",
        by=by,
        at=at,
        grant=grant,
        unit_id=mandate.post.unit_id,
        subject=("mandate", mandate.pk),
        detail={"before": before, "after": _days(mandate)},
    )
    if mandate.standing == MandateStatus.CONFIRMED:
        corrections = entries_about(("mandate", mandate.pk)).filter(act="correct_mandate").count()
        announce(mandate, f"corrected-{corrections}", by.on, at)
    return mandate


def _locked(mandate_id: int) -> Mandate:
    mandates = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit", "post__post_type")
    mandate = mandates.filter(pk=mandate_id).first()
    if mandate is None:
        raise NotVisible
    return mandate


def _stop_if_refused(mandate: Mandate) -> None:
    if mandate.standing in CLOSED:
        raise BadInput("", "mandate_refused")


def _reason(text: str) -> str:
    reason = clean_line(text, field="reason", limit=300)
    if not reason:
        raise BadInput("reason", "reason_required")
    return reason


def _goes_beyond(mandate: Mandate, from_on: date, to_on: date | None) -> bool:
    """Would the mandate cover a day that was not approved?"""
    return from_on < mandate.from_on or to_on is None or mandate.to_on is None or to_on > mandate.to_on


def not_for_oneself(person_id: int, by: Actor) -> None:
    """Raises BadInput ``mandate_for_oneself``: nobody gives a mandate to themselves."""
    if by.person_id == person_id:
        raise BadInput("", "mandate_for_oneself")


def _days(mandate: Mandate) -> dict[str, str | None]:
    return {"from_on": mandate.from_on.isoformat(), "to_on": mandate.to_on.isoformat() if mandate.to_on else None}


def checked_days(mandate: Mandate) -> None:
    """Raises BadInput for days that cannot be, or that another mandate already takes."""
    checked_day_order(mandate)
    if clash := _clash(mandate):
        raise clash


def checked_day_order(mandate: Mandate) -> None:
    """Raises BadInput for days that cannot be, whoever else holds the post: mandate_ends_before_start,
    mandate_before_unit, mandate_after_unit, interim_without_end, interim_too_long."""
    unit, problems = mandate.post.unit, []
    if mandate.to_on and mandate.to_on < mandate.from_on:
        problems.append(BadInput("to_on", "mandate_ends_before_start"))
    if mandate.from_on < unit.opened_on:
        problems.append(BadInput("from_on", "mandate_before_unit", day=unit.opened_on))
    if unit.closed_on and (mandate.to_on is None or mandate.to_on >= unit.closed_on):
        problems.append(BadInput("to_on", "mandate_after_unit", day=unit.closed_on))
    latest = mandate.from_on + timedelta(days=INTERIM_DAYS)
    if mandate.interim and mandate.to_on is None:
        problems.append(BadInput("to_on", "interim_without_end"))
    elif mandate.interim and mandate.to_on and mandate.to_on > latest:
        problems.append(BadInput("to_on", "interim_too_long", day=latest))
    if problems:
        raise BadInput.of(*problems)


def _clash(mandate: Mandate) -> BadInput | None:
    """The mandate that stands in the way, as the problem to show."""
    others = Mandate.objects.filter(post_id=mandate.post_id).exclude(pk=mandate.pk)
    others = others.exclude(standing__in=CLOSED)
    others = others.filter(Q(to_on=None) | Q(to_on__gte=mandate.from_on))
    if mandate.to_on:
        others = others.filter(from_on__lte=mandate.to_on)
    if own := others.filter(person_id=mandate.person_id).order_by("from_on").first():
        return BadInput("from_on", "mandate_twice", from_on=own.from_on)
    # A proposal is compared too: better told now than when it is approved.
    if mandate.exclusive and (held := others.filter(standing=MandateStatus.CONFIRMED).order_by("from_on").first()):
        if held.to_on is None:
            return BadInput("from_on", "mandate_overlaps_open", from_on=held.from_on)
        return BadInput("from_on", "mandate_overlaps", from_on=held.from_on, to_on=held.to_on)
    return None


def store(mandate: Mandate) -> None:
    """Save; two writers at once are stopped by the database and told the same as one."""
    try:
        with transaction.atomic():
            mandate.save()
    except IntegrityError as error:
        if _SINGLE not in str(error) and _ONCE not in str(error):
            raise
        raise _clash(mandate) or BadInput("from_on", "mandate_twice", from_on=mandate.from_on) from error


def announce(mandate: Mandate, step: str, on: date, at: datetime) -> None:
    """Tell the secretaries of the unit, whoever holds these posts when it is read."""
    announce_all([(mandate, step)], on, at)


def announce_all(told: Collection[tuple[Mandate, str]], on: date, at: datetime) -> None:
    """As ``announce``, for many mandates with the step of each: two statements, whatever their number."""
    offices = (Role.SECRETARY, Role.SECRETARY_GENERAL)
    unit_ids = {mandate.post.unit_id for mandate, _ in told}
    posts = Post.objects.filter(unit_id__in=unit_ids, post_type__office__in=offices).order_by("pk")
    of_unit: dict[int, list[int]] = {}
    for unit_id, post_id in posts.values_list("unit_id", "pk"):
        of_unit.setdefault(unit_id, []).append(post_id)
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.MANDATE,
                subject=("mandate", mandate.pk),
                step=step,
                post_id=post_id,
                unit_id=mandate.post.unit_id,
                step_on=on,
                params={"post_id": mandate.post_id, "interim": mandate.interim, **_days(mandate)},
            )
            for mandate, step in told
            for post_id in of_unit.get(mandate.post.unit_id, ())
        ],
        at=at,
    )
