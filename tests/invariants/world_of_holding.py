"""A rule about holding posts, and somebody who holds two against it for a reason."""

from datetime import date

from tajadur.organisation.people.operations.mandates import give_mandate
from tajadur.organisation.profile.operations.holding import RuleFields, add_holding_rule
from tajadur.rules.holding import HoldingEffect, HoldingKind, HoldingScope, PostsMeant
from tests.factories.duties import administrator, at_noon
from tests.factories.holding import post_type
from tests.factories.party import Party, make_person, make_post

SAID = date(2026, 4, 2)


def holding(party: Party) -> None:
    """Said by an administrator; the second mandate is given with a reason."""
    by, member = administrator(party, SAID), post_type("branch")
    rule = RuleFields(
        kind=HoldingKind.MANDATES,
        subject=PostsMeant(post_type_id=member.pk),
        most=1,
        scope=HoldingScope.ANYWHERE,
        effect=HoldingEffect.ASKS,
        source="المادة 12",
        from_on=SAID,
    )
    add_holding_rule(fields=rule, by=by, at=at_noon(SAID))
    person = make_person()
    for unit, reason in ((party.branches[1][0][0], ""), (party.branches[1][0][1], "لا مرشح غيره")):
        post = make_post(unit=unit, post="member")
        give_mandate(person_id=person.pk, post_id=post.pk, from_on=SAID, rule_reason=reason, by=by, at=at_noon(SAID))
