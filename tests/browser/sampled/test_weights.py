"""What the network carries: a first visit with fonts, and the pages after it."""

from collections.abc import Iterator
from typing import Any

import pytest

from deploy.local import screenshots

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
    """Weighs what a page's tab receives: bytes as they came over the wire, by kind.

    The browser tells late that a document is whole: what began before the scales were emptied is not weighed.
    """

    def __init__(self, page: Any) -> None:
        self.total, self.html = 0.0, 0.0
        self._kinds: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda said: self._kinds.update({said["requestId"]: said["type"]}))
        session.on("Network.loadingFinished", self._add)

    def _add(self, said: dict[str, Any]) -> None:
        kind = self._kinds.get(said["requestId"])
        if kind is None:
            return
        self.total += said["encodedDataLength"]
        if kind == "Document":
            self.html += said["encodedDataLength"]

    def empty(self) -> None:
        """Start again at nothing."""
        self._kinds.clear()
        self.total = self.html = 0.0


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
        path = screenshots.PAGES[account][name]
        scales.empty()
        screenshots.open_page(page, path)
        if ">" in path and place:  # only the last page of the walk is weighed
            page.wait_for_load_state("networkidle")  # what the page before it still receives is not of it
            scales.empty()
            page.goto(page.url)
        page.wait_for_load_state("networkidle")
        if scales.total > (LATER if place else FIRST):
            heavy.append(f"{page.url}: {scales.total / 1024:.1f} KB")
        if scales.html > HTML.get(name, HTML_OF_OTHERS):
            heavy.append(f"{page.url}: {scales.html / 1024:.1f} KB of HTML, {len(page.content())} characters")
        assert scales.total > 1024
    assert heavy == []
