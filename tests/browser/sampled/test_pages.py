"""Every main page, in two languages and two widths: nothing for axe, the console or the eye to complain about."""

import pathlib
from collections.abc import Iterator
from typing import Any

import axe_playwright_python
import pytest

from deploy.local import screenshots
from deploy.local.pages import PAGES

from .conftest import Sample

pytestmark = pytest.mark.django_db  # the tables must be there; what the test reads was committed before
LAYOUT = (pathlib.Path(__file__).parent / "layout.js").read_text()
AXE = next(pathlib.Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations.map(
    (v) => `axe ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`)"""
DESK = 600  # pixels from which a screen is no phone's
# What a slow network shows on a small phone: wider letters than ours.
SMALL = 320
WITHOUT_OUR_LETTERS = """() => { for (const sheet of document.styleSheets)
    for (let at = sheet.cssRules.length - 1; at >= 0; at--)
        if (sheet.cssRules[at] instanceof CSSFontFaceRule) sheet.deleteRule(at); }"""
WIDER_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Left out: pages that are another page with one field less or more.
SIMILAR = {
    "forgotten",
    "search-nothing",
    "cancel",
    "points",
    "reach",
    "unit-open",
    "unit-close",
    "person-edit",
}
REFUSALS = {"": [("missing", "/nowhere/", 404)], "branch": [("closed", "/notices/ledger/", 403)]}


def pages() -> Iterator[tuple[str, str, str, int]]:
    """Account, name, path and the answer expected."""
    for account, named in PAGES.items():
        yield from ((account, name, path, 200) for name, path in named.items() if name not in SIMILAR)
        yield from ((account, *refusal) for refusal in REFUSALS.get(account, []))


@pytest.fixture
def walker(browser: Any, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Opens pages as an account and notes what the browser hears meanwhile."""
    monkeypatch.setattr(screenshots, "ADDRESS", sample.url)
    contexts: dict[str, Any] = {}

    def open_as(account: str, language: str, width: int) -> tuple[Any, list[str]]:
        if account not in contexts:
            phone = {"is_mobile": True, "has_touch": True} if width < DESK else {}
            context = browser.new_context(viewport={"width": width, "height": 844}, **phone)
            context.add_cookies(sample.cookies(account, language))
            page, heard = context.new_page(), []
            page.on("pageerror", lambda error: heard.append(f"script: {error}"))
            page.on("console", lambda said: heard.append(f"console: {said.text}") if said.type == "error" else None)
            page.on("request", lambda asked: heard.append(f"stranger: {asked.url}") if outside(asked.url) else None)
            contexts[account] = (page, heard)
        return contexts[account]

    def outside(url: str) -> bool:
        return not url.startswith((sample.url, "data:", "blob:"))

    yield open_as
    for page, _heard in contexts.values():
        page.context.close()


def opened(page: Any, sample: Sample, account: str, path: str) -> int:
    """The status of a page; the links are followed once for all languages and widths."""
    key = f"{account} {path}"
    if key in sample.found:
        answer = page.goto(sample.found[key])
        return answer.status if answer else 0
    status = screenshots.open_page(page, path)
    if status:
        sample.found[key] = page.url
    return status


def wider_than_a_small_phone(page: Any, width: int) -> list[str]:
    """By how much, with the letters of the phone itself; the page is given back as it was."""
    page.evaluate(WITHOUT_OUR_LETTERS)
    page.set_viewport_size({"width": SMALL, "height": 844})
    more = page.evaluate(WIDER_BY)
    page.set_viewport_size({"width": width, "height": 844})
    return [f"wider than a phone of {SMALL} pixels by {more}"] if more > 0 else []


@pytest.mark.parametrize("language, width", [("ar", 390), ("fr", 1440), ("ar", 1440), ("fr", 390)])
def test_a_page_gives_nothing_to_complain_about(sample, walker, language, width):
    wrong, audited = (
        [],
        (language, width) in {("ar", 390), ("fr", 1440)},
    )  # each language and each width once: it is slow
    for account, name, path, expected in pages():
        page, heard = walker(account, language, width)
        heard.clear()
        status = opened(page, sample, account, path)
        if status != expected:
            wrong.append(f"{account} {name}: answered {status}")
            continue
        faults = page.evaluate(LAYOUT)
        if audited:
            page.evaluate(AXE)
            faults += page.evaluate(AUDIT, RULES)
        if width < DESK:
            faults += wider_than_a_small_phone(page, width)
        faults += [said for said in heard if expected == 200 or str(expected) not in said]
        wrong += [f"{account or 'nobody'} {name}: {fault}" for fault in faults]
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert wrong == [], "\n".join(wrong)
