"""Pictures of every page in two languages, two widths and two themes, from the running demo, into var/screenshots.

Start the demo first (`make up`). The table in ``pages.py`` is all there is to change when a page is added.
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
from deploy.local.pages import PAGES
from deploy.local.servers import VAR

LANGUAGES, THEMES = ("ar", "fr"), ("light", "dark")
WIDTHS = {1440: 900, 390: 844}
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


LINKS_TRIED = 8  # not every person of a list holds an office that can be ended


def open_page(page: Page, path: str) -> int:
    """Go to the path, following links where it says so; the status of the last answer, 0 where none leads there."""
    first, *rest = (step.strip() for step in path.split(">"))
    answer = page.goto(ADDRESS + first)
    return _followed(page, rest) if rest else answer.status if answer else 0


def _followed(page: Page, steps: list[str]) -> int:
    """The status of where ``steps`` lead by the first of a few links that leads on; 0 by none."""
    here, (pattern, *rest) = page.url.split("?")[0], steps
    found: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    for target in list(dict.fromkeys(link.split("#")[0] for link in found if re.search(pattern, link)))[:LINKS_TRIED]:
        answer = page.goto(ADDRESS + target if target.startswith("/") else here + target)
        status = _followed(page, rest) if rest else answer.status if answer else 0
        if status:
            return status
    return 0


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
    named = {
        account: {name: pages[name] for name in pages if os.environ.get("ONLY", "") in f"{account or 'nobody'}-{name}"}
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
