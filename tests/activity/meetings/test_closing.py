"""A unit closes from a day, on another day, or not at all; its meetings, mandates and what it owes follow."""

from datetime import date, timedelta

import pytest

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.nightly import follow_closings, open_occurrences
from tajadur.activity.meetings.operations.changes import cancel_meeting
from tajadur.activity.meetings.operations.closing import close_unit, withdraw_closing
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Body, Placement, Unit
from tajadur.organisation.units.operations.moving import move_unit, withdraw_move
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.models import Notice
from tests.factories import duties
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on, series_from

ON, CLOSES = date(2026, 5, 14), date(2026, 7, 1)
AT = at_noon(ON)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return duties.administrator(party, ON)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Actor:
    return acting(holder(unit=branch), ON)


def states(unit: Unit) -> dict[date, str]:
    return dict(Meeting.objects.filter(unit=unit).order_by("planned_on").values_list("planned_on", "state"))


def test_meetings_from_the_closing_on_are_cancelled_and_the_posts_are_told(
    branch: Unit, secretary: Actor, administrator: Actor
) -> None:
    series_from(ON, unit=branch, by=secretary)
    meeting_on(date(2026, 9, 12), unit=branch, by=secretary)
    close_unit(unit_id=branch.pk, closed_on=CLOSES, by=administrator, at=AT)
    assert states(branch) == {
        date(2026, 6, 6): "programmed",
        date(2026, 7, 4): "cancelled",
        date(2026, 8, 1): "cancelled",
        date(2026, 9, 12): "cancelled",
    }
    notice = Notice.objects.get(kind="closing")
    assert (notice.unit_id, notice.params["from"], notice.params["cancelled"]) == (branch.pk, "2026-07-01", 3)
    assert open_occurrences(on=ON, at=AT) == follow_closings(on=ON, at=AT) == 0


def test_another_day_brings_back_the_meetings_and_the_mandates_of_the_days_won(
    branch: Unit, secretary: Actor, administrator: Actor
) -> None:
    series_from(ON, unit=branch, by=secretary)
    close_unit(unit_id=branch.pk, closed_on=CLOSES, by=administrator, at=AT)
    close_unit(unit_id=branch.pk, closed_on=date(2026, 8, 1), by=administrator, at=at_noon(ON + timedelta(days=1)))
    assert states(branch)[date(2026, 7, 4)] == "programmed"
    assert states(branch)[date(2026, 8, 1)] == "cancelled"
    assert Body.objects.get(unit=branch).closed_on == date(2026, 8, 1)
    assert Mandate.objects.get(post__unit=branch).to_on == date(2026, 7, 31)


def test_withdrawn_it_is_as_if_it_had_not_been_decided(branch: Unit, secretary: Actor, administrator: Actor) -> None:
    holder(unit=branch, post="member", to_on=date(2027, 1, 31))
    series_from(ON, unit=branch, by=secretary)
    july = Meeting.objects.get(planned_on=date(2026, 7, 4))
    cancel_meeting(meeting_id=july.pk, because="عطلة", by=secretary, at=AT)
    before = states(branch)
    close_unit(unit_id=branch.pk, closed_on=date(2026, 6, 1), by=administrator, at=AT)
    assert set(states(branch).values()) == {"cancelled"}
    withdraw_closing(unit_id=branch.pk, by=administrator, at=AT)
    branch.refresh_from_db()
    assert (branch.closed_on, Body.objects.get(unit=branch).closed_on) == (None, None)
    assert states(branch) == before  # what the unit cancelled itself stays cancelled
    ends = set(Mandate.objects.filter(post__unit=branch).values_list("to_on", flat=True))
    assert ends == {None, date(2027, 1, 31)}


def test_days_that_came_into_view_while_it_was_closing_are_opened_when_it_is_withdrawn(
    branch: Unit, secretary: Actor, administrator: Actor
) -> None:
    series_from(ON, unit=branch, by=secretary)
    close_unit(unit_id=branch.pk, closed_on=CLOSES, by=administrator, at=AT)
    later = date(2026, 6, 20)
    open_occurrences(on=later, at=at_noon(later))
    withdraw_closing(unit_id=branch.pk, by=Actor(**{**_fields(administrator), "on": later}), at=at_noon(later))
    assert states(branch)[date(2026, 9, 5)] == "programmed"


def test_what_it_owes_after_the_closing_comes_back_too(party: Party, branch: Unit, administrator: Actor) -> None:
    duties.opened(on=ON)
    open_periods(on=ON, at=AT)
    row = Obligation.objects.filter(unit=branch, period_end=date(2026, 7, 31)).first()
    if row is None:
        row = Obligation.objects.filter(unit=branch, period_end__gte=CLOSES).order_by("period_end")[0]
    close_unit(unit_id=branch.pk, closed_on=CLOSES, by=administrator, at=AT)
    cancel_and_rewrite(on=ON, at=AT)
    row.refresh_from_db()
    assert row.cancelled_because == "closed"
    withdraw_closing(unit_id=branch.pk, by=administrator, at=AT)
    assert cancel_and_rewrite(on=ON, at=AT)["revived"] >= 1
    row.refresh_from_db()
    assert (row.cancelled_on, row.cancelled_because) == (None, "")


def test_an_end_given_by_hand_meanwhile_stays(branch: Unit, secretary: Actor, administrator: Actor) -> None:
    close_unit(unit_id=branch.pk, closed_on=CLOSES, by=administrator, at=AT)
    mandate = Mandate.objects.get(post__unit=branch)
    Mandate.objects.filter(pk=mandate.pk).update(to_on=date(2026, 5, 31))
    withdraw_closing(unit_id=branch.pk, by=administrator, at=AT)
    mandate.refresh_from_db()
    assert mandate.to_on == date(2026, 5, 31)


def test_once_the_day_has_come_nothing_is_taken_back(branch: Unit, administrator: Actor) -> None:
    close_unit(unit_id=branch.pk, closed_on=ON, by=administrator, at=AT)
    for act in (
        lambda: withdraw_closing(unit_id=branch.pk, by=administrator, at=AT),
        lambda: close_unit(unit_id=branch.pk, closed_on=CLOSES, by=administrator, at=AT),
    ):
        with pytest.raises(BadInput) as refused:
            act()
        assert refused.value.code == "already_closed"


def test_a_unit_does_not_outlast_the_one_above(party: Party, administrator: Actor) -> None:
    province = party.provinces[0][0]
    for unit in party.branches[0][0]:
        close_unit(unit_id=unit.pk, closed_on=CLOSES, by=administrator, at=AT)
    close_unit(unit_id=province.pk, closed_on=CLOSES, by=administrator, at=AT)
    for act in (
        lambda: withdraw_closing(unit_id=party.branches[0][0][0].pk, by=administrator, at=AT),
        lambda: close_unit(
            unit_id=party.branches[0][0][0].pk, closed_on=CLOSES + timedelta(days=1), by=administrator, at=AT
        ),
    ):
        with pytest.raises(BadInput) as refused:
            act()
        assert refused.value.code == "parent_not_open"


def test_a_planned_move_gives_way_to_another_or_is_withdrawn(party: Party, administrator: Actor) -> None:
    province, here, there = party.provinces[0][0], party.regions[0], party.regions[1]
    plan = {"unit_id": province.pk, "by": administrator, "at": AT}
    move_unit(parent_id=there.pk, from_on=date(2027, 3, 1), **plan)
    move_unit(parent_id=there.pk, from_on=date(2027, 1, 1), **plan)  # earlier than planned before
    standing = Placement.objects.filter(unit=province).exclude(to_on=date(2027, 3, 1)).order_by("from_on")
    assert [(row.parent_id, row.to_on) for row in standing] == [(here.pk, date(2027, 1, 1)), (there.pk, None)]
    withdraw_move(**plan)
    row = Placement.objects.get(unit=province, to_on=None)
    assert row.parent_id == here.pk
    with pytest.raises(BadInput) as refused:
        withdraw_move(**plan)
    assert refused.value.code == "not_moving"
    move_unit(parent_id=there.pk, from_on=date(2027, 3, 1), **plan)  # the very day of the first plan
    assert Placement.objects.get(unit=province, to_on=None).from_on == date(2027, 3, 1)


def test_what_was_written_for_the_new_place_is_written_back(party: Party, administrator: Actor) -> None:
    duties.opened(on=ON)
    open_periods(on=ON, at=AT)
    province = party.provinces[0][0]
    rows = Obligation.objects.filter(unit=province, period_end__gt=ON)
    before = set(rows.values_list("period_key", "path"))
    move_unit(
        unit_id=province.pk, parent_id=party.regions[1].pk, from_on=ON + timedelta(days=1), by=administrator, at=AT
    )
    assert cancel_and_rewrite(on=ON, at=AT)["moved"] > 0
    withdraw_move(unit_id=province.pk, by=administrator, at=AT)
    cancel_and_rewrite(on=ON, at=AT)
    assert set(rows.values_list("period_key", "path")) == before


def _fields(actor: Actor) -> dict[str, object]:
    return {"account_id": actor.account_id, "person_id": actor.person_id, "on": actor.on, "grants": actor.grants}
