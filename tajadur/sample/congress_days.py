"""The days of the invented congresses held: delegates counted in, two texts with their votes, one election."""

from datetime import date, time
from random import Random

from tajadur.activity.congresses.models import CheckIn, Congress, DelegateList, Elected, PostVote, Resolution
from tajadur.activity.congresses.vocabulary import CONGRESS, ResolutionKind
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import BodyTypeSettings
from tajadur.permissions.matrix import Role

from . import words

_OPENS, _VOTES = time(9, 30), time(16)


def write_congress_days(*, seed: int, on: date) -> None:
    """Write the day of each congress held before ``on`` that has none yet; two in three delegates make the quorum."""
    rules = BodyTypeSettings.objects.filter(body_type__code=CONGRESS, quorum_percent=None)
    rules.update(quorum_percent=67, quorum_source=words.HOLDING_SOURCE)
    held = Congress.objects.filter(obligation__held_on__lt=on, resolutions=None).exclude(planned_on=None)
    for congress in held.select_related("obligation").order_by("pk"):
        held_on = congress.obligation.held_on
        secretaries = Mandate.objects.filter(post__unit=congress.unit_id, post__post_type__office=Role.SECRETARY)
        mandate_id = secretaries.order_by("from_on", "pk").values_list("pk", flat=True).first()
        if held_on is not None and mandate_id is not None:
            _write(congress, held_on, mandate_id, Random(f"{seed}/day/{congress.pk}"))


def _write(congress: Congress, held_on: date, mandate_id: int, random: Random) -> None:
    lists = DelegateList.objects.filter(share__congress=congress, is_latest=True, elected__gte=1).order_by("pk")
    came = {row.share_id: max(1, round(row.elected * random.uniform(0.75, 1))) for row in lists}
    if not came:
        return
    at = instant(held_on, _OPENS)
    CheckIn.objects.bulk_create(
        CheckIn(share_id=share_id, count=count, at=at, mandate_id=mandate_id) for share_id, count in came.items()
    )
    present, noted = sum(came.values()), {"noted_at": instant(held_on, _VOTES), "mandate_id": mandate_id}
    for position, (kind, text) in enumerate(zip(ResolutionKind, words.CONGRESS_TEXTS, strict=True), start=1):
        against = random.randrange(present // 6 + 1)
        abstained = random.randrange((present - against) // 8 + 1)
        Resolution.objects.create(
            congress=congress,
            position=position,
            kind=kind,
            text=text,
            votes_for=present - against - abstained,
            votes_against=against,
            abstained=abstained,
            **noted,
        )
    chosen = Elected.objects.filter(congress=congress, post__post_type__single_holder=True).order_by("pk").first()
    if chosen is not None:
        spoiled = present // 20
        won = (present - spoiled) * 2 // 3
        PostVote.objects.create(
            congress=congress, post_id=chosen.post_id, candidates=2, cast=present, spoiled=spoiled, won=won, **noted
        )
