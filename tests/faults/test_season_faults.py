"""A season of deadlines while worker, beat, broker and database are killed at random, against a real SMTP catcher.

Afterwards: each notice the ladders ask for exists exactly once and lies once in each inbox; each letter arrived at most
once; no more are unknown than were in somebody's hands at a kill; no escalation of a congress is missing.
"""

import os
import pathlib
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random
from time import sleep
from typing import Any

import pytest

from tajadur.foundation.calendar import instant
from tests.faults.conftest import WHOLE
from tests.faults.place import Place, installation
from tests.faults.season import Lived, expected, live

pytestmark = pytest.mark.faults
# Long over on every real clock, PostgreSQL's among them: what waits for an hour of those days may leave at once.
CLOSING = date(2026, 6, 30)
SEED = int(os.environ.get("FAULTS_SEED") or Random().randint(1, 9999))
GONE = ("sent", "unknown")


def _days() -> list[date]:
    """The day before the deadline of congresses, itself and the day after; the long form: from a week before on."""
    before, after = (7, 8) if WHOLE else (1, 1)
    return [CLOSING + timedelta(days=number) for number in range(-before, after + 1)]


def test_a_season_with_random_kills_tells_each_thing_once(
    tmp_path: pathlib.Path, row: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\nseason with kills: FAULTS_SEED={SEED}\n")
    chance, days = Random(SEED), _days()
    shape = (12, 3, 2) if WHOLE else (3, 2, 2)
    down = set(chance.sample(days[3:-3], 2)) if WHOLE else set()
    with installation(tmp_path, at=instant(days[0], time(7, 59, 30))) as place:
        place.ask("make_season", SEED, *shape, days[-1].isoformat())
        lived = live(place, days, chance=chance, kills_a_day=3 if WHOLE else 2, down=down)
        place.ensure(workers=1, beats=1)
        seen = _check(place, lived)
    kills = ", ".join(f"{what} {times}" for what, times in sorted(lived.kills.items()))
    row(f"season of {len(days)} days, seed {SEED}, killed: {kills}; down on {len(down)} days: {seen}")


def _check(place: Place, lived: Lived) -> str:
    now = place.wait_until_sent()
    must, may = expected(place, lived)
    told = place.ask("told")
    lines = Counter((date.fromisoformat(one["line"][0]), *one["line"][1:]) for one in told)
    assert sorted(must - set(lines)) == [], f"missed, seed {SEED}"
    assert sorted(set(lines) - may) == [], f"told without reason, seed {SEED}"
    assert [line for line, times in lines.items() if times > 1] == []
    assert len(must) > (300 if WHOLE else 25)
    for one in told:
        carried = {key: times for key, times in one["carried"].items() if key.startswith("in_app")}
        wanted = {f"in_app {person} sent": 1 for person in one["holders"]}
        # What was reported beside the passes may have been settled before it came to the inbox.
        raced = one["obligation"] in lived.raced
        assert carried.items() <= wanted.items() if raced else carried == wanted, (SEED, one)
    escalations = _congress_escalations_arrived([one for one in told if one["obligation"] not in lived.raced])
    letters = _letters_arrived_at_most_once(place, now, lived.in_flight)
    # The reports of the last evening wait for the passes that follow them.
    for _ in range(20):
        if not (found := place.ask("broken_invariants")):
            break
        sleep(1)
    assert found == [], f"seed {SEED}"
    return f"{len(lines)} notices once, {escalations} congress escalations by two channels, {letters}, invariants hold"


def _congress_escalations_arrived(told: list[dict[str, Any]]) -> int:
    """Whoever had to hear of a congress above the region has it in the inbox, and a letter that left."""
    found = 0
    for one in told:
        directive, step = one["line"][2], one["line"][4]
        if directive == "regional-congress" and not step.endswith(":post"):
            found += 1
            for person in one["holders"]:
                assert sum(one["carried"].get(f"email {person} {state}", 0) for state in GONE) == 1, one
    assert found > 0
    return found


def _letters_arrived_at_most_once(place: Place, now: dict[str, Any], in_flight: int) -> str:
    received, left = place.received(), now["left"]
    assert {name: times for name, times in received.items() if times > 1} == {}
    assert {name for name, state in left.items() if state == "sent"} - set(received) == set()
    assert set(received) - set(left) == set()
    assert now["states"].get("dead", 0) == 0
    unknown = now["states"].get("unknown", 0)
    assert unknown <= in_flight
    return f"{len(received)} letters arrived once, {unknown} unknown (at most {in_flight})"
