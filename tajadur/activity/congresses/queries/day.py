"""The day of a congress as its page shows it: who is in, whether enough are, what was decided, how was voted."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.profile.models import BodyTypeSettings
from tajadur.rules.quorum import is_quorum_reached, quorum

from ..models import CheckIn, Congress, DelegateCode, DelegateList, PostVote, Resolution, SeatShare
from ..vocabulary import CONGRESS

LAST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class DelegatesInside:
    """The delegates of one province: filed, and counted in; ``unit`` as the share has it."""

    share: SeatShare
    filed: int
    present: int


@dataclass(frozen=True, slots=True)
class CongressDay:
    """``needed``: how many must be in by the rule of the day; None where the party has none, with ``source``."""

    provinces: list[DelegatesInside]
    needed: int | None
    source: str
    codes: int

    @property
    def filed(self) -> int:
        """All delegates filed."""
        return sum(row.filed for row in self.provinces)

    @property
    def present(self) -> int:
        """All counted in."""
        return sum(row.present for row in self.provinces)

    @property
    def is_reached(self) -> bool | None:
        """Are enough in? None without a rule."""
        return is_quorum_reached(self.present, self.needed)


def day_of(congress: Congress) -> CongressDay:
    """Delegates and quorum of a congress. Two queries."""
    latest = DelegateList.objects.filter(share=OuterRef("pk"), is_latest=True).values("elected")[:1]
    codes = DelegateCode.objects.filter(share=OuterRef("pk")).values("share").annotate(n=Count("pk")).values("n")
    rows = SeatShare.objects.filter(congress=congress).select_related("unit")
    shares = rows.annotate(
        filed=Coalesce(Subquery(latest), 0),
        present=Coalesce(Sum("check_ins__count", filter=Q(check_ins__taken_back_at=None)), 0),
        coded=Coalesce(Subquery(codes), 0),
    ).order_by("unit__code", "pk")
    provinces = [DelegatesInside(share, share.filed, share.present) for share in shares]
    rule = _rule(congress)
    whole = sum(row.filed for row in provinces)
    needed = quorum(whole, share_percent=rule.quorum_percent) if rule else None
    return CongressDay(provinces, needed, rule.quorum_source if rule else "", sum(share.coded for share in shares))


def present_in(congress: Congress) -> int | None:
    """How many were counted in; None where nobody was. One query."""
    rows = CheckIn.objects.filter(share__congress=congress, taken_back_at=None)
    present: int | None = rows.aggregate(whole=Sum("count"))["whole"]
    return present


def last_check_ins(congress: Congress) -> QuerySet[CheckIn]:
    """The last counted in, the newest first."""
    rows = CheckIn.objects.filter(share__congress=congress, taken_back_at=None).select_related("share__unit")
    return rows.order_by("-at", "-pk")[:LAST_SHOWN]


def codes_of(congress: Congress) -> QuerySet[DelegateCode]:
    """The codes to print, by province."""
    rows = DelegateCode.objects.filter(share__congress=congress).select_related("share__unit")
    return rows.order_by("share__unit__code", "pk")


def resolutions_of(congress: Congress) -> QuerySet[Resolution]:
    """What was put to the vote, in order."""
    return Resolution.objects.filter(congress=congress).order_by("position")


def resolution_of(congress: Congress, resolution_id: int) -> Resolution:
    """One of them. Raises NotVisible."""
    row = Resolution.objects.filter(congress=congress, pk=resolution_id).first()
    if row is None:
        raise NotVisible
    return row


def votes_of(congress: Congress) -> QuerySet[PostVote]:
    """The counts of its elections, in the order of the posts."""
    rows = PostVote.objects.filter(congress=congress).select_related("post__post_type", "post__body__body_type")
    return rows.order_by("post__body__body_type", "post__post_type__rank", "pk")


def _rule(congress: Congress) -> BodyTypeSettings | None:
    day = congress.planned_on or congress.obligation.held_on
    if day is None:
        return None
    rows = BodyTypeSettings.objects.filter(
        body_type__unit_kind=congress.unit.kind_id, body_type__code=CONGRESS, from_on__lte=day
    )
    return rows.order_by("from_on").last()
