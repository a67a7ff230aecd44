"""Seats by the stated rule, and what each province files for itself."""

from datetime import date

import pytest

from tajadur.activity.congresses.models import Congress, DelegateList, SeatShare
from tajadur.activity.congresses.operations.commenting import comment_stage
from tajadur.activity.congresses.operations.delegates import file_delegates, share_seats
from tajadur.activity.congresses.queries.comments import comments_on
from tajadur.activity.congresses.queries.finding import own_share, road_for
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.organisation.units.models import Body, Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tests.factories.congresses import give_seats, make_congress
from tests.factories.duties import at_noon, responsible, secretary_general
from tests.factories.party import Party, acting, holder, make_unit

TODAY = date(2026, 5, 20)


@pytest.fixture
def congress(party: Party) -> Congress:
    return make_congress(unit=party.regions[0])


@pytest.fixture
def region(party: Party) -> Actor:
    return acting(holder(unit=party.regions[0]), TODAY)


def share(congress: Congress, by: Actor, seats: int | None = 20, floor: int = 2, **more: object) -> dict[int, int]:
    said = {"basis": "branches", **more}
    return share_seats(congress_id=congress.pk, seats=seats, floor=floor, by=by, at=at_noon(TODAY), **said)  # type: ignore[arg-type]


def file(congress: Congress, unit: Unit, by: Actor, elected: int | None = 4, **more: object) -> DelegateList:
    said = {"women": 1, "youth": 1, **more}
    return file_delegates(congress_id=congress.pk, unit_id=unit.pk, elected=elected, by=by, at=at_noon(by.on), **said)  # type: ignore[arg-type]


def test_seats_follow_the_branches_and_keep_the_floor(party: Party, congress: Congress, region: Actor) -> None:
    first, second = party.provinces[0]
    for _ in range(2):
        make_unit(kind="branch", parent=first)
    assert share(congress, region) == {first.pk: 13, second.pk: 7}
    assert set(SeatShare.objects.values_list("unit_id", "weight", "seats")) == {(first.pk, 4, 13), (second.pk, 2, 7)}


def test_members_that_nobody_counted_give_equal_seats(party: Party, congress: Congress, region: Actor) -> None:
    Body.objects.filter(unit__kind__code="branch").update(members=0)
    first, second = party.provinces[0]
    assert share(congress, region, 21, 0, basis="members") == {first.pk: 11, second.pk: 10}


@pytest.mark.parametrize(
    ("seats", "floor", "problem"), [(None, 0, "seats_required"), (0, 0, "seats_required"), (3, 2, "floor_too_high")]
)
def test_seats_that_cannot_be_are_refused(
    congress: Congress, region: Actor, seats: int | None, floor: int, problem: str
) -> None:
    with pytest.raises(BadInput) as refused:
        share(congress, region, seats, floor)
    assert refused.value.code == problem


def test_a_region_without_provinces_has_nobody_to_give_seats_to(party: Party) -> None:
    alone = make_unit(kind="region", parent=party.national)
    congress = make_congress(unit=alone)
    with pytest.raises(BadInput) as refused:
        share(congress, acting(holder(unit=alone), TODAY))
    assert refused.value.code == "no_provinces"


def test_seats_shared_out_again_keep_the_lists_and_show_what_is_over(
    party: Party, congress: Congress, region: Actor
) -> None:
    first = party.provinces[0][0]
    share(congress, region)
    file(congress, first, acting(holder(unit=first), TODAY), 10)
    with pytest.raises(NeedsConfirmation) as asked:
        share(congress, region, 10)
    assert asked.value.params == {"n": 1}
    share(congress, region, 10, confirmed=("delegates_filed",))
    shares = road_for(region, congress.pk, Permission.READ_FIGURES, TODAY).shares
    assert [(one.seats, one.elected, one.is_over) for one in shares] == [(5, 10, True), (5, None, False)]


def test_a_province_files_and_corrects_with_a_new_version(party: Party, congress: Congress) -> None:
    unit = party.provinces[0][0]
    give_seats(congress, unit, 5)
    secretary = holder(unit=unit)
    first = file(congress, unit, acting(secretary, date(2026, 5, 2)), 5, names=" أحمد \n\nفاطمة\n")
    second = file(congress, unit, acting(secretary, TODAY), 4)
    assert (first.names, second.version, second.filed_on) == ("أحمد\nفاطمة", 2, date(2026, 5, 2))
    kept = DelegateList.objects.order_by("version").values_list("version", "elected", "is_latest")
    assert list(kept) == [(1, 5, False), (2, 4, True)]


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"elected": None}, ["elected_required"]),
        ({"elected": 6}, ["over_quota"]),
        ({"elected": 3, "women": 4, "youth": 9}, ["shares_over_whole", "shares_over_whole"]),
        ({"elected": 1, "names": "واحد\nاثنان"}, ["names_over_count"]),
        ({"elected": 7, "women": 8}, ["over_quota", "shares_over_whole"]),
    ],
)
def test_counts_that_cannot_be_are_refused_all_at_once(
    party: Party, congress: Congress, said: dict[str, object], problems: list[str]
) -> None:
    unit = party.provinces[0][0]
    give_seats(congress, unit, 5)
    with pytest.raises(BadInput) as refused:
        file(congress, unit, acting(holder(unit=unit), TODAY), **said)  # type: ignore[arg-type]
    assert [one.code for one in refused.value.problems] == problems
    assert DelegateList.objects.count() == 0


def test_only_the_province_itself_files_and_reads_its_names(party: Party, congress: Congress, region: Actor) -> None:
    unit, other = party.provinces[0]
    give_seats(congress, unit)
    give_seats(congress, other)
    file(congress, unit, acting(holder(unit=unit), TODAY), names="فاطمة")
    strangers = [region, acting(holder(unit=other), TODAY), responsible(party, TODAY), secretary_general(party, TODAY)]
    for stranger in strangers:
        with pytest.raises((PermissionDenied, NotVisible)):
            file(congress, unit, stranger)
        with pytest.raises((PermissionDenied, NotVisible)):
            own_share(stranger, congress.pk, unit.pk, Permission.DECLARE)
    read = road_for(region, congress.pk, Permission.READ_FIGURES, TODAY)
    assert "فاطمة" not in repr(read.shares)


def test_a_province_without_seats_is_not_found(party: Party, congress: Congress) -> None:
    unit = party.provinces[0][0]
    with pytest.raises(NotVisible):
        file(congress, unit, acting(holder(unit=unit), TODAY))


def test_the_cell_comments_in_rows_of_its_own(party: Party, congress: Congress, region: Actor) -> None:
    cell = responsible(party, TODAY)
    comment_stage(congress_id=congress.pk, code="call", text="هل نساعد؟", by=cell, at=at_noon(TODAY))
    [said] = comments_on(congress)
    assert (said.stage, said.text, said.post_names[2]) == ("call", "هل نساعد؟", "Responsible for a region")
    for by in (region, responsible(party, TODAY, region=1)):
        with pytest.raises(PermissionDenied):
            comment_stage(congress_id=congress.pk, code="call", text="…", by=by, at=at_noon(TODAY))
    with pytest.raises(BadInput) as refused:
        comment_stage(congress_id=congress.pk, code="call", text=" ", by=cell, at=at_noon(TODAY))
    assert refused.value.code == "comment_required"
