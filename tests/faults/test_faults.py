"""What may happen to real processes: nothing is lost, nothing is sent twice. ``make faults`` runs the longer forms.

Each fault begins with a few hundred letters due. Afterwards: every letter is sent or *unknown*, each arrived at most
once, no more are unknown than were being handed over when something died, and every invariant holds.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import redis

from tests.faults.conftest import WHOLE
from tests.faults.place import Place

pytestmark = pytest.mark.faults
# A worker has two processes, each hands over one letter at a time.
IN_FLIGHT_PER_WORKER = 2
days_in_use = count()
Row = Callable[[str], None]


def begin(place: Place) -> tuple[int, int]:
    """A few hundred letters due; returns how many, and how many are unknown from before."""
    before = place.ask("letters")["states"]
    return place.ask("add_letters", next(days_in_use)), before.get("unknown", 0)


def check_nothing_lost_nothing_twice(place: Place, *, unknown_before: int, in_flight: int) -> str:
    """The promise, from the table, the catcher and the invariants; a few words about what was seen."""
    now: dict[str, Any] = place.wait_until_sent()
    received = place.received()
    unknown = now["states"].get("unknown", 0) - unknown_before
    assert {name: times for name, times in received.items() if times > 1} == {}
    assert {name for name, state in now["left"].items() if state == "sent"} - set(received) == set()
    assert set(received) - set(now["left"]) == set()
    assert now["states"].get("dead", 0) == 0
    assert unknown <= in_flight
    assert place.ask("broken_invariants") == []
    return f"{len(received)} letters arrived once, {unknown} unknown (at most {in_flight}), invariants hold"


def test_workers_killed_in_mid_pass_lose_nothing_and_send_nothing_twice(place: Place, row: Row) -> None:
    kills = 8 if WHOLE else 2
    _, unknown = begin(place)
    for number in range(kills):
        place.ensure(workers=1, beats=1)
        place.wait_for_more(10 + 3 * number)
        place.kill_workers()
    place.ensure(workers=1, beats=1)
    seen = check_nothing_lost_nothing_twice(place, unknown_before=unknown, in_flight=IN_FLIGHT_PER_WORKER * kills)
    row(f"kill -9 of the worker group in mid-pass x {kills}: {seen}")


def test_two_beats_and_two_workers_at_once_send_each_letter_once(place: Place, row: Row) -> None:
    place.ensure(workers=2, beats=2)
    _, unknown = begin(place)
    seen = check_nothing_lost_nothing_twice(place, unknown_before=unknown, in_flight=0)
    row(f"two beats and two workers at once: {seen}")


def test_a_flushed_broker_loses_nothing(place: Place, row: Row) -> None:
    flushes = 5 if WHOLE else 1
    place.ensure(workers=1, beats=1)
    _, unknown = begin(place)
    with redis.Redis(unix_socket_path=str(place.valkey.socket)) as broker:
        for _ in range(flushes):
            place.wait_for_more(20)
            broker.flushall()
        begin(place)
        broker.flushall()
    seen = check_nothing_lost_nothing_twice(place, unknown_before=unknown, in_flight=0)
    row(f"broker flushed x {flushes + 1}: {seen}")


def test_a_broker_that_is_down_stops_nothing_but_the_waking(place: Place, row: Row) -> None:
    place.ensure(workers=1, beats=1)
    place.kill_workers()
    _, unknown = begin(place)
    place.valkey.stop()
    ran = place.manage("run_passes")
    assert ran.returncode == 0, ran.stderr
    seen = check_nothing_lost_nothing_twice(place, unknown_before=unknown, in_flight=0)
    place.valkey.start()
    begin(place)
    place.ensure(workers=1, beats=1)
    check_nothing_lost_nothing_twice(place, unknown_before=unknown, in_flight=0)
    row(f"broker down, passes by hand, broker back: {seen}")


def test_a_database_restarted_at_once_in_mid_pass_loses_nothing(place: Place, row: Row) -> None:
    restarts = 4 if WHOLE else 1
    place.ensure(workers=1, beats=1)
    _, unknown = begin(place)
    for _ in range(restarts):
        place.wait_for_more(15)
        place.stop_database_at_once()
        place.postgres.start()
    in_flight = IN_FLIGHT_PER_WORKER * restarts
    seen = check_nothing_lost_nothing_twice(place, unknown_before=unknown, in_flight=in_flight)
    row(f"database restarted at once x {restarts}: {seen}")
