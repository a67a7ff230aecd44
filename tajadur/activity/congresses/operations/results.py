"""Whom a congress elected: proposed by the region as mandates, confirmed at headquarters."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Unseen
from tajadur.organisation.people.operations import Details, confirm_renewal, propose_mandate, withdraw_proposal
from tajadur.organisation.people.vocabulary import Standing
from tajadur.policy.actors import Actor
from tajadur.policy.gate import require
from tajadur.policy.matrix import Act
from tajadur.registry.journal.operations import record

from ..models import Congress, Elected
from ..queries.results import posts_to_fill
from .marking import for_conducting, note


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many mandates began and how many ended."""

    began: int
    ended: int


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
    by: Actor,
    at: datetime,
) -> Elected:
    """The region says who was elected to a post of its office: somebody known, or a new name.

    Raises Unseen, Refused, BadInput (codes of PROBLEMS and of the people room).
    """
    road, power = for_conducting(congress_id, by, civil_day(at))
    held_on = road.days.held_on
    if held_on is None:
        raise BadInput("", "not_held_yet")
    post = posts_to_fill(road.congress.unit_id).filter(pk=post_id).first()
    if post is None:
        raise BadInput("post", "post_unknown")
    if person_id is None and not name_ar.strip():
        raise BadInput("name_ar", "name_required")
    known = Elected.objects.filter(congress=road.congress, post=post)
    if known.filter(mandate__standing=Standing.CONFIRMED).exists():
        raise BadInput("", "already_confirmed")
    again = person_id is not None and known.filter(person_id=person_id).exists()
    if again or (post.post_type.single_holder and known.exists()):
        raise BadInput("post", "post_taken")
    mandate = propose_mandate(
        post_id=post.pk,
        person_id=person_id,
        details=None if person_id else Details(name_ar=name_ar, name_latin=name_latin, sex=sex),
        from_on=held_on + timedelta(days=1),
        identity_confirmed=identity_confirmed,
        by=by,
        at=at,
    )
    elected = Elected.objects.create(congress=road.congress, post=post, person_id=mandate.person_id, mandate=mandate)
    note("congress.elected", road.congress, by, at, power, {"post": post.pk})
    return elected


@transaction.atomic
def withdraw_elected(*, congress_id: int, elected_id: int, by: Actor, at: datetime) -> None:
    """The region takes one of the elected back, before it is confirmed. Raises Unseen, Refused, BadInput."""
    road, power = for_conducting(congress_id, by, civil_day(at))
    elected = Elected.objects.select_related("mandate").filter(pk=elected_id, congress=road.congress).first()
    if elected is None:
        raise Unseen
    if elected.is_confirmed:
        raise BadInput("", "already_confirmed")
    mandate_id, post_id = elected.mandate_id, elected.post_id
    elected.delete()
    if mandate_id is not None:
        withdraw_proposal(mandate_id=mandate_id, by=by, at=at)
    note("congress.elected_withdrawn", road.congress, by, at, power, {"post": post_id})


@transaction.atomic
def confirm_results(*, congress_id: int, by: Actor, at: datetime) -> Confirmed:
    """An administrator confirms all who were elected: the former mandates of the office end today, theirs begin
    tomorrow. Raises Unseen, Refused, BadInput ``nobody_elected`` or what the people room says."""
    congress = Congress.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=congress_id).first()
    if congress is None:
        raise Unseen
    power = require(by, Act.MANAGE_MANDATES, congress.unit)
    waiting = Elected.objects.filter(congress=congress, mandate__standing=Standing.PROPOSED)
    mandate_ids = [one for one in waiting.values_list("mandate_id", flat=True) if one is not None]
    if not mandate_ids:
        raise BadInput("", "nobody_elected")
    ended = confirm_renewal(mandate_ids=mandate_ids, by=by, at=at)
    record(
        act="congress.results_confirmed",
        by=by,
        at=at,
        power=power,
        unit_id=congress.unit_id,
        subject=("obligation", congress.obligation_id),
        detail={"congress": congress.pk, "began": len(mandate_ids), "ended": ended},
    )
    return Confirmed(len(mandate_ids), ended)
