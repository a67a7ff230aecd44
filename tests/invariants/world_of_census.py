"""A census campaign in the living party: answered in time and corrected, answered by another, begun by a third."""

from collections.abc import Callable
from datetime import date, timedelta

from tajadur.activity.census.operations.drafts import save_answers_draft
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.campaigns import WHOLE, asked, campaign, declares
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting

FIRST, ON = date(2026, 5, 25), date(2026, 6, 2)


def census(party: Party, name_of: Callable[[Unit], str]) -> None:
    """The user names of the secretaries are ``name_of`` their branches; that of the first is «office»."""
    made = campaign(party, FIRST, opened=ON)
    branches = [*party.branches[0][0], *party.branches[0][1]]
    first, second, third = (Account.objects.get(username=name) for name in ("office", *map(name_of, branches[1:3])))
    row = asked(made, branches[0])
    receipt = declares(row, acting(first, ON), ON)
    after = ON + timedelta(days=1)
    declares(row, acting(first, after), after, WHOLE | {"members": ["10"]}, corrects=receipt.submission_id)
    declares(asked(made, branches[1]), acting(second, ON), ON)
    save_answers_draft(
        obligation_id=asked(made, branches[2]).pk,
        payload={"members": "7"},
        version=0,
        by=acting(third, ON),
        at=at_noon(ON),
    )
