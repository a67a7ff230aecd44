"""The thread of a unit: everything of its life once, newest first, leafed by key, to each what they may read."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.queries.within_reach import with_answers
from tajadur.compliance.thread.reading import Entry, groups_for, known_key, thread_of
from tajadur.compliance.thread.source import ThreadGroup, ThreadReader
from tajadur.compliance.thread.sources import SOURCES
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Body, Unit
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.permissions.matrix import Permission
from tests.factories.duties import at_noon
from tests.factories.lives import LIVED_TO, live
from tests.factories.lives_of_help import CANARY
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting

EVERYTHING = 1000


@pytest.fixture
def province(party: Party) -> Unit:
    unit = party.provinces[0][0]
    live(unit, holder(unit=unit))
    return unit


def reader_of(account: Account, unit: Unit) -> ThreadReader:
    return ThreadReader.of(acting(account, LIVED_TO), unit)


def whole(unit: Unit, account: Account, group: ThreadGroup | None = None) -> list[Entry]:
    return thread_of(unit.pk, reader_of(account, unit), on=LIVED_TO, limit=EVERYTHING, group=group)


def general(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


def test_everything_of_a_life_is_told_once_newest_first(party: Party, province: Unit) -> None:
    rows = whole(province, general(party))
    assert {row.kind for row in rows} == {source.kind for source in SOURCES} - {"closed"}
    assert len({row.key for row in rows}) == len(rows)
    days = [row.happened_on for row in rows]
    assert days == sorted(days, reverse=True)
    assert max(days) <= LIVED_TO
    assert rows[-1].event == "opened"


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_leafing_by_key_leaves_nothing_out_and_repeats_nothing_at_equal_days(
    party: Party, province: Unit, limit: int
) -> None:
    for _ in range(9):
        make_meeting(unit=province, planned_on=date(2026, 10, 12), state="cancelled")
    reader = reader_of(general(party), province)
    leafed: list[Entry] = []
    while page := thread_of(province.pk, reader, on=LIVED_TO, limit=limit, before=leafed[-1].key if leafed else None):
        leafed += page
    assert leafed == thread_of(province.pk, reader, on=LIVED_TO, limit=EVERYTHING)


def test_a_group_keeps_its_own_and_the_groups_together_are_the_thread(party: Party, province: Unit) -> None:
    account = general(party)
    parts = {group: whole(province, account, group) for group in groups_for(reader_of(account, province))}
    assert all(parts.values())
    together = [row for rows in parts.values() for row in rows]
    assert sorted(together) == sorted(whole(province, account))


def test_one_query_at_two_lengths(
    party: Party, province: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = reader_of(general(party), province)
    with django_assert_num_queries(1):
        thread_of(province.pk, reader, on=LIVED_TO, limit=31)
    for back in range(60):
        make_meeting(unit=province, planned_on=LIVED_TO - timedelta(days=back), state="cancelled")
    with django_assert_num_queries(1):
        assert len(thread_of(province.pk, reader, on=LIVED_TO, limit=31)) == 31


def test_no_source_is_seen_without_its_permission(party: Party, province: Unit) -> None:
    accounts = [
        general(party),
        holder(unit=province, post="member"),
        holder(unit=party.regions[0]),
        holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]),
        holder(unit=party.national, body="cell", post="assistant", area=party.regions[1]),
        holder(unit=party.national, body="pole", post="member"),
        holder(unit=party.national, body="bureau", post="member"),
        holder(unit=party.national, body="headquarters", post="administrator"),
        holder(unit=party.regions[1]),
    ]
    for account in accounts:
        reader = reader_of(account, province)
        rows = whole(province, account)
        may_see = {source.kind for source in SOURCES if source.permission in reader.allowed}
        assert {row.kind for row in rows} <= may_see
        reads = Permission.READ_RECORD in reader.allowed
        assert reads or not any(row.opens for row in rows)
        names = Permission.READ_PEOPLE in reader.allowed
        terms = [row for row in rows if row.kind.startswith("term")]
        assert any(CANARY in str(row.detail) for row in terms) == names
        if not reads:
            assert CANARY not in str([row.detail for row in rows if row not in terms])
            assert {row.event for row in rows if row.kind == "meeting"} <= {"held"}
    assert not whole(province, accounts[-1])


def test_nobodys_draft_nor_note_is_in_it_even_for_the_unit(party: Party, province: Unit) -> None:
    text = str([row.detail for row in whole(province, holder(unit=province, post="member"))])
    assert f"{CANARY} مسودة" not in text
    assert f"{CANARY} محضر" not in text


def test_a_mandate_of_another_body_sees_of_the_offices_meetings_what_figures_say(party: Party, province: Unit) -> None:
    office = Body.objects.get(unit=province, body_type__code="office").body_type_id
    reader = ThreadReader(frozenset({Permission.READ_FIGURES, Permission.READ_RECORD}), frozenset({office + 1}))
    rows = thread_of(province.pk, reader, on=LIVED_TO, limit=EVERYTHING, group=ThreadGroup.MEETINGS)
    assert [(row.event, row.opens, set(row.detail)) for row in rows] == [("held", False, {"body"})]
    assert not [
        row
        for row in thread_of(province.pk, reader, on=LIVED_TO, limit=EVERYTHING, group=ThreadGroup.DUTIES)
        if row.kind.startswith("release")
    ]


def test_not_held_is_what_the_list_of_meetings_says(party: Party, province: Unit) -> None:
    told = {row.id for row in whole(province, general(party), ThreadGroup.MEETINGS) if row.event == "not_held"}
    rows = with_answers(Meeting.objects.filter(unit=province, state="programmed", planned_on__lte=LIVED_TO), LIVED_TO)
    assert told == {row.pk for row in rows if row.is_not_held} != set()


def test_a_unit_that_moved_keeps_its_life_each_part_under_its_place_of_that_day(party: Party) -> None:
    branch, there = party.branches[0][0][0], party.provinces[1][0]
    live(branch, holder(unit=branch))
    administrator = acting(holder(unit=party.national, body="headquarters", post="administrator"), LIVED_TO)
    moved_on = date(2026, 9, 10)
    move_unit(unit_id=branch.pk, parent_id=there.pk, from_on=moved_on, by=administrator, at=at_noon(LIVED_TO))
    branch.refresh_from_db()
    reader = reader_of(holder(unit=there), branch)
    rows = thread_of(branch.pk, reader, on=LIVED_TO, limit=EVERYTHING, with_places=True)
    before = {row.place for row in rows if row.happened_on < moved_on}
    after = {row.place for row in rows if row.happened_on >= moved_on}
    assert (before, after) == ({party.provinces[0][0].name_ar}, {there.name_ar})
    moved = next(row for row in rows if row.event == "moved")
    assert (moved.happened_on, moved.detail["above"]) == (moved_on, there.name_ar)
    assert not whole(branch, holder(unit=party.provinces[0][0], post="secretary"))


def test_a_unit_that_closed_says_so_first(party: Party, province: Unit) -> None:
    reader = reader_of(general(party), province)
    for closed_on, is_told in ((LIVED_TO, True), (LIVED_TO + timedelta(days=1), False)):
        Unit.objects.filter(pk=province.pk).update(closed_on=closed_on)
        assert (thread_of(province.pk, reader, on=LIVED_TO, limit=1)[0].kind == "closed") == is_told


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_names_are_in_the_language_of_the_page(party: Party, province: Unit, language: str) -> None:
    body = Body.objects.get(unit=province, body_type__code="office").body_type
    with translation.override(language):
        rows = whole(province, general(party), ThreadGroup.MEETINGS)
        assert {row.detail["body"] for row in rows} == {getattr(body, f"name_{language}")}


@pytest.mark.parametrize("parts", [("", "meeting", 1), ("2026-02-30", "meeting", 1), ("2026-02-01", "x", 1)])
def test_what_is_no_key_is_none(parts: tuple[str, str, int]) -> None:
    assert known_key(*parts) is None
