"""Rules about holding posts, invented as the party is, and one who holds two posts against one of them for a reason."""

from datetime import date, time, timedelta

from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import HeldAgainstRule, Mandate, Post
from tajadur.organisation.profile.models import HoldingRule, PostType
from tajadur.rules.holding import HoldingEffect, HoldingKind, HoldingScope

from . import words
from .people import BRANCH, PROVINCE

_NOON, _HELD_SINCE = time(12), 40  # days before the last day of the sample


def write_holding_rules(*, start: date, on: date) -> None:
    """Three rules from ``start`` on; the secretary of a branch beside the one shown sits in the office above it."""
    common = {"source": words.HOLDING_SOURCE, "from_on": start, "decided_at": instant(start, _NOON)}
    branch, province = (_type(kind, "secretary") for kind in ("branch", "province"))
    HoldingRule.objects.create(
        kind=HoldingKind.EXCLUDES,
        post_type=branch,
        other_post_type=province,
        scope=HoldingScope.LINE,
        effect=HoldingEffect.REFUSES,
        **common,
    )
    HoldingRule.objects.create(
        kind=HoldingKind.TERMS, post_type=province, most=2, scope=HoldingScope.UNIT, effect=HoldingEffect.ASKS, **common
    )
    asks = HoldingRule.objects.create(
        kind=HoldingKind.EXCLUDES,
        post_type=branch,
        other_post_type=_type("province", "member"),
        scope=HoldingScope.LINE,
        effect=HoldingEffect.ASKS,
        **common,
    )
    beside = Mandate.objects.filter(post__unit__parent__code=PROVINCE, post__post_type=branch)
    held = (
        beside.filter(to_on=None, interim=False).exclude(post__unit__code=BRANCH).order_by("post__unit__code").first()
    )
    seat = Post.objects.filter(unit__code=PROVINCE, post_type=asks.other_post_type).first()
    if held is None or seat is None:
        return
    day = max(on - timedelta(days=_HELD_SINCE), held.from_on)
    mandate = Mandate.objects.create(person_id=held.person_id, post=seat, from_on=day, exclusive=False)
    HeldAgainstRule.objects.create(
        mandate=mandate, rule=asks, reason=words.HOLDING_REASON, noted_at=instant(day, _NOON)
    )


def _type(kind: str, code: str) -> PostType:
    return PostType.objects.get(body_type__unit_kind__code=kind, body_type__code="office", code=code)
