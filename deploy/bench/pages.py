"""Pages through the running web server: time, queries, weight, memory. A page that does not exist is said so."""

import http.client
import re
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from datetime import time as wall_time
from datetime import timedelta
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deploy.bench.figures import Figure
from deploy.bench.site import PAGES, PROVINCE, Asked, Site, address
from tajadur.activity.meetings.models import Meeting, Point
from tajadur.foundation import clock
from tajadur.foundation.calendar import ZONE_NAME, instant
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Body

WARM, COUNTED = 5, 30


def pages(site: Site, *, beginnings: tuple[str, ...] = ("",)) -> list[Figure]:
    """For each page (of those ``beginnings``): queries, milliseconds of the server and of Python, kilobytes."""
    return [row for page in PAGES if page.what.startswith(beginnings) for row in _page(site, page)]


def _page(site: Site, page: Asked) -> Iterator[Figure]:
    path = address(page)
    client = Client()
    client.force_login(Account.objects.get(username=page.account))
    client.cookies["language"] = "ar"
    if path is None or client.get(path).status_code != 200:
        yield Figure(f"{page.what}: {page.route}", None, "")
        return
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    # The web layer's own reading of who asks (session, account, mandates) is in the count.
    yield Figure(f"{page.what}: queries", _queries(asked), "", page.queries)
    own = []
    for _ in range(10):
        began = time.process_time()
        client.get(path)
        own.append((time.process_time() - began) * 1000)
    yield Figure(f"{page.what}: Python", median(own), "ms")
    line = http.client.HTTPConnection(site.host, site.port, timeout=30)
    times = []
    for _ in range(WARM + COUNTED):
        began = time.perf_counter()
        _, body, _ = site.get(path, page.account, line)
        times.append((time.perf_counter() - began) * 1000)
    line.close()
    yield Figure(f"{page.what}: through the server", median(times[WARM:]), "ms", page.ceiling)
    yield Figure(f"{page.what}: weight", len(body) / 1024, "KB", 30)


def _queries(asked: CaptureQueriesContext) -> int:
    """Without the words that only open and close transactions, and without the notes of what was read."""
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", 'INSERT INTO "journal_reading"', "INSERT INTO journal_consult")
    return sum(not query["sql"].lstrip().startswith(words) for query in asked.captured_queries)


def submission(site: Site) -> list[Figure]:
    """A report sent by a provincial office, with one decision and five answers."""
    account = Account.objects.get(username="province")
    body = Body.objects.get(unit__code=PROVINCE, body_type__code="office")
    client, times, counts = Client(), [], set()
    client.force_login(account)
    day = clock.today() - timedelta(days=1)
    for number in range(WARM + COUNTED):
        meeting = Meeting.objects.create(
            unit=body.unit, body=body, planned_on=day, wall_time=wall_time(18), zone=ZONE_NAME,
            starts_at=instant(day, wall_time(18)), place="المقر", programmed_at=clock.now(), programmed_on=day,
        )  # fmt: skip
        kinds = ["objective"] * 2 + ["item"] * 3
        points = Point.objects.bulk_create(
            Point(meeting=meeting, kind=kind, position=place, text="نقطة") for place, kind in enumerate(kinds)
        )
        typed = {
            "client_key": str(uuid.uuid4()), "held_on": day.isoformat(), "started": "18:00", "ended": "20:00",
            "place": "المقر", "present": "5", "women": "2", "youth": "1", "excused": "0", "text": f"خلاصة {number}",
            "decisions-TOTAL_FORMS": "1", "decisions-0-text": "قرار", "actions-TOTAL_FORMS": "0",
            **{f"outcome-{point.pk}": "reached" for point in points},
        }  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            answer = client.post(reverse("reports:form", args=[meeting.pk]), typed)
            times.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 302:
            return [Figure(f"submission: answers {answer.status_code}", None, "")]
        counts.add(_queries(asked))
    return [
        Figure("submission: queries", max(counts), "", 16),
        Figure("submission: time", median(times[WARM:]), "ms", 80),
    ]


def first_page(site: Site) -> list[Figure]:
    """Everything the log-in page brings to an empty browser: page, sheets, scripts, fonts."""
    _, html, headers = site.get("/account/login/")
    text = _text(html, headers)
    wanted = set(re.findall(r'(?:src|href)="(/static/[^"#]+)"', text))
    total = len(html)
    seen: set[str] = set()
    while wanted - seen:
        path = sorted(wanted - seen)[0]
        seen.add(path)
        _, body, headers = site.get(path)
        total += len(body)
        if path.endswith(".css"):
            wanted |= {
                urllib.parse.urljoin(path, one)
                for one in re.findall(r"url\([\"']?([^\"')]+?)[\"']?\)", _text(body, headers))
            }
    return [Figure(f"first page with its {len(seen)} files", total / 1024, "KB", 150)]


def _text(body: bytes, headers: dict[str, str]) -> str:
    encoding = headers.get("content-encoding", "")
    if encoding == "gzip":
        import gzip

        return gzip.decompress(body).decode()
    return _unbrotli(body) if encoding == "br" else body.decode()


def _unbrotli(body: bytes) -> str:
    import brotli  # type: ignore[import-untyped]

    return str(brotli.decompress(body).decode())
