"""Since when a unit has no premises, for the register of dysfunctions."""

from datetime import date, timedelta

import pytest

from tajadur.activity.premises.operations.recording import correct_no_premises, say_no_premises
from tajadur.activity.premises.queries.lasting import WithoutPremises, long_without_premises
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.premises import recorded_premises

ON, SINCE = date(2026, 6, 15), date(2026, 1, 5)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def says_none(unit: Unit, by: Account, from_on: date, on: date = ON) -> int:
    return say_no_premises(unit_id=unit.pk, from_on=from_on, on=on, by=acting(by, on), at=at_noon(on))


def test_saying_it_again_begins_nothing_anew_and_premises_end_it(party: Party) -> None:
    branch, other = party.branches[0][0]
    secretary, theirs = holder(unit=branch), holder(unit=other)
    says_none(branch, secretary, SINCE)
    says_none(other, theirs, SINCE)
    recorded_premises(other, acting(theirs, ON), from_on=ON)
    assert long_without_premises(ON - DAY) == []
    assert long_without_premises(ON) == [WithoutPremises(branch.pk, SINCE, ON)]
    says_none(branch, secretary, ON, on=ON + DAY)
    assert long_without_premises(ON + DAY) == [WithoutPremises(branch.pk, SINCE, ON + DAY)]


def test_a_word_that_is_corrected_or_taken_back_counts_as_it_is_said_today(party: Party) -> None:
    branch = party.branches[0][0][0]
    by = acting(holder(unit=branch), ON)
    said = {"unit_id": branch.pk, "on": ON, "by": by, "at": at_noon(ON)}
    first = say_no_premises(from_on=SINCE, **said)
    second = correct_no_premises(word_id=first, from_on=SINCE + DAY, **said)
    assert long_without_premises(ON) == [WithoutPremises(branch.pk, SINCE + DAY, ON)]
    correct_no_premises(word_id=second, from_on=None, is_void=True, **said)
    assert long_without_premises(ON) == []
