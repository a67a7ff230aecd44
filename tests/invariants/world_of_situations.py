"""The situation of a branch in the living party: its word, and what the province says of it."""

from datetime import date

from tajadur.activity.situations.operations.confirming import confirm_situation, endorse_situation
from tajadur.activity.situations.queries.reading import situation_of
from tajadur.organisation.people.models import Account
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting

GIVEN, ENDORSED = date(2026, 6, 2), date(2026, 6, 4)


def situated(party: Party) -> None:
    """Confirmed by the branch, endorsed by the province."""
    unit, province = party.branches[0][0][0], party.provinces[0][0]
    standing = situation_of(unit, GIVEN)
    assert standing is not None
    by = acting(Account.objects.get(username="office"), GIVEN)
    typed = {"status": standing.status.value, "answer": "agreed"}
    word = confirm_situation(unit_id=unit.pk, **typed, on=GIVEN, by=by, at=at_noon(GIVEN))
    above = acting(Account.objects.get(username=f"of-{province.code.lower().rstrip('.')}"), ENDORSED)
    endorse_situation(unit_id=unit.pk, word_id=word.pk, in_favour=True, on=ENDORSED, by=above, at=at_noon(ENDORSED))
