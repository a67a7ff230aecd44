"""A unit records its premises, corrects them, says that it has none; nobody else does, and bad input is refused."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import translation

from tajadur.activity.premises.models import NoPremises, OpeningHours, Premises
from tajadur.activity.premises.operations.recording import correct_no_premises, record_premises, say_no_premises
from tajadur.activity.premises.queries.facts import premises_on, premises_within, without_premises
from tajadur.activity.premises.queries.prefilling import PremisesKnown, premises_known
from tajadur.activity.premises.queries.reading import records_of, units_sharing_with, units_to_share_with, words_of
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.opening_hours import HoursBlock
from tajadur.rules.premises import PremisesFacts, premises_status
from tests.factories.duties import at_noon
from tests.factories.party import FOUNDED_ON, Party, acting, holder
from tests.factories.premises import SINCE, corrected_premises, premises_data, recorded_premises

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)
DAY = timedelta(days=1)
MORNING = HoursBlock((0, 1, 2), time(9), time(12))


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


def status(unit: Unit, on: date = ON) -> str:
    return premises_on([unit.pk], on)[unit.pk].status.value


def says_none(unit: Unit, by: Account, from_on: date | None = ON, on: date = ON) -> int:
    return say_no_premises(unit_id=unit.pk, from_on=from_on, on=on, by=acting(by, on), at=at_noon(on))


def problems(unit: Unit, by: Account, **changes: Any) -> list[tuple[str, str]]:
    actor = acting(by, ON)
    with pytest.raises(BadInput) as refused:
        record_premises(unit_id=unit.pk, data=premises_data(**changes), on=ON, by=actor, at=at_noon(ON))
    assert not Premises.objects.exists() and not OpeningHours.objects.exists()
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_premises_are_recorded_and_hold_from_their_day(branch: Unit, secretary: Account) -> None:
    assert status(branch) == "has_not_said"
    row = recorded_premises(branch, acting(secretary, ON), hours=(MORNING,), map_link=" https://osm.org/go/x ")
    assert (status(branch), status(branch, SINCE - DAY)) == ("has_premises", "has_not_said")
    assert (row.map_link, row.said_on, row.is_current) == ("https://osm.org/go/x", ON, True)
    assert sorted(row.hours.values_list("weekday", "opens", "closes")) == [(day, time(9), time(12)) for day in range(3)]
    entry = AuditEntry.objects.get(act="premises.recorded")
    assert (entry.unit_id, entry.detail) == (branch.pk, {"from_on": SINCE.isoformat(), "to_on": None})


def test_nobody_else_writes_the_record(branch: Unit, secretary: Account, party: Party) -> None:
    province, other = holder(unit=party.provinces[0][0]), holder(unit=party.branches[1][0][0])
    cell = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    for by in (province, cell, holder(unit=branch, post="member")):
        with pytest.raises(PermissionDenied):
            recorded_premises(branch, acting(by, ON))
        with pytest.raises(PermissionDenied):
            says_none(branch, by)
    with pytest.raises(NotVisible):
        recorded_premises(branch, acting(other, ON))
    assert not Premises.objects.exists() and not NoPremises.objects.exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"address": " \u200b "}, ("address", "address_required")),
        ({"from_on": None}, ("from_on", "from_required")),
        ({"from_on": ON + DAY}, ("from_on", "from_in_future")),
        ({"from_on": FOUNDED_ON - DAY}, ("from_on", "from_before_unit")),
        ({"to_on": SINCE - DAY}, ("to_on", "to_before_from")),
        ({"condition": "ruined"}, ("condition", "condition_required")),
        ({"sharing": ""}, ("sharing", "sharing_required")),
        ({"sharing": "unit"}, ("shared_with", "shared_unit_required")),
        ({"sharing": "unit", "shared_with": 0}, ("shared_with", "shared_unit_required")),
        ({"sharing": "unit", "shared_with": 10**9}, ("shared_with", "shared_unit_unknown")),
        ({"shared_with": 1}, ("shared_with", "shared_unit_unasked")),
        ({"map_link": "http://osm.org/"}, ("map_link", "map_link_not_https")),
        ({"map_link": "https://example.org/"}, ("map_link", "map_link_elsewhere")),
        ({"map_link": "https://osm.org/" + "a" * 600}, ("map_link", "map_link_long")),
        ({"hours": [MORNING] * 5}, ("", "hours_many")),
        ({"hours": [MORNING, MORNING]}, ("days0", "hours_overlap")),
        ({"hours": [replace(MORNING, weekdays=())]}, ("days0", "hours_day_required")),
        ({"hours": [replace(MORNING, weekdays=(7,))]}, ("days0", "hours_day_required")),
        ({"hours": [replace(MORNING, closes=time(9))]}, ("closes0", "hours_order")),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing(
    branch: Unit, secretary: Account, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert problems(branch, secretary, **changes) == [expected]


def test_everything_wrong_is_said_at_once(branch: Unit, secretary: Account) -> None:
    wrong = problems(branch, secretary, address="", condition="", from_on=None, map_link="ftp://x")
    assert [field for field, _code in wrong] == ["address", "condition", "map_link", "from_on"]


def test_a_correction_keeps_what_was_said_before(branch: Unit, secretary: Account) -> None:
    first = recorded_premises(branch, acting(secretary, ON - 9 * DAY), hours=(MORNING,))
    by = acting(secretary, ON)
    assert corrected_premises(first, by, hours=(MORNING,)).pk == first.pk  # nothing else was said
    second = corrected_premises(first, by, address="زنقة أخرى", to_on=ON)
    with pytest.raises(Conflict, match="premises_corrected"):
        corrected_premises(first, by, address="ثالثة")
    [record] = records_of(branch)
    assert (record.row.pk, [row.pk for row in record.former]) == (second.pk, [first.pk])
    assert [len(row.hours.all()) for row in (record.row, *record.former)] == [0, 3]
    assert (status(branch), status(branch, ON + DAY)) == ("has_premises", "has_not_said")
    corrected_premises(second, by, is_void=True)
    assert status(branch) == "has_not_said"
    assert list(AuditEntry.objects.filter(unit_id=branch.pk).order_by("pk").values_list("act", flat=True)) == [
        "premises.recorded", "premises.corrected", "premises.withdrawn",
    ]  # fmt: skip


def test_none_is_said_by_the_unit_and_premises_take_its_place(branch: Unit, secretary: Account) -> None:
    says_none(branch, secretary, SINCE)
    assert (status(branch), status(branch, SINCE - DAY)) == ("has_none", "has_not_said")
    with pytest.raises(BadInput, match="without_already"):
        says_none(branch, secretary, SINCE)
    for day, code in ((None, "from_required"), (ON + DAY, "from_in_future"), (FOUNDED_ON - DAY, "from_before_unit")):
        with pytest.raises(BadInput, match=code):
            says_none(branch, secretary, day)
    recorded_premises(branch, acting(secretary, ON), from_on=ON)
    assert (status(branch), status(branch, ON - DAY)) == ("has_premises", "has_none")
    with pytest.raises(BadInput, match="premises_in_force"):
        says_none(branch, secretary, ON)
    assert NoPremises.objects.count() == 1


def corrects_none(unit: Unit, by: Account, word: int, on: date = ON, **changes: Any) -> int:
    return correct_no_premises(unit_id=unit.pk, word_id=word, on=on, by=acting(by, on), at=at_noon(on), **changes)


def test_a_word_of_none_is_taken_back_and_stays_readable(branch: Unit, secretary: Account, party: Party) -> None:
    word = says_none(branch, secretary, SINCE)
    with pytest.raises(PermissionDenied):
        corrects_none(branch, holder(unit=party.provinces[0][0]), word, from_on=SINCE, is_void=True)
    with pytest.raises(NotVisible):
        corrects_none(branch, secretary, word + 1, from_on=SINCE)
    taken = corrects_none(branch, secretary, word, from_on=None, is_void=True)
    assert (status(branch), without_premises(ON, ON)) == ("has_not_said", [])
    assert premises_known(branch.pk, ON) == PremisesKnown()
    [record] = words_of(branch)
    assert (record.row.pk, record.row.is_void, [row.pk for row in record.former]) == (taken, True, [word])
    with pytest.raises(Conflict, match="premises_corrected"):
        corrects_none(branch, secretary, word, from_on=SINCE)
    says_none(branch, secretary, SINCE)  # once more, on the same day
    assert status(branch) == "has_none"


def test_a_word_of_none_is_corrected_later(branch: Unit, secretary: Account) -> None:
    word = says_none(branch, secretary, SINCE)
    assert corrects_none(branch, secretary, word, ON + DAY, from_on=SINCE) == word  # nothing else was said
    with pytest.raises(BadInput, match="from_in_future"):
        corrects_none(branch, secretary, word, from_on=ON + DAY)
    corrects_none(branch, secretary, word, ON + DAY, from_on=ON)
    assert (status(branch, ON), status(branch, ON - DAY)) == ("has_none", "has_not_said")
    assert without_premises(ON + DAY, ON) == [(branch.pk, ON)]
    acts = AuditEntry.objects.filter(unit_id=branch.pk).order_by("pk").values_list("act", "detail__from_on")
    assert list(acts) == [
        ("premises.none", SINCE.isoformat()), ("premises.none_corrected", ON.isoformat()),
    ]  # fmt: skip


def test_the_database_judges_as_the_rule_does(branch: Unit, secretary: Account) -> None:
    for first, last in ((20, 25), (32, 32), (40, None)):
        row = {"from_on": SINCE + first * DAY, "to_on": SINCE + last * DAY if last else None}
        recorded_premises(branch, acting(secretary, ON), **row)
    for first in (5, 27, 33):
        NoPremises.objects.create(
            unit=branch, from_on=SINCE + first * DAY, said_on=ON, said_at=at_noon(ON), mandate_id=1
        )  # fmt: skip
    held = [(row.from_on, row.to_on) for row in Premises.objects.all()]
    without = list(NoPremises.objects.values_list("from_on", flat=True))
    facts = PremisesFacts(branch.opened_on, None, True, held, without)
    days = [SINCE + ahead * DAY for ahead in range(3, 45)]
    assert [status(branch, day) for day in days] == [premises_status(facts, day).value for day in days]
    assert len({status(branch, day) for day in days}) == 3


def test_premises_on_one_day_are_not_without_number(branch: Unit, secretary: Account) -> None:
    by = acting(secretary, ON)
    for number in range(5):
        recorded_premises(branch, by, address=f"مقر {number}")
    with pytest.raises(BadInput, match="premises_many"):
        recorded_premises(branch, by)
    recorded_premises(branch, by, from_on=SINCE - 30 * DAY, to_on=SINCE - DAY)
    assert Premises.objects.count() == 6


def test_the_same_address_is_recorded_once_at_a_time(branch: Unit, secretary: Account) -> None:
    by = acting(secretary, ON)
    recorded_premises(branch, by, address="زنقة الأطلس، رقم 5", to_on=ON - DAY)
    with pytest.raises(BadInput, match="premises_recorded"):
        recorded_premises(branch, by, address="زنقة الاطلس، رقم 5")
    recorded_premises(branch, by, address="زنقة الأطلس، رقم 5", from_on=ON)
    assert Premises.objects.count() == 2


def test_a_closed_unit_is_asked_nothing_and_says_nothing(branch: Unit, secretary: Account) -> None:
    recorded_premises(branch, acting(secretary, ON - DAY))
    branch.closed_on = ON
    branch.save()
    assert (status(branch), status(branch, ON - DAY)) == ("not_asked", "has_premises")
    with pytest.raises(NotVisible):  # its secretary is none any more
        recorded_premises(branch, acting(secretary, ON))
    assert branch.pk not in {row.id for row in premises_within(acting(holder_of_all(), ON), ON)}


def holder_of_all() -> Account:
    return holder(unit=Unit.objects.get(kind__code="national"), body="pole", post="member")


def test_a_unit_that_closes_ends_its_premises_before(branch: Unit, secretary: Account) -> None:
    branch.closed_on = ON + 5 * DAY
    branch.save()
    assert problems(branch, secretary, to_on=ON + 5 * DAY) == [("to_on", "to_after_closing")]
    recorded_premises(branch, acting(secretary, ON), to_on=ON + 4 * DAY)


def test_sharing_is_with_a_unit_nearby_and_both_read_it(branch: Unit, secretary: Account, party: Party) -> None:
    province, sister = party.provinces[0][0], party.branches[0][0][1]
    near = {unit.pk for unit in units_to_share_with(branch, ON)}
    assert near == {party.regions[0].pk, province.pk, sister.pk}
    assert {unit.pk for unit in units_to_share_with(party.regions[0], ON)} == {row.pk for row in party.provinces[0]}
    assert problems(branch, secretary, sharing="unit", shared_with=party.branches[1][0][0].pk) == [
        ("shared_with", "shared_unit_unknown")
    ]
    row = recorded_premises(branch, acting(secretary, ON), sharing="unit", shared_with=sister.pk)
    assert units_sharing_with(sister, ON) == [branch]
    assert (units_sharing_with(sister, SINCE - DAY), units_sharing_with(province, ON)) == ([], [])
    assert status(sister) == "has_not_said"  # the word of another unit is not its own
    sister.closed_on = ON
    sister.save()
    corrected_premises(row, acting(secretary, ON), address="أخرى", sharing="unit", shared_with=sister.pk)


def test_what_a_form_may_begin_with(branch: Unit, secretary: Account) -> None:
    assert premises_known(branch.pk, ON) == PremisesKnown()
    says_none(branch, secretary, SINCE)
    assert premises_known(branch.pk, ON) == PremisesKnown(has_premises=False, since=SINCE, said_on=ON)
    recorded_premises(branch, acting(secretary, ON), from_on=ON, condition="needs_work", hours=(MORNING,))
    with translation.override("en"):
        known = premises_known(branch.pk, ON)
    hours = "Monday to Wednesday: 09:00 to 12:00"
    assert known == PremisesKnown(True, 1, ON, "12 زنقة الأمل", "needs_work", "alone", hours, ON)


def test_who_said_to_have_none(branch: Unit, secretary: Account, party: Party) -> None:
    other = party.branches[0][0][1]
    says_none(branch, secretary, SINCE)
    says_none(other, holder(unit=other), SINCE)
    recorded_premises(other, acting(Account.objects.latest("pk"), ON), from_on=ON)
    assert without_premises(ON, ON) == [(branch.pk, SINCE)]
    assert without_premises(ON + DAY, ON + DAY) == []  # not said since


def test_each_reads_the_units_within_reach(
    branch: Unit, secretary: Account, party: Party, django_assert_num_queries: Any
) -> None:
    province = holder(unit=party.provinces[0][0])
    recorded_premises(branch, acting(secretary, ON))
    seen = {}
    for by in (secretary, province, holder_of_all()):
        actor = acting(by, ON)
        with django_assert_num_queries(1):
            seen[by.pk] = [row.id for row in premises_within(actor, ON)]
    assert seen[secretary.pk] == [branch.pk]
    assert seen[province.pk] == [party.provinces[0][0].pk, *sorted(unit.pk for unit in party.branches[0][0])]
    under = premises_within(acting(holder_of_all(), ON), ON, under=party.regions[1].pk)
    assert party.regions[0].pk not in {row.id for row in under} and len(under) == 7
