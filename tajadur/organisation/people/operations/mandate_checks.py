"""What holds for every act on a mandate: its days, who stands in the way, what is asked before it is written."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Role
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Mandate, Post
from ..vocabulary import CLOSED, MandateStatus

INTERIM_DAYS = 90  # an interim mandate is lent power: it ends by itself
_SINGLE = "mandate_single_holder"
_ONCE = "mandate_person_once_per_post"


def locked(mandate_id: int) -> Mandate:
    """The mandate with its post and unit, locked. Raises NotVisible."""
    mandates = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit", "post__post_type")
    mandate = mandates.filter(pk=mandate_id).first()
    if mandate is None:
        raise NotVisible
    return mandate


def stop_if_refused(mandate: Mandate) -> None:
    """Raises BadInput ``mandate_refused``."""
    if mandate.standing in CLOSED:
        raise BadInput("", "mandate_refused")


def reason_of(text: str) -> str:
    """The reason, cleaned. Raises BadInput ``reason_required``."""
    reason = clean_line(text, field="reason", limit=300)
    if not reason:
        raise BadInput("reason", "reason_required")
    return reason


def goes_beyond(mandate: Mandate, from_on: date, to_on: date | None) -> bool:
    """Would the mandate cover a day that it does not cover now?"""
    return from_on < mandate.from_on or (to_on or date.max) > (mandate.to_on or date.max)


def not_for_oneself(person_id: int, by: Actor) -> None:
    """Raises BadInput ``mandate_for_oneself``: nobody gives a mandate to themselves."""
    if by.person_id == person_id:
        raise BadInput("", "mandate_for_oneself")


def days_of(mandate: Mandate) -> dict[str, str | None]:
    """Its first and last day, as a notice and the audit log keep them."""
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
                params={"post_id": mandate.post_id, "interim": mandate.interim, **days_of(mandate)},
            )
            for mandate, step in told
            for post_id in of_unit.get(mandate.post.unit_id, ())
        ],
        at=at,
    )
