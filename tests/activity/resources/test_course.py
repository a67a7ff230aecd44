"""The course of a request: asked, endorsed, recommended, decided, delivered in parts, confirmed; or not."""

from datetime import date, timedelta
from typing import Any

import pytest

from tajadur.activity.resources.models import (
    BudgetLine,
    Endorsement,
    ResourceDecision,
    ResourceRequest,
)
from tajadur.activity.resources.operations.asking import withdraw_request
from tajadur.activity.resources.operations.budget import end_decider, name_decider
from tajadur.activity.resources.operations.deciding import close_request
from tajadur.activity.resources.operations.delivering import confirm_delivery
from tajadur.activity.resources.operations.speaking import endorse_request
from tajadur.activity.resources.queries.acting import RequestAct, acts_open
from tajadur.activity.resources.queries.requests import facts_of, whole_requests
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.rules.resources import RequestStatus, ResourceState, Turn, status_of_request
from tests.factories.party import Party, acting, holder, make_mandate, make_post, make_unit
from tests.factories.resources import (
    DIRHAM,
    ON,
    Cast,
    asks,
    by_of,
    cast,
    decides,
    delivers,
    endorses,
    granted,
    has_line,
    recommends,
)


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def after(number: int) -> date:
    return ON + timedelta(days=number)


def standing(request_id: int, on: date) -> RequestStatus:
    return status_of_request(facts_of(whole_requests().get(pk=request_id)), on)


def events(request_id: int) -> list[str]:
    """What was told, in its order."""
    rows = Notice.objects.filter(kind="resources", subject_id=request_id).order_by("pk")
    return [row.params["event"] for row in rows]


def codes(refused: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_request_goes_its_whole_way_and_each_step_is_told_once(who: Cast) -> None:
    line = has_line(who)
    request_id = asks(who)
    assert standing(request_id, ON).turn is Turn.ABOVE
    endorses(who, request_id, on=after(2))
    assert standing(request_id, after(2)) == RequestStatus(ResourceState.RECOMMENDATION, after(2), Turn.CELL, after(12))
    recommends(who, request_id, on=after(3))
    assert standing(request_id, after(3)) == RequestStatus(ResourceState.DECISION, after(3), Turn.DECIDER, after(18))
    decides(who, request_id, on=after(5), outcome="part", amount=8_000 * DIRHAM, reason="حسب الاعتماد المتوفر")
    line.refresh_from_db()
    assert (line.left, standing(request_id, after(5)).state) == (42_000 * DIRHAM, ResourceState.DELIVERY)
    first = delivers(who, request_id, on=after(9), dirhams=5_000)
    assert standing(request_id, after(9)).state is ResourceState.PARTLY_DELIVERED
    confirm_delivery(delivery_id=first.pk, note="توصلنا", **by_of(who.secretary, after(10)))
    second = delivers(who, request_id, on=after(20), dirhams=3_000)
    assert (second.number, second.completes) == (2, True)
    assert standing(request_id, after(20)) == RequestStatus(ResourceState.CONFIRMATION, after(20), Turn.UNIT, after(34))
    confirm_delivery(delivery_id=second.pk, **by_of(who.secretary, after(21)))
    assert standing(request_id, after(21)) == RequestStatus(ResourceState.CONFIRMED, after(21), Turn.NOBODY, None)
    assert ResourceRequest.objects.get().confirmed_on == after(21)
    assert events(request_id) == [
        "to_endorse", "endorsed", "to_recommend", "recommended", "to_decide", "part", "to_deliver", "to_confirm",
        "to_confirm",
    ]  # fmt: skip
    live = Notice.objects.filter(subject_id=request_id, cleared_at=None)
    assert {row.params["event"] for row in live} == {"endorsed", "recommended", "part"}
    acts = AuditEntry.objects.filter(subject_kind="resource_request").order_by("pk").values_list("act", flat=True)
    assert list(acts) == [
        "resources.asked", "resources.endorsed", "resources.recommended", "resources.granted", "resources.delivered",
        "resources.confirmed", "resources.delivered", "resources.confirmed",
    ]  # fmt: skip


def test_a_province_is_endorsed_by_its_region_and_a_region_goes_to_the_cell(who: Cast) -> None:
    region = holder(unit=who.party.regions[0])
    province = asks(who, unit=who.party.provinces[0][0], account=who.above)
    assert standing(province, ON).turn is Turn.ABOVE
    endorses(who, province, account=region)
    assert asks(who, unit=who.party.regions[0], account=region)
    assert standing(ResourceRequest.objects.latest("pk").pk, ON).turn is Turn.CELL


def test_a_sector_goes_to_whoever_decides_and_its_section_to_the_sector(who: Cast) -> None:
    sectors = make_unit(kind="sectors")
    sector = make_unit(kind="sector", parent=sectors)
    section = make_unit(kind="sector_section", parent=sector)
    coordinator, secretary = holder(unit=sector), holder(unit=section)
    assert standing(asks(who, unit=sector, account=coordinator), ON).turn is Turn.DECIDER
    request_id = asks(who, unit=section, account=secretary)
    assert standing(request_id, ON).turn is Turn.ABOVE
    endorses(who, request_id, account=coordinator)
    assert standing(request_id, ON) == RequestStatus(ResourceState.DECISION, ON, Turn.DECIDER, after(15))


def test_a_vacant_post_passes_on_at_once(who: Cast) -> None:
    Mandate.objects.filter(person__in=[who.above.person, who.cell.person]).update(to_on=after(-1))
    request_id = asks(who)
    assert standing(request_id, ON).turn is Turn.DECIDER
    assert events(request_id) == ["to_decide"]


def test_who_holds_both_posts_does_not_endorse_what_they_asked(who: Cast) -> None:
    Mandate.objects.filter(person=who.above.person).update(to_on=after(-1))
    assert who.secretary.person is not None
    make_mandate(person=who.secretary.person, post=make_post(unit=who.party.provinces[0][0]), from_on=ON)
    request_id = asks(who)
    assert standing(request_id, ON).turn is Turn.CELL


@pytest.mark.parametrize("act", [RequestAct.ENDORSE, RequestAct.RECOMMEND, RequestAct.DECIDE])
def test_nobody_speaks_or_decides_in_their_own_cause(who: Cast, act: RequestAct) -> None:
    request_id = asks(who)
    others = {RequestAct.ENDORSE: who.above, RequestAct.RECOMMEND: who.cell, RequestAct.DECIDE: who.general}
    Mandate.objects.filter(person=who.secretary.person).update(person=others[act].person)
    if act is RequestAct.RECOMMEND:
        endorses(who, request_id)
    doing: dict[str, Any] = {"endorse": endorses, "recommend": recommends, "decide": decides}
    with pytest.raises(Conflict, match="own_request"):
        doing[act](who, request_id)
    request = whole_requests().get(pk=request_id)
    assert act not in acts_open(acting(others[act], ON), request, standing(request_id, ON), ON)
    assert Endorsement.objects.count() == int(act is RequestAct.RECOMMEND)
    assert not ResourceDecision.objects.exists()


def test_only_the_level_right_above_endorses(who: Cast) -> None:
    region, other = holder(unit=who.party.regions[0]), holder(unit=who.party.provinces[1][0])
    request_id = asks(who)
    with pytest.raises(PermissionDenied):
        endorses(who, request_id, account=region)
    with pytest.raises(NotVisible):
        endorses(who, request_id, account=other)
    with pytest.raises(PermissionDenied):
        endorses(who, request_id, account=who.cell)


def test_after_its_days_a_level_has_passed_on_and_before_them_the_next_has_no_turn(who: Cast) -> None:
    request_id = asks(who)
    with pytest.raises(Conflict, match="moved_on"):
        recommends(who, request_id)
    with pytest.raises(Conflict, match="moved_on"):
        endorses(who, request_id, on=after(11))
    recommends(who, request_id, on=after(11), in_favour=False)
    with pytest.raises(Conflict, match="moved_on"):
        recommends(who, request_id, on=after(12))
    assert standing(request_id, after(12)).turn is Turn.DECIDER


def test_who_is_not_in_favour_says_why(who: Cast) -> None:
    request_id = asks(who)
    with pytest.raises(BadInput) as refused:
        endorse_request(request_id=request_id, in_favour=False, reason=" ", **by_of(who.above, ON))
    assert codes(refused) == ["reason_required"]


def named(who: Cast, kind: str = "activity") -> tuple[Actor, int]:
    account = holder(unit=who.party.national, body="pole", post="secretary")
    post = make_post(unit=who.party.national, body="pole", post="secretary")
    return acting(account, ON), name_decider(kind=kind, post_id=post.pk, **by_of(who.general, ON))


def test_whom_the_general_named_decides_about_that_kind_in_turn_and_no_other(who: Cast) -> None:
    has_line(who)
    has_line(who, kind="travel")
    pole, delegate = named(who)
    first, second = asks(who), asks(who, kind="travel")
    with pytest.raises(Conflict, match="moved_on"):
        decides(who, first, by=pole)
    for request_id in (first, second):
        endorses(who, request_id)
        recommends(who, request_id)
    told = Notice.objects.filter(kind="resources", params__event="to_decide").order_by("pk")
    assert [row.post.body.body_type.code for row in told] == ["pole", "secretariat"]
    assert decides(who, first, by=pole).outcome == "whole"
    with pytest.raises(PermissionDenied):
        decides(who, second, by=pole)
    end_decider(delegate_id=delegate, **by_of(who.general, ON))
    end_decider(delegate_id=delegate, **by_of(who.general, ON))
    third = asks(who)
    endorses(who, third)
    recommends(who, third)
    with pytest.raises(PermissionDenied):
        decides(who, third, by=pole)


def test_another_post_takes_the_place_of_the_one_named_before(who: Cast) -> None:
    _pole, delegate = named(who)
    bureau = make_post(unit=who.party.national, body="bureau", post="member")
    again = name_decider(kind="activity", post_id=bureau.pk, **by_of(who.general, ON))
    assert again != delegate
    with pytest.raises(BadInput) as refused:
        name_decider(kind="activity", post_id=bureau.pk, **by_of(who.general, ON))
    assert codes(refused) == ["already_named"]
    branch = make_post(unit=who.unit)
    with pytest.raises(BadInput) as refused:
        name_decider(kind="nothing", post_id=branch.pk, **by_of(who.general, ON))
    assert codes(refused) == ["kind_required", "post_required"]


def test_the_general_may_decide_before_the_others_have_spoken(who: Cast) -> None:
    assert standing(granted(who).pk, ON).state is ResourceState.DELIVERY


def test_the_unit_takes_its_request_back_until_it_is_decided(who: Cast) -> None:
    first, second = asks(who), granted(who).pk
    withdraw_request(request_id=first, **by_of(who.secretary, after(1)))
    assert standing(first, after(1)).state is ResourceState.WITHDRAWN
    assert not Notice.objects.filter(subject_id=first, cleared_at=None).exists()
    for request_id in (first, second):
        with pytest.raises(Conflict, match="moved_on"):
            withdraw_request(request_id=request_id, **by_of(who.secretary, after(1)))
    with pytest.raises(Conflict, match="moved_on"):
        endorses(who, first, on=after(1))
    with pytest.raises(PermissionDenied):
        withdraw_request(request_id=first, **by_of(who.general, after(1)))


def test_a_request_ends_with_its_unit_and_what_was_granted_can_be_freed(who: Cast) -> None:
    waiting, request = asks(who), granted(who)
    Unit.objects.filter(pk=who.unit.pk).update(closed_on=after(5))
    assert standing(waiting, after(4)).turn is Turn.ABOVE
    assert standing(waiting, after(5)) == RequestStatus(ResourceState.UNIT_CLOSED, after(5), Turn.NOBODY, None)
    with pytest.raises(Conflict, match="moved_on"):
        decides(who, waiting, on=after(5))
    with pytest.raises(Conflict, match="moved_on"):
        close_request(request_id=waiting, reason="أغلق الفرع", **by_of(who.general, after(5)))
    close_request(request_id=request.pk, reason="أغلق الفرع", **by_of(who.general, after(5)))
    assert BudgetLine.objects.get().granted == 0


def test_the_level_above_the_unit_where_it_stands_now_endorses(who: Cast) -> None:
    request_id = asks(who)
    other = who.party.provinces[0][1]
    new = holder(unit=other)
    path = f"{other.path}{who.unit.pk}."
    Unit.objects.filter(pk=who.unit.pk).update(parent=other, path=path)
    with pytest.raises(NotVisible):
        endorses(who, request_id)
    endorses(who, request_id, account=new)
