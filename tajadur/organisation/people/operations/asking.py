"""Asking for an act that needs a second person: it is told at once, and nothing of it holds before it is confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.powers import POWER_ACTS, PowerAct, Second
from tajadur.registry.audit.operations import log_action, log_actions

from ..models import Mandate, PendingAct, Post
from .mandate_checks import days_of
from .notifying import Concern, tell_of_power


def ask_second(
    *,
    act: PowerAct,
    post: Post,
    about_id: int,
    mandate: Mandate | None = None,
    values: dict[str, Any] | None = None,
    told_ids: tuple[int, ...] = (),
    params: dict[str, Any] | None = None,
    grant: Grant,
    by: Actor,
    at: datetime,
) -> PendingAct:
    """Keep an act of the table that needs a second person, tell of it, log it. Called inside the asker's operation,
    which has required the permission (``grant``).

    ``about_id`` is the person who gains or loses by it, ``told_ids`` others concerned; ``values`` (days as ISO text,
    ids) come back to whoever carries it out. Raises BadInput ``act_waits_already``.
    """
    if POWER_ACTS[act].second is not Second.ALWAYS or by.person_id is None:
        raise PermissionDenied(act)
    pending = PendingAct(
        act=act,
        about_id=about_id,
        unit_id=post.unit_id,
        mandate=mandate,
        values=values or {},
        asked_by_id=by.person_id,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            pending.save()
    except IntegrityError:
        raise BadInput("", "act_waits_already") from None
    log_action(
        act="ask_second",
        by=by,
        at=at,
        grant=grant,
        unit_id=post.unit_id,
        subject=("pending_act", pending.pk),
        detail={"act": str(act), "about": about_id, **({"mandate": mandate.pk} if mandate else {})},
    )
    concern = Concern(("pending_act", pending.pk), post, (about_id, *told_ids), {**(params or {}), "asked": True})
    tell_of_power(act=act, concerns=[concern], step="-asked", on=by.on, at=at)
    return pending


def ask_for_posts(given: Sequence[tuple[Post, Mandate]], *, by: Actor, at: datetime) -> None:
    """As ``ask_second`` for many mandates proposed at once, by an import, which logs them."""
    if not given or by.person_id is None:
        return
    made = PendingAct.objects.bulk_create(
        (
            PendingAct(
                act=PowerAct.GIVE_POWER,
                about_id=mandate.person_id,
                unit_id=post.unit_id,
                mandate=mandate,
                asked_by_id=by.person_id,
                asked_at=at,
            )
            for post, mandate in given
        ),
        batch_size=1000,
    )
    concerns = [
        Concern(("pending_act", pending.pk), post, (mandate.person_id,), {**days_of(mandate), "asked": True})
        for pending, (post, mandate) in zip(made, given, strict=True)
    ]
    whole = ("pending_acts", made[0].pk)
    tell_of_power(act=PowerAct.GIVE_POWER, concerns=concerns, step="-asked", whole=whole, on=by.on, at=at)


def ask_for_hand_overs(
    given: Sequence[tuple[Post, Mandate, dict[str, Any], Concern]], *, by: Actor, at: datetime
) -> None:
    """As ``ask_second`` for hand-overs, many at once, which their operation has planned. Raises BadInput
    ``act_waits_already``."""
    if not given or by.person_id is None:
        return
    try:
        with transaction.atomic():
            made = PendingAct.objects.bulk_create(
                (
                    PendingAct(
                        act=PowerAct.HAND_OVER,
                        about_id=mandate.person_id,
                        unit_id=post.unit_id,
                        mandate=mandate,
                        values=values,
                        asked_by_id=by.person_id,
                        asked_at=at,
                    )
                    for post, mandate, values, _concern in given
                ),
                batch_size=1000,
            )
    except IntegrityError:
        raise BadInput("", "act_waits_already") from None
    about: list[tuple[int | None, int, dict[str, Any]]] = [
        (pending.unit_id, pending.pk, {"act": pending.act, "about": pending.about_id, "mandate": pending.mandate_id})
        for pending in made
    ]
    log_actions(act="ask_second", by=by, at=at, kind="pending_act", about=about)
    concerns = [
        replace(concern, subject=("pending_act", pending.pk), params={**concern.params, "asked": True})
        for pending, (*_rest, concern) in zip(made, given, strict=True)
    ]
    whole = ("pending_acts", made[0].pk)
    tell_of_power(act=PowerAct.HAND_OVER, concerns=concerns, step="-asked", whole=whole, on=by.on, at=at)
