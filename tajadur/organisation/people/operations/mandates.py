"""Giving, ending and correcting mandates. What a mandate opened closes with its last day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.permissions.powers import POWERFUL, PowerAct
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.operations import log_action

from ..managers import KNOWN
from ..models import Mandate, PendingAct, Person, Post
from ..vocabulary import MandateStatus
from .asking import ask_second
from .holding import checked_rules, note_reasons, paired
from .mandate_checks import (
    announce,
    checked_days,
    days_of,
    goes_beyond,
    locked,
    not_for_oneself,
    reason_of,
    stop_if_refused,
    store,
)
from .notifying import tell_of_mandate


@transaction.atomic
def give_mandate(
    *,
    person_id: int,
    post_id: int,
    from_on: date,
    to_on: date | None = None,
    interim: bool = False,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> Mandate:
    """A person holds a post from a day to a day, both included; the unit is told.

    Against a rule about holding posts it is refused, or needs ``rule_reason``, as the rule says (``stop_at_rules``).

    A post that can submit a unit's record, or decide who enters, waits for a second person (``confirm_act``); an
    interim for the Secretary General. What waits is proposed and opens nothing. Raises BadInput: person_unknown,
    post_unknown, mandate_for_oneself, mandate_ends_before_start, mandate_before_unit, mandate_after_unit,
    mandate_overlaps(_open), mandate_twice, interim_without_end, interim_too_long; NotVisible, PermissionDenied.
    """
    post = Post.objects.select_related("unit", "post_type").filter(pk=post_id).first()
    if post is None:
        raise BadInput("post", "post_unknown")
    grant = require(by, Permission.MANAGE_MANDATES, post.unit)
    if not Person.objects.filter(KNOWN, pk=person_id).exists():
        raise BadInput("person", "person_unknown")
    not_for_oneself(person_id, by)
    asked = not interim and post.post_type.office in POWERFUL and not _is_first_general(post, by)
    mandate = Mandate(
        person_id=person_id,
        post=post,
        from_on=from_on,
        to_on=to_on,
        interim=interim,
        standing=MandateStatus.PROPOSED if interim or asked else MandateStatus.CONFIRMED,
        exclusive=post.post_type.single_holder,
    )
    checked_days(mandate)
    breaches, why = checked_rules(mandate, rule_reason)
    store(mandate)
    note_reasons(paired(breaches, [mandate]), why, by=by, grant=grant, at=at)
    log_action(
        act="propose_interim" if interim else "propose_mandate" if asked else "give_mandate",
        by=by,
        at=at,
        grant=grant,
        unit_id=post.unit_id,
        subject=("mandate", mandate.pk),
        detail=days_of(mandate),
    )
    if interim:
        tell_of_mandate(PowerAct.INTERIM, mandate, step="-asked", asked=True, on=by.on, at=at)
    elif asked:
        _ask(PowerAct.GIVE_POWER, mandate, {}, grant, by, at)
    else:
        announce(mandate, "given", by.on, at)
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: int, to_on: date, reason: str = "", by: Actor, at: datetime) -> Mandate:
    """End a mandate on ``to_on``, its last day, earlier than it would; an interim with a ``reason``.

    A day that is past waits for a second person, and nothing changes before. Raises BadInput: mandate_over,
    mandate_only_proposed, mandate_refused, mandate_end_later, mandate_ends_before_start, reason_required,
    act_waits_already; NotVisible, PermissionDenied.
    """
    mandate = locked(mandate_id)
    grant = require(by, Permission.MANAGE_MANDATES, mandate.post.unit)
    _may_end(mandate, to_on, by.on)
    why = reason_of(reason) if mandate.interim else ""
    if to_on < by.on:
        _ask(PowerAct.END_BEFORE_TODAY, mandate, {"to_on": to_on.isoformat(), "reason": why}, grant, by, at)
        return mandate
    return _end(PowerAct.ENDED, mandate, to_on, why, grant, by, at)


@transaction.atomic
def correct_mandate(
    *, mandate_id: int, from_on: date, to_on: date | None, rule_reason: str = "", by: Actor, at: datetime
) -> Mandate:
    """Correct days that were typed wrongly; the unit is told. One's own is corrected by another.

    What takes a day up to today from its holder, or gives more days of a post with power, waits for a second person.
    What was approved is never made longer: of an approved interim only fewer days. More days are asked of the rules
    about holding posts as ``give_mandate`` does. Raises as it does, and
    BadInput interim_shortened_only, mandate_refused, act_waits_already.
    """
    mandate = locked(mandate_id)
    grant = require(by, Permission.MANAGE_MANDATES, mandate.post.unit)
    not_for_oneself(mandate.person_id, by)
    stop_if_refused(mandate)
    confirmed = mandate.standing == MandateStatus.CONFIRMED
    if mandate.interim and confirmed and goes_beyond(mandate, from_on, to_on):
        raise BadInput("to_on", "interim_shortened_only", from_on=mandate.from_on, to_on=mandate.to_on)
    if confirmed and _needs_second(mandate, from_on, to_on, by.on):
        values = {"from_on": from_on.isoformat(), "to_on": to_on.isoformat() if to_on else None}
        before, longer = (mandate.from_on, mandate.to_on), goes_beyond(mandate, from_on, to_on)
        mandate.from_on, mandate.to_on = from_on, to_on
        checked_days(mandate)
        if longer:
            _keep_to_rules(mandate, rule_reason, grant, by, at)
        mandate.from_on, mandate.to_on = before
        _ask(PowerAct.CHANGE_DAYS, mandate, values, grant, by, at)
        return mandate
    return _correct(PowerAct.SHORTENED, mandate, (from_on, to_on), rule_reason, grant, by, at)


def given_power(pending: PendingAct, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """Carry out ``give_mandate`` once confirmed. Raises BadInput for days taken by another meanwhile, and as
    ``stop_at_rules``."""
    mandate = locked(pending.mandate_id or 0)
    mandate.standing = MandateStatus.CONFIRMED
    checked_days(mandate)
    _keep_to_rules(mandate, reason, grant, by, at)
    store(mandate)
    _log("give_mandate", mandate, days_of(mandate), grant, by, at)
    tell_of_mandate(PowerAct.GIVE_POWER, mandate, on=by.on, at=at)


def refused_power(pending: PendingAct, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """What was to be given is refused for good."""
    mandate = locked(pending.mandate_id or 0)
    if mandate.standing != MandateStatus.PROPOSED:  # nobody was to begin: whoever was to end goes on
        return
    mandate.standing = MandateStatus.REFUSED
    mandate.save(update_fields=["standing"])
    _log("refuse_mandate", mandate, {}, grant, by, at)


def ended_before_today(pending: PendingAct, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """Carry out ``end_mandate`` once confirmed. Raises BadInput as it does."""
    mandate = locked(pending.mandate_id or 0)
    to_on = date.fromisoformat(pending.values["to_on"])
    _may_end(mandate, to_on, civil_day(pending.asked_at))
    _end(PowerAct.END_BEFORE_TODAY, mandate, to_on, pending.values["reason"], grant, by, at)


def changed_days(pending: PendingAct, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """Carry out ``correct_mandate`` once confirmed. Raises BadInput as it does."""
    mandate = locked(pending.mandate_id or 0)
    from_on, to_on = date.fromisoformat(pending.values["from_on"]), pending.values["to_on"]
    days = from_on, date.fromisoformat(to_on) if to_on else None
    _correct(PowerAct.CHANGE_DAYS, mandate, days, reason, grant, by, at)


def _may_end(mandate: Mandate, to_on: date, on: date) -> None:
    stop_if_refused(mandate)
    if mandate.standing == MandateStatus.PROPOSED:
        raise BadInput("", "mandate_only_proposed")
    if mandate.to_on and mandate.to_on < on:
        raise BadInput("", "mandate_over", day=mandate.to_on)
    if mandate.to_on and to_on > mandate.to_on:
        raise BadInput("to_on", "mandate_end_later", day=mandate.to_on)
    if to_on < mandate.from_on:
        raise BadInput("to_on", "mandate_ends_before_start")


def _end(act: PowerAct, mandate: Mandate, to_on: date, reason: str, grant: Grant, by: Actor, at: datetime) -> Mandate:
    mandate.to_on = to_on
    if mandate.interim:
        mandate.closed_because = reason
    store(mandate)
    entry = _log("end_mandate", mandate, days_of(mandate), grant, by, at)
    tell_of_mandate(act, mandate, step=f"-{entry.pk}", on=by.on, at=at)
    return mandate


def _correct(
    act: PowerAct,
    mandate: Mandate,
    days: tuple[date, date | None],
    rule_reason: str,
    grant: Grant,
    by: Actor,
    at: datetime,
) -> Mandate:
    before, longer = days_of(mandate), goes_beyond(mandate, *days)
    mandate.from_on, mandate.to_on = days
    checked_days(mandate)
    if longer:
        _keep_to_rules(mandate, rule_reason, grant, by, at)
    store(mandate)
    entry = _log("correct_mandate", mandate, {"before": before, "after": days_of(mandate)}, grant, by, at)
    if mandate.standing == MandateStatus.CONFIRMED:
        tell_of_mandate(act, mandate, step=f"-{entry.pk}", on=by.on, at=at)
    return mandate


def _keep_to_rules(mandate: Mandate, reason: str, grant: Grant, by: Actor, at: datetime) -> None:
    """Of a mandate that has its row. Raises as ``stop_at_rules``."""
    breaches, why = checked_rules(mandate, reason)
    note_reasons(paired(breaches, [mandate]), why, by=by, grant=grant, at=at)


def _needs_second(mandate: Mandate, from_on: date, to_on: date | None, on: date) -> bool:
    """Does the correction take a day up to ``on`` from the holder, or give a post with power for more days?"""
    ends = mandate.to_on or date.max
    starts_later = from_on > mandate.from_on and mandate.from_on <= on
    ended_before = (to_on or date.max) < min(on, ends)
    return (
        starts_later
        or ended_before
        or (mandate.post.post_type.office in POWERFUL and goes_beyond(mandate, from_on, to_on))
    )


def _is_first_general(post: Post, by: Actor) -> bool:
    """Is this the party's first Secretary General, given by the only administrator? Nobody else could confirm it."""
    if post.post_type.office != Role.SECRETARY_GENERAL:
        return False
    confirmed = Mandate.objects.filter(standing=MandateStatus.CONFIRMED)
    others = confirmed.filter(post__post_type__office=Role.ADMINISTRATOR).exclude(person_id=by.person_id or 0)
    return not others.exists() and not confirmed.filter(post__post_type__office=Role.SECRETARY_GENERAL).exists()


def _ask(act: PowerAct, mandate: Mandate, values: dict[str, str | None], grant: Grant, by: Actor, at: datetime) -> None:
    ask_second(
        act=act,
        post=mandate.post,
        about_id=mandate.person_id,
        mandate=mandate,
        values=values,
        params=days_of(mandate) | {name: day for name, day in values.items() if name != "reason"},
        grant=grant,
        by=by,
        at=at,
    )


def _log(act: str, mandate: Mandate, detail: dict[str, Any], grant: Grant, by: Actor, at: datetime) -> AuditEntry:
    subject = ("mandate", mandate.pk)
    return log_action(act=act, by=by, at=at, grant=grant, unit_id=mandate.post.unit_id, subject=subject, detail=detail)
