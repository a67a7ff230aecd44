"""A season drawn from a seed: the same happenings for the oracle and for the database, day by day."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.duties.ladders.season_oracle import Owed, Season

FIRST, LAST = date(2027, 3, 1), date(2027, 7, 10)
BEGAN = date(2027, 1, 1)
FOR_EVER = date(2099, 1, 1)
REGIONS, PROVINCES = 12, 75


@dataclass
class Happenings:
    """What is done to the database on each day, beside the season the oracle reads."""

    season: Season
    reports: dict[date, list[tuple[Owed, date]]] = field(default_factory=dict)  # filed on -> (owed, held on)
    extensions: dict[date, list[Owed]] = field(default_factory=dict)
    moves: dict[date, list[tuple[str, str]]] = field(default_factory=dict)
    closures: dict[date, list[str]] = field(default_factory=dict)


def drawn(seed: int) -> Happenings:
    """Twelve regions, 75 provinces, no branches; reports, vacancies, moves, extensions, closures, and two days down."""
    chance = Random(seed)
    regions = [f"R{number}" for number in range(REGIONS)]
    provinces = [f"P{number}" for number in range(PROVINCES)]
    parents = {name: [(date.min, regions[number % REGIONS])] for number, name in enumerate(provinces)}
    posts = {("secretary", unit): f"secretary {unit}" for unit in (*regions, *provinces)}
    posts |= {("responsible", region): f"responsible {region}" for region in regions}
    terms = {post: _terms(chance, post) for post in (*posts.values(), "chief")}
    owed = [one for name in provinces for one in (*_monthly(name), *_councils(name))]
    owed += [_congress(region) for region in regions]
    season = Season(owed, parents, posts, terms, down={_day(chance), date(2027, 6, 29), date(2027, 6, 30)})
    happenings = Happenings(season)
    for name in chance.sample(provinces, 3):
        day = _day(chance)
        season.closed[name] = day
        happenings.closures.setdefault(day, []).append(name)
    for name in chance.sample([name for name in provinces if name not in season.closed], 6):
        day, target = _day(chance), chance.choice(regions)
        if target != parents[name][0][1]:
            parents[name].append((day, target))
            happenings.moves.setdefault(day, []).append((name, target))
    for one in owed:
        _draw(chance, one, happenings)
    return happenings


def _draw(chance: Random, one: Owed, happenings: Happenings) -> None:
    if chance.random() < 0.6:
        held = one.ends - timedelta(days=chance.randint(0, 20))
        filed = held + timedelta(days=chance.randint(0, 35))
        closed = happenings.season.closed.get(one.unit, FOR_EVER)
        if one.opens <= held <= one.ends and FIRST <= filed <= LAST and filed < closed:
            one.settled_on = filed
            happenings.reports.setdefault(filed, []).append((one, held))
    if chance.random() < (0.6 if one.dated else 0.06):
        granted = min(max(one.ends - timedelta(days=chance.randint(0, 12)), FIRST), one.overdue - timedelta(days=1))
        until = max(one.ends if one.dated else one.due, granted) + timedelta(days=chance.randint(1, 20))
        is_open = one.settled_on is None or one.settled_on > granted
        if is_open and granted >= FIRST and one.unit not in happenings.season.closed:
            one.extension = (granted, until)
            happenings.extensions.setdefault(granted, []).append(one)


def _day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randint(5, (LAST - FIRST).days))


def _terms(chance: Random, post: str) -> list[tuple[date, date]]:
    """In office all the time, or a gap of some days or for good; some posts are empty from the first day."""
    luck = chance.random()
    if luck < 0.06:
        return []
    if luck < 0.7:
        return [(BEGAN, FOR_EVER)]
    gone = _day(chance)
    back = gone + timedelta(days=chance.randint(2, 40))
    return [(BEGAN, gone)] if luck < 0.78 else [(BEGAN, gone), (back, FOR_EVER)]


def _monthly(unit: str) -> list[Owed]:
    """The meetings of the office, January to August."""
    rows = []
    for month in range(1, 9):
        ends = date(2027, month, monthrange(2027, month)[1])
        due = ends + timedelta(days=7)
        rows.append(
            Owed(unit, "provincial-office", f"2027-{month:02}", date(2027, month, 1), ends, due,
                 due + timedelta(days=8), False, 7)
        )  # fmt: skip
    return rows


def _councils(unit: str) -> list[Owed]:
    ends = date(2027, 6, 30)
    due = ends + timedelta(days=15)
    first = Owed(unit, "provincial-council", "2027S1", BEGAN, ends, due, due + timedelta(days=16), False, 15)
    return [first]


def _congress(region: str) -> Owed:
    ends = date(2027, 6, 30)
    due = ends + timedelta(days=10)
    return Owed(region, "regional-congress", "2027", BEGAN, ends, due, due + timedelta(days=6), True, 10)
