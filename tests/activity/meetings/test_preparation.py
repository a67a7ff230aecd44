"""The checklist of a meeting: steps of its body type, ticked by the unit, with a forecast of its quorum."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import PreparationTick
from tajadur.activity.meetings.operations.changes import cancel_meeting
from tajadur.activity.meetings.operations.preparation import mark_prepared
from tajadur.activity.meetings.queries.preparation import Preparation, preparation_of
from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import BodyTypeSettings, PreparationStep
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.preparation import PreparationState, QuorumProspect
from tests.factories.councils import council_held, council_on
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on

DAY, ON = date(2026, 6, 13), date(2026, 5, 20)


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(province: Unit) -> Account:
    return holder(unit=province)


def step(code: str) -> PreparationStep:
    return PreparationStep.objects.get(code=code, body_type__unit_kind__code="province")


def steps(preparation: Preparation | None) -> dict[int, tuple[date, PreparationState]]:
    assert preparation is not None
    return {row.id: (row.due_on, row.state) for row in preparation.steps}


def test_each_step_has_its_day_before_the_meeting(province: Unit, secretary: Account) -> None:
    meeting = council_on(DAY, unit=province, account=secretary, on=ON)
    found = preparation_of(meeting, ON)
    assert steps(found) == {
        step("agenda").pk: (date(2026, 5, 19), PreparationState.LATE),
        step("papers").pk: (date(2026, 5, 24), PreparationState.TO_DO),
        step("place").pk: (date(2026, 5, 24), PreparationState.TO_DO),
        step("convocation").pk: (date(2026, 5, 29), PreparationState.TO_DO),
        step("presence").pk: (date(2026, 6, 10), PreparationState.TO_DO),
    }
    assert found is not None
    assert (found.done, found.convocation_days, found.forecast.prospect) == (0, 15, QuorumProspect.TOO_FEW)


def test_the_days_of_convocation_hold_from_a_day(province: Unit, secretary: Account) -> None:
    meeting = council_on(DAY, unit=province, account=secretary, on=ON)
    of_type: dict[str, Any] = {"body_type_id": meeting.body.body_type_id, "decided_at": at_noon(ON)}
    BodyTypeSettings.objects.create(from_on=DAY, convocation_days=8, **of_type)
    assert steps(preparation_of(meeting, ON))[step("convocation").pk][0] == date(2026, 6, 5)
    BodyTypeSettings.objects.filter(from_on=DAY).update(from_on=DAY + timedelta(days=1), convocation_days=None)
    assert steps(preparation_of(meeting, ON))[step("convocation").pk][0] == date(2026, 5, 29)
    meeting.planned_on = DAY + timedelta(days=1)
    assert step("convocation").pk not in steps(preparation_of(meeting, ON))


def test_other_days_hold_for_what_is_not_done_and_an_end_from_a_day(province: Unit, secretary: Account) -> None:
    meeting = council_on(DAY, unit=province, account=secretary, on=ON)
    papers, place = step("papers"), step("place")
    said: dict[str, Any] = {"meeting_id": meeting.pk, "is_done": True, "by": acting(secretary, ON), "at": at_noon(ON)}
    mark_prepared(step_id=papers.pk, **said)
    PreparationStep.objects.filter(pk__in=(papers.pk, place.pk)).update(days_before=30)
    found = steps(preparation_of(meeting, ON))
    assert found[papers.pk] == (date(2026, 5, 24), PreparationState.DONE)
    assert found[place.pk] == (date(2026, 5, 14), PreparationState.LATE)
    PreparationStep.objects.filter(pk__in=(papers.pk, place.pk)).update(ended_on=DAY)
    PreparationStep.objects.filter(code="presence").update(from_on=DAY + timedelta(days=1))
    found = steps(preparation_of(meeting, ON))
    assert found.keys() == {papers.pk, step("agenda").pk, step("convocation").pk}  # what is done stays
    with pytest.raises(BadInput, match="step_unknown"):
        mark_prepared(step_id=place.pk, **said)
    assert mark_prepared(**{**said, "step_id": papers.pk, "is_done": False})


def test_the_unit_ticks_and_takes_back(province: Unit, secretary: Account) -> None:
    meeting = council_on(DAY, unit=province, account=secretary, on=ON)
    agenda = step("agenda").pk
    said: dict[str, Any] = {"meeting_id": meeting.pk, "step_id": agenda, "by": acting(secretary, ON), "at": at_noon(ON)}
    assert mark_prepared(is_done=True, **said)
    assert not mark_prepared(is_done=True, **said)
    assert steps(preparation_of(meeting, ON))[agenda][1] is PreparationState.DONE_LATE
    assert mark_prepared(is_done=False, **said)
    assert not mark_prepared(is_done=False, **said)
    assert steps(preparation_of(meeting, ON))[agenda][1] is PreparationState.LATE
    acts = AuditEntry.objects.filter(act__startswith="preparation.").order_by("pk")
    assert list(acts.values_list("act", "detail")) == [
        ("preparation.done", {"step": "agenda"}),
        ("preparation.undone", {"step": "agenda"}),
    ]


def test_past_attendance_forecasts_the_quorum(province: Unit, secretary: Account) -> None:
    for ago in (90, 60, 30):
        day = DAY - timedelta(days=ago)
        meeting = council_on(day, unit=province, account=secretary, on=day - timedelta(days=5))
        council_held(meeting, account=secretary, on=day + timedelta(days=1))
    coming = council_on(DAY, unit=province, account=secretary, on=ON)
    found = preparation_of(coming, ON)
    assert found is not None
    forecast = found.forecast
    assert (forecast.prospect, forecast.meetings) == (QuorumProspect.SURE, 3)
    assert (forecast.median, forecast.worst, forecast.needed) == (30, 30, 23)


def test_offices_have_no_checklist(
    province: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = meeting_on(DAY, unit=province, by=acting(secretary, ON))
    with django_assert_num_queries(1):
        assert preparation_of(meeting, ON) is None
    with pytest.raises(BadInput, match="step_unknown"):
        mark_prepared(
            meeting_id=meeting.pk, step_id=step("agenda").pk, is_done=True, by=acting(secretary, ON), at=at_noon(ON)
        )


@pytest.mark.parametrize("how_many", [0, 4])
def test_the_checklist_costs_three_queries(
    province: Unit, secretary: Account, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = council_on(DAY, unit=province, account=secretary, on=ON)
    for row in PreparationStep.objects.filter(body_type=meeting.body.body_type_id)[:how_many]:
        mark_prepared(meeting_id=meeting.pk, step_id=row.pk, is_done=True, by=acting(secretary, ON), at=at_noon(ON))
    with django_assert_num_queries(3):
        found = preparation_of(meeting, ON)
    assert found is not None
    assert found.done == how_many


def test_only_the_unit_ticks_and_only_what_is_to_come(party: Party, province: Unit, secretary: Account) -> None:
    meeting = council_on(DAY, unit=province, account=secretary, on=ON)
    said: dict[str, Any] = {"meeting_id": meeting.pk, "step_id": step("papers").pk, "is_done": True, "at": at_noon(ON)}
    with pytest.raises(PermissionDenied):
        mark_prepared(by=acting(holder(unit=party.regions[0]), ON), **said)
    with pytest.raises(NotVisible):
        mark_prepared(by=acting(holder(unit=party.regions[1]), ON), **said)
    by = acting(secretary, ON)
    with pytest.raises(BadInput, match="step_unknown"):
        mark_prepared(**(said | {"step_id": 0}), by=by)
    cancel_meeting(meeting_id=meeting.pk, because="عطلة", by=by, at=at_noon(ON))
    with pytest.raises(BadInput, match="already_cancelled"):
        mark_prepared(by=by, **said)
    assert PreparationTick.objects.count() == 0
