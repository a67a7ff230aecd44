"""The situation of a branch in the living party: its word, and what the province says of it."""

from datetime import date

from tajadur.activity.situations.operations.confirming import confirm_situation, endorse_situation
from tajadur.activity.situations.operations.limits import set_limits
from tajadur.activity.situations.queries.reading import situation_of
from tajadur.organisation.people.models import Account
from tajadur.rules.situation import SituationLimits
from tests.factories.duties import at_noon, secretary_general
from tests.factories.party import Party, acting

GIVEN, ENDORSED, LATER = date(2026, 6, 2), date(2026, 6, 4), date(2026, 9, 1)


def situated(party: Party) -> None:
    """Confirmed by the branch, endorsed by the province; the Secretary General sets the limits of later days."""
    unit, province = party.branches[0][0][0], party.provinces[0][0]
    standing = situation_of(unit, GIVEN)
    assert standing is not None
    by = acting(Account.objects.get(username="office"), GIVEN)
    typed = {"status": standing.status.value, "answer": "agreed"}
    word = confirm_situation(unit_id=unit.pk, **typed, on=GIVEN, by=by, at=at_noon(GIVEN))
    above = acting(Account.objects.get(username=f"of-{province.code.lower().rstrip('.')}"), ENDORSED)
    endorse_situation(unit_id=unit.pk, word_id=word.pk, in_favour=True, on=ENDORSED, by=above, at=at_noon(ENDORSED))
    chief = secretary_general(party, ENDORSED)
    set_limits(from_on=LATER, limits=SituationLimits(dormant_months=10), by=chief, at=at_noon(ENDORSED))
