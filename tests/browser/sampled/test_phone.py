"""A first visit on a phone: nothing jumps when the fonts come, no month of a heatmap is cut."""

import time
from typing import Any

import pytest
from django.utils import translation

from tajadur.foundation.formats import month_name
from tajadur.web.components.heat import HeatCell, HeatColumn, HeatRow, heat_table

from .conftest import Sample

pytestmark = pytest.mark.django_db
SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true})"""
CUT = """() => [...document.querySelectorAll(".hm thead th:not(:first-child)")].flatMap((head) => {
    const found = [], range = document.createRange(), texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\\S+/g)) {
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) found.push(word[0]);
    }
    return head.scrollWidth > head.clientWidth + 1 ? [...found, head.textContent] : found;
})"""


def phone(browser: Any, sample: Sample, account: str, language: str, width: int) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 844}, is_mobile=True, has_touch=True)
    context.add_cookies(sample.cookies(account, language))
    return context.new_page()


def late(route: Any) -> None:
    """A font that comes when the page has long been drawn, as on a slow network."""
    time.sleep(0.4)
    route.continue_()


@pytest.mark.parametrize("account", ["cell", "province", "branch", "admin"])
@pytest.mark.parametrize(("language", "width"), [("ar", 390), ("ar", 360), ("fr", 390)])
def test_a_first_visit_does_not_jump(browser, sample, account, language, width):
    page = phone(browser, sample, account, language, width)
    page.add_init_script(SHIFTS)
    page.route("**/*.woff2", late)
    page.goto(sample.url + "/", wait_until="networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifted") <= 0.02
    page.context.close()


def year_of_a_unit(language: str) -> str:
    with translation.override(language):
        columns = [HeatColumn(month_name(month), note="2026") for month in range(1, 13)]
        rows = [HeatRow("Sidi Bouknadel", [HeatCell(1, 1)] * 12, url="/")]
        return heat_table(columns=columns, rows=rows, label="-", heading="-")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_month_of_a_heatmap_is_cut(browser, sample, language):
    for width in (360, 390):
        page = phone(browser, sample, "province", language, width)
        page.goto(sample.url + "/compliance/")
        page.locator(".tw:has(.hm)").evaluate("(box, html) => { box.outerHTML = html; }", year_of_a_unit(language))
        assert page.locator(".hm thead th:not(:first-child)").count() == 12
        assert page.evaluate(CUT) == []
        page.context.close()
