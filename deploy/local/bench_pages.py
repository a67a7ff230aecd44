"""Pages through the running web server: time, queries, weight, memory. A page that does not exist is said so."""

import http.client
import pathlib
import re
import threading
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time as wall_time
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from deploy.local.bench import Figure
from tajadur.activity.meetings.models import Meeting, Point
from tajadur.foundation import clock
from tajadur.foundation.calendar import ZONE_NAME, instant
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Body, Unit

WARM, COUNTED = 5, 30
CASABLANCA, PROVINCE = "06", "04.441"
LAST_MONTH = "?directive=provincial-office&period={month}"


@dataclass(frozen=True)
class Asked:
    """A page as one account asks for it. ``route`` and ``codes`` (of units) give its address."""

    what: str
    account: str
    route: str
    codes: tuple[str, ...] = ()
    kind: str = ""
    query: str = ""
    queries: int = 8
    ceiling: int = 60


PAGES = (
    Asked("dashboard, national", "sg", "compliance:dashboard"),
    Asked("dashboard, region", "sg", "compliance:unit", (CASABLANCA,)),
    Asked("dashboard, province", "province", "compliance:unit", (PROVINCE,)),
    Asked("dashboard, 75 provinces × 12", "sg", "compliance:unit", ("MA",)),
    Asked("congresses", "sg", "compliance:congresses"),
    Asked("board of congresses, national", "sg", "congresses:index", ceiling=80),
    Asked("list behind a percentage, national", "sg", "compliance:figure", ("MA",), "reporting", LAST_MONTH),
    Asked("list behind a percentage, region", "sg", "compliance:figure", (CASABLANCA,), "reporting", LAST_MONTH),
    Asked("search", "admin", "search:index", query="?q=سلا"),
    Asked("obligations", "cell", "obligations:index"),
    Asked("meetings", "province", "meetings:index"),
    Asked("meetings we follow", "cell", "meetings:reach"),
    Asked("units", "admin", "units:index"),
    Asked("home of a province", "province", "home"),
    Asked("inbox", "province", "notices:inbox"),
    Asked("ledger of deliveries", "admin", "notices:ledger", ceiling=200),
    Asked("what goes", "admin", "notices:forecast"),
    Asked("a unit", "admin", "units:detail", (PROVINCE,)),
)


def address(page: Asked) -> str | None:
    """Its path, or None when there is no such page yet."""
    fully_due = clock.today().replace(day=1) - timedelta(days=40)
    query = urllib.parse.quote(page.query.format(month=f"{fully_due:%Y-%m}"), safe="?=&")
    ids = [Unit.objects.get(code=code).pk for code in page.codes]
    try:
        return reverse(page.route, args=[page.kind, *ids] if page.kind else ids) + query
    except NoReverseMatch:
        return None


@dataclass
class Site:
    """The running web server; a session for each account."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + 60
        while True:
            try:
                if self.get("/healthz/")[0] == 200:
                    return
            except OSError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.1)

    def get(
        self, path: str, account: str = "", line: http.client.HTTPConnection | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        """(status, body as it travelled, headers)."""
        own = line or http.client.HTTPConnection(self.host, self.port, timeout=30)
        cookie = f"language=ar; {settings.SESSION_COOKIE_NAME}={self.session(account)}" if account else "language=ar"
        own.request("GET", path, headers={"Accept-Encoding": "gzip, br", "Cookie": cookie})
        answer = own.getresponse()
        body = answer.read()
        if line is None:
            own.close()
        return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}

    def session(self, account: str) -> str:
        """The key of a session of that account, made here."""
        if account not in self.cookies:
            user, store = Account.objects.get(username=account), SessionStore()
            store["_auth_user_id"], store["_auth_user_backend"] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
            store["_auth_user_hash"] = user.get_session_auth_hash()
            store.create()
            self.cookies[account] = str(store.session_key)
        return self.cookies[account]

    def crowd(self, requests: int) -> None:
        """Mixed traffic of eight readers at once."""
        paths = [(path, page.account) for page in PAGES if (path := address(page))]
        for _, account in paths:
            self.session(account)

        def read(number: int) -> None:
            line = http.client.HTTPConnection(self.host, self.port, timeout=60)
            for turn in range(requests // 8):
                path, account = paths[(number + turn) % len(paths)]
                self.get(path, account, line)

        readers = [threading.Thread(target=read, args=(number,)) for number in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()


def pages(site: Site) -> list[Figure]:
    """For each page: queries, milliseconds of the server, milliseconds of Python, kilobytes of the page alone."""
    return [row for page in PAGES for row in _page(site, page)]


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
    # The door's own reading of who asks (session, account, mandates) is in the count.
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
    """Without the words that only open and close transactions, and without the note of what was read."""
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", 'INSERT INTO "journal_reading"')
    return sum(not query["sql"].startswith(words) for query in asked.captured_queries)


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
        Figure("submission: queries", max(counts), "", 12),
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


def memory(pid: int) -> float:
    """Megabytes resident in the process and everything it started; what they share is counted in each."""
    total = 0
    for one in _below(pid):
        found = re.search(r"^Rss:\s+(\d+)", pathlib.Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)
        total += int(found[1]) if found else 0
    return total / 1024


def _below(pid: int) -> Iterator[int]:
    yield pid
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            yield from _below(int(entry.parent.name))
