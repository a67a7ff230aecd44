"""Days of a season lived by real processes while some of them are killed, and what the plain oracle says of them."""

import time as real_time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from tajadur.foundation.calendar import instant
from tests.duties.ladders.season_oracle import Owed, Season
from tests.duties.ladders.season_oracle import told as told_by_oracle
from tests.faults.place import Place

KILLS = ("worker", "child", "beat", "broker", "database")
# A worker has two processes, each hands over one letter at a time.
IN_FLIGHT = {"worker": 2, "child": 1, "beat": 0, "broker": 0, "database": 2}
# Each must have ended, begun after the one before it had: the second deciding is the second of «within two passes».
ORDER = ("open_periods", "decide_reminders", "decide_reminders", "gather_digests")
Line = tuple[date, str, str, str, str, str, str]


@dataclass
class Lived:
    """What happened: kills by kind, days nobody was up, and reports by obligation: the day it is settled from."""

    first: date
    last: date
    kills: Counter[str] = field(default_factory=Counter)
    down: set[date] = field(default_factory=set)
    settled: dict[int, date] = field(default_factory=dict)
    raced: dict[int, date] = field(default_factory=dict)

    @property
    def in_flight(self) -> int:
        """The most letters that may have been in somebody's hands when it died."""
        return sum(IN_FLIGHT[what] * times for what, times in self.kills.items())


def live(place: Place, days: list[date], *, chance: Random, kills_a_day: int, down: set[date]) -> Lived:
    """Each day begins a second before eight, lasts until its passes have run twice, and ends with reports."""
    lived = Lived(days[0], days[-1], down=down)
    for day in days:
        place.set_clock(instant(day, time(7, 59, 59)))
        if day in down:
            place.kill_workers()
            place.kill_beats()
        else:
            _disturb(place, day, lived, chance, kills_a_day)
            _wait_for_passes(place, day)
        place.set_clock(instant(day, time(20)))
        for one in _open(place, lived, day, chance, 3):
            place.ask("report", one)
            lived.settled[one] = day + timedelta(days=1)
    return lived


def _disturb(place: Place, day: date, lived: Lived, chance: Random, kills: int) -> None:
    """Kills at random moments, each mended after a while; beside the first, a report lands on the passes of eight."""
    place.ensure(workers=1, beats=1)
    for number in range(kills):
        _pause(place, chance)
        if number == 0 and place.ask("owed"):
            for one in _open(place, lived, day, chance, 1):
                place.ask("report", one)
                lived.raced[one] = day
        what = chance.choice(KILLS)
        lived.kills[what] += 1
        if what == "worker":
            place.kill_workers()
        elif what == "child":
            place.kill_one_child()
        elif what == "beat":
            place.kill_beats()
        elif what == "broker":
            place.kill_broker()
        else:
            place.stop_database_at_once()
        real_time.sleep(chance.uniform(0, 0.5))
        if what == "broker":
            place.valkey.start()
        if what == "database":
            place.postgres.start()
        place.ensure(workers=1, beats=1)


def _pause(place: Place, chance: Random) -> None:
    """A while, or until some letters more have left: kills fall in the middle of passes and of sending."""
    until = real_time.monotonic() + chance.uniform(0, 2.5)
    wanted = place.arrived() + chance.randint(1, 12)
    while real_time.monotonic() < until and place.arrived() < wanted:
        real_time.sleep(0.01)


def _open(place: Place, lived: Lived, day: date, chance: Random, how_many: int) -> list[int]:
    """Meetings held and not yet reported, of units whose secretary is known."""
    rows = [
        row["id"]
        for row in place.ask("owed")
        if row["held"] and not row["dated"] and date.fromisoformat(row["opens"]) < day and row["id"] not in lived.raced
        and row["id"] not in lived.settled and date.fromisoformat(row["overdue"]) > day - timedelta(days=30)
    ]  # fmt: skip
    return chance.sample(rows, min(how_many, len(rows)))


def _wait_for_passes(place: Place, day: date) -> None:
    after = instant(day, time(8))
    for name in ORDER:
        after = _ended_after(place, name, after)


def _ended_after(place: Place, name: str, after: datetime) -> datetime:
    found: list[str] = []

    def is_so() -> bool:
        # A worker whose broker and child died together may end by itself: whoever looks after it starts another.
        place.ensure(workers=1, beats=1)
        found[:] = place.ask("run_of", name)
        return len(found) == 2 and after < datetime.fromisoformat(found[0]) <= datetime.fromisoformat(found[1])

    place.wait_until(is_so, f"{name} after {after}")
    return datetime.fromisoformat(found[1])


def expected(place: Place, lived: Lived) -> tuple[set[Line], set[Line]]:
    """What must have been told, and what may have been: a report that landed on a pass was seen by it or not."""
    rows, facts = place.ask("owed"), place.ask("standing")
    seasons = []
    for later in (0, 1):
        raced = {one: day + timedelta(days=later) for one, day in lived.raced.items()}
        season = _season(rows, facts, lived, lived.settled | raced)
        seasons.append(set(told_by_oracle(season, lived.first, lived.last)))
    return seasons[0], seasons[1]


def _season(rows: list[dict[str, Any]], facts: dict[str, Any], lived: Lived, settled: dict[int, date]) -> Season:
    responsible = dict(facts["responsible"])
    above = dict(facts["parents"])
    # The cell follows a branch through the region of its province.
    followed = dict(responsible)
    for unit in sorted(above, key=lambda unit: above[unit] not in responsible):
        followed[unit] = followed[above[unit]]
    posts = {("secretary", unit): str(post) for unit, post in facts["secretary"]}
    posts |= {("responsible", unit): str(post) for unit, post in followed.items()}
    terms = {
        post: [(date.fromisoformat(start), date.fromisoformat(end) if end else date.max) for start, end in held]
        for post, held in facts["terms"].items()
    }
    return Season(
        owed=[_owed(row, lived, settled) for row in rows],
        parents={unit: [(date.min, parent)] for unit, parent in above.items()},
        posts=posts,
        terms=terms,
        down=lived.down,
        chief=str(facts["chief"]),
    )


def _owed(row: dict[str, Any], lived: Lived, settled: dict[int, date]) -> Owed:
    days = {name: date.fromisoformat(row[name]) for name in ("opens", "ends", "due", "overdue")}
    return Owed(
        unit=row["unit"],
        directive=row["directive"],
        period=row["period"],
        opens=max(days["opens"], lived.first),  # nothing older than the installation goes
        ends=days["ends"],
        due=days["due"],
        overdue=days["overdue"],
        dated=row["dated"],
        report_days=row["report_days"],
        settled_on=settled.get(row["id"]),
    )
