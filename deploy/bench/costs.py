"""What a thing costs apart from time: bytes, write-ahead log, HOT share, buffers, Python; 32 submissions at once."""

import time
import uuid
from collections.abc import Callable
from datetime import time as wall_time
from datetime import timedelta
from html import escape
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deploy.bench.figures import Figure
from deploy.bench.site import PAGES, PROVINCE, Site, address
from deploy.bench.trials import one_period, undone
from tajadur.activity.meetings.models import Meeting
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.foundation.calendar import ZONE_NAME, instant
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Body
from tajadur.web.components.heat import HeatCell, HeatColumn, HeatRow, heat_table

AT_ONCE, REPORTS = 32, 128
ROWS, MONTHS = 75, 12


def rows_written() -> list[Figure]:
    """Bytes of an obligation, and the log of one as raw SQL writes it and as it is opened, with its ladder."""
    directive_id, key, raw, values = one_period()
    logs: dict[str, list[float]] = {"raw": [], "ours": []}

    def written(act: Callable[[], object]) -> float:
        with undone():
            count = Obligation.objects.filter(directive_id=directive_id, period_key=key).delete()[1]
            before = _number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
            act()
            return (_number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn") - before) / max(
                count["obligations.Obligation"], 1
            )

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(raw, values)

    for _ in range(3):  # the first time whole pages are logged, later only what is new
        logs["raw"].append(written(by_hand))
        logs["ours"].append(
            written(lambda: open_periods(on=clock.today(), at=clock.now(), directive_ids=[directive_id]))
        )
    size = _number("SELECT avg(pg_column_size(o.*)) FROM obligations_obligation o WHERE filed_on IS NULL")
    return [
        Figure("bytes of an obligation while it is owed", size, "B", 140),
        Figure("WAL of an obligation and its seven indexes, raw", min(logs["raw"]), "B"),
        Figure("… as it is opened, with six rows of its ladder", min(logs["ours"]), "B"),
    ]


def hot_share() -> Figure:
    """Of what was updated since the tables were made, what was rewritten in its own page; undone passes included."""
    hot = _number("SELECT 100.0 * sum(n_tup_hot_upd) / greatest(sum(n_tup_upd), 1) FROM pg_stat_user_tables")
    return Figure("HOT share of all updates", hot, "%")


def buffers() -> list[Figure]:
    """Pages of the database that each dashboard touches, in all its queries: the same at every load."""
    return [
        Figure(f"{page.what}: buffers", _buffers(page.account, path), "pages")
        for page in PAGES
        if page.what.startswith("dashboard") and (path := address(page))
    ]


def _buffers(account: str, path: str) -> int:
    client = Client()
    client.force_login(Account.objects.get(username=account))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    touched = 0
    with connection.cursor() as cursor:
        for query in list(asked.captured_queries):
            sql = query["sql"].strip()
            if sql.startswith(("SELECT", "WITH", "--")):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}")
                plan = cursor.fetchone()[0][0]["Plan"]
                touched += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return touched


def heatmap() -> list[Figure]:
    """Python of a heatmap of 75 units and 12 months, against the plainest string with the same numbers."""
    names = [f"إقليم {number}" for number in range(ROWS)]
    columns = [HeatColumn(f"{month:02}") for month in range(MONTHS)]
    cells = [HeatCell(month, MONTHS, f"/figures/{month}/") for month in range(MONTHS)]
    rows = [HeatRow(name, cells, f"/units/{place}/") for place, name in enumerate(names)]

    def plain() -> str:
        return "".join(
            f'<tr><th><a href="/units/{place}/">{escape(name)}</a></th>'
            + "".join(
                f'<td><a href="{cell.url}" class="hc h3" title="{name}: {cell.part} / {cell.whole}">'
                f"{cell.part * 100 // cell.whole}</a></td>"
                for cell in cells
            )
            + "</tr>"
            for place, name in enumerate(names)
        )

    ours, least = [], []
    for _ in range(5):
        ours.append(_python(lambda: heat_table(columns=columns, rows=rows, label="", heading="")))
        least += [_python(plain), _python(plain)]
        ours.append(_python(lambda: heat_table(columns=columns, rows=rows, label="", heading="")))
    return [
        Figure(f"heatmap of {ROWS} units × {MONTHS}, Python", median(ours), "ms", 8),
        Figure("… against a plain string", median(ours) / median(least), "×", 15),
    ]


def _python(act: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(10):
        act()
    return (time.process_time() - began) * 100


def at_once(site: Site) -> list[Figure]:
    """Reports of one province sent by 32 at once, against the same number sent by two: what waits for a lock shows."""
    few, many = _rate(site, 2), _rate(site, AT_ONCE)
    return [
        Figure(f"reports a second, {AT_ONCE} submitting at once", many, "/s"),
        Figure("… against two at once", many / few, "×"),
        Figure("… slower than two at once by", max(0.0, 100 - 100 * many / few), "%", 30),
    ]


def _rate(site: Site, senders: int) -> float:
    day = clock.today() - timedelta(days=1)
    body = Body.objects.get(unit__code=PROVINCE, body_type__code="office")
    waiting = [
        Meeting.objects.create(
            unit=body.unit, body=body, planned_on=day, wall_time=wall_time(18), zone=ZONE_NAME,
            starts_at=instant(day, wall_time(18)), place="المقر", programmed_at=clock.now(), programmed_on=day,
        ).pk
        for _ in range(REPORTS)
    ]  # fmt: skip
    session = site.session("province")

    def typed() -> dict[str, str]:
        return {
            "client_key": str(uuid.uuid4()), "held_on": day.isoformat(), "started": "18:00", "ended": "20:00",
            "place": "المقر", "present": "5", "women": "2", "youth": "1", "excused": "0", "text": "خلاصة",
            "decisions-TOTAL_FORMS": "0", "actions-TOTAL_FORMS": "0",
        }  # fmt: skip

    return site.posted([(reverse("reports:form", args=[meeting]), typed(), session) for meeting in waiting], senders)


def _number(sql: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return float(cursor.fetchone()[0] or 0)
