"""Campaigns as they stand: the list, how far each is in every place, the branches that still owe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, Q, QuerySet, Value
from django.db.models.fields import CharField, IntegerField
from django.db.models.functions import Cast

from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere, reach
from tajadur.permissions.matrix import Permission
from tajadur.rules.campaigns import CampaignState, campaign_state

from ..models import Campaign, CampaignForm

_OWED = Q(cancelled_on=None) | Q(filed_on__isnull=False)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many branches owe, declared, and declared late."""

    owed: int = 0
    declared: int = 0
    late: int = 0

    @property
    def missing(self) -> int:
        """How many have not declared."""
        return self.owed - self.declared


def campaigns_for(actor: Actor) -> list[tuple[Campaign, Progress]]:
    """The campaigns the actor may know of, newest first, each with its progress in the actor's reach: two queries."""
    rows = visible_campaigns(actor).select_related("directive").order_by("-directive__once_opens_on", "-pk")
    campaigns = list(rows)
    counts = _counted(
        _owed(actor).filter(directive__in=[campaign.directive_id for campaign in campaigns]).values("directive_id")
    )
    progress = {row["directive_id"]: _progress(row) for row in counts}
    return [(campaign, progress.get(campaign.directive_id, Progress())) for campaign in campaigns]


def campaign_for(actor: Actor, campaign_id: int) -> Campaign:
    """The campaign. Raises NotVisible."""
    campaign = visible_campaigns(actor).select_related("directive__subtree").filter(pk=campaign_id).first()
    if campaign is None:
        raise NotVisible
    return campaign


def state_of_campaign(campaign: Campaign, on: date) -> CampaignState:
    """Where it stands on a day."""
    return campaign_state(
        issued=campaign.directive.standing == DirectiveStatus.ISSUED,
        withdrawn=campaign.directive.standing == DirectiveStatus.WITHDRAWN,
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
        taken_until=campaign.taken_until,
        on=on,
    )


def latest_form(campaign: Campaign) -> CampaignForm:
    """The version that is asked with."""
    return campaign.forms.order_by("-version")[0]


def place_under(actor: Actor, unit_id: int | None) -> Unit | None:
    """The place that a page is narrowed to; None for everything in reach, and for a place the actor may not see."""
    if unit_id is None:
        return None
    return Unit.objects.filter(reach(actor, Permission.SEE_UNIT)).filter(pk=unit_id).select_related("kind").first()


def progress_by_place(actor: Actor, campaign: Campaign, under: Unit | None) -> list[tuple[Unit, Progress]]:
    """The progress of each place right below ``under`` (regions without it), by code: two queries."""
    rows = owed_in(actor, campaign, under).annotate(place=place_at(depth_below(under))).values("place")
    progress = {row["place"]: _progress(row) for row in _counted(rows)}
    units = Unit.objects.filter(pk__in=progress).select_related("kind").order_by("code", "pk")
    return [(unit, progress[unit.pk]) for unit in units]


def owed_in(actor: Actor, campaign: Campaign, under: Unit | None) -> QuerySet[Obligation]:
    """The obligations of a campaign in reach, below a place."""
    rows = _owed(actor).filter(directive_id=campaign.directive_id)
    return rows.filter(Q(path__contains=f".{under.pk}.") | Q(path__startswith=f"{under.pk}.")) if under else rows


def own_obligations(actor: Actor, campaign_ids: Sequence[int]) -> dict[int, Obligation]:
    """Campaign -> what the actor's own branch owes for it and may declare: one query."""
    own = [grant.unit_id for grant in actor.grants if grant.leads]
    rows = Obligation.objects.filter(_OWED, unit_id__in=own, directive__campaign__in=campaign_ids)
    return {row.campaign_id: row for row in rows.annotate(campaign_id=F("directive__campaign"))}


def depth_below(under: Unit | None) -> int:
    """The place in a path of the units right below: the second for the whole country."""
    return len(under.path.rstrip(".").split(".")) + 1 if under else 2


def place_at(depth: int, path: str = "path") -> Any:
    """The id of the unit at this place of a path."""
    piece = Func(F(path), Value("."), Value(depth), function="split_part", output_field=CharField())
    return Cast(Func(piece, Value(""), function="nullif", output_field=CharField()), IntegerField())


def visible_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Those the actor may know of: drafts for whoever reads directives, others where units in reach owe them."""
    rows = Campaign.objects.all()
    if may_anywhere(actor, Permission.READ_DIRECTIVES):
        return rows
    owed = Obligation.objects.filter(reach(actor, Permission.READ_FIGURES)).values("directive_id")
    return rows.exclude(directive__standing=DirectiveStatus.DRAFT).filter(directive__in=owed)


def _owed(actor: Actor) -> QuerySet[Obligation]:
    return Obligation.objects.filter(_OWED).filter(reach(actor, Permission.READ_FIGURES))


def _counted(rows: Any) -> Any:
    return rows.order_by().annotate(
        owed=Count("pk"),
        declared=Count("pk", filter=Q(filed_on__isnull=False)),
        late=Count("pk", filter=Q(filed_on__gt=F("due_on"))),
    )


def _progress(row: dict[str, Any]) -> Progress:
    return Progress(row["owed"], row["declared"], row["late"])
