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
# follows the first link whose address matches; 1 is the nation.
PAGES: dict[str, dict[str, str]] = {
    "": {
        "login": "/account/login/",
        "receipt": "/receipts/?number=TJ-2026-000001-5",
        "forgotten": "/account/password/reset/",
    },
    "cell": {
        "national": "/",
        "region": r"/ > ^/compliance/units/(?!1/)\d+/",
        "thread": r"/ > ^/compliance/units/(?!1/)\d+/ > ^/units/\d+/$",
        "province": r"/ > ^/compliance/units/(?!1/)\d+/ > ^/compliance/units/\d+/\?.*period",
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
        "cases": "/dysfunctions/",
        "case": r"/dysfunctions/?state=all > ^/dysfunctions/\d+/$",
        "cases-board": "/dysfunctions/board/",
        "cases-months": "/dysfunctions/months/",
        "cases-print": "/dysfunctions/print/?kind=copied_reports",
        "cases-rules": "/dysfunctions/rules/",
        "case-open": r"/support/?what=observations > ^/units/\d+/$ > ^/dysfunctions/open/",
        "case-remedy": r"/dysfunctions/ > ^/dysfunctions/\d+/$ > ^/dysfunctions/\d+/remedy/$",
        "case-dismiss": r"/dysfunctions/ > ^/dysfunctions/\d+/$ > ^/dysfunctions/\d+/dismiss/$",
        "notices": "/notices/",
        "situations": "/situations/?status=weak&level=province",
        "premises": "/premises/?status=has_premises",
        "proximity": "/proximity/",
        "help": "/support/",
        "help-visits": "/support/?what=visits",
        "help-promises": "/support/?what=promises&state=overdue",
        "help-observations": "/support/?what=observations",
        "my-regions": r"/support/ > ^/support/members/\d+/$",
        "advice": r"/support/ > ^/support/advice/\d+/$",
        "visit": r"/support/?what=visits&state=made > ^/support/visits/\d+/$",
        "visit-made": r"/support/?what=visits&state=planned > ^/support/visits/\d+/$ > ^/support/visits/\d+/made/",
        "visit-move": r"/support/?what=visits&state=planned > ^/support/visits/\d+/$ > ^/support/visits/\d+/move/",
        "visit-drop": r"/support/?what=visits&state=planned > ^/support/visits/\d+/$ > ^/support/visits/\d+/drop/",
        "promise": r"/support/?what=promises&state=kept_late > ^/support/promises/\d+/$",
        "promise-keep": r"/support/?what=promises&state=open > ^/support/promises/\d+/$ > ^/support/promises/\d+/keep/",
        "unit-help": r"/support/?what=observations > ^/units/\d+/$",
        "acts": r"/ > ^/compliance/figures/reporting/ > ^/support/acts/\d+",
        "advise": r"/support/?what=observations > ^/units/\d+/$ > ^/support/advise/",
        "plan": r"/support/?what=observations > ^/units/\d+/$ > ^/support/visits/plan/",
        "advise-many": r"/obligations/?reach=1&state=late > ^/support/many/\?",
        "plan-many": r"/obligations/?reach=1&state=late > ^/support/many/visits/",
        "open-many": r"/obligations/?reach=1&state=late > ^/support/many/cases/",
        "remind-many": r"/obligations/?reach=1&state=late > ^/support/many/reminders/",
        "observe": r"/support/?what=observations > ^/units/\d+/$ > ^/support/observe/",
        "search": "/search/?q=سلا",
        "search-nothing": "/search/?q=ظظظ",
        "resources": "/resources/",
        "resource": r"/resources/?state=confirmed > ^/resources/\d+/$",
        "budget": "/resources/budget/",
        "census": "/census/",
        "census-progress": r"/census/ > ^/census/\d+/$",
        "census-branches": r"/census/ > ^/census/\d+/$ > ^/census/\d+/branches/",
        "census-result": r"/census/ > ^/census/\d+/$ > ^/census/\d+/results/needs/",
        "census-words": r"/census/ > ^/census/\d+/$ > .*/results/remarks/ > .*/words/",
        "circulars": "/circulars/",
        "circular": r"/circulars/?standing=issued > ^/circulars/\d+/$",
        "circular-posts": r"/circulars/?standing=issued > ^/circulars/\d+/$ > ^/circulars/\d+/posts/",
        "circular-draft": r"/circulars/ > ^/circulars/new/\d+/$",
        "circular-send": r"/circulars/?standing=draft > ^/circulars/\d+/$",
        "units": "/units/",
        "people": "/people/",
        "vacant": "/people/vacant/",
        "preferences": "/me/",
        "consulted": "/me/consulted/",
        "to-note": "/reports/to-note/",
        "actions": "/meetings/actions/?state=quiet",
        "decisions": "/meetings/actions/decisions/?state=bare",
        "proposals": "/meetings/proposals/",
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
        "minutes": r"/meetings/ > ^/meetings/\d+/$ > ^/meetings/\d+/$ > ^/reports/\d+/$",
        "minutes-adopted": r"/meetings/ > ^/meetings/\d+/$ > ^/meetings/\d+/$ > ^/meetings/\d+/$ > ^/reports/\d+/$",
        "council": r"/meetings/ > ^/meetings/\d+/$ > ^/meetings/\d+/$ > ^/reports/\d+/$ > ^/meetings/\d+/#agenda$",
        "report-form": r"/ > ^/reports/meeting/\d+/$",
        "obligations": "/obligations/",
        "obligation": r"/obligations/ > ^/obligations/\d+/$",
        "filing": r"/filings/ > ^/filings/\d+/$",
        "delegates": r"/congresses/ > ^/congresses/\d+/delegates/\d+/$",
        "help": "/support/",
        "advice-answer": r"/support/?state=awaited > ^/support/advice/\d+/$",
        "changes": r"/units/?q=سلا > ^/units/\d+/$ > ^/units/\d+/people/$ > ^/units/\d+/changes/$",
        "consultations": r"/units/?q=سلا > ^/units/\d+/$ > ^/units/\d+/people/$ > ^/units/\d+/consultations/$",
    },
    "branch": {
        "home": "/",
        "census": "/census/",
        "census-form": r"/census/ > ^/census/answer/\d+/$",
        "situation": r"/units/ > ^/units/\d+/$ > ^/situations/\d+/$",
        "premises": r"/premises/ > ^/premises/\d+/$",
        "premises-record": r"/premises/ > ^/premises/\d+/$ > ^/premises/\d+/record/$",
        "proximity": r"/proximity/ > ^/proximity/\d+/$",
        "training-session": r"/training/?state=held > ^/training/session/\d+/$",
        "case": r"/dysfunctions/ > ^/dysfunctions/\d+/$",
        "case-settle": r"/dysfunctions/ > ^/dysfunctions/\d+/$ > ^/dysfunctions/\d+/settle/$",
        "case-answer": r"/dysfunctions/ > ^/dysfunctions/\d+/$ > ^/dysfunctions/\d+/answer/$",
        "help": "/support/",
        "resources": "/resources/",
        "resource-ask": r"/resources/ > ^/resources/ask/\d+/$",
        "circulars": "/circulars/",
        "circular": r"/circulars/?standing=issued > ^/circulars/\d+/$",
        "meetings": "/meetings/",
        "report": r"/meetings/ > ^/meetings/\d+/$ > ^/reports/\d+/$",
        "actions": "/meetings/actions/",
        "proposals": "/meetings/proposals/",
        "proposal": r"/meetings/proposals/ > ^/meetings/proposals/\d+/$",
        "action": r"/meetings/actions/?state=open > ^/meetings/actions/\d+/$",
        "correction": r"/meetings/ > ^/meetings/\d+/$ > ^/reports/\d+/$ > ^/reports/\d+/correct/",
        "dashboard": "/compliance/",
        "notices": "/notices/",
    },
    "region": {
        "home": "/",
        "dashboard": "/compliance/",
        "filings": "/filings/",
        "filing-receipt": r"/filings/?state=running > ^/filings/\d+/$",
        "road": r"/obligations/ > ^/obligations/\d+/$ > ^/congresses/of/",
        "to-do": r"/congresses/ > ^/congresses/\d+/todo/",
        "stage": r"/congresses/ > ^/congresses/\d+/todo/ > ^/congresses/\d+/stages/",
        "seats": r"/congresses/ > ^/congresses/\d+/todo/ > ^/congresses/\d+/seats/",
    },
    "admin": {
        "census-new": "/census/new/",
        "ledger": "/notices/ledger/",
        "unit": r"/units/ > ^/units/\d+/$",
        "unit-people": r"/units/ > ^/units/\d+/$ > ^/units/\d+/people/$",
        "unit-edit": r"/units/ > ^/units/\d+/$ > ^/units/\d+/people/$ > ^/units/\d+/edit/",
        "unit-open": r"/units/ > ^/units/\d+/$ > ^/units/\d+/people/$ > ^/units/\d+/open/",
        "unit-close": r"/units/ > ^/units/\d+/$ > ^/units/\d+/people/$ > ^/units/\d+/close/",
        "body-types": "/units/bodies/",
        "body-type": r"/units/bodies/ > ^/units/bodies/\d+/#steps$",
        "step": r"/units/bodies/ > ^/units/bodies/\d+/#steps$ > ^/units/bodies/steps/\d+/$",
        "person": r"/people/ > ^/people/\d+/$",
        "person-changes": r"/people/ > ^/people/\d+/$ > ^/people/\d+/changes/$",
        "directive-changes": r"/directives/ > ^/directives/\d+/$ > ^/directives/\d+/changes/$",
        "person-add": "/people/add/",
        "person-edit": r"/people/ > ^/people/\d+/$ > ^/people/\d+/edit/",
        "mandate": "/people/vacant/?posts=all > ^/people/mandates/new/",
        "mandate-end": r"/people/ > ^/people/\d+/$ > ^/people/mandates/\d+/end/",
        "party": "/party/",
        "census": "/units/census/",
        "acts": "/people/acts/",
        "import": "/people/import/",
        "invitations": "/people/invitations/",
        "doubles": "/people/doubles/",
        "renewal": r"/units/ > ^/units/\d+/$ > ^/units/\d+/people/$ > ^/people/bodies/\d+/renewal/",
        "holidays": "/meetings/holidays/",
        "stages": "/congresses/stages/",
        "stage-change": r"/congresses/stages/ > ^/congresses/stages/[a-z-]+/$",
        "exception": r"/directives/ > ^/directives/\d+/$ > ^/directives/\d+/exceptions/new/",
    },
    "sg": {
        "circular-amend": r"/circulars/?standing=issued > ^/circulars/\d+/$ > ^/circulars/\d+/amend/$",
        "members": "/support/members/",
        "terms": "/support/terms/",
        "deciders": "/resources/deciders/",
        "rule": r"/dysfunctions/rules/ > ^/dysfunctions/rules/\w+/$",
        "situation-limits": "/situations/limits/",
        "terms-change": r"/support/terms/ > ^/support/terms/\w+/$",
    },
    "former": {"no-mandate": "/"},
}
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
