"""Passes measured on the full size. Everything is rolled back: the party stays as it was seeded."""

import time
from datetime import date, timedelta
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from deploy.bench.figures import Figure
from deploy.bench.trials import make_directive, one_period, seconds, undone
from tajadur.delivery.sending import claim
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.jobs.passes import PASSES, run_pass, run_pass_if_needed
from tajadur.jobs.tasks import run_pass_now
from tajadur.organisation.profile.models import UnitKind
from tajadur.organisation.units.models import Unit
from tajadur.registry.heartbeat.models import PassRun
from tajadur.registry.notices.models import Delivery, Notice

ROUNDS = 5
NIGHTLY = [name for name in PASSES if name not in ("send_letters", "settle_leases")]


def nothing_due() -> list[Figure]:
    """SQL of each pass that a worker runs again when nothing happened since."""
    for name in NIGHTLY * 2:
        run_pass_if_needed(name, on=clock.today(), at=clock.now())
    rows = []
    for name in NIGHTLY:
        spent = []
        for _ in range(ROUNDS):
            with CaptureQueriesContext(connection) as asked:
                run_pass_if_needed(name, on=clock.today(), at=clock.now())
            spent.append(sum(float(query["time"]) for query in asked.captured_queries) * 1000)
        rows.append(Figure(f"{name} with nothing due, SQL", median(spent), "ms", 5))
    return rows


def generation() -> list[Figure]:
    """One period of every branch, A B B A with the same rows by one raw statement; then again: nothing.

    Ours also writes six rows of the ladder of each obligation, which the raw statement does not.
    """
    directive_id, key, raw_sql, raw_values = one_period()
    ours: list[float] = []
    raw: list[float] = []
    counts, again = set(), 0
    for number in range(ROUNDS * 4):
        with undone():
            Obligation.objects.filter(directive_id=directive_id, period_key=key).delete()
            if number % 4 in (0, 3):
                spent, made = seconds(
                    lambda: open_periods(on=clock.today(), at=clock.now(), directive_ids=[directive_id])
                )
                ours.append(spent)
                counts.add(made)
                again += open_periods(on=clock.today(), at=clock.now(), directive_ids=[directive_id])
            else:
                with connection.cursor() as cursor:
                    spent, _ = seconds(lambda cursor=cursor: cursor.execute(raw_sql, raw_values))  # type: ignore[misc]
                raw.append(spent)
    return [
        Figure(f"generate one period of {max(counts):,} branches", median(ours) * 1000, "ms"),
        Figure("… against raw INSERT … SELECT", median(ours) / median(raw), "×", 3),
        Figure("… again: rows written", again, "rows", 0),
    ]


def worst_night() -> list[Figure]:
    """Every unit of the territory owes six things that open, fall overdue and are reminded in one night."""
    first = clock.today().replace(day=1)
    night = (first + timedelta(days=70)).replace(day=1)
    month_before = (night - timedelta(days=1)).replace(day=1)
    with undone():
        kinds = UnitKind.objects.filter(code__in=("region", "province", "branch"))
        open_periods(on=night - timedelta(days=1), at=instant(night - timedelta(days=1), clock.now().time()))
        six = [make_directive(kind, number, month_before) for kind in kinds for number in range(6)]
        eve = night - timedelta(days=1)
        open_periods(on=eve, at=instant(eve, clock.now().time()), horizon_days=0, directive_ids=six)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE obligations_obligation")
        before = Obligation.objects.count(), Notice.objects.count()
        spent = {name: _pass(name, night) for name in NIGHTLY}
        after = Obligation.objects.count(), Notice.objects.count()
        units = Unit.objects.filter(kind__in=kinds, closed_on=None).count()
        second = sum(_pass(name, night) for name in NIGHTLY)
        changed = Obligation.objects.count() - after[0] + Notice.objects.count() - after[1]
    opened, told = after[0] - before[0], after[1] - before[1]
    slowest = max(spent, key=lambda name: spent[name])
    return [
        Figure(f"worst night: {opened:,} opened, {told:,} told ({units:,} units × 6)", sum(spent.values()), "s", 10),
        Figure(f"… of which {slowest}", spent[slowest], "s"),
        Figure("… second run", second, "s", 10),
        Figure("… second run: rows changed", changed, "rows", 0),
        Figure("… reminders missing of units × 6", max(0, units * 6 - told), "rows", 0),
    ]


def _pass(name: str, on: date) -> float:
    return seconds(lambda: run_pass(name, on=on, at=instant(on, clock.now().time())))[0]


def claims() -> list[Figure]:
    """Claiming twenty letters while a hundred thousand wait."""
    with undone():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO notices_delivery (channel, person_id, digest_on, state, not_before, attempts, created_at,"
                " message_id, last_error)"
                " SELECT 'email', p.id, date '2010-01-01' + g, 'pending', now(), 0, now(), '', ''"
                " FROM (SELECT id FROM people_person LIMIT 1000) p, generate_series(1, 100) g"
            )
            cursor.execute("ANALYZE notices_delivery")
        spent = [seconds(lambda: claim(limit=20))[0] * 1000 for _ in range(20)]
        waiting = Delivery.objects.filter(state="pending").count()
        many = [seconds(lambda: claim(limit=2000))[0] for _ in range(5)]
    return [
        Figure(f"claim twenty letters of {waiting:,} waiting", median(spent), "ms", 20),
        Figure("… seconds to claim 5,000, by two thousand", median(many) * 2.5, "s", 1),
    ]


def through_the_worker(times: int = 3) -> None:
    """Every pass of today by the running worker, some times over, until each has ended."""
    began = clock.now()
    for _ in range(times):
        for name in PASSES:
            run_pass_now.delay(name=name)
    deadline = time.monotonic() + 120
    while PassRun.objects.filter(name__in=PASSES, ended_at__gte=began).count() < len(PASSES):
        if time.monotonic() > deadline:
            raise SystemExit("the worker did not run every pass")
        time.sleep(0.2)
    time.sleep(2)
