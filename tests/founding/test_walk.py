"""Every page of two organisations that are not the party, as each of their posts, found as people find it: by links."""

import html
import json
import re
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve, reverse

from tajadur.web.access import FOREIGN_ROUTES, room_of, routes
from tests.access.table import TABLE
from tests.factories.organisation import Organisation
from tests.factories.organisation_life import live_fully
from tests.factories.organisation_words import said, wrong_words

pytestmark = pytest.mark.django_db

# Which role of the table of access a post is, where the page is about no unit.
ROLES = {
    "secretary_general": "general", "administrator": "admin", "bureau": "bureau", "pole": "pole",
    "responsible": "responsible", "assistant": "assistant",
}  # fmt: skip
_LINK = re.compile(r"""(?:href|hx-get)="([^"#][^"]*)\"""")
# So many addresses are reached by links once something lies in every room: fewer would be a walk past closed doors.
ROUTES_OPENED = {"fr": 178, "en": 150}
# Two pages of each address for those who see the most, one for the others: they are the same pages.
MOST_OF_A_ROUTE, OF_OTHERS, MOST_PAGES = 2, 1, 260
SEE_THE_MOST = ("administrator", "secretary_general", "secretary")


def names(organisation: Organisation) -> list[str]:
    """Nobody, the secretary of every level, and one post of every other role."""
    roles: dict[str, str] = {}
    for name in organisation.accounts:
        role = name.partition(":")[0].rpartition("/")[2]
        roles.setdefault(name if role == "secretary" else role, name)
    return ["", *roles.values()]


def test_every_page_that_a_link_leads_to_opens_and_says_no_word_of_another(organisation: Organisation) -> None:
    live_fully(organisation)
    languages, wrong, opened = organisation.file.languages, Counter[str](), set[str]()
    for name in names(organisation):
        came: dict[str, str] = {}
        client, seen, queue = organisation.client(name), Counter[str](), deque([reverse("home"), "/nowhere/"])
        asked: set[str] = set()
        most = MOST_OF_A_ROUTE if name.partition(":")[0].endswith(SEE_THE_MOST) else OF_OTHERS
        while queue and len(asked) < MOST_PAGES:
            address = queue.popleft()
            path = urlsplit(address).path
            try:
                route = resolve(path).view_name
            except Resolver404:
                route = "nowhere"
            if path.startswith("/static/") or address in asked or seen[route] >= most or route == "account_logout":
                continue
            asked.add(address)
            seen[route] += 1
            try:
                answer = client.get(address)
            except pytest.fail.Exception as undefined:
                wrong[f"{route}: {undefined}"] += 1
                continue
            opened.add(route)
            expected = {404} if route == "nowhere" else {200, 302, 409}
            if answer.status_code not in expected:
                wrong[f"{name} {route} {address} from {came.get(address)}: {answer.status_code}"] += 1
            if answer.status_code == 302:
                queue.append(urljoin(address, answer["Location"]))
            if "text/html" not in answer.get("Content-Type", "") or answer.streaming:
                continue
            page = answer.content.decode()
            for word in wrong_words(said(page), languages):
                wrong[f"{route}: {word}"] += 1
            if 'dir="rtl"' in page or (f'<html lang="{languages[0]}"' not in page and "<html" in page):
                wrong[f"{route}: direction or language"] += 1
            for link in _LINK.findall(page):
                came.setdefault(urljoin(address, html.unescape(link)), address)
            queue.extend(urljoin(address, html.unescape(link)) for link in _LINK.findall(page) if link[0] in "/?")
    assert not wrong, "\n".join(f"{count} × {what}" for what, count in wrong.most_common())
    assert len(opened) >= ROUTES_OPENED[languages[0]], sorted(opened)


def test_every_address_answers_each_post_as_the_table_says(organisation: Organisation) -> None:
    wrong: list[str] = []
    closed = set(organisation.file.closed_rooms) | {"holidays"}
    for name in names(organisation):
        role = ROLES.get(name.partition(":")[0].rpartition("/")[2], "anonymous" if not name else "")
        client = organisation.client(name)
        for _path, route, _view in routes():
            row = TABLE.get(route)
            if row is None or row.at or row.get is None or not role or route in FOREIGN_ROUTES:
                continue
            try:
                status = client.get(reverse(route)).status_code
            except pytest.fail.Exception as undefined:
                wrong.append(f"{name} {route}: {undefined}")
                continue
            declared = row.get[role][0]
            is_closed = room_of(route) in closed
            if (is_closed and status != (302 if role == "anonymous" else 404)) or status >= 500:
                wrong.append(f"{name} {route}: {status}")
            elif not is_closed and declared in {"no", "404"} and status not in {403, 404}:
                wrong.append(f"{name} {route}: {status}, declared {declared}")
            elif not is_closed and declared == "ok" and status not in {200, 204, 302, 404, 405, 422}:
                wrong.append(f"{name} {route}: {status}, declared ok")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_only_languages_offered_are_spoken(organisation: Organisation, language: str) -> None:
    client = organisation.client("")
    client.cookies["language"] = language
    page = client.get(reverse("account_login"))
    assert page["Content-Language"] == organisation.file.languages[0]
    assert "site.latin" in page.content.decode()


def test_the_manifest_for_latin_letters_differs_in_name_and_direction_alone() -> None:
    arabic, latin = (
        json.loads(Path(str(finders.find(f"site{kind}.webmanifest"))).read_text("utf-8")) for kind in ("", ".latin")
    )
    alone = {"name", "short_name", "dir", "lang"}
    assert {key for key in arabic | latin if arabic.get(key) != latin.get(key)} == alone
    assert latin["name"].isascii()
