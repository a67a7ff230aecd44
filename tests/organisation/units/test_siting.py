"""Where a chapter sits: from a day, never in two places, the past kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.people.operations.posts import open_unit
from tajadur.organisation.people.queries.chapters import chapter_of, chapters_nowhere, chapters_on
from tajadur.organisation.units.models import ChapterPlace, Unit
from tajadur.organisation.units.operations.siting import place_chapter
from tajadur.organisation.units.queries.chapters import places_of
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, acting, holder, make_unit

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def chapter(party: Party) -> Unit:
    sector = make_unit(kind="sector", parent=make_unit(kind="sectors"))
    return make_unit(kind="sector_section", parent=sector)


def problem(error: pytest.ExceptionInfo[BadInput]) -> tuple[str, str]:
    return error.value.problems[0].field, error.value.problems[0].code


def rows(chapter: Unit) -> list[tuple[int, date, date | None]]:
    return list(places_of(chapter.pk).values_list("place_id", "from_on", "to_on"))


def test_a_move_keeps_where_it_sat_until_then(party: Party, administrator: Actor, chapter: Unit) -> None:
    here, there = party.provinces[0][0], party.provinces[1][0]
    place_chapter(unit_id=chapter.pk, place_id=here.pk, from_on=ON - 90 * DAY, by=administrator, at=AT)
    place_chapter(unit_id=chapter.pk, place_id=there.pk, from_on=ON, by=administrator, at=AT)
    assert rows(chapter) == [(there.pk, ON, None), (here.pk, ON - 90 * DAY, ON)]
    for day, province, region in ((ON - DAY, here, party.regions[0]), (ON, there, party.regions[1])):
        for place in (province, region):
            seen = acting(holder(unit=place), day)
            assert [row.unit for row in chapters_on(seen, day, place=place)] == [chapter], (day, place)
    entry = AuditEntry.objects.filter(act="place_chapter").latest("pk")
    assert (entry.unit_id, entry.detail["from"], entry.detail["to"]) == (chapter.pk, here.pk, there.pk)


def test_what_was_planned_gives_way_and_what_is_past_stays(party: Party, administrator: Actor, chapter: Unit) -> None:
    here, there, further = party.provinces[0][0], party.provinces[1][0], party.regions[1]

    def sit(place: Unit | None, day: date) -> None:
        place_chapter(unit_id=chapter.pk, place_id=place.pk if place else None, from_on=day, by=administrator, at=AT)

    sit(here, ON - 30 * DAY)
    sit(there, ON + 30 * DAY)
    sit(further, ON + 10 * DAY)
    assert rows(chapter) == [(further.pk, ON + 10 * DAY, None), (here.pk, ON - 30 * DAY, ON + 10 * DAY)]
    sit(here, ON + 5 * DAY)  # it stays after all
    assert rows(chapter) == [(here.pk, ON - 30 * DAY, None)]
    sit(there, ON)
    sit(further, ON)  # said wrongly a minute ago
    assert rows(chapter) == [(further.pk, ON, None), (here.pk, ON - 30 * DAY, ON)]
    sit(None, ON + DAY)
    assert rows(chapter)[0] == (further.pk, ON, ON + DAY)
    for day in (ON - DAY, ON - 30 * DAY, ON - 40 * DAY):
        with pytest.raises(BadInput) as error:
            sit(there, day)
        assert problem(error) == ("from_on", "place_is_past"), day
    assert rows(chapter)[0] == (further.pk, ON, ON + DAY)  # a refusal leaves what was planned


def test_a_territory_that_is_closed_or_not_there_yet_is_refused(
    party: Party, administrator: Actor, chapter: Unit
) -> None:
    closed, later = party.branches[0][0]
    Unit.objects.filter(pk=closed.pk).update(closed_on=ON)
    Unit.objects.filter(pk=later.pk).update(opened_on=ON + DAY)
    sector = chapter.parent
    assert sector and sector.parent
    cases = (
        (chapter, closed.pk, ON, "place_closed"),
        (chapter, later.pk, ON, "place_opens_later"),
        (chapter, party.national.pk, ON, "not_a_territory"),
        (chapter, sector.pk, ON, "not_a_territory"),
        (chapter, 0, ON, "unknown_unit"),
        (chapter, None, ON, "no_place_yet"),
        (chapter, party.provinces[0][0].pk, chapter.opened_on - DAY, "chapter_opens_later"),
        (sector, party.provinces[0][0].pk, ON, "not_a_chapter"),
        (party.provinces[0][1], party.provinces[0][0].pk, ON, "not_a_chapter"),
    )
    for unit, place_id, day, code in cases:
        with pytest.raises(BadInput) as error:
            place_chapter(unit_id=unit.pk, place_id=place_id, from_on=day, by=administrator, at=AT)
        assert problem(error)[1] == code, code
    place_chapter(unit_id=chapter.pk, place_id=closed.pk, from_on=ON - DAY, by=administrator, at=AT)
    with pytest.raises(BadInput) as error:
        place_chapter(unit_id=chapter.pk, place_id=closed.pk, from_on=ON - DAY, by=administrator, at=AT)
    assert problem(error)[1] == "place_is_past"
    assert not AuditEntry.objects.filter(act="place_chapter").count() > 1


def test_a_territory_that_closes_later_is_listed_and_nothing_is_rewritten(
    party: Party, administrator: Actor, chapter: Unit
) -> None:
    branch = party.branches[0][0][0]
    place_chapter(unit_id=chapter.pk, place_id=branch.pk, from_on=ON - DAY, by=administrator, at=AT)
    kept = rows(chapter)
    assert not list(chapters_on(administrator, ON, closed=True))
    Unit.objects.filter(pk=branch.pk).update(closed_on=ON)
    assert [row.unit for row in chapters_on(administrator, ON, closed=True)] == [chapter]
    assert rows(chapter) == kept
    assert not list(chapters_nowhere(administrator, ON))


def test_a_section_is_opened_on_its_territory_or_not_at_all(party: Party, administrator: Actor, chapter: Unit) -> None:
    asked = {
        "kind": "sector_section",
        "parent_id": chapter.parent_id,
        "name_ar": "فرع",
        "name_latin": "Section",
        "opened_on": ON,
    }
    made = open_unit(sits_on=party.provinces[0][0].pk, by=administrator, at=AT, **asked)
    assert rows(made) == [(party.provinces[0][0].pk, ON, None)]
    with pytest.raises(BadInput) as error:
        open_unit(sits_on=party.national.pk, by=administrator, at=AT, **asked)
    assert problem(error) == ("sits_on", "not_a_territory")
    assert Unit.objects.filter(name_latin="Section").count() == 1
    assert list(chapters_nowhere(administrator, ON)) == [chapter]


def test_only_an_administrator_says_where_a_chapter_sits(party: Party, chapter: Unit) -> None:
    assert chapter.parent
    secretary = acting(holder(unit=chapter.parent), ON)
    with pytest.raises(PermissionDenied):
        place_chapter(unit_id=chapter.pk, place_id=party.regions[0].pk, from_on=ON, by=secretary, at=AT)


def test_the_database_knows_one_place_at_a_time(party: Party, chapter: Unit) -> None:
    ChapterPlace.objects.create(unit=chapter, place=party.regions[0], from_on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChapterPlace.objects.create(unit=chapter, place=party.regions[1], from_on=ON + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChapterPlace.objects.create(unit=chapter, place=party.regions[1], from_on=ON - DAY, to_on=ON - DAY)


def test_a_province_sees_the_chapters_on_its_soil_and_no_others(party: Party, administrator: Actor) -> None:
    sector = make_unit(kind="sector", parent=make_unit(kind="sectors"))
    chapters = [make_unit(kind="sector_section", parent=sector) for _ in range(3)]
    for chapter, place in zip(
        chapters, (party.provinces[0][0], party.branches[0][0][0], party.provinces[0][1]), strict=True
    ):
        place_chapter(unit_id=chapter.pk, place_id=place.pk, from_on=ON, by=administrator, at=AT)
    holder(unit=chapters[0])
    province = acting(holder(unit=party.provinces[0][0]), ON)
    assert {row.unit for row in chapters_on(province, ON)} == set(chapters[:2])
    assert not list(chapters_nowhere(province, ON))
    seen = {row.unit: chapter_of(province, row) for row in chapters_on(province, ON)}
    assert (seen[chapters[0]].is_led, seen[chapters[1]].is_led) == (True, False)
    assert not any(row.opens for row in seen.values())
    assert all(chapter_of(administrator, row).opens for row in chapters_on(administrator, ON))
    above = acting(holder(unit=sector), ON)
    assert {row.unit for row in chapters_on(above, ON)} == set(chapters)
