"""Whom a congress elected: proposed by the region as mandates, confirmed at headquarters."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.organisation.people.operations.match_people import stop_at_namesakes
from tajadur.organisation.people.operations.persons import Details, checked
from tajadur.organisation.people.operations.renewals import (
    confirm_renewal,
    dissolve_body,
    propose_mandate,
    withdraw_proposals,
)
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.units.models import Body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission, Role
from tajadur.registry.audit.operations import log_action

from ..models import Congress, Elected, ElectedCount
from ..queries.results import persons_known, posts_to_fill
from ..vocabulary import COMMITTEE
from .marking import for_conducting, note


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many mandates began and how many ended, and on which day."""

    began: int
    ended: int
    ended_on: date


@transaction.atomic
def propose_elected(
    *,
    congress_id: int,
    post_id: int,
    person_id: int | None = None,
    name_ar: str = "",
    name_latin: str = "",
    sex: str = "",
    identity_confirmed: bool = False,
    another_confirmed: bool = False,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> Elected:
    """The region says who was elected to a post of its office: somebody known, or a new name.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS and of the people app), NeedsConfirmation
    ``same_person`` when the new name is that of somebody known there, and as ``stop_at_rules``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    held_on = road.days.held_on
    if held_on is None:
        raise BadInput("", "not_held_yet")
    post = posts_to_fill(road.congress.unit_id).filter(pk=post_id).first()
    if post is None:
        raise BadInput("post", "post_unknown")
    if person_id is None and not name_ar.strip():
        raise BadInput("name_ar", "name_required")
    known = Elected.objects.filter(congress=road.congress, post=post)
    if known.filter(mandate__standing=MandateStatus.CONFIRMED).exists():
        raise BadInput("", "already_confirmed")
    again = person_id is not None and known.filter(person_id=person_id).exists()
    if again or (post.post_type.single_holder and known.exists()):
        raise BadInput("post", "post_taken")
    details = None if person_id else Details(name_ar=name_ar, name_latin=name_latin, sex=sex)
    if details and not another_confirmed:
        stop_at_namesakes(checked(details, by.on, identity_confirmed), persons_known(road.congress, by.on))
    mandate = propose_mandate(
        post_id=post.pk,
        person_id=person_id,
        details=details,
        from_on=held_on + timedelta(days=1),
        identity_confirmed=identity_confirmed,
        rule_reason=rule_reason,
        by=by,
        at=at,
    )
    elected = Elected.objects.create(congress=road.congress, post=post, person_id=mandate.person_id, mandate=mandate)
    note("congress.elected", road.congress, by, at, grant, {"post": post.pk})
    return elected


@transaction.atomic
def withdraw_elected(*, congress_id: int, elected_id: int, by: Actor, at: datetime) -> None:
    """The region takes one of the elected back while it waits. Raises NotVisible, PermissionDenied, BadInput."""
    road, grant = for_conducting(congress_id, by, civil_day(at))
    elected = Elected.objects.select_related("mandate", "post").filter(pk=elected_id, congress=road.congress).first()
    if elected is None:
        raise NotVisible
    if elected.is_confirmed:
        raise BadInput("", "already_confirmed")
    mandate_id, post_id = elected.mandate_id, elected.post_id
    body_id = elected.post.body_id
    elected.delete()
    forget_counts(road.congress, body_id)
    if mandate_id is not None:
        withdraw_proposals(mandate_ids=[mandate_id], by=by, at=at)
    note("congress.elected_withdrawn", road.congress, by, at, grant, {"post": post_id})


@transaction.atomic
def withdraw_roster(*, congress_id: int, body_id: int, by: Actor, at: datetime) -> int:
    """The region takes back all it proposed for one body, before they are confirmed; returns how many.

    Raises NotVisible, PermissionDenied, BadInput ``nobody_proposed``.
    """
    road, grant = for_conducting(congress_id, by, civil_day(at))
    rows = Elected.objects.filter(congress=road.congress, post__body=body_id, mandate__standing=MandateStatus.PROPOSED)
    mandate_ids = [pk for pk in rows.values_list("mandate_id", flat=True) if pk is not None]
    if not mandate_ids:
        raise BadInput("", "nobody_proposed")
    rows.delete()
    forget_counts(road.congress, body_id)
    withdraw_proposals(mandate_ids=mandate_ids, by=by, at=at)
    detail: dict[str, object] = {"body": body_id, "withdrawn": len(mandate_ids)}
    note("congress.elected_withdrawn", road.congress, by, at, grant, detail)
    return len(mandate_ids)


@transaction.atomic
def confirm_results(*, congress_id: int, rule_reason: str = "", by: Actor, at: datetime) -> Confirmed:
    """An administrator confirms all who were elected; returns how many mandates began and ended.

    The former mandates of their bodies end on the day of the congress, theirs begin the day after. With a new secretary
    the preparatory committee ends too.

    Raises NotVisible, PermissionDenied, BadInput ``nobody_elected`` or a code of the people app.
    """
    rows = Congress.objects.select_for_update(of=("self",)).select_related("unit", "obligation")
    congress = rows.filter(pk=congress_id).first()
    if congress is None:
        raise NotVisible
    grant = require(by, Permission.MANAGE_MANDATES, congress.unit)
    waiting = Elected.objects.filter(congress=congress, mandate__standing=MandateStatus.PROPOSED)
    mandate_ids = [pk for pk in waiting.values_list("mandate_id", flat=True) if pk is not None]
    held_on = congress.obligation.held_on
    if not mandate_ids or held_on is None:
        raise BadInput("", "nobody_elected")
    is_led = waiting.filter(post__post_type__office=Role.SECRETARY).exists()
    body_ids = set(waiting.filter(post__post_type__office=Role.COUNCIL).values_list("post__body_id", flat=True))
    ended = confirm_renewal(mandate_ids=mandate_ids, elected_on=held_on, rule_reason=rule_reason, by=by, at=at)
    for body in Body.objects.filter(pk__in=body_ids):
        body.members = Elected.objects.filter(congress=congress, post__body=body).count()
        body.save(update_fields=["members"])
    if is_led:
        committee = Body.objects.filter(unit_id=congress.unit_id, body_type__code=COMMITTEE, closed_on=None).first()
        ended += dissolve_body(body_id=committee.pk, last_day=held_on, by=by, at=at) if committee else 0
    log_action(
        act="congress.results_confirmed",
        by=by,
        at=at,
        grant=grant,
        unit_id=congress.unit_id,
        subject=("obligation", congress.obligation_id),
        detail={"congress": congress.pk, "began": len(mandate_ids), "ended": ended},
    )
    return Confirmed(len(mandate_ids), ended, held_on)


def forget_counts(congress: Congress, body_id: int) -> None:
    """Delete the counts of women and youth in a body: they included those taken back, so the unit counts again."""
    ElectedCount.objects.filter(congress=congress, body=body_id).delete()
