"""A unit proposes who was elected to its posts; an administrator confirms; the former mandates end with the vote."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.profile.queries import settings_on
from tajadur.organisation.units.models import Body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_action, log_actions

from ..managers import KNOWN
from ..models import Mandate, PendingAct, Person, Post
from ..vocabulary import MandateStatus
from .holding import Beginning, against_rules, note_reasons, paired, stop_at_rules
from .mandate_checks import checked_days, not_for_oneself, store
from .notifying import Concern, tell_of_power
from .persons import Details, checked


@transaction.atomic
def propose_mandate(
    *,
    post_id: int,
    person_id: int | None,
    details: Details | None,
    from_on: date,
    identity_confirmed: bool = False,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> Mandate:
    """The unit says who was elected to one of its posts: somebody known, or a new person by ``details``.

    The mandate is proposed and opens nothing. Raises NotVisible, PermissionDenied, BadInput (codes of the app's
    PROBLEMS), and as ``stop_at_rules``: what the person holds in that body ends with the vote.
    """
    post = Post.objects.select_related("unit", "post_type", "body").filter(pk=post_id).first()
    if post is None:
        raise BadInput("post", "post_unknown")
    grant = require(by, Permission.PROPOSE_MANDATES, post.unit)
    if person_id is None and details is not None:
        person_id = Person.objects.create(**checked(details, by.on, identity_confirmed)).pk
    if person_id is None or not Person.objects.filter(KNOWN, pk=person_id).exists():
        raise BadInput("person", "person_unknown")
    months = settings_on(post.body.body_type_id, from_on).mandate_months
    mandate = Mandate(
        person_id=person_id,
        post=post,
        from_on=from_on,
        to_on=_months_later(from_on, months) if months else None,
        standing=MandateStatus.PROPOSED,
        exclusive=post.post_type.single_holder,
    )
    breaches = against_rules([Beginning.of(mandate, ends_body=True)], hold=True)
    why = stop_at_rules(breaches, rule_reason)
    mandate.save()
    note_reasons(paired(breaches, [mandate]), why, by=by, grant=grant, at=at)
    subject = ("mandate", mandate.pk)
    log_action(act="propose_mandate", by=by, at=at, grant=grant, unit_id=post.unit_id, subject=subject)
    return mandate


@transaction.atomic
def propose_mandates(
    *,
    post_id: int,
    persons: Sequence[int | Details],
    from_on: date,
    identity_confirmed: bool = False,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> list[Mandate]:
    """The unit says who was elected to a post that many hold, in the order given: persons known by id, or new ones.

    One audit entry with the tally. Raises NotVisible, PermissionDenied, BadInput (codes of the app's PROBLEMS, on
    ``names``), and as ``propose_mandate`` for the rules about holding posts.
    """
    post = Post.objects.select_related("unit", "post_type", "body").filter(pk=post_id).first()
    if post is None or post.post_type.single_holder:
        raise BadInput("post", "post_unknown")
    grant = require(by, Permission.PROPOSE_MANDATES, post.unit)
    problems, kept = [], []
    for person in persons:
        try:
            kept.append(person if isinstance(person, int) else Person(**checked(person, by.on, identity_confirmed)))
        except BadInput as error:
            problems += [BadInput("names", problem.code, **problem.params) for problem in error.problems]
    if problems:
        raise BadInput.of(*problems)
    Person.objects.bulk_create([person for person in kept if isinstance(person, Person)])
    ids = [person if isinstance(person, int) else person.pk for person in kept]
    months = settings_on(post.body.body_type_id, from_on).mandate_months
    wanted = [
        Mandate(
            person_id=person_id,
            post=post,
            from_on=from_on,
            to_on=_months_later(from_on, months) if months else None,
            standing=MandateStatus.PROPOSED,
            exclusive=False,
        )
        for person_id in ids
    ]
    breaches = against_rules([Beginning.of(mandate, ends_body=True) for mandate in wanted], hold=True)
    why = stop_at_rules(breaches, rule_reason)
    mandates = Mandate.objects.bulk_create(wanted)
    note_reasons(paired(breaches, mandates), why, by=by, grant=grant, at=at)
    detail = {"proposed": len(mandates)}
    log_action(
        act="propose_mandates",
        by=by,
        at=at,
        grant=grant,
        unit_id=post.unit_id,
        subject=("post", post.pk),
        detail=detail,
    )
    return mandates


@transaction.atomic
def withdraw_proposals(*, mandate_ids: Collection[int], by: Actor, at: datetime) -> None:
    """A unit takes back mandates it proposed and nobody confirmed yet, in six statements whatever their number.

    Raises NotVisible when one is not there or of another unit than the others, PermissionDenied, BadInput
    ``renewal_not_waiting``.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit").filter(pk__in=mandate_ids)
    mandates = list(rows.order_by("pk"))  # locked in the order of ids: two at once cannot deadlock
    units = {mandate.post.unit_id: mandate.post.unit for mandate in mandates}
    if len(mandates) < len(set(mandate_ids)) or len(units) != 1:
        raise NotVisible
    ((unit_id, unit),) = units.items()
    grant = require(by, Permission.PROPOSE_MANDATES, unit)
    _of_the_unit(mandates)
    rows.delete()
    about: list[tuple[int | None, int, dict[str, Any]]] = [(unit_id, mandate.pk, {}) for mandate in mandates]
    log_actions(act="withdraw_proposal", by=by, at=at, grant=grant, kind="mandate", about=about)


@transaction.atomic
def confirm_renewal(
    *, mandate_ids: Collection[int], elected_on: date, rule_reason: str = "", by: Actor, at: datetime
) -> int:
    """An administrator confirms proposed mandates, elected on ``elected_on``: the mandates in force in their bodies end
    that day, these begin the day after, and access passes with them. Returns how many ended.

    What began in a body since the election ends today, and whoever takes that post begins tomorrow. Raises NotVisible,
    PermissionDenied, BadInput ``renewal_not_waiting``, ``mandate_for_oneself``, ``act_by_oneself`` (who leads the unit
    confirms nothing it proposed) or what stands in the way, and as ``stop_at_rules``.
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("post__unit", "post__post_type", "person")
    mandates = list(rows.filter(pk__in=mandate_ids).order_by("pk"))  # locked in the order of ids, against deadlocks
    if not mandates:
        raise NotVisible
    grants = [require(by, Permission.MANAGE_MANDATES, mandate.post.unit) for mandate in mandates]
    _of_the_unit(mandates)
    for mandate in mandates:
        not_for_oneself(mandate.person_id, by)
        if may(by, Permission.PROPOSE_MANDATES, mandate.post.unit):
            raise BadInput("", "act_by_oneself")
    outgoing, later = _end_former({mandate.post.body_id for mandate in mandates}, elected_on, by.on)
    for mandate, grant in zip(mandates, grants, strict=True):
        length = mandate.to_on - mandate.from_on if mandate.to_on else None
        mandate.from_on = (by.on if mandate.post_id in later else elected_on) + timedelta(days=1)
        mandate.to_on = mandate.from_on + length if length else None
        mandate.standing = MandateStatus.CONFIRMED
        checked_days(mandate)
        store(mandate)
        unit_id, subject = mandate.post.unit_id, ("mandate", mandate.pk)
        log_action(act="confirm_renewal", by=by, at=at, grant=grant, unit_id=unit_id, subject=subject)
    breaches = against_rules([Beginning.of(mandate) for mandate in mandates], hold=True)
    why = stop_at_rules(breaches, rule_reason)
    note_reasons(paired(breaches, mandates), why, by=by, grant=grants[0], at=at)
    for body_id, first in {mandate.post.body_id: mandate for mandate in reversed(mandates)}.items():
        persons = (*(m.person_id for m in mandates if m.post.body_id == body_id), *outgoing.get(body_id, ()))
        concern = Concern(("body", body_id), first.post, persons, {"from_on": first.from_on.isoformat()})
        tell_of_power(act=PowerAct.RENEWED, concerns=[concern], step=f"-{elected_on}", on=by.on, at=at)
    return sum(map(len, outgoing.values()))


@transaction.atomic
def dissolve_body(*, body_id: int, last_day: date, by: Actor, at: datetime) -> int:
    """A body formed for a time has done its work: its mandates end on ``last_day``, it is closed from tomorrow.

    Returns how many mandates ended. Raises NotVisible, PermissionDenied, BadInput ``body_unknown`` for a body that
    always is.
    """
    body = Body.objects.select_for_update(of=("self",)).select_related("unit", "body_type").filter(pk=body_id).first()
    if body is None:
        raise NotVisible
    grant = require(by, Permission.MANAGE_MANDATES, body.unit)
    if not body.body_type.on_demand:
        raise BadInput("", "body_unknown")
    outgoing, _ = _end_former([body.pk], last_day, by.on)
    persons = tuple(outgoing.get(body.pk, ()))
    body.closed_on = by.on + timedelta(days=1)
    body.save(update_fields=["closed_on"])
    subject, detail = ("body", body.pk), {"ended": len(persons)}
    log_action(act="dissolve_body", by=by, at=at, grant=grant, unit_id=body.unit_id, subject=subject, detail=detail)
    post = Post.objects.select_related("unit", "post_type").filter(body=body).order_by("post_type__rank").first()
    if post is not None:
        concern = Concern(subject, post, persons, {"to_on": last_day.isoformat()})
        tell_of_power(act=PowerAct.DISSOLVED, concerns=[concern], step=f"-{last_day}", on=by.on, at=at)
    return len(persons)


def _of_the_unit(mandates: Collection[Mandate]) -> None:
    """Raises BadInput ``renewal_not_waiting`` for what the unit did not propose, or what is decided."""
    open_ones = all(mandate.standing == MandateStatus.PROPOSED and not mandate.interim for mandate in mandates)
    if not open_ones or PendingAct.objects.filter(mandate__in=mandates).exists():
        raise BadInput("", "renewal_not_waiting")


def _end_former(body_ids: Collection[int], last_day: date, on: date) -> tuple[dict[int, list[int]], set[int]]:
    """Body -> the persons whose mandates ended, and the posts somebody took since ``last_day``: those end today."""
    rows = Mandate.objects.filter(post__body__in=body_ids, standing=MandateStatus.CONFIRMED)
    since = rows.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__gt=last_day, from_on__lte=on)
    former = rows.filter(Q(to_on=None) | Q(to_on__gt=last_day), from_on__lte=last_day)
    later, outgoing = set(), defaultdict[int, list[int]](list)
    for post_id, body_id, person_id in since.values_list("post_id", "post__body_id", "person_id"):
        later.add(post_id)
        outgoing[body_id].append(person_id)
    since.update(to_on=on)
    for body_id, person_id in former.values_list("post__body_id", "person_id"):
        outgoing[body_id].append(person_id)
    former.update(to_on=last_day)
    return outgoing, later


def _months_later(day: date, months: int) -> date:
    """The last day of a term of ``months`` that begins on ``day``."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following) - timedelta(days=1)
