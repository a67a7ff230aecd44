"""The day of a congress: who was counted in had been filed, what was voted was written by the region."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery, Sum

from tajadur.activity.congresses.models import CheckIn, DelegateCode, DelegateList, PostVote, Resolution, SeatShare
from tajadur.organisation.people.models import Mandate

from .as_of import AsOf


def check_ins_consistent(as_of: AsOf) -> Iterator[str]:
    """No more are in than the province filed; a code is of its province; each was written by the region, by now."""
    latest = DelegateList.objects.filter(share=OuterRef("pk"), is_latest=True).values("elected")[:1]
    live = Q(check_ins__taken_back_at=None)
    shares = SeatShare.objects.annotate(inside=Sum("check_ins__count", filter=live), filed=Subquery(latest))
    over = shares.filter(Q(inside__gt=F("filed")) | Q(inside__gt=0, filed=None)).values_list("pk", flat=True)
    yield from (f"more came in by share {pk} than were filed" for pk in over)
    strange = CheckIn.objects.exclude(code=None).exclude(code__share_id=F("share_id")).values_list("pk", flat=True)
    yield from (f"check-in {pk} is by a code of another province" for pk in strange)
    later = CheckIn.objects.filter(Q(at__gt=as_of.at) | Q(taken_back_at__lt=F("at"))).values_list("pk", flat=True)
    yield from (f"check-in {pk} has instants out of order" for pk in later)
    others = CheckIn.objects.exclude(share__congress__unit_id=_unit_of_mandate()).values_list("pk", flat=True)
    yield from (f"check-in {pk} was written by others than the region" for pk in others)
    odd = DelegateCode.objects.exclude(number__regex=r"^[0-9]{10}$").values_list("pk", flat=True)
    yield from (f"code {pk} is not ten digits" for pk in odd)


def votes_consistent(as_of: AsOf) -> Iterator[str]:
    """Texts and counts are of the region, written by it, by now; somebody voted on each text."""
    wrong = ~Q(congress__unit_id=_unit_of_mandate()) | Q(noted_at__gt=as_of.at)
    texts = Resolution.objects.filter(wrong).values_list("pk", flat=True)
    yield from (f"text {pk} was written by others, or on a day to come" for pk in texts)
    votes = PostVote.objects.filter(wrong).values_list("pk", flat=True)
    yield from (f"vote {pk} was written by others, or on a day to come" for pk in votes)
    empty = Resolution.objects.filter(votes_for=0, votes_against=0, abstained=0).values_list("pk", flat=True)
    yield from (f"text {pk} was voted by nobody" for pk in empty)
    strange = PostVote.objects.exclude(post__unit_id=F("congress__unit_id")).values_list("pk", flat=True)
    yield from (f"vote {pk} is for a post of another unit" for pk in strange)


def _unit_of_mandate() -> Subquery:
    return Subquery(Mandate.objects.filter(pk=OuterRef("mandate_id")).values("post__unit_id")[:1])
