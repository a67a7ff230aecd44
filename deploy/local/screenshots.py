"""Pictures of every page in two languages, two widths and two themes, from the running demo, into var/screenshots.

Start the demo first (`make up`). The table below is all there is to change when a page is added.
`make screenshots ONLY=dashboard` takes the pictures whose name contains that word.
"""

import itertools
import os
import re
import shutil
import sys
import time
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from deploy.local import embedded
from deploy.local.servers import VAR

# Demo account (an empty text is nobody) -> name of the picture -> path. «/units/ > ^/units/\d+/$» opens a page and
# follows the first link whose address matches.
PAGES: dict[str, dict[str, str]] = {
    "": {
        "login": "/account/login/",
        "receipt": "/receipts/?number=TJ-2026-000001-5",
        "forgotten": "/account/password/reset/",
    },
    "cell": {
        "national": "/",
        "region": r"/ > ^/compliance/units/\d+/",
        "province": r"/ > ^/compliance/units/\d+/ > ^/compliance/units/\d+/\?.*period",
        "congresses": "/compliance/congresses/",
        "board": "/congresses/",
        "road": r"/congresses/ > ^/congresses/\d+/$",
        "figure": "/ > ^/compliance/figures/reporting/",
        "meetings": "/meetings/",
        "series": r"/meetings/reach/?state=all > ^/meetings/\d+/$ > ^/meetings/series/\d+/$",
        "obligations": "/obligations/?state=late",
        "obligation": r"/obligations/?state=late > ^/obligations/\d+/$",
        "directives": "/directives/",
        "directive": r"/directives/ > ^/directives/\d+/$",
        "notices": "/notices/",
        "search": "/search/?q=سلا",
        "search-nothing": "/search/?q=ظظظ",
        "units": "/units/",
        "people": "/people/",
        "vacant": "/people/vacant/",
        "preferences": "/me/",
    },
    "province": {
        "home": "/",
        "dashboard": "/compliance/",
        "meetings": "/meetings/",
        "reach": "/meetings/reach/",
        "meeting": r"/meetings/ > ^/meetings/\d+/$",
        "move": r"/meetings/ > ^/meetings/\d+/$ > ^/meetings/\d+/move/",
        "cancel": r"/meetings/ > ^/meetings/\d+/$ > ^/meetings/\d+/cancel/",
        "points": r"/meetings/ > ^/meetings/\d+/$ > ^/meetings/\d+/points/",
        "programme": r"/meetings/ > ^/meetings/programme/\d+/$",
        "rhythm": r"/meetings/ > ^/meetings/programme/\d+/regular/",
        "report-form": r"/ > ^/reports/meeting/\d+/$",
        "obligations": "/obligations/",
        "obligation": r"/obligations/ > ^/obligations/\d+/$",
        "delegates": r"/congresses/ > ^/congresses/\d+/delegates/\d+/$",
    },
    "branch": {
        "home": "/",
        "meetings": "/meetings/",
        "report": r"/meetings/ > ^/meetings/\d+/$ > ^/reports/\d+/$",
        "correction": r"/meetings/ > ^/meetings/\d+/$ > ^/reports/\d+/$ > ^/reports/\d+/correct/",
        "dashboard": "/compliance/",
        "notices": "/notices/",
    },
    "region": {
        "home": "/",
        "dashboard": "/compliance/",
        "road": r"/obligations/ > ^/obligations/\d+/$ > ^/congresses/of/",
        "to-do": r"/congresses/ > ^/congresses/\d+/todo/",
        "stage": r"/congresses/ > ^/congresses/\d+/todo/ > ^/congresses/\d+/stages/",
        "seats": r"/congresses/ > ^/congresses/\d+/todo/ > ^/congresses/\d+/seats/",
    },
    "admin": {
        "ledger": "/notices/ledger/",
        "unit": r"/units/ > ^/units/\d+/$",
        "unit-edit": r"/units/ > ^/units/\d+/$ > ^/units/\d+/edit/",
        "unit-open": r"/units/ > ^/units/\d+/$ > ^/units/\d+/open/",
        "unit-close": r"/units/ > ^/units/\d+/$ > ^/units/\d+/close/",
        "body-types": "/units/bodies/",
        "body-type": r"/units/bodies/ > ^/units/bodies/\d+/$",
        "person": r"/people/ > ^/people/\d+/$",
        "person-add": "/people/add/",
        "person-edit": r"/people/ > ^/people/\d+/$ > ^/people/\d+/edit/",
        "mandate": "/people/vacant/?posts=all > ^/people/mandates/new/",
        "mandate-end": r"/people/ > ^/people/\d+/$ > ^/people/mandates/\d+/end/",
        "exception": r"/directives/ > ^/directives/\d+/$ > ^/directives/\d+/exceptions/new/",
    },
    "former": {"no-mandate": "/"},
}
LANGUAGES = ("ar", "fr")
WIDTHS = {1440: 900, 390: 844}
THEMES = ("light", "dark")
ADDRESS = os.environ.get("ADDRESS") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
LOGIN = "/account/login/"
FOLDER = VAR / "screenshots"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def log_in(page: Page, account: str) -> None:
    """Press the log-in page's button of a demo account."""
    page.goto(ADDRESS + LOGIN)
    button = page.locator(f'button[name="username"][value="{account}"]')
    if button.count() == 0:
        raise embedded.CannotStart(
            f"the log-in page has no demo button for «{account}»: is DEMO on, is the data there?"
        )
    button.click()
    page.wait_for_url(lambda address: LOGIN not in address)


def open_page(page: Page, path: str) -> int:
    """Go to the path, following links where it says so; the status of the last answer."""
    first, *rest = (step.strip() for step in path.split(">"))
    answer = page.goto(ADDRESS + first)
    for pattern in rest:
        found: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        target = next((link for link in found if re.search(pattern, link)), None)
        if target is None:
            return 0
        answer = page.goto(ADDRESS + target if target.startswith("/") else page.url.split("?")[0] + target)
    return answer.status if answer else 0


def take(browser: Browser, account: str, pages: dict[str, str]) -> list[str]:
    """Every picture of one account; what went wrong."""
    wrong = []
    state: Any = None
    if account:
        with browser.new_context(locale="ar-MA", timezone_id="Africa/Casablanca") as first:
            log_in(first.new_page(), account)
            state = first.storage_state()
    for language, (width, height), theme in itertools.product(LANGUAGES, WIDTHS.items(), THEMES):
        options: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": theme}
        with browser.new_context(**options, storage_state=state, timezone_id="Africa/Casablanca") as context:
            context.add_cookies([{"name": "language", "value": language, "url": ADDRESS}])
            page = context.new_page()
            for name, path in pages.items():
                picture = f"{account or 'nobody'}-{name}-{language}-{width}-{theme}.png"
                try:
                    status = open_page(page, path)
                except Error as error:
                    wrong.append(f"{picture}: {error.message.splitlines()[0]}")
                    continue
                if status != 200:
                    wrong.append(f"{picture}: {path} answered {status or 'nothing to follow'}")
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                    wrong.append(f"{picture}: the page is wider than the screen")
                page.screenshot(path=FOLDER / picture, full_page=True)
    return wrong


def chosen() -> dict[str, dict[str, str]]:
    word = os.environ.get("ONLY", "")
    named = {
        account: {name: path for name, path in pages.items() if word in f"{account or 'nobody'}-{name}"}
        for account, pages in PAGES.items()
    }
    return {account: pages for account, pages in named.items() if pages}


def main() -> int:
    browser_path = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if browser_path is None:
        raise embedded.CannotStart("no chromium: set CHROMIUM or install it (apt-get install -y chromium)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    began, wrong = time.monotonic(), []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=CHROMIUM)
        for account, pages in chosen().items():
            wrong += take(browser, account, pages)
        browser.close()
    print("\n".join(wrong), file=sys.stderr)
    count = sum(len(pages) for pages in chosen().values()) * len(LANGUAGES) * len(WIDTHS) * len(THEMES)
    print(f"{count} pictures in {FOLDER}, {time.monotonic() - began:.0f} s, {len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
