"""Has a unit premises on a day; when are they open; which links lead to a map."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.map_links import LONGEST_LINK, MAP_SITES, problem_of_map_link
from tajadur.rules.opening_hours import (
    DaysAlike,
    HoursBlock,
    OpenSpan,
    blocks_of,
    days_alike,
    overlapping_day,
    runs_of,
    spans_of,
)
from tajadur.rules.premises import PremisesFacts, PremisesStatus, premises_status, without_since

OPENED, ON = date(2020, 1, 1), date(2026, 6, 15)
DAY = timedelta(days=1)
MORNING, NOON, THREE, SIX = time(9), time(12), time(15), time(18)


def status(on: date = ON, **facts: object) -> str:
    return premises_status(PremisesFacts(OPENED, **facts), on).value  # type: ignore[arg-type]


def test_silence_none_and_not_asked_are_three_things() -> None:
    assert status() == "has_not_said"
    assert status(without_from=[ON]) == "has_none"
    assert status(is_asked=False) == "not_asked"
    assert status(closed_on=ON) == "not_asked"
    assert status(closed_on=ON + DAY) == "has_not_said"
    assert status(OPENED - DAY) == "not_asked"


def test_premises_hold_from_their_first_day_to_their_last() -> None:
    held = [(ON - 10 * DAY, ON)]
    days = {day: status(day, held=held) for day in (ON - 11 * DAY, ON - 10 * DAY, ON, ON + DAY)}
    assert list(days.values()) == ["has_not_said", "has_premises", "has_premises", "has_not_said"]


def test_none_holds_until_premises_begin_and_their_end_says_nothing() -> None:
    facts = {"without_from": [ON - 30 * DAY], "held": [(ON, ON + 5 * DAY)]}
    days = [ON - 31 * DAY, ON - 30 * DAY, ON - DAY, ON, ON + 5 * DAY, ON + 6 * DAY]
    assert [status(day, **facts) for day in days] == [
        "has_not_said",
        "has_none",
        "has_none",
        "has_premises",
        "has_premises",
        "has_not_said",
    ]
    again = facts | {"without_from": [ON - 30 * DAY, ON + 6 * DAY]}
    assert status(ON + 6 * DAY, **again) == "has_none"


days = st.dates(OPENED - 40 * DAY, ON)


@given(st.lists(st.tuples(days, st.none() | days), max_size=4), st.lists(days, max_size=3), days)
def test_a_day_of_premises_is_never_a_day_without(
    held: list[tuple[date, date | None]], without: list[date], on: date
) -> None:
    known = premises_status(PremisesFacts(OPENED, held=held, without_from=without), on)
    has = any(first <= on and (last is None or on <= last) for first, last in held)
    if on < OPENED:
        assert known is PremisesStatus.NOT_ASKED
    else:
        assert (known is PremisesStatus.PRESENT) == has
        assert known is not PremisesStatus.ABSENT or any(day <= on for day in without)


@given(st.lists(st.tuples(days, st.none() | days), max_size=4), st.lists(days, max_size=3), days)
def test_it_is_without_on_every_day_since_it_says_so(
    held: list[tuple[date, date | None]], without: list[date], on: date
) -> None:
    facts = PremisesFacts(OPENED, held=held, without_from=without)
    since = without_since(facts, on)
    assert (since is None) == (premises_status(facts, on) is not PremisesStatus.ABSENT)
    if since is not None:
        lasted = {premises_status(facts, max(since, OPENED) + n * DAY) for n in range((on - max(since, OPENED)).days)}
        assert lasted <= {PremisesStatus.ABSENT}


def test_saying_it_again_begins_nothing_anew() -> None:
    words = [ON - 200 * DAY, ON - 30 * DAY, ON - 10 * DAY]
    assert without_since(PremisesFacts(OPENED, without_from=words), ON) == ON - 200 * DAY
    moved_out = [(ON - 100 * DAY, ON - 31 * DAY)]
    assert without_since(PremisesFacts(OPENED, without_from=words, held=moved_out), ON) == ON - 30 * DAY


def test_hours_are_told_by_days_alike() -> None:
    spans = spans_of([
        HoursBlock((4, 0, 1, 2, 3), MORNING, NOON), HoursBlock((0, 1, 2, 3, 4), THREE, SIX),
        HoursBlock((6,), MORNING, NOON),
    ])  # fmt: skip
    assert days_alike(spans) == [
        DaysAlike((0, 1, 2, 3, 4), ((MORNING, NOON), (THREE, SIX))), DaysAlike((6,), ((MORNING, NOON),)),
    ]  # fmt: skip
    assert runs_of((6, 0, 1, 2, 4)) == [(0, 2), (4, 4), (6, 6)]


blocks = st.builds(
    HoursBlock,
    st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(lambda week: tuple(sorted(week))),
    st.sampled_from([MORNING, time(10)]),
    st.sampled_from([NOON, SIX]),
)


@given(st.lists(blocks, max_size=4))
def test_a_form_comes_back_as_it_was_filled_in(typed: list[HoursBlock]) -> None:
    spans = set(spans_of(typed))
    assert set(spans_of(blocks_of(spans))) == spans


def test_hours_that_touch_are_one_span() -> None:
    first = OpenSpan(2, MORNING, NOON)
    assert overlapping_day([first, OpenSpan(2, NOON, SIX)]) == 2
    assert overlapping_day([first, OpenSpan(2, time(11), SIX)]) == 2
    assert overlapping_day([first, OpenSpan(2, THREE, SIX), OpenSpan(3, MORNING, NOON)]) is None


@pytest.mark.parametrize(
    "link",
    [
        "https://www.openstreetmap.org/?mlat=33.57&mlon=-7.58#map=17/33.57/-7.58",
        "https://www.google.com/maps/place/Rabat/@34.02,-6.84,15z",
        "https://www.google.com/maps?q=34.02,-6.84",
        "https://maps.app.goo.gl/AbCd1234",
        "https://goo.gl/maps/AbCd",
        "https://maps.google.com/maps?ll=34,-6",
        "https://www.waze.com/ul?ll=34.02,-6.84",
        "HTTPS://WWW.OPENSTREETMAP.ORG/way/1",
    ],
)
def test_links_of_maps_are_kept(link: str) -> None:
    assert problem_of_map_link(link) is None


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://www.openstreetmap.org/", "map_link_not_https"),
        ("javascript:alert(1)", "map_link_not_https"),
        ("data:text/html,<script>", "map_link_not_https"),
        ("//www.openstreetmap.org/", "map_link_not_https"),
        (" https://www.openstreetmap.org/", "map_link_not_https"),
        ("https://www.openstreetmap.org/ x", "map_link_broken"),
        ("https://www.openstreetmap.org/\n", "map_link_broken"),
        ("https://www.openstreetmap.org\\@evil.example/", "map_link_broken"),
        ("https://www.openstreetmap.org@evil.example/", "map_link_broken"),
        ("https://user:secret@www.openstreetmap.org/", "map_link_broken"),
        ("https://www.openstreetmap.org:8443/", "map_link_broken"),
        ("https://www.openstreetmap.org:/", "map_link_broken"),
        ("https://[::1/", "map_link_broken"),
        ("https://", "map_link_broken"),
        ("https://www.оpenstreetmap.org/", "map_link_broken"),  # a Cyrillic letter
        ("https://www.openstreetmap.org/\u202e", "map_link_broken"),
        ('https://www.openstreetmap.org/"><script>', "map_link_broken"),
        ("https://www.google.com/maps/../url?q=https://evil.example", "map_link_broken"),
        ("https://www.google.com/maps/%2e%2e/url?q=https://evil.example", "map_link_broken"),
        ("https://www.google.com/maps//evil.example", "map_link_broken"),
        ("https://www.google.com/url?q=https://evil.example", "map_link_elsewhere"),
        ("https://www.google.com/mapsevil", "map_link_elsewhere"),
        ("https://www.openstreetmap.org.evil.example/", "map_link_elsewhere"),
        ("https://evil.example/maps/", "map_link_elsewhere"),
        ("https://www.openstreetmap.org/" + "a" * LONGEST_LINK, "map_link_long"),
    ],
)
def test_what_is_no_link_to_a_map_is_refused(link: str, code: str) -> None:
    assert problem_of_map_link(link) == code


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_check_of_links(text: str) -> None:
    link = f"https://{text}"
    kept = problem_of_map_link(link) is None
    assert not kept or any(text.lower().startswith(host) for host in MAP_SITES)
