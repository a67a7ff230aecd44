"""Rules about holding posts can be kept, and what was done against one was against it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q

from tajadur.organisation.people.models import HeldAgainstRule
from tajadur.organisation.profile.models import HoldingRule
from tajadur.rules.holding import HeldPost

from .as_of import AsOf


def holding_rules_possible(as_of: AsOf) -> Iterator[str]:
    """No rule excludes a post from the body it sits in; none was decided on a day to come."""
    own = Q(post_type__body_type=F("other_body_type")) | Q(other_post_type__body_type=F("body_type"))
    rows = HoldingRule.objects.filter(own).values_list("pk", flat=True)
    yield from (f"rule {pk} excludes a post from its own body" for pk in rows)
    later = HoldingRule.objects.filter(decided_at__gt=as_of.at).values_list("pk", flat=True)
    yield from (f"rule {pk} was decided on a day to come" for pk in later)


def reasons_against_rules(as_of: AsOf) -> Iterator[str]:
    """A reason is about a mandate the rule is about, for days on which both hold; none is of a day to come."""
    rows = HeldAgainstRule.objects.select_related("rule", "mandate__post__post_type", "mandate__post__unit")
    for row in rows.order_by("pk"):
        terms, mandate = row.rule.terms, row.mandate
        post = _held(mandate)
        if not terms.subject.holds(post) and not terms.other.holds(post):
            yield f"mandate {mandate.pk} is no post of rule {row.rule_id}"
        if (mandate.to_on and mandate.to_on < terms.from_on) or (terms.to_on and terms.to_on < mandate.from_on):
            yield f"mandate {mandate.pk} and rule {row.rule_id} have no day in common"
        if row.noted_at > as_of.at:
            yield f"the reason {row.pk} was given on a day to come"


def _held(mandate: Any) -> HeldPost:
    return HeldPost(
        key=mandate.pk,
        post_type_id=mandate.post.post_type_id,
        body_type_id=mandate.post.post_type.body_type_id,
        path=mandate.post.unit.path,
        from_on=mandate.from_on,
        to_on=mandate.to_on,
    )
