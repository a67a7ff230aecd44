"""What the network carries: a first visit with fonts, and the pages after it."""

from collections.abc import Iterator
from typing import Any

import pytest

from deploy.local import screenshots
from deploy.local.pages import PAGES

from .conftest import Sample

pytestmark = pytest.mark.django_db

FIRST, LATER = 150 * 1024, 30 * 1024
HTML = {"national": 20 * 1024}
HTML_OF_OTHERS = 12 * 1024
JOURNEYS = {
    "": ["login"],
    "province": ["home", "report-form", "meetings", "programme", "dashboard", "obligations"],
    "cell": ["national", "region", "figure", "meetings", "obligations", "people", "units"],
    "admin": ["ledger", "person-add"],
}


class Scales:
    """Weighs the page a tab shows: bytes as they came over the wire for it, of its document and of everything.

    The browser tells of a page's parts also after the next one was asked for; each part names the page it is of.
    """

    def __init__(self, page: Any) -> None:
        self._page, self._parts, self._sizes = page, dict[str, tuple[str, str]](), dict[str, float]()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._hear)
        session.on("Network.loadingFinished", self._weigh)

    def _hear(self, said: dict[str, Any]) -> None:
        self._parts[said["requestId"]] = said["type"], said["loaderId"]

    def _weigh(self, said: dict[str, Any]) -> None:
        self._sizes[said["requestId"]] = said["encodedDataLength"]

    def read(self) -> tuple[float, float]:
        """(everything, the document alone) of the page that came last."""
        self._page.wait_for_load_state("networkidle")
        document = [part for part, (kind, _loader) in self._parts.items() if kind == "Document"][-1]
        while document not in self._sizes:
            self._page.wait_for_timeout(20)
        loader = self._parts[document][1]
        whole = sum(self._sizes.get(part, 0) for part, (_kind, its) in self._parts.items() if its == loader)
        return whole, self._sizes[document]


@pytest.fixture
def weighed(browser: Any, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A page with an empty cache, already logged in, on scales."""
    monkeypatch.setattr(screenshots, "ADDRESS", sample.url)
    made = []

    def put(account: str, language: str) -> tuple[Any, Scales]:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        made.append(context)
        context.add_cookies(sample.cookies(account, language))
        page = context.new_page()
        return page, Scales(page)

    yield put
    for context in made:
        context.close()


@pytest.mark.parametrize("account", JOURNEYS)
def test_a_first_page_and_those_after_it_stay_within_their_weights(sample, weighed, account):
    page, scales = weighed(account, "ar")
    heavy = []
    for place, name in enumerate(JOURNEYS[account]):
        screenshots.open_page(page, PAGES[account][name])
        total, html = scales.read()
        if total > (LATER if place else FIRST):
            heavy.append(f"{page.url}: {total / 1024:.1f} KB")
        if html > HTML.get(name, HTML_OF_OTHERS):
            heavy.append(f"{page.url}: {html / 1024:.1f} KB of HTML")
        assert total > 1024
    assert heavy == []
