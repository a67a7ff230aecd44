"""Premises and activities in the living party: recorded, corrected, ended, none, taken back."""

from datetime import date, time

from tajadur.activity.premises.operations.recording import correct_no_premises, say_no_premises
from tajadur.organisation.people.models import Account
from tajadur.rules.opening_hours import HoursBlock
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting
from tests.factories.premises import corrected_activity, corrected_premises, recorded_activity, recorded_premises

FIRST, LATER = date(2026, 5, 25), date(2026, 6, 2)
HOURS = (HoursBlock((0, 1), time(9), time(12)), HoursBlock((1, 4), time(15), time(18)))


def housed(party: Party) -> None:
    """Four branches speak, each by its secretary; all but the first are named after their units."""
    unit, other = party.branches[0][0]
    third, homeless = party.branches[0][1]
    names = ("office", *(f"of-{each.code.lower().rstrip('.')}" for each in (other, third, homeless)))
    office, theirs, last, long = (Account.objects.get(username=name) for name in names)
    by, after = acting(office, FIRST), acting(office, LATER)
    link = "https://www.openstreetmap.org/?mlat=33.5&mlon=-7.6"
    first = recorded_premises(unit, by, hours=HOURS, map_link=link)
    corrected_premises(first, after, hours=HOURS[:1], to_on=LATER, map_link=link)
    recorded_premises(other, acting(theirs, FIRST), sharing="unit", shared_with=unit.pk)
    said = {"on": LATER, "at": at_noon(LATER)}
    say_no_premises(unit_id=homeless.pk, from_on=date(2026, 1, 5), by=acting(long, LATER), **said)
    by_third = {"unit_id": third.pk, "by": acting(last, LATER), **said}
    word = say_no_premises(from_on=FIRST, **by_third)
    correct_no_premises(word_id=word, from_on=LATER, **by_third)
    activity = recorded_activity(unit, by)
    corrected_activity(activity, after, reached=25)
    mistaken = recorded_activity(other, acting(theirs, FIRST), kind="culture")
    corrected_activity(mistaken, acting(theirs, LATER), kind="culture", is_void=True)
