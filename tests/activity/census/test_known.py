"""What the product knows of a branch stands in its form; what it does not know is not said."""

from datetime import date, time, timedelta

from tajadur.activity.census.queries.known import known_answers
from tajadur.activity.premises.operations.recording import say_no_premises
from tajadur.organisation.people.models import Mandate, Person
from tajadur.rules.opening_hours import HoursBlock
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post
from tests.factories.premises import SINCE, recorded_premises
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 5, 20)
ENDS = date(2027, 3, 31)


def _known(party: Party) -> dict[str, str]:
    return {name: answer.text for name, answer in known_answers(party.branches[0][0][0].pk, ON).items()}


def test_of_a_branch_without_anybody_only_that_is_known(party: Party) -> None:
    assert _known(party) == {"has_secretary": "no", "meetings_held": "0"}


def test_where_only_the_secretary_is_registered_the_office_is_not_counted(party: Party) -> None:
    holder(unit=party.branches[0][0][0], from_on=date(2024, 6, 1))
    assert _known(party) == {"has_secretary": "yes", "secretary_since": "2024-06-01", "meetings_held": "0"}


def test_an_office_is_known_with_its_mandate_its_women_and_its_ages(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = holder(unit=unit, from_on=date(2024, 6, 1), to_on=ENDS)
    post = make_post(unit=unit, post="member")
    for sex, born in (("m", 2004), ("f", 1998), ("m", 1960)):
        person = make_person(sex=sex)
        Person.objects.filter(pk=person.pk).update(birth_year=born)
        make_mandate(person=person, post=post, from_on=date(2024, 6, 1), to_on=ENDS - timedelta(days=5))
    gone = make_person(sex="m")
    make_mandate(person=gone, post=post, from_on=date(2020, 1, 1), to_on=ON - timedelta(days=1))
    known = _known(party)
    assert (known["office_members"], known["office_women"], known["office_men"]) == ("4", "2", "2")
    assert known["office_ends_on"] == ENDS.isoformat()
    assert not [name for name in known if name.startswith("office_18")]  # nobody said how old the secretary is
    Person.objects.filter(pk=secretary.person_id).update(birth_year=1985)
    known = _known(party)
    groups = ("office_18_24", "office_25_34", "office_35_59", "office_60")
    assert [known[name] for name in groups] == ["1", "1", "1", "1"]
    Mandate.objects.filter(person=secretary.person_id).update(to_on=None)
    Person.objects.filter(pk=secretary.person_id).update(sex="")
    assert not {"office_ends_on", "office_women", "office_men"} & _known(party).keys()


def test_the_last_meeting_is_known_with_who_was_there(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = acting(holder(unit=unit), ON)
    for ago in (400, 60, 30):
        submitted(make_meeting(unit=unit, planned_on=ON - timedelta(days=ago)), secretary, present=8, women=3)
    known = _known(party)
    assert (known["last_meeting_on"], known["meetings_held"]) == ((ON - timedelta(days=30)).isoformat(), "2")
    assert (known["last_meeting_present"], known["last_meeting_women"]) == ("8", "3")


def test_premises_are_known_with_the_day_on_which_the_unit_said_so(party: Party) -> None:
    unit = party.branches[0][0][0]
    secretary = acting(holder(unit=unit), ON - timedelta(days=9))
    say_no_premises(unit_id=unit.pk, from_on=SINCE, on=secretary.on, by=secretary, at=at_noon(secretary.on))
    known = known_answers(unit.pk, ON)["has_premises"]
    assert (known.text, known.source, known.as_of) == ("no", "premises", secretary.on)
    recorded_premises(unit, secretary, from_on=secretary.on, hours=(HoursBlock((0, 1), time(9), time(12)),))
    known = {name: answer.text for name, answer in known_answers(unit.pk, ON).items() if answer.source == "premises"}
    assert known.pop("premises_hours").endswith("09:00 إلى 12:00")
    assert known == {
        "has_premises": "yes", "premises_count": "1", "premises_since": secretary.on.isoformat(),
        "premises_address": "12 زنقة الأمل", "premises_sharing": "alone", "premises_condition": "good",
    }  # fmt: skip
