"""The running web server as the accounts of the invented party ask it, and the pages that are measured."""

import http.client
import itertools
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import NoReverseMatch, reverse

from tajadur.activity.census.models import Campaign
from tajadur.activity.circulars.models import Circular
from tajadur.activity.elections.models import Election
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit

CASABLANCA, PROVINCE = "06", "04.441"
TOKEN = "b" * 32
LAST_MONTH = "?directive=provincial-office&period={month}"


@dataclass(frozen=True)
class Asked:
    """A page as one account asks for it. ``route`` and ``codes`` (of units), or ``of``, give its address."""

    what: str
    account: str
    route: str
    codes: tuple[str, ...] = ()
    kind: str = ""
    query: str = ""
    queries: int = 8
    ceiling: int = 60
    of: Callable[[], list[Any]] | None = None


def _running_census() -> list[Any]:
    """The campaign that branches of the invented party answer these days."""
    return [Campaign.objects.order_by("-directive__once_opens_on").values_list("pk", flat=True)[0]]


def _communal_election() -> list[Any]:
    """The election that provinces of the invented party prepare."""
    return [Election.objects.order_by("-month_on").values_list("pk", flat=True)[0]]


def _amended_circular() -> list[Any]:
    """The circular that headquarters of the invented party amended, with its files."""
    return [Circular.objects.filter(version__gt=1).values_list("pk", flat=True)[0]]


PAGES = (
    Asked("dashboard, national", "sg", "compliance:dashboard"),
    Asked("dashboard, region", "sg", "compliance:unit", (CASABLANCA,)),
    Asked("dashboard, province", "province", "compliance:unit", (PROVINCE,)),
    Asked("dashboard, 75 provinces × 12", "sg", "compliance:unit", ("MA",)),
    Asked("congresses", "sg", "compliance:congresses"),
    Asked("board of congresses, national", "sg", "congresses:index", ceiling=80),
    Asked("list behind a percentage, national", "sg", "compliance:figure", ("MA",), "reporting", LAST_MONTH),
    Asked("list behind a percentage, region", "sg", "compliance:figure", (CASABLANCA,), "reporting", LAST_MONTH),
    Asked("register of dysfunctions", "sg", "dysfunctions:index"),
    Asked("register by state", "sg", "dysfunctions:board"),
    Asked("register by month", "sg", "dysfunctions:months"),
    Asked("help, advice", "sg", "support:index"),
    Asked("help, visits", "sg", "support:index", query="?what=visits"),
    Asked("help, promises", "sg", "support:index", query="?what=promises"),
    Asked("help, observations", "sg", "support:index", query="?what=observations"),
    Asked("help, members of the cell", "sg", "support:members"),
    Asked("actions of meetings", "cell", "actions:index"),
    Asked("decisions of meetings", "cell", "actions:decisions"),
    Asked("proposals to those above", "cell", "proposals:index"),
    Asked("situation of branches", "sg", "situations:index"),
    Asked("declarations to the authority", "sg", "filings:index"),
    Asked("people", "admin", "people:index"),
    Asked("vacant posts", "cell", "people:vacant"),
    Asked("reports to note", "cell", "reports:to_note"),
    Asked("requests for resources", "sg", "resources:index"),
    Asked("budget lines", "sg", "resources:budget"),
    Asked("premises of units", "sg", "premises:index"),
    Asked("electoral readiness", "sg", "elections:detail", of=_communal_election),
    Asked("gaps of an election", "sg", "elections:gaps", of=_communal_election),
    Asked("plan of the nation", "sg", "plans:index"),
    Asked("dashboard of the sectors", "sg", "compliance:dashboard", query="?tree=sectors"),
    Asked("chapters of sectors and organisations", "admin", "units:chapters"),
    Asked("proximity activities", "sg", "proximity:index"),
    Asked("packs of the meetings", "sg", "packs:index"),
    Asked("training sessions", "sg", "training:index"),
    Asked("needs of training", "sg", "training:needs"),
    Asked("provinces reached by training", "sg", "training:coverage"),
    Asked("circulars", "sg", "circulars:index"),
    Asked("circular, its page", "sg", "circulars:detail", of=_amended_circular),
    Asked("circular, who confirmed", "sg", "circulars:posts", of=_amended_circular),
    Asked("census, campaigns", "sg", "census:index"),
    Asked("census, how far it is", "sg", "census:detail", of=_running_census),
    Asked("census, results of a question", "sg", "census:result", of=lambda: [*_running_census(), "needs"]),
    Asked("census, branches that owe", "sg", "census:branches", of=_running_census),
    Asked("census, what branches wrote", "sg", "census:words", of=lambda: [*_running_census(), "remarks"]),
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
    Asked("what was changed of a unit", "province", "units:changes", (PROVINCE,)),
    Asked("who consulted a unit", "province", "units:consultations", (PROVINCE,)),
    Asked("what one consulted", "cell", "accounts:consulted"),
    Asked("a unit, who is in it", "admin", "units:people", (PROVINCE,)),
    Asked("a unit's thread, from above", "sg", "units:detail", (PROVINCE,)),
    Asked("a unit's thread, its own", "province", "units:detail", (PROVINCE,)),
)


def address(page: Asked) -> str | None:
    """Its path, or None when there is no such page yet."""
    fully_due = clock.today().replace(day=1) - timedelta(days=40)
    query = urllib.parse.quote(page.query.format(month=f"{fully_due:%Y-%m}"), safe="?=&")
    ids = page.of() if page.of else [Unit.objects.get(code=code).pk for code in page.codes]
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

    def posted(self, forms: list[tuple[str, dict[str, Any], str]], clients: int) -> float:
        """How many ``forms`` (path, fields, key of the session) a second so many clients send at once.

        Ends the program when one is not led on: what is refused is quick.
        """
        waiting, refused = list(forms), []

        def send() -> None:
            line = http.client.HTTPConnection(self.host, self.port, timeout=60)
            while waiting:
                try:
                    path, typed, session = waiting.pop()
                except IndexError:
                    break
                cookie = f"language=ar; {settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
                headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
                line.request("POST", path, urllib.parse.urlencode(typed), headers)
                answer = line.getresponse()
                answer.read()
                if answer.status != 302:
                    refused.append(answer.status)
            line.close()

        began = time.perf_counter()
        _together(clients, send)
        if refused:
            raise SystemExit(f"{len(refused)} of {len(forms)} forms were refused: {sorted(set(refused))}")
        return len(forms) / (time.perf_counter() - began)

    def crowd(self, requests: int) -> None:
        """Mixed traffic of eight readers at once."""
        paths = [(path, page.account) for page in PAGES if (path := address(page))]
        for _, account in paths:
            self.session(account)

        turns = itertools.count()

        def read() -> None:
            line, number = http.client.HTTPConnection(self.host, self.port, timeout=60), next(turns)
            for turn in range(requests // 8):
                path, account = paths[(number + turn) % len(paths)]
                self.get(path, account, line)

        _together(8, read)


def _together(count: int, work: Callable[[], None]) -> None:
    """The same work in so many threads, until all are done."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
