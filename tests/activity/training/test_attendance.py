"""Who came to a session, as counts; and what a person attended, only while they agree."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.training.models import PersonAttendance, SessionAttendance, SessionVersion, TrainingConsent
from tajadur.activity.training.operations.attendance import OVER_SEATS, declare_attendance
from tajadur.activity.training.operations.remembering import (
    agree_to_training,
    note_person,
    take_person_off,
    withdraw_from_training,
)
from tajadur.activity.training.queries.attendance import attendance_of, sums_of
from tajadur.activity.training.queries.persons import own_training, persons_of, persons_to_note
from tajadur.foundation.errors import BadInput, Conflict, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.people.operations.merging import merge_persons, undo_merge
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_person
from tests.factories.training import DAY as HELD
from tests.factories.training import came, corrected_attendance, organised

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)
DAY = timedelta(days=1)


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def by(province: Unit) -> Actor:
    return acting(holder(unit=province), ON)


@pytest.fixture
def version(province: Unit, by: Actor) -> SessionVersion:
    return organised(province, by, invited=(province.pk,), seats=10)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, ("", "nobody")),
        ({"officers": 2}, ("", "nobody")),
        ({"women_60": 2, "elected": 3}, ("elected", "more_than_came")),
        ({"women_60": -1}, ("women_60", "count_range")),
        ({"men_18_24": 5001}, ("men_18_24", "count_range")),
        ({"men_18_24": 11}, ("", "over_seats")),
    ],
)
def test_counts_that_cannot_be_leave_nothing(
    version: SessionVersion, by: Actor, counts: dict[str, int], expected: tuple[str, str]
) -> None:
    said: dict[str, Any] = {"on": ON, "by": by, "at": at_noon(ON)}
    with pytest.raises(BadInput) as refused:
        declare_attendance(session_id=version.session_id, attending=version.session.unit_id, counts=counts, **said)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [expected]
    assert not SessionAttendance.objects.exists()


def test_it_is_declared_after_the_session_of_units_invited_each_once(
    party: Party, version: SessionVersion, by: Actor
) -> None:
    def refused(on: date = ON, attending: int | None = None) -> str:
        with pytest.raises(BadInput) as error:
            declare_attendance(
                session_id=version.session_id, attending=attending, counts={"men_60": 1}, on=on, by=by, at=at_noon(on)
            )
        return error.value.code

    branch = party.branches[0][0][0]
    assert refused(HELD - DAY, branch.pk) == "session_ahead"
    assert refused() == "unit_required"
    assert refused(attending=party.provinces[0][1].pk) == "unit_unknown"
    came(version, by, branch)
    assert refused(attending=branch.pk) == "unit_counted"
    for other in (holder(unit=branch), holder(unit=party.regions[0])):
        with pytest.raises((PermissionDenied, NotVisible)):
            came(version, acting(other, ON), branch)


def test_more_present_than_seats_is_asked_over_all_units(party: Party, version: SessionVersion, by: Actor) -> None:
    came(version, by, men_35_59=8)
    said: dict[str, Any] = {"on": ON, "by": by, "at": at_noon(ON), "counts": {"women_35_59": 3}}
    which = {"session_id": version.session_id, "attending": party.branches[0][0][0].pk}
    with pytest.raises(NeedsConfirmation) as asked:
        declare_attendance(**which, **said)
    assert asked.value.params == {"people": 11, "seats": 10}
    declare_attendance(**which, **said, confirmed=frozenset({OVER_SEATS}))
    assert sums_of(attendance_of(version.session_id))["women_35_59"] == 3


def test_a_correction_keeps_what_was_said(version: SessionVersion, by: Actor) -> None:
    first = came(version, by)
    assert corrected_attendance(first, by, women_25_34=3, officers=2).pk == first.pk
    second = corrected_attendance(first, by, women_25_34=5)
    with pytest.raises(Conflict, match="attendance_corrected"):
        corrected_attendance(first, by, women_25_34=6)
    third = corrected_attendance(second, by, is_void=True)
    [kept] = attendance_of(version.session_id)
    assert (kept.row, kept.former) == (third, [second, first])
    assert sums_of([kept])["women_25_34"] == 0
    again = came(version, by)
    with pytest.raises(BadInput, match="unit_counted"):
        corrected_attendance(third, by, women_25_34=1)
    assert corrected_attendance(again, by, men_60=2).people == 2


def test_a_person_is_remembered_only_while_they_agree(party: Party, version: SessionVersion, by: Actor) -> None:
    account: Account = holder(unit=party.branches[0][0][0])
    actor, person = acting(account, ON), account.person
    assert person is not None
    said: dict[str, Any] = {"on": ON, "at": at_noon(ON)}

    def note() -> int:
        return note_person(session_id=version.session_id, person_id=person.pk, by=by, **said)

    with pytest.raises(BadInput, match="person_not_agreed"):
        note()
    for _twice in range(2):
        agree_to_training(by=actor, **said)
    assert TrainingConsent.objects.count() == 1
    assert list(persons_to_note(by, version)) == [person]
    assert not persons_to_note(acting(holder(unit=party.branches[0][0][1]), ON), version)
    mark = note()
    assert [row.consent.person for row in persons_of(version.session_id)] == [person]
    own = own_training(actor)
    assert (own.since, [(row.pk, row.kind, row.from_on) for row in own.attended]) == (ON, [(mark, "meetings", HELD)])
    take_person_off(session_id=version.session_id, mark_id=mark, by=by, at=at_noon(ON))
    with pytest.raises(NotVisible):
        take_person_off(session_id=version.session_id, mark_id=mark, by=by, at=at_noon(ON))
    note()
    assert withdraw_from_training(by=actor, at=at_noon(ON)) == 1
    assert withdraw_from_training(by=actor, at=at_noon(ON)) == 0
    assert not PersonAttendance.objects.exists()
    assert (own_training(actor).since, own_training(actor).attended) == (None, [])
    with pytest.raises(BadInput, match="person_not_agreed"):
        note()


def test_an_agreement_goes_with_the_record_that_becomes_another_and_comes_back(
    party: Party, version: SessionVersion, by: Actor
) -> None:
    account: Account = holder(unit=party.branches[0][0][0], to_on=ON - DAY)
    goes, stays = account.person, make_person()
    assert goes is not None
    actor, said = acting(account, ON), {"on": ON, "at": at_noon(ON)}
    agree_to_training(by=actor, **said)  # type: ignore[arg-type]
    note_person(session_id=version.session_id, person_id=goes.pk, by=by, **said)  # type: ignore[arg-type]
    administrator = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    merge = merge_persons(stays_id=stays.pk, goes_id=goes.pk, by=administrator, at=at_noon(ON))
    assert [row.consent.person_id for row in persons_of(version.session_id)] == [stays.pk]
    undo_merge(merge_id=merge.pk, by=administrator, at=at_noon(ON))
    assert [row.consent.person_id for row in persons_of(version.session_id)] == [goes.pk]
